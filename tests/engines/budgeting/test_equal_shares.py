# SPDX-License-Identifier: EUPL-1.2
"""Equal Shares against the definition, and the promises the method makes."""

from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations, product
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.engines.budgeting import Ballot, BudgetError, Instance, Project, Reason, equal_shares
from allmende.engines.budgeting.equal_shares import Count, Electorate
from allmende.engines.budgeting.shares import buy

from . import reference
from .strategies import instances

pytestmark = pytest.mark.engine

ALL_TYPES = ("approval", "ordinal", "cumulative", "scoring")
UTILITIES = st.sampled_from(["cost", "cardinality"])


def subsets(items):
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))


def approval(budget, costs, *ballots):
    projects = tuple(Project(name, Fraction(cost)) for name, cost in costs.items())
    return Instance(Fraction(budget), projects, tuple(Ballot(tuple(ballot)) for ballot in ballots))


@settings(max_examples=400)
@given(instances(ALL_TYPES), UTILITIES, st.fractions(Fraction(1, 10), 40, max_denominator=12))
def test_a_round_buys_what_the_definition_says(instance, utility, share):
    expected, purses = reference.equal_shares(instance, share, utility)
    electorate = Electorate(instance, utility)
    count = Count(electorate, share)
    found = []
    for purchase in count.purchases():
        name = instance.projects[purchase.project].id
        payments = dict(expected)[name].values()
        # The price is exact, and together the supporters hold what the definition says.
        assert count.raised(purchase.project, purchase.offer) == electorate.costs[purchase.project]
        assert sum(payments) == instance.projects[purchase.project].cost
        found.append(name)
    assert found == [name for name, _ in expected]
    for number, project in enumerate(instance.projects):
        supporters = [voter for voter, ballot in enumerate(instance.support()) if project.id in ballot]
        if supporters:
            assert count.raised(number) / electorate.unit == sum(purses[voter] for voter in supporters)


@settings(max_examples=150)
@given(instances(ALL_TYPES, max_projects=4, max_ballots=5), UTILITIES, st.sampled_from(["exhaustive", "overspent"]))
def test_add1_ends_at_the_share_of_the_definition(instance, utility, stop):
    outcome = equal_shares(instance, utility=utility, stop=stop)
    winners, share = reference.add1(instance, utility, stop=stop)
    assert (list(outcome.winner_ids), outcome.share) == (winners, share)


def test_every_vote_of_three_ballots_on_three_projects():
    """Exhaustive: all costs from a small set, all ballots, all shares that matter."""
    names = ("a", "b", "c")
    choices = list(subsets(names))
    for costs in ((2, 2, 2), (1, 2, 3), (3, 2, 2)):
        projects = tuple(Project(name, Fraction(cost)) for name, cost in zip(names, costs, strict=True))
        for ballots in product(choices, repeat=3):
            instance = Instance(Fraction(6), projects, tuple(map(Ballot, ballots)))
            electorate = Electorate(instance)
            for share in (Fraction(2, 3), Fraction(1), Fraction(2), Fraction(7, 3)):
                found = [projects[purchase.project].id for purchase in buy(electorate, share)]
                assert found == [name for name, _ in reference.equal_shares(instance, share)[0]]


@settings(max_examples=300)
@given(instances(ALL_TYPES), UTILITIES, st.sampled_from(["none", "add1", "add1u", "utilitarian"]))
def test_the_budget_is_never_exceeded_and_no_project_is_free(instance, utility, completion):
    outcome = equal_shares(instance, utility=utility, completion=completion)
    assert outcome.spent <= instance.budget
    assert len(set(outcome.winner_ids)) == len(outcome.winners)
    assert [verdict.place for verdict in outcome.winners] == list(range(1, len(outcome.winners) + 1))
    for verdict in outcome.winners:
        assert verdict.votes > 0
        if verdict.reason is Reason.PAID:
            assert verdict.money >= verdict.project.cost
        else:
            assert verdict.missing > 0
            assert verdict.money + verdict.missing == verdict.project.cost


@settings(max_examples=200)
@given(instances(ALL_TYPES), st.sampled_from(["add1u", "utilitarian"]))
def test_filled_results_leave_nothing_that_would_fit(instance, completion):
    outcome = equal_shares(instance, completion=completion)
    left = instance.budget - outcome.spent
    assert all(verdict.project.cost > left or not verdict.votes for verdict in outcome.losers)


@settings(max_examples=200)
@given(instances(max_projects=4, max_ballots=5))
def test_add1_stops_only_where_it_says(instance):
    """Each round before the last fits the budget and leaves room; the last is exhaustive or the next overspends."""
    outcome = equal_shares(instance)
    cost = {project.id: project.cost for project in instance.projects}
    supported = {v.project.id for v in outcome.verdicts if v.votes and v.project.cost <= instance.budget}

    def left(share):
        return instance.budget - sum(cost[name] for name, _ in reference.equal_shares(instance, share)[0])

    def exhaustive(share):
        names = {name for name, _ in reference.equal_shares(instance, share)[0]}
        return all(cost[name] > left(share) for name in supported - names)

    share = outcome.first_share
    assert (outcome.share - share).denominator == 1
    while share < outcome.share:
        assert left(share) >= 0
        assert not exhaustive(share)
        share += 1
    assert left(share) >= 0
    assert exhaustive(share) or left(share + 1) < 0


@settings(max_examples=150)
@given(instances(max_projects=4, max_ballots=6), st.randoms(use_true_random=False))
def test_the_order_of_ballots_does_not_matter(instance, random):
    ballots = [Ballot(tuple(random.sample(ballot.choices, len(ballot.choices)))) for ballot in instance.ballots]
    random.shuffle(ballots)
    shuffled = replace(instance, ballots=tuple(ballots))
    assert equal_shares(shuffled).verdicts == equal_shares(instance).verdicts


