# SPDX-License-Identifier: EUPL-1.2
"""A county with streets: ways follow them, pins off the streets are told, wheelchairs wait for proof, upgrades heal."""

from __future__ import annotations

import json
from types import SimpleNamespace

import numpy as np
import pytest
from django.test import Client
from shapely import LineString, Point

from allmende.core.geo import crs
from allmende.know.supply import actions, address_queries, page_queries, queries
from allmende.know.supply.changes import Changes
from allmende.know.supply.folders import network_of
from allmende.know.supply.network_actions import build_from_streets
from allmende.know.supply.world import world_of
from tests.know.supply.town import KITAS, SIZE, SOUTH, WEST

pytestmark = pytest.mark.django_db


def streets(surface="asphalt"):
    """A net of streets 200 m apart under the western half of the town, and one bridge-less field in the east."""
    west, south = crs.transformer(4326, 25832).transform(WEST, SOUTH)
    columns, rows = 12, 34
    xy = np.array([(west + 200 * column, south + 200 * row) for row in range(rows) for column in range(columns)])
    edges = [
        (row * columns + column, other)
        for row in range(rows)
        for column in range(columns)
        for other in (row * columns + column + 1, (row + 1) * columns + column)
        if (other % columns and other == row * columns + column + 1)
        or (other == (row + 1) * columns + column and row < rows - 1)
    ]
    m = len(edges)
    text = np.full(m, "", dtype=object)
    return SimpleNamespace(
        node_xy=xy,
        node_height=np.zeros(len(xy)),
        edge_nodes=np.array(edges, dtype=np.int32),
        line=np.array([LineString(xy[[a, b]]) for a, b in edges], dtype=object),
        length=np.full(m, 200.0),
        kind=np.full(m, "residential", dtype=object),
        name=text,
        settlement=np.zeros(m, dtype=np.int64),
        bridge=np.zeros(m, dtype=np.int64),
        tunnel=np.zeros(m, dtype=np.int64),
        lit=np.ones(m, dtype=np.int64),
        surface=np.full(m, surface, dtype=object),
        width=np.full(m, 3.0),
        incline=np.zeros(m),
        kerb=np.full(m, "lowered", dtype=object),
        sidewalk=np.full(m, "both", dtype=object),
        steps=np.zeros(m, dtype=np.int64),
        maxspeed=np.full(m, 50, dtype=np.int64),
    )


@pytest.fixture
def with_streets(supplied):
    build_from_streets(supplied, streets(), "EPSG:25832", "Erfundenes Netz", lambda *_: None)
    actions.prepare(supplied)
    return supplied


def test_ways_follow_the_streets(with_streets):
    world = world_of(with_streets)
    assert world.by_street("zu-fuss")
    topic = world.topics["kita"]
    times = np.asarray(world.base(topic, "walk").times)
    near = times < 2**31 - 1
    kitas = world.facilities_xy(topic)
    crow = np.hypot(*(world.xy[:, None] - kitas[None]).transpose(2, 0, 1)).min(axis=1)
    assert near.any()
    assert (times[near] / 10 * world.travel.speed("walk") >= crow[near] - 60).all()  # snapped to the street first
    assert "Luftlinie geschätzt" not in Client().get("/versorgung/kita/").content.decode()
    assert "Erfundenes Netz" in Client().get("/versorgung/so-gerechnet/").content.decode()


def test_who_lives_off_all_streets_reaches_nothing_and_is_counted(with_streets):
    page = page_queries.topic_page(world_of(with_streets), "kita", "alle", "zu-fuss", "")
    waldhof = next(found for area, found in page.areas if area.name == "Waldhof")
    assert page.total.without > 0
    assert waldhof.without > 0


def test_a_pin_off_all_streets_is_left_out_and_told(with_streets):
    """The east has no streets; the nearest is more than 300 m away."""
    world = world_of(with_streets)
    answer = queries.whatif(world, "kita", "alle", "zu-fuss", Changes(new=((WEST + 1.9 * SIZE, SOUTH + SIZE),)))
    assert any("kein bekannter Weg" in problem for problem in answer.problems)
    assert not answer.asked.changes


def test_wheelchairs_wait_for_proof(with_streets):
    from allmende.commons.places.models import Place

    Place.objects.filter(category="kindergarten").update(wheelchair="yes")
    actions.prepare(with_streets)
    world = world_of(with_streets)
    page = page_queries.topic_page(world, "kita", "alle", "rollstuhl", "")
    assert page.total.maybe >= page.total.share
    assert page.total.unknown is not None


