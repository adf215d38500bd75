# SPDX-License-Identifier: EUPL-1.2
"""Components, lengths and the index for snapping, against slow and obvious ways."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings

from allmende.engines.network import BARRED, PROFILES, WheelState, assemble
from allmende.engines.network.assemble import ISLANDS, make_grid
from tests.engines.network.graphs import at_every_vertex, networks, random_network


def reached(network, profile, start, *, back=False):
    """Nodes that one gets to from a node (or, ``back``, from which one gets to it)."""
    seen, fresh = {start}, [start]
    table = network.cost[profile]
    while fresh:
        node = fresh.pop()
        for side in (0, 1):
            use = table[:, side if not back else 1 - side] >= 0
            for end in network.ends[(network.ends[:, side] == node) & use, 1 - side].tolist():
                if end not in seen:
                    seen.add(end)
                    fresh.append(end)
    return seen


@settings(max_examples=30)
@given(networks(25))
def test_the_largest_part_is_that_with_most_street_where_everybody_comes_back(network):
    for profile in PROFILES:
        open_ = (network.cost[profile] >= 0).any(axis=1)
        metres = {}
        for node in range(network.nodes):
            part = frozenset(reached(network, profile, node) & reached(network, profile, node, back=True))
            inside = np.isin(network.ends, list(part)).all(axis=1) & open_
            if inside.any():
                metres[part] = network.length[inside].sum()
        marked = frozenset(np.flatnonzero(network.component[profile]).tolist())
        if not metres:
            assert not marked
            continue
        longest = max(metres.values())
        wanted = [part for part, length in metres.items() if length > longest - 1e-3]
        if profile in ISLANDS:
            assert any(part <= marked for part in wanted)
            assert all((part <= marked) for part, length in metres.items() if length > ISLANDS[profile] + 1e-3)
            assert all(metres[p] > min(longest, ISLANDS[profile]) - 1e-3 for p in metres if p & marked)
        else:
            assert marked in wanted


@settings(max_examples=30)
@given(networks(40))
def test_lengths_and_shapes_fit_the_nodes(network):
    for segment in range(network.segments):
        shape = network.shape(segment)
        assert (shape[[0, -1]] == network.xy[network.ends[segment]]).all()
        assert network.length[segment] == pytest.approx(shapely.LineString(shape).length, rel=1e-5, abs=1e-6)


@settings(max_examples=15)
@given(networks(20))
def test_every_piece_of_street_is_in_every_cell_that_it_touches(network):
    grid = network.grid
    number = np.arange(grid.columns * grid.rows)
    west, south = grid.west + number % grid.columns * grid.cell, grid.south + number // grid.columns * grid.cell
    tree = shapely.STRtree(shapely.box(west + 1e-6, south + 1e-6, west + grid.cell - 1e-6, south + grid.cell - 1e-6))
    vertices = np.setdiff1d(np.arange(len(network.shape_xy)), network.shape_start[1:] - 1)
    vertices = vertices[(network.shape_xy[vertices] != network.shape_xy[vertices + 1]).any(axis=1)]
    lines = shapely.linestrings(np.stack([network.shape_xy[vertices], network.shape_xy[vertices + 1]], axis=1))
    touched = {(int(cell), int(vertices[line])) for line, cell in tree.query(lines, predicate="intersects").T}
    listed = set(zip(np.repeat(number, np.diff(grid.start)).tolist(), grid.vertex.tolist(), strict=True))
    assert touched <= listed
    assert len(listed) < 2 * len(touched) + 50  # and in few others
    assert (network.shape_start[grid.segment] <= grid.vertex).all()
    assert (grid.vertex < network.shape_start[grid.segment + 1] - 1).all()


def test_a_lonely_street_far_away_does_not_blow_up_the_grid():
    shape_xy = np.array([[0.0, 0], [10, 0], [3e6, 3e6], [3e6 + 5, 3e6]])
    grid = make_grid(np.array([0, 2, 4]), shape_xy)
    assert grid.columns * grid.rows < 5000
    assert len(grid.segment) == 2


def test_wheelchair_profiles_follow_the_answers():
    network = random_network(4, 60)
    proved, possible = network.cost["wheelchair"], network.cost["wheelchair_maybe"]
    assert (proved[network.wheel_state != WheelState.YES] == BARRED).all()
    assert (possible[network.wheel_state == WheelState.NO] == BARRED).all()
    assert (proved[network.wheel_state == WheelState.YES] == possible[network.wheel_state == WheelState.YES]).all()


def test_a_node_at_every_bend_changes_neither_streets_nor_parts():
    network = random_network(6, 80)
    fine = at_every_vertex(network)
    assert fine.nodes > network.nodes
    assert fine.length.sum() == pytest.approx(network.length.sum(), rel=1e-5)
    assert (fine.component["walk"][: network.nodes] == network.component["walk"]).all()


def parts(**changes):
    base = {
        "crs": "EPSG:25832", "xy": np.array([[0.0, 0], [1, 0]]), "ends": np.array([[0, 1]]), "shape_start": np.array([0, 2]),
        "shape_xy": np.array([[0.0, 0], [1, 0]]), "walk": np.array([[1, 1]]), "wheel": np.array([[1, 1]]),
        "bike": np.array([[1, 1]]), "car": np.array([[1, BARRED]]), "wheel_state": np.array([0]), "wheel_reasons": np.array([0]),
    }  # fmt: skip
    return {**base, **changes}


@pytest.mark.parametrize(
    "changes",
    [
        {"ends": np.array([[0, 2]])},
        {"ends": np.array([[-1, 1]])},
        {"shape_start": np.array([0, 1])},
        {"shape_start": np.array([0])},
        {"shape_xy": np.array([[0.0, 0]]), "shape_start": np.array([0, 1])},
        {"xy": np.array([[0.0, np.nan], [1, 0]])},
        {"walk": np.array([[1, -2]])},
        {"bike": np.array([[1, 1], [1, 1]])},
        {"wheel_state": np.array([0, 1])},
    ],
)
def test_arrays_that_do_not_fit_are_refused(changes):
    assemble(**parts())
    with pytest.raises(ValueError):
        assemble(**parts(**changes))


def test_no_street_at_all():
    empty = np.empty((0, 2))
    network = assemble(
        crs="EPSG:25832", xy=empty, ends=empty, shape_start=np.zeros(1), shape_xy=empty, walk=empty, wheel=empty, bike=empty,
        car=empty, wheel_state=np.empty(0), wheel_reasons=np.empty(0),
    )  # fmt: skip
    assert (network.nodes, network.segments) == (0, 0)
    assert not network.usable("walk").any()
