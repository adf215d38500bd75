# SPDX-License-Identifier: EUPL-1.2
"""What is read of votes. Nothing here reads the box of a vote that runs, but for polls that show where they stand."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from allmende.commons.ballots import counting, rules
from allmende.commons.ballots.models import Channel, PaperBatch, PaperSheet, Participation, Receipt, Vote
from allmende.commons.ballots.recount import FORMAT
from allmende.core.freshness.memory import remember
from allmende.core.letters.codes import grouped
from allmende.core.municipality.models import Municipality
from allmende.core.municipality.queries import family_keys

TOPIC = "ballots"
FEWEST = 10
"""A turnout below this is not told for an area."""


def public_votes(municipality: Municipality) -> QuerySet[Vote]:
    """Return the votes of a county with its towns that citizens may see, the latest end first."""
    return rules.is_public.filter(
        Vote.objects.filter(municipality__in=family_keys(municipality)).select_related("municipality"), None
    )


def result_of(vote: Vote) -> dict[str, Any] | None:
    """Return the result: the stored one once counted; for a running poll where it stood at the last step of `standing`."""
    found: dict[str, Any] | None = vote.result
    if found is None and vote.live_result:
        found = vote.standing
    return found


def shown_result(vote: Vote) -> dict[str, Any] | None:
    """Return the result as a page shows it: per question the rows (text, number, words), the most first."""
    result = result_of(vote)
    if result is None:
        return None
    questions = remember(TOPIC, ("questions", vote.pk), lambda: counting.questions_of(vote))
    return {
        **result,
        "questions": [_shown(question, result["tally"][question["key"]], result["accepted"]) for question in questions],
    }


def _shown(question: dict[str, Any], tally: dict[str, Any], accepted: int) -> dict[str, Any]:
    if question["kind"] == "yes_no":
        names = {"yes": _("Ja"), "no": _("Nein"), "abstain": _("Enthaltung")}
        rows = [{"text": label, "number": tally[key], "second": None} for key, label in names.items()]
    else:
        second = tally.get("first") or tally.get("ballots") or {}
        rows = [
            {"text": option["text"], "number": tally["options"][option["key"]], "second": second.get(option["key"])}
            for option in question["options"]
        ]
        rows.sort(key=lambda row: -row["number"])
    units = {
        "yes_no": _("Stimmen"), "choose": _("Kreuze"), "ranking": _("Wertungspunkte"), "points": _("Punkte"),
    }  # fmt: skip
    seconds = {"ranking": _("so oft auf Platz 1"), "points": _("Stimmzettel mit Punkten dafür")}
    return {
        **question,
        "rows": rows,
        "most": max((row["number"] for row in rows), default=0),
        "unit": units[question["kind"]],
        "second": seconds.get(question["kind"], ""),
        "unanswered": tally["unanswered"],
        "accepted": accepted,
    }


def receipts(vote: Vote) -> list[str]:
    """Return the codes of all receipts, sorted. One query."""
    return list(Receipt.objects.filter(vote=vote).order_by("code").values_list("code", flat=True))


def is_listed(vote: Vote, code: str) -> bool:
    """Tell whether a receipt belongs to a vote. One query."""
    return Receipt.objects.filter(vote=vote, code=code).exists()


def publication(vote: Vote) -> dict[str, Any]:
    """Return what is published of a vote, as data for `recount`. The ballots are listed where they are many enough."""
    return remember(TOPIC, ("publication", vote.pk), lambda: _publication(vote))


def _publication(vote: Vote) -> dict[str, Any]:
    result = vote.result or {}
    questions = counting.questions_of(vote)
    listed = result["accepted"] >= vote.list_from
    return {
        "format": FORMAT,
        "title": vote.title,
        "municipality": str(vote.municipality),
        "key": vote.key,
        "opens": vote.opens.isoformat(timespec="minutes"),
        "closes": vote.closes.isoformat(timespec="minutes"),
        "accepted": result["accepted"],
        "online": result["online"],
        "paper": result["paper"],
        "spoiled": result["spoiled"],
        "codes": result.get("codes"),
        "questions": questions,
        "tally": result["tally"],
        "ballots": counting.answers_of(questions, counting.contents(vote)) if listed else None,
        "receipts": [grouped(code) for code in receipts(vote)],
        "checksum": vote.digest,
    }


def as_csv(vote: Vote) -> str:
    """Return the sums as a table: question, option, number."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Frage"), _("Antwort"), _("Anzahl"), _("Einheit")])
    shown = shown_result(vote) or {"questions": []}
    for question in shown["questions"]:
        for row in question["rows"]:
            writer.writerow([_safe(question["text"]), _safe(row["text"]), row["number"], question["unit"]])
        writer.writerow([_safe(question["text"]), _("keine Angabe"), question["unanswered"], _("Stimmzettel")])
    return "\ufeff" + text.getvalue()


def _safe(text: str) -> str:
    """Keep a spreadsheet from reading a text as a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


def turnout(vote: Vote) -> dict[str, int]:
    """Return how many have voted online and how many took a paper ballot. One query."""
    rows = Participation.objects.filter(vote=vote).values_list("channel").annotate(number=Count("pk")).order_by()
    found = dict(rows)
    online, paper = found.get(Channel.ONLINE, 0), found.get(Channel.PAPER, 0)
    return {"online": online, "paper": paper, "all": online + paper}


def turnout_by_area(vote: Vote, fewest: int = FEWEST) -> list[tuple[str, int | None]]:
    """Return (area, how many took part), None where that could point at people.

    Areas below `fewest` are not told. One such area alone could be had by subtraction from the total, so then the
    smallest of the others is not told either. Nothing at all while the vote runs. One query.
    """
    if vote.state in (Vote.State.DRAFT, Vote.State.OPEN):
        return []
    rows = Participation.objects.filter(vote=vote).values_list("area").annotate(number=Count("pk")).order_by("area")
    counts = dict(rows)
    if set(counts) <= {""}:
        return []
    hidden = {area for area, number in counts.items() if number < fewest}
    rest = sorted((number, area) for area, number in counts.items() if area not in hidden)
    if hidden and sum(counts[area] for area in hidden) < fewest and rest:
        hidden.add(rest[0][1])
    return [(area or _("ohne Angabe"), None if area in hidden else number) for area, number in counts.items()]


def batches(vote: Vote) -> list[PaperBatch]:
    """Return the piles of paper ballots with how many sheets each person has typed. Two queries."""
    found = list(vote.batches.select_related("first", "second"))
    typed = {
        row["batch"]: row
        for row in PaperSheet.objects.filter(batch__in=found)
        .exclude(first="")
        .values("batch")
        .annotate(number=Count("pk"))
    }
    for batch in found:
        batch.typed = typed.get(batch.pk, {}).get("number", 0)  # type: ignore[attr-defined]
    return found
