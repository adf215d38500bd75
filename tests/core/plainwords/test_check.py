# SPDX-License-Identifier: EUPL-1.2
"""The check of a text: for staff only, with limits; the text box; the page editor."""

from __future__ import annotations

import pytest
from django import forms
from django.test import Client
from wagtail.models import Page

from allmende.core.plainwords import views
from allmende.core.plainwords.review import LONGEST
from allmende.core.plainwords.widgets import PlainTextarea
from allmende.core.throttle.actions import Limit

pytestmark = pytest.mark.django_db
URL = "/verwaltung/verstaendlich/pruefen/"


@pytest.fixture
def staff(django_user_model, county):
    person = django_user_model.objects.create_superuser(email="staff@example.org", password="ein sehr langes Kennwort")
    client = Client()
    client.force_login(person)
    return client


def check(client, text, query="", **data):
    return client.post(URL + query, {"text": text} | data)


def test_hints_come_as_part_and_as_page(staff):
    part = check(staff, "Ihr Antrag wird geprüft.", part="1").content.decode()
    assert "<mark>wird geprüft</mark>" in part
    assert "<html" not in part
    page = check(staff, "Ihr Antrag wird geprüft.").content.decode()
    assert "<mark>wird geprüft</mark>" in page
    assert "<html" in page


def test_any_field_can_be_checked_in_its_language(staff):
    html = staff.post(URL + "?feld=answer&sprache=en", {"answer": "The form was sent."}).content.decode()
    assert "<mark>was sent</mark>" in html
    assert "Flesch-Wert (Amstad)" not in html


def test_the_version_before_is_compared(staff):
    html = check(
        staff, "Rufen Sie an.", part="1", before="Die Beantragung ist unverzüglich vorzunehmen."
    ).content.decode()
    assert "leichter als zuletzt gespeichert" in html


def test_a_text_is_never_called_easy_language(staff):
    html = check(staff, "Wir helfen Ihnen.", "?sprache=de-simple", part="1").content.decode()
    assert "Leichte Sprache darf ein Text erst heißen, wenn Menschen" in html
    assert "Kein Satz fällt auf" in html


def test_texts_are_shown_as_text(staff):
    html = check(staff, 'Es wird <img src=x onerror="alert(1)"> geprüft.', part="1").content.decode()
    assert "<img" not in html


@pytest.mark.parametrize("query", ["?sprache=uk", "?sprache=xx", "?sprache=%00", "?sprache=" + "d" * 500])
def test_languages_without_hints(staff, query):
    response = check(staff, "Привіт.", query, part="1")
    assert response.status_code == 200
    assert "Für diese Sprache gibt es keine Hinweise" in response.content.decode()


def test_too_long_a_text_is_refused(staff):
    assert check(staff, "a" * (LONGEST + 1), part="1").status_code == 413
    assert check(staff, "a" * 1_000_000, part="1").status_code == 413
    assert check(staff, "a " * (LONGEST // 2), part="1").status_code == 200


def test_only_staff_may_ask(county, django_user_model):
    assert check(Client(), "Hallo.").status_code in {302, 403}
    citizen = django_user_model.objects.create_user(email="c@example.org", password="ein sehr langes Kennwort")
    client = Client()
    client.force_login(citizen)
    response = check(client, "Ihr Antrag wird geprüft.")
    assert response.status_code in {302, 403}
    assert "<mark>" not in response.content.decode()


def test_asking_needs_a_token_and_post(staff):
    assert staff.get(URL).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = staff.cookies
    assert check(strict, "Hallo.").status_code == 403


def test_checks_are_limited(staff, monkeypatch):
    monkeypatch.setattr(views, "CHECKS", Limit("plainwords.check", 3, 600))
    assert [check(staff, "Hallo.").status_code for _ in range(4)] == [200, 200, 200, 429]


# --- The text box -------------------------------------------------------------------------------------------------------


class AnswerForm(forms.Form):
    answer = forms.CharField(widget=PlainTextarea(attrs={"rows": 3}, language="de-simple"))


def test_the_box_works_in_any_form():
    html = str(AnswerForm({"answer": "</textarea><b>"})["answer"])
    assert '<textarea name="answer"' in html
    assert 'rows="3"' in html
    assert f'formaction="{URL}?feld=answer&amp;sprache=de-simple"' in html
    assert "&lt;/textarea&gt;&lt;b&gt;" in html
    assert AnswerForm({"answer": "Ja."}).is_valid()


# --- The page editor ----------------------------------------------------------------------------------------------------


@pytest.fixture
def page(county):
    from allmende.commons.pages import actions, content
    from allmende.core.municipality.models import Presence

    home = actions.ensure_site(Presence.objects.get()).root_page.specific
    return actions.add_information_page(
        home, "Sperrmüll", [content.text("<h2>Abholung</h2><p>Rufen Sie uns an.</p>")], summary="Wir holen ihn ab."
    )


def editor_form(staff, page):
    """The fields of the page editor, as a browser sends them."""
    from html.parser import HTMLParser

    class Fields(HTMLParser):
        def __init__(self):
            super().__init__()
            self.values, self.area = {}, ""

        def handle_starttag(self, tag, attrs):
            attributes = dict(attrs)
            if (
                tag == "input"
                and attributes.get("name")
                and attributes.get("type") not in {"checkbox", "radio", "submit"}
            ):
                self.values[attributes["name"]] = attributes.get("value") or ""
            self.area = attributes.get("name", "") if tag == "textarea" else ""
            if self.area:
                self.values[self.area] = ""

        def handle_data(self, data):
            if self.area:
                self.values[self.area] += data.removeprefix("\n")

        def handle_endtag(self, tag):
            self.area = "" if tag == "textarea" else self.area

    fields = Fields()
    fields.feed(staff.get(f"/verwaltung/pages/{page.pk}/edit/").content.decode())
    body = {"body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "text", "body-0-id": "",
            "body-0-value": "null"}  # fmt: skip
    return fields.values | body


def test_the_editor_shows_hints_on_the_saved_page(staff, page):
    html = staff.get(f"/verwaltung/pages/{page.pk}/edit/").content.decode()
    assert f'data-url="/verwaltung/uebersetzung/{page.pk}/pruefen/"' in html
    assert "Kein Satz fällt auf" in html


def test_what_is_not_saved_yet_is_checked_and_not_saved(staff, page):
    form = editor_form(staff, page) | {
        "summary": "Die Abholung wird durch den Landkreis geprüft, sofern das Vorliegen der Unterlagen festgestellt ist."
    }
    html = staff.post(f"/verwaltung/uebersetzung/{page.pk}/pruefen/", form).content.decode()
    assert "<mark>wird durch den Landkreis geprüft</mark>" in html
    assert "schwerer als zuletzt gespeichert" in html
    saved = Page.objects.get(pk=page.pk).specific
    assert saved.summary == "Wir holen ihn ab."
    assert saved.get_latest_revision_as_object().summary == "Wir holen ihn ab."


def test_only_who_may_edit_the_page_may_check_it(page, django_user_model):
    url = f"/verwaltung/uebersetzung/{page.pk}/pruefen/"
    assert Client().post(url).status_code in {302, 403}
    citizen = django_user_model.objects.create_user(email="c@example.org", password="ein sehr langes Kennwort")
    client = Client()
    client.force_login(citizen)
    assert client.post(url).status_code in {302, 403}


def test_a_page_that_is_gone(staff):
    assert staff.post("/verwaltung/uebersetzung/999999/pruefen/").status_code == 404
