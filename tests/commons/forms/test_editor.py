# SPDX-License-Identifier: EUPL-1.2
"""A moderator makes a questionnaire without JSON, by the pages of the staff area."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from allmende.commons.forms import editing
from allmende.commons.forms.models import Answer, Form
from allmende.engines.questionnaire import read
from tests.access_matrix import member
from tests.commons.forms.conftest import DATA, GOOD

AREA = "/verwaltung/fragebogen/"


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


def revision(form):
    form.refresh_from_db()
    return form.revision


def test_from_nothing_to_a_published_questionnaire(desk):
    form_page = desk.post(f"{AREA}neu/", {"title": "Schwimmbad"}).url
    form = Form.objects.get()
    assert "Der Fragebogen hat noch keine Frage" in desk.get(form_page).content.decode()
    desk.post(f"{form_page}abschnitt/neu/", {"title": "Besuch", "revision": revision(form)})
    for fields in (
        {"label": "Waren Sie schon einmal da?", "kind": "yes_no", "required": "on"},
        {"label": "Wie oft?", "kind": "one_of", "options": "selten\noft = sehr oft", "if1_path": "besuch.waren_sie_schon",
         "if1_how": "is", "if1_value": "ja"},
        {"label": "Wie war es?", "kind": "scale", "least": "1", "most": "5", "low_end": "schlecht", "high_end": "gut"},
    ):  # fmt: skip
        answer = desk.post(f"{form_page}abschnitt/0/frage/neu/", {**fields, "revision": revision(form)})
        assert answer.status_code == 302, answer.content.decode()
    form.refresh_from_db()
    questionnaire = read(form.draft)
    assert list(questionnaire.by_path) == ["besuch.waren_sie_schon", "besuch.wie_oft", "besuch.wie_war_es"]
    assert [option.key for option in questionnaire.by_path["besuch.wie_oft"].options] == ["selten", "oft"]
    desk.post(f"{form_page}sprache/tr/", {"title": "Yüzme havuzu", "revision": revision(form)})
    desk.post(form_page, {"do": "up:0:2", "revision": revision(form)})
    desk.post(form_page, {"do": "remove:0:2", "revision": revision(form)})
    form.refresh_from_db()
    assert [one["path"] for one in form.draft["sections"][0]["questions"]] == [
        "besuch.waren_sie_schon",
        "besuch.wie_war_es",
    ]
    assert form.draft["title"] == {"de": "Schwimmbad", "tr": "Yüzme havuzu"}
    assert desk.post(form_page, {"do": "publish"}).status_code == 302
    page = desk.get(f"{form_page}vorschau/?texte=tr").content.decode()
    assert '<span lang="de" dir="ltr">Wie war es?</span>' in page


def test_stale_page_is_refused_and_nothing_is_lost(desk, form):
    page = f"{AREA}{form.pk}/abschnitt/0/frage/2/"
    fields = {"label": "Neu", "kind": "long_text", "path": "wunsch", "revision": "0"}
    assert desk.post(page, fields).status_code == 302
    answer = desk.post(page, {**fields, "label": "Später"})
    assert answer.status_code == 422
    assert "inzwischen geändert" in answer.content.decode()
    assert 'value="Später"' in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "Zeile 1, Zeichen 2"),
        (b"\xff\xfe", "UTF-8"),
        (b"[" * 100_000, "zu verstehen"),
        (b'{"title": "\\ud800", "sections": []}', "UTF-8"),
        (json.dumps({"title": "x", "sections": [{"key": "a", "title": "A", "questions": [{"kind": "magic"}]}]}).encode(),
         "Diese Art von Frage gibt es nicht"),
    ],
)  # fmt: skip
def test_bad_file_is_refused_with_place_and_remedy(desk, form, content, words):
    file = SimpleUploadedFile("f.json", content, "application/json")
    answer = desk.post(f"{AREA}{form.pk}/datei/", {"file": file, "revision": "0"})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    form.refresh_from_db()
    assert form.draft == DATA


def test_file_goes_out_and_in_again(desk, form):
    content = desk.get(f"{AREA}{form.pk}/fragebogen.json").content
    file = SimpleUploadedFile("f.json", content, "application/json")
    assert desk.post(f"{AREA}{form.pk}/datei/", {"file": file, "revision": "0"}).status_code == 302
    form.refresh_from_db()
    assert form.draft == DATA


def test_broken_draft_can_be_opened_and_mended(desk, form):
    Form.objects.filter(pk=form.pk).update(draft={"title": 7, "sections": [3, {"questions": ["x", {"path": 5}]}]})
    assert desk.get(f"{AREA}{form.pk}/").status_code == 200
    assert desk.get(f"{AREA}{form.pk}/abschnitt/0/frage/0/").status_code == 200
    assert desk.get(f"{AREA}{form.pk}/sprache/en/").status_code == 200
    assert desk.get(f"{AREA}{form.pk}/vorschau/").status_code == 302


def test_condition_from_a_file_is_kept_by_the_editor(desk, form):
    nested = {"not": {"any": [{"path": "art", "is": "miete"}, {"path": "art", "is": "eigen"}]}}
    data = json.loads(json.dumps(DATA))
    data["sections"][0]["questions"][2]["show_if"] = nested
    Form.objects.filter(pk=form.pk).update(draft=data)
    page = f"{AREA}{form.pk}/abschnitt/0/frage/2/"
    fields = {"label": "Wunsch?", "kind": "long_text", "path": "wunsch"}
    desk.post(page, {**fields, "revision": revision(form)})
    form.refresh_from_db()
    assert form.draft["sections"][0]["questions"][2]["show_if"] == nested
    desk.post(page, {**fields, "revision": revision(form), "drop_condition": "on"})
    form.refresh_from_db()
    assert "show_if" not in form.draft["sections"][0]["questions"][2]


def test_conditions_survive_the_editor():
    kinds = {"a": "yes_no", "b": "number", "c": "one_of", "d": "several_of"}
    for condition in (
        {"path": "a", "is": True}, {"path": "a", "answered": False}, {"path": "b", "at_least": 2.5}, {"path": "c", "is": "x"},
        {"any": [{"path": "d", "has": "y"}, {"path": "b", "is": 3}]},
    ):  # fmt: skip
        assert editing.condition_from(*editing.plain_tests(condition), kinds) == condition


@pytest.mark.parametrize(("word", "meant"), [("Ja", True), ("nein", False), ("false", False)])
def test_yes_and_no_are_understood(word, meant):
    assert editing.condition_from("all", [("a", "is", word)], {"a": "yes_no"}) == {"path": "a", "is": meant}


def test_a_word_that_is_neither_yes_nor_no_is_refused(desk, form):
    fields = {"label": "Wunsch?", "kind": "long_text", "path": "wunsch", "revision": revision(form)}
    test = {"if1_path": "art", "if1_how": "answered", "if1_value": "vielleicht"}
    refused = desk.post(f"{AREA}{form.pk}/abschnitt/0/frage/2/", {**fields, **test})
    assert refused.status_code == 422
    assert "„vielleicht“ ist weder ja noch nein. Erlaubt sind: ja, nein." in refused.content.decode()
    form.refresh_from_db()
    assert form.draft == DATA
    assert (
        desk.post(f"{AREA}{form.pk}/abschnitt/0/frage/2/", {**fields, **test, "if1_value": "nein"}).status_code == 302
    )
    form.refresh_from_db()
    assert form.draft["sections"][0]["questions"][2]["show_if"] == {"path": "art", "answered": False}


def test_question_moves_across_sections():
    data = {"sections": [{"questions": [{"path": "a"}, {"path": "b"}]}, {"questions": []}]}
    moved = editing.move(data, 0, 1, 1)
    assert [[one["path"] for one in part["questions"]] for part in moved["sections"]] == [["a"], ["b"]]
    assert editing.move(moved, 1, 0, -1) == data


def test_paper_is_typed_in_by_the_numbers_of_the_sheet(desk, survey, clerk, client):
    client.force_login(clerk)
    page = f"/verwaltung/befragung/{survey.pk}/papier/"
    assert "Frage 2" in client.get(page).content.decode()
    bad = client.post(page, {"art": "miete", "zimmer": "99"})
    assert bad.status_code == 422
    assert "höchstens 20" in bad.content.decode()
    assert client.post(page, {"art": "miete", "zimmer": "3", "teile:bus": "gut"}).status_code == 302
    assert Answer.objects.get().content == {"art": "miete", "zimmer": 3, "teile": {"bus": "gut"}}


def test_pages_of_a_survey(desk, survey):
    from allmende.commons.forms import actions

    for number in range(6):
        actions.submit(survey, GOOD, holder=str(number))
    area = f"/verwaltung/befragung/{survey.pk}/"
    assert "6 Antworten" in desk.get(area).content.decode()
    texts = desk.get(f"{area}freitexte/").context["rows"]
    desk.post(f"{area}freitexte/", {"text": [str(one.pk) for one, _label in texts[:2]], "do": "shown"})
    assert len(desk.get(f"{area}freitexte/?stand=shown").context["rows"]) == 2
    assert (
        desk.post(area, {"do": "settings", "results": "staff"}).status_code == 422
    )  # answered: once per person stands
    assert desk.post(area, {"do": "settings", "results": "staff", "one_per_person": "on"}).status_code == 302
    assert desk.post(area, {"do": "close"}).status_code == 302
    assert "zur Miete" in desk.get(area).content.decode()
    assert desk.post(area, {"do": "erase"}).status_code == 422
    assert desk.post(area, {"do": "erase", "sicher": "ja"}).status_code == 302


@pytest.mark.parametrize("role", ["", "editor", "clerk", "statistician"])
def test_others_do_not_edit(client, county, form, role):
    client.force_login(member(role, county, "other"))
    for page in ("texte/", "abschnitt/0/", "abschnitt/0/frage/0/", "datei/", "sprache/en/"):
        assert client.post(f"{AREA}{form.pk}/{page}", {"title": "x", "revision": "0"}).status_code in (302, 403)
    form.refresh_from_db()
    assert form.draft == DATA
