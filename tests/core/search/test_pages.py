# SPDX-License-Identifier: EUPL-1.2
"""The page /suche/: what it shows, what it refuses, how much it asks of the database."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allmende.commons.pages.actions import add_translation
from allmende.core.search.actions import DAYS_UNTIL_READABLE, forget_misses, rebuild, record_miss, save_synonym
from allmende.core.search.models import Miss, Synonym
from allmende.core.search.views import COSTLY, MANY_WORDS
from tests.access_matrix import member


@pytest.fixture
def built(make_page, make_place):
    make_page("Personalausweis beantragen", "Mit Passfoto in das Bürgerbüro. <script>alert(1)</script>")
    make_page("Wohngeld", "Zuschuss zur Miete.")
    make_place("Stadtapotheke", street="Markt", house_number="1", city="Auenstadt")
    rebuild()


def page(client, **parameters):
    return client.get("/suche/", parameters)


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode().split("<main")[1].split("</main>")[0]).split())


def test_the_empty_page_offers_a_field_and_a_human(client, built, county):
    county.presence.phone = "03699 115"
    county.presence.save()
    response = page(client)
    assert response.status_code == 200
    assert b'name="q"' in response.content
    assert b"03699 115" in response.content
    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.headers.get("Vary", "")


def test_results_carry_marks_kind_and_place_and_nothing_runs(client, built):
    response = page(client, q="personalausweis")
    body = response.content.decode()
    assert "<mark>Personalausweis</mark> beantragen" in body
    assert "Information" in text(response)
    assert "<script>alert" not in body
    assert 'content="noindex"' in body
    assert "Markt 1, Auenstadt" in text(page(client, q="Apotheke"))


def test_words_come_back_escaped(client, built):
    body = page(client, q='"><img src=x onerror=alert(1)>').content.decode()
    assert "<img src=x" not in body
    assert "&lt;img src=x" in body


def test_corrected_words_are_said_and_can_be_undone(client, built):
    response = page(client, q="Perrsonalausweis")
    assert "„Personalausweis“" in text(response)
    assert "genau=1" in response.content.decode()
    literal = page(client, q="Wohngelt", genau="1")
    assert "Gezeigt wird" not in text(literal)


def test_kinds_filter_with_numbers_and_keep_the_words(client, built):
    response = page(client, q="Apotheke Wohngeld")
    assert "Orte (1)" in text(response)
    assert "Informationen (1)" in text(response)
    assert "/suche/?q=Apotheke+Wohngeld&amp;art=place" in response.content.decode()
    only = page(client, q="Apotheke Wohngeld", art="place")
    assert "Stadtapotheke" in text(only)
    assert "Zuschuss" not in text(only)
    assert "Ein Ergebnis" in text(only)
    assert page(client, q="Wohngeld", art="nonsense").status_code == 200


def test_nothing_found_helps_on(client, built):
    response = page(client, q="Quantenzirkus")
    assert response.status_code == 200
    assert "Nichts gefunden" in text(response)
    assert "Lieber mit einem Menschen sprechen?" in text(response)
    assert "/orte/?q=Quantenzirkus" in response.content.decode()


def test_words_that_every_page_has_get_an_answer_of_their_own(client, built):
    assert "Bitte ein Wort mehr" in text(page(client, q="wo ist das"))


def test_without_an_index_the_page_says_so(client, home):
    assert "gerade eingerichtet" in text(page(client, q="Wohngeld"))


def test_pages_of_results_have_addresses(client, home, make_place):
    for number in range(23):
        make_place(f"Spielplatz {number}", "playground")
    rebuild()
    first, last = page(client, q="Spielplatz"), page(client, q="Spielplatz", seite=3)
    assert first.content.decode().count('class="search-hit"') == 10
    assert last.content.decode().count('class="search-hit"') == 3
    assert 'start="21"' in last.content.decode()
    assert (
        page(client, q="Spielplatz", seite="x").status_code == page(client, q="Spielplatz", seite=99).status_code == 200
    )


@pytest.mark.parametrize(
    "q", ["x" * 1_000_000, "\0", "\u202e\u202e", '" OR 1=1 NEAR(', "a" * 300 + " " + "b" * 300, "%00", "\ud83d"]
)
def test_bad_words_get_a_clear_answer(client, built, q):
    response = client.get("/suche/", {"q": q.encode("utf-8", "surrogatepass")}, follow=True)
    assert response.status_code == 200
    assert len(response.content) < 100_000


def test_only_reading_methods(client, built):
    assert client.post("/suche/", {"q": "a"}).status_code == 405
    assert client.head("/suche/").status_code == 200


def test_a_language_nobody_offers_is_not_found(client, built):
    assert client.get("/xx/suche/?q=a").status_code == 404


def test_another_language_shows_its_own_and_then_german(client, built, home):
    add_translation(home, "en", title="County")
    rebuild()
    response = client.get("/en/suche/", {"q": "Wohngeld"})
    body = response.content.decode()
    assert 'lang="de"' in body.split("<main")[1]
    assert "Wohngeld" in text(response)


def test_browsers_can_offer_the_search(client, built):
    response = client.get("/suche/opensearch.xml")
    assert response["Content-Type"] == "application/opensearchdescription+xml"
    assert "/suche/?q={searchTerms}" in response.content.decode()


def test_long_questions_are_limited_per_caller(client, built):
    words = " ".join(f"wort{number}" for number in range(MANY_WORDS + 1))
    answers = [page(client, q=words).status_code for _ in range(COSTLY.times + 1)]
    assert answers[0] == 200
    assert answers[-1] == 429
    refused = page(client, q=words)
    assert refused["Retry-After"] == "60"
    assert "Geduld" in text(refused)
    assert page(client, q="Wohngeld").status_code == 200  # short questions go on


def test_the_number_of_queries_does_not_grow(client, home, make_place, make_page):
    def count():
        rebuild()
        page(client, q="Spielplatz", art="place")
        with CaptureQueriesContext(connection) as queries:
            response = page(client, q="Spielplatz", art="place")
        assert "Spielplatz" in text(response)
        return len(queries)

    make_place("Spielplatz 0", "playground")
    make_page("Spielplatz-Regeln")
    one = count()
    for number in range(200):
        make_place(f"Spielplatz {number}", "playground")
    make_page("Spielplatz gesucht")
    assert count() == one
    assert one <= 12


# --- Synonyms and what was looked for in vain ------------------------------------------------------------------------


def test_a_synonym_works_at_once_and_only_in_its_municipality(client, built, county, scope, found):
    editor = member("editor", county)
    assert found("Plastikkarte") == []
    save_synonym(editor, Synonym(municipality=county, language="de", term="Plastikkarte", meaning="Personalausweis"))
    assert found("plastikkarte verloren") == ["Personalausweis beantragen"]
    assert found("Plastikkarte") == ["Personalausweis beantragen"]
    assert "Personalausweis" in text(page(client, q="Plastikkarte"))


def test_a_synonym_may_have_several_words(built, county, found):
    editor = member("editor", county)
    save_synonym(editor, Synonym(municipality=county, term="Geld vom Amt", meaning="Wohngeld"))
    assert found("geld vom amt") == ["Wohngeld"]


def test_words_are_only_kept_after_three_days(county):
    day = datetime.date(2026, 11, 2)
    for number in range(DAYS_UNTIL_READABLE):
        assert [miss.words for miss in Miss.objects.all()] in ([], [""])
        for _ in range(5):
            record_miss(county, "de", ["hufschmied", "dorf"], day + datetime.timedelta(days=number))
    miss = Miss.objects.get()
    assert miss.words == "dorf hufschmied"
    assert miss.days == DAYS_UNTIL_READABLE
    assert [week.count for week in miss.weeks.all()] == [5 * DAYS_UNTIL_READABLE]
    assert "hufschmied" not in miss.fingerprint


@pytest.mark.parametrize("words", [["03641", "4711"], ["mueller4"], ["a"] * 6 + list("bcdef"), ["x" * 31], []])
def test_what_may_be_a_person_or_a_message_is_not_counted(county, words):
    assert record_miss(county, "de", words) is (words == ["a"] * 6 + list("bcdef") and len(set(words)) <= 5)
    assert Miss.objects.count() == 0


def test_rare_questions_are_forgotten_after_four_weeks_others_later(county):
    day = datetime.date(2026, 1, 5)
    record_miss(county, "de", ["selten"], day)
    for number in range(3):
        record_miss(county, "de", ["oft"], day + datetime.timedelta(days=number))
    assert forget_misses(day + datetime.timedelta(days=20)) == 0
    assert forget_misses(day + datetime.timedelta(days=40)) == 1
    assert [miss.words for miss in Miss.objects.all()] == ["oft"]
    assert forget_misses(day + datetime.timedelta(days=300)) == 1


def test_the_page_counts_what_finds_nothing(client, built):
    page(client, q="Quantenzirkus")
    page(client, q="Wohngeld")
    page(client, q="Telefon 03641 4711")
    assert Miss.objects.count() == 1
    assert Miss.objects.get().words == ""
