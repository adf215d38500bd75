# SPDX-License-Identifier: EUPL-1.2
"""The what-if endpoint: right, rounded, within limits, and clear about what it cannot do."""

from __future__ import annotations

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse

from allmende.commons.places.models import Place
from allmende.core.throttle.pace import Pace
from allmende.engines.supply.model import reached
from allmende.know.supply import answer_views, queries
from allmende.know.supply.changes import Changes
from allmende.know.supply.world import world_of
from tests.know.supply.town import IN_OSTEND, KITAS

pytestmark = pytest.mark.django_db
PATH = "/versorgung/ausprobieren/antwort"
POINT = f"{IN_OSTEND[0]:.5f},{IN_OSTEND[1]:.5f}"


def ask(query, **headers):
    return Client(headers=headers).get(PATH + query)


def test_a_new_kita_brings_people_near_in_the_quarter_that_has_none(world):
    answer = ask(f"?thema=kita&gruppe=3-5&weg=zu-fuss&neu={POINT}").json()
    assert answer["total"]["gain"] > 0
    assert answer["total"]["lose"] == answer["total"]["longer"] == 0
    assert answer["total"]["share"][1] > answer["total"]["share"][0]
    best = max(answer["areas"], key=lambda area: area["gain"])
    assert best["name"] == "Ostend"
    assert any("Ostend" in sentence for sentence in answer["sentences"])
    assert not answer["by_street"]


def test_closing_takes_away_and_moving_is_both(supplied, world):
    kita = Place.objects.get(name=KITAS[1][2])
    closed = ask(f"?thema=kita&weg=zu-fuss&weg-id={kita.pk}").json()["total"]
    assert closed["longer"] > 0
    assert closed["shorter"] == closed["gain"] == 0
    moved = ask(f"?thema=kita&weg=zu-fuss&verschoben={kita.pk}@{POINT}").json()["total"]
    assert moved["longer"] > 0
    assert moved["shorter"] > 0


def test_the_answer_equals_a_full_computation(supplied, world):
    topic = world.topics["kita"]
    kita = topic.facilities[0]
    answer = queries.whatif(world, "kita", "u3", "zu-fuss", Changes(new=(IN_OSTEND,), gone=(kita.pk,)))
    provider = world.travel.provider("walk")
    facilities = np.concatenate([world.facilities_xy(topic)[1:], world.metres_at(*IN_OSTEND)])
    origins = world.origins("walk")
    after = provider.nearest_at(origins, provider.locate(facilities)).times
    before = provider.nearest_at(origins, provider.locate(world.facilities_xy(topic))).times
    people = world.people[:, world.group_number("u3")]
    limit = 15 * 600
    assert answer.total.shorter == people[after < before].sum()
    assert answer.total.longer == people[after > before].sum()
    assert answer.total.gain == people[(after <= limit) & (before > limit)].sum()
    assert answer.total.share_after == people[reached(after) & (after <= limit)].sum() / people.sum()
    assert sum(change.shorter for _area, change in answer.areas) == answer.total.shorter


def test_a_standard_as_the_crow_flies_is_measured_so(supplied, world):
    """Stops count within 500 m of straight line, whatever the streets are like."""
    there = (10.23, 51.13)
    answer = queries.whatif(world, "haltestelle", "alle", "zu-fuss", Changes(new=(there,)))
    metres = np.hypot(*(world.xy - world.metres_at(*there)).T)
    assert answer.aim.measure == "crow"
    assert answer.total.gain == world.people[metres <= 500, 0].sum() > 0
    assert answer.total.share_before == 0
    assert answer.total.minutes_before is None  # there is no stop


