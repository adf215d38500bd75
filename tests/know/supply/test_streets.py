# SPDX-License-Identifier: EUPL-1.2
"""A county with streets: ways follow them, pins off the streets are told, wheelchairs wait for proof, upgrades heal."""

from __future__ import annotations

import json
from types import SimpleNamespace

import numpy as np
import pytest
from django.test import Client
from shapely import LineString

from allmende.core.geo import crs
from allmende.know.supply import actions, page_queries, queries
from allmende.know.supply.changes import Changes
from allmende.know.supply.folders import network_of
from allmende.know.supply.network_actions import build_from_streets
from allmende.know.supply.world import world_of
from tests.know.supply.town import SIZE, SOUTH, WEST

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
