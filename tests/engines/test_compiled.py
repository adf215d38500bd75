# SPDX-License-Identifier: EUPL-1.2
"""Where compiled code is kept, and that nothing is compiled anew at a question."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numba
import numpy as np
import pytest

from allmende.engines import compiled

NOWHERE = Path("/dev/null/package/kernels.py")
"""A source file beside which nobody can write."""


@pytest.fixture(autouse=True)
def no_folder_chosen(monkeypatch):
    monkeypatch.setattr(numba.config, "CACHE_DIR", "")
    monkeypatch.delenv("ALLMENDE_HOME", raising=False)


def test_a_checkout_keeps_the_code_beside_the_sources(tmp_path):
    assert compiled._can_keep(tmp_path / "kernels.py")
    assert (tmp_path / "__pycache__").is_dir()
    assert not numba.config.CACHE_DIR


def test_where_the_package_cannot_be_written_to_the_home_keeps_it(tmp_path, monkeypatch):
    monkeypatch.setenv("ALLMENDE_HOME", str(tmp_path / "home"))
    assert compiled._can_keep(NOWHERE)
    assert Path(numba.config.CACHE_DIR) == tmp_path / "home" / "cache" / "numba"


def test_without_a_home_the_users_cache_keeps_it(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert compiled._can_keep(NOWHERE)
    assert not numba.config.CACHE_DIR  # Numba finds it there itself


def test_where_nothing_can_be_written_all_works_without_keeping(monkeypatch):
    monkeypatch.setenv("ALLMENDE_HOME", "/dev/null/home")
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/cache")
    assert not compiled._can_keep(NOWHERE)


def test_a_folder_named_by_hand_is_used(tmp_path, monkeypatch):
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path / "by-hand"))
    assert compiled._can_keep(NOWHERE)
    assert (tmp_path / "by-hand").is_dir()


COUNT = """
import json
import sys
from numba.core import dispatcher
kinds, compiling = [], []

def counted(of, name, notes):
    real = getattr(of, name)
    def call(self, *arguments):
        notes.append(self.py_func.__name__)
        return real(self, *arguments)
    setattr(of, name, call)

counted(dispatcher.Dispatcher, "compile", kinds)  # a function meets a new kind of arguments
counted(dispatcher._FunctionCompiler, "compile", compiling)  # and has no code for it on the disk either
import numpy as np
from pathlib import Path
from allmende.engines.network import CrowFly, Router, WhatIf, load, save, snap, warm
from tests.engines.network.graphs import random_network
warm()
warmed = len(kinds)
folder = Path(sys.argv[1])
save(random_network(1, 50), folder / "network")
network = load(folder / "network")
Router(network, "bike").save(folder / "router")
router = Router.load(network, folder / "router")
xy = network.xy[:40] + 3.0
places = snap(network, "bike", xy)
people = router.place(places)
WhatIf(router, places.take(slice(0, 4)), people).save(folder / "base")
base = WhatIf.load(router, places.take(slice(0, 4)), people, folder / "base")
base.change(places.take([7]), [2])
base.change()
router.nearest(places)
router.nearest_at(people, places, limit=500)
router.nearest_k(people, places, 3)
router.matrix(people, places)
router.within(people, places.take([1]), 900)
router.within(places.take([1]), people, 900)
router.reach(places.take([1]))
router.path(places.take([1]), places.take([2]))
CrowFly("EPSG:25832").whatif(xy, xy).change(xy[:2], [1])
print(json.dumps({"warmed": warmed, "new": kinds[warmed:], "compiled": compiling}))
"""


def test_after_warming_no_question_waits_for_the_compiler(tmp_path):
    """Networks from files and built in memory, every question: one kind of arrays reaches each compiled function.

    A kind that warming does not know is counted even if its code lies on the disk, from another test or an earlier run:
    so the code that this machine has kept can be used, and is not made anew for this test.
    """
    for folder in ("first", "again"):
        run = [sys.executable, "-c", COUNT, str(tmp_path / folder)]
        done = json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout)
        assert done["warmed"] > 5
        assert done["new"] == []
    assert done["compiled"] == []  # at the latest now all comes from the disk


SHARED = """
import sys
from allmende.engines.network import load_libraries, warm
load_libraries()
before = {name for name in sys.modules if name.startswith("scipy.")}
assert "numba" in sys.modules and before
warm()
print(*{name for name in sys.modules if name.startswith("scipy.")} - before)
"""


def test_what_a_server_loads_before_it_forks_is_all_that_the_searches_take_from_scipy():
    run = subprocess.run([sys.executable, "-c", SHARED], check=True, capture_output=True, text=True)
    assert run.stdout.split() == []


def test_fetching_ahead_changes_nothing_even_outside_of_the_array():
    @numba.njit
    def look(array):
        for place in (-(1 << 40), -1, 0, 3, 1 << 40):
            compiled.fetch(array, place)
        return array.sum()

    array = np.arange(6).reshape(3, 2)
    assert look(array) == 15
    assert (array == np.arange(6).reshape(3, 2)).all()
