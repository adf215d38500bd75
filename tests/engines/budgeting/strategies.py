# SPDX-License-Identifier: EUPL-1.2
"""Small votes of all kinds."""

from fractions import Fraction

from hypothesis import strategies as st

from allmende.engines.budgeting import Ballot, Instance, Project


@st.composite
def instances(draw, vote_types=("approval",), max_projects=5, max_ballots=7, cents=True):
    """A vote with few projects and ballots, so that ties, empty ballots and hopeless projects are common."""
    names = [f"p{number}" for number in range(draw(st.integers(1, max_projects)))]
    cents_of = st.sampled_from([1, 1, 1, 2, 100]) if cents else st.just(1)
    projects = tuple(Project(name, Fraction(draw(st.integers(1, 30)), draw(cents_of))) for name in names)
    vote_type = draw(st.sampled_from(vote_types))
    ballots = []
    for _ in range(draw(st.integers(1, max_ballots))):
        choices = tuple(draw(st.permutations(names))[: draw(st.integers(0, len(names)))])
        points = None
        if vote_type in {"cumulative", "scoring"}:
            points = tuple(Fraction(draw(st.integers(0, 5)), draw(st.sampled_from([1, 1, 2]))) for _ in choices)
        ballots.append(Ballot(choices, points))
    return Instance(Fraction(draw(st.integers(1, 60))), projects, tuple(ballots), vote_type)