def with_an_island(plain):
    """Streets of which nobody knows whether they are even enough, and apart from them in Ostend a known one of 1.2 km."""
    east, south = crs.transformer(4326, 25832).transform(WEST + 1.2 * SIZE, SOUTH + 0.45 * SIZE)
    more = streets()
    nodes, last = len(plain.node_xy), len(more.edge_nodes) - 1
    added = np.array([(east + 200 * step, south) for step in range(7)])
    joined = {name: np.concatenate([value, getattr(more, name)[last - 5 :]]) for name, value in vars(plain).items()}
    joined["node_xy"] = np.concatenate([plain.node_xy, added])
    joined["node_height"] = np.zeros(nodes + 7)
    joined["edge_nodes"][-6:] = [(nodes + step, nodes + step + 1) for step in range(6)]
    joined["line"][-6:] = [LineString(added[step : step + 2]) for step in range(6)]
    return SimpleNamespace(**joined)


def test_what_a_wheelchair_is_sure_to_reach_also_counts_among_what_it_may_reach(supplied):
    """An island of proved streets is no part of the network of unknown ones, on which alone nobody there gets anywhere."""
    from allmende.commons.places.actions import PlaceData, store_places
    from allmende.commons.places.models import Place

    kita = PlaceData("kita/9", "kindergarten", Point(WEST + 1.3 * SIZE, SOUTH + 0.45 * SIZE), name="Kita Insel")
    store_places(supplied, "island", [kita], licence="CC0")
    Place.objects.filter(category="kindergarten").update(wheelchair="yes")
    build_from_streets(supplied, with_an_island(streets("sett")), "EPSG:25832", "Erfundenes Netz", lambda *_: None)
    actions.prepare(supplied)
    world = world_of(supplied)
    sure, perhaps = (
        np.asarray(world.base(world.topics["kita"], way).times) for way in ("wheelchair", "wheelchair_maybe")
    )
    assert (sure < perhaps).any(), "else this proves nothing"
    page = page_queries.topic_page(world, "kita", "alle", "rollstuhl", "")
    found = {area.name: figures for area, figures in page.areas}
    assert found["Ostend"].share > 0
    assert found["Ostend"].maybe == found["Ostend"].share
    assert found["Ostend"].unknown == 0
    limit = world.limit_of(world.topics["kita"], "alle", "rollstuhl")[1]
    people = world.people[:, world.group_number("alle")]
    either = people[(sure <= limit) | (perhaps <= limit)].sum() / people.sum()
    assert page.total.maybe == pytest.approx(either, abs=1e-6)
    assert page.total.unknown == pytest.approx(either - people[sure <= limit].sum() / people.sum(), abs=1e-6)


def test_as_the_crow_flies_only_places_count_that_a_wheelchair_can_use(supplied):
    from allmende.commons.places.models import Place
    from allmende.know.supply.models import Standard, Topic

    Standard.objects.create(
        topic=Topic.objects.get(key="kita"),
        group="alle",
        way="rollstuhl",
        limit=2000,
        unit="metres",
        measure="crow",
        source="Beschluss",
    )
    for usable in ("unknown", "yes"):
        Place.objects.filter(category="kindergarten").update(wheelchair=usable)
        actions.prepare(supplied)
        world = world_of(supplied)
        total = page_queries.topic_page(world, "kita", "alle", "rollstuhl", "").total
        asked = queries.whatif(world, "kita", "alle", "rollstuhl", Changes())
        assert (total.share > 0) == (asked.total.share_before > 0) == (usable == "yes")
        assert total.maybe > 0
        here = address_queries.from_point(world, "rollstuhl", *KITAS[0][:2])
        kita = next(line for line in here.lines if line.topic.key == "kita")
        assert kita.verdicts[0].near == (usable == "yes")


def test_files_of_another_version_are_made_anew(with_streets):
    """After an upgrade the searches have another layout: pages go on, and the worker prepares the data anew."""
    folder = network_of(with_streets.ars)
    for manifest in [
        *folder.glob("router-*/manifest.json"),
        *world_of(with_streets).folder.glob("base-*/manifest.json"),
    ]:
        told = json.loads(manifest.read_text())
        manifest.write_text(json.dumps({**told, "version": 0}))
    from allmende.know.supply import world as module

    module._held.clear()
    assert Client().get("/versorgung/ausprobieren/antwort?thema=kita&neu=10.21,51.13").status_code == 200
    assert json.loads((folder / "router-walk" / "manifest.json").read_text())["version"] > 0


def test_a_network_that_cannot_be_read_leaves_straight_lines(with_streets):
    folder = network_of(with_streets.ars)
    (folder / "manifest.json").write_text("{")
    from allmende.know.supply import world as module

    module._held.clear()
    assert Client().get("/versorgung/ausprobieren/antwort?thema=kita&neu=10.21,51.13").status_code == 200
    actions.prepare(with_streets)
    assert not world_of(with_streets).by_street("zu-fuss")
    assert "Luftlinie geschätzt" in Client().get("/versorgung/kita/").content.decode()
