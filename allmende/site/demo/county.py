# SPDX-License-Identifier: EUPL-1.2
"""Municipalities, how they appear, and areas in four divisions with their inhabitants by age."""

from __future__ import annotations

import datetime
import re
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer

from allmende.commons.places.imports.areas import free_slug
from allmende.commons.places.models import Area, Division
from allmende.core.municipality.actions import add_presence
from allmende.core.municipality.models import Municipality, Presence
from allmende.engines.townscape import AGE_GROUPS, County, lonlat
from allmende.engines.townscape.model import Area as MadeArea
from allmende.engines.townscape.towns import COUNTY_ARS
from allmende.site.demo import Progress

SOURCE = "demo"
"""Name of the data source of everything the generator made."""

LICENCE = "CC0 1.0"
SINCE = datetime.date(2020, 1, 1)
_MADE_FROM = re.compile(r"Demogenerator, (\d+) Einwohner, Startwert (\d+)")


def stored() -> tuple[int, int] | None:
    """The size and seed from which the stored demo county was made; None where there is none. One query."""
    origin = Area.objects.filter(division__municipality__ars=COUNTY_ARS, division__key="gemeinden").values_list(
        "source"
    )
    for (text,) in origin[:1]:
        if found := _MADE_FROM.fullmatch(text):
            return int(found[1]), int(found[2])
    return None


def row() -> Municipality:
    """The county's row."""
    return Municipality.objects.get(ars=COUNTY_ARS, kind=Municipality.Kind.COUNTY, valid_to__isnull=True)


def fill(made: County, progress: Progress) -> int:
    """Store county, towns, presences and areas; return how many rows were added."""
    if stored() is not None:
        return 0
    county = _municipalities(made)
    _presences(made, county)
    return 1 + len(made.towns) + _areas(made, county)


def _municipalities(made: County) -> Municipality:
    shape = lonlat(np.array([made.area.geometry, *(t.area.geometry for t in made.towns)], dtype=object))
    size = [round(g.area / 10_000, 1) for g in (made.area.geometry, *(t.area.geometry for t in made.towns))]
    county, _new = Municipality.objects.get_or_create(
        ars=made.ars,
        kind=Municipality.Kind.COUNTY,
        valid_to=None,
        defaults={
            "name": made.name, "title": "Landkreis", "ags": made.ags, "valid_from": SINCE, "area_ha": size[0],
            "population": made.inhabitants, "geom": shape[0],
        },
    )  # fmt: skip
    for n, town in enumerate(made.towns, start=1):
        Municipality.objects.get_or_create(
            ars=town.ars,
            kind=Municipality.Kind.TOWN,
            valid_to=None,
            defaults={
                "name": town.area.name, "title": "Stadt" if town.is_town else "Gemeinde", "ags": town.ags, "parent": county,
                "valid_from": SINCE, "area_ha": size[n], "population": town.area.inhabitants, "postcode": town.postcode,
                "geom": shape[n],
            },
        )  # fmt: skip
    return county


def _presences(made: County, county: Municipality) -> None:
    """The county is what visitors see; the core town has an address of its own (http://auenstadt.localhost)."""
    hall = next(f for f in made.facilities if f.category == "townhall" and f.settlement == 0)
    office = next((f for f in made.facilities if f.name.startswith("Landratsamt")), hall)
    for town, name, claim, place, make_default, hosts in (
        (county, made.name, "Gut leben am Fluss", office, True, ()),
        (_town(made), made.settlements[0].name, "Die Stadt an der Aue", hall, False, ("auenstadt.localhost",)),
    ):
        presence, is_new = add_presence(town, display_name=name, hosts=hosts, make_default=make_default)
        if is_new:
            presence.claim, presence.phone, presence.email = claim, place.phone, place.email or "post@auental.example"
            presence.street, presence.postcode, presence.city = (
                f"{place.street} {place.number}",
                place.postcode,
                place.place,
            )
            presence.accent = Presence.Accent.GREEN if town == county else Presence.Accent.TEAL
            presence.save()


def _town(made: County) -> Municipality:
    return Municipality.objects.get(ars=made.towns[0].ars, kind=Municipality.Kind.TOWN, valid_to__isnull=True)


def _areas(made: County, county: Municipality) -> int:
    points = shapely.point_on_surface(made.buildings.polygon)
    source = f"Demogenerator, {made.inhabitants} Einwohner, Startwert {made.seed}"
    towns = _store(
        county, "gemeinden", "Städte und Gemeinden", "towns", [t.area for t in made.towns], {}, made, points, source
    )
    quarters = _store(county, "ortsteile", "Ortsteile", "quarters", made.quarters, towns, made, points, source)
    districts = _store(
        county, "bezirke", "Statistische Bezirke", "statistical", made.districts, towns, made, points, source
    )
    return len(towns) + len(quarters) + len(districts) + _grid(county, made, source)


def _store(
    county: Municipality, key: str, name: str, kind: str, areas: list[MadeArea], parents: dict[str, Area], made: County,
    points: np.ndarray, source: str,
) -> dict[str, Area]:  # fmt: skip
    division, _new = Division.objects.get_or_create(municipality=county, key=key, defaults={"name": name, "kind": kind})
    shapes = np.array([a.geometry for a in areas], dtype=object)
    which, where = shapely.STRtree(shapes).query(points, predicate="intersects")
    first = np.unique(which, return_index=True)[1]
    ages = np.zeros((len(areas), len(AGE_GROUPS)), dtype=np.int64)
    np.add.at(ages, where[first], made.buildings.people[which[first]])
    taken: set[str] = set()
    rows = []
    for area, shape, people in zip(areas, lonlat(shapes), ages.tolist(), strict=True):
        slug = free_slug(area.name, area.key, taken)
        taken.add(slug)
        rows.append(Area(
            division=division, key=area.key, name=area.name, slug=slug, parent=parents.get(area.parent), geom=shape,
            valid_from=SINCE, population=sum(people), attributes={"age_groups": dict(zip(AGE_GROUPS, people, strict=True))},
            source=source, licence=LICENCE,
        ))  # fmt: skip
    return {row.key: row for row in Area.objects.bulk_create(rows, batch_size=1000)}


def _grid(county: Municipality, made: County, source: str) -> int:
    """Inhabited cells of 100 m; they are for analyses, so they have no public pages."""
    division, _new = Division.objects.get_or_create(
        municipality=county,
        key="raster-100m",
        defaults={"name": "Raster 100 m", "kind": Division.Kind.GRID, "is_public": False},
    )
    to_degrees = Transformer.from_crs("EPSG:3035", "EPSG:4326", always_xy=True)

    def turn(xy: np.ndarray) -> Any:
        return np.round(np.stack(to_degrees.transform(xy[:, 0], xy[:, 1]), -1), 7)

    shapes = shapely.transform(made.grid.polygons(), turn)
    rows = [
        Area(
            division=division, key=str(cell), name=str(cell), slug=str(cell).lower(), geom=shape, valid_from=SINCE,
            population=sum(people), attributes={"age_groups": dict(zip(AGE_GROUPS, people, strict=True))}, source=source,
            licence=LICENCE,
        )
        for cell, shape, people in zip(made.grid.cell, shapes, made.grid.people.tolist(), strict=True)
    ]  # fmt: skip
    return len(Area.objects.bulk_create(rows, batch_size=1000))
