# SPDX-License-Identifier: EUPL-1.2
"""The kinds of notices. Apps register theirs in `AppConfig.ready()`.

register_kind("cases.answer", _("Antworten auf Ihre Hinweise und Anliegen"), "email")
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

EMAIL, INBOX, LETTER = "email", "inbox", "letter"
CHANNELS = (EMAIL, INBOX, LETTER)


@dataclass(frozen=True)
class Kind:
    """What a notice is about. `default`: how it reaches people who have not chosen.

    `urgent`: at once, also in quiet hours and where somebody wants a digest. `stoppable`: may be switched off in mails.
    """

    key: str
    label: Any
    default: str = EMAIL
    urgent: bool = False
    stoppable: bool = True


_kinds: dict[str, Kind] = {}


def register_kind(key: str, label: Any, default: str = EMAIL, *, urgent: bool = False, stoppable: bool = True) -> None:
    """Make a kind known. Raises `ValueError` for an unknown channel. Registering twice changes nothing."""
    if default not in CHANNELS:
        raise ValueError(f"{default!r} is none of {', '.join(CHANNELS)}.")
    _kinds[key] = Kind(key, label, default, urgent, stoppable)


def kind_of(key: str) -> Kind:
    """Return a kind. Raises `KeyError` with the remedy."""
    try:
        return _kinds[key]
    except KeyError:
        raise KeyError(
            f"Notices of kind {key!r} are unknown. Register it in AppConfig.ready: register_kind(...)."
        ) from None


def label_of(key: str) -> str:
    """Return what a kind is called; its key when the app that knew it is gone."""
    known = _kinds.get(key)
    return str(known.label) if known else key


def all_kinds() -> list[Kind]:
    """Return all kinds, by label."""
    return sorted(_kinds.values(), key=lambda kind: str(kind.label))
