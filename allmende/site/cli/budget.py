# SPDX-License-Identifier: EUPL-1.2
"""Count citizens' budgets from Pabulib files. Needs no installation: no database, no settings."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import wraps
from pathlib import Path
from typing import Any

import click

from allmende.engines import budgeting
from allmende.site.cli.shared import Refusal, emit, json_option, say

FILE = click.argument("file", type=click.Path(path_type=Path))
ENCODING = click.option("--encoding", default="", help="Encoding of the file. Default: UTF-8, else recognised.")

RULES = ("equal-shares", "greedy")
COMPLETIONS = ("add1", "add1u", "utilitarian", "none")


def rule_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say how to count, and hand the command a function from instance to outcome as `count`."""

    @click.option("--rule", type=click.Choice(RULES), default=RULES[0], show_default=True, help="How to count.")
    @click.option(
        "--completion",
        type=click.Choice(COMPLETIONS),
        default=None,
        help="Equal shares: what to do with money that the plain shares leave over. add1 (default): raise everyone's "
        "share; add1u: then also the most wanted that still fit; utilitarian: only the latter; none: leave it.",
    )
    @click.option(
        "--utility",
        type=click.Choice(("cost", "cardinality")),
        default=None,
        help="Equal shares: what a voter gains from a project: its cost (default) or one wish granted.",
    )
    @click.option(
        "--stop",
        type=click.Choice(("exhaustive", "overspent")),
        default=None,
        help="Equal shares: end raising the share once nothing more fits (default), or only before the budget is exceeded.",
    )
    @click.option(
        "--by",
        type=click.Choice(("votes", "votes-per-cost")),
        default=None,
        help="Greedy: rank by votes (default) or by votes per cost.",
    )
    @wraps(command)
    def inner(*, rule: str, completion: Any, utility: Any, stop: Any, by: Any, **options: Any) -> None:
        if rule == "greedy" and (completion or utility or stop):
            raise Refusal("--completion, --utility and --stop belong to --rule equal-shares.", 2)
        if rule == "equal-shares" and by:
            raise Refusal("--by belongs to --rule greedy.", 2)

        def count(instance: budgeting.Instance) -> budgeting.Outcome:
            if rule == "greedy":
                return budgeting.greedy(instance, by or "votes")
            return budgeting.equal_shares(
                instance, completion=completion or "add1", utility=utility or "cost", stop=stop or "exhaustive"
            )

        command(count=count, **options)

    return inner


@click.group()
def budget() -> None:
    """Count a citizens' budget exactly and say for each project why it won or not.

    Reads and writes Pabulib files (.pb, see https://pabulib.org/format): approval, ordinal, cumulative and scoring votes.

    \b
    Examples:
      allmende budget tally vote.pb                    Method of Equal Shares (Add1)
      allmende budget tally vote.pb --rule greedy      most votes first
      allmende budget compare vote.pb                  both, and who is better off
    """


@budget.command()
@FILE
@rule_options
@ENCODING
@click.option(
    "--write",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the votes and the result as a new .pb file.",
)
@json_option
def tally(file: Path, count: Any, encoding: str, target: Path | None, as_json: bool) -> None:
    """Count one vote. Prints the winners in the order in which they were bought, then the others.

    Ties go to the cheaper project, then to the one with more votes, then to the first in the file.

    \b
    Examples:
      allmende budget tally vote.pb
      allmende budget tally vote.pb --rule greedy --by votes-per-cost
      allmende budget tally vote.pb --completion add1u --json
      allmende budget tally vote.pb --write result.pb
    """
    instance = read(file, encoding)
    outcome = counted(count, instance)
    if target:
        save(target, budgeting.dump(instance, outcome))
    warn(instance, outcome)
    if as_json:
        emit(as_object(outcome))
        return
    for title, verdicts in (("Gewählt", outcome.winners), ("Nicht gewählt", outcome.losers)):
        if verdicts:
            click.echo(f"\n{title}")
        for verdict in verdicts:
            click.echo(row(verdict, outcome))
            click.echo(click.wrap_text(budgeting.sentence(verdict, outcome), 100, "      ", "      "))
    click.echo(f"\n{budgeting.summary(outcome)}")
    say_official(outcome)


@budget.command()
@FILE
@ENCODING
@json_option
def compare(file: Path, encoding: str, as_json: bool) -> None:
    """Count by Equal Shares (Add1) and by votes, and show what differs and which ballots are better off.

    \b
    Examples:
      allmende budget compare vote.pb
      allmende budget compare vote.pb --json
    """
    instance = read(file, encoding)
    shares, ranking = counted(budgeting.equal_shares, instance), budgeting.greedy(instance)
    result = budgeting.compare(shares, ranking)
    warn(instance, shares)
    if as_json:
        emit(
            {
                "equal_shares": as_object(shares),
                "greedy": as_object(ranking),
                "only_equal_shares": result.only_first,
                "only_greedy": result.only_second,
                "both": result.both,
                "ballots_preferring_equal_shares": result.prefer_first,
                "ballots_preferring_greedy": result.prefer_second,
                "ballots_indifferent": result.indifferent,
                "ballots_left_out_equal_shares": result.left_out_first,
                "ballots_left_out_greedy": result.left_out_second,
            }
        )
        return
    both = {verdict.project.id: verdict for verdict in ranking.verdicts}
    click.echo(f"{'gleiche':>8} {'meiste':>7}\n{'Anteile':>8} {'Stimmen':>7}")
    for verdict in sorted(shares.verdicts, key=lambda verdict: -verdict.points):
        marks = f"{'ja' if verdict.won else '–':>8} {'ja' if both[verdict.project.id].won else '–':>7}"
        click.echo(f"{marks}  {row(verdict, shares)}")
    lines = (
        ("gewählte Projekte", len(shares.winners), len(ranking.winners)),
        ("ausgegeben", money(shares.spent, shares), money(ranking.spent, ranking)),
        ("Stimmzettel, die hiermit besser fahren", result.prefer_first, result.prefer_second),
        ("Stimmzettel, die ganz leer ausgehen", result.left_out_first, result.left_out_second),
        (
            "erfüllte Wünsche je Stimmzettel" if instance.vote_type == "approval" else "erfüllte Punkte je Stimmzettel",
            budgeting.german_number(result.granted_first),
            budgeting.german_number(result.granted_second),
        ),
    )
    click.echo(f"\n{'':42}{'gleiche Anteile':>18}{'meiste Stimmen':>18}")
    for label, ours, theirs in lines:
        click.echo(f"{label:42}{ours:>18}{theirs:>18}")


