# SPDX-License-Identifier: EUPL-1.2
"""The screen says what the exact count says, or nothing."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.engines.budgeting import Ballot, Instance, Project, equal_shares, screen
from allmende.engines.budgeting.equal_shares import Electorate
from allmende.engines.budgeting.screen import Screen
from allmende.engines.budgeting.shares import buy

from .reference import add1
from .strategies import instances

pytestmark = pytest.mark.engine


@pytest.fixture(autouse=True)
def small_votes_too(monkeypatch):
    monkeypatch.setattr(screen, "SMALLEST", 0)


def of_many(seed, voters, projects):
    """A vote in which almost all ballots differ and hardly anything is a tie."""
    dice = Random(seed)
    made = tuple(Project(f"p{n}", Fraction(dice.randrange(1_000, 90_000), 7)) for n in range(projects))
    ballots = tuple(
        Ballot(tuple(p.id for p in dice.sample(made, dice.choice((1, 2, 3, 5))))) for _voter in range(voters)
    )
    return Instance(Fraction(100_000), made, ballots)


@settings(max_examples=300)
@given(
    instances(max_projects=6, max_ballots=9), st.integers(1, 40), st.integers(1, 7),
    st.sampled_from(["cost", "cardinality"]),
)  # fmt: skip
def test_it_says_what_the_exact_count_says_or_nothing(instance, numerator, denominator, utility):
    electorate = Electorate(instance, utility)
    share = Fraction(numerator, denominator)
    for limit in (electorate.budget, 10**9):
        found = Screen(electorate).bought(share, limit)
        assert found is None or found == [purchase.project for purchase in buy(electorate, share, limit)]


@pytest.mark.parametrize("seed", range(6))
def test_on_real_sizes_it_knows_most_rounds_and_errs_in_none(seed):
    electorate = Electorate(of_many(seed, 900, 30))
    first = electorate.instance.budget / electorate.voters
    shield, unclear = Screen.of(electorate), 0
    for step in range(0, 400, 8):
        found = shield.bought(first + step, electorate.budget)
        unclear += found is None
        exact = [purchase.project for purchase in buy(electorate, first + step, electorate.budget)]
        assert found in (None, exact)
    assert unclear < 10


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("utility", ["cost", "cardinality"])
@pytest.mark.parametrize("stop", ["exhaustive", "overspent"])
def test_the_result_is_the_same_with_and_without(seed, utility, stop, monkeypatch):
    instance = of_many(seed, 400, 20)
    with_screen = equal_shares(instance, utility=utility, stop=stop)
    monkeypatch.setattr(screen, "SMALLEST", 10**9)
    assert equal_shares(instance, utility=utility, stop=stop) == with_screen


def test_the_result_is_that_of_the_slow_reference():
    instance = replace(of_many(1, 60, 8), budget=Fraction(60_000))
    outcome = equal_shares(instance, step=Fraction(25))
    winners, share = add1(instance, step=25)
    assert (list(outcome.winner_ids), outcome.share) == (winners, share)


def test_ties_are_broken_as_always_or_left_alone():
    """Alike in everything: the order of the list decides where the offers are known exactly, else the exact count."""
    projects = (Project("a", Fraction(40)), Project("b", Fraction(40)), Project("c", Fraction(30)))
    instance = Instance(Fraction(100), projects, (Ballot(("b",)), Ballot(("a",)), Ballot(("c",))))
    electorate = Electorate(instance)
    assert Screen(electorate).bought(Fraction(50), 1000) == [2, 0, 1]
    shared = Instance(Fraction(200), projects[:2], (Ballot(("a", "b")), Ballot(("a",)), Ballot(("b",))))
    found = Screen(Electorate(shared)).bought(Fraction(25), 1000)
    assert found in (None, [0])


def test_votes_with_points_are_counted_exactly_from_the_start():
    ballots = (Ballot(("a", "b"), (Fraction(2), Fraction(1))), Ballot(("a",), (Fraction(3),)))
    instance = Instance(Fraction(10), (Project("a", Fraction(3)), Project("b", Fraction(4))), ballots, "cumulative")
    assert Screen.of(Electorate(instance)) is None
