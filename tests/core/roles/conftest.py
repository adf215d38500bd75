# SPDX-License-Identifier: EUPL-1.2
"""A county with a town, units, and people."""

import pytest
from django.utils import timezone

from allmende.core.roles.models import Unit
from tests.access_matrix import member, people_of


@pytest.fixture
def people(county):
    return people_of(county)


@pytest.fixture
def units(county):
    """Two offices; the first has a team."""
    office = Unit.objects.create(municipality=county, name="Bürgerservice")
    team = Unit.objects.create(municipality=county, name="Bürgerbüro", parent=office)
    other = Unit.objects.create(municipality=county, name="Bauamt")
    return {"office": office, "team": team, "other": other}


@pytest.fixture
def admin(county):
    return member("administrator", county, "admin")


@pytest.fixture
def citizen(county):
    return member("", county, "citizen")


@pytest.fixture
def now():
    return timezone.now()
