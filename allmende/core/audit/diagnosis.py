# SPDX-License-Identifier: EUPL-1.2
"""What was done to a log whose chain does not hold. Plain values in, findings out; no database.

Every entry names the hash of the one before it, so the true order can be walked, whatever the numbers say. An entry
whose content gives its hash under the number of its place in that walk is genuine; from the places where the walk
breaks off follows what is missing, and what is on no walk was put in.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from allmende.core.audit.chain import GENESIS, Sealed, hash_of

Row = tuple[Sealed, str]
"""An entry and the hash that stands beside it."""

FAR = 200
"""So many numbers ahead a renumbered entry is looked for."""

CHANGED, REMOVED, MOVED, INSERTED, TRUNCATED = "changed", "removed", "moved", "inserted", "truncated"


@dataclass(frozen=True)
class Finding:
    """Something wrong: its kind, the number of the (first) entry concerned, and what to tell people."""

    kind: str
    sequence: int
    text: str


@dataclass
class _Walk:
    """The rows in their true order: (true number, row, whether its content gives its hash)."""

    steps: list[tuple[int, Row, bool]] = field(default_factory=list)
    missing: list[tuple[int, int]] = field(default_factory=list)
    rewritten: list[int] = field(default_factory=list)
    strangers: list[Row] = field(default_factory=list)


def diagnose(rows: list[Row], end: tuple[int, str] | None) -> list[Finding]:
    """Name what was changed, removed, moved or put in. `end` is number and hash of the signed end; None: no valid seal.

    rows: by stored number. Findings come in order of their numbers.
    """
    walk = _walk(rows)
    last = walk.steps[-1][0] if walk.steps else 0
    findings = [
        *_runs(CHANGED, [k for k, _, genuine in walk.steps if not genuine] + walk.rewritten),
        *(_told(REMOVED, first, until) for first, until in walk.missing),
        *_runs(INSERTED, [entry.sequence for entry, _ in walk.strangers]),
        *_moved(walk),
    ]
    if end is not None:
        number, sealed_hash = end
        if last < number:
            findings.append(_told(TRUNCATED, last + 1, number))
        elif last > number:
            findings += _runs(INSERTED, [row[0].sequence for k, row, _ in walk.steps if k > number])
        elif walk.steps and walk.steps[-1][1][1] != sealed_hash:
            findings.append(
                Finding(
                    CHANGED,
                    last,
                    f"Eintrag {last} ist nicht der, über dem das Siegel liegt: Das Ende des Protokolls wurde neu "
                    "geschrieben. Gedruckte oder gemailte Anker zeigen, bis wohin es noch stimmt.",
                )
            )
    return sorted(findings, key=lambda finding: finding.sequence)


def _walk(rows: list[Row]) -> _Walk:
    after: dict[str, list[Row]] = {}
    for row in rows:
        after.setdefault(row[0].previous, []).append(row)
    hashes = {stored for _, stored in rows}
    starts = [row for row in rows if row[0].previous not in hashes and row[0].previous != GENESIS]
    walk, seen, number = _Walk(), set(), 0
    segments = [GENESIS, *(row[0].previous for row in starts)]
    for start in segments:
        segment = [row for row in _follow(start, after) if id(row) not in seen]
        first = 1 if start == GENESIS else _true_number(segment, number + 1)
        if not segment:
            continue
        if first is None or first <= number:
            continue  # strangers, told below
        if first > number + 1:
            walk.missing.append((number + 1, first - 1))
        elif number:
            # Nothing is missing, but the row before has another hash than the one its successor names.
            walk.rewritten.append(number)
        for number, row in enumerate(segment, first):
            seen.add(id(row))
            walk.steps.append((number, row, _fits(row, number)))
    walk.strangers = [row for row in rows if id(row) not in seen]
    return walk


def _follow(start: str, after: dict[str, list[Row]]) -> Iterator[Row]:
    """Yield the rows from the one that names `start` on. Where two name the same, the one that others follow counts."""
    taken: set[str] = set()
    while start not in taken and start in after:
        taken.add(start)
        row = max(after[start], key=lambda row: (row[1] in after, -row[0].sequence))
        yield row
        start = row[1]


def _true_number(segment: list[Row], expected: int) -> int | None:
    """Return the number of the first row of a segment: the one under which a row's content gives its hash."""
    for offset, row in enumerate(segment[:3]):
        candidates: Iterable[int] = (row[0].sequence, *range(expected + offset, expected + offset + FAR))
        for candidate in candidates:
            if _fits(row, candidate):
                return candidate - offset
    return None


def _fits(row: Row, number: int) -> bool:
    entry, stored = row
    return hash_of(entry if entry.sequence == number else Sealed(number, *entry[1:])) == stored


def _moved(walk: _Walk) -> list[Finding]:
    """Name the fewest entries that would have to be put back for the stored order to be the true one."""
    stored = sorted(((row[0].sequence, number) for number, row, _ in walk.steps))
    order = [number for _, number in stored]
    in_place = set(_longest_rising(order))
    return [
        Finding(MOVED, number, f"Eintrag {number} wurde umgestellt: Er steht jetzt an Stelle {place}.")
        for place, number in stored
        if number not in in_place
    ]


def _longest_rising(values: list[int]) -> list[int]:
    """Return a longest strictly rising subsequence (patience sorting, O(n log n))."""
    tops: list[int] = []
    at: list[int] = []
    before: list[int | None] = []
    for index, value in enumerate(values):
        pile = bisect_left(tops, value)
        before.append(at[pile - 1] if pile else None)
        if pile == len(tops):
            tops.append(value)
            at.append(index)
        else:
            tops[pile], at[pile] = value, index
    found: list[int] = []
    index_or_none = at[-1] if at else None
    while index_or_none is not None:
        found.append(values[index_or_none])
        index_or_none = before[index_or_none]
    return found[::-1]


_TEXTS = {
    CHANGED: ("Eintrag {0} wurde verändert.", "Die Einträge {0} bis {1} wurden verändert."),
    REMOVED: ("Eintrag {0} fehlt: Er wurde entfernt.", "Die Einträge {0} bis {1} fehlen: Sie wurden entfernt."),
    INSERTED: (
        "Eintrag {0} gehört nicht zum Protokoll: Er wurde eingefügt.",
        "Die Einträge {0} bis {1} gehören nicht zum Protokoll: Sie wurden eingefügt.",
    ),
    TRUNCATED: (
        "Eintrag {0} fehlt: Das Protokoll wurde am Ende abgeschnitten.",
        "Die Einträge {0} bis {1} fehlen: Das Protokoll wurde am Ende abgeschnitten.",
    ),
}


def _told(kind: str, first: int, last: int) -> Finding:
    return Finding(kind, first, _TEXTS[kind][last > first].format(first, last))


def _runs(kind: str, numbers: Iterable[int]) -> list[Finding]:
    """Return one finding for each run of consecutive numbers."""
    findings = []
    for _, group in groupby(enumerate(sorted(set(numbers))), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        findings.append(_told(kind, run[0], run[-1]))
    return findings
