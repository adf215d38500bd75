# SPDX-License-Identifier: EUPL-1.2
"""Where prepared data lie: ALLMENDE_HOME/supply/<official key>/, replaced in one step.

network/            the street network, built once from OpenStreetMap or from the demo county
worlds/<version>/   one prepared world; `current` names the one in use. A new one never changes an old one.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings

from allmende.core.municipality.models import Municipality

KEPT = 2
"""So many worlds stay: the one in use and the one before it, which a web process may still have open."""


def folder_of(ars: str) -> Path:
    """Return the folder of a municipality's prepared data (which need not exist)."""
    return Path(settings.HOME) / "supply" / ars


def home_of(municipality: Municipality) -> Path:
    """Return the folder a municipality uses: its own, or that of its county where only the county has one."""
    own = folder_of(municipality.ars)
    return own if (own / "current").exists() else folder_of(municipality.ars[:5].ljust(12, "0"))


def network_of(ars: str) -> Path | None:
    """Return the folder of the street network in use; None without one."""
    pointer = folder_of(ars) / "network"
    return folder_of(ars) / "networks" / pointer.read_text().strip() if pointer.exists() else None


def publish_network(ars: str, folder: Path) -> None:
    """Make a finished network the one that the next world uses. The one before it stays: the world in use needs it."""
    _name(folder_of(ars) / "network", folder.name)
    _keep_newest(folder.parent, folder)


def publish(ars: str, folder: Path) -> None:
    """Make a finished world the one in use, in one step, and remove the oldest."""
    _name(folder_of(ars) / "current", folder.name)
    _keep_newest(folder.parent, folder)


def _name(pointer: Path, name: str) -> None:
    fresh = pointer.with_suffix(".new")
    fresh.write_text(name)
    fresh.replace(pointer)


def _keep_newest(folder: Path, used: Path) -> None:
    others = sorted((path for path in folder.iterdir() if path != used), key=lambda path: path.stat().st_mtime)
    for old in others[: 1 - KEPT]:
        shutil.rmtree(old, ignore_errors=True)
