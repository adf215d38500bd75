# SPDX-License-Identifier: EUPL-1.2
"""Cases and the people who may or may not handle them."""

from __future__ import annotations

import uuid

import pytest


@pytest.fixture
def make_case(county):
    from allmende.commons.cases.models import Case

    def make(**fields):
        fields = {"kind": "place", "subject": "Apotheke: Zeiten", "text": "Mittwochs ist zu."} | fields
        return Case.objects.create(municipality=county, submission_key=uuid.uuid4(), **fields)

    return make


@pytest.fixture
def people(county):
    """Role -> person; "anonymous" is None."""
    from tests.access_matrix import member

    def person(name, role, *permissions, **fields):
        return member(role, county, name, permissions=tuple(f"cases.{one}" for one in permissions), **fields)

    return {
        "anonymous": None,
        "citizen": person("citizen", ""),
        "citizen with rights": person("odd", "", "view_case", "change_case"),
        "staff": person("staff", "moderator"),
        "reader": person("reader", "moderator", "view_case"),
        "clerk": person("clerk", "clerk"),
        "former clerk": person("former", "clerk", is_active=False),
        "superuser": person("super", "", is_superuser=True),
    }
