# SPDX-License-Identifier: EUPL-1.2
"""Networks of four real places, against GDAL's own reader of OpenStreetMap files."""

import re

import numpy as np
import pyogrio
import pytest
import shapely
from pyproj import Transformer

from allmende.engines.network import BARRED, PROFILES, WheelState, build_from_osm, reason_bits, snap
from allmende.engines.network.access import KINDS
from allmende.engines.network.osm import FUTURE

PLACES = ("heidelberg_ors-test", "dreieichenhain_2022-10", "osr_neuss-s11", "osr_karlsruhe-kirchfeld")
TAG = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')


class Place:
    """One extract: our network, and the lines that GDAL finds in it: way -> (tags, coordinates in metres)."""

    def __init__(self, path):
        self.network = build_from_osm(path)
        columns = ["osm_id", "highway", "barrier", "railway", "other_tags"]
        _, _, geometry, (ids, highway, _, _, other) = pyogrio.raw.read(path, layer="lines", columns=columns)
        metres = Transformer.from_crs("EPSG:4326", self.network.crs, always_xy=True)
        lines = shapely.transform(shapely.from_wkb(geometry), lambda xy: np.column_stack(metres.transform(*xy.T)))
        self.lines = {
            int(number): ({"highway": kind, **dict(TAG.findall(tags or ""))}, line)
            for number, kind, tags, line in zip(ids, highway, other, lines, strict=True)
            if kind
        }

    def pick(self, test):
        """Ways with tags that pass a test."""
        return {number for number, (tags, _) in self.lines.items() if test(tags)}

    def segments(self, ways):
        """Our segments of some ways."""
        return np.flatnonzero(np.isin(self.network.source, list(ways)))


@pytest.fixture(scope="module", params=PLACES)
def place(request, shared_data):
    return Place(shared_data / "osm" / f"{request.param}.osm.pbf")


def test_every_way_that_anybody_may_use_is_there_and_no_other(place):
    ours = set(place.network.source[place.network.source >= 0].tolist())
    future = place.pick(lambda tags: tags["highway"] in FUTURE)
    assert not ours & future
    open_to_all = place.pick(
        lambda tags: (
            tags["highway"] in {"residential", "footway", "steps", "living_street", "cycleway"}
            and not {"access", "foot", "area", "vehicle"} & tags.keys()
        )
    )
    assert open_to_all <= ours
    squares = (
        ours - place.lines.keys()
    )  # GDAL makes polygons of them, and of closed ways that are something else besides
    assert len(squares) <= place.network.notes.get("squares", 0) + 2
    assert {place.lines[way][0]["highway"] for way in ours - squares} <= KINDS


def test_lengths_are_those_of_the_lines(place):
    network = place.network
    known = np.isin(network.source, list(place.lines))
    ways, inverse = np.unique(network.source[known], return_inverse=True)
    ours = np.bincount(inverse, network.length[known])
    theirs = np.array([place.lines[way][1].length for way in ways.tolist()])
    assert np.allclose(ours, theirs, atol=0.02, rtol=1e-5)
    assert ours.sum() > 0.95 * network.length.sum()


def test_junctions_are_where_lines_share_a_place(place):
    """Every point that two usable ways have in common is a node of the network."""
    ours = set(place.network.source.tolist())
    coordinates, of_line = shapely.get_coordinates(
        [line for way, (_, line) in place.lines.items() if way in ours], return_index=True
    )
    keys = np.unique(np.column_stack([np.round(coordinates * 1000).astype(np.int64), of_line]), axis=0)[:, :2]
    spots, count = np.unique(keys, axis=0, return_counts=True)
    shared = {tuple(spot) for spot in spots[count > 1].tolist()}
    nodes = {tuple(spot) for spot in np.round(place.network.xy * 1000).astype(np.int64).tolist()}
    assert len(shared - nodes) <= 0.001 * len(shared)  # two nodes of OpenStreetMap may lie on the same spot


def test_nobody_walks_on_motorways_or_drives_on_footways(place):
    network = place.network
    motorways = place.segments(place.pick(lambda tags: tags["highway"] == "motorway" or tags.get("motorroad") == "yes"))
    explicit = place.segments(place.pick(lambda tags: tags.get("foot") in {"yes", "designated"}))
    for profile in ("walk", "wheelchair", "wheelchair_maybe"):
        assert (network.cost[profile][np.setdiff1d(motorways, explicit)] == BARRED).all()
    footways = place.segments(place.pick(lambda tags: tags["highway"] in {"footway", "steps", "path", "cycleway"}))
    assert len(footways)
    assert (network.cost["car"][footways] == BARRED).all()


