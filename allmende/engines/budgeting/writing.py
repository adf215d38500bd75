# SPDX-License-Identifier: EUPL-1.2
"""Write Pabulib files, so that anyone can recompute a result with any tool. Format: https://pabulib.org/format."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from .amounts import format_number
from .greedy import totals
from .model import BudgetError, Instance
from .outcome import Outcome

FIRST_META = (
    "description", "country", "unit", "subunit", "instance", "num_projects", "num_votes", "budget", "vote_type", "rule",
    "date_begin", "date_end",
)  # fmt: skip


def dump(instance: Instance, outcome: Outcome | None = None) -> str:
    """Return an instance as text of a .pb file (to be saved as UTF-8).

    Ballots keep their order and labels: whoever publishes a secret vote shuffles them first and leaves `voter_id` empty
    (they are then numbered). Line breaks inside texts become spaces.

    Args:
        instance: what was voted on.
        outcome: adds the rule and the column `selected`.

    Raises:
        BudgetError: for ids with commas, amounts without finite decimal form.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")

    def table(title: str, rows: Iterable[Iterable[str]]) -> None:
        writer.writerow([title])
        writer.writerows([" ".join(cell.split()) for cell in row] for row in rows)

    table("META", [("key", "value"), *_meta(instance, outcome).items()])
    table("PROJECTS", _projects(instance, outcome))
    table("VOTES", _votes(instance))
    return text.getvalue()


def _meta(instance: Instance, outcome: Outcome | None) -> dict[str, str]:
    stated = dict(instance.meta)
    if not (instance.vote_type == "approval" and stated.get("vote_type") == "choose-1"):
        stated["vote_type"] = instance.vote_type
    stated["budget"] = format_number(instance.budget)
    stated["num_projects"] = str(len(instance.projects))
    stated["num_votes"] = str(len(instance.ballots))
    if instance.max_length is not None:
        stated["max_length"] = str(instance.max_length)
    if instance.default_score:
        stated["default_score"] = format_number(instance.default_score)
    if outcome:
        stated["rule"] = outcome.rule
    return {key: stated[key] for key in (*FIRST_META, *stated) if key in stated}


def _columns(rows: Iterable[Mapping[str, str]], own: set[str]) -> list[str]:
    """Return the names of all further columns in the order in which they turn up."""
    return list(dict.fromkeys(key for row in rows for key in row if key not in own))


def _projects(instance: Instance, outcome: Outcome | None) -> Iterable[list[str]]:
    votes, points = totals(instance)
    scored = instance.vote_type != "approval"
    own = {"project_id", "cost", "name", "votes", *["score"] * scored, *["selected"] * (outcome is not None)}
    further = _columns((project.fields for project in instance.projects), own)
    head = ["project_id", "cost", "votes", *["score"] * scored, "name", *["selected"] * (outcome is not None)]
    yield head + further
    chosen = set(outcome.winner_ids) if outcome else set()
    for number, project in enumerate(instance.projects):
        if "," in project.id or project.id != " ".join(project.id.split()) or not project.id:
            raise BudgetError(f"Die Projektnummer „{project.id}“ darf nicht leer sein und kein Komma enthalten.")
        row = [project.id, format_number(project.cost), str(votes[number])]
        row += [format_number(points[number])] * scored + [project.name]
        row += [str(int(project.id in chosen))] * (outcome is not None)
        yield row + [project.fields.get(key, "") for key in further]


def _votes(instance: Instance) -> Iterable[list[str]]:
    with_points = instance.vote_type in {"cumulative", "scoring"}
    further = _columns((ballot.fields for ballot in instance.ballots), {"voter_id", "vote", "points"})
    yield ["voter_id", "vote", *["points"] * with_points, *further]
    for number, ballot in enumerate(instance.ballots, 1):
        row = [ballot.voter_id or str(number), ",".join(ballot.choices)]
        row += [",".join(map(format_number, ballot.points or ()))] * with_points
        yield row + [ballot.fields.get(key, "") for key in further]
