# SPDX-License-Identifier: EUPL-1.2
"""People: with and without an e-mail address, with names that cannot do harm."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from allmende.core.people.lines import LONGEST_WORD, single_line, tidy_line
from allmende.core.people.models import Person


@pytest.mark.django_db
def test_many_people_without_address_but_no_address_twice():
    Person.objects.create_user(first_name="Erna", last_name="Vogt")
    Person.objects.create_user(email="", first_name="Karl", last_name="Uhlig")
    assert set(Person.objects.values_list("email", flat=True)) == {None}
    Person.objects.create_user("A@Example.test")
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create_user("a@example.TEST")


@pytest.mark.django_db
def test_person_without_address_has_a_name_and_no_password():
    nameless = Person.objects.create_user()
    assert str(nameless) == f"Person {nameless.pk}"
    assert not nameless.has_usable_password()
    with pytest.raises(ValueError, match="needs an e-mail"):
        Person.objects.create_superuser("")


@pytest.mark.django_db
def test_database_refuses_empty_and_upper_case_addresses():
    person = Person.objects.create_user("a@example.test")
    for bad in ("", "A@example.test"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Person.objects.filter(pk=person.pk).update(email=bad)


@pytest.mark.parametrize(
    "bad",
    [
        "Max\r\nBcc: alle@example.test",
        "Max\nMustermann",
        "Max\x00",
        "Max\u202egnp.exe",
        "\u2066Max\u2069",
        "Max\u200b",
        "Max\u2028Muster",
        "x" * 2**20,
    ],
)
def test_harmful_names_are_refused_with_a_remedy(bad):
    person = Person(first_name=bad)
    with pytest.raises(ValidationError) as error:
        person.clean_fields(exclude=["password"])
    [field] = error.value.message_dict
    assert field == "first_name"
    assert "Bitte" in " ".join(error.value.message_dict[field])


@pytest.mark.parametrize(
    "good", ["Ωμέγα", "محمد", "Müller-Lüdenscheidt", "O’Neill", "علی‌رضا", "Nguyễn Thị", "李小龍", ""]
)
def test_names_of_the_world_pass(good):
    single_line(good)
    assert tidy_line(good, 80) == good


@pytest.mark.django_db
def test_stored_names_are_one_clean_line_also_without_form():
    person = Person.objects.create_user(
        "b@example.test", first_name="Max\r\nBcc: x@example.test", last_name="\u202eAnna" + "y" * 500
    )
    person.refresh_from_db()
    assert person.first_name == "Max Bcc: x@example.test"
    assert person.last_name == "Anna" + "y" * (LONGEST_WORD - 4)


@given(st.text())
def test_tidied_text_is_accepted(text):
    line = tidy_line(text, 80)
    single_line(line)
    assert len(line) <= 80
    assert tidy_line(line, 80) == line


def test_unknown_language_is_refused():
    with pytest.raises(ValidationError) as error:
        Person(language="xx").clean_fields(exclude=["password"])
    assert "language" in error.value.message_dict


@pytest.mark.django_db
def test_accounts_of_the_first_release_keep_working():
    from importlib import import_module

    from allauth.account.models import EmailAddress
    from django.apps import apps

    Person.objects.create_user("alt@example.test", "x")
    Person.objects.create_user(first_name="Ohne", last_name="Adresse")
    migration = import_module("allmende.core.people.migrations.0005_confirmed_addresses")
    migration.confirm(apps, None)
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [("alt@example.test", True, True)]
