# SPDX-License-Identifier: EUPL-1.2
"""`allmende role`."""

import json

import pytest
from click.testing import CliRunner

from allmende.core.roles.models import Grant
from allmende.site.cli import cli
from tests.access_matrix import member


def run(*arguments):
    return CliRunner().invoke(cli, ["role", *arguments])


def test_grant_list_end(county, units, citizen):
    made = run("grant", "Citizen@Example.org", "clerk", "--unit", "Bürgerbüro", "--until", "2099-10-24", "--json")
    assert made.exit_code == 0, made.output
    row = json.loads(made.stdout)
    # The last day counts wholly: it ends at midnight of summer time.
    assert (row["where"], row["until"]) == ("Landkreis Auental: Bürgerbüro", "2099-10-25T00:00:00+02:00")
    (listed,) = json.loads(run("list", "--json").stdout)["grants"]
    assert listed["number"] == row["number"]
    assert "citizen@example.org" in run("list", "--email", "citizen@example.org").stdout
    assert run("end", str(row["number"]), "--reason", "fertig").exit_code == 0
    assert json.loads(run("list", "--json").stdout)["grants"] == []
    assert len(json.loads(run("list", "--all", "--json").stdout)["grants"]) == 1
    assert run("end", str(row["number"])).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("grant", "citizen@example.org", "king"), "Rollen: editor"),
        (("grant", "nobody@example.org", "clerk"), "kein Konto"),
        (("grant", "citizen@example.org", "clerk", "--unit", "Mondamt"), "Bürgerbüro"),
        (("grant", "citizen@example.org", "clerk", "--until", "31.12.2026"), "kein Datum"),
        (("grant", "citizen@example.org", "clerk", "--until", "2027-03-28T02:30"), "Abstand zur Weltzeit"),
        (("grant", "citizen@example.org", "clerk", "--until", "2020-01-01"), "Ende"),
        (("grant", "citizen@example.org", "clerk", "--municipality", "123"), "kein ARS"),
        (("end", "12345"), "gibt es nicht"),
    ],
)
def test_wrong_input(county, units, citizen, arguments, words):
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.output
    assert not Grant.objects.exists()


def test_the_last_administrator_stays(county):
    number = member("administrator", county, "chief").grants.get().pk
    result = run("end", str(number))
    assert (result.exit_code, "letzte Administration" in result.output) == (2, True)
