# SPDX-License-Identifier: EUPL-1.2
"""The table of all routes: complete, without leftovers, and no route of ours without a name."""

import json

import pytest
from click.testing import CliRunner
from django.core.exceptions import ImproperlyConfigured
from django.urls import get_resolver

from allmende.core.access import table
from allmende.core.access.third_party import THIRD_PARTY
from allmende.core.rules import anyone, nobody, staff_area


def test_every_route_has_a_rule():
    missing = [route.name for route in table.routes() if route.rule is None]
    assert not missing, "add these to ROUTES in rules.py of their app (see docs/developer/rules.md)"


def test_every_rule_belongs_to_a_route():
    names = {name for _, name in table.walk(get_resolver())}
    left_over = [
        key
        for key in table.declared()
        if key not in names and not (key.endswith(":*") and any(name.startswith(key[:-1]) for name in names))
    ]
    assert not left_over


def test_our_own_routes_have_names():
    """Only two of a library have none; the table names them by their address."""
    unnamed = [name for pattern, name in table.walk(get_resolver()) if name == pattern]
    assert unnamed == ["verwaltung/test404/", "verwaltung/.*/$"]


def test_every_line_about_libraries_says_why():
    assert all(foreign.why for foreign in THIRD_PARTY)


@pytest.mark.parametrize(
    ("key", "rule"),
    [
        ("places:search", anyone),
        ("wagtailadmin_login", anyone),
        ("wagtailadmin_home", staff_area),
        ("wagtailadmin_pages:edit", staff_area),
        ("verwaltung/test404/", nobody),
    ],
)
def test_looking_up(key, rule):
    assert table.find(key).rule is rule


@pytest.mark.parametrize("key", ["unknown", "unknown:name", "places", "places_other:index", "", "wagtail_unknown"])
def test_what_nobody_declared_has_no_rule(key):
    assert table.find(key) is None


def test_the_same_route_in_two_apps_is_an_error(monkeypatch):
    from allmende.core.maps import routes

    monkeypatch.setitem(routes.ROUTES, "places:*", anyone)
    table.declared.cache_clear()
    try:
        with pytest.raises(ImproperlyConfigured, match="places:"):
            table.declared()
    finally:
        monkeypatch.undo()
        table.declared.cache_clear()


def test_the_command_prints_the_table():
    from allmende.site.cli import cli

    shown = CliRunner().invoke(cli, ["routes", "--json"])
    lines = json.loads(shown.stdout)["routes"]
    assert shown.exit_code == 0, shown.stderr
    assert {
        "address": "/orte/",
        "name": "places:search",
        "rule": "anyone",
        "source": "allmende.commons.places.rules",
    } in lines
    assert {"address": "/healthz", "name": "", "rule": "anyone", "source": "health: the process lives"} in lines
    plain = CliRunner().invoke(cli, ["routes"])
    assert any(line.startswith("/vorgang/ ") and "anyone" in line for line in plain.stdout.splitlines())


def test_the_command_fails_where_a_rule_is_missing(settings):
    from allmende.site.cli import cli

    settings.ROOT_URLCONF = "tests.core.access.open_routes"
    shown = CliRunner().invoke(cli, ["routes"])
    assert shown.exit_code == 1
    assert [line.split() for line in shown.stdout.splitlines() if "NO RULE" in line] == [
        ["/vergessen/", "!!", "NO", "RULE", "[forgotten]"]
    ]
