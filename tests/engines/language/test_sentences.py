# SPDX-License-Identifier: EUPL-1.2
"""Where sentences end."""

from __future__ import annotations

import pytest

from allmende.engines.language import Form, Kind, sentences, tokens, words

pytestmark = pytest.mark.engine

# "|" marks where one sentence ends and the next begins.
GERMAN = [
    "Das Rathaus ist offen. | Kommen Sie vorbei!",
    "Wir öffnen z. B. montags. | Dienstags ist zu.",
    "Wir öffnen z.B. montags, d. h. immer.",
    "Frau Dr. Weber leitet das Amt. | Sie hilft Ihnen.",
    "Bringen Sie Ausweis, Foto usw. mit.",
    "Bringen Sie Ausweis, Foto usw. | Kinder brauchen nichts.",
    "Am 1. März beginnt der Kurs. | Er dauert 3 Wochen.",
    "Am 1. 3. 2025 beginnt der Kurs.",
    "Der 2. Bürgermeister spricht. | Danach singt der Chor.",
    "Das Fest war 1995. | Es regnete.",
    "Es kamen 12. | Die anderen blieben weg.",
    "Das Büro ist in der Hauptstr. 12 im 2. Stock.",
    "Wir wohnen in der Bahnhofstr. | Dort ist es laut.",
    "Schreiben Sie an info@auenstadt.de. | Wir antworten.",
    "Mehr steht auf www.auenstadt.de/kita/plan.html. | Dort finden Sie den Plan.",
    "Der Eintritt kostet 2.50 Euro. | Kinder zahlen nichts.",
    "„Wann öffnen Sie?“, fragte er. | „Um neun.“ | Sie nickte.",
    "Er sagte: „Kommen Sie bitte.“ | Dann ging er.",
    "Nein! | Doch! | Wirklich?! | Ja ...",
    "Ich weiß nicht ... vielleicht morgen.",
    "Siehe § 5 Abs. 2 Nr. 3 der Satzung. | Sie gilt ab heute.",
    "Rufen Sie um 14.30 Uhr an. | Wir sind da.",
    "J. S. Bach kam nach Auenstadt. | Er blieb lange.",
    "Nehmen Sie Bus B. | Er hält am Markt.",
    "Das ist eine neue Art. | Die alte Art war teurer.",
    "Nach Art. 5 gilt das. | Nach Art. 6 nicht.",
    "Das ist fertig.Danach kommt mehr.",
    "(Das steht im Plan.) | Der Plan hängt aus.",
    "Der Kurs läuft Mo. bis Fr. im Haus der Vereine.",
    "Es gibt ca. 20 Plätze, max. 25. | Melden Sie sich an.",
]
ENGLISH = [
    "The office is open. | Please come in.",
    "Bring papers, e.g. a passport. | We copy them.",
    "Mr. Smith and Dr. Jones are here. | They help.",
    "We close at 5 p.m. | Please ring the bell.",
    "Go to No. 5. | It is the red door.",
    "No. | We do not.",
    "It costs 2.50 euros. | Children are free.",
    "Was it 1995? | It was.",
]


@pytest.mark.parametrize("marked", GERMAN)
def test_german(marked):
    parts = marked.split(" | ")
    if parts == ["Das ist fertig.Danach kommt mehr."]:
        parts = ["Das ist fertig.", "Danach kommt mehr."]
        assert [s.text for s in sentences(marked)] == parts
        return
    assert [s.text for s in sentences(" ".join(parts))] == parts


@pytest.mark.parametrize("marked", ENGLISH)
def test_english(marked):
    parts = marked.split(" | ")
    assert [s.text for s in sentences(" ".join(parts), "en")] == parts


def test_headings_and_items_are_sentences_of_their_own():
    text = "Was Sie brauchen\n- Ausweis\n- Foto\n\n1. Antrag holen\n2. Antrag abgeben\na) hier\n\nDas ist alles."
    found = [(s.text, s.form) for s in sentences(text)]
    assert found == [
        ("Was Sie brauchen", Form.HEADING),
        ("- Ausweis", Form.ITEM),
        ("- Foto", Form.ITEM),
        ("1. Antrag holen", Form.ITEM),
        ("2. Antrag abgeben", Form.ITEM),
        ("a) hier", Form.ITEM),
        ("Das ist alles.", Form.TEXT),
    ]


def test_wrapped_lines_stay_together():
    text = "Das Amt für Wohnen hilft allen Menschen, die eine neue Wohnung\nbrauchen oder ihre Miete nicht zahlen können.\nRufen Sie an."
    assert [s.text.split()[0] for s in sentences(text)] == ["Das", "Rufen"]


def test_other_scripts():
    assert len(sentences("اليوم جميل. هل تأتي؟ نعم.")) == 3
    assert len(sentences("Сьогодні гарний день. Приходьте завтра!")) == 2
    assert [t.text for t in words("Приходьте, будь ласка")] == ["Приходьте", "будь", "ласка"]
    assert [t.text for t in words("مُحَمَّد هنا")] == ["مُحَمَّد", "هنا"]


def test_kinds_of_tokens():
    text = "Am 01.03.2025 um 14:30 kostet 5a z. B. 12,50 € auf auenstadt.de."
    found = {t.text: t.kind for t in tokens(text)}
    assert found["01.03.2025"] is Kind.DATE
    assert found["14:30"] is Kind.TIME
    assert found["5a"] is Kind.WORD
    assert found["z. B."] is Kind.ABBREVIATION
    assert found["12,50"] is Kind.NUMBER
    assert found["€"] is Kind.SIGN
    assert found["auenstadt.de"] is Kind.LINK


def test_decomposed_umlauts_and_soft_hyphens_stay_in_the_word():
    assert [t.text for t in words("Bu\u0308rger und Wohn\u00adgeld und Stadt·rat")] == [
        "Bu\u0308rger",
        "und",
        "Wohn\u00adgeld",
        "und",
        "Stadt·rat",
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0"])
def test_nothing(text):
    assert sentences(text) == []
