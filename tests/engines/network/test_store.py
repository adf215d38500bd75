# SPDX-License-Identifier: EUPL-1.2
"""Networks in folders: complete or not at all, and what is broken says so."""

import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from allmende.engines.network import PROFILES, StoreError, load, save, snap, stamp_of
from allmende.engines.network.store import NETWORK, Kind, load_arrays, save_arrays
from tests.engines.network.graphs import random_network, random_points

FIELDS = ("xy", "ends", "length", "shape_start", "shape_xy", "wheel_state", "wheel_reasons", "source")


@pytest.fixture
def folder(tmp_path):
    save(random_network(1, 40), tmp_path / "net")
    return tmp_path / "net"


def manifest(folder):
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def array_file(folder, name):
    return folder / manifest(folder)["data"] / f"{name}.npy"


def test_what_was_saved_is_loaded_and_mapped(folder):
    made, again = random_network(1, 40), load(folder)
    for name in FIELDS:
        ours, theirs = getattr(made, name), getattr(again, name)
        assert ours.dtype == theirs.dtype
        assert (ours == theirs).all()
        assert not theirs.flags.writeable
        assert isinstance(theirs.base, np.memmap)
    for profile in PROFILES:
        assert (made.cost[profile] == again.cost[profile]).all()
        assert (made.component[profile] == again.component[profile]).all()
    assert (made.crs, made.notes) == (again.crs, again.notes)
    points = random_points(made, 1, 50)
    assert (snap(made, "walk", points).segment == snap(again, "walk", points).segment).all()


def test_the_stamp_names_the_content(folder, tmp_path):
    before = stamp_of(folder)
    assert save(random_network(1, 40), folder) == before == stamp_of(folder)
    assert save(random_network(2, 40), folder) != before


def test_saving_again_replaces_and_leaves_nothing_behind(folder):
    old = load(folder)
    xy = old.xy.copy()
    save(random_network(2, 60), folder)
    assert load(folder).nodes != len(xy)
    assert (old.xy == xy).all()  # whoever has the old one open keeps it
    assert len(list(folder.iterdir())) == 2


def test_an_interrupted_writer_leaves_the_old_network(folder, monkeypatch):
    before = stamp_of(folder)

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "save", full)
    with pytest.raises(OSError, match="No space"):
        save(random_network(2, 40), folder)
    monkeypatch.undo()
    assert stamp_of(folder) == before
    load(folder)
    assert len(list(folder.iterdir())) == 2


def test_a_killed_writer_leaves_the_old_network(folder):
    """Kill a process in the middle of writing, several times, at different moments."""
    code = (
        "import sys; from pathlib import Path; from tests.engines.network.graphs import random_network;"
        "from allmende.engines.network import save; n = random_network(9, 400); print('ready', flush=True);\n"
        "while True: save(n, Path(sys.argv[1]))"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    for pause in (0.0, 0.03):
        child = subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, env=env)
        child.stdout.readline()
        time.sleep(pause)
        child.kill()
        child.wait()
        child.stdout.close()
        load(folder)


def test_leftovers_of_killed_writers_are_cleared_after_a_day(folder):
    left = folder / "new-123"
    left.mkdir()
    (folder / "new-456.json").write_text("{}")
    save(random_network(1, 40), folder)
    assert left.is_dir()  # perhaps somebody is still writing
    yesterday = time.time() - 100_000
    for entry in (left, folder / "new-456.json"):
        os.utime(entry, (yesterday, yesterday))
    save(random_network(1, 40), folder)
    assert len(list(folder.iterdir())) == 2


def test_two_writers_at_once_leave_one_whole_network(folder):
    networks = [random_network(seed, 200) for seed in (11, 12)]
    with ThreadPoolExecutor(2) as pool:
        for _ in range(10):
            stamps = list(pool.map(lambda network: save(network, folder), networks))
            load(folder)
            assert stamp_of(folder) in stamps


def test_nothing_there(tmp_path):
    with pytest.raises(StoreError, match=r"kein Straßennetz.*allmende network build"):
        load(tmp_path / "nowhere")
    with pytest.raises(StoreError, match="kein Straßennetz"):
        load(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="kein Straßennetz"):
        load(tmp_path / "file")


def test_something_else_there(tmp_path):
    (tmp_path / "manifest.json").write_text('{"name": "Webseite"}')
    with pytest.raises(StoreError, match="etwas anderes"):
        load(tmp_path)
    save_arrays(tmp_path, Kind("letters", "Buch", "", 1), {"a": np.arange(3)}, {})
    with pytest.raises(StoreError, match="etwas anderes"):
        load(tmp_path)


def test_another_version(folder):
    text = (folder / "manifest.json").read_text(encoding="utf-8")
    (folder / "manifest.json").write_text(text.replace('"version": 1', '"version": 99'), encoding="utf-8")
    with pytest.raises(StoreError, match=r"anderen Version.*99.*neu erzeugen"):
        load(folder)


@pytest.mark.parametrize("text", ["", "{", '"text"', '{"format": "allmende-arrays", "kind": "network", "version": 1}'])
def test_a_broken_manifest(folder, text):
    (folder / "manifest.json").write_text(text)
    with pytest.raises(StoreError):
        load(folder)


def test_a_missing_file(folder):
    array_file(folder, "ends").unlink()
    with pytest.raises(StoreError, match=r"ends\.npy fehlt oder ist beschädigt"):
        load(folder)


def test_a_missing_folder(folder):
    shutil.rmtree(folder / manifest(folder)["data"])
    with pytest.raises(StoreError, match="fehlt oder ist beschädigt"):
        load(folder)


@pytest.mark.parametrize("verify", [True, False])
def test_a_cut_off_file(folder, verify):
    path = array_file(folder, "shape_xy")
    path.write_bytes(path.read_bytes()[:-8])
    with pytest.raises(StoreError, match=r"shape_xy\.npy"):
        load(folder, verify=verify)


def test_a_changed_byte_is_noticed(folder):
    path = array_file(folder, "cost.walk")
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(StoreError, match=r"cost\.walk\.npy"):
        load(folder)
    load(folder, verify=False)  # asked not to look


def test_other_arrays_in_the_same_way(tmp_path):
    kind = Kind("test", "Versuch", "Bitte wiederholen.", 3)
    arrays = {"none": np.empty((0, 2), np.int32), "numbers": np.arange(6.0).reshape(2, 3)}
    save_arrays(tmp_path / "a", kind, arrays, {"note": "ä"})
    loaded, meta = load_arrays(tmp_path / "a", kind)
    assert loaded["none"].shape == (0, 2)
    assert (loaded["numbers"] == arrays["numbers"]).all()
    assert meta == {"note": "ä"}
    with pytest.raises(StoreError, match="kein Straßennetz"):
        load_arrays(tmp_path / "a", NETWORK)
