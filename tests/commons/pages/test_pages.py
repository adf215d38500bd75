# SPDX-License-Identifier: EUPL-1.2
"""What visitors see: every page type, hostile content, budgets."""

import datetime
import io
import re
import xml.etree.ElementTree as ET

import pytest
from django.core.exceptions import ValidationError
from shapely import Point

from allmende.commons.pages import actions, content
from allmende.commons.places.models import Place
from allmende.core.media.actions import add_document

EVIL = '<script>alert("x")</script>'
ESCAPED = "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"


def get(client, url, status=200, **extra):
    response = client.get(url, **extra)
    assert response.status_code == status, (url, response.status_code)
    return response.text


@pytest.fixture
def contact(home):
    index = actions.add_contact_index(home, "Kontakte")
    return actions.add_contact(
        index,
        "Bürgerbüro",
        role="Ausweise",
        phone="03600 1234-100",
        email="buero@example.org",
        hours="Mo 8–12 Uhr\nDo 8–18 Uhr",
        street="Am Markt 1",
        city="Auenstadt",
        room="Raum 002",
        accessibility_note="Eingang ohne Stufen",
    )


@pytest.fixture
def full(home, page, picture, contact, county):
    """A page with every kind of block, each filled with hostile words where words are free."""
    document = add_document(file=io.BytesIO(b"%PDF-1.7" + b" " * 2048), name="antrag.pdf", title=f"Antrag {EVIL}")
    place = Place.objects.create(
        municipality=county, category="library", name=f"Bücherei {EVIL}", geom=Point(10.3, 51.2), street="Gasse"
    )
    return actions.add_information_page(
        home,
        f"Alles {EVIL}",
        [
            content.text("<h2>Erstens</h2><p>Text</p><h2>Zweitens</h2><h2>Drittens</h2>"),
            content.picture(picture, f"Unterschrift {EVIL}"),
            content.picture(picture, decorative=True),
            content.callout("warning", "<p>Achtung</p>", f"Titel {EVIL}"),
            content.details([(f"Frage {EVIL}", "<p>Antwort</p>")], f"Fragen {EVIL}"),
            content.table(f"Tabelle {EVIL}", ["Jahr", f"Zahl {EVIL}"], [("2025", EVIL), ("2026", "7")]),
            content.links(f"Links {EVIL}", [content.link(page), content.link("/s/1/", f"Adresse {EVIL}", EVIL)]),
            content.document(document, EVIL),
            content.contact(contact),
            content.place(place),
        ],
        summary=f"Kurz {EVIL}",
        slug="alles",
        picture=picture,
        checked_on=datetime.date(2026, 10, 3),
    )


def test_every_block_is_shown_and_hostile_words_stay_words(client, full):
    text = get(client, "/alles/")
    assert EVIL not in text
    assert "<script>" not in text
    assert "alert(" in text
    shown = ["Unterschrift", "Frage", "Tabelle", "Links", "Adresse", "Antrag", "Bücherei", "Kurz"]
    assert [word for word in shown if f"{word} &lt;script&gt;" not in text] == []


def test_pictures_speak_unless_they_are_decoration(client, full):
    text = get(client, "/alles/")
    alts = re.findall(r'<img[^>]* alt="([^"]*)"', text)
    assert alts == ["Ein Tal mit Fluss.", "Ein Tal mit Fluss.", ""]
    assert "Bild: Eigene Aufnahme" in text


def test_a_table_has_caption_and_headings(client, full):
    text = get(client, "/alles/")
    assert text.count('<th scope="col"') == 2
    assert re.findall(r'<th scope="row">([^<]*)</th>', text) == ["2025", "2026"]
    assert "<caption>Tabelle" in text


def test_a_download_names_type_and_size(client, full):
    assert "(PDF, 2,0\xa0KB)" in get(client, "/alles/")


def test_a_long_page_has_a_table_of_contents_and_a_short_one_has_none(client, full, page):
    text = get(client, "/alles/")
    contents = re.search(r'<nav class="page-contents".*?</nav>', text, re.DOTALL)[0]
    assert re.findall(r'href="#([^"]*)">([^<]*)<', contents)[:3] == [
        ("abschnitt-erstens", "Erstens"),
        ("abschnitt-zweitens", "Zweitens"),
        ("abschnitt-drittens", "Drittens"),
    ]
    assert all(f'id="{anchor}"' in text for anchor in re.findall(r'href="#(abschnitt-[^"]*)"', contents))
    assert "page-contents" not in get(client, "/wohngeld/")


def test_paper_gets_a_short_address_and_a_code_and_the_address_leads_back(client, full, page):
    text = get(client, "/wohngeld/")
    assert f"<strong>testserver/s/{page.pk}/</strong>" in text
    assert 'class="ui-qr"' in text
    response = client.get(f"/s/{page.pk}/")
    assert (response.status_code, response["Location"]) == (302, "/wohngeld/")


