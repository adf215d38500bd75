# SPDX-License-Identifier: EUPL-1.2
"""What of a page is read."""

from __future__ import annotations

import pytest

from allmende.core.readaloud.page import pieces, title
from allmende.core.readaloud.words import words


def read(main, language="de"):
    html = f'<!doctype html><html lang="{language}"><title>Orte – Auental</title><body><nav>Menü</nav><main>{main}</main><footer>Fuß</footer></body></html>'
    return pieces(html, words())


def texts(main):
    return [piece.text for piece in read(main)]


@pytest.mark.parametrize(
    ("main", "expected"),
    [
        ("<h1>Titel</h1><p>Ein <b>fetter</b>\n Satz.</p>", ["Titel", "Ein fetter Satz."]),
        ("<p>Am Markt 1<br>99999 Auenstadt</p>", ["Am Markt 1\n99999 Auenstadt"]),
        ("<ul><li>eins</li><li>zwei <ul><li>drei</li></ul></li></ul>", ["eins", "zwei", "drei"]),
        ("vorher <div>darin</div> nachher", ["vorher", "darin", "nachher"]),
        ('<p>Text</p><img src="x" alt="Das Rathaus">', ["Text", "Bild: Das Rathaus."]),
        ('<img src="x" alt=""><img src="y">', []),
        (
            '<p>Öffnet <svg role="img" aria-label="barrierefrei"></svg> um 9.</p>',
            ["Öffnet", "Bild: barrierefrei.", "um 9."],
        ),
        ('<p><svg aria-hidden="true"><title>nicht</title></svg>Ort</p>', ["Ort"]),
        ('<p>Mo <abbr title="Montag">Mo</abbr></p>', ["Mo Montag"]),
        ("<nav>Auf dieser Seite</nav><div role=navigation>x</div><p hidden>y</p><p aria-hidden=true>z</p>", []),
        ("<script>a()</script><style>b</style><template>c</template><noscript>d</noscript>", []),
        ('<div class="map map--large">Karte</div><p class="map-note">Hier keine.</p><ul><li>Ort</li></ul>', ["Ort"]),
        ("<button data-needs-js>Drucken</button><p class='x ui-print-only'>Fuß</p>", []),
        ("<p data-readaloud-off>leise</p>", []),
        ("<details><summary>Frage</summary><p>Antwort</p></details>", ["Frage", "Antwort"]),
        (
            '<div><label for="a">Name</label><div>Vor- und Nachname</div><input id="a" value="Geheim"></div>',
            ["Name", "Vor- und Nachname", "Eingabefeld."],
        ),
        ("<label>Text</label><textarea>Geheim</textarea>", ["Text", "Eingabefeld."]),
        ('<div><input type="checkbox" id="b" checked><label for="b">Ja</label></div>', ["Kästchen, angekreuzt: Ja"]),
        ('<div><input type="checkbox" id="b"><label for="b">Ja</label></div>', ["Kästchen, nicht angekreuzt: Ja"]),
        ('<label><input type="radio"> Am Tag</label>', ["Auswahl: Am Tag"]),
        (
            "<select><option>Alle</option><option selected>Bad</option></select>",
            ["Auswahlliste: Alle, Bad. Gewählt ist: Bad."],
        ),
        ('<input type="hidden" value="x"><button> Absenden </button>', ["Schaltfläche: Absenden."]),
        ('<input type="submit" value="Los"><input type="file">', ["Schaltfläche: Los.", "Feld für Dateien."]),
        (
            "<table><caption>Zeiten</caption><thead><tr><th>Tag</th><th>Zeit</th></tr></thead><tr><th>Montag</th><td>9 Uhr</td></tr></table>",
            ["Zeiten", "Montag", "Zeit: 9 Uhr"],
        ),
        ("<table><tr><td>ohne</td><td>Kopf</td></tr></table>", ["ohne", "Kopf"]),
        ("<p>nicht geschlossen<p>auch nicht", ["nicht geschlossen", "auch nicht"]),
        ("<p>1 &lt; 2 &amp; <b>3", ["1 < 2 & 3"]),
    ],
)
def test_reading(main, expected):
    assert texts(main) == expected


def test_each_piece_has_its_language():
    found = read('<p>Hallo <span lang="en">Welcome</span> wieder</p><div lang="uk"><p>Привіт</p></div>')
    assert [(piece.text, piece.language) for piece in found] == [
        ("Hallo", "de"),
        ("Welcome", "en"),
        ("wieder", "de"),
        ("Привіт", "uk"),
    ]


def test_messages_come_first():
    html = '<html lang="de"><body><div class="ui-messages"><p>Gespeichert.</p></div><main><h1>Seite</h1></main></body></html>'
    assert [piece.text for piece in pieces(html, words())] == ["Gespeichert.", "Seite"]


def test_long_lists_of_options_are_cut():
    options = "".join(f"<option>{number}</option>" for number in range(50))
    (said,) = texts(f"<select>{options}</select>")
    assert "19, und 30 weitere." in said


def test_a_page_without_content():
    assert pieces("<p>kein main</p>", words()) == []
    assert pieces("", words()) == []
    assert title("<title>Orte\n – Auental</title>") == "Orte – Auental"
