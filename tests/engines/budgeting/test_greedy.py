# SPDX-License-Identifier: EUPL-1.2
"""The ranking rule and the comparison of results."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.engines.budgeting import (
    Ballot,
    Instance,
    Project,
    Reason,
    after_comparison,
    compare,
    equal_shares,
    greedy,
)

from .strategies import instances
from .test_equal_shares import approval

pytestmark = pytest.mark.engine

ALL_TYPES = ("approval", "ordinal", "cumulative", "scoring")


def plain_greedy(instance, by):
    """The rule in its plainest words."""
    points = {project.id: Fraction(0) for project in instance.projects}
    votes = dict.fromkeys(points, 0)
    for ballot in instance.support():
        for choice, given_points in ballot.items():
            points[choice] += given_points
            votes[choice] += 1
    merit = {p.id: points[p.id] / (p.cost if by == "votes-per-cost" else 1) for p in instance.projects}
    taken, left = [], instance.budget
    for project in sorted(instance.projects, key=lambda p: (-merit[p.id], p.cost, -votes[p.id])):
        if points[project.id] > 0 and project.cost <= left:
            taken.append(project.id)
            left -= project.cost
    return taken


@settings(max_examples=300)
@given(instances(ALL_TYPES), st.sampled_from(["votes", "votes-per-cost"]))
def test_greedy_goes_down_the_list(instance, by):
    outcome = greedy(instance, by)
    assert list(outcome.winner_ids) == plain_greedy(instance, by)
    assert outcome.spent <= instance.budget
    assert len(outcome.verdicts) == len(instance.projects)


@settings(max_examples=300)
@given(instances(max_projects=5, max_ballots=6))
def test_the_votes_said_to_be_missing_are_exactly_those(instance):
    outcome = greedy(instance)
    for verdict in outcome.losers:
        if verdict.reason is Reason.NO_ROOM:
            name = verdict.project.id

            def wins(more, name=name):
                ballots = (*instance.ballots, *[Ballot((name,))] * more)
                return name in greedy(replace(instance, ballots=ballots)).winner_ids

            assert wins(verdict.more_votes)
            assert not wins(verdict.more_votes - 1)


def test_a_comparison_counts_ballots_by_what_they_get():
    instance = approval(
        10, {"big": 10, "small": 4, "tiny": 3}, ["big"], ["big"], ["big"], ["small", "tiny"], ["small", "tiny"], []
    )
    ranking = greedy(instance)
    shares = equal_shares(instance, completion="none")
    assert ranking.winner_ids == ("big",)
    assert shares.winner_ids == ("tiny",)
    result = compare(shares, ranking)
    assert (result.only_first, result.only_second, result.both) == (("tiny",), ("big",), ())
    assert (result.prefer_first, result.prefer_second, result.indifferent) == (2, 3, 1)
    assert (result.left_out_first, result.left_out_second) == (4, 3)
    assert (result.granted_first, result.granted_second) == (Fraction(2, 6), Fraction(3, 6))
    assert after_comparison(shares, ranking) is ranking
    assert after_comparison(shares, shares) is shares
    with pytest.raises(ValueError, match="different ballots"):
        compare(shares, greedy(approval(10, {"a": 1}, ["a"])))


def test_points_of_each_kind_of_vote():
    projects = tuple(Project(name, Fraction(1)) for name in "abc")

    def first_ballot(vote_type, ballot, **further):
        return Instance(Fraction(1), projects, (ballot,), vote_type, **further).support()[0]

    assert first_ballot("approval", Ballot(("c", "a"))) == {"c": 1, "a": 1}
    assert first_ballot("ordinal", Ballot(("c", "a"))) == {"c": 3, "a": 2}
    assert first_ballot("ordinal", Ballot(("c", "a")), max_length=2) == {"c": 2, "a": 1}
    scored = Ballot(("c", "a"), (Fraction(5, 2), Fraction(0)))
    assert first_ballot("cumulative", scored) == {"c": Fraction(5, 2)}
    assert first_ballot("scoring", scored, default_score=Fraction(1)) == {"c": Fraction(5, 2), "b": 1}
