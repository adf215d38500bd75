# SPDX-License-Identifier: EUPL-1.2
"""`allmende network build`: a file in, a folder out, no installation."""

import json
import subprocess
import sys

import pytest

from allmende.engines.network import PROFILES, REASONS, load
from allmende.site.cli import network as command
from tests.engines.network.maps import draw
from tests.site.cli.test_cli import home, run  # noqa: F401

STREET = {"highway": "residential", "surface": "asphalt", "maxspeed": "30"}


@pytest.fixture
def extract(tmp_path):
    nodes = {1: (0, 0), 2: (1000, 0), 3: (1000, 200)}
    return draw(tmp_path, nodes, {10: ([1, 2], STREET), 11: ([2, 3], {"highway": "steps"})})


def test_a_network_from_a_file(home, extract, tmp_path):  # noqa: F811
    folder = tmp_path / "new" / "net"
    done = run(home, "network", "build", "--osm", str(extract), "--to", str(folder), "--json")
    answer = json.loads(done.stdout)
    assert (answer["nodes"], answer["segments"], answer["crs"]) == (3, 2, "EPSG:25832")
    assert answer["profiles"]["walk"] == {
        "km": pytest.approx(1.2, rel=1e-2),
        "km_connected": pytest.approx(1.2, rel=1e-2),
        "components": 1,
    }
    assert answer["profiles"]["car"]["km"] == pytest.approx(1.0, rel=1e-2)
    assert answer["wheelchair"]["yes"]["km"] == pytest.approx(1.0, rel=1e-2)
    assert list(answer["wheelchair"]["no"]["reasons"]) == ["steps"]
    assert answer["wheelchair"]["unknown"]["km"] == 0
    assert load(folder).segments == 2


def test_numbers_for_people_and_a_second_build_replaces_the_first(home, extract, tmp_path):  # noqa: F811
    folder = tmp_path / "net"
    for _ in range(2):
        done = run(home, "network", "build", "--osm", str(extract), "--to", str(folder))
        assert done.stdout == ""
        assert "3 Knoten" in done.stderr
        assert "Stufen" in done.stderr
    assert len(list(folder.iterdir())) == 2


def test_the_demo_county(home, tmp_path):  # noqa: F811
    done = run(home, "network", "build", "--demo", "--inhabitants", "2000", "--to", str(tmp_path / "net"), "--json")
    assert json.loads(done.stdout)["profiles"]["walk"]["components"] == 1


def test_trouble_is_named(home, extract, tmp_path):  # noqa: F811
    folder = str(tmp_path / "net")
    for arguments, text in (
        ([], "entweder --osm DATEI oder --demo"),
        (["--osm", str(extract), "--demo"], "entweder --osm DATEI oder --demo"),
        (["--osm", str(tmp_path / "nowhere.osm.pbf")], "gibt es nicht"),
        (["--osm", __file__], "kein lesbarer OpenStreetMap-Auszug"),
    ):
        done = run(home, "network", "build", *arguments, "--to", folder, check=2)
        assert text in done.stderr
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "net").exists()


def test_a_folder_with_other_things_stays_as_it_is(home, extract, tmp_path):  # noqa: F811
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("x")
    done = run(home, "network", "build", "--osm", str(extract), "--to", str(tmp_path / "letters"), check=2)
    assert "etwas anderes" in done.stderr
    assert [entry.name for entry in (tmp_path / "letters").iterdir()] == ["a.txt"]


def test_every_profile_and_reason_has_a_name():
    assert command.PROFILES.keys() == set(PROFILES)
    assert command.REASONS.keys() == set(REASONS)


def test_looking_at_the_commands_does_not_wait_for_compilers():
    code = (
        "import sys; import allmende.site.cli.network; "
        "print([name for name in ('numba', 'scipy', 'osmium', 'pyproj', 'django') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
