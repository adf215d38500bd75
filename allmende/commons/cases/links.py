# SPDX-License-Identifier: EUPL-1.2
"""What a case is about: apps that open cases say which pages of theirs belong to one.

register("place", lambda case: [(_("Seite des Ortes"), place_url(case.place_report.place))])
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allmende.commons.cases.models import Case

Links = list[tuple[Any, str]]
_makers: dict[str, Callable[[Case], Links]] = {}


def register(kind: str, maker: Callable[[Case], Links]) -> None:
    """Name the function that returns (label, address) of the pages for cases of this kind."""
    _makers[kind] = maker


def links_of(case: Case) -> Links:
    """Return the pages that belong to a case."""
    maker = _makers.get(case.kind)
    return maker(case) if maker else []
