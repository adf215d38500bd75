# SPDX-License-Identifier: EUPL-1.2
"""The same figures for people, in German."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .answer import WORDS, Reason

ON_FOOT = {"walk": "zu Fuß", "wheelchair": "im Rollstuhl", "bike": "mit dem Rad", "car": "mit dem Auto"}
GOALS = {
    "distance": "möglichst kurze Wege für alle zusammen",
    "cover": "möglichst viele in der Nähe",
    "everyone": "alle in der Nähe mit möglichst wenigen Orten",
}


def number(value: float | None, digits: int = 0) -> str:
    """Return a number as Germans write it; a dash where there is none."""
    if value is None:
        return "–"
    return f"{value:,.{digits}f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def share(value: float | None) -> str:
    """Return a share as per cent."""
    return "–" if value is None else f"{number(value * 100, 1)} %"


def summary(totals: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a report."""
    way = "Luftlinie" if totals["way"] == "crow" else "auf Straßen und Wegen"
    minutes = number(totals["minutes"], 0 if totals["minutes"] == int(totals["minutes"]) else 1)
    yield f"{ON_FOOT[totals['profile']]}, {way}; nah heißt: höchstens {minutes} Minuten."
    yield f"{number(totals['weight'])} Personen an {number(totals['origins'])} Orten, {number(totals['facilities'])} Einrichtungen."
    if totals["share_within"] is None:
        yield "Hier wohnt niemand (alle Gewichte sind 0); es gibt keine Anteile und keine mittleren Wege."
        return
    proved = " nachweislich" if "weight_unknown" in totals else ""
    yield f"In der Nähe{proved}: {number(totals['weight_within'])} Personen ({share(totals['share_within'])})."
    if "weight_unknown" in totals:
        yield f"Unbekannt: {number(totals['weight_unknown'])} weitere, wenn Wege ohne Angaben berollbar sind."
    if totals["mean_minutes"] is not None:
        yield f"Mittlerer Weg derer, die etwas erreichen: {number(totals['mean_minutes'], 1)} Minuten."
    if totals["p90_minutes"] is not None:
        yield f"Neun von zehn sind in {number(totals['p90_minutes'], 1)} Minuten da."
    yield f"Auswahl in der Nähe: im Mittel {number(totals['mean_choices'], 1)} Einrichtungen."
    if "capacity" in totals:
        yield f"Plätze: {number(totals['capacity'])}, davon in der Nähe von jemandem {number(totals['capacity_in_reach'])}."
    for code, lost in totals["without"].items():
        words = WORDS[Reason[code.upper()]]
        yield f"Ohne Weg: {number(lost['weight'])} Personen an {number(lost['origins'])} Orten ({words})."
    yield from left_out("Einrichtung", totals["facilities_left_out"])


def left_out(kind: str, entries: list[dict[str, str]]) -> Iterator[str]:
    """Yield what could not be used and why."""
    for entry in entries[:10]:
        yield f"{kind} {entry['id']}: {WORDS[Reason[entry['reason'].upper()]]}, bleibt außer Betracht."
    if len(entries) > 10:
        yield f"… und {len(entries) - 10} weitere."


def site_summary(result: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a search for sites."""
    totals = result["totals"]
    yield f"Ziel: {GOALS[totals['goal']]}, {ON_FOOT[totals['profile']]}."
    for site in result["sites"]:
        yield f"  {site['id']}: für {number(site['weight_nearest'])} Personen der kürzeste Weg"
    if not result["sites"]:
        yield "  kein neuer Ort"
    if "weight_served" in totals:
        yield f"Plätze für {number(totals['weight_served'])} Personen, keiner für {number(totals['weight_unserved'])}."
    for label, key, digits in (
        ("In der Nähe, Personen", "weight_within", 0),
        ("Mittlerer Weg, Minuten", "mean_minutes", 1),
        ("Ohne Weg, Personen", "weight_without", 0),
    ):
        yield f"{label}: vorher {number(totals['before'][key], digits)}, nachher {number(totals['after'][key], digits)}"
    if totals["proven"]:
        yield "Bewiesen: Keine andere Auswahl ist besser."
    elif totals["gap"] is None:
        yield "Wie viel besser eine andere Auswahl sein könnte, ist in der Zeit nicht bekannt geworden."
    else:
        yield f"Nicht bewiesen: Eine andere Auswahl könnte höchstens {share(totals['gap'])} besser sein. Mehr Zeit: --seconds."
    yield from left_out("Kandidat", totals["candidates_left_out"])
