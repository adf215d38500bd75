# SPDX-License-Identifier: EUPL-1.2
"""What a citizens' budget consists of: money, projects, ballots. Plain values; amounts are exact fractions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

VoteType = Literal["approval", "ordinal", "cumulative", "scoring"]


class BudgetError(ValueError):
    """An instance that cannot be counted. The message is German and says what to do."""


@dataclass(frozen=True, slots=True)
class Project:
    """One project on the ballot.

    Attributes:
        id: short name used on ballots; unique, without commas.
        cost: in currency units, more than zero.
        name: for people.
        fields: further columns of a .pb file as they were read (category, latitude, ...).
    """

    id: str
    cost: Fraction
    name: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ballot:
    """One ballot.

    Attributes:
        choices: ids of projects; for ordinal votes from the most to the least wanted.
        points: one number per choice for cumulative and scoring votes, else None.
        voter_id: any label, only written back to files; counting never looks at it.
        fields: further columns of a .pb file.
    """

    choices: tuple[str, ...]
    points: tuple[Fraction, ...] | None = None
    voter_id: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Instance:
    """A whole vote: budget, projects, ballots.

    The order of `projects` decides the ties that nothing else decides: where a lot was drawn, sort them by it.

    Attributes:
        budget: in currency units.
        vote_type: how `Ballot.choices` and `points` are to be read.
        max_length: longest allowed ballot; the basis of ranks to points. None means all projects.
        default_score: points of a scoring ballot for each project it does not list.
        meta: further metadata of a .pb file in the order of the file.
        warnings: German sentences on what a reader found odd but could live with.

    Raises:
        BudgetError: for amounts that are not positive, repeated ids, ballots naming unknown or repeated projects.
    """

    budget: Fraction
    projects: tuple[Project, ...]
    ballots: tuple[Ballot, ...]
    vote_type: VoteType = "approval"
    max_length: int | None = None
    default_score: Fraction = Fraction(0)
    meta: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.budget <= 0:
            raise BudgetError("Das Budget muss größer als null sein.")
        known = {project.id for project in self.projects}
        if len(known) != len(self.projects):
            raise BudgetError("Zwei Projekte haben dieselbe Nummer. Jede Nummer darf nur einmal vorkommen.")
        for project in self.projects:
            if project.cost <= 0:
                raise BudgetError(f"Projekt „{project.id}“: Die Kosten müssen größer als null sein.")
        needs_points = self.vote_type in {"cumulative", "scoring"}
        for number, ballot in enumerate(self.ballots, 1):
            if not known.issuperset(ballot.choices):
                strange = next(choice for choice in ballot.choices if choice not in known)
                raise BudgetError(f"Stimmzettel {number} nennt das Projekt „{strange}“, das nicht zur Wahl steht.")
            if len(set(ballot.choices)) != len(ballot.choices):
                raise BudgetError(f"Stimmzettel {number} nennt ein Projekt zweimal.")
            if needs_points and (ballot.points is None or len(ballot.points) != len(ballot.choices)):
                raise BudgetError(f"Stimmzettel {number} braucht für jedes genannte Projekt eine Punktzahl.")

    def support(self) -> list[dict[str, Fraction]]:
        """Return for each ballot the points it gives to each project, zero left out.

        Approval: one point each. Ordinal: Borda, the first of at most L choices gets L points, the next L - 1
        (Pabulib's `scoring_fn` Borda). Cumulative and scoring: the points written down.
        """
        one = Fraction(1)
        if self.vote_type == "approval":
            return [dict.fromkeys(ballot.choices, one) for ballot in self.ballots]
        if self.vote_type == "ordinal":
            longest = self.max_length or len(self.projects)
            return [
                {choice: Fraction(longest - place) for place, choice in enumerate(ballot.choices) if place < longest}
                for ballot in self.ballots
            ]
        unlisted = {project.id: self.default_score for project in self.projects} if self.default_score else {}
        written = [dict(zip(ballot.choices, ballot.points or (), strict=True)) for ballot in self.ballots]
        return [{choice: points for choice, points in (unlisted | ballot).items() if points} for ballot in written]
