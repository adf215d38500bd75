# SPDX-License-Identifier: EUPL-1.2
"""Many at once, with real threads and real transactions, on both databases."""

import threading
from collections import Counter

import pytest
from django.db import connections

from allmende.commons.ballots import actions
from allmende.commons.ballots.models import Ballot, Participation, Receipt
from tests.commons.ballots.conftest import GOOD

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works):
    """Run functions at the same moment; return what each returned or raised."""
    ready, found = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        try:
            ready.wait()
            found[place] = work()
        except Exception as error:
            found[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_one_person_on_many_devices_has_one_vote(vote):
    found = at_once(*[lambda: actions.cast(vote, "anna", GOOD)] * 12)
    assert Counter(type(one).__name__ for one in found) == {"Cast": 1, "Refused": 11}
    assert (Ballot.objects.count(), Participation.objects.count(), Receipt.objects.count()) == (1, 1, 1)


def test_one_form_sent_many_times_at_once_is_answered_alike(vote):
    code = actions.new_receipt()
    found = at_once(*[lambda: actions.cast(vote, "anna", GOOD, receipt=code)] * 8)
    assert {one.receipt for one in found} == {code}
    assert [one.repeated for one in found].count(False) == 1
    assert (Ballot.objects.count(), Participation.objects.count(), Receipt.objects.count()) == (1, 1, 1)


def test_fifty_people_at_once_have_fifty_votes(vote):
    found = at_once(*[lambda n=n: actions.cast(vote, f"person {n}", GOOD) for n in range(50)])
    assert Counter(type(one).__name__ for one in found) == {"Cast": 50}
    assert (Ballot.objects.count(), Participation.objects.count(), Receipt.objects.count()) == (50, 50, 50)


def test_who_casts_while_the_vote_is_closed_is_in_the_box_or_was_told_so(vote):
    voters = [lambda n=n: actions.cast(vote, f"person {n}", GOOD) for n in range(10)]
    found = at_once(*voters, lambda: actions.close(vote, now=vote.closes))
    taken = sum(isinstance(one, actions.Cast) for one in found)
    assert taken + sum(isinstance(one, actions.Refused) for one in found) == 10
    assert (Ballot.objects.count(), Participation.objects.count(), Receipt.objects.count()) == (taken,) * 3


def test_online_and_at_the_counter_at_once_is_one_vote(vote, clerks):
    from allmende.commons.ballots import paper

    found = at_once(
        lambda: actions.cast(vote, "anna", GOOD), lambda: paper.hand_out(clerks[0], vote, "anna"),
        lambda: actions.cast(vote, "anna", GOOD), lambda: paper.hand_out(clerks[1], vote, "anna"),
    )  # fmt: skip
    assert sum(isinstance(one, actions.Refused) for one in found) == 3
    assert Participation.objects.count() == 1


def test_a_pile_confirmed_twice_at_once_is_in_the_box_once(vote, clerks):
    from allmende.commons.ballots import paper

    first, second = clerks
    for name in ("anna", "berta"):
        paper.hand_out(first, vote, name)
    pile = paper.open_batch(first, vote, 2)
    for who in (first, second):
        for number in (1, 2):
            paper.type_sheet(who, pile, number, GOOD)
    at_once(*[lambda: paper.confirm(second, pile)] * 4)
    assert Ballot.objects.filter(channel="paper").count() == 2
