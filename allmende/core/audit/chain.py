# SPDX-License-Identifier: EUPL-1.2
"""How entries are chained: SHA-256 over canonical JSON (sorted keys, no spaces, UTF-8, as RFC 8785 for these types).

Numbers in an entry are whole, so that no database and no language writes them in another way.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.utils.crypto import constant_time_compare, salted_hmac

GENESIS = "0" * 64
"""What the first entry carries as the hash of the one before it."""

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class Sealed(NamedTuple):
    """The content of an entry that its hash protects, in the order of the columns."""

    sequence: int
    at: datetime
    actor: int | None
    acting_for: int | None
    action: str
    object_label: str
    object_id: str
    subject: int | None
    reason: str
    details: dict[str, Any]
    previous: str


def hash_of(entry: Sealed) -> str:
    """Return the hash of an entry, 64 hexadecimal digits."""
    values = dict(zip(Sealed._fields, entry, strict=True))
    values["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(_encode(values).encode()).hexdigest()


def sign(sequence: int, entry_hash: str) -> str:
    """Return the installation's seal over an end of the log (HMAC-SHA-256 with a key derived from the secret key)."""
    return salted_hmac("allmende.audit.head", f"{sequence}:{entry_hash}", algorithm="sha256").hexdigest()


def is_signed(sequence: int, entry_hash: str, signature: str) -> bool:
    """Tell whether this installation's key made the seal."""
    return constant_time_compare(sign(sequence, entry_hash), signature)
