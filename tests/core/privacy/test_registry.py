# SPDX-License-Identifier: EUPL-1.2
"""Every field is declared, and declarations fit their models."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from allmende.core.privacy import registry
from allmende.core.privacy.exports.record import HEADINGS, record_of_processing, record_rows
from allmende.core.privacy.registry import (
    CONSENT,
    WITH_ROW,
    Blank,
    Declaration,
    Personal,
    Retention,
    looks_personal,
    undeclared,
)


def test_every_field_has_been_thought_about():
    """Add the fields to the `personal.py` of their app: docs/developer/personal-data.md."""
    assert undeclared() == []


def test_a_new_field_is_noticed(monkeypatch):
    whole = registry.registry()
    without_phone = []
    for one in whole.declarations:
        declaration = one
        if one.model == "people.Person":
            fields = {name: personal for name, personal in declaration.fields.items() if name != "phone"}
            declaration = Declaration(
                model="people.Person", subject="self", fields=fields, none=declaration.none, erase=Blank("city")
            )
        without_phone.append(declaration)
    monkeypatch.setattr(registry, "registry", lambda: registry.Registry(tuple(without_phone), whole.activities))
    assert undeclared() == ["people.Person.phone"]


def test_a_model_of_a_library_that_names_people_is_noticed(monkeypatch):
    whole = registry.registry()
    rest = tuple(one for one in whole.declarations if one.model != "wagtailcore.PageLogEntry")
    monkeypatch.setattr(registry, "registry", lambda: registry.Registry(rest, whole.activities))
    assert undeclared() == ["wagtailcore.PageLogEntry.user"]


@pytest.mark.parametrize(("column", "personal"), [
    (models.EmailField(name="contact"), True), (models.CharField(name="last_name"), True),
    (models.GenericIPAddressField(name="seen"), True), (models.TextField(name="user_agent"), True),
    (models.CharField(name="codename"), False), (models.CharField(name="state"), False), (models.IntegerField(name="phone_count"), False),
])  # fmt: skip
def test_what_looks_personal(column, personal):
    assert looks_personal(column) is personal


def _declare(**changes):
    values = {"model": "people.Person", "subject": "self", "fields": {}, "none": ""} | changes
    registry._check(Declaration(**values))


PHONE = {"phone": Personal("x", CONSENT, WITH_ROW)}


@pytest.mark.parametrize(("changes", "message"), [
    ({"model": "people.Nobody"}, "no such model"),
    ({"none": "shoe_size"}, "no field 'shoe_size'"),
    ({"fields": {"shoe_size": Personal("x", CONSENT, WITH_ROW)}}, "no field 'shoe_size'"),
    ({"fields": {"phone": Personal("x", CONSENT, Retention("x", days=1, since="born"))}, "erase": Blank()}, "no field 'born'"),
    ({"fields": PHONE}, "say what erasing a person does"),
    ({"fields": PHONE, "erase": Blank("date_of_birth")}, "no field 'date_of_birth'"),
    ({"model": "people.Assurance", "subject": "person", "fields": {"person": PHONE["phone"]}, "erase": Blank("person")}, "neither NULL nor empty"),
])  # fmt: skip
def test_a_declaration_that_does_not_fit_its_model_is_refused(changes, message):
    with pytest.raises(ImproperlyConfigured, match=message):
        _declare(**changes)


def test_the_record_of_processing_names_every_personal_field():
    rows = record_rows()
    assert {len(row) for row in rows} == {len(HEADINGS)}
    declared = {
        f"{one.model_class._meta.label}.{name}" for one in registry.registry().declarations for name in one.fields
    }
    assert {row[HEADINGS.index("field")] for row in rows} == declared
    for row in rows:
        for part in ("activity", "data_subjects", "purpose", "legal_basis", "retention", "source"):
            assert row[HEADINGS.index(part)], row
    titles = [str(processing.activity.title) for processing in record_of_processing()]
    assert titles == sorted(titles)
    assert "Konten und Anmeldung" in titles
