# SPDX-License-Identifier: EUPL-1.2
"""Anchors: the end of the log written outside the database once a day, in `ALLMENDE_HOME/audit/anchors.jsonl`.

Whoever puts an older database in place of the present one also brings back its older seal. An anchor outside (a file
on another disk, a print in a folder, a mail to the data protection officer) still knows the entry that is then missing.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from allmende.core.audit.chain import is_signed, sign
from allmende.core.audit.models import Head


@dataclass(frozen=True)
class Anchor:
    """The end of the log on a day: number and hash of its last entry, and this installation's seal."""

    day: date
    sequence: int
    hash: str
    signature: str

    @property
    def is_genuine(self) -> bool:
        """Whether this installation's key made it."""
        return is_signed(self.sequence, self.hash, self.signature)


class BadAnchors(ValueError):
    """The file of anchors cannot be read. The message names file, line and remedy."""


def path() -> Path:
    """Return the file of anchors."""
    return Path(settings.HOME) / "audit" / "anchors.jsonl"


def read_anchors(file: Path | None = None) -> list[Anchor]:
    """Return all anchors, oldest first. Raises `BadAnchors` for a line that is none."""
    source = file or path()
    if not source.exists():
        return []
    found = []
    for number, line in enumerate(source.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
            found.append(
                Anchor(
                    date.fromisoformat(values["day"]),
                    int(values["sequence"]),
                    str(values["hash"]),
                    str(values["signature"]),
                )
            )
        except (ValueError, KeyError, TypeError) as error:
            raise BadAnchors(
                f"{source}, Zeile {number}: kein Anker. Bitte die Datei aus einer Sicherung zurückholen."
            ) from error
    return found


def write_anchor() -> Anchor | None:
    """Write the anchor of today, once a day; return it, or None when the log is empty or today's is there.

    A seal that this installation's key did not make is not anchored: `verify` tells about it.
    """
    head = Head.objects.filter(pk=1).first()
    if head is None or head.sequence == 0 or not is_signed(head.sequence, head.hash, head.signature):
        return None
    today = timezone.localdate()
    present = read_anchors()
    if present and (present[-1].day >= today or present[-1].hash == head.hash):
        return None
    anchor = Anchor(today, head.sequence, head.hash, sign(head.sequence, head.hash))
    file = path()
    file.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({**asdict(anchor), "day": today.isoformat()}) + "\n"
    # One write of one short line to a file opened for appending: two workers cannot tear each other's line.
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, line.encode())
    finally:
        os.close(handle)
    return anchor
