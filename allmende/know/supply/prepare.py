# SPDX-License-Identifier: EUPL-1.2
"""Make the world of a municipality from the database and its street network: safe numbers, travel times, figures.

Reads places, areas, population, topics and standards once, writes files, and puts them in use in one step. See `world.py`.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from django.utils import timezone
from django.utils.translation import gettext as _

from allmende.commons.places.memberships import locate
from allmende.commons.places.models import Area, Place
from allmende.commons.places.queries import public_areas
from allmende.core.geo import crs
from allmende.core.municipality.models import Municipality
from allmende.core.municipality.queries import family_keys
from allmende.engines.supply.disclosure import BASE, SafePopulation, make_safe
from allmende.know.supply import figures
from allmende.know.supply.folders import folder_of, network_of, publish
from allmende.know.supply.models import Population, Topic
from allmende.know.supply.travel import formats, is_readable
from allmende.know.supply.words import COLUMNS, CROW, GROUPS, STREET, WAYS
from allmende.know.supply.world import FIGURES, load

Progress = Callable[[str, int, int], None]


class NothingToPrepare(Exception):
    """Something is missing that everything else is made from. The message says what to do."""


@dataclass(frozen=True)
class Inputs:
    """Everything a world is made from, read from the database (seven queries)."""

    municipality: Municipality
    population: Population
    cells: np.ndarray
    columns: tuple[str, ...]
    areas: list[Area]
    topics: list[Topic]
    facilities: dict[str, list[tuple[Any, ...]]]
    network: str

    @property
    def digest(self) -> str:
        """A digest that changes when the world would."""
        told = hashlib.sha256()
        for part in _parts(self):
            told.update(json.dumps(part, default=str, sort_keys=True).encode())
        told.update(self.cells.tobytes())
        return told.hexdigest()


def _parts(inputs: Inputs) -> Iterator[Any]:
    yield [
        formats(),
        inputs.network,
        inputs.columns,
        inputs.population.source,
        inputs.population.as_of,
        inputs.population.licence,
    ]
    yield inputs.facilities
    for area in inputs.areas:
        yield [area.pk, area.name, area.slug, area.division.key, area.division.name, shapely.to_wkb(area.geom).hex()]
    for topic in inputs.topics:
        yield _told(topic)


def _told(topic: Topic) -> dict[str, Any]:
    return {
        **{name: getattr(topic, name) for name in ("key", "name", "question", "icon", "group", "is_public")},
        "aims": [
            {name: getattr(aim, name) for name in ("group", "way", "limit", "unit", "measure", "source", "source_url")}
            for aim in topic.standards.all()
        ],
    }


def read_inputs(municipality: Municipality) -> Inputs:
    """Read what a world is made from. Raises `NothingToPrepare` without population or topics."""
    population = Population.objects.filter(municipality=municipality).first()
    if population is None:
        raise NothingToPrepare(_("Es fehlen Bevölkerungsdaten. Abhilfe: allmende import population DATEI.csv"))
    columns = tuple(column for column in COLUMNS if column == "total" or column in population.columns)
    rows = population.cells.order_by("key").values_list("lon", "lat", *columns)
    cells = np.array([[value or 0 for value in row] for row in rows.iterator(chunk_size=10_000)], dtype=np.float64)
    cells = cells.reshape(-1, len(columns) + 2)
    topics = list(Topic.objects.filter(municipality=municipality).prefetch_related("standards"))
    if not topics:
        raise NothingToPrepare(_("Es fehlen Themen. Legen Sie in der Verwaltung unter „Versorgung“ welche an."))
    return Inputs(
        municipality,
        population,
        cells,
        columns,
        list(public_areas(municipality)),
        topics,
        _facilities(municipality, topics),
        _network_mark(municipality),
    )


def _facilities(municipality: Municipality, topics: list[Topic]) -> dict[str, list[tuple[Any, ...]]]:
    wanted = {category for topic in topics for category in topic.categories}
    places = (
        Place.objects.listed()
        .filter(municipality__in=family_keys(municipality), category__in=wanted)
        .order_by("pk")
        .values_list(
            "category", "pk", "name", "street", "house_number", "city", "geom_west", "geom_south", "wheelchair"
        )
    )
    by_category: dict[str, list[tuple[Any, ...]]] = {}
    for category, pk, name, street, number, city, lon, lat, wheelchair in places:
        address = ", ".join(filter(None, [f"{street} {number}".strip(), city]))
        by_category.setdefault(category, []).append((pk, name, address, lon, lat, wheelchair))
    return {
        topic.key: sorted(row for category in topic.categories for row in by_category.get(category, []))
        for topic in topics
    }


def _network_mark(municipality: Municipality) -> str:
    """Return the name of the network in use, which is never given twice; "" without one."""
    folder = network_of(municipality.ars)
    return folder.name if folder and is_readable(folder) else ""


def make_world(inputs: Inputs, noise_key: str, progress: Progress = lambda label, done, total: None) -> str:
    """Write the world and put it in use; return its version. Raises `NothingToPrepare` where nobody lives."""
    from allmende.engines.network import warm

    ars = inputs.municipality.ars
    version = f"{timezone.now():%Y%m%d%H%M%S}-{secrets.token_hex(3)}"
    home = folder_of(ars)
    draft = home / "drafts" / version
    draft.mkdir(parents=True)
    try:
        progress(_("Menschen zusammenfassen"), 0, 1)
        epsg = _write_origins(inputs, noise_key, draft)
        progress(_("Menschen zusammenfassen"), 1, 1)
        _write_facilities(inputs, epsg, draft)
        _write_manifest(inputs, epsg, draft)
        figures.write(load_draft(draft), progress)
        warm()  # compiles what no preparation asks for, so that no web worker has to
        worlds = home / "worlds"
        worlds.mkdir(exist_ok=True)
        draft.rename(worlds / version)
        publish(ars, worlds / version)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return version


def load_draft(draft: Path) -> Any:
    """Load a world under construction: figures that are not there yet are empty."""
    for name in FIGURES:
        if not (draft / f"figures-{name}.npy").exists():
            np.save(draft / f"figures-{name}.npy", np.zeros((0, 0, 0, 0), dtype=np.float32))
    return load(draft)


def _epsg(inputs: Inputs) -> int:
    """Return the metric system: that of the network, else the zone of the municipality's middle."""
    if inputs.network:
        from allmende.engines.network import load as load_network

        folder = network_of(inputs.municipality.ars)
        return int(load_network(folder, verify=False).crs.removeprefix("EPSG:"))  # type: ignore[arg-type]
    return crs.metric_epsg(float(np.median(inputs.cells[:, 0]))) if len(inputs.cells) else 25832


