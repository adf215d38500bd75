# SPDX-License-Identifier: EUPL-1.2
"""The list of pages that the browser tests look at. Add yours here: one line per page and state.

A path in curly braces, such as `{place}`, is the address of an object that `content.fill()` made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True)
class Case:
    """One page in one state.

    `role`: who is signed in. `prepare`: steps after opening, for example sending an empty form. `map`: the page carries a
    map and has the larger budget. `rtl`: also looked at from right to left. `kit`: built on
    `ui/base.html`; the staff area is not. `complaints`: texts of the browser that belong to this case.
    """

    name: str
    path: str
    role: str = ""
    prepare: Callable[[Page], None] | None = None
    map: bool = False
    rtl: bool = True
    kit: bool = True
    complaints: tuple[str, ...] = ()


CASES = (
    Case("gallery", "/gestaltung/"),
    Case("gallery, form filled", "/gestaltung/?zustand=gefuellt"),
    Case("gallery, form with errors", "/gestaltung/?zustand=fehler"),
    Case("page not found", "/gibt-es-nicht/", complaints=("404",)),
)
