# SPDX-License-Identifier: EUPL-1.2
"""What an import did, row by row where something was left out."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

Progress = Callable[[str, int, int], None]
"""Called with (what is being done, steps done, steps in all; 0 when not known)."""

OUTCOMES = ("added", "changed", "unchanged", "vanished", "rejected")
MAX_REJECTS = 50_000
"""Beyond this the file and the command do not belong together; the import stops instead of filling the memory."""


def silent(_label: str, _done: int, _total: int) -> None:
    """Show no progress."""


def sentence(file: str, where: str, field: str, reason: str, remedy: str) -> str:
    """Return one German line: file, line or feature, field, reason, remedy."""
    place = ", ".join(part for part in (file, where, _("Feld „%s“") % field if field else "") if part)
    return f"{place}: {reason}" + (f" {_('Abhilfe')}: {remedy}" if remedy else "")


class ImportRefused(Exception):
    """The file cannot be imported; nothing was stored. Says file, line or feature, field, reason and remedy."""

    def __init__(
        self, reason: str, *, file: str | Path = "", where: str = "", field: str = "", remedy: str = ""
    ) -> None:
        self.file = Path(file).name if isinstance(file, Path) else file
        self.where, self.field, self.reason, self.remedy = where, field, reason, remedy
        super().__init__(reason)

    def __str__(self) -> str:
        return sentence(self.file, self.where, self.field, self.reason, self.remedy)


@dataclass(frozen=True, slots=True)
class Reject:
    """One row or feature that was left out."""

    file: str
    where: str
    field: str
    reason: str
    remedy: str
    category: str = ""

    def __str__(self) -> str:
        return sentence(self.file, self.where, self.field, self.reason, self.remedy)


@dataclass
class Report:
    """Counts per outcome and category, the rejects, and notes about what was detected, repaired or assumed."""

    file: str = ""
    """Name of the file, as messages show it."""
    counts: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: dict.fromkeys(OUTCOMES, 0)))
    rejects: list[Reject] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    """Keys of rejected rows: the source still has them, so they have not vanished."""
    _some: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def count(self, outcome: str, category: str, number: int = 1) -> None:
        """Add `number` objects of a category to an outcome of `OUTCOMES`."""
        if number:
            self.counts[category][outcome] += number

    def reject(self, where: str, field: str, reason: str, remedy: str, category: str = "") -> None:
        """Leave a row out. Raises `ImportRefused` when there are too many of them."""
        self.rejects.append(Reject(self.file, where, field, str(reason), str(remedy), category))
        self.counts[category]["rejected"] += 1
        if len(self.rejects) > MAX_REJECTS:
            raise ImportRefused(
                _("mehr als %d fehlerhafte Zeilen, zuletzt: %s") % (MAX_REJECTS, reason),
                file=self.file,
                where=where,
                field=field,
                remedy=_("Prüfen Sie, ob Datei, Befehl und Angaben zusammenpassen."),
            )

    def note(self, text: str) -> None:
        """Remember something the operator should read, once."""
        if text not in self.notes:
            self.notes.append(text)

    def total(self, outcome: str) -> int:
        """Return the number of objects with this outcome over all categories."""
        return sum(count[outcome] for count in self.counts.values())

    def note_some(self, heading: str, example: str) -> None:
        """Remember one more case of something; `all_notes` tells how many there were and the first of them."""
        self._some[heading].append(example)

    def all_notes(self) -> list[str]:
        """Return every note, repeated cases as one line each."""
        lines = [
            f"{heading}: {len(cases)}, " + _("zum Beispiel %s") % "; ".join(cases[:3])
            for heading, cases in self._some.items()
        ]
        return self.notes + lines

    @property
    def changes(self) -> int:
        """How many objects the import wrote: 0 for a second run of the same file."""
        return self.total("added") + self.total("changed") + self.total("vanished")

    def as_dict(self) -> dict[str, Any]:
        """Return what `--json` prints."""
        totals: dict[str, Any] = {outcome: self.total(outcome) for outcome in OUTCOMES}
        return {**totals, "by_category": {name: dict(self.counts[name]) for name in sorted(self.counts) if name}}


def write_rejects(rejects: Iterable[Reject], path: Path) -> None:
    """Write the rejects as CSV that a German spreadsheet opens (`;`, UTF-8 with BOM); cells never start a formula."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, delimiter=";")
        writer.writerow([_("Datei"), _("Zeile oder Objekt"), _("Feld"), _("Grund"), _("Abhilfe")])
        for reject in rejects:
            row = (reject.file, reject.where, reject.field, reject.reason, reject.remedy)
            writer.writerow([harmless(cell) for cell in row])


def harmless(cell: str) -> str:
    """Return the text with a leading apostrophe where a spreadsheet would run it as a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