@settings(max_examples=150)
@given(instances(max_projects=4, max_ballots=5), st.sampled_from(["cost", "cardinality"]))
def test_a_group_that_agrees_gets_its_share_up_to_one_project(instance, utility):
    """Extended justified representation up to one project (Peters, Pierczyński, Skowron 2021, Theorem 2), by brute force.

    A group that together holds enough of the budget for a set of projects all of them approve: some member gets at least
    as much, once the best single project not funded is added.
    """
    funded = set(equal_shares(instance, completion="none", utility=utility).winner_ids)
    worth = {project.id: project.cost if utility == "cost" else Fraction(1) for project in instance.projects}
    cost = {project.id: project.cost for project in instance.projects}
    approved = [set(ballot.choices) for ballot in instance.ballots]
    for group in subsets(range(len(approved))):
        if not group:
            continue
        together = set.intersection(*(approved[voter] for voter in group))
        for wish in subsets(sorted(together)):
            if sum(cost[name] for name in wish) > instance.budget * len(group) / len(approved):
                continue
            entitled = sum(worth[name] for name in wish)
            best = max(
                sum(worth[name] for name in approved[voter] & funded)
                + max((worth[name] for name in set(wish) - funded), default=Fraction(0))
                for voter in group
            )
            assert best >= entitled


@settings(max_examples=300)
@given(instances(max_projects=5, max_ballots=6), UTILITIES, st.sampled_from(["none", "add1"]))
def test_the_votes_said_to_be_missing_are_exactly_those(instance, utility, completion):
    outcome = equal_shares(instance, utility=utility, completion=completion)
    for verdict in outcome.losers:
        if verdict.reason is Reason.SHORT:
            name = verdict.project.id

            def wins(more, name=name):
                return name in dict(reference.equal_shares(instance, outcome.share, utility, (name, more))[0])

            assert wins(verdict.more_votes)
            assert not wins(verdict.more_votes - 1)
            assert 1 <= verdict.more_votes <= ceil(verdict.missing / outcome.share)


@settings(max_examples=200)
@given(instances(ALL_TYPES), UTILITIES)
def test_the_losers_money_is_accounted_for(instance, utility):
    """What supporters hold at the end and what they paid to others is what they got."""
    outcome = equal_shares(instance, utility=utility)
    for verdict in outcome.losers:
        if verdict.reason is Reason.SHORT:
            paid = sum((amount for _, amount in verdict.went_to), Fraction(0))
            assert verdict.money + paid == outcome.share * verdict.votes
            assert verdict.money + verdict.missing == verdict.project.cost
            assert all(project.id in outcome.winner_ids for project, _ in verdict.went_to)


def test_two_quarters_of_a_town_share_the_budget():
    """51 people want ten things, 49 people ten others: greedy gives all to the 51, equal shares half and half."""
    reds, blues = [f"r{n}" for n in range(10)], [f"b{n}" for n in range(10)]
    instance = approval(1000, dict.fromkeys(reds + blues, 100), *[reds] * 51, *[blues] * 49)
    winners = equal_shares(instance).winner_ids
    assert sum(name in reds for name in winners) == 5
    assert sum(name in blues for name in winners) == 5


def test_a_tie_goes_to_the_cheaper_then_to_more_votes_then_to_the_list_and_is_reported():
    cheaper = equal_shares(approval(3, {"dear": 3, "cheap": 2}, ["dear", "cheap"]), completion="none")
    assert cheaper.winner_ids == ("cheap",)
    listed = equal_shares(approval(2, {"a": 2, "b": 2}, ["a", "b"]), completion="none")
    assert (listed.winner_ids, listed.lots) == (("a",), (("a", "b"),))
    harmless = equal_shares(approval(4, {"a": 2, "b": 2}, ["a", "b"]), completion="none")
    assert (harmless.winner_ids, harmless.lots) == (("a", "b"), ())


def test_hopeless_cases_end():
    nobody = Instance(Fraction(10), (Project("a", Fraction(5)),), ())
    assert equal_shares(nobody).verdicts[0].reason is Reason.NO_VOTES
    empty = approval(10, {"a": 5}, [], [])
    assert equal_shares(empty).verdicts[0].reason is Reason.NO_VOTES
    dear = approval(10, {"a": 11, "b": 9}, ["a"], ["a"], ["b"])
    outcome = equal_shares(dear)
    assert [verdict.reason for verdict in outcome.verdicts] == [Reason.TOO_DEAR, Reason.PAID]


def test_negative_points_are_refused_in_words():
    projects = (Project("a", Fraction(5)),)
    instance = Instance(Fraction(10), projects, (Ballot(("a",), (Fraction(-1),)),), "scoring")
    with pytest.raises(BudgetError, match="Stimmzettel 1 vergibt Minuspunkte"):
        equal_shares(instance)


def test_few_voters_with_much_money_are_counted_in_no_time():
    """Forty thousand rounds of Add1 must not be counted one by one."""
    costs = {"a": 500_000, "b": 400_000, "c": 90_000, "d": 30_000}
    instance = approval(600_000, costs, ["a"], ["a", "b"], ["b", "c"], ["b"], ["c", "d"], ["d"])
    outcome = equal_shares(instance, stop="overspent")
    before = [instance.projects[p.project].id for p in buy(Electorate(instance), outcome.share)]
    after = sum(instance.projects[p.project].cost for p in buy(Electorate(instance), outcome.share + 1))
    assert list(outcome.winner_ids) == before
    assert after > instance.budget
