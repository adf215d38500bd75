# SPDX-License-Identifier: EUPL-1.2
"""What happens in dialogues, for whoever wants to know (see `core.events`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PostMoved:
    """A post was written or changed its state; `source` is empty for a new one."""

    post_id: int
    kind: str
    source: str
    target: str


@dataclass(frozen=True)
class PostEdited:
    """Its author changed the text."""

    post_id: int
    kind: str
