# SPDX-License-Identifier: EUPL-1.2
"""Events and rules."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from allmende.core.events import publish, subscribe
from allmende.core.people.models import Person
from allmende.core.rules import Rule, has_permission, is_staff
from tests.access_matrix import member


@dataclass(frozen=True)
class Happened:
    what: str


@pytest.mark.django_db
def test_handlers_get_exactly_their_event_once():
    seen = []
    handler = lambda event: seen.append(event.what)
    subscribe(Happened, handler)
    subscribe(Happened, handler)
    with transaction.atomic():
        publish(Happened("a"))
    assert seen == ["a"]


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_an_error():
    with pytest.raises(RuntimeError):
        publish(Happened("a"))


@given(st.booleans(), st.booleans())
def test_rules_combine_like_logic(a, b):
    first, second = Rule("a", lambda *_: a), Rule("b", lambda *_: b)
    assert (first & second)(None) == (a and b)
    assert (first | second)(None) == (a or b)
    assert (~first)(None) == (not a)


@pytest.mark.django_db
def test_staff_and_permission_rules(county):
    staff = member("moderator", county)
    boss = Person.objects.create_superuser("b@example.test")
    gone = Person.objects.create_superuser("g@example.test", is_active=False)
    citizen = Person.objects.create_user("c@example.test")
    assert [is_staff(p) for p in (staff, boss, gone, citizen, AnonymousUser(), None)] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]
    assert [has_permission("places.change_place")(p) for p in (staff, boss, gone, AnonymousUser())] == [
        False,
        True,
        False,
        False,
    ]
    with pytest.raises(PermissionDenied):
        is_staff.require(citizen)


@pytest.mark.django_db
def test_addresses_are_one_regardless_of_case():
    person = Person.objects.create_user("Ada@Example.Test")
    assert person.email == "ada@example.test"
    assert Person.objects.get_by_natural_key("ADA@example.test") == person
    assert Person.objects.create_user("").email is None, "people at the counter may have no address"
