# SPDX-License-Identifier: EUPL-1.2
"""Check the whole log and name what is wrong with it.

The first pass reads every entry once and only asks whether the chain holds. Where it does not, `diagnosis` finds out
what was done.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction

from allmende.core.audit import guard, queries
from allmende.core.audit.anchors import Anchor, BadAnchors, read_anchors
from allmende.core.audit.chain import GENESIS, hash_of, is_signed
from allmende.core.audit.diagnosis import Finding, diagnose
from allmende.core.audit.models import Head

_CONFIRM = (
    "Wurde der Schlüssel gewechselt oder eine Sicherung zurückgeholt, bestätigen Sie es mit: "
    "allmende audit accept {} --reason „…“"
)


@dataclass
class Result:
    """What verification found; `last` and `hash` are the end of the log, to compare with a printed anchor."""

    entries: int
    last: int
    hash: str
    anchors: int
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


def verify(anchors: list[Anchor] | None = None) -> Result:
    """Check triggers, chain, seal and anchors; anchors default to the file of this installation.

    What is written while it runs is not looked at. Once over all entries, in memory that does not grow with them.
    """
    findings = [
        Finding("guard", 0, f"Die Sperre {name} fehlt: Einträge ließen sich ändern. Abhilfe: allmende audit guard")
        for name in guard.missing()
    ]
    if anchors is None:
        try:
            anchors = read_anchors()
        except BadAnchors as error:
            anchors = []
            findings.append(Finding("anchor", 0, str(error)))
    with transaction.atomic():
        # A writer holds the head until its entries are stored: up to here nothing is in flight.
        head = Head.objects.select_for_update().filter(pk=1).first()
        end = queries.last_sequence()
    sealed = (head.sequence, head.hash) if head and is_signed(head.sequence, head.hash, head.signature) else None
    count, last_hash, is_sound, hashes = _first_pass(end, {anchor.sequence for anchor in anchors})
    if sealed is None and (head is not None or count):
        findings.append(Finding("seal", end, _foreign_seal(head)))
    if not is_sound or (sealed is not None and sealed != (end, last_hash)):
        findings += diagnose(list(queries.chain(end)), sealed)
    for anchor in anchors:
        if hashes.get(anchor.sequence) != anchor.hash:
            findings.append(Finding("anchor", anchor.sequence, _unlike(anchor, end)))
    for sequence in queries.unaccepted_seals():
        text = (
            f"Eintrag {sequence}: Das Siegel davor stammte nicht von dieser Installation. {_CONFIRM.format(sequence)}"
        )
        findings.append(Finding("seal", sequence, text))
    return Result(count, end, last_hash, len(anchors), findings)


def _first_pass(end: int, wanted: set[int]) -> tuple[int, str, bool, dict[int, str]]:
    """Return the number of entries, the last hash, whether the chain holds, and the hashes at `wanted`."""
    count, previous, is_sound = 0, GENESIS, True
    hashes: dict[int, str] = {}
    for entry, stored in queries.chain(end):
        count += 1
        is_sound = is_sound and entry.sequence == count and entry.previous == previous and hash_of(entry) == stored
        previous = stored
        if entry.sequence in wanted:
            hashes[entry.sequence] = stored
    return count, previous, is_sound, hashes


def _foreign_seal(head: Head | None) -> str:
    if head is None:
        return "Das Siegel über das Ende des Protokolls fehlt. " + _CONFIRM.format("")
    return "Das Siegel über das Ende des Protokolls stammt nicht von dieser Installation. " + _CONFIRM.format("")


def _unlike(anchor: Anchor, end: int) -> str:
    if not anchor.is_genuine:
        return (
            f"Anker vom {anchor.day:%d.%m.%Y}: Er wurde nicht mit dem Schlüssel dieser Installation gemacht und passt "
            "nicht zum Protokoll."
        )
    if anchor.sequence > end:
        return (
            f"Anker vom {anchor.day:%d.%m.%Y}: Damals gab es Eintrag {anchor.sequence}, heute endet das Protokoll bei "
            f"{end}. Es wurde abgeschnitten, oder eine ältere Datenbank wurde eingespielt."
        )
    return f"Anker vom {anchor.day:%d.%m.%Y}: Eintrag {anchor.sequence} ist heute ein anderer als damals."