def test_the_short_address_of_a_draft_does_not_exist(client, home):
    draft = actions.add_information_page(home, "Entwurf", publish=False)
    get(client, f"/s/{draft.pk}/", 404)
    get(client, "/entwurf/", 404)
    get(client, "/s/999999/", 404)


def test_the_citizens_policy_allows_no_inline_scripts_or_styles(client, full, home):
    for url in ("/", "/alles/"):
        response = client.get(url)
        policy = response["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert re.findall(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=", response.text) == []


def test_a_link_must_have_one_target_and_words(home):
    from allmende.commons.pages.blocks import LinkBlock

    block = LinkBlock()
    for value, wrong in (
        ({"label": "x"}, ["page"]),
        ({"label": "", "address": "https://example.org"}, ["label"]),
        ({"label": "x", "address": "javascript:alert(1)"}, ["address"]),
        ({"label": "x", "address": "//evil.example"}, ["address"]),
        ({"label": "x", "address": "https://a b"}, ["address"]),
    ):
        with pytest.raises(ValidationError) as caught:
            block.clean(block.to_python({"label": "", "description": "", "page": None, "address": "", **value}))
        assert list(caught.value.block_errors) == wrong
    for address in ("/orte/?q=x", "/", "https://example.org", "mailto:a@example.org", "tel:+491234"):
        assert block.clean(block.to_python({"label": "x", "address": address}))["address"] == address


# --- Home --------------------------------------------------------------------------------------------------------------


def test_the_front_page_greets_leads_on_and_tells_the_news(client, home, page, picture, many_news):
    many_news(5)
    actions.change_page(
        home,
        greeting="Willkommen",
        hero_picture=picture,
        tiles=[content.tile(page, "Miete", icon="help"), content.tile("https://example.org", "Bund")],
    )
    text = get(client, "/")
    assert "Willkommen</h1>" in text
    assert re.findall(r'<a href="([^"]*)">(Miete|Bund)</a>', text) == [
        ("/wohngeld/", "Miete"),
        ("https://example.org", "Bund"),
    ]
    assert re.findall(r">(Nachricht \d)</a>", text) == ["Nachricht 0", "Nachricht 1", "Nachricht 2"]


def test_a_tile_to_a_page_that_is_withdrawn_disappears(client, home, page):
    actions.change_page(home, tiles=[content.tile(page, "Miete")])
    page.unpublish()
    assert "Miete" not in get(client, "/")


# --- News --------------------------------------------------------------------------------------------------------------


def test_news_are_paged_and_found_by_month(client, many_news):
    many_news(35)
    assert re.findall(r">(Nachricht \d+)</a>", get(client, "/aktuelles/"))[0] == "Nachricht 0"
    assert len(re.findall(r">Nachricht \d+</a>", get(client, "/aktuelles/?seite=4"))) == 5
    october = get(client, "/aktuelles/2026/10/")
    assert re.findall(r">(Nachricht \d+)</a>", october) == [f"Nachricht {n}" for n in range(30, 35)]
    assert 'Oktober 2026</a> <span class="ui-muted">(5)' in get(client, "/aktuelles/")
    assert "In diesem Monat gibt es keine Nachrichten" in get(client, "/aktuelles/2020/01/")
    for wrong in ("?seite=5", "?seite=0", "?seite=abc", "2026/13/", "2026/00/"):
        get(client, f"/aktuelles/{wrong}", 404)


def test_an_empty_news_page_says_so(client, news_index):
    assert "Noch keine Nachrichten" in get(client, "/aktuelles/")


ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_atom_feed_is_whole(client, news_index):
    actions.add_news(news_index, "Brücke & <Steg>", datetime.date(2026, 3, 29), summary="Kurz & knapp")
    actions.add_news(news_index, "Entwurf", datetime.date(2026, 3, 30), publish=False)
    response = client.get("/aktuelles/feed/")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(response.content)
    assert feed.tag == f"{ATOM}feed"
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "de"
    for required in ("id", "title", "updated"):
        assert feed.findtext(ATOM + required)
    assert [link.attrib["href"] for link in feed.findall(ATOM + "link") if link.attrib["rel"] == "self"] == [
        "http://testserver/aktuelles/feed/"
    ]
    (entry,) = feed.findall(ATOM + "entry")
    assert entry.findtext(ATOM + "title") == "Brücke & <Steg>"
    assert entry.find(ATOM + "link").attrib["href"] == "http://testserver/aktuelles/bruecke-steg/"
    # The day of the change to summer time: midnight is still winter time.
    assert entry.findtext(ATOM + "published") == "2026-03-29T00:00:00+01:00"
    assert entry.findtext(ATOM + "id").startswith("http://testserver/s/")


