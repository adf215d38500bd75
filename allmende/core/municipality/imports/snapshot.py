# SPDX-License-Identifier: EUPL-1.2
"""What a register says at one date, whatever its format."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from allmende.core.imports.report import ImportRefused, Report
from allmende.core.municipality.keys import LANDS, validate_ars
from allmende.core.municipality.models import Municipality

Kind = Municipality.Kind
LEVELS = (Kind.LAND, Kind.REGION, Kind.COUNTY, Kind.ASSOCIATION, Kind.TOWN)
"""From the top down: a body's parent stands on a level before its own."""

TITLES_OF_SINGLE = frozenset(
    {
        "verbandsfreie Gemeinde",
        "Verbandsfreie Gemeinde",
        "Amtsfreie Gemeinde",
        "Einheitsgemeinde",
        "Gemeinschaftsfreie Gemeinde",
    }
)
"""Titles of associations that are just one town under another name; such a town belongs to its county directly."""


@dataclass(frozen=True, slots=True)
class Body:
    """A municipality, association, county, region or Land as a register lists it. None and "" mean: it does not say."""

    kind: str
    ars: str
    ags: str
    name: str
    title: str = ""
    area_ha: float | None = None
    population: int | None = None
    postcode: str = ""
    geom: BaseGeometry | None = None
    since: datetime.date | None = None

    @property
    def identity(self) -> tuple[str, str]:
        """What stays the same when a body moves in the tree: the AGS of a town, else the ARS."""
        return identity_of(self.kind, self.ars, self.ags)


def identity_of(kind: str, ars: str, ags: str) -> tuple[str, str]:
    """Return (kind, key) by which two registers mean the same body.

    A town that joins another association gets a new ARS and keeps its AGS; it is still the same town.
    """
    return (str(kind), ags if kind == Kind.TOWN else ars)


@dataclass
class Snapshot:
    """All bodies that a source lists for one date."""

    as_of: datetime.date
    source: str
    bodies: dict[tuple[str, str], Body] = field(default_factory=dict)
    held: set[tuple[str, str]] = field(default_factory=set)
    """Bodies the file lists but whose row was rejected: not stored, and not vanished either."""
    complete_kinds: frozenset[str] = frozenset()
    complete_prefixes: tuple[str, ...] = ()
    """The source lists every body of these kinds below these keys; what it does not list no longer exists."""
    leads: bool = True
    """Whether names of an equally old source are replaced. Outlines add to a register, they do not rename it."""
    unreadable: bool = False
    """A row was rejected whose key is unknown: then nothing may be called vanished."""

    def add(self, body: Body, report: Report, where: str) -> None:
        """Take a body in, or reject it when its key is wrong or stands in the file already."""
        try:
            validate_ars(body.ars)
        except ValidationError as error:
            self.unreadable = True
            report.reject(where, "ARS", error.messages[0], _("Berichtigen Sie den Schlüssel."), body.kind)
            return
        if not body.name:
            self.held.add(body.identity)
            report.reject(where, "Name", _("Der Name fehlt."), _("Ergänzen Sie den Namen."), body.kind)
            return
        if body.identity in self.bodies:
            reason = _("Der Schlüssel %(key)s kommt mehrfach vor, zuerst bei „%(name)s“.")
            report.reject(
                where,
                "ARS",
                reason % {"key": body.ars, "name": self.bodies[body.identity].name},
                _("Entfernen Sie die doppelte Zeile."),
                body.kind,
            )
            return
        self.bodies[body.identity] = body

    def lists_all_of(self, kind: str, ars: str) -> bool:
        """Tell whether a body of this kind and key would be in the file if it existed."""
        return kind in self.complete_kinds and ars.startswith(self.complete_prefixes or ("-",))

    def need_bodies(self, file: str) -> None:
        """Raise `ImportRefused` when the file gave nothing at all."""
        if not self.bodies:
            raise ImportRefused(
                _("Die Datei enthält keine einzige brauchbare Zeile."),
                file=file,
                remedy=_("Prüfen Sie, ob Datei und Befehl zusammenpassen."),
            )


def all_lands() -> tuple[str, ...]:
    """Return the key prefixes of all Länder."""
    return tuple(LANDS)
