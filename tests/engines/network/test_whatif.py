# SPDX-License-Identifier: EUPL-1.2
"""A repaired answer equals a new one: facilities added, removed and moved, on streets and as the crow flies."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.engines.network import Snap, StoreError
from allmende.engines.network.crowfly import CrowFly
from allmende.engines.network.search import FAR, Router
from allmende.engines.network.whatif import WhatIf
from tests.engines.network.graphs import at_every_vertex, random_network
from tests.engines.network.test_search import cases, places


def check(base, change, facilities, origins, added, removed, ask):
    """The base with the change put in equals a full search among what is left and what is new."""
    kept = np.setdiff1d(np.arange(len(facilities)), removed)
    numbers = np.concatenate([kept, len(facilities) + np.arange(len(added))]).astype(int)
    left = facilities.take(kept).append(added) if isinstance(facilities, Snap) else np.vstack([facilities[kept], added])
    full = ask(origins, left)
    times, which = base.times.copy(), base.which.copy()
    assert (change.before == base.times[change.origin]).all()
    assert (change.before != change.after).all()
    assert (np.diff(change.origin) > 0).all()
    times[change.origin], which[change.origin] = change.after, change.which
    assert (times == full.times).all()
    true = np.where(full.which < 0, -1, np.append(numbers, -1)[full.which])
    assert (which == true)[change.origin].all()
    # where the time stays, the facility may be named by another number only if it is gone
    stays = np.setdiff1d(np.arange(len(times)), change.origin)
    assert (np.isin(which[stays], removed) | (which == true)[stays] | (full.times == times)[stays]).all()


@settings(max_examples=150)
@given(cases(), st.data())
def test_a_change_equals_a_full_search(case, data):
    router, origins, facilities, _ = case
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    base = WhatIf(router, facilities, origins)
    for _ in range(3):  # from the same base each time
        added = places(router.network, rng, data.draw(st.integers(0, 4)))
        removed = rng.permutation(len(facilities))[: data.draw(st.integers(0, len(facilities)))]
        change = base.change(added, removed)
        check(base, change, facilities, origins, added, removed, router.nearest_at)


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1), st.integers(0, 9), st.integers(0, 4), st.sampled_from([None, 1.3]))
def test_a_change_as_the_crow_flies_equals_a_full_search(seed, count, more, speed):
    rng = np.random.default_rng(seed)
    crow = CrowFly("EPSG:25832", speed)
    origins, facilities, added = (rng.integers(0, 40, (n, 2)).astype(float) for n in (60, count, more))
    base = crow.whatif(facilities, origins)
    removed = rng.permutation(count)[: rng.integers(0, count + 1)]
    check(base, base.change(added, removed), facilities, origins, added, removed, crow.nearest_at)


def test_nothing_changed_is_no_change():
    network = random_network(4, 40)
    rng = np.random.default_rng(4)
    base = WhatIf(Router(network, "walk"), places(network, rng, 5), places(network, rng, 80))
    assert len(base.change()) == 0
    moved_to_itself = base.change(base.facilities.take([2]), [2])
    assert len(moved_to_itself) == 0


def test_the_last_facility_removed_leaves_nobody_anything():
    network = random_network(4, 40)
    rng = np.random.default_rng(4)
    base = WhatIf(Router(network, "walk"), places(network, rng, 3), places(network, rng, 80))
    change = base.change(remove=[0, 1, 2])
    assert (change.after == FAR).all()
    assert (change.which == -1).all()
    assert len(change) == (base.times != FAR).sum() > 0


def test_a_facility_that_does_not_exist_cannot_be_removed():
    network = random_network(4, 40)
    rng = np.random.default_rng(4)
    base = WhatIf(Router(network, "walk"), places(network, rng, 3), places(network, rng, 8))
    for wrong in (3, -1):
        with pytest.raises(ValueError, match="facilities 0 to 2"):
            base.change(remove=[wrong])


def test_many_threads_ask_one_stored_base(tmp_path):
    network = at_every_vertex(random_network(6, 150))
    rng = np.random.default_rng(6)
    router = Router(network, "bike")
    facilities, origins = places(network, rng, 12), router.place(places(network, rng, 2000))
    WhatIf(router, facilities, origins).save(tmp_path / "base")
    base = WhatIf.load(router, facilities, origins, tmp_path / "base")
    assert not base.label.flags.writeable
    questions = [(places(network, rng, 2), rng.permutation(12)[:2]) for _ in range(40)]
    alone = [base.change(*question) for question in questions]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda question: base.change(*question), questions * 3))
    for one, other in zip(alone * 3, together, strict=True):
        assert (one.origin == other.origin).all()
        assert (one.after == other.after).all()
        assert (one.which == other.which).all()
    with pytest.raises(StoreError, match="anderen Daten"):
        WhatIf.load(router, places(network, rng, 11), origins, tmp_path / "base")


def test_crow_flight_is_measured_straight():
    crow = CrowFly("EPSG:25832")
    here, there = np.array([[0.0, 0.0], [np.nan, 0.0]]), np.array([[300.0, 400.0], [0.0, 10.0], [0.0, 10.0]])
    assert crow.matrix(here, there).tolist() == [[5000, 100, 100], [FAR, FAR, FAR]]
    near = crow.nearest_k(here, there, 4)
    assert near.times.tolist() == [[100, 100, 5000, FAR], [FAR] * 4]
    assert near.which.tolist() == [[1, 2, 0, -1], [-1] * 4]
    start, index, time = crow.within(here, there, 200)
    assert (start.tolist(), index.tolist(), time.tolist()) == ([0, 2, 2], [1, 2], [100, 100])
    assert CrowFly("EPSG:25832", 2.0).matrix(here[:1], there[:1]).tolist() == [[2500]]
    with pytest.raises(ValueError, match="above 0"):
        CrowFly("EPSG:25832", 0)
