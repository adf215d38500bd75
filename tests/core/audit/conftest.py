# SPDX-License-Identifier: EUPL-1.2
"""People for the log."""

import pytest
from django.db import transaction

from allmende.core.audit.actions import record
from allmende.core.people.models import Person


@pytest.fixture
def clerk(db):
    return Person.objects.create_user("sachbearbeitung@example.test", first_name="Jonas", last_name="Lehnert")


@pytest.fixture
def citizen(db):
    return Person.objects.create_user("buergerin@example.test", first_name="Oksana", last_name="Petrenko")


@pytest.fixture
def write(clerk, citizen):
    """A function that adds so many entries."""

    def write(count):
        for number in range(count):
            with transaction.atomic():
                record("cases.answer", actor=clerk, obj=citizen, subject=citizen, details={"number": number})

    return write


@pytest.fixture
def admin_client_of(client):
    """A function that signs somebody in for the staff area, with a second factor."""

    def sign_in(person):
        import time

        client.force_login(person)
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()
        return client

    return sign_in
