# SPDX-License-Identifier: EUPL-1.2
"""A clerk, an old man without account, a social worker."""

import pytest

from allmende.core.people.models import Person
from tests.access_matrix import member


@pytest.fixture
def clerk(county):
    return member("clerk", county, "clerk")


@pytest.fixture
def old_man(db):
    person = Person(first_name="Karl", last_name="Uhlig", street="Am Markt 1", postcode="99999", city="Auenstadt")
    person.set_unusable_password()
    person.save()
    return person


@pytest.fixture
def giver(county):
    return member("", county, "giver")


@pytest.fixture
def helper(county):
    return member("", county, "helper")
