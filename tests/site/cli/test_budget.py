# SPDX-License-Identifier: EUPL-1.2
"""`allmende budget` as a citizen who recomputes a result meets it: one file, no installation."""

import json

import pytest

from tests.site.cli.test_cli import home, run  # noqa: F401

VOTE = """META
key;value
budget;100
vote_type;approval
num_projects;3
num_votes;4
currency;EUR
PROJECTS
project_id;cost;name;selected
1;60;Bänke;1
2;50;Blühwiese;0
3;40;Spielplatz;1
VOTES
voter_id;vote
a;1,2
b;1,2
c;1
d;3
"""


@pytest.fixture
def vote(tmp_path):
    path = tmp_path / "wahl.pb"
    path.write_text(VOTE, encoding="utf-8")
    return str(path)


def test_tally_prints_one_object(home, vote, tmp_path):  # noqa: F811
    answer = json.loads(run(home, "budget", "tally", vote, "--rule", "equal-shares", "--json").stdout)
    assert [winner["id"] for winner in answer["winners"]] == ["1", "3"]
    assert answer["spent"] == 100
    assert answer["winners"][0]["reason"].startswith("Gewählt als Nummer 1: 3 Stimmen.")
    assert [(loser["id"], loser["code"]) for loser in answer["losers"]] == [("2", "short")]
    assert not (tmp_path / "home").exists(), "counting needs no installation"


def test_tally_for_people_says_why_and_whether_the_file_agrees(home, vote):  # noqa: F811
    result = run(home, "budget", "tally", vote)
    assert "Nicht gewählt: Wer dafür gestimmt hatte" in result.stdout
    assert "2 von 3 Projekten sind gewählt." in result.stdout
    assert "stimmt mit dem überein, das in der Datei steht" in result.stderr


def test_greedy_and_its_options(home, vote):  # noqa: F811
    answer = json.loads(
        run(home, "budget", "tally", vote, "--rule", "greedy", "--by", "votes-per-cost", "--json").stdout
    )
    assert answer["rule"] == "greedy/votes-per-cost"
    assert "belongs to --rule greedy" in run(home, "budget", "tally", vote, "--by", "votes", check=2).stderr
    assert "belong to" in run(home, "budget", "tally", vote, "--rule", "greedy", "--completion", "none", check=2).stderr


def test_a_result_is_written_once_and_can_be_counted_again(home, vote, tmp_path):  # noqa: F811
    target = str(tmp_path / "ergebnis.pb")
    run(home, "budget", "tally", vote, "--write", target, "--json")
    assert "gibt es schon" in run(home, "budget", "tally", vote, "--write", target, check=2).stderr
    again = json.loads(run(home, "budget", "tally", target, "--json").stdout)
    assert [winner["id"] for winner in again["winners"]] == ["1", "3"]


def test_compare_counts_both(home, vote):  # noqa: F811
    answer = json.loads(run(home, "budget", "compare", vote, "--json").stdout)
    assert answer["greedy"]["spent"] == 100
    assert "meiste Stimmen" in run(home, "budget", "compare", vote).stdout


def test_bad_files_are_refused_with_line_and_field(home, vote, tmp_path):  # noqa: F811
    bad = tmp_path / "schlecht.pb"
    bad.write_text(VOTE.replace("d;3", "d;7"), encoding="utf-8")
    for command in ("tally", "compare"):
        result = run(home, "budget", command, str(bad), "--json", check=2)
        assert "schlecht.pb: Zeile 18, Feld „vote“: Projekt „7“ steht nicht in PROJECTS." in result.stderr
        assert result.stdout == ""
        missing = run(home, "budget", command, str(tmp_path / "fehlt.pb"), check=2)
        assert "lässt sich nicht lesen" in missing.stderr
        assert "Traceback" not in missing.stderr


def test_real_votes_from_the_command_line(home, shared_data):  # noqa: F811
    file = str(shared_data / "participation" / "Netherlands_Assen_2024.pb")
    assert len(json.loads(run(home, "budget", "tally", file, "--json").stdout)["winners"]) == 9
