# SPDX-License-Identifier: EUPL-1.2
"""The list of pages that the browser tests look at. Add yours here: one line per page and state.

A path in curly braces, such as `{place}`, is the address of an object that `content.fill()` made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

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


def _refused(name: str) -> Callable[[Page], None]:
    """Return a step that sends a form, perhaps after some work of the browser, and waits for its errors."""

    def press(page: Page) -> None:
        page.locator("main").get_by_role("button", name=name).first.click()
        page.locator(".ui-errors").wait_for()
        page.wait_for_load_state("load")

    return press


def _read_aloud(page: Page) -> None:
    """Have the page read aloud and stop at its first sentence."""
    page.get_by_role("link", name="Vorlesen").click()
    page.get_by_role("region", name="Vorlesen").get_by_role("button", name="Pause").click()
    page.get_by_text("Pause.", exact=True).wait_for()


def _check_words(page: Page) -> None:
    """Write a hard answer and ask for hints."""
    page.locator("textarea[name=text]").fill("Die Prüfung Ihres Antrags ist unverzüglich vorzunehmen.")
    page.get_by_role("button", name="Text prüfen").click()
    page.get_by_text("Verstecktes „müssen“.").wait_for()


def _send_idea(page: Page) -> None:
    """Send the empty form of an idea."""
    page.locator("main form[data-idea-form] button[value=send]").click()
    page.locator(".ui-errors").wait_for()  # the proof of work is done first
    page.wait_for_load_state("load")


def _ask_address(page: Page) -> None:
    """Ask how far everything is from a street."""
    page.get_by_label("Adresse, Straße oder Ort").fill("Auenstadt")
    page.locator("main").get_by_role("button", name="Wege zeigen").click()
    page.get_by_role("heading", level=2).first.wait_for()


def _open_ballot(page: Page) -> None:
    """From the page of the process to its vote."""
    page.locator("main a[href*='/beteiligung/abstimmen/']").first.click()
    page.locator("form.ballot").wait_for()


def _fill_ballot(page: Page, *, wrong: bool) -> None:
    _open_ballot(page)
    page.locator("#id_f1_0").check()
    for number in range(3 if wrong else 2):
        page.locator(f"#id_f2_{number}").check()
    page.locator("form.ballot button[name=do]").click()
    page.locator(".ui-errors" if wrong else ".ballot-review").wait_for()


def _next(page: Page) -> None:
    """Go on without answering."""
    page.locator("form.form-sheet button[value=next]").click()
    page.locator(".ui-errors").wait_for()


def _review(page: Page) -> None:
    """Answer the first section and look at everything."""
    page.get_by_label("mehr als 10 Jahre").check()
    page.locator("form.form-sheet button[value=next]").click()
    page.wait_for_load_state("load")
    page.goto(page.url.split("abschnitt")[0] + "pruefen/")
    page.locator(".form-review").first.wait_for()


CASES = (
    Case("gallery", "/gestaltung/"),
    Case("gallery, form filled", "/gestaltung/?zustand=gefuellt"),
    Case("gallery, form with errors", "/gestaltung/?zustand=fehler"),
    Case("page not found", "/gibt-es-nicht/", complaints=("404",)),
    *(Case(f"error page {code}", f"/gestaltung/fehler/{code}/") for code in ("400", "403", "403_csrf", "500")),
    Case("in English", "/en/gestaltung/fehler/404/"),
    Case("in easy language", "/de-simple/gestaltung/fehler/404/"),
    Case("home", "/"),
    Case("choose a language", "/sprache/"),
    Case("choose a language, unknown", "/sprache/?unbekannt=1"),
    Case("Arabic: German home stands in", "/ar/"),
    Case("Arabic: German page stands in", "/ar{information}"),
    Case("Arabic: places", "/ar/orte/", map=True),
    Case("Arabic: place", "/ar{place}", map=True),
    Case(
        "Arabic: report, with errors",
        "/ar/orte/{place_key}/melden/",
        prepare=_press("إرسال الملاحظة"),
        complaints=("422",),
    ),
    Case("Arabic: area", "/ar{area}", map=True),
    Case("Arabic: tour", "/ar{tour}", map=True),
    Case("Arabic: page not found", "/ar/gibt-es-nicht/", complaints=("404",)),
    Case("Ukrainian: places", "/uk/orte/", map=True),
    Case("Ukrainian: place", "/uk{place}", map=True),
    Case("Turkish: places", "/tr/orte/", map=True),
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
    Case("read aloud", "{guide}", prepare=_read_aloud),
    Case("page to listen to", "/vorlesen/?seite=/vorgang/"),
    Case("supply", "/versorgung/"),
    Case("supply of a topic", "/versorgung/kita/?gruppe=alle", map=True),
    Case("supply with a wheelchair", "/versorgung/kita/?weg=rollstuhl", map=True, rtl=False),
    Case("Arabic: supply of a topic", "/ar/versorgung/kita/", map=True),
    Case("supply, ranking", "/versorgung/rangliste/"),
    Case("supply of a quarter", "{supply_area}"),
    Case("supply from an address", "/versorgung/adresse/", prepare=_ask_address),
    Case("supply, how it is computed", "/versorgung/so-gerechnet/", rtl=False),
    Case("sites", "/versorgung/standorte/", role="admin", rtl=False),
    Case(
        "sites, with errors",
        "/versorgung/standorte/",
        role="admin",
        prepare=_press("Standorte suchen"),
        complaints=("422",),
    ),
    Case("sites, found", "{site_search}", role="admin", map=True),
    Case("what if, as it is today", "/versorgung/ausprobieren/", map=True),
    Case("what if, with changes and a search", "{whatif}&suche=Bahnhofstra%C3%9Fe+3", map=True),
    Case("Arabic: what if", "/ar{whatif}", map=True),
    Case("scenario with a lost place", "{scenario_lost}", map=True),
    Case("save a scenario, with errors", "{whatif_save}", prepare=_press("Speichern"), complaints=("422",)),
    Case("scenario, for its owner", "{scenario_owner}"),
    Case("sheet of a scenario", "{scenario_sheet}"),
    Case("compare scenarios", "{compare}", map=True),
    Case("compare scenarios, wrong link", "/versorgung/vergleich/?link=x"),
    Case("own scenarios, none", "/versorgung/szenarien/", role="admin"),
    Case("search, empty", "/suche/"),
    Case("search, found", "/suche/?q=B%C3%BCcherei"),
    Case("search, corrected", "/suche/?q=B%C3%BCchrei"),
    Case("search, nothing found", "/suche/?q=quantenzirkus"),
    Case("search, vague", "/suche/?q=wo+ist+das"),
    Case("Arabic: search, only in German", "/ar/suche/?q=B%C3%BCcherei"),
    Case("ask for a case", "/vorgang/"),
    Case("ask for a case, with errors", "/vorgang/?nummer=x", complaints=("404",)),
    Case("case", "{case}"),
    Case("accessibility statement", "/barrierefreiheit/"),
    Case("report a barrier", "/barrierefreiheit/melden/?seite=/orte/"),
    Case(
        "report a barrier, with errors",
        "/barrierefreiheit/melden/",
        prepare=_refused("Meldung senden"),
        complaints=("422",),
    ),
    # --- accounts -------------------------------------------------------------------------------------------------
    Case("sign in", "/konto/anmelden/"),
    Case("sign in, refused", "/konto/anmelden/", prepare=_press("Anmelden")),
    Case("make an account", "/konto/anlegen/"),
    Case("make an account, with errors", "/konto/anlegen/", prepare=_press("Konto anlegen")),
    Case("forgotten password", "/konto/passwort-vergessen/"),
    Case("mail about the password sent", "/konto/passwort-vergessen/gesendet/"),
    Case("mail about the address sent", "/konto/e-mail/gesendet/"),
    Case("address, link too old", "/konto/e-mail/bestaetigen/alt:1:x/", complaints=("410",)),
    Case("password, link too old", "/konto/passwort-neu/1-abc/"),
    Case("provider failed", "/konto/anmelden/fehlgeschlagen/", complaints=("401",)),
    Case("provider cancelled", "/konto/anmelden/abgebrochen/"),
    *(
        Case(f"account: {name}", path, role="admin")
        for name, path in (
            ("overview", "/konto/"),
            ("own data", "/konto/angaben/"),
            ("address", "/konto/e-mail/"),
            ("password", "/konto/passwort/"),
            ("devices", "/konto/geraete/"),
            ("protection", "/konto/sicherheit/"),
            ("passkeys", "/konto/sicherheit/passkeys/"),
            ("asked again", "/konto/sicherheit/app/"),
            ("connections", "/konto/verbindungen/"),
            ("delete", "/konto/loeschen/"),
            ("sign out", "/konto/abmelden/"),
        )
    ),
    Case("all my data", "/meine-daten/", role="admin"),
    Case("who looked at my data", "/meine-daten/einsicht/", role="admin"),
    Case("my data are erased", "/meine-daten/geloescht/"),
    Case("inbox", "/postfach/", role="admin"),
    Case("inbox, nothing found", "/postfach/?q=xyzzy", role="admin"),
    Case("inbox, put away", "/postfach/?ordner=abgelegt", role="admin"),
    Case("notice", "{notice}", role="admin"),
    Case("how we write to you", "/postfach/einstellungen/", role="admin"),
    Case("stop mails, broken address", "/postfach/abmelden/x/", complaints=("404",)),
    Case("code of a letter", "/k/"),
    Case("code of a letter, with errors", "/k/?code=x"),
    Case("code of a letter, wrong", "/k/AAAAA-AAAAA/", complaints=("404",)),
    Case("code for one use", "{code_once}"),
    Case("case, by the code of a letter", "{code_page}"),
    # --- the staff area -------------------------------------------------------------------------------------------
    Case("staff: sign in", "/verwaltung/login/", kit=False),
    Case("staff: hints on an answer", "{case_in_progress}", role="admin", prepare=_check_words, kit=False),
    Case("staff: sign in, refused", "/verwaltung/login/", prepare=_press("Anmelden"), kit=False),
    # The old jQuery widgets on this page set up handlers that our policy refuses; they work without them.
    Case("staff: edit picture", "{edit_picture}", role="admin", kit=False, complaints=("inline event handler",)),
    *(
        Case(f"staff: {name}", path, role="admin", kit=False)
        for name, path in (
            ("start", "/verwaltung/"),
            ("pages", "{explore}"),
            ("translations", "/verwaltung/uebersetzung/"),
            ("translations, nothing to do", "/verwaltung/uebersetzung/?q=xyzzy"),
            ("side by side, new", "{side_by_side}"),
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
            ("case, entered at the counter", "{entered_case}"),
            ("enter a case", "/verwaltung/vorgang/neu/"),
            ("letters", "/verwaltung/briefe/"),
            ("search, in vain", "/verwaltung/suche/?q=B%C3%BCcherei"),
            ("search, synonyms", "/verwaltung/suche/synonyme/"),
            ("search, new synonym", "/verwaltung/suche/synonyme/new/?wort=perso"),
            ("batch of letters", "{batch}"),
            ("places", "/verwaltung/orte/"),
            ("places, none found", "/verwaltung/orte/?q=xyzzy"),
            ("edit place", "{edit_place}"),
            ("new place", "/verwaltung/orte/new/"),
            ("people", "/verwaltung/users/"),
            ("find a person", "/verwaltung/identitaet/"),
            ("find a person, nobody", "/verwaltung/identitaet/?q=xyzzy"),
            ("answer a request", "/verwaltung/datenschutz/"),
            ("answer a request, found", "/verwaltung/datenschutz/?q=admin"),
            ("answer a request, nobody", "/verwaltung/datenschutz/?q=xyzzy"),
            ("data sheet, reason", "{data_sheet}"),
            ("data sheet", "{data_sheet}?grund=Beschwerde"),
            ("record of processing", "/verwaltung/datenschutz/verzeichnis/"),
            ("data protection contact", "/verwaltung/datenschutz/kontakt/"),
            ("log", "/verwaltung/protokoll/"),
            ("log, nothing found", "/verwaltung/protokoll/?since=2001-01-01&until=2001-01-01"),
            ("edit statement", "/verwaltung/barrierefreiheit/erklaerung/"),
            ("known barriers", "/verwaltung/barrierefreiheit/barrieren/"),
            ("edit barrier", "{edit_barrier}"),
            ("new video", "/verwaltung/barrierefreiheit/gebaerdenvideos/new/"),
            ("checked sites", "/verwaltung/barrierefreiheit/pruefung/"),
            ("new site to check", "/verwaltung/barrierefreiheit/pruefung/neu/"),
            ("checked site", "{checked_site}"),
            ("site never checked", "{unchecked_site}"),
            ("fault of a site", "{checked_fault}"),
        )
    ),
    Case("thread", "{thread}"),
    Case("thread, signed in", "{thread}", role="anna"),
    Case("thread, Arabic", "/ar{thread}?sortierung=alt"),
    Case("one comment with answers", "{comment}"),
    Case(
        "write a comment, with errors", "{thread}schreiben/", prepare=_refused("Kommentar senden"), complaints=("422",)
    ),
    Case("my contributions", "/meine-beitraege/", role="anna"),
    Case(
        "report a comment, with errors",
        "/meldung/{comment_key}/",
        prepare=_refused("Meldung senden"),
        complaints=("422",),
    ),
    Case("how a report stands", "{report}"),
    Case("decision and appeal", "{appeal}"),
    Case("staff: moderation", "/verwaltung/moderation/", role="admin", kit=False),
    Case("staff: moderation, reported", "/verwaltung/moderation/?ansicht=gemeldet", role="admin", kit=False),
    Case("staff: moderation, one contribution", "{staff_post}", role="admin", kit=False),
    Case("staff: moderation, appeal", "{staff_appeal}", role="moderation", kit=False),
    Case("staff: moderation, the year", "/verwaltung/moderation/zahlen/2026/", role="admin", kit=False),
    Case("participation, list", "/beteiligung/"),
    Case("participation, none found", "/beteiligung/?stand=beendet"),
    Case("process with result", "{process}", map=True),
    Case("Arabic: process that comes", "/ar{coming_process}"),
    Case("ideas", "{ideas}", map=True),
    Case("ideas, none found", "{ideas}?q=xyzzy"),
    Case("idea with answers", "{idea}", map=True),
    Case("Arabic: hostile idea", "/ar{evil_idea}", map=True),
    Case("idea that was merged", "{merged_idea}", map=True),
    Case("Arabic: bring in an idea, with errors", "/ar{new_idea}", map=True, prepare=_send_idea, complaints=("422",)),
    Case("own ideas, none", "{own_ideas}"),
    Case("idea, address to confirm", "{contact}"),
    Case("ask for a code", "{ask_code}"),
    Case("text to discuss", "{text_phase}"),
    Case("section of a text", "{section}"),
    Case("questions in a meeting", "{live_phase}", role="admin"),
    Case("questions on the screen", "{live_screen}"),
    *(
        Case(f"staff: participation, {name}", path, role="admin", kit=False)
        for name, path in (
            ("list", "/verwaltung/beteiligung/"),
            ("templates", "/verwaltung/beteiligung/neu/"),
            ("new process", "/verwaltung/beteiligung/neu/market/"),
            ("process", "{staff_process}"),
            ("draft", "{staff_draft}"),
            ("phase", "{staff_phase}"),
            ("codes", "{staff_codes}"),
            ("ideas", "{staff_ideas}"),
            ("idea", "{staff_idea}"),
            ("sections", "{staff_text}"),
        )
    ),
    # --- votes and budgets ------------------------------------------------------------------------------------------
    Case("votes", "/abstimmung/"),
    Case("vote without a code", "{ballot}"),
    Case("vote, to fill in", "{vote_code}", prepare=_open_ballot),
    Case("Arabic: vote, to fill in", "/ar{vote_code}", prepare=_open_ballot),
    Case("vote, with errors", "{vote_code}", prepare=partial(_fill_ballot, wrong=True), complaints=("422",)),
    Case("vote, looked over", "{vote_code}", prepare=partial(_fill_ballot, wrong=False)),
    Case("poll", "{poll}"),
    Case("budget, to vote on", "{budget_vote}"),
    Case("budget, result", "{budget_result}"),
    Case("vote, result", "{vote_result}"),
    Case("receipts, not found", "{vote_receipts}?code=AAAAAAAAAAAA"),
    Case("receipts, with errors", "{vote_receipts}?code=x", complaints=("422",)),
    *(
        Case(f"staff: votes, {name}", path, role="admin", kit=False)
        for name, path in (
            ("list", "/verwaltung/abstimmungen/"),
            ("new", "/verwaltung/abstimmung/neu/"),
            ("draft", "{staff_vote_draft}"),
            ("running", "{staff_vote}"),
            ("pile that differs", "{staff_pile}"),
            ("pile to type", "{staff_typing}"),
            ("budget", "{staff_budget}"),
            ("hand out paper", "{staff_vote_phase}"),
            ("project", "{staff_project}"),
            ("more codes", "{staff_vote_codes}"),
        )
    ),
    # --- surveys ----------------------------------------------------------------------------------------------------
    Case("survey", "{survey}"),
    Case("survey, first section", "{survey_first}"),
    Case("survey, with errors", "{survey_first}", prepare=_next, complaints=("422",)),
    Case("Arabic: survey, table and ranking", "/ar{survey_third}"),
    Case("survey, looked over", "{survey_first}", prepare=_review),
    Case("survey, result", "{survey_result}"),
    Case("staff: questionnaire, preview", "{staff_form_preview}", role="admin"),
    *(
        Case(f"staff: questionnaire, {name}", path, role="admin", kit=False)
        for name, path in (
            ("list", "/verwaltung/frageboegen/"),
            ("editor", "{staff_form}"),
            ("editor, with faults", "{staff_form_broken}"),
            ("question", "{staff_question}"),
            ("languages", "{staff_texts}"),
            ("phase", "{staff_survey_phase}"),
            ("survey", "{staff_survey}"),
            ("free texts", "{staff_survey}freitexte/"),
            ("paper", "{staff_survey}papier/"),
        )
    ),
)
