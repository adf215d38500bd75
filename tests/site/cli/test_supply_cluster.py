# SPDX-License-Identifier: EUPL-1.2
"""Many counties: one process and a Dask cluster give the same numbers, and a killed worker loses nothing."""

import json
import os
import signal

import numpy as np
import pytest
from click.testing import CliRunner

from allmende.site.cli.shared import Refusal
from allmende.site.cli.supply import counties as many
from allmende.site.cli.supply import supply
from allmende.site.cli.supply.county import Question
from tests.site.cli.supply_town import FACILITIES, ORIGINS, write_town
from tests.site.cli.test_cli import home, run  # noqa: F401

pytest.importorskip("distributed", reason="the cluster is an optional extra")
COUNTIES = 6


def make_land(folder, counties):
    """Write a list of counties that differ in their people."""
    write_town(folder / "town.osm.pbf")
    (folder / "kitas.csv").write_text(FACILITIES)
    lines = ["name;osm;origins;facilities"]
    for number in range(counties):
        (folder / f"people{number}.csv").write_text(ORIGINS.replace(",30\n", f",{30 + number}\n"))
        lines.append(f"Kreis {number};town.osm.pbf;people{number}.csv;kitas.csv")
    path = folder / "land.csv"
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


@pytest.fixture
def land(tmp_path):
    return make_land(tmp_path, COUNTIES)


def same(ours, theirs):
    for one, other in zip(ours, theirs, strict=True):
        assert one.name == other.name
        for field in ("ids", "facilities", "left_out", "capacity"):
            assert getattr(one, field) == getattr(other, field)
        for field in ("times", "which", "reason", "choices", "weight", "places"):
            assert np.array_equal(getattr(one, field), getattr(other, field))


def ignore(*_args):
    pass


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of the dying worker, in the threads of the scheduler
def test_a_killed_worker_loses_nothing(tmp_path):
    question, todo = Question("walk", 8), many.read_list(make_land(tmp_path, 40))
    alone = many.answer_here(todo, question, ignore)
    killed, lost = [], []
    with many.cluster("local:2") as client:
        workers = client.run(os.getpid)

        def kill_once(_name, _done, _of):
            busy = [] if killed else [address for address, keys in client.processing().items() if keys]
            for address in busy[:1]:
                lost.extend([*client.processing()[address], *client.has_what()[address]])
                killed.append(workers[address])
                os.kill(killed[0], signal.SIGKILL)

        together = many.answer_on(client, todo, question, kill_once)
        client.wait_for_workers(2, timeout=60)
        assert killed[0] not in client.run(os.getpid).values(), "the worker is dead, another one took its place"
    assert lost, "it died with work in hand"
    same(alone, together)


@pytest.mark.slow
def test_the_command_gives_the_same_numbers_on_a_cluster(home, land):  # noqa: F811
    question = ["report", "--counties", str(land), "--minutes", "8", "--json"]
    alone = json.loads(CliRunner().invoke(supply, question).stdout)
    together = json.loads(run(home, "supply", *question, "--cluster", "local:2").stdout)
    assert alone == together
    assert [county["name"] for county in alone["counties"]] == [f"Kreis {number}" for number in range(COUNTIES)]
    assert alone["totals"]["weight"] == sum(county["totals"]["weight"] for county in alone["counties"])
    assert alone["totals"]["origins"] == 7 * COUNTIES


def ask(*arguments):
    result = CliRunner().invoke(supply, [str(each) for each in arguments])
    assert result.exit_code in {1, 2}, (result.output, result.exception)
    assert result.stdout == ""
    return result.stderr


def test_a_list_for_people_names_each_county(land):
    text = CliRunner().invoke(supply, ["report", "--counties", str(land)]).stdout
    assert text.count("\nKreis ") == COUNTIES
    assert "Alle zusammen" in text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("people3.csv", "weg.csv"), "Zeile 5, Feld „origins“: „weg.csv“ gibt es nicht"),
        (("Kreis 2", "Kreis 1"), "Zeile 4, Feld „name“"),
        (("kitas.csv\nKreis 1", "\nKreis 1"), "Zeile 2, Feld „facilities“: Die Angabe fehlt"),
        (("facilities", "places"), "Feld „facilities“: Die Spalte fehlt"),
    ],
)
def test_bad_lists_are_refused(land, change, said):
    land.write_text(land.read_text(encoding="utf-8-sig").replace(*change), encoding="utf-8")
    assert said in ask("report", "--counties", land)


def test_one_bad_county_refuses_the_whole_by_name(land):
    (land.parent / "people4.csv").write_text("id,lon,lat\na,x,49.4\n")
    assert "Kreis 4: people4.csv, Zeile 2, Feld „lon“" in ask("report", "--counties", land, "--json")


def test_wrong_addresses_are_refused(land):
    assert "local:2" in ask("report", "--counties", land, "--cluster", "local:many")
    assert "local:2" in ask("report", "--counties", land, "--cluster", "local:0")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_nobody_answers_at_the_address(land, monkeypatch):
    monkeypatch.setattr(many, "PATIENCE", "200ms")
    with pytest.raises(Refusal, match="antwortet kein Dask-Scheduler"), many.cluster("tcp://127.0.0.1:9"):
        pass


def test_without_dask_the_message_says_how_to_get_it(land, monkeypatch):
    import builtins

    real = builtins.__import__

    def without(name, *rest, **more):
        if name in {"dask", "distributed"}:
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    assert "pip install 'allmende[cluster]'" in ask("report", "--counties", land, "--cluster", "local:2")
