# SPDX-License-Identifier: EUPL-1.2
"""Areas of one division (quarters, statistical districts, grid) from GeoJSON, GeoPackage or Shapefile."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from allmende.commons.places.actions import refresh_memberships
from allmende.commons.places.imports.tags import clean
from allmende.commons.places.models import Area, Division
from allmende.core.audit.actions import record
from allmende.core.freshness.memory import renew
from allmende.core.geo.crs import to_metric
from allmende.core.imports.geometry import GERMANY, BadGeometry, Surroundings, clean_polygon
from allmende.core.imports.numbers import NotANumber, count
from allmende.core.imports.report import ImportRefused, Progress, Report
from allmende.core.imports.upsert import assign, overwrite
from allmende.core.imports.vector import Choice, Feature, plain_value, read_features, text_of
from allmende.core.municipality.models import Municipality

DAY = datetime.timedelta(days=1)
FIELDS = ("name", "parent", "geom", "population", "attributes", "source", "licence")
MAX_VANISHED_SHARE = 0.5
MAX_OVERLAP = 0.01
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@dataclass(frozen=True)
class Plan:
    """What the operator says about a file of areas."""

    municipality: Municipality
    division: str
    kind: str
    key_column: str
    name_column: str
    as_of: datetime.date
    division_name: str = ""
    parent_column: str = ""
    parent_division: str = ""
    population_column: str = ""
    keep: tuple[str, ...] = ()
    source: str = ""
    licence: str = ""
    tolerance: float = 2_000
    allow_vanish: bool = False
    choice: Choice = field(default_factory=Choice)


@dataclass(frozen=True, slots=True)
class _Row:
    where: str
    key: str
    parent: str
    values: dict[str, Any]


def take_in(path: Path, plan: Plan, report: Report, progress: Progress, *, dry_run: bool = False) -> None:
    """Read the file and store its areas in one transaction; areas that are gone get an end, places find their areas.

    Raises `ImportRefused` for unreadable files and missing columns, and when most areas would vanish.
    """
    progress(_("Gebiete lesen"), 0, 1)
    rows = _rows(path, plan, report)
    if not rows:
        reason = _("Die Datei enthält kein einziges brauchbares Gebiet.")
        first = f" ({report.rejects[0].reason})" if report.rejects else ""
        raise ImportRefused(reason + first, file=path, remedy=_("Prüfen Sie Spalten und Koordinatensystem."))
    _note_overlaps(rows, report)
    progress(_("Gebiete speichern"), 0, 1)
    with transaction.atomic():
        division = _division(plan)
        _store(division, rows, plan, path, report)
        progress(_("Orte zuordnen"), 0, 1)
        if report.changes:
            refresh_memberships(plan.municipality)
            record("places.store_areas", actor=None, obj=division, details={"areas": len(rows)})
        progress(_("Orte zuordnen"), 1, 1)
        if dry_run:
            transaction.set_rollback(True)


def _rows(path: Path, plan: Plan, report: Report) -> list[_Row]:
    features = read_features(path, report, plan.choice)
    _need_columns(path, plan, features)
    outline = plan.municipality.geom
    if outline is None:
        report.note(
            _("Von %s ist keine Grenze bekannt; geprüft wurde nur, ob die Gebiete in Deutschland liegen.")
            % plan.municipality
        )
    around = Surroundings(outline or GERMANY, plan.tolerance)
    rows: dict[str, _Row] = {}
    for feature in features:
        row = _row(feature, plan, around, report)
        if row is None:
            continue
        if row.key in rows:
            reason = _("Der Schlüssel „%(key)s“ kommt mehrfach vor, zuerst bei %(first)s.")
            report.reject(
                row.where,
                plan.key_column,
                reason % {"key": row.key, "first": rows[row.key].where},
                _("Geben Sie jedem Gebiet einen eigenen Schlüssel."),
                plan.division,
            )
            continue
        rows[row.key] = row
    return list(rows.values())


def _need_columns(path: Path, plan: Plan, features: list[Feature]) -> None:
    names = list({name: None for feature in features for name in feature.properties})
    for column in (plan.key_column, plan.name_column, plan.parent_column, plan.population_column, *plan.keep):
        if column and column not in names:
            raise ImportRefused(
                _("Die Spalte fehlt. Vorhanden sind: %s.") % ", ".join(names[:30]),
                file=path,
                field=column,
                remedy=_("Nennen Sie die richtige Spalte mit --key-column, --name-column, --parent-column."),
            )


def _row(feature: Feature, plan: Plan, around: Surroundings, report: Report) -> _Row | None:
    """Return the area a feature describes, or None after rejecting it."""
    key = clean(text_of(feature.properties.get(plan.key_column)))
    name = clean(text_of(feature.properties.get(plan.name_column)))
    where = feature.where + (f" ({name[:60]})" if name else "")

    def refuse(column: str, reason: str, remedy: str) -> None:
        report.seen.add(key)
        report.reject(where, column, reason, remedy, plan.division)

    if not key or len(key) > 60:
        refuse(plan.key_column, _("Der Schlüssel fehlt oder ist länger als 60 Zeichen."), _("Ergänzen Sie ihn."))
        return None
    if len(name) > 120:
        refuse(plan.name_column, _("Der Name ist länger als 120 Zeichen."), _("Kürzen Sie ihn."))
        return None
    try:
        outline, repaired = clean_polygon(feature.geometry)
        around.need_near(outline)
    except BadGeometry as error:
        refuse("geometry", feature.problem or str(error), _("Berichtigen Sie Geometrie oder Koordinatensystem."))
        return None
    if repaired:
        report.note_some(_("Reparierte Umrisse"), where)
    population = None
    if plan.population_column:
        text = text_of(feature.properties.get(plan.population_column))
        try:
            population = count(text) if text else None
        except NotANumber:
            refuse(plan.population_column, _("„%s“ ist keine ganze Zahl.") % text[:40], _("Berichtigen Sie die Zahl."))
            return None
    return _Row(
        where,
        key,
        clean(text_of(feature.properties.get(plan.parent_column))) if plan.parent_column else "",
        {
            "name": name or key,
            "geom": outline,
            "population": population,
            "attributes": {column: plain_value(feature.properties.get(column)) for column in plan.keep},
            "source": plan.source or report.file,
            "licence": plan.licence,
        },
    )


def _note_overlaps(rows: Sequence[_Row], report: Report) -> None:
    """Note pairs of areas that share more than one per cent of the smaller one: a place there has two areas."""
    shapes: list[BaseGeometry] = [row.values["geom"] for row in rows]
    tree = shapely.STRtree(shapes)
    for first, second in tree.query(shapes, predicate="overlaps").T:
        if first >= second:
            continue
        shared = shapely.intersection(shapes[first], shapes[second])
        smaller = min(shapes[first].area, shapes[second].area)
        if shared.area > smaller * MAX_OVERLAP:
            hectares = to_metric(shared).area / 10_000
            report.note_some(
                _("Gebiete, die sich überlappen"),
                f"{rows[first].values['name']} / {rows[second].values['name']} ({hectares:.0f} ha)",
            )


def _division(plan: Plan) -> Division:
    names = dict(Division.Kind.choices)
    division, _is_new = Division.objects.get_or_create(
        municipality=plan.municipality,
        key=plan.division,
        defaults={"name": plan.division_name or str(names[plan.kind]), "kind": plan.kind},
    )
    if division.kind != plan.kind:
        raise ImportRefused(
            _("Die Gliederung „%(key)s“ gibt es schon als „%(kind)s“.")
            % {"key": plan.division, "kind": division.get_kind_display()},
            field="--kind",
            remedy=_("Nehmen Sie --kind %s oder eine andere --division.") % division.kind,
        )
    if plan.division_name and division.name != plan.division_name:
        division.name = plan.division_name
        division.save(update_fields=["name"])
    return division


def _store(division: Division, rows: list[_Row], plan: Plan, path: Path, report: Report) -> None:
    current = {area.key: area for area in division.areas.filter(valid_to__isnull=True)}
    ended = {
        area.key: area.valid_to
        for area in division.areas.filter(valid_to__isnull=False).defer("geom").order_by("valid_to")
    }
    taken = {area.slug for area in current.values()}
    gone = [area for key, area in current.items() if key not in {row.key for row in rows} | report.seen]
    if len(gone) > max(3, len(current) * MAX_VANISHED_SHARE) and not plan.allow_vanish:
        raise ImportRefused(
            _("%(gone)d von %(all)d Gebieten stehen nicht mehr in der Datei.")
            % {"gone": len(gone), "all": len(current)},
            file=path,
            field=plan.key_column,
            remedy=_("Prüfen Sie Datei und Schlüsselspalte. Wenn es stimmt: --allow-vanish."),
        )
    for area in gone:
        area.valid_to = max(plan.as_of - DAY, area.valid_from)
    overwrite(Area, gone, ("valid_to",))
    report.count("vanished", plan.division, len(gone))
    taken -= {area.slug for area in gone}

    added, changed = [], set()
    for row in rows:
        area = current.get(row.key)
        if area is None:
            since = max(plan.as_of, ended[row.key] + DAY) if row.key in ended else plan.as_of
            slug = free_slug(row.values["name"], row.key, taken)
            taken.add(slug)
            added.append(Area(division=division, key=row.key, slug=slug, valid_from=since, **row.values))
        elif assign(area, row.values):
            changed.add(area.key)
    for area, stored in zip(added, Area.objects.bulk_create(added, batch_size=1000), strict=True):
        current[area.key] = stored
    new = {area.key for area in added}
    changed |= _set_parents(rows, current, plan, path, report) - new
    overwrite(Area, [current[key] for key in sorted(changed | new)], FIELDS)
    report.count("added", plan.division, len(new))
    report.count("changed", plan.division, len(changed))
    report.count("unchanged", plan.division, len(rows) - len(new) - len(changed))
    if new or changed or gone:
        renew("places")


def _set_parents(rows: list[_Row], current: dict[str, Area], plan: Plan, path: Path, report: Report) -> set[str]:
    """Set each area's parent and return the keys of those whose parent changed."""
    if not plan.parent_column:
        return set()
    parents = current
    if plan.parent_division and plan.parent_division != plan.division:
        parents = {
            area.key: area
            for area in Area.objects.filter(
                division__municipality=plan.municipality, division__key=plan.parent_division, valid_to__isnull=True
            )
        }
    changed = set()
    for row in rows:
        parent = parents.get(row.parent)
        if row.parent and (parent is None or parent is current[row.key]):
            report.note_some(
                _("Gebiete, deren Obergebiet es nicht gibt"), f"{row.where}: {plan.parent_column} „{row.parent}“"
            )
            parent = None
        if assign(current[row.key], {"parent_id": parent.pk if parent else None}):
            changed.add(row.key)
    return changed


def free_slug(name: str, key: str, taken: set[str]) -> str:
    """Return a readable address that no other current area of the division has."""
    slug = slugify(name.translate(_UMLAUTS))[:100] or f"gebiet-{slugify(key) or 'x'}"
    if slug in taken:
        slug = f"{slug}-{slugify(key)}"[:130]
    number = 2
    unique = slug
    while unique in taken:
        unique, number = f"{slug}-{number}", number + 1
    return unique
