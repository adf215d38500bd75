# SPDX-License-Identifier: EUPL-1.2
"""Supply of real places, as tables for docs/supply-figures.md: `python -m benchmarks.supply_figures [--write]`.

Reads the extracts in ../shared/data in place. Each row is a standard of `engines/supply/standards.toml`.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import osmium
import shapely

from allmende.core.geo.crs import WGS84, transformer
from allmende.engines.network import CrowFly, Network, Router, build_from_osm, snap
from allmende.engines.supply import (
    Reach,
    Standard,
    State,
    Topic,
    alternatives,
    load_standards,
    rank_under_supply,
    report,
    share_within,
)

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "shared" / "data"
PAGE = HERE.parent / "docs" / "supply-figures.md"
BEGIN, END = "<!-- figures: python -m benchmarks.supply_figures --write -->", "<!-- end of figures -->"
ASKED = ("kita", "doctor", "pharmacy", "supermarket", "stop-crow", "stop-street", "playground")
TAGS = {
    "kita": {("amenity", "kindergarten")},
    "doctor": {("amenity", "doctors"), ("healthcare", "doctor")},
    "pharmacy": {("amenity", "pharmacy")},
    "supermarket": {("shop", "supermarket")},
    "stop": {("highway", "bus_stop"), ("railway", "tram_stop")},
    "playground": {("leisure", "playground")},
}
NAMES = {
    "kita": "Kita", "doctor": "doctor", "pharmacy": "pharmacy", "supermarket": "supermarket", "stop": "stop", "playground": "playground",
}  # fmt: skip
WALK = 1.34
EVERY = 50.0
"""Metres between two points along a residential street, where an extract has no addresses."""


@dataclass
class Found:
    """What an extract holds: facilities by topic, addresses, lines of residential streets; all in degrees."""

    facilities: dict[str, list] = field(default_factory=lambda: {topic: [] for topic in TAGS})
    addresses: list = field(default_factory=list)
    residential: list = field(default_factory=list)


def read_extract(path: Path) -> Found:
    """Read nodes and ways; a way stands where the mean of its nodes is."""
    found = Found()
    keys = {key for tags in TAGS.values() for key, _ in tags} | {"addr:housenumber"}
    objects = osmium.FileProcessor(str(path)).with_locations().with_filter(osmium.filter.KeyFilter(*keys))
    for thing in objects:
        if not (thing.is_node() or thing.is_way()):
            continue
        nodes = [thing] if thing.is_node() else thing.nodes
        points = [(each.location.lon, each.location.lat) for each in nodes if each.location.valid()]
        if not points:
            continue
        middle = np.mean(points, axis=0)
        for topic, tags in TAGS.items():
            if any(thing.tags.get(key) == value for key, value in tags):
                found.facilities[topic].append(middle)
        if "addr:housenumber" in thing.tags:
            found.addresses.append(middle)
        if thing.is_way() and thing.tags.get("highway") in {"residential", "living_street"} and len(points) > 1:
            found.residential.append(points)
    return found


def metres(lonlat, crs: str):
    """Points (n, 2) in the metres of a CRS."""
    x, y = transformer(WGS84, crs).transform(*np.asarray(lonlat, dtype=float).reshape(-1, 2).T)
    return np.column_stack([x, y])


def along(lines, crs: str):
    """Points every 50 m along lines in degrees, in metres."""
    points = []
    for line in lines:
        shape = shapely.LineString(metres(line, crs))
        points += [shape.interpolate(at).coords[0] for at in np.arange(EVERY / 2, shape.length, EVERY)]
    return np.array(points)


@dataclass(frozen=True)
class Place:
    """A town or quarter: where people live, what there is, and its streets (None: only as the crow flies)."""

    name: str
    crs: str
    network: Network | None
    origins: np.ndarray
    people: np.ndarray
    facilities: dict[str, np.ndarray]


def town(name: str, file: str, stops=None) -> Place:
    """Read a town from its extract. Addresses are the origins; where there are too few, points along streets."""
    path = DATA / "osm" / file
    network, found = build_from_osm(path), read_extract(path)
    many = len(found.addresses) > 800
    origins = metres(found.addresses, network.crs) if many else along(found.residential, network.crs)
    facilities = {topic: metres(places, network.crs) for topic, places in found.facilities.items()}
    if stops is not None:
        facilities["stop"] = metres(stops, network.crs)
    return Place(name, network.crs, network, origins, np.ones(len(origins)), facilities)


def gtfs_stops() -> list:
    """The stops of the VRN feed, (lon, lat)."""
    with zipfile.ZipFile(DATA / "gtfs" / "vrn_gtfs_cut.zip") as feed:
        rows = csv.DictReader(io.TextIOWrapper(feed.open("stops.txt"), "utf-8-sig"))
        return [(float(row["stop_lon"]), float(row["stop_lat"])) for row in rows]


def towns() -> Iterator[Place]:
    """The four places with a street network."""
    yield town(
        "Heidelberg (points every 50 m along residential streets; stops of the VRN timetable)",
        "heidelberg_ors-test.osm.pbf",
        gtfs_stops(),
    )
    yield town("Dreieichenhain (addresses)", "dreieichenhain_2022-10.osm.pbf")
    yield town("Neuss, around S11 (addresses)", "osr_neuss-s11.osm.pbf")
    yield town("Karlsruhe-Kirchfeld (addresses)", "osr_karlsruhe-kirchfeld.osm.pbf")


class Ways:
    """Times and distances of one place to one kind of facility."""

    def __init__(self, place: Place) -> None:
        self.place, self.routers, self.here = place, {}, {}

    def nearest(self, way: str, profile: str, facilities):
        """Tenths of a second (or metre) to the nearest facility, int32 (origins)."""
        key = (way, profile)
        if key not in self.routers:
            self.routers[key] = self._provider(way, profile)
            self.here[key] = self._at(key, self.place.origins)
        return self.routers[key].nearest_at(self.here[key], self._at(key, facilities)).times

    def choices(self, way: str, limit: int, facilities):
        """How many facilities lie within the limit, int32 (origins)."""
        key = (way, "walk")
        reach = self.routers[key].within(self.here[key], self._at(key, facilities), limit)
        return alternatives(Reach(*reach, len(facilities)), limit)

    def _provider(self, way: str, profile: str):
        if way == "crow" or self.place.network is None:
            return CrowFly(self.place.crs, None if way == "crow" else WALK)
        return Router(self.place.network, profile, measure="length" if way == "length" else "time")

    def _at(self, key: tuple[str, str], xy):
        if self.place.network is None or key[0] == "crow":
            return self.routers[key].locate(xy)
        return self.routers[key].place(snap(self.place.network, key[1], xy))


def measured(standard: Standard) -> tuple[str, int]:
    """Which way a standard is measured, and its limit in tenths."""
    if standard.unit == "min":
        return "time", standard.deciseconds(WALK)
    return ("crow" if standard.way == "crow" else "length"), round(standard.threshold * 10)


def rows(place: Place) -> Iterator[str]:
    """One line of the table per standard."""
    standards, ways = load_standards(), Ways(place)
    everywhere = np.zeros(len(place.origins), dtype=int)
    for key in ASKED:
        standard = standards[key]
        way, limit = measured(standard)
        if place.network is None and standard.way == "street":
            way, limit = ("time", limit) if standard.unit == "min" else ("crow", limit)
            if key == "stop-street":
                continue
        there = place.facilities[standard.topic]
        values, times = ways.nearest(way, "walk", there), ways.nearest("time", "walk", there)
        choices = ways.choices(way, limit, there)
        table = report(
            {"by standard": Topic(values, limit, choices), "minutes": Topic(times, limit)},
            place.people, everywhere, groups=["all"], areas=["all"],
        )  # fmt: skip
        cell, walked = table.cell("by standard", "all"), table.cell("minutes", "all")
        proved, maybe = wheelchair(ways, place, standard, there) if place.network else ("–", "–")
        unit = "min" if standard.unit == "min" else "m"
        how = " crow-fly" if standard.way == "crow" or place.network is None else ""
        yield (
            f"| {NAMES[standard.topic]}, {standard.threshold:g} {unit}{how} | {len(there)} | {share(cell.share)} | {tenth(walked.mean)} "
            f"| {tenth(walked.percentile)} | {cell.without:,.0f} | {'–' if cell.choices is None else f'{cell.choices:.1f}'} | {proved} | {maybe} |"
        )


def wheelchair(ways: Ways, place: Place, standard: Standard, there) -> tuple[str, str]:
    """Shares that reach a facility in a wheelchair in time: proved, and if all unknown ways were passable."""
    limit = standard.deciseconds(0.79) if standard.unit == "m" else standard.deciseconds(WALK)
    proved, maybe = (ways.nearest("time", profile, there) for profile in ("wheelchair", "wheelchair_maybe"))
    maybe = np.minimum(proved, maybe)  # what is proved to be passable may also be used
    shares = [share(share_within(times, place.people, limit)[0]) for times in (proved, maybe)]
    return shares[0], shares[1]


def jena() -> tuple[Place, dict[str, np.ndarray], np.ndarray, list[str], int]:
    """Jena: (place, people by group, Ortsteil of each cell, names, people of unknown age).

    Origins are the 1 km cells of the census of 2011 with their centre in an Ortsteil.
    """
    crs = "EPSG:25832"
    with gzip.open(DATA / "areas" / "jena_ortsteile.geojson.gz") as file:
        features = json.load(file)["features"]
    shapes = [shapely.make_valid(shapely.geometry.shape(feature["geometry"])) for feature in features]
    with (DATA / "grid" / "zensus2011_1km_jena.csv").open() as file:
        cells = [row for row in csv.DictReader(file) if int(row["Einwohner"]) > 0]
    centres = np.array([(float(row["x"]), float(row["y"])) for row in cells])
    lon, lat = transformer(3035, WGS84).transform(*centres.T)
    number, ortsteil = shapely.STRtree(shapes).query(shapely.points(lon, lat), predicate="within")
    area = np.full(len(cells), -1)
    area[number] = ortsteil
    keep = area >= 0
    count = np.array([float(row["Einwohner"]) for row in cells])
    groups, unknown = {"all": count[keep]}, 0
    for group, column in (("under 18", "unter18_A"), ("65 and over", "ab65_A")):
        part = np.array([float(row[column]) for row in cells])
        unknown = max(unknown, int(count[keep & (part < 0)].sum()))
        groups[group] = (count * np.maximum(part, 0) / 100)[keep]
    place = Place("Jena", crs, None, metres(np.column_stack([lon, lat])[keep], crs), count[keep], jena_facilities(crs))
    return place, groups, area[keep], [feature["properties"]["name"] for feature in features], unknown


def jena_facilities(crs: str) -> dict[str, np.ndarray]:
    """The places of OpenStreetMap of December 2014; supermarkets are not in that collection."""
    files = {
        "kita": "Gemeinschaftsanlage/amenity.kindergarten", "doctor": "Gemeinschaftsanlage/amenity.doctors",
        "pharmacy": "Gemeinschaftsanlage/amenity.pharmacy", "playground": "Freizeit/leisure.playground",
    }  # fmt: skip
    facilities: dict[str, list] = {topic: [] for topic in TAGS}
    with zipfile.ZipFile(DATA / "places" / "jena_osm_2014-12_poi.zip") as archive:
        for topic, name in files.items():
            features = json.loads(archive.read(f"{name}.geojson"))["features"]
            facilities[topic] = [shapely.geometry.shape(each["geometry"]).centroid.coords[0] for each in features]
        for name in ("Buslinien", "Strassenbahnen"):
            for feature in json.loads(archive.read(f"ÖffentlicherNahverkehr/{name}.geojson"))["features"]:
                if feature["geometry"]["type"] == "Point":
                    facilities["stop"].append(feature["geometry"]["coordinates"][:2])
    return {topic: metres(places, crs) for topic, places in facilities.items()}


HEAD = (
    "| standard | facilities | within | mean min | 90 % within min | without | choices | wheelchair proved | if unknown passable |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)


def page() -> Iterator[str]:
    """The generated part of the page, line by line."""
    for place in towns():
        yield f"\n### {place.name}\n\n{len(place.origins):,} origins.\n\n{HEAD}"
        yield from rows(place)
    yield from jena_page()


def jena_page() -> Iterator[str]:
    """Jena, its areas and where most is missing."""
    place, groups, area, names, unknown = jena()
    yield (
        f"\n### Jena (crow-fly: there is no street network of Jena here)\n\n{len(place.origins):,} cells of 1 km with "
        f"{place.people.sum():,.0f} inhabitants (census of 2011), places of OpenStreetMap of December 2014.\n\n{HEAD}"
    )
    yield from (row for row in rows(place) if not row.startswith("| supermarket"))
    standards, ways = load_standards(), Ways(place)
    topics = {}
    for key in ("kita", "pharmacy", "stop-crow", "playground"):
        standard = standards[key]
        way, limit = (
            ("time", standard.deciseconds(WALK)) if standard.unit == "min" else ("crow", round(standard.threshold * 10))
        )
        topics[NAMES[standard.topic]] = Topic(ways.nearest(way, "walk", place.facilities[standard.topic]), limit)
    people = np.column_stack(list(groups.values()))
    table = report(topics, people, area, groups=list(groups), areas=names)
    yield f"\n#### Where most is missing (age unknown for {unknown:,} people: counted only under all)\n"
    yield "| Ortsteil | group | topic | people beyond the standard | share |\n| --- | --- | --- | ---: | ---: |"
    for lack in rank_under_supply(table, least_people=50)[:12]:
        yield f"| {lack.area} | {lack.group} | {lack.topic} | {lack.lacking:,.0f} of {lack.people:,.0f} | {share(lack.share)} |"
    yield "\n#### Profiles of the Ortsteile: share within the standard (all inhabitants)\n"
    yield f"| Ortsteil | inhabitants | {' | '.join(topics)} |\n| --- | ---: | {' | '.join('---:' for _ in topics)} |"
    for name in names:
        cells = [table.cell(topic, "all", name) for topic in topics]
        if cells[0].state is State.NOBODY_LIVES_HERE:
            yield f"| {name} | none by this grid | {' | '.join('–' for _ in topics)} |"
        else:
            yield f"| {name} | {cells[0].people:,.0f} | {' | '.join(share(cell.share) for cell in cells)} |"


def share(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"


def tenth(deciseconds: float | None) -> str:
    return "–" if deciseconds is None else f"{deciseconds / 600:.1f}"


def main() -> None:
    """Print the tables, or write them into the page."""
    start = time.perf_counter()
    text = "\n".join(page())
    if "--write" in sys.argv:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n{text}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    else:
        print(text)
    print(f"{time.perf_counter() - start:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