def test_the_rss_feed_is_whole(client, many_news):
    many_news(32)
    response = client.get("/aktuelles/rss/")
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    channel = ET.fromstring(response.content).find("channel")
    assert channel.findtext("title") == "Aktuelles – Landkreis Auental"
    assert len(channel.findall("item")) == 30
    assert channel.find("item").findtext("pubDate") == "Mon, 30 Nov 2026 00:00:00 +0100"


# --- Guides ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def guide(home, contact):
    return actions.add_guide(
        home,
        "Ummelden",
        [
            content.step("Termin wählen", "<p>Suchen Sie einen Tag aus.</p>", "5 Minuten", [content.link(contact)]),
            content.step("Hingehen", "<p>Eingang am Markt.</p>"),
        ],
        needs=["Ausweis", "", "Bestätigung"],
        costs="kostenlos",
        contact=contact,
        body=[content.callout("info", "<p>Fertig.</p>")],
    )


def test_a_guide_leads_step_by_step(client, guide):
    overview = get(client, "/ummelden/")
    assert re.findall(r"<li>(Ausweis|Bestätigung)</li>", overview) == ["Ausweis", "Bestätigung"]
    assert "kostenlos" in overview
    first = get(client, "/ummelden/schritt/1/")
    assert "<h1>Termin wählen</h1>" in first
    assert 'aria-current="step"' in first
    assert 'href="/ummelden/schritt/2/" rel="next"' in first
    assert "Fertig." not in first
    last = get(client, "/ummelden/schritt/2/")
    assert 'href="/ummelden/schritt/1/" rel="prev"' in last
    assert 'rel="next"' not in last
    assert "Fertig." in last
    for wrong in (0, 3):
        get(client, f"/ummelden/schritt/{wrong}/", 404)


def test_a_guide_can_be_printed_as_a_whole(client, guide):
    text = get(client, "/ummelden/alles/")
    for words in ("Schritt 1: Termin wählen", "Schritt 2: Hingehen", "Fertig.", "Bürgerbüro", "Ausweis"):
        assert words in text


# --- Contacts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["Anna Öztürk", "Bürgerbüro"]),
        ("ÖZTÜRK", ["Anna Öztürk"]),
        ("oeztuerk", ["Anna Öztürk"]),
        ("anna bau", ["Anna Öztürk"]),
        ("03600 1234-100", ["Bürgerbüro"]),
        ("036001234-100", ["Bürgerbüro"]),
        ("gibtesnicht", []),
        ("%", []),
    ],
)
def test_the_directory_finds_by_every_word(client, contact, words, found):
    actions.add_contact(contact.get_parent().specific, "Anna Öztürk", role="Bauanträge", kind="person")
    text = get(client, "/kontakte/", data={"q": words})
    assert re.findall(r'<h2><a href="[^"]*">([^<]*)</a></h2>', text) == found
    assert ("Nichts gefunden" in text) == (not found)


def test_a_contact_says_how_to_reach_it_and_whether_one_gets_in(client, contact):
    text = get(client, "/kontakte/buergerbuero/")
    assert 'href="tel:036001234100"' in text
    assert 'href="mailto:buero@example.org"' in text
    assert "Mo 8–12 Uhr<br>Do 8–18 Uhr" in text
    assert "Eingang ohne Stufen" in text


# --- Budgets -----------------------------------------------------------------------------------------------------------


def queries_of(client, url, counter):
    client.get(url)  # the first visitor makes the sizes of the pictures
    with counter as captured:
        get(client, url)
    return len(captured)


@pytest.fixture
def counter(django_assert_max_num_queries):
    return django_assert_max_num_queries


def test_lists_stay_within_twelve_queries_for_1_and_for_200_rows(client, many_news, counter):
    many_news(1)
    one = queries_of(client, "/aktuelles/", counter(12))
    many_news(199, start=1)
    assert queries_of(client, "/aktuelles/", counter(12)) == one
    assert queries_of(client, "/aktuelles/feed/", counter(12)) <= one


def test_the_directory_stays_within_twelve_queries_for_one_and_for_a_full_page(client, contact, counter):
    index = contact.get_parent().specific
    one = queries_of(client, "/kontakte/", counter(12))
    for number in range(30):
        actions.add_contact(index, f"Amt {number}")
    assert queries_of(client, "/kontakte/", counter(12)) == one


@pytest.mark.parametrize(
    "url", ["/", "/alles/", "/kontakte/buergerbuero/", "/ummelden/", "/ummelden/schritt/1/", "/ummelden/alles/"]
)
def test_details_stay_within_fifteen_queries(client, full, guide, home, page, picture, many_news, counter, url):
    many_news(3)
    actions.change_page(home, hero_picture=picture, tiles=[content.tile(page), content.tile(guide)])
    queries_of(client, url, counter(15))
