# SPDX-License-Identifier: EUPL-1.2
"""Reading and writing .pb files: nothing is lost, nothing wrong is let in, every error says where and what to do."""

import contextlib
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.engines.budgeting import (
    Ballot,
    BudgetError,
    Instance,
    PabulibError,
    Project,
    dump,
    equal_shares,
    format_number,
    german_number,
    official_winners,
    parse,
    parse_number,
)

from .strategies import instances

pytestmark = pytest.mark.engine

GOOD = """META
key;value
description;Bürgerbudget
budget;10000.50
vote_type;approval
num_projects;3
num_votes;3
currency;EUR
PROJECTS
project_id;cost;name;selected
A-1;2500;"Bänke; Müllkörbe";1
2;400.25;Blühwiese ""Süd"";0
3;9000;Spielplatz 🛝 ملعب;0
VOTES
voter_id;age;vote
u;34;A-1,2
v;51;
w;;3
"""

text = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=12)


def test_a_file_as_the_format_describes_it():
    instance = parse(GOOD.encode())
    assert instance.budget == Fraction(20001, 2)
    assert [project.cost for project in instance.projects] == [2500, Fraction(1601, 4), 9000]
    assert instance.projects[0].name == "Bänke; Müllkörbe"
    assert [ballot.choices for ballot in instance.ballots] == [("A-1", "2"), (), ("3",)]
    assert instance.ballots[0].fields == {"age": "34"}
    assert instance.meta["currency"] == "EUR"
    assert instance.warnings == ()
    assert official_winners(instance) == {"A-1"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_do_not_matter(encoding, newline):
    assert parse(GOOD.replace("\n", newline).encode(encoding)) == parse(GOOD.encode())


def test_old_windows_encoding_is_recognised_and_said():
    old = GOOD.replace(" 🛝 ملعب", "").encode("cp1252")
    instance = parse(old)
    assert instance.meta["description"] == "Bürgerbudget"
    assert "Windows-1252" in instance.warnings[0]
    assert parse(old, encoding="cp1252").warnings == ()
    with pytest.raises(PabulibError, match="nicht als utf-8 lesen"):
        parse(old, encoding="utf-8")
    with pytest.raises(PabulibError, match="nicht als klingonisch lesen"):
        parse(old, encoding="klingonisch")


def test_a_spreadsheet_may_pad_the_rows():
    padded = "\n".join(line + ";;" for line in GOOD.splitlines())
    assert [b.choices for b in parse(padded.encode()).ballots] == [b.choices for b in parse(GOOD.encode()).ballots]


BAD = {
    "no budget": ("budget;10000.50\n", "", "Feld „budget“: Diese Angabe fehlt"),
    "budget of none": ("budget;10000.50", "budget;0", "Zeile 4, Feld „budget“: Das Budget muss größer als null"),
    "thousands": ("2500", "2.500", "Zeile 11, Feld „cost“: „2.500“ kann 2500 oder ein Bruchteil sein"),
    "no number": ("2500", "viel", "Zeile 11, Feld „cost“: „viel“ ist keine Zahl"),
    "nan": ("2500", "nan", "Zeile 11, Feld „cost“"),
    "exponent": ("2500", "1e99", "Zeile 11, Feld „cost“"),
    "endless number": ("2500", "9" * 5000, "Zeile 11, Feld „cost“: ist zu lang"),
    "foreign digits": ("2500", "٢٥٠٠", "Zeile 11, Feld „cost“"),
    "negative cost": ("2500", "-5", "Zeile 11, Feld „cost“: Projekt „A-1“ muss mehr als null kosten"),
    "no cost": ("2500", "", "Zeile 11, Feld „cost“: Die Kosten von Projekt „A-1“ fehlen"),
    "same project twice": ("\n3;9000", "\n2;9000", "Zeile 13, Feld „project_id“: Projekt „2“ steht schon in Zeile 12"),
    "unknown project": ("w;;3", "w;;4", "Zeile 18, Feld „vote“: Projekt „4“ steht nicht in PROJECTS"),
    "stray comma": ("w;;3", 'w;;"3,"', "Zeile 18, Feld „vote“: Ein Komma steht zu viel"),
    "project twice on a ballot": ("w;;3", "w;;3,3", "Zeile 18, Feld „vote“: Ein Projekt ist zweimal genannt"),
    "voted twice": ("w;;3", "u;;3", "Zeile 18, Feld „voter_id“: „u“ hat schon in Zeile 16 abgestimmt"),
    "truncated": ("w;;3\n", "", "Zeile 7, Feld „num_votes“: Angekündigt sind 3 Stimmen, in der Datei stehen 2"),
    "vote type": ("approval", "jury", "Zeile 5, Feld „vote_type“: „jury“ ist unbekannt"),
    "unquoted semicolon": (
        '"Bänke; Müllkörbe"',
        "Bänke; Müllkörbe",
        "Zeile 11, Feld „selected“: Die Zeile hat 5 Felder",
    ),
    "open quotation mark": ("Spielplatz", '"Spielplatz', "Zeile 13: Ein doppeltes Anführungszeichen"),
    "no votes section": ("VOTES\nvoter_id;age;vote\nu;34;A-1,2\nv;51;\nw;;3\n", "", "Der Abschnitt VOTES fehlt"),
    "no column vote": ("voter_id;age;vote", "voter_id;age;votum", "Zeile 15, Feld „vote“: Diese Spalte fehlt"),
    "comma as delimiter": ("voter_id;age;vote", "voter_id,age,vote", "Trennzeichen ist das Semikolon"),
    "same column twice": ("voter_id;age;vote", "vote;age;vote", "Feld „vote“: Diese Spalte steht zweimal"),
    "not a pb file": ("META\n", "", "Zeile 1: Die Datei muss mit der Zeile META beginnen"),
    "two sections": ("VOTES\n", "META\nkey;value\nVOTES\n", "Der Abschnitt META kommt zweimal vor"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_files_are_refused_with_line_field_and_remedy(case):
    old, new, message = BAD[case]
    assert GOOD.count(old) == 1
    with pytest.raises(PabulibError) as refused:
        parse(GOOD.replace(old, new).encode(), "wahl.pb")
    assert str(refused.value).startswith("wahl.pb: ")
    assert message in str(refused.value)


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"META", b"<html></html>", b"\xff\xfe\x00", b"META\nkey;value\n\n"]
)
def test_anything_else_is_refused_politely(content):
    with pytest.raises(PabulibError):
        parse(content)


@settings(max_examples=200)
@given(st.integers(0, len(GOOD)), st.integers(0, 30), text)
def test_a_damaged_file_is_read_or_refused_but_never_crashes(start, length, instead):
    damaged = GOOD[:start] + instead + GOOD[start + length :]
    with contextlib.suppress(PabulibError):
        parse(damaged.encode())


def test_many_problems_are_counted():
    broken = GOOD.replace("num_votes;3", "num_votes;22").replace(
        "u;34;A-1,2\n", "".join(f"x{n};;9\n" for n in range(20))
    )
    with pytest.raises(PabulibError) as refused:
        parse(broken.encode())
    assert len(refused.value.problems) == 20
    assert "und 12 weitere Fehler" in str(refused.value)


def test_oddities_are_told_but_counted():
    odd = GOOD.replace("currency;EUR", "max_length;1\nmin_length;1").replace("cost;name;selected", "cost;name;votes")
    warnings = parse(odd.encode()).warnings
    assert any("1 Stimmzettel halten max_length = 1 nicht ein" in warning for warning in warnings)
    assert any("1 Stimmzettel halten min_length = 1 nicht ein" in warning for warning in warnings)
    assert any("Projekt „2“: Die Spalte votes nennt 0" in warning for warning in warnings)


def test_points_are_read_and_checked():
    points = (
        GOOD.replace("approval", "cumulative")
        .replace("voter_id;age;vote", "voter_id;vote;points")
        .replace("u;34;A-1,2", "u;A-1,2;3,0.5")
        .replace("v;51;", "v;;")
        .replace("w;;3", "w;3;4")
    )
    assert parse(points.encode()).ballots[0].points == (3, Fraction(1, 2))
    with pytest.raises(PabulibError, match="Zeile 16, Feld „points“: 2 Projekte, aber 1 Punktzahlen"):
        parse(points.replace("3,0.5", "3").encode())
    with pytest.raises(PabulibError, match="Punkte dürfen nicht kleiner als null sein"):
        parse(points.replace("3,0.5", "3,-1").encode())
    with pytest.raises(PabulibError, match="brauchen die Spalte points"):
        parse(points.replace("vote;points", "vote;age").encode())


@settings(max_examples=200)
@given(
    instances(("approval", "ordinal", "cumulative", "scoring")),
    st.lists(text, min_size=5, max_size=5),
    st.dictionaries(st.sampled_from(["description", "unit", "comment"]), text),
    st.sampled_from([None, 2]),
)
def test_what_is_written_is_read_again(instance, names, meta, max_length):
    projects = tuple(
        replace(project, name=name, fields={"category": name[::-1]})
        for project, name in zip(instance.projects, names, strict=False)
    )
    written = replace(instance, projects=projects, meta=meta, max_length=max_length)
    read = parse(dump(written).encode())
    assert (read.budget, read.vote_type, read.max_length) == (written.budget, written.vote_type, max_length)
    assert [(p.id, p.cost, p.name, p.fields["category"]) for p in read.projects] == [
        (p.id, p.cost, p.name, p.fields["category"]) for p in projects
    ]
    assert [(ballot.choices, ballot.points) for ballot in read.ballots] == [
        (b.choices, b.points) for b in written.ballots
    ]
    assert all(read.meta[key] == value for key, value in meta.items())
    assert dump(read) == dump(parse(dump(read).encode()))


def test_a_written_result_can_be_checked_by_anyone():
    instance = parse(GOOD.encode())
    outcome = equal_shares(instance)
    again = parse(dump(instance, outcome).encode())
    assert official_winners(again) == set(outcome.winner_ids)
    assert again.meta["rule"] == "equalshares/add1"
    assert equal_shares(again).winner_ids == outcome.winner_ids
    assert again.warnings == ()


def test_line_breaks_in_names_cannot_forge_rows():
    project = Project("1", Fraction(5), "Park\nVOTES\nvoter_id;vote")
    instance = Instance(Fraction(9), (project,), (Ballot(("1",)),))
    assert len(parse(dump(instance).encode()).ballots) == 1


@pytest.mark.parametrize(
    "broken",
    [
        {"budget": Fraction(0)},
        {"projects": (Project("1", Fraction(0)),)},
        {"projects": (Project("1", Fraction(1)), Project("1", Fraction(2)))},
        {"ballots": (Ballot(("2",)),)},
        {"ballots": (Ballot(("1", "1")),)},
        {"vote_type": "cumulative"},
    ],
)
def test_an_impossible_instance_cannot_be_made(broken):
    good = {"budget": Fraction(9), "projects": (Project("1", Fraction(5)),), "ballots": (Ballot(("1",)),)}
    with pytest.raises(BudgetError):
        Instance(**(good | broken))


def test_ids_that_would_break_ballots_are_not_written():
    with pytest.raises(BudgetError, match="kein Komma"):
        dump(Instance(Fraction(9), (Project("1,2", Fraction(5)),), ()))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12000", 12000),
        ("12000.50", Fraction(24001, 2)),
        ("12000,5", Fraction(24001, 2)),
        ("1.200.000", 1_200_000),
        ("1.200,50", Fraction(2401, 2)),
        ("0.125", Fraction(1, 8)),
        ("-3", -3),
    ],
)
def test_numbers_as_people_write_them(written, value):
    assert parse_number(written) == value


@given(st.fractions(max_denominator=1).map(lambda f: f), st.integers(0, 8), st.booleans())
def test_numbers_survive_writing(value, digits, negative):
    number = abs(value) + Fraction(7, 10**digits)
    number = -number if negative else number
    assert parse_number(format_number(number)) == number


def test_numbers_for_people():
    assert german_number(Fraction(1234567)) == "1.234.567"
    assert german_number(Fraction(999, 1000)) == "0,99"
    assert german_number(Fraction(1, 1000), up=True) == "0,01"
    assert german_number(Fraction(5, 2)) == "2,50"
    with pytest.raises(BudgetError):
        format_number(Fraction(1, 3))
