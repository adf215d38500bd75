# SPDX-License-Identifier: EUPL-1.2
"""Building the street network of a municipality into the folder that the prepared data use."""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from allmende.core.municipality.models import Municipality
from allmende.know.supply.folders import folder_of, publish_network

Progress = Callable[[str, int, int], None]


def build_from_osm(municipality: Municipality, path: Path, progress: Progress) -> Path:
    """Build the network from an OpenStreetMap extract and put it in use for the next preparation.

    Raises `ValueError` or `OSError` for a file that holds no streets or cannot be read.
    """
    from allmende.engines.network import build_from_osm as build

    return _keep(municipality, build(path, progress=progress), "OpenStreetMap", progress)


def build_from_streets(municipality: Municipality, streets: Any, crs: str, source: str, progress: Progress) -> Path:
    """Build the network from streets in memory, see engines/network, and put it in use for the next preparation."""
    from allmende.engines.network import build_from_streets as build

    return _keep(municipality, build(streets, crs), source, progress)


def _keep(municipality: Municipality, network: Any, source: str, progress: Progress) -> Path:
    from allmende.engines.network import save
    from allmende.know.supply.travel import contract

    name = f"{timezone.now():%Y%m%d%H%M%S}-{secrets.token_hex(3)}"
    folder = folder_of(municipality.ars) / "networks" / name
    try:
        progress(_("Straßennetz vorbereiten"), 0, 1)
        save(network, folder)
        contract(folder)
        (folder / "about.json").write_text(json.dumps({"source": source, "date": timezone.localdate().isoformat()}))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    publish_network(municipality.ars, folder)
    progress(_("Straßennetz vorbereiten"), 1, 1)
    return folder
