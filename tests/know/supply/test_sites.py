# SPDX-License-Identifier: EUPL-1.2
"""Searches for sites: who may, what comes out, what cannot be done, and that a task that comes twice works once."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from allmende.know.supply import site_actions
from allmende.know.supply.models import SiteSearch, Topic
from allmende.know.supply.rules import may_delete_search, may_search_sites
from tests.access_matrix import expected, matrix, member, people_of

pytestmark = pytest.mark.django_db
OWN = [
    {"name": "West", "lon": 10.206, "lat": 51.106},
    {"name": "Ost", "lon": 10.245, "lat": 51.115},
    {"name": "Nordost", "lon": 10.245, "lat": 51.145},
    {"name": "Südost", "lon": 10.256, "lat": 51.103},
]


def search_of(county, **fields):
    values = {
        "title": "Wo hilft eine Kita?", "topic": Topic.objects.get(municipality=county, key="kita"), "group": "alle",
        "way": "zu-fuss", "goal": "reach", "minutes": 15, "count": 2, "own_sites": OWN, "categories": [],
    }  # fmt: skip
    return SiteSearch(municipality=county, **{**values, **fields})


@pytest.fixture
def planner(supplied):
    return member("planner", supplied)


def done(planner, search):
    found = site_actions.start_search(planner, search)
    found.refresh_from_db()
    if found.state == "waiting":
        site_actions.run_search(found.pk)
        found.refresh_from_db()
    return found


def test_the_best_two_of_four_are_found_and_proved(supplied, planner, world):
    search = done(planner, search_of(supplied))
    assert search.state == "done", search.problem
    assert search.result["proven"]
    assert search.result["gap"] == 0
    provider, origins = world.travel.provider("walk"), world.origins("walk")
    points = np.concatenate([world.metres_at(site["lon"], site["lat"]) for site in OWN])
    there = provider.nearest_at(origins, provider.locate(world.facilities_xy(world.topics["kita"]))).times
    matrix = provider.times(origins, provider.locate(points))
    best = max(
        world.people[np.minimum(there, matrix[:, list(pair)].min(axis=1)) <= 9000, 0].sum()
        for pair in itertools.combinations(range(4), 2)
    )
    assert search.result["after"]["within"] == best > search.result["before"]["within"]


@pytest.mark.parametrize("goal", ["near", "all"])
def test_the_other_goals_shorten_ways_too(supplied, planner, goal):
    result = done(planner, search_of(supplied, goal=goal)).result
    assert result["after"]["minutes"] < result["before"]["minutes"]
    assert all(site["within"] % 10 == 0 and site["shorter"] % 10 == 0 for site in result["sites"])


def test_empty_shops_are_candidates(supplied, planner):
    result = done(planner, search_of(supplied, categories=["vacant_shop"], own_sites=[], count=5)).result
    assert [site["name"] for site in result["sites"]] == ["Ehemalige Bäckerei"]


def test_without_candidates_there_is_no_search(supplied, planner):
    with pytest.raises(ValidationError, match="keine Orte"):
        site_actions.start_search(planner, search_of(supplied, own_sites=[]))
    assert not SiteSearch.objects.exists()


def test_a_group_that_nobody_counted_is_told(supplied, planner):
    from allmende.know.supply.models import Population

    population = Population.objects.get()
    population.columns = [name for name in population.columns if name != "no_car"]
    population.save()
    from allmende.know.supply.actions import prepare

    prepare(supplied)
    search = done(planner, search_of(supplied, group="ohne-auto"))
    assert search.state == "failed"
    assert "Gruppe" in search.problem


def test_a_task_that_comes_twice_works_once(supplied, planner):
    search = done(planner, search_of(supplied))
    finished = search.finished
    site_actions.run_search(search.pk)
    search.refresh_from_db()
    assert search.finished == finished


def test_only_planners_and_the_like_may(supplied):
    people = people_of(supplied)
    objects = {"search": search_of(supplied)}
    assert matrix(may_search_sites, people, objects) == expected(people, objects, {"planner": "x", "superuser": "x"})
    assert matrix(may_delete_search, people, objects) == expected(people, objects, {"planner": "x", "superuser": "x"})
    with pytest.raises(PermissionDenied):
        site_actions.start_search(people["clerk"], search_of(supplied))


def test_the_pages_from_form_to_table(supplied, planner):
    client = Client()
    client.force_login(planner)
    page = client.get("/versorgung/standorte/")
    assert page.status_code == 200
    sent = {
        "title": "Neue Kita", "topic": Topic.objects.get(key="kita").pk, "group": "3-5", "way": "zu-fuss", "goal": "reach",
        "minutes": "15", "count": "1", "keep_existing": "on", "own": "Am Bach; 51,115; 10,245\nMühle; 51.145; 10.245",
    }  # fmt: skip
    wrong = client.post("/versorgung/standorte/", {**sent, "own": "Am Bach; 51,115; 10,245\nirgendwo"})
    assert wrong.status_code == 422
    assert "Zeile 2" in wrong.content.decode()
    response = client.post("/versorgung/standorte/", sent)
    search = SiteSearch.objects.get()
    assert response["Location"].endswith(f"/versorgung/standorte/{search.pk}/")
    site_actions.run_search(search.pk)
    text = client.get(response["Location"]).content.decode()
    assert "Bewiesen" in text
    assert "Am Bach" in text or "Mühle" in text
    table = client.get(response["Location"] + "standorte.csv").content.decode("utf-8-sig")
    assert table.startswith("Standort;")
    assert client.get(response["Location"] + "stand/")["HX-Refresh"] == "true"
    assert Client().get(response["Location"]).status_code == 302
    assert client.get(f"/versorgung/standorte/{search.pk}/loeschen/").status_code == 405
    client.post(f"/versorgung/standorte/{search.pk}/loeschen/")
    assert not SiteSearch.objects.exists()