def test_all_numbers_of_people_are_multiples_of_ten(world):
    answer = ask(f"?thema=kita&gruppe=u3&weg=zu-fuss&neu={POINT}").json()
    for row in (answer["total"], *answer["areas"]):
        assert all(row[name] % 10 == 0 for name in ("people", "gain", "lose", "shorter", "longer"))
        assert all(number % 10 == 0 for number in row["without"])


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?thema=kita&neu=0,0", "außerhalb"),
        ("?thema=kita&weg-id=999999", "gibt es hier nicht"),
        ("?thema=kita&weg-id=999999&weg-id=999998", "2 Einrichtungen"),
        ("?thema=kita&verschoben=999999@10.21,51.12", "gibt es hier nicht"),
        ("?thema=kita&neu=nirgendwo", "nicht zu lesen"),
        ("?thema=kita&neu=1e999,51", "nicht zu lesen"),
        ("?" + "&".join(f"neu=10.21{n},51.12" for n in range(14)), "Mehr als 10"),
    ],
)
def test_what_cannot_be_done_is_left_out_and_told(world, query, said):
    response = ask(query)
    assert response.status_code == 200
    assert any(said in problem for problem in response.json()["problems"])


def test_unknown_names_fall_back_to_what_there_is(world):
    answer = ask("?thema=xyzzy&gruppe=riesen&weg=fliegend").json()
    assert answer["topic"] == "kita"
    assert answer["group"] == "3-5"
    assert answer["way"] == "zu-fuss"


def test_many_more_pins_than_ten_are_refused_unread(world):
    response = ask("?" + "&".join("neu=10.21,51.12" for _ in range(200)))
    assert response.status_code == 400
    assert "10" in response.json()["error"]


def test_too_many_questions_are_told_when_to_come_back(world, monkeypatch):
    monkeypatch.setattr(answer_views, "PACE", Pace(burst=3, per_second=0.001))
    assert [ask("?thema=kita").status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    assert ask("?thema=kita")["Retry-After"] == "2"


def test_two_hours_of_dragging_are_allowed(world):
    pace = Pace(answer_views.PACE.burst, answer_views.PACE.per_second)
    assert all(pace.take("somebody", now=number / 8) for number in range(2 * 3600 * 8))


def test_without_prepared_data_it_says_so(county):
    response = ask("?thema=kita")
    assert response.status_code == 503
    assert "keine Daten" in response.json()["error"]


def test_browsers_get_the_part_of_the_page(world):
    response = ask(f"?thema=kita&neu={POINT}", accept="text/html")
    assert response["Content-Type"].startswith("text/html")
    assert "Ostend" in response.content.decode()
    assert "Accept" in response["Vary"]


def test_a_question_costs_no_query_but_for_the_municipality(world, django_assert_num_queries):
    ask(f"?thema=kita&neu={POINT}")
    with django_assert_num_queries(1):  # the tokens of remembered answers
        ask(f"?thema=kita&neu={POINT}")


def test_only_reading_is_allowed(world):
    assert Client().post(reverse("supply:whatif_answer")).status_code == 405


def test_a_deleted_place_leaves_the_answer_after_the_next_preparation(supplied, world):
    from allmende.know.supply.actions import prepare

    kita = Place.objects.get(name=KITAS[1][2])
    kita.delete()
    prepare(supplied)
    assert world_of(supplied) is not world
    answer = ask(f"?thema=kita&weg-id={kita.pk}").json()
    assert answer["problems"]
    assert not answer["total"]["longer"]


def test_whole_pages_are_counted_too(world, monkeypatch):
    from allmende.know.supply import whatif_views

    pages = ["/versorgung/ausprobieren/", "/versorgung/ausprobieren/blatt/", "/versorgung/vergleich/"]
    monkeypatch.setattr(whatif_views, "PAGES", Pace(burst=3, per_second=0.001))
    assert [Client().get(page).status_code for page in pages] == [200, 200, 200]
    for page in [*pages, "/versorgung/szenario/unbekannt/", "/versorgung/szenario/unbekannt/blatt/"]:
        refused = Client().get(page)
        assert refused.status_code == 429
        assert refused["Retry-After"] == "10"
        assert "sehr viele Fragen" in refused.content.decode()