def test_wheelchairs_never_pass_steps(place):
    steps = place.segments(place.pick(lambda tags: tags["highway"] == "steps" and tags.get("ramp:wheelchair") != "yes"))
    assert len(steps)
    for profile in ("wheelchair", "wheelchair_maybe"):
        assert (place.network.cost[profile][steps] == BARRED).all()
    assert (place.network.wheel_state[steps] == WheelState.NO).all()


def test_wheelchair_no_is_no_and_nothing_unknown_is_proved(place):
    network = place.network
    barred = place.segments(place.pick(lambda tags: tags.get("wheelchair") == "no"))
    assert (network.wheel_state[barred] == WheelState.NO).all()
    bare = {
        "surface",
        "smoothness",
        "wheelchair",
        "sidewalk",
        "sidewalk:both",
        "sidewalk:left",
        "sidewalk:right",
        "footway",
    }
    silent = place.segments(
        place.pick(
            lambda tags: (
                not any(key in bare or key.startswith("sidewalk:") for key in tags)
                and tags["highway"] not in {"corridor", "elevator"}
            )
        )
    )
    assert len(silent)
    assert (network.wheel_state[silent] != WheelState.YES).all()
    assert (network.cost["wheelchair"][network.wheel_state != WheelState.YES] == BARRED).all()


def test_every_answer_but_yes_has_a_reason(place):
    network = place.network
    assert ((network.wheel_reasons == 0) == (network.wheel_state == WheelState.YES)).all()
    total = sum(network.length[network.wheel_state == state].sum(dtype=float) for state in WheelState)
    assert total == pytest.approx(network.length.sum(dtype=float))


def test_one_way_streets_are_one_way_for_cars(place):
    network = place.network
    single = place.pick(
        lambda tags: tags.get("oneway") == "yes" and tags["highway"] in {"residential", "secondary", "primary"}
    )
    segments = place.segments(single)
    assert len(segments) or "dreieich" in str(place)
    assert (network.cost["car"][segments, 1] == BARRED).all()
    contraflow = place.segments(
        place.pick(
            lambda tags: (
                tags.get("oneway:bicycle") == "no"
                and tags["highway"] == "residential"
                and not {"access", "vehicle", "bicycle", "incline"} & tags.keys()
            )
        )
    )
    assert (network.cost["bike"][contraflow, 0] == network.cost["bike"][contraflow, 1]).all()


def test_speeds_are_human(place):
    network = place.network
    length = network.length[network.length > 20]
    for profile, slowest, fastest in (
        ("walk", 0.5, 1.5),
        ("wheelchair", 0.4, 0.9),
        ("bike", 0.3, 4.3),
        ("car", 1.3, 32),
    ):
        cost = network.cost[profile][network.length > 20]
        speed = np.where(cost > 0, length[:, None] / np.maximum(cost, 1) * 10, np.nan)
        assert slowest < np.nanmin(speed)
        assert np.nanmax(speed) < fastest


def test_most_of_the_place_is_connected(place):
    network = place.network
    for profile, share in (("walk", 0.85), ("bike", 0.85), ("wheelchair_maybe", 0.8), ("car", 0.5)):
        open_ = (network.cost[profile] >= 0).any(axis=1)
        assert network.length[network.usable(profile)].sum() > share * network.length[open_].sum()


def test_addresses_lie_on_the_network(place, request):
    """Nodes with a house number, where the extract has them."""
    network = place.network
    name = request.node.callspec.params["place"]
    path = request.getfixturevalue("shared_data") / "osm" / f"{name}.osm.pbf"
    _, _, geometry, _ = pyogrio.raw.read(path, layer="points", columns=[], where="other_tags LIKE '%addr:housenumber%'")
    if not len(geometry):
        pytest.skip("this extract has no addresses")
    metres = Transformer.from_crs("EPSG:4326", network.crs, always_xy=True)
    xy = shapely.transform(shapely.from_wkb(geometry), lambda xy: np.column_stack(metres.transform(*xy.T)))
    got = snap(network, "walk", shapely.get_coordinates(xy))
    assert got.found.mean() > 0.98
    assert np.median(got.off[got.found]) < 40


def test_ferries_are_left_out_and_counted(shared_data):
    network = build_from_osm(shared_data / "osm" / "heidelberg_ors-test.osm.pbf")
    assert network.notes["ferries"] == 6
    assert network.notes["not_built"] == 30


def test_reasons_are_those_of_the_tags(place):
    network = place.network
    narrow = place.segments(
        place.pick(
            lambda tags: (
                tags["highway"] == "path" and tags.get("width") in {"0.5", "0.8", "0.3"} and "wheelchair" not in tags
            )
        )
    )
    narrow = narrow[(network.wheel_reasons[narrow] & reason_bits("closed")) == 0]
    assert (network.wheel_reasons[narrow] & reason_bits("too_narrow") > 0).all()
    assert set(network.cost) == set(PROFILES)
