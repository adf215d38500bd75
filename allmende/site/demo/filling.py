# SPDX-License-Identifier: EUPL-1.2
"""The sections of the demo county, in order."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from allmende.core.maps import archive, basemap
from allmende.core.search.actions import in_bulk, rebuild
from allmende.engines.townscape import generate, tables
from allmende.site.demo import (
    Progress,
    accounts,
    ballots,
    county,
    duties,
    pages,
    paper,
    participation,
    pictures,
    places,
    privacy,
    reports,
    scenarios,
    supply,
    survey,
    tours,
)


def fill_sections(inhabitants: int, seed: int, progress: Progress) -> dict[str, int]:
    """Run all sections in one transaction, then draw the map where none is there. See `fill`."""
    inhabitants, seed = county.stored() or (inhabitants, seed)
    progress("Landkreis erzeugen", 0, 1)
    made = generate(inhabitants, seed)
    progress("Landkreis erzeugen", 1, 1)
    added: dict[str, int] = {}
    with _quiet(), in_bulk(), transaction.atomic():
        for label, section in (
            ("Kommunen und Gebiete", county.fill),
            ("Adressen und Orte", places.fill),
            ("Bilder malen", pictures.fill),
            ("Rundgänge", tours.fill),
            ("Versorgung", supply.fill),
            ("Szenarien", scenarios.fill),
            ("Zugänge", accounts.fill),
            ("Seiten und Nachrichten", pages.fill),
            ("Hinweise aus der Bürgerschaft", reports.fill),
            ("Briefe und Nachrichten", paper.fill),
            ("Beteiligung", participation.fill),
            ("Abstimmungen", ballots.fill),
            ("Befragungen", survey.fill),
            ("Barrierefreiheit", duties.fill),
            ("Datenschutz", privacy.fill),
        ):
            progress(label, 0, 1)
            added[section.__module__.rsplit(".", 1)[-1]] = section(made, progress)
            progress(label, 1, 1)
    if any(added.values()):
        progress("Suche einrichten", 0, 1)
        rebuild()
        progress("Suche einrichten", 1, 1)
    added["supply_files"] = supply.prepare_files(made, progress)
    if not archive.path().exists():
        added["basemap"] = int(basemap.build(tables(made), progress)["tiles"])
    return added


@contextmanager
def _quiet() -> Iterator[None]:
    """Without Wagtail's line for each page that is made."""
    log = logging.getLogger("wagtail")
    before = log.level
    log.setLevel(logging.WARNING)
    try:
        yield
    finally:
        log.setLevel(before)
