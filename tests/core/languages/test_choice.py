# SPDX-License-Identifier: EUPL-1.2
"""Choosing a language: offered, never forced; remembered without tracking; reading changes nothing."""

import re

import pytest
from django.test import RequestFactory
from django.utils.translation import activate

from allmende.core.audit.models import Entry
from allmende.core.languages.choice import COOKIE, accepted, direction_of, offered
from allmende.core.people.models import Person


def offer(client, path, **headers):
    """The code of the language that a page offers, or nothing."""
    found = re.findall(r'<aside class="ui-offer" lang="([^"]+)"', client.get(path, headers=headers).text)
    return found[0] if found else None


# --- What the browser asks for ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("uk-UA,uk;q=0.9,de;q=0.5", ("uk", "de")),
        ("de;q=0.5, ar", ("ar", "de")),
        ("fr, tr;q=0.1", ("tr",)),
        ("de-simple", ("de-simple",)),
        ("de-AT", ("de",)),
        ("tr;q=0", ()),
        ("fr", ()),
        ("", ()),
        ("*", ()),
        (";;;q=x, \x00", ()),
        ("a" * 100_000, ()),
    ],
)
def test_our_languages_in_the_order_of_the_browser(header, found):
    assert accepted(header) == found


@pytest.mark.parametrize(
    ("header", "cookie", "current", "wanted"),
    [
        ("uk", "", "de", "uk"),
        ("uk,de", "", "de", "uk"),
        ("de,uk", "", "de", ""),
        ("", "", "de", ""),  # a crawler
        ("uk,en", "", "en", ""),  # follows a link to English and reads English
        ("uk", "", "en", "uk"),
        ("uk", "", "de-simple", ""),
        ("uk", "de", "de", ""),  # has declined
        ("de", "ar", "de", "ar"),
        ("de", "klingonisch", "de", ""),
    ],
)
def test_what_is_offered(header, cookie, current, wanted):
    request = RequestFactory().get("/", headers={"accept-language": header})
    if cookie:
        request.COOKIES[COOKIE] = cookie
    assert offered(request, current) == wanted


def test_directions():
    assert {code: direction_of(code) for code in ("de", "ar", "uk", "de-simple")} == {
        "de": "ltr", "ar": "rtl", "uk": "ltr", "de-simple": "ltr",
    }  # fmt: skip


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_a_first_visit_offers_and_never_leads_away(client, county):
    answer = client.get("/orte/", headers={"accept-language": "uk"})
    assert answer.status_code == 200
    assert '<html lang="de"' in answer.text
    assert '<aside class="ui-offer" lang="uk" dir="ltr"' in answer.text
    assert 'href="/uk/orte/?sprache=uk"' in answer.text
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert offer(client, "/orte/", **{"accept-language": "ar-SY"}) == "ar"
    assert offer(client, "/orte/") is None


def test_choosing_sets_one_cookie_with_the_language_alone_and_cleans_the_address(client, county):
    answer = client.get("/orte/?q=arzt&sprache=uk")
    assert answer.status_code == 302
    assert answer["Location"] == "/uk/orte/?q=arzt"
    cookie = answer.cookies[COOKIE]
    assert cookie.value == "uk"
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert list(answer.cookies) == [COOKIE]
    assert client.get("/uk/orte/?sprache=uk")["Location"] == "/uk/orte/"


def test_declining_is_remembered(client, county):
    client.get("/orte/?sprache=de", headers={"accept-language": "uk"})
    assert offer(client, "/orte/", **{"accept-language": "uk"}) is None


def test_the_front_page_follows_the_choice_and_german_brings_back(client, county):
    client.get("/orte/?sprache=ar")
    answer = client.get("/")
    assert answer["Location"] == "/ar/"
    assert "Cookie" in answer["Vary"]
    assert client.get("/orte/").status_code == 200  # a page that was asked for is shown as it was asked for
    assert offer(client, "/orte/") == "ar"
    client.get("/ar/orte/?sprache=de")
    assert client.get("/").status_code != 302 or client.get("/")["Location"] != "/ar/"


@pytest.mark.parametrize("code", ["fr", "xx", "", "../..", "<script>", "de\r\nSet-Cookie: a=b", "ar" * 5000])
def test_unknown_languages_lead_to_the_choice_and_set_no_cookie(client, county, code):
    answer = client.get("/orte/", {"sprache": code})
    assert answer.status_code == 302
    assert answer["Location"] == "/sprache/?unbekannt=1"
    assert not answer.cookies
    assert "Diese Sprache haben wir leider noch nicht" in client.get(answer["Location"]).text


@pytest.mark.parametrize("path", ["/fr/orte/", "/xx/", "/klingonisch/orte/"])
def test_addresses_in_unknown_languages_are_not_found(client, county, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert '<html lang="de"' in answer.text


@pytest.mark.parametrize("path", ["//example.org/", "///example.org/%2f.."])
def test_the_choice_leads_nowhere_else(client, county, path):
    answer = client.get(path, {"sprache": "uk"})
    assert "example.org/" not in answer["Location"] or not answer["Location"].startswith("//")


def test_the_switch_names_each_language_in_itself_without_flags(client, county):
    text = client.get("/ar/orte/").text
    start = text.index("ui-drop__panel ui-languages")
    switch = text[start : text.index("</ul>", start)]
    assert re.findall(r' lang="([^"]+)"', switch) == ["de", "de-simple", "en", "uk", "ar", "tr"]
    for name in ("Deutsch", "Einfache Sprache", "English", "Українська", "العربية", "Türkçe"):
        assert name in switch
    assert 'dir="rtl" rel="nofollow" aria-current="true"' in switch
    assert "<img" not in switch
    assert "Leichte Sprache" not in switch


# --- The page to choose on ----------------------------------------------------------------------------------------------


def test_the_page_works_with_a_form_alone(client, county):
    assert client.get("/sprache/").status_code == 200
    answer = client.post("/sprache/", {"sprache": "tr", "next": "/orte/?q=arzt"})
    assert answer["Location"] == "/tr/orte/?q=arzt"
    assert answer.cookies[COOKIE].value == "tr"


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_the_page_leads_nowhere_else(client, county, target):
    assert client.post("/sprache/", {"sprache": "tr", "next": target})["Location"] == "/tr/"


def test_an_unknown_choice_is_told(client, county):
    answer = client.post("/sprache/", {"sprache": "fr"})
    assert answer.status_code == 400
    assert "haben wir leider noch nicht" in answer.text


def test_people_keep_their_language_in_the_account_only_by_post(client, county):
    person = Person.objects.create_user("a@example.org", "ein-langes-passwort")
    client.force_login(person)
    client.get("/orte/?sprache=uk")
    person.refresh_from_db()
    assert person.language == "de"
    client.post("/sprache/", {"sprache": "uk", "next": "/"})
    person.refresh_from_db()
    assert person.language == "uk"
    assert Entry.objects.filter(action="languages.choose", subject_id=person.pk).count() == 1
    del client.cookies[COOKIE]
    assert client.get("/")["Location"] == "/uk/"


def test_visitors_cost_no_query_for_the_header(client, county, django_assert_num_queries):
    from allmende.core.languages.templatetags.languages import account_link, language_offer, languages

    request = RequestFactory().get("/uk/orte/", headers={"accept-language": "ar"})
    activate("uk")
    with django_assert_num_queries(0):
        assert len(languages({"request": request})) == 6
        assert language_offer({"request": request})["code"] == "ar"
        assert account_link({"request": request})["label"] == "Увійти"
