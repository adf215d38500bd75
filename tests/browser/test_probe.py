# SPDX-License-Identifier: EUPL-1.2
"""The probe finds planted faults, each by its rule, and raises no false alarm on a clean page."""

import pytest

from allmende.core.accessibility import probe

pytestmark = pytest.mark.browser

FAULTS = {
    "not-by-keyboard": '<div onclick="x()">Öffnen</div>',
    "duplicate-id": '<p id="a">eins</p><p id="a">zwei</p>',
    "input-without-label": '<input type="text" name="x">',
    "placeholder-instead-of-label": '<input type="email" placeholder="E-Mail">',
    "same-text-different-target": '<a href="/a">Rathaus</a> <a href="/b">Rathaus</a>',
    "vague-link": '<p>Den Antrag gibt es <a href="/antrag">hier</a>.</p>',
    "table-without-headers": "<table><tr><td>Altstadt</td><td>12</td></tr></table>",
    "one-h1": "<h1>Noch eine Überschrift</h1>",
    "focus-not-visible": "<style>#x:focus{outline:none}</style><button id=x>Senden</button>",
    "focus-off-screen": '<a href="/x" style="position:absolute;left:-9999px">Zum Inhalt</a>',
    "focus-covered": '<a href="/y">Unten</a><div style="position:fixed;inset:0;background:#fff">Banner</div>',
    "scrolls-sideways-at-320px": '<div style="width:600px">breit</div>',
    "text-spacing-cuts-text": '<p style="width:20em;height:1.2em;line-height:1.2;overflow:hidden">Dieser Text passt nur ohne weiten Abstand hinein</p>',
}

MORE_KEYBOARD_TRAPS = ['<span role="button">Senden</span>', '<p style="cursor:pointer">Klick mich</p>']

CLEAN = """
<a href="#m">Zum Inhalt</a>
<nav><ul><li><a href="/orte">Orte</a><li><a href="/neues" aria-label="Neues aus dem Rathaus">Neues</a></ul></nav>
<main id="m"><h1>Meldung</h1><p>Mehr steht auf der <a href="/antrag">Seite über den Antrag</a>.</p>
<form><label for="n">Name</label><input id="n" placeholder="Erika"><label><input type="checkbox"> Ja</label>
<label>Wann? <input type="date"></label>
<label>Ort <select><option>Altstadt</select></label><button>Senden</button></form>
<details><summary>Was kostet das?</summary><p>Nichts.</p></details>
<table><caption>Plätze</caption><tr><th>Ort<th>Zahl<tr><td>Altstadt<td>12</table>
<div role="tablist"><a href="#t1" role="tab" tabindex="0" aria-selected="true">Liste</a><a href="#t2" role="tab" tabindex="-1">Karte</a></div>
<a href="/orte">Orte</a></main>
"""


def _document(body: str) -> str:
    return f'<!doctype html><html lang="de"><title>Probe</title><meta name=viewport content="width=device-width">{body}'


def _show(context, body: str):
    page = context.new_page()
    page.set_content(_document(body))
    return page


@pytest.mark.parametrize("rule", FAULTS)
def test_each_planted_fault_is_found(bare_context, rule):
    page = _show(bare_context, f"<main><h1>Seite</h1>{FAULTS[rule]}</main>")
    assert rule in {finding.rule for finding in probe.all_findings(page)}


@pytest.mark.parametrize("html", MORE_KEYBOARD_TRAPS)
def test_everything_clickable_is_watched(bare_context, html):
    page = _show(bare_context, f"<main><h1>Seite</h1>{html}</main>")
    assert [finding.rule for finding in probe.static_findings(page)] == ["not-by-keyboard"]


def test_a_clean_page_raises_no_alarm(bare_context):
    assert probe.all_findings(_show(bare_context, CLEAN)) == []
