# SPDX-License-Identifier: EUPL-1.2
"""Votes and people for the tests of the ballot box."""

import datetime

import pytest
from django.utils import timezone

from allmende.commons.ballots import actions
from tests.access_matrix import member

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def manager(county):
    """Somebody who prepares votes."""
    return member("moderator", county, "manager")


@pytest.fixture
def clerks(county):
    """Two people who type paper ballots."""
    return member("clerk", county, "first"), member("clerk", county, "second")


@pytest.fixture
def make_vote(county, manager):
    """Return a function that makes a vote with one question of each kind, open since an hour."""

    def make(*, release=True, opens=None, closes=None, **fields):
        now = timezone.now()
        vote = actions.create_vote(
            manager,
            municipality=county,
            title=fields.pop("title", "Wie soll der Marktplatz werden?"),
            opens=opens or now - HOUR,
            closes=closes or now + HOUR,
            **fields,
        )
        actions.add_question(manager, vote, kind="yes_no", text="Soll der Markt autofrei werden?")
        actions.add_question(
            manager, vote, kind="choose", text="Was fehlt?", options=["Bäume", "Bänke", "Brunnen"], most=2
        )
        actions.add_question(manager, vote, kind="ranking", text="Was zuerst?", options=["Pflaster", "Licht", "Grün"])
        actions.add_question(manager, vote, kind="points", text="Verteilen Sie.", options=["Nord", "Süd"], most=5)
        return actions.release(manager, vote) if release else vote

    return make


@pytest.fixture
def vote(make_vote):
    return make_vote()


GOOD = {"f1": "yes", "f2": ["c", "a"], "f3": ["b", "a"], "f4": {"a": 2, "b": 3}}
"""A ballot on which everything is filled in."""
