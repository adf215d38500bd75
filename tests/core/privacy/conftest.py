# SPDX-License-Identifier: EUPL-1.2
"""A citizen and people of the administration."""

import pytest
from django.urls import reverse
from django.utils import timezone

from allmende.core.people.models import Person


@pytest.fixture
def citizen(county):
    return Person.objects.create_user(
        "buergerin@example.test", "Ein-langes-Passwort-1", first_name="Oksana", last_name="Petrenko", phone="03601 55555",
        street="Am Markt 3", postcode="99999", city="Auenstadt",
    )  # fmt: skip


def _with_role(county, email, role, **names):
    from allmende.core.roles.models import Grant

    person = Person.objects.create_user(email, "Ein-langes-Passwort-1", **names)
    Grant.objects.create(person=person, role=role, municipality=county, start=timezone.now())
    return Person.objects.get(pk=person.pk)


@pytest.fixture
def clerk(county):
    return _with_role(county, "sachbearbeitung@example.test", "clerk", first_name="Jonas", last_name="Lehnert")


@pytest.fixture
def administrator(county):
    return _with_role(county, "administration@example.test", "administrator", first_name="Sabine", last_name="Brückner")


@pytest.fixture
def signed_in(client, citizen):
    """The citizen's browser, signed in a moment ago."""
    client.force_login(citizen)
    client.post(reverse("account_reauthenticate"), {"password": "Ein-langes-Passwort-1"})
    return client
