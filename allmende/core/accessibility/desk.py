# SPDX-License-Identifier: EUPL-1.2
"""Where reported barriers go. This floor does not know cases: the app that handles them says so at start-up.

desk.staffed_by(open_case_for_barrier)     # in AppConfig.ready of commons/cases
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from allmende.core.municipality.models import Municipality
from allmende.core.people.models import Person


@dataclass(frozen=True)
class BarrierReport:
    """What somebody reported. `page` is an address of this site (or empty), `due` the day by which an answer is owed.

    `person` is who reported it, where they are signed in; `language` the one they read.
    """

    municipality: Municipality
    text: str
    page: str
    email: str
    key: UUID
    due: datetime.date
    person: Person | None = None
    language: str = "de"


@dataclass(frozen=True)
class Receipt:
    """The number under which the report is handled, and where the person sees how it goes."""

    reference: str
    url: str


Clerk = Callable[[BarrierReport], Receipt]
_clerks: list[Clerk] = []


def staffed_by(clerk: Clerk) -> None:
    """Name the function that takes reports. It stores the same `key` once."""
    _clerks[:] = [clerk]


def is_staffed() -> bool:
    """Tell whether anybody takes reports; otherwise the form is not offered."""
    return bool(_clerks)


def hand_in(report: BarrierReport) -> Receipt:
    """Hand in a report and return its receipt. Raises `LookupError` where nobody takes it."""
    if not _clerks:
        raise LookupError("Nobody takes reports of barriers; see desk.staffed_by.")
    return _clerks[0](report)
