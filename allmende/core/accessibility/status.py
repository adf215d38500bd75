# SPDX-License-Identifier: EUPL-1.2
"""How far a site is accessible, as its statement must say: computed from the assessment and the known barriers.

The three grades and their meaning: Commission Implementing Decision (EU) 2018/1523, annex: fully compliant; partially
compliant, "due to the non-compliances and/or the exemptions listed"; not compliant, when most requirements are not met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from allmende.core.accessibility.criteria import CRITERIA


class Grade(StrEnum):
    """The grades of the statement, and that nobody has looked yet."""

    UNKNOWN = "unknown"
    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class OpenBarrier(Protocol):
    """What the grade needs to know of a barrier."""

    criterion: str
    why: str


@dataclass(frozen=True)
class Status:
    """The grade, and what it rests on: numbers of criteria that are met, failed, and failed without a named barrier."""

    grade: Grade
    met: int
    failed: tuple[str, ...]
    unnamed: tuple[str, ...]
    unanswered: int


def status_of(answers: Mapping[str, str], barriers: Iterable[OpenBarrier]) -> Status:
    """Return the status for answers ("yes", "no", "na" by criterion) and the barriers that are not mended."""
    open_barriers = list(barriers)
    named = {barrier.criterion for barrier in open_barriers if barrier.criterion}
    answered_no = {key for key, answer in answers.items() if answer == "no"}
    # A fault that is named counts, even where the assessment still says otherwise.
    by_barrier = {barrier.criterion for barrier in open_barriers if barrier.why == "fault" and barrier.criterion}
    failed = [criterion.key for criterion in CRITERIA if criterion.key in answered_no | by_barrier]
    met = sum(answers.get(criterion.key) == "yes" and criterion.key not in failed for criterion in CRITERIA)
    unanswered = sum(criterion.key not in answers for criterion in CRITERIA)
    if unanswered:
        grade = Grade.UNKNOWN
    elif len(failed) > met:
        grade = Grade.NONE
    elif failed or open_barriers:
        grade = Grade.PARTIAL
    else:
        grade = Grade.FULL
    return Status(grade, met, tuple(failed), tuple(key for key in failed if key not in named), unanswered)
