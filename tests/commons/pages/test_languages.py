# SPDX-License-Identifier: EUPL-1.2
"""Languages: fallbacks, outdated translations, and what may be called Leichte Sprache."""

import datetime
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from allmende.commons.pages import actions, content, queries
from allmende.commons.pages.models import EasyLanguageReview, TranslationSource


@pytest.fixture
def english(home, page):
    actions.add_translation(home, "en", title="Auental County")
    return actions.add_translation(page, "en", title="Housing benefit", body=[content.text("<p>Subsidy.</p>")])


@pytest.fixture
def easy(home, page):
    actions.add_translation(home, "de-simple", title="Landkreis Auental")
    return actions.add_translation(page, "de-simple", title="Wohn-Geld", body=[content.text("<p>Geld.</p>")])


def text_of(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status, url
    return response.text


# --- Addresses ---------------------------------------------------------------------------------------------------------


def test_german_has_no_prefix_and_the_others_have(client, english, easy):
    assert english.url == "/en/wohngeld/"
    assert easy.url == "/de-simple/wohngeld/"
    assert '<html lang="en"' in text_of(client, "/en/wohngeld/")
    assert '<html lang="de-simple"' in text_of(client, "/de-simple/wohngeld/")
    assert "Zuschuss zur Miete" in text_of(client, "/wohngeld/")


def test_the_switch_leads_to_translations_and_says_which_are_missing(client, english):
    text = text_of(client, "/wohngeld/")
    assert re.findall(r'rel="alternate" hreflang="([^"]*)" href="([^"]*)"', text) == [
        ("de", "http://testserver/wohngeld/"),
        ("en", "http://testserver/en/wohngeld/"),
        ("x-default", "http://testserver/wohngeld/"),
    ]
    assert 'Diese Seite gibt es noch nicht in: <bdi lang="de-simple" dir="ltr">Einfache Sprache</bdi>, ' in text
    assert '<bdi lang="ar" dir="rtl">العربية</bdi>' in text
    assert 'href="/en/wohngeld/?sprache=en" lang="en"' in text
    assert 'href="/uk/wohngeld/?sprache=uk" lang="uk"' in text
    assert "hier nur auf Deutsch" in text


def test_without_an_english_front_page_the_german_one_is_shown_and_says_so(client, home):
    text = text_of(client, "/en/")
    assert '<div class="page" lang="de" dir="ltr">' in text
    assert '<link rel="canonical" href="http://localhost:8000/">' in text
    assert home.title in text


def test_a_german_page_shown_elsewhere_tells_in_which_language_it_is(client, home, page):
    text = text_of(client, "/en/wohngeld/")
    assert "This page is only available in German." in text
    assert text.index("This page is only available in German.") < text.index('<div class="page" lang="de" dir="ltr">')


def test_below_a_translated_front_page_the_german_page_stands_in_too(client, english, home):
    area = actions.add_information_page(home, "Nur deutsch")
    actions.add_information_page(area, "Auch nur deutsch")
    for address in ("/en/nur-deutsch/", "/en/nur-deutsch/auch-nur-deutsch/"):
        text = text_of(client, address)
        assert '<html lang="en"' in text
        assert "This page is only available in German." in text
        assert '<div class="page" lang="de" dir="ltr">' in text
        assert f'<link rel="canonical" href="http://localhost:8000{address.removeprefix("/en")}">' in text
    text_of(client, "/en/gibt-es-nicht/", 404)


def test_a_translation_with_a_name_of_its_own_is_found_by_the_german_name_too(client, home):
    actions.add_translation(home, "en", title="Auental County")
    german = actions.add_information_page(home, "Wohnen")
    actions.add_translation(german, "en", title="Housing", slug="housing", body=[content.text("<p>Flats.</p>")])
    assert "Flats." in text_of(client, "/en/wohnen/")
    assert "Flats." in text_of(client, "/en/housing/")
    text_of(client, "/housing/", 404)


def test_a_page_that_stands_in_is_german_throughout_and_keeps_readers_in_their_frame(client, home):
    area = actions.add_information_page(home, "Wohnen")
    actions.add_information_page(area, "Miete")
    text = text_of(client, "/uk/wohnen/")
    assert "In diesem Bereich" in text
    assert 'href="/uk/wohnen/miete/"' in text
    assert "Ця сторінка доступна лише німецькою мовою." in text
    assert 'href="/wohnen/miete/"' in text_of(client, "/wohnen/")


def test_a_draft_translation_stays_hidden_behind_the_german_page(client, home):
    actions.add_translation(home, "en", title="Auental County")
    german = actions.add_information_page(home, "Wohnen", [content.text("<p>Deutsch.</p>")])
    actions.add_translation(german, "en", title="Secret", body=[content.text("<p>Secret.</p>")], publish=False)
    text = text_of(client, "/en/wohnen/")
    assert "Deutsch." in text
    assert "Secret" not in text


def test_arabic_turns_the_frame_and_leaves_a_german_page_as_it_is(client, home, page):
    text = text_of(client, "/ar/wohngeld/")
    assert '<html lang="ar" dir="rtl"' in text
    assert '<div class="page" lang="de" dir="ltr">' in text


def test_the_front_page_says_its_name_once(client, home):
    assert "<title>Landkreis Auental</title>" in text_of(client, "/")


def test_imprint_stands_in_the_footer_of_every_language(client, home, english):
    german = actions.add_information_page(home, "Impressum", in_footer=True)
    assert 'href="/en/impressum/">Impressum</a>' in text_of(client, "/en/wohngeld/")
    actions.add_translation(german, "en", title="Imprint", slug="imprint")
    text = text_of(client, "/en/wohngeld/")
    assert 'href="/en/imprint/">Imprint</a>' in text
    assert ">Impressum</a>" not in text


def test_parents_are_translated_first(home, page):
    with pytest.raises(ValidationError, match="zuerst"):
        actions.add_translation(page, "en", title="Housing benefit")
    actions.add_translation(home, "en", title="County")
    actions.add_translation(page, "en", title="Housing benefit")
    with pytest.raises(ValidationError, match="gibt es schon"):
        actions.add_translation(page, "en", title="Again")


# --- Outdated ----------------------------------------------------------------------------------------------------------


def test_a_translation_is_outdated_from_the_moment_its_source_is_published_anew(client, page, english):
    assert queries.translation_state(english).outdated is False
    assert queries.outdated_translations() == []
    actions.change_page(page, summary="Neu", publish=False)
    assert queries.translation_state(english).outdated is False
    actions.change_page(page, summary="Neuer")
    assert queries.translation_state(english).outdated is True
    assert [found.pk for found in queries.outdated_translations()] == [english.pk]
    assert '<a href="/wohngeld/" lang="de" dir="ltr" hreflang="de">Zur deutschen Seite „Wohngeld“</a>' in text_of(
        client, "/en/wohngeld/"
    )


def test_an_editor_says_that_it_is_current_again(client, page, english, people):
    actions.change_page(page, summary="Neu")
    client.force_login(people["editor"])
    url = reverse("pages_staff:mark_current", args=[english.pk])
    assert client.get(url).status_code == 405
    assert queries.translation_state(english).outdated is True
    client.post(url)
    assert queries.translation_state(english).outdated is False
    assert TranslationSource.objects.get(page=english).marked_by == people["editor"]


@pytest.mark.parametrize("who", ["citizen", None])
def test_others_may_not_say_so(client, page, english, people, who):
    actions.change_page(page, summary="Neu")
    if who:
        client.force_login(people[who])
    client.post(reverse("pages_staff:mark_current", args=[english.pk]))
    assert queries.translation_state(english).outdated is True


def test_translating_in_the_staff_area_remembers_the_source_too(client, home, page, people):
    actions.add_translation(home, "en", title="County")
    client.force_login(people["editor"])
    english = Locale.objects.get(language_code="en")
    response = client.post(
        reverse("simple_translation:submit_page_translation", args=[page.pk]), {"locales": [english.pk]}
    )
    assert response.status_code == 302
    translated = page.get_translation(english)
    assert translated.live is False
    assert TranslationSource.objects.get(page=translated).revision_id == page.live_revision_id


def test_deleting_the_remembered_revision_makes_it_outdated_not_broken(page, english):
    TranslationSource.objects.filter(page=english).update(revision=None)
    assert queries.translation_state(english).outdated is True


# --- Easy language -------------------------------------------------------------------------------------------------------


def label(client):
    found = re.findall(
        r"(Leichte Sprache|Einfache Sprache \(Entwurf\))</span>", text_of(client, "/de-simple/wohngeld/")
    )
    assert len(found) == 1
    return found[0]


def test_only_what_readers_have_tested_is_called_leichte_sprache(client, easy, people):
    assert label(client) == "Einfache Sprache (Entwurf)"
    actions.sign_off_easy_language(
        easy, group="Prüfgruppe", reviewed_on=datetime.date(2026, 1, 2), person=people["approver"]
    )
    assert label(client) == "Leichte Sprache"
    assert "Geprüft von: Prüfgruppe, 2. Januar 2026" in text_of(client, "/de-simple/wohngeld/")
    actions.change_page(easy, summary="Noch ein Satz.", publish=False)
    assert label(client) == "Leichte Sprache"
    actions.change_page(easy, summary="Noch ein Satz.")
    assert label(client) == "Einfache Sprache (Entwurf)"


def test_signing_off_wants_a_group_a_past_day_and_a_published_easy_page(easy, english, page, home, people):
    person = people["approver"]
    today = timezone.localdate()
    draft = actions.add_page(easy.get_parent(), type(page)(title="Entwurf"), publish=False)
    for target, group, day in (
        (easy, "  ", today),
        (easy, "Gruppe", today + datetime.timedelta(days=1)),
        (english, "Gruppe", today),
        (draft, "Gruppe", today),
    ):
        with pytest.raises(ValidationError):
            actions.sign_off_easy_language(target, group=group, reviewed_on=day, person=person)
    with pytest.raises(PermissionDenied):
        actions.sign_off_easy_language(easy, group="Gruppe", reviewed_on=today, person=people["editor"])
    assert EasyLanguageReview.objects.count() == 0


def test_signing_off_in_the_staff_area(client, easy, people):
    url = reverse("pages_staff:sign_off", args=[easy.pk])
    client.force_login(people["editor"])
    assert client.post(url, {"group": "Gruppe", "reviewed_on": "2026-01-02"}).status_code in (302, 403)
    assert EasyLanguageReview.objects.count() == 0
    client.force_login(people["approver"])
    assert "Prüfgruppe" in client.get(url).text
    assert client.post(url, {"group": "", "reviewed_on": "2026-01-02"}).status_code == 200
    assert "Zukunft" in client.post(url, {"group": "Gruppe", "reviewed_on": "2099-01-02"}).text
    assert client.post(url, {"group": "Gruppe", "reviewed_on": "2026-01-02"}).status_code == 302
    assert EasyLanguageReview.objects.get().entered_by == people["approver"]
