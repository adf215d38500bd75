# SPDX-License-Identifier: EUPL-1.2
from hypothesis import given
from hypothesis import strategies as st

from allmende.commons.pages.hints import advice
from allmende.commons.pages.outline import Heading, add_anchors, slug_of


def test_headings_get_anchors_that_can_be_read():
    html, headings = add_anchors('<h2 data-block-key="x1">Größe &amp; Maß</h2><p>x</p><h3>Über <b>uns</b></h3>')
    assert headings == [
        Heading(2, "Größe & Maß", "abschnitt-groesse-mass"),
        Heading(3, "Über uns", "abschnitt-ueber-uns"),
    ]
    assert html == (
        '<h2 id="abschnitt-groesse-mass">Größe &amp; Maß</h2><p>x</p><h3 id="abschnitt-ueber-uns">Über <b>uns</b></h3>'
    )


def test_the_same_heading_twice_gives_two_anchors():
    _, headings = add_anchors("<h2>Kosten</h2><h2>Kosten</h2><h2>Kosten 2</h2><h2>؟</h2>")
    anchors = [heading.anchor for heading in headings]
    assert anchors == ["abschnitt-kosten", "abschnitt-kosten-2", "abschnitt-kosten-2-2", "abschnitt-x"]


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="<>&", exclude_categories=["Cs"]), max_size=12)))
def test_anchors_are_unique_and_safe_for_any_words(words):
    _, headings = add_anchors("".join(f"<h2>{word}</h2>" for word in words))
    anchors = [heading.anchor for heading in headings]
    assert len(set(anchors)) == len(anchors) == len(words)
    assert all(anchor.isascii() and " " not in anchor and '"' not in anchor for anchor in anchors)


def test_addresses_spell_umlauts_out():
    assert slug_of("Bürgerbüro & Straßenamt Ärzte") == "buergerbuero-strassenamt-aerzte"


# --- Advice for authors ------------------------------------------------------------------------------------------------


def test_a_good_text_gets_no_advice():
    html = (
        '<h2>Antrag</h2><p>Den <a href="/antrag/">Antrag auf Wohngeld</a> gibt es hier.</p><h3>Fristen</h3><p>Kurz.</p>'
    )
    assert advice(html) == []


def test_a_skipped_heading_level_is_named():
    assert advice("<h3>Fristen</h3><p>x</p>") == [
        "Vor „Fristen“ fehlt eine Überschrift der Ebene 2. Bitte keine Ebene überspringen."
    ]


def test_vague_links_addresses_and_twins_are_named():
    html = (
        '<p><a href="/a/">Mehr</a> <a href="/b/">https://example.org</a></p>'
        '<p><a href="/c/">Antrag</a> und <a href="/d/">Antrag</a> und <a href="/c/">Antrag</a></p>'
    )
    assert advice(html) == [
        "Der Linktext „Mehr“ sagt nicht, wohin er führt. Bitte benennen Sie das Ziel.",
        "„https://example.org“ ist eine Adresse. Bitte schreiben Sie, was dort zu finden ist.",
        "„Antrag“ steht für zwei verschiedene Ziele. Bitte unterscheiden Sie die Linktexte.",
    ]
