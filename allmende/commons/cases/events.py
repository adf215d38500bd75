# SPDX-License-Identifier: EUPL-1.2
"""What happens to cases, for whoever wants to know (see `core.events`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CaseOpened:
    """A case came in."""

    case_id: int
    kind: str


@dataclass(frozen=True)
class CaseMoved:
    """A case changed its state."""

    case_id: int
    kind: str
    source: str
    target: str
