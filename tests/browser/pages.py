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


def _press(name: str) -> Callable[[Page], None]:
    """Return a step that presses the button of that name in the main part and waits for the answer."""

    def press(page: Page) -> None:
        page.locator("main").get_by_role("button", name=name).first.click()
        page.wait_for_load_state("load")

    return press


CASES = (
    Case("gallery", "/gestaltung/"),
    Case("gallery, form filled", "/gestaltung/?zustand=gefuellt"),
    Case("gallery, form with errors", "/gestaltung/?zustand=fehler"),
    Case("page not found", "/gibt-es-nicht/", complaints=("404",)),
    *(Case(f"error page {code}", f"/gestaltung/fehler/{code}/") for code in ("400", "403", "403_csrf", "500")),
    Case("in English", "/en/gestaltung/fehler/404/"),
    Case("in easy language", "/de-simple/gestaltung/fehler/404/"),
    Case("home", "/"),
    Case("information", "{information}"),
    Case("news", "{news_index}"),
    Case("one piece of news", "{news}"),
    Case("guide", "{guide}"),
    Case("contacts", "{contacts}"),
    Case("one contact", "{contact}"),
    Case("places", "/orte/", map=True),
    Case("places, found", "/orte/?q=b%C3%BCcherei&offen=1", map=True),
    Case("places, nothing found", "/orte/?q=xyzzy", map=True),
    Case("place with everything", "{place}", map=True),
    Case("place with nothing", "{bare_place}", map=True),
    Case("place with hostile name", "{evil_place}", map=True),
    Case("place with long words", "{long_place}", map=True),
    Case("report, empty", "/orte/{place_key}/melden/"),
    Case("report, with errors", "/orte/{place_key}/melden/", prepare=_press("Hinweis senden"), complaints=("422",)),
    Case("areas", "/gebiete/", map=True),
    Case("area", "{area}", map=True),
    Case("area without places", "{empty_area}", map=True),
    Case("tours", "/rundgaenge/"),
    Case("tour", "{tour}", map=True),
    Case("stop of a tour", "{tour}1/", map=True),
    Case("ask for a case", "/vorgang/"),
    Case("ask for a case, with errors", "/vorgang/?nummer=x", complaints=("404",)),
    Case("case", "{case}"),
    # --- the staff area -------------------------------------------------------------------------------------------
    Case("staff: sign in", "/verwaltung/login/", kit=False),
    Case("staff: sign in, refused", "/verwaltung/login/", prepare=_press("Anmelden"), kit=False),
    # The old jQuery widgets on this page set up handlers that our policy refuses; they work without them.
    Case("staff: edit picture", "{edit_picture}", role="admin", kit=False, complaints=("inline event handler",)),
    *(
        Case(f"staff: {name}", path, role="admin", kit=False)
        for name, path in (
            ("start", "/verwaltung/"),
            ("pages", "{explore}"),
            ("edit home", "{edit_home}"),
            ("edit information", "{edit_information}"),
            ("edit news list", "{edit_news_index}"),
            ("edit news", "{edit_news}"),
            ("edit guide", "{edit_guide}"),
            ("edit contacts", "{edit_contacts}"),
            ("edit contact", "{edit_contact}"),
            ("history of a page", "{history}"),
            ("pictures", "/verwaltung/images/"),
            ("upload pictures", "/verwaltung/images/multiple/add/"),
            ("cases", "/verwaltung/vorgaenge/"),
            ("cases, none found", "/verwaltung/vorgaenge/?q=xyzzy"),
            ("case, new", "{case_new}"),
            ("case, in progress", "{case_in_progress}"),
            ("case, answered", "{case_answered}"),
            ("case, closed", "{case_closed}"),
            ("case, rejected", "{case_rejected}"),
            ("places", "/verwaltung/orte/"),
            ("places, none found", "/verwaltung/orte/?q=xyzzy"),
            ("edit place", "{edit_place}"),
            ("new place", "/verwaltung/orte/new/"),
            ("people", "/verwaltung/users/"),
        )
    ),
)