def read(file: Path, encoding: str) -> budgeting.Instance:
    """Read a .pb file. Raises `Refusal` with exit code 2."""
    try:
        return budgeting.load(file, encoding)
    except OSError as error:
        raise Refusal(f"{file}: Die Datei lässt sich nicht lesen ({error.strerror}).", 2) from error
    except budgeting.BudgetError as error:
        raise Refusal(str(error), 2) from error


def counted(count: Any, instance: budgeting.Instance) -> budgeting.Outcome:
    """Count. Raises `Refusal` for ballots that the rule cannot handle."""
    try:
        outcome: budgeting.Outcome = count(instance)
    except budgeting.BudgetError as error:
        raise Refusal(str(error), 2) from error
    return outcome


def save(target: Path, text: str) -> None:
    """Write a new file. Raises `Refusal` where one exists already or the folder cannot be written."""
    try:
        with target.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError as error:
        raise Refusal(f"{target} gibt es schon. Wählen Sie einen anderen Namen.", 2) from error
    except OSError as error:
        raise Refusal(f"{target} lässt sich nicht schreiben ({error.strerror}).", 1) from error
    say(f"Geschrieben: {target}")


def warn(instance: budgeting.Instance, outcome: budgeting.Outcome) -> None:
    """Tell what the reader found odd, and where the order in the file decided like a lot."""
    for warning in instance.warnings:
        say(f"Hinweis: {warning}")
    for winner, loser in outcome.lots:
        say(
            f"Hinweis: Die Projekte „{winner}“ und „{loser}“ waren in allem gleich. Entschieden hat ihre Reihenfolge in der "
            "Datei; losen Sie sie aus und zählen Sie erneut."
        )


def say_official(outcome: budgeting.Outcome) -> None:
    """Tell whether the file's own column `selected` says the same."""
    official = budgeting.official_winners(outcome.instance)
    if official is None:
        return
    ours = set(outcome.winner_ids)
    if ours == official:
        say("Das Ergebnis stimmt mit dem überein, das in der Datei steht.")
        return
    say(
        f"In der Datei steht ein anderes Ergebnis: nur dort gewählt {', '.join(sorted(official - ours)) or '–'}; "
        f"nur hier gewählt {', '.join(sorted(ours - official)) or '–'}."
    )


def money(amount: Fraction, outcome: budgeting.Outcome) -> str:
    """Return an amount in the currency of the vote."""
    return budgeting.money(amount, outcome.instance.meta.get("currency", ""))


def row(verdict: budgeting.Verdict, outcome: budgeting.Outcome) -> str:
    """Return one line on a project: number, votes or points, cost, name."""
    merit = budgeting.german_number(verdict.points)
    unit = "Stimmen" if outcome.instance.vote_type == "approval" else "Punkte"
    return f"{verdict.project.id:>6}  {merit:>7} {unit}  {money(verdict.project.cost, outcome):>14}  {verdict.project.name}".rstrip()


def number(value: Fraction | None) -> int | float | None:
    """Return an amount for JSON: whole numbers as such."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)


def as_object(outcome: budgeting.Outcome) -> dict[str, Any]:
    """Return an outcome for JSON."""
    return {
        "rule": outcome.rule,
        "winners": [as_entry(verdict, outcome) for verdict in outcome.winners],
        "spent": number(outcome.spent),
        "budget": number(outcome.instance.budget),
        "ballots": len(outcome.instance.ballots),
        "share": number(outcome.share),
        "losers": [as_entry(verdict, outcome) for verdict in outcome.losers],
        "decided_by_order": [list(pair) for pair in outcome.lots],
        "warnings": list(outcome.instance.warnings),
    }


def as_entry(verdict: budgeting.Verdict, outcome: budgeting.Outcome) -> dict[str, Any]:
    """Return a verdict for JSON; numbers that the rule does not have are left out."""
    numbers = {
        "cost": number(verdict.project.cost),
        "votes": verdict.votes,
        "points": number(verdict.points),
        "effective_votes": number(verdict.effective_votes),
        "highest_payment": number(verdict.highest_payment),
        "money": number(verdict.money),
        "missing": number(verdict.missing),
        "more_votes": verdict.more_votes,
    }
    return {
        "id": verdict.project.id,
        "name": verdict.project.name,
        "reason": budgeting.sentence(verdict, outcome),
        "code": verdict.reason.value,
        **{key: value for key, value in numbers.items() if value is not None},
    }
