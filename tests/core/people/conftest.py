# SPDX-License-Identifier: EUPL-1.2
"""People who sign in, and their mails."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from allmende.core.people.models import Person

PASSWORD = "vier blaue Boote im Nebel"


@pytest.fixture
def sent(settings):
    """Return a function that lets the worker send what waits and returns the mails."""

    def deliver():
        for task in DBTaskResult.objects.ready():
            task.task.call(*task.args_kwargs["args"], **task.args_kwargs["kwargs"])
            task.delete()
        return mail.outbox

    return deliver


def link_in(message):
    """Return the path of the (only) link of a mail that opens something."""
    return re.search(r"http://[^/\s]+(/konto/\S+)", message.body)[1]


@pytest.fixture
def erna(county):
    """A citizen with an account and a confirmed address."""
    from allauth.account.models import EmailAddress

    person = Person.objects.create_user("erna@example.test", PASSWORD, first_name="Erna", last_name="Vogt")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def sign_in(client, email="erna@example.test", password=PASSWORD, **extra):
    """Post the sign-in form."""
    return client.post("/konto/anmelden/", {"login": email, "password": password}, **extra)
