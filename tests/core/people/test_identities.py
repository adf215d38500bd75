# SPDX-License-Identifier: EUPL-1.2
"""An identity from a provider counts once, whatever accounts it leads to; an account's own proof counts by the account."""

import datetime

import pytest
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone

from allmende.core.people.assurance import Level, SignIn
from allmende.core.people.identities import number_of, remember
from allmende.core.people.models import Assurance, KnownIdentity, Person
from allmende.core.privacy.actions import request_erasure

SUBSTANTIAL, BASIC = Level.SUBSTANTIAL, Level.BASIC


@pytest.fixture
def make_person(county):
    def make(name, *uids):
        person = Person.objects.create_user(f"{name}@example.test", "vier blaue Boote")
        for uid in uids:
            SocialAccount.objects.create(user=person, provider="bund", uid=uid)
        return person

    return make


def by(person, uid, stated=SUBSTANTIAL):
    """The person as a request sees them after signing in through the provider."""
    number = remember(SocialAccount(provider="bund", uid=uid), person)
    found = Person.objects.get(pk=person.pk)
    found.signed_in = SignIn(source="oidc:bund", stated=stated, means=SUBSTANTIAL, number=number)
    return found


def test_after_erasure_the_same_identity_is_the_same(make_person):
    first = make_person("eins", "y")
    before = number_of(by(first, "y"), SUBSTANTIAL)
    request_erasure(first, first, at_once=True)
    assert not SocialAccount.objects.exists()
    second = make_person("zwei", "y")
    assert number_of(by(second, "y"), SUBSTANTIAL) == before == first.pk
    assert number_of(by(second, "x"), SUBSTANTIAL) == second.pk
    known = KnownIdentity.objects.get(number=first.pk)
    assert "y" not in (known.key, known.pk)
    assert len(known.key) == 64


def test_an_identity_that_never_signed_in_since_is_remembered_when_it_goes(make_person):
    person = make_person("eins", "y")
    request_erasure(person, person, at_once=True)
    assert number_of(by(make_person("zwei", "y"), "y"), SUBSTANTIAL) == person.pk


def test_connecting_an_identity_later_gives_no_second_vote(make_person):
    person = make_person("eins")
    Assurance.objects.create(person=person, source=Assurance.COUNTER, level=SUBSTANTIAL, lasting=True)
    counter = number_of(person, SUBSTANTIAL)
    assert counter == person.pk == number_of(by(person, "y"), SUBSTANTIAL)


def test_weak_identities_do_not_lend_their_number_to_a_strong_proof(make_person):
    """Identities that anybody gets in any number, connected to an account, must not make many people of one."""
    strong = make_person("stark")
    own = number_of(by(strong, "strong"), SUBSTANTIAL)
    for count in range(3):
        weak = make_person(f"schwach{count}")
        assert number_of(by(weak, f"weak{count}", BASIC), BASIC) == weak.pk
        assert number_of(by(weak, "strong"), SUBSTANTIAL) == own
    counter = make_person("amt")
    Assurance.objects.create(person=counter, source=Assurance.COUNTER, level=SUBSTANTIAL, lasting=True)
    assert number_of(by(counter, "weak1", BASIC), SUBSTANTIAL) == counter.pk


def test_a_lasting_statement_keeps_the_number_of_its_identity(make_person):
    first = make_person("eins")
    number = remember(SocialAccount(provider="bund", uid="y"), first)
    second = make_person("zwei")
    Assurance.objects.create(person=second, source="oidc:bund", level=SUBSTANTIAL, lasting=True, number=number)
    assert number_of(second, SUBSTANTIAL) == first.pk
    Assurance.objects.update(confirmed_at=timezone.now() - datetime.timedelta(days=2), valid_until=timezone.now())
    assert number_of(second, SUBSTANTIAL) == second.pk
