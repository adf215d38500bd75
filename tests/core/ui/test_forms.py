# SPDX-License-Identifier: EUPL-1.2
"""Forms written `{{ form }}` are accessible: labels, hints, errors, summary."""

import datetime
import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template

from allmende.core.ui.dates import DateBoxesField
from allmende.core.ui.forms import error_texts
from allmende.core.ui.gallery import FAULTY, FILLED, SampleForm


def elements(html, name):
    """All start tags of one element as dicts of their attributes."""
    return [
        dict(re.findall(r'([\w-]+)(?:="([^"]*)")?', attributes))
        for attributes in re.findall(rf"<{name}\b([^>]*)>", html)
    ]


def controls(html):
    return [
        tag for name in ("input", "select", "textarea") for tag in elements(html, name) if tag.get("type") != "hidden"
    ]


@pytest.mark.parametrize("data", [None, FILLED, FAULTY, {}], ids=["empty", "filled", "faulty", "nothing"])
def test_every_control_has_a_label_and_all_references_exist(data):
    html = str(SampleForm(data))
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    labelled = {tag["for"] for tag in elements(html, "label")}
    assert {tag["id"] for tag in controls(html)} <= labelled
    described = " ".join(re.findall(r'aria-describedby="([^"]+)"', html)).split()
    assert described
    assert set(described) <= set(ids)


def test_groups_are_fieldsets_with_a_legend():
    html = str(SampleForm())
    assert html.count("<fieldset") == html.count("<legend") == 3
    assert "Worum geht es?" in re.search(r"<legend[^>]*>(.*?)</legend>", html, re.DOTALL)[1]


def test_the_summary_says_the_same_words_and_leads_to_the_fields():
    html = str(SampleForm(FAULTY))
    summary, rest = html.split("</ul>", 1)
    links = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', summary)
    assert len(links) == 6
    beside = re.findall(r"<span>([^<]+)</span></p>", rest)
    assert sorted(text for _id, text in links) == sorted(beside)
    ids = {tag["id"] for tag in controls(html)}
    assert {target for target, _text in links} <= ids
    assert {"id_kind_0", "id_seen_on_0"} <= {target for target, _text in links}


def test_fields_in_error_are_marked_invalid_and_keep_their_input():
    html = str(SampleForm(FAULTY))
    by_id = {tag["id"]: tag for tag in controls(html)}
    assert by_id["id_email"]["aria-invalid"] == "true"
    assert by_id["id_email"]["value"] == "erika(at)example"
    assert by_id["id_email"]["aria-describedby"] == "id_email_helptext id_email_error"
    assert "aria-invalid" not in by_id["id_name"]


def test_optional_fields_say_so_and_no_bubble_of_the_browser_gets_in_the_way():
    html = str(SampleForm())
    assert html.count("(freiwillig)") == 5
    assert not [tag for tag in controls(html) if "required" in tag]
    assert {tag["id"] for tag in controls(html) if tag.get("aria-required") == "true"} == {
        "id_email", "id_place", "id_text", "id_consent",
    }  # fmt: skip


def test_purposes_of_fields_about_the_visitor_are_told():
    by_id = {tag["id"]: tag for tag in controls(str(SampleForm()))}
    assert by_id["id_email"]["autocomplete"] == "email"
    assert by_id["id_name"]["autocomplete"] == "name"

    class Other(forms.Form):
        email = forms.EmailField()

    assert "autocomplete" not in controls(str(Other()))[0]


def test_input_of_visitors_is_escaped_everywhere():
    evil = '<script>alert("x")</script>'
    html = str(SampleForm({"name": evil, "email": evil, "place": evil, "kind": evil, "text": evil}))
    assert "<script" not in html


def test_a_message_that_two_fields_share_names_each():
    class Two(forms.Form):
        first = forms.EmailField(label="Ihre Adresse")
        second = forms.EmailField(label="Adresse der Vertretung")

    texts = error_texts(Two({"first": "x", "second": "y"}))
    assert texts["first"][0].endswith(": Ihre Adresse")
    assert texts["second"][0].endswith(": Adresse der Vertretung")


def test_errors_of_the_whole_form_stand_in_the_summary():
    class Dates(forms.Form):
        begin = forms.CharField()

        def clean(self):
            raise ValidationError("Das Ende liegt vor dem Anfang")

    assert "<li>Das Ende liegt vor dem Anfang</li>" in str(Dates({"begin": "x"}))


def test_formsets_carry_one_summary_for_all():
    formset = forms.formset_factory(SampleForm, extra=0)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-email": "x", "form-1-email": "y"}
    )
    html = str(formset)
    assert html.count('class="ui-errors"') == 1
    assert 'href="#id_form-1-email"' in html


@pytest.mark.parametrize(
    ("form", "prefix"), [(SampleForm(FAULTY), "Fehler: "), (SampleForm(FILLED), "Fehler: "), (SampleForm(), "")],
)  # fmt: skip
def test_the_title_says_error_when_a_sent_form_has_one(form, prefix):
    expected = prefix if not form.is_bound or not form.is_valid() else ""
    assert Template("{% load ui %}{% title_prefix %}").render(Context({"form": form})) == expected


@pytest.mark.parametrize("widget", [forms.SelectDateWidget, forms.SplitDateTimeWidget])
def test_widgets_that_cannot_be_labelled_are_refused(widget):
    class Form(forms.Form):
        when = forms.DateField(widget=widget)

    with pytest.raises(TypeError, match="DateBoxesField"):
        str(Form())


class TestDateBoxes:
    def clean(self, *boxes, **options):
        return DateBoxesField(label="Geburtstag", **options).clean(list(boxes))

    def test_a_date(self):
        assert self.clean("29", "2", "2024") == datetime.date(2024, 2, 29)
        assert self.clean(" 1", "01 ", "0999") == datetime.date(999, 1, 1)

    def test_nothing_where_it_is_optional(self):
        assert self.clean("", "", "", required=False) is None

    @pytest.mark.parametrize(
        ("boxes", "words"),
        [
            (("29", "2", "2025"), "29.2.2025"),
            (("1", "13", "2025"), "1.13.2025"),
            (("", "2", "2025"), "Tag"),
            (("1", "", ""), "Monat, Jahr"),
            (("1", "2", "25"), "vier Stellen"),
            (("1", "Mai", "2025"), "Ziffern"),
            (("1", "²", "2025"), "Ziffern"),
            (("", "", ""), "ausgefüllt"),
        ],
    )
    def test_each_mistake_is_named(self, boxes, words):
        with pytest.raises(ValidationError) as caught:
            self.clean(*boxes)
        assert words in " ".join(caught.value.messages)

    def test_a_known_date_fills_the_boxes(self):
        class Form(forms.Form):
            day = DateBoxesField(initial=datetime.date(2026, 3, 27))

        assert [tag["value"] for tag in controls(str(Form()))] == ["27", "3", "2026"]
