# SPDX-License-Identifier: EUPL-1.2
"""Cases and the people who may or may not handle them."""

from __future__ import annotations

import uuid

import pytest
from django.contrib.auth.models import Permission


@pytest.fixture
def make_case(county):
    from allmende.commons.cases.models import Case

    def make(**fields):
        fields = {"kind": "place", "subject": "Apotheke: Zeiten", "text": "Mittwochs ist zu."} | fields
        return Case.objects.create(municipality=county, submission_key=uuid.uuid4(), **fields)

    return make


@pytest.fixture
def people(db):
    """Role -> person; "anonymous" is None."""
    from allmende.core.people.models import Person

    def person(name, *codenames, **fields):
        made = Person.objects.create_user(f"{name}@example.org", "pass-word-1234", **fields)
        made.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        return made

    return {
        "anonymous": None,
        "citizen": person("citizen"),
        "citizen with rights": person("odd", "view_case", "change_case"),
        "staff": person("staff", is_staff=True),
        "reader": person("reader", "view_case", is_staff=True),
        "clerk": person("clerk", "view_case", "change_case", is_staff=True),
        "former clerk": person("former", "view_case", "change_case", is_staff=True, is_active=False),
        "superuser": person("super", is_staff=True, is_superuser=True),
    }
