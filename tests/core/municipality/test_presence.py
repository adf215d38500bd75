# SPDX-License-Identifier: EUPL-1.2
"""Setting up the municipalities served here, from the command line."""

from __future__ import annotations

import datetime
import json

import pytest
from click.testing import CliRunner
from django.core.exceptions import ValidationError

from allmende.core.municipality.actions import add_presence, display_name_of
from allmende.core.municipality.models import Host, Municipality, Presence
from allmende.core.municipality.queries import by_official_key, find_by_name
from allmende.site.cli import cli

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    """A Land with a county of two towns, and a town that is its own county."""
    rows = {}

    def make(kind, ars, name, title="", parent=None, **fields):
        rows[name, kind] = Municipality.objects.create(
            kind=kind, ars=ars, ags=ars[:5] + ars[9:], name=name, title=title, parent=parent,
            valid_from=fields.pop("valid_from", datetime.date(2020, 1, 1)), **fields,
        )  # fmt: skip
        return rows[name, kind]

    land = make("land", "060000000000", "Hessen")
    county = make("county", "064380000000", "Offenbach", "Landkreis", land)
    make("town", "064380002002", "Dreieich", "Stadt", county, postcode="63303", population=42_000)
    make("town", "064380003003", "Dietzenbach", "Kreisstadt", county)
    own = make("county", "064130000000", "Offenbach am Main", "kreisfreie Stadt", land)
    make("association", "064130000000", "Offenbach am Main", "verbandsfreie Gemeinde", own)
    make("town", "064130000000", "Offenbach am Main", "kreisfreie Stadt", own)
    make("town", "064380009009", "Dreieichenhain", "Stadt", county, valid_to=datetime.date(2021, 1, 1))
    return rows


def call(*arguments):
    return CliRunner().invoke(cli, ["municipality", *arguments])


def test_keys_of_all_lengths_find_the_current_body(register):
    assert by_official_key("064380002002").name == "Dreieich"
    assert by_official_key("06438002").name == "Dreieich"
    assert by_official_key("06438").name == "Offenbach"
    assert by_official_key("064130000000").kind == "town"
    assert by_official_key("06413000").kind == "town"
    assert by_official_key("06413").kind == "county"
    assert by_official_key("06438009") is None  # no longer exists


def test_names_are_found_by_their_beginning_with_what_they_lie_in(register, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = find_by_name("d")
    assert [(row.name, above) for row, above in found] == [
        ("Dietzenbach", "Landkreis Offenbach"),
        ("Dreieich", "Landkreis Offenbach"),
    ]
    assert [above for row, above in find_by_name("Offenbach") if row.kind == "county"] == ["Hessen", "Hessen"]


@pytest.mark.parametrize(
    ("kind", "name", "title", "shown"),
    [
        ("county", "Gifhorn", "Landkreis", "Landkreis Gifhorn"),
        ("county", "Dithmarschen", "Kreis", "Kreis Dithmarschen"),
        ("county", "Wetteraukreis", "Landkreis", "Wetteraukreis"),
        ("county", "Jena", "kreisfreie Stadt", "Jena"),
        ("town", "Dreieich", "Stadt", "Dreieich"),
    ],
)
def test_how_a_municipality_is_called(kind, name, title, shown):
    assert display_name_of(Municipality(kind=kind, name=name, title=title)) == shown


def test_the_first_one_becomes_the_default_and_a_second_call_changes_nothing(register):
    first = call("add", "064380002002", "--host", "dreieich.example")
    assert first.exit_code == 0, first.stderr
    assert "Dreieich (064380002002) ist eingerichtet." in first.stderr
    assert "import municipalities shape" in first.stderr  # its outline is missing
    again = call("add", "06438002", "--json")
    assert json.loads(again.stdout) == {"ars": "064380002002", "name": "Dreieich", "slug": "dreieich", "added": False}
    call("add", "06438")
    presences = Presence.objects.order_by("pk")
    assert [(p.display_name, p.slug, p.is_default) for p in presences] == [
        ("Dreieich", "dreieich", True),
        ("Landkreis Offenbach", "landkreis-offenbach", False),
    ]
    assert (presences[0].postcode, presences[0].city) == ("63303", "Dreieich")
    listed = json.loads(call("list", "--json").stdout)["municipalities"]
    assert listed[0]["hosts"] == ["dreieich.example"]


def test_another_one_becomes_the_default_only_when_asked(register):
    call("add", "06438002")
    result = call("add", "06438003", "--default", "--name", "Kreisstadt Dietzenbach")
    assert result.exit_code == 0, result.stderr
    assert Presence.objects.get(is_default=True).display_name == "Kreisstadt Dietzenbach"
    assert Presence.objects.filter(is_default=True).count() == 1


def test_a_host_belongs_to_one_municipality(register):
    add_presence(register["Dreieich", "town"], hosts=["stadt.example"])
    with pytest.raises(ValidationError, match="gehört schon zu"):
        add_presence(register["Dietzenbach", "town"], hosts=["stadt.example"])
    assert Presence.objects.count() == 1
    assert call("add", "06438003", "--host", "Böse Adresse").exit_code == 2
    assert Host.objects.count() == 1


def test_two_towns_of_the_same_name_get_different_addresses(register):
    twin = Municipality.objects.create(
        kind="town", ars="034020001001", ags="03402001", name="Dreieich", valid_from=datetime.date(2020, 1, 1)
    )
    add_presence(register["Dreieich", "town"])
    assert add_presence(twin)[0].slug == "dreieich-03402001"


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("12", "kein ARS"),
        ("Dreieich", "kein ARS"),
        ("064380009999", "gibt es im Verzeichnis nicht"),
        ("٠٦٤٣٨", "kein ARS"),
    ],
)
def test_wrong_keys_say_how_to_find_the_right_one(register, key, reason):
    result = call("add", key)
    assert result.exit_code == 2
    assert reason in result.stderr
    assert "municipality find" in result.stderr


def test_an_empty_register_says_where_to_begin(db):
    result = call("add", "064380002002")
    assert result.exit_code == 2
    assert "allmende import municipalities" in result.stderr
    assert call("find", "Dreieich").exit_code == 1
    assert "No municipality" in call("list").stderr
