# SPDX-License-Identifier: EUPL-1.2
"""From candidates to places: what lies far away, comes twice or cannot be stored is left out; the rest goes to `actions`."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _
from shapely import Point

from allmende.commons.places import opening
from allmende.commons.places.actions import PlaceData, mark_vanished, problems_of, store_places
from allmende.commons.places.models import Place
from allmende.core.imports.geometry import GERMANY, Surroundings
from allmende.core.imports.report import ImportRefused, Progress, Report
from allmende.core.municipality.models import Municipality
from allmende.core.municipality.queries import family

DROPPED_WHEN_BAD = frozenset({"email", "website"})
"""Fields that are left out when they cannot be read; everything else about the place is still worth having."""
MAX_VANISHED_SHARE = 0.5
MAX_VANISHED_FEW = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place as a file tells it, and how messages name it."""

    where: str
    row: PlaceData


@dataclass(frozen=True)
class Dataset:
    """Where the places come from and how they are treated."""

    municipality: Municipality
    source: str
    licence: str
    file: str
    tolerance: float
    skip_outside: bool = False
    """An extract of a whole region: what lies outside is not ours and needs no reason."""
    keep_missing: bool = False
    allow_vanish: bool = False


def take_in(
    dataset: Dataset, candidates: Sequence[Candidate], report: Report, progress: Progress, *, dry_run: bool = False
) -> None:
    """Store the candidates in one transaction, mark what the source no longer has, and count per category.

    Raises `ImportRefused` when more than half of the source's places would vanish, unless `allow_vanish`.
    """
    rows = _unique(_near(dataset, candidates, report), report)
    rows = [checked for candidate in rows if (checked := _checked(candidate, report))]
    progress(_("Orte speichern"), 0, len(rows))
    with transaction.atomic():
        outcome = store_places(dataset.municipality, dataset.source, _counted(rows, progress), licence=dataset.licence)
        for category, counts in outcome.each.items():
            for name, number in counts.items():
                report.count(name, category, number)
        if dataset.keep_missing:
            report.note(_("Was in der Datei fehlt, bleibt unverändert (--keep-missing)."))
        else:
            _let_vanish(dataset, {row.source_id for row in rows} | report.seen, report)
        if dry_run:
            transaction.set_rollback(True)


def _counted(rows: list[PlaceData], progress: Progress) -> Any:
    for number, row in enumerate(rows, 1):
        if number % 100 == 0 or number == len(rows):
            progress(_("Orte speichern"), number, len(rows))
        yield row


def _near(dataset: Dataset, candidates: Sequence[Candidate], report: Report) -> list[Candidate]:
    """Leave out what lies outside the municipality by more than the tolerance."""
    outline = dataset.municipality.geom
    around = Surroundings(outline or GERMANY, dataset.tolerance)
    if outline is None:
        report.note(
            _("Von %s ist keine Grenze bekannt; geprüft wurde nur, ob die Orte in Deutschland liegen.")
            % dataset.municipality
        )
    points = np.array([candidate.row.geom for candidate in candidates], dtype=object)
    near, outside = [], 0
    for candidate, metres in zip(candidates, around.distances(points), strict=True):
        if metres <= dataset.tolerance:
            near.append(candidate)
            continue
        if dataset.skip_outside:
            outside += 1
            continue
        report.seen.add(candidate.row.source_id)
        report.reject(
            candidate.where,
            "Geometrie",
            around.too_far(float(metres)),
            _far_remedy(candidate.row.geom, around),
            candidate.row.category,
        )
    if outside:
        report.note(
            _("%(number)d Orte liegen mehr als %(metres)d m außerhalb von %(name)s und wurden nicht übernommen.")
            % {"number": outside, "metres": dataset.tolerance, "name": dataset.municipality}
        )
    return near


def _far_remedy(point: Point, around: Surroundings) -> str:
    if abs(point.x) <= 90 and around.distances(np.array([Point(point.y, point.x)], dtype=object))[0] <= around.metres:
        return _("Länge und Breite sind vertauscht; tauschen Sie sie.")
    return _("Prüfen Sie die Koordinaten und das Koordinatensystem, oder erlauben Sie mehr mit --tolerance.")


def _unique(candidates: list[Candidate], report: Report) -> list[Candidate]:
    """Leave out what comes a second time under the same key, and say so unless it is the very same."""
    first: dict[str, Candidate] = {}
    for candidate in candidates:
        key = candidate.row.source_id
        if key not in first:
            first[key] = candidate
        elif first[key].row != candidate.row:
            report.reject(
                candidate.where,
                _("Schlüssel"),
                _("Der Schlüssel „%(key)s“ kommt mehrfach vor, zuerst bei %(first)s.")
                % {"key": key, "first": first[key].where},
                _("Geben Sie jedem Ort einen eigenen Schlüssel."),
                candidate.row.category,
            )
    return list(first.values())


def _checked(candidate: Candidate, report: Report) -> PlaceData | None:
    """Return the row as it can be stored, or None after rejecting it."""
    row = candidate.row
    problems = problems_of(row)
    for name in sorted(problems.keys() & DROPPED_WHEN_BAD):
        report.note_some(
            _("Unlesbare Angaben, die nicht übernommen wurden"),
            f"{candidate.where}: {name} „{getattr(row, name)[:60]}“",
        )
        row = dataclasses.replace(
            row, **{name: ""}, attributes={**row.attributes, f"raw:{name}": getattr(row, name)[:500]}
        )
    if row is not candidate.row:
        problems = problems_of(row)
    if problems:
        report.seen.add(row.source_id)
        name, reason = next(iter(problems.items()))
        report.reject(candidate.where, name, reason, _("Berichtigen Sie die Angabe in der Quelle."), row.category)
        return None
    if row.opening_hours and opening.problem(row.opening_hours):
        report.note_some(
            _("Öffnungszeiten, die nicht lesbar sind und als Text bleiben"),
            f"{candidate.where}: „{row.opening_hours[:60]}“",
        )
    return row


def _let_vanish(dataset: Dataset, present: set[str], report: Report) -> None:
    places = Place.objects.filter(
        municipality__in=family(dataset.municipality), source=dataset.source, vanished__isnull=True
    )
    stored = list(places.values_list("source_id", "category"))
    gone = Counter(category for source_id, category in stored if source_id not in present)
    number = sum(gone.values())
    if number > max(MAX_VANISHED_FEW, len(stored) * MAX_VANISHED_SHARE) and not dataset.allow_vanish:
        raise ImportRefused(
            _("%(gone)d von %(all)d Orten der Quelle „%(source)s“ stehen nicht mehr in der Datei.")
            % {"gone": number, "all": len(stored), "source": dataset.source},
            file=dataset.file,
            remedy=_("Wenn das stimmt: --allow-vanish. Wenn die Datei nur ein Teil der Quelle ist: --keep-missing."),
        )
    if number:
        mark_vanished(dataset.municipality, dataset.source, present)
    for category, count in gone.items():
        report.count("vanished", category, count)