def _write_origins(inputs: Inputs, noise_key: str, draft: Path) -> int:
    epsg = _epsg(inputs)
    lon, lat, people = inputs.cells[:, 0], inputs.cells[:, 1], inputs.cells[:, 2:].astype(np.int64)
    x, y = crs.transformer(crs.WGS84, epsg).transform(lon, lat)
    order = division_order(inputs.areas)
    found = locate(inputs.areas, shapely.points(lon, lat))
    numbers = area_numbers(inputs.areas)
    area = np.array(
        [[numbers[lies_in[division]] if division in lies_in else -1 for division in order] for lies_in in found],
        dtype=np.int64,
    ).reshape(len(lon), len(order))
    safe: SafePopulation = make_safe(np.column_stack([x, y]), people, area, bytes.fromhex(noise_key))
    if not len(safe):
        raise NothingToPrepare(_("In den Bevölkerungsdaten wohnen weniger als 10 Menschen."))
    np.save(draft / "xy.npy", safe.xy)
    np.save(draft / "people.npy", safe.people)
    np.save(draft / "area.npy", safe.area)
    return epsg


def division_order(areas: list[Area]) -> list[int]:
    """Return the keys of the divisions in the order in which pages show them."""
    return list(dict.fromkeys(area.division_id for area in areas))


def area_numbers(areas: list[Area]) -> dict[int, int]:
    """Return {key of an area: its number in the figures}."""
    order = division_order(areas)
    listed = sorted(areas, key=lambda area: order.index(area.division_id))  # stable: by name within
    return {area.pk: number for number, area in enumerate(listed)}


def _write_facilities(inputs: Inputs, epsg: int, draft: Path) -> None:
    change = crs.transformer(crs.WGS84, epsg)
    for key, rows in inputs.facilities.items():
        x, y = change.transform([row[3] for row in rows], [row[4] for row in rows])
        np.save(draft / f"facilities-{key}.npy", np.column_stack([x, y]).reshape(-1, 2).astype(np.float64))
    outline = inputs.municipality.geom
    if outline is None:
        outline = shapely.union_all([area.geom for area in inputs.areas]) if inputs.areas else shapely.MultiPolygon()
    (draft / "outline.wkb").write_bytes(shapely.to_wkb(outline.simplify(0.0002)))


def _write_manifest(inputs: Inputs, epsg: int, draft: Path) -> None:
    order, numbers = division_order(inputs.areas), area_numbers(inputs.areas)
    divisions = []
    for division in order:
        own = sorted((area for area in inputs.areas if area.division_id == division), key=lambda area: numbers[area.pk])
        divisions.append(
            {
                "key": own[0].division.key,
                "name": own[0].division.name,
                "areas": [(area.pk, area.name, area.slug) for area in own],
            }
        )
    by_column = {group.column: group.key for group in GROUPS.values()}
    told = {
        "made": timezone.now().isoformat(),
        "epsg": epsg,
        "base": BASE,
        "groups": [by_column[column] for column in inputs.columns],
        "divisions": divisions,
        "topics": [{**_told(topic), "facilities": inputs.facilities[topic.key]} for topic in inputs.topics],
        "ways": dict.fromkeys(WAYS, STREET if inputs.network else CROW),
        "population": {
            "source": inputs.population.source,
            "licence": inputs.population.licence,
            "as_of": inputs.population.as_of.isoformat(),
        },
        "network": _network_told(inputs) if inputs.network else {},
        "inputs": inputs.digest,
    }
    (draft / "manifest.json").write_text(json.dumps(told, ensure_ascii=False))


def _network_told(inputs: Inputs) -> dict[str, str]:
    folder = network_of(inputs.municipality.ars)
    about = folder / "about.json" if folder else None
    told = dict(json.loads(about.read_text())) if about and about.exists() else {}
    return {**told, "folder": inputs.network}
