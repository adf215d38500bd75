# SPDX-License-Identifier: EUPL-1.2
"""What a service must be able to do, and how its failures are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

LONGEST = 20_000
"""Characters of one text that are sent; services refuse or cut longer ones."""


class MachineError(Exception):
    """The service gave no result. `str()` is a German sentence for staff that names the remedy.

    `final`: trying further texts of the same job has no prospect (wrong key, quota used up, service not reachable).
    """

    def __init__(self, message: str, *, final: bool = True) -> None:
        super().__init__(message)
        self.final = final


@dataclass(frozen=True)
class Text:
    """One text to work on; `html` says whether tags in it are tags."""

    text: str
    html: bool = False


class Machine(Protocol):
    """A service that turns German texts into others."""

    @property
    def name(self) -> str:
        """Return what staff calls the service."""
        ...

    @property
    def host(self) -> str:
        """Return to which host texts are sent."""
        ...

    def work(self, text: Text, target: str) -> str:
        """Return `text` in the language `target` (`uk`, `de-simple` …). Raises `MachineError`."""
        ...
