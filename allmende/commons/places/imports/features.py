# SPDX-License-Identifier: EUPL-1.2
"""Places from GeoJSON (also many in one zip), GeoPackage and Shapefile."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from allmende.commons.places.imports.columns import Columns, UnknownCategory, place_of
from allmende.commons.places.imports.intake import Candidate
from allmende.commons.places.imports.tags import osm_id, plain_tags
from allmende.core.imports.geometry import BadGeometry, point_of
from allmende.core.imports.report import ImportRefused, Progress, Report
from allmende.core.imports.vector import Choice, Feature, read_members


def read(path: Path, report: Report, progress: Progress, *, choice: Choice, columns: Columns) -> list[Candidate]:
    """Return the places of a file. Features that mean no place we list are passed over and counted in a note.

    Raises `ImportRefused` for unreadable files, and when not one feature means a place.
    """
    columns.check()
    candidates: list[Candidate] = []
    passed_over = 0
    for member, features in read_members(path, report, choice):
        names = list({name: None for feature in features for name in feature.properties})
        _need(columns, names, member)
        found = columns.find(names)
        prefix = "" if member == path.name else f"{member}, "
        for number, feature in enumerate(features, 1):
            if number % 500 == 0 or number == len(features):
                progress(_("Objekte lesen"), number, len(features))
            candidate = _candidate(feature, found, columns, prefix, report)
            if candidate is None:
                passed_over += 1
            elif isinstance(candidate, Candidate):
                candidates.append(candidate)
    if not candidates and not report.rejects:
        raise ImportRefused(
            _("Kein Objekt der Datei lässt eine Kategorie erkennen."),
            file=path,
            remedy=_("Geben Sie mit --category die Kategorie oder mit --column category=SPALTE die Spalte an."),
        )
    if passed_over:
        report.note(
            _("%d Objekte ohne Kategorie, die wir führen, wurden übergangen (--category legt eine fest).") % passed_over
        )
    return candidates


def _need(columns: Columns, names: list[str], member: str) -> None:
    for column in (*columns.columns.values(), *columns.keep):
        if column not in names:
            raise ImportRefused(
                _("Die Eigenschaft fehlt. Vorhanden sind: %s.") % ", ".join(names[:30]),
                file=member,
                field=column,
                remedy=_("Berichtigen Sie die Zuordnung im Befehl."),
            )


def _candidate(
    feature: Feature, found: dict[str, str], columns: Columns, prefix: str, report: Report
) -> Candidate | bool | None:
    """Return the candidate, None where the feature is no place, or False after rejecting it."""
    tags = plain_tags(feature.properties)
    where = prefix + feature.where + (f" ({tags['name'][:60]})" if tags.get("name") else "")
    key = osm_id(tags.get(found.get("key", ""), ""))
    try:
        point = point_of(feature.geometry)
        problem = feature.problem
    except BadGeometry as error:
        point, problem = None, feature.problem or str(error)
    try:
        row = place_of(tags, found, columns, point, key if key or point is not None else "-")
    except UnknownCategory as error:
        report.seen.add(key)
        report.reject(where, found.get("category", ""), str(error), error.remedy)
        return False
    if row is None:
        return None
    if problem:
        report.seen.add(key)
        report.reject(where, "geometry", problem, _("Berichtigen Sie die Geometrie in der Quelle."), row.category)
        return False
    return Candidate(where, row)
