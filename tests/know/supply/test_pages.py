# SPDX-License-Identifier: EUPL-1.2
"""Public pages about supply: what they say, that they cost no more with more rows, and that an address leaves no trace."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from shapely import Point

from allmende.know.supply import actions, page_queries
from allmende.know.supply.models import Preparation, Standard, Topic
from allmende.know.supply.world import world_of
from tests.access_matrix import member

pytestmark = pytest.mark.django_db
PATHS = (
    "/versorgung/", "/versorgung/kita/", "/versorgung/kita/?gruppe=u3&weg=rollstuhl", "/versorgung/rangliste/",
    "/versorgung/gebiet/quarters/ostend/", "/versorgung/adresse/", "/versorgung/so-gerechnet/",
)  # fmt: skip


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_topic_says_in_words_what_the_map_shows(world):
    text = text_of(Client().get("/versorgung/kita/?gruppe=alle"))
    assert "Wie weit ist es zur nächsten Kita?" in text
    assert "höchstens 15 Minuten zu Fuß" in text
    assert "Westend" in text
    assert "Luftlinie geschätzt" in text  # there is no street network, and the page says so
    assert "fast alle (ab 95 %)" in text  # the legend


def test_the_least_supplied_quarter_comes_first(world):
    page = page_queries.topic_page(world, "kita", "alle", "zu-fuss", "")
    shares = [found.share for _area, found in page.worst]
    assert shares == sorted(shares)
    assert page.worst[0][0].name in {"Ostend", "Waldhof"}


def test_the_share_of_everybody_lies_between_those_of_the_quarters(world):
    page = page_queries.topic_page(world, "kita", "alle", "zu-fuss", "")
    shares = [found.share for _area, found in page.areas]
    assert min(shares) < page.total.share < max(shares)
    assert page.total.people == sum(found.people for _area, found in page.areas)


def test_with_a_wheelchair_the_unknown_is_shown_and_is_never_a_yes(supplied, world):
    """Nobody told whether the Kitas can be used with a wheelchair: none is sure, all are unknown."""
    page = page_queries.topic_page(world, "kita", "alle", "rollstuhl", "")
    assert page.total.share == 0
    assert page.total.unknown > 0
    assert "nicht bekannt" in text_of(Client().get("/versorgung/kita/?gruppe=alle&weg=rollstuhl"))
    from allmende.commons.places.models import Place

    Place.objects.filter(category="kindergarten").update(wheelchair="no")
    actions.prepare(supplied)
    page = page_queries.topic_page(world_of(supplied), "kita", "alle", "rollstuhl", "")
    assert page.total.share == page.total.unknown == 0


def test_few_people_get_no_share(supplied):
    from allmende.commons.places.models import Area, Division
    from tests.know.supply.town import SIZE, SOUTH, WEST

    division = Division.objects.get()
    Area.objects.create(
        division=division, key="Weiler", name="Weiler", slug="weiler", valid_from="2026-01-01",
        geom=Point(WEST + SIZE * 1.5, SOUTH - 0.01).buffer(0.002),
    )  # fmt: skip
    actions.prepare(supplied)
    page = page_queries.topic_page(world_of(supplied), "kita", "alle", "zu-fuss", "")
    found = next(found for area, found in page.areas if area.name == "Weiler")
    assert found.share is None
    assert "zu wenige Menschen" in text_of(Client().get("/versorgung/kita/?gruppe=alle"))


def test_the_ranking_puts_most_people_first(world):
    division = world.divisions[0]
    lines = page_queries.ranking(world, "zu-fuss", "", division)
    assert [line.found.short for line in lines] == sorted((line.found.short for line in lines), reverse=True)
    assert all(line.found.short % 10 == 0 for line in lines)


def test_the_table_as_csv(world):
    text = Client().get("/versorgung/kita/tabelle.csv?gruppe=alle").content.decode("utf-8-sig")
    head, *rows = text.strip().split("\r\n")
    assert head.startswith("Gebiet;Gruppe;Weg;Richtwert;")
    assert len(rows) == len(world.groups) * 5
    assert all(int(row.split(";")[4]) % 10 == 0 for row in rows)


@pytest.mark.parametrize("path", PATHS)
def test_pages_cost_no_query_but_for_what_is_remembered(world, django_assert_max_num_queries, path):
    Client().get(path)
    with django_assert_max_num_queries(2):
        assert Client().get(path).status_code == 200


def test_two_hundred_facilities_cost_as_many_queries_as_one(supplied, django_assert_max_num_queries):
    from allmende.commons.places.actions import PlaceData, store_places

    rows = [PlaceData(f"s{n}", "kindergarten", Point(10.2 + n / 4000, 51.12), name=f"Kita {n}") for n in range(200)]
    store_places(supplied, "many", rows)
    actions.prepare(supplied)
    for path in PATHS:
        Client().get(path)
        with django_assert_max_num_queries(2):
            assert Client().get(path).status_code == 200


def test_an_address_is_answered_and_leaves_no_trace(supplied, world):
    from allmende.commons.places.actions import AddressData, store_addresses

    store_addresses(supplied, "x", [AddressData("Ringstraße", "5", Point(10.206, 51.106), "07777", "Auenstadt")])
    response = Client().post("/versorgung/adresse/", {"wo": "Ringstraße 5", "weg": "zu-fuss"})
    text = text_of(response)
    assert "Kita Spatzennest" in text
    assert "nah genug: alle Menschen" in text
    assert "no-store" in response["Cache-Control"]
    assert "Ringstra" not in (response.get("Location") or "")
    far = text_of(Client().post("/versorgung/adresse/", {"wo": "Ostring 7", "weg": "zu-fuss"}))
    assert "zu weit:" in far
    assert "kennen wir hier nicht" in text_of(Client().post("/versorgung/adresse/", {"wo": "Nirgendweg 1"}))


def test_an_address_in_the_address_line_is_not_read(world):
    assert "Spatzennest" not in text_of(Client().get("/versorgung/adresse/?wo=Ringstraße 5"))


def test_without_data_the_pages_say_so(county):
    actions.plant_topics(county)
    assert "Noch keine Zahlen" in text_of(Client().get("/versorgung/"))
    assert "Noch keine Zahlen" in text_of(Client().get("/versorgung/kita/"))
    assert Client().get("/versorgung/rangliste/").status_code == 404
    assert Client().get("/versorgung/xyzzy/").status_code == 404


def test_it_says_truthfully_that_new_numbers_are_on_the_way(supplied):
    assert "gerade neu berechnet" not in text_of(Client().get("/versorgung/kita/"))
    state = Preparation.objects.get()
    state.state = "running"
    state.save()
    assert "gerade neu berechnet" in text_of(Client().get("/versorgung/kita/"))


def test_the_quarter_links_to_its_supply(world):
    assert "/versorgung/gebiet/quarters/ostend/" in Client().get("/gebiete/quarters/ostend/").content.decode()


def test_a_hidden_topic_is_hidden(supplied):
    Topic.objects.filter(key="kita").update(is_public=False)
    actions.prepare(supplied)
    assert Client().get("/versorgung/kita/").status_code == 404
    assert Client().get("/versorgung/ausprobieren/antwort?thema=kita").json()["topic"] != "kita"


# --- Staff ------------------------------------------------------------------------------------------------------------


def test_planners_change_a_standard_and_the_numbers_follow(supplied):
    planner = Client()
    planner.force_login(member("planner", supplied))
    standard = Standard.objects.get(topic__key="kita", group="alle", way="zu-fuss")
    path = f"/verwaltung/versorgung/richtwerte/edit/{standard.pk}/"
    sent = {
        "topic": standard.topic_id, "group": "alle", "way": "zu-fuss", "limit": "1", "unit": "minutes", "measure": "street",
        "source": "Beschluss des Kreistags", "source_url": "",
    }  # fmt: skip
    assert planner.get(path).status_code == 200
    assert (
        planner.post(path, {**sent, "measure": "crow"}).status_code == 200
    )  # minutes of a straight line make no sense
    standard.refresh_from_db()
    assert standard.limit == 15
    assert planner.post(path, sent).status_code == 302
    before = page_queries.topic_page(world_of(supplied), "kita", "alle", "zu-fuss", "").total.share
    actions.look_for_changes()
    state = Preparation.objects.get()
    if state.state == "waiting":
        actions.prepare(supplied)
    page = page_queries.topic_page(world_of(supplied), "kita", "alle", "zu-fuss", "")
    assert page.total.share < before
    assert page.aim.source == "Beschluss des Kreistags"


def test_a_telephone_number_changes_nothing_here(supplied):
    from allmende.commons.places.models import Place

    before = Preparation.objects.get().version
    place = Place.objects.filter(category="kindergarten").first()
    place.phone = "01234"
    place.save()
    assert actions.look_for_changes() == 0
    assert Preparation.objects.get().version == before
    place.delete()
    assert actions.look_for_changes() == 1


def test_planners_have_the_numbers_computed_anew(supplied):
    planner = Client()
    planner.force_login(member("planner", supplied))
    assert "Neu berechnen" in planner.get("/verwaltung/versorgung/stand/").content.decode()
    assert planner.post("/verwaltung/versorgung/stand/").status_code == 302
    clerk = Client()
    clerk.force_login(member("clerk", supplied))
    assert clerk.post("/verwaltung/versorgung/stand/").status_code in (302, 403)
    assert clerk.get("/verwaltung/versorgung/richtwerte/").status_code in (302, 403)


def test_a_topic_may_not_take_the_address_of_another_page(supplied):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="schon eine andere Seite"):
        Topic(municipality=supplied, key="rangliste", categories=["library"]).full_clean()
    with pytest.raises(ValidationError):
        Topic(municipality=supplied, key="eigenes", categories=["gibtsnicht"]).full_clean()
