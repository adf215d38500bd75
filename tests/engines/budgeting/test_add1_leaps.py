# SPDX-License-Identifier: EUPL-1.2
"""Leaping over shares changes how long Add1 takes and nothing else."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.engines.budgeting import equal_shares, shares
from allmende.engines.budgeting.equal_shares import Count, Electorate
from allmende.engines.budgeting.shares import buy

from .strategies import instances

pytestmark = pytest.mark.engine


def in_larger_money(instance, factor):
    """The same vote with amounts `factor` times as large and a little uneven: many rounds of Add1."""
    projects = tuple(
        replace(project, cost=project.cost * factor + number) for number, project in enumerate(instance.projects)
    )
    return replace(instance, budget=instance.budget * factor, projects=projects)


@settings(max_examples=150)
@given(
    instances(("approval", "cumulative"), max_projects=5, max_ballots=6, cents=False),
    st.integers(5, 60),
    st.sampled_from(["exhaustive", "overspent"]),
    st.sampled_from(["cost", "cardinality"]),
)
def test_the_result_is_that_of_counting_every_share(instance, factor, stop, utility):
    instance = in_larger_money(instance, factor)
    outcomes = []
    for steady in (1, 10**9):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(shares, "STEADY", steady)
            outcomes.append(equal_shares(instance, stop=stop, utility=utility))
    assert outcomes[0] == outcomes[1]


@settings(max_examples=150)
@given(instances(("approval", "scoring"), cents=False), st.integers(1, 20), st.integers(1, 30))
def test_a_proved_leap_holds_for_every_share_between(instance, lower, width):
    electorate = Electorate(instance)
    path = [purchase.bid for purchase in buy(electorate, Fraction(lower))]
    found = Count(electorate, Fraction(lower + width)).follow(path)
    if found is not None:
        assert found == [purchase.bid for purchase in buy(electorate, Fraction(lower + width))]
        for share in range(lower, lower + width + 1):
            between = [purchase.project for purchase in buy(electorate, Fraction(share))]
            assert between == [bid.project for bid in path]


def test_leaps_do_happen():
    """Guards the two tests above: on a plain vote the proof succeeds."""
    from .test_equal_shares import approval

    electorate = Electorate(approval(100, {"a": 10, "b": 500}, ["a"], ["a", "b"]))
    path = [purchase.bid for purchase in buy(electorate, Fraction(50))]
    assert Count(electorate, Fraction(90)).follow(path) is not None
