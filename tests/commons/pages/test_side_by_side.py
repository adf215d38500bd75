# SPDX-License-Identifier: EUPL-1.2
"""Translating beside the source: what is shown, what is stored, and when a translation counts as current."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import Page

from allmende.commons.pages import actions, content, register, translating
from allmende.commons.pages.models import TranslationSource
from allmende.commons.pages.segments import PageTexts
from allmende.core.audit.models import Entry


@pytest.fixture
def wide(home, page):
    """A page with every kind of block that holds words."""
    return actions.add_information_page(
        home,
        "Umzug",
        [
            content.text("<h2>Anmelden</h2><p>In zwei Wochen.</p>"),
            content.callout("tip", "<p>Ohne Termin.</p>", "Tipp"),
            content.details([("Kostet das?", "<p>Nein.</p>")], "Fragen"),
            content.table("Zeiten", ["Tag", "Zeit"], [["Montag", "8 bis 12 Uhr"]]),
            content.links(
                "Weiter", [content.link(page, "Wohngeld"), content.link("/orte/", "Alle Orte", "auf der Karte")]
            ),
        ],
        summary="So melden Sie sich an.",
    )


@pytest.fixture
def ukrainian(home):
    return actions.add_translation(home, "uk", title="Район Ауенталь")


def sheet_url(page, language="uk"):
    return reverse("pages_staff:side_by_side", args=[page.pk, language])


def filled(page, translate):
    """What the form sends when every text is translated by a function."""
    data = {"made_from": page.live_revision_id, "base": ""}
    for number, segment in enumerate(PageTexts(page).segments):
        data[f"t{number}"] = translate(segment)
    return data


def words_of(page):
    return {segment.place: segment.value for segment in PageTexts(page).segments if segment.value}


def test_every_word_of_a_page_is_a_segment_and_nothing_else(wide):
    texts = [segment.value for segment in PageTexts(wide).segments if segment.value]
    assert texts == [
        "Umzug", "So melden Sie sich an.", "<h2>Anmelden</h2><p>In zwei Wochen.</p>", "Tipp", "<p>Ohne Termin.</p>",
        "Fragen", "Kostet das?", "<p>Nein.</p>", "Zeiten", "Tag", "Zeit", "Montag", "8 bis 12 Uhr",
        "Weiter", "Wohngeld", "Alle Orte", "auf der Karte",
    ]  # fmt: skip


def test_saving_makes_a_draft_with_the_structure_of_the_source(people, wide, page, ukrainian):
    own = actions.add_translation(page, "uk", title="Житло")
    texts = {s.key: f"УКР {s.value}" if s.value else "" for s in PageTexts(wide).segments}
    made = translating.save_translation(people["admin"], wide, "uk", texts, made_from=wide.live_revision_id, base=None)
    assert not made.live
    newest = made.get_latest_revision_as_object()
    assert newest.title == "УКР Umzug"
    assert {place: value.removeprefix("УКР ") for place, value in words_of(newest).items()} == words_of(wide)
    links = newest.body[4].value["links"]
    assert links[0]["page"].pk == own.pk  # the link leads to the translation
    assert links[1]["address"] == "/orte/"
    assert Entry.objects.filter(action="pages.translate", actor_id=people["admin"].pk).count() == 1


def test_a_draft_makes_a_page_current_only_once_it_is_published(people, page, ukrainian):
    own = actions.add_translation(page, "uk", title="Житло")
    actions.change_page(page, body=[content.text("<p>Mehr Geld.</p>")])
    page = Page.objects.get(pk=page.pk).specific

    def state():
        return next(line.state for line in register.lines(people["admin"], language="uk") if line.source.pk == page.pk)

    assert state() == "outdated"
    texts = {s.key: "нове" for s in PageTexts(page).segments}
    translating.save_translation(
        people["admin"], page, "uk", texts, made_from=page.live_revision_id, base=own.latest_revision_id
    )
    assert state() == "outdated"
    Page.objects.get(pk=own.pk).latest_revision.publish()
    assert state() == "current"
    # A second draft from the same source leaves it current, a new source outdates it again.
    own = Page.objects.get(pk=own.pk)
    translating.save_translation(
        people["admin"], page, "uk", texts, made_from=page.live_revision_id, base=own.latest_revision_id
    )
    assert state() == "current"
    actions.change_page(page, body=[content.text("<p>Noch mehr.</p>")])
    assert state() == "outdated"


def test_whoever_saves_second_loses_nothing_and_overwrites_nothing(people, page, ukrainian):
    own = actions.add_translation(page, "uk", title="Житло")
    texts = {s.key: "текст" for s in PageTexts(page).segments}
    first = own.latest_revision_id
    translating.save_translation(people["admin"], page, "uk", texts, made_from=page.live_revision_id, base=first)
    with pytest.raises(ValidationError, match="Inzwischen hat jemand"):
        translating.save_translation(people["admin"], page, "uk", texts, made_from=page.live_revision_id, base=first)


def test_a_title_is_needed_and_the_page_above_comes_first(people, home, page):
    texts = {s.key: "" for s in PageTexts(page).segments}
    with pytest.raises(ValidationError, match="zuerst „Landkreis Auental“"):
        translating.save_translation(people["admin"], page, "uk", texts, made_from=page.live_revision_id, base=None)
    actions.add_translation(home, "uk", title="Район")
    with pytest.raises(ValidationError, match="auch den Titel"):
        translating.save_translation(people["admin"], page, "uk", texts, made_from=page.live_revision_id, base=None)
    assert translating.version_of(page, "uk") is None


@pytest.mark.parametrize("name", ["citizen", None])
def test_others_may_not_translate(people, page, ukrainian, name):
    person = people[name] if name else None
    with pytest.raises(PermissionDenied):
        translating.save_translation(person, page, "uk", {"title": "x"}, made_from=page.live_revision_id, base=None)


# --- The sheet --------------------------------------------------------------------------------------------------------


def test_the_sheet_shows_both_sides_and_saves_with_a_plain_form(client, people, wide, ukrainian):
    client.force_login(people["editor"])
    text = client.get(sheet_url(wide, "ar")).text
    assert client.get(sheet_url(wide, "ar")).status_code == 302  # no Arabic front page yet
    answer = client.get(sheet_url(wide))
    assert answer.status_code == 200
    text = answer.text
    assert "In zwei Wochen." in text
    assert 'lang="uk" dir="ltr"' in text
    data = filled(wide, lambda s: {"title": "Переїзд"}.get(s.key, ""))
    data |= {f"t{n}": "null" for n, s in enumerate(PageTexts(wide).segments) if s.rich}
    answer = client.post(sheet_url(wide), data)
    assert answer.status_code == 302
    made = translating.version_of(wide, "uk")
    assert not made.live
    assert made.get_latest_revision_as_object().title == "Переїзд"


def test_a_mistake_keeps_what_was_typed(client, people, wide, ukrainian):
    client.force_login(people["editor"])
    data = filled(wide, lambda s: "null" if s.rich else "Збережено" if s.key == "summary" else "")
    answer = client.post(sheet_url(wide), data)
    assert answer.status_code == 422
    assert "Bitte übersetzen Sie auch den Titel." in answer.text
    assert "Збережено" in answer.text


def test_what_changed_in_the_source_is_marked(client, people, page, ukrainian):
    actions.add_translation(page, "uk", title="Житло", body=[content.text("<p>Субсидія.</p>")])
    body = page.body.get_prep_value()
    body[0]["value"] = "<p>Zuschuss zur Miete & <b>Heizung</b>.</p>"
    page.body = body
    page.save_revision().publish()
    client.force_login(people["editor"])
    text = client.get(sheet_url(page)).text
    assert "Die deutsche Seite hat sich geändert" in text
    assert "<del>Miete.</del>" in text
    assert "<ins>Miete &amp; Heizung.</ins>" in text


def test_a_translation_of_another_structure_keeps_its_texts_in_sight(client, people, wide, ukrainian):
    actions.add_translation(wide, "uk", title="Переїзд", body=[content.text("<p>A</p>"), content.text("<p>Зайве</p>")])
    client.force_login(people["editor"])
    text = client.get(sheet_url(wide)).text
    assert "anders aufgebaut" in text
    assert "Зайве" in text


@pytest.mark.parametrize("language", ["de", "fr", "xx", "klingonisch"])
def test_languages_that_are_none_of_ours_are_not_found(client, people, page, language):
    client.force_login(people["admin"])
    assert client.get(sheet_url(page, language)).status_code == 404


@pytest.mark.parametrize("shown", ["", "x", "0", "9" * 30, "1"])
def test_a_revision_of_something_else_is_refused(client, people, home, page, ukrainian, shown):
    client.force_login(people["admin"])
    answer = client.post(sheet_url(page), {"made_from": shown, "t0": "Назва"})
    assert answer.status_code == 302
    assert translating.version_of(page, "uk") is None


def test_reading_changes_nothing(client, people, page, ukrainian):
    client.force_login(people["admin"])
    before = (Page.objects.count(), TranslationSource.objects.count(), Entry.objects.count())
    client.get(sheet_url(page))
    client.get(reverse("pages_staff:register"))
    assert (Page.objects.count(), TranslationSource.objects.count(), Entry.objects.count()) == before


# --- The register -----------------------------------------------------------------------------------------------------


def test_the_register_knows_all_states_and_puts_the_longest_waiting_first(people, home, page):
    actions.add_translation(home, "uk", title="Район")
    actions.add_translation(page, "uk", title="Житло", publish=False)
    actions.change_page(home, summary="Neu.")
    found = {(line.source.title, line.language): line.state for line in register.lines(people["admin"])}
    assert found["Landkreis Auental", "uk"] == "outdated"
    assert found["Wohngeld", "uk"] == "draft"
    assert found["Wohngeld", "ar"] == "missing"
    assert len(found) == 10
    ages = [line.since for line in register.lines(people["admin"]) if line.state != "current"]
    assert ages == sorted(ages)


def test_filters_and_the_empty_result(client, people, home, page):
    client.force_login(people["admin"])
    url = reverse("pages_staff:register")
    text = client.get(url, {"nach": "ar", "q": "wohn"}).text
    assert "Wohngeld" in text
    assert "العربية" in text
    assert text.count('Übersetzen<span class="w-sr-only">') == 1
    text = client.get(url, {"stand": "current"}).text
    assert "Mit dieser Auswahl gibt es nichts zu tun." in text


def test_editors_see_only_what_they_may_change(people, page):
    assert register.lines(people["citizen"]) == []
    assert register.lines(people["editor"])


def test_the_register_costs_the_same_for_many_pages(django_assert_max_num_queries, people, home, page):
    with django_assert_max_num_queries(9):
        register.lines(people["admin"])
    for number in range(12):
        actions.add_information_page(home, f"Seite {number}")
    with django_assert_max_num_queries(9):
        assert len(register.lines(people["admin"])) == 70
