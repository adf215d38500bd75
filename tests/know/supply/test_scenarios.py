# SPDX-License-Identifier: EUPL-1.2
"""The what-if page without JavaScript, and scenarios: saved without account, shared, compared, forgotten."""

from __future__ import annotations

import datetime
import re
import time
import uuid
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from allmende.commons.places.models import Place
from allmende.know.supply import scenario_actions as actions
from allmende.know.supply.changes import Asked, Changes
from allmende.know.supply.scenario_models import Scenario
from tests.access_matrix import member
from tests.know.supply.town import IN_OSTEND, KITAS, settle

pytestmark = pytest.mark.django_db
PAGE = "/versorgung/ausprobieren/"
POINT = f"{IN_OSTEND[0]:.5f},{IN_OSTEND[1]:.5f}"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """Prepared data of their own for each test: files are not rolled back."""
    settings.HOME = tmp_path


@pytest.fixture
def supplied(county):
    settle(county)
    return county


@pytest.fixture
def kita(supplied):
    return Place.objects.get(name=KITAS[1][2])


def keep(county, changes, *, title="Eine Kita für Ostend", person=None, **values):
    return actions.save_scenario(
        municipality=county, asked=Asked("kita", "u3", "zu-fuss", changes), title=title, submission_key=uuid.uuid4(), person=person,
        names={place.pk: place.name for place in Place.objects.filter(category="kindergarten")}, **values,
    )  # fmt: skip


def text_of(response):
    return re.sub(
        r"\s+", " ", re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    )


# --- the page ------------------------------------------------------------------------------------------------------------


def test_a_new_kita_is_told_in_words_and_numbers(supplied):
    page = Client().get(PAGE, {"thema": "kita", "gruppe": "u3", "weg": "zu-fuss", "neu": POINT})
    text = text_of(page)
    assert page.status_code == 200
    assert "Kürzerer Weg: etwa" in text
    assert "Besser wird es vor allem hier: Ostend" in text
    assert "Neu: Kita 1" in text
    assert "„" not in "".join(re.findall(r"Achtung[^<]*", text))


def test_without_changes_it_says_how_it_is(supplied):
    text = text_of(Client().get(PAGE))
    assert "So ist es heute" in text
    assert "Noch nichts." in text
    assert "Kita Spatzennest" in text


def test_without_data_it_says_so(county):
    page = Client().get(PAGE)
    assert page.status_code == 200
    assert "noch keine Daten aufbereitet" in text_of(page)


@pytest.mark.parametrize(
    ("button", "left"),
    [
        ({"ohne": f"neu:{POINT}"}, {"weg-id", "verschoben"}),
        ({"ohne": "alles"}, set()),
        ({"ersetzt": f"{POINT}@10.25000,51.13000"}, {"neu", "weg-id", "verschoben"}),
    ],
)
def test_buttons_lead_to_the_address_of_the_new_question(supplied, kita, button, left):
    other = Place.objects.get(name=KITAS[0][2])
    asked = {"thema": "kita", "neu": POINT, "weg-id": kita.pk, "verschoben": f"{other.pk}@{POINT}"}
    page = Client().get(PAGE, asked | button)
    assert page.status_code == 302
    query = parse_qs(urlsplit(page["Location"]).query)
    assert set(query) - {"thema"} == left
    assert query.get("neu", ["10.25000,51.13000"]) == ["10.25000,51.13000"]


def test_places_are_found_and_offered(supplied, kita):
    page = Client().get(PAGE, {"thema": "kita", "suche": "Ostring 7"})
    assert 'name="neu" value="10.25000,51.12000"' in page.content.decode()
    assert "Ehemalige Bäckerei" in text_of(Client().get(PAGE, {"thema": "kita"}))
    moving = Client().get(PAGE, {"thema": "kita", "suche": "Ostring 7", "verschieben": kita.pk}).content.decode()
    assert f'name="verschoben" value="{kita.pk}@10.25000,51.12000"' in moving
    unknown = text_of(Client().get(PAGE, {"thema": "kita", "suche": "<b>Nirgends 1</b>"}))
    assert "kennen wir hier nicht" in unknown


def test_a_point_far_away_is_told_and_can_be_taken_back(supplied):
    page = Client().get(PAGE, {"thema": "kita", "neu": "2.35,48.85"})
    text = text_of(page)
    assert "außerhalb des Gebiets" in text
    assert 'name="ohne" value="neu:2.35000,48.85000"' in page.content.decode()


def test_another_topic_keeps_new_points_and_drops_places(supplied, kita):
    page = Client().get(PAGE, {"thema": "apotheke", "neu": POINT, "weg-id": kita.pk})
    text = text_of(page)
    assert "Neu: Apotheke 1" in text
    assert "Eine der Einrichtungen gibt es hier nicht (mehr)" in text


def test_the_part_for_scripts_holds_answer_and_changes(supplied):
    part = Client().get(
        reverse("supply:whatif_answer"), {"thema": "kita", "neu": POINT}, headers={"accept": "text/html"}
    )
    html = part.content.decode()
    assert part.status_code == 200
    assert 'id="whatif-answer"' in html
    assert 'id="whatif-changes"' in html
    assert "<html" not in html


def test_queries_do_not_grow(supplied, kita, django_assert_max_num_queries):
    client = Client()
    client.get(PAGE)
    with django_assert_max_num_queries(12):
        client.get(PAGE, {"thema": "kita", "neu": [POINT, "10.21,51.11"], "weg-id": kita.pk, "suche": "Ostring 7"})


# --- saving --------------------------------------------------------------------------------------------------------------


def send(client, query, **values):
    form = {
        "title": "Kita für Ostend", "note": "Weil es dort keine gibt.", "homepage": "", "key": str(uuid.uuid4()),
        "shown": signing.dumps(int(time.time()) - 10, salt="allmende.supply.scenario"), **values,
    }  # fmt: skip
    return client.post(f"/versorgung/szenario/neu/?{query}", form), form


def test_saved_without_an_account_and_shared_by_link(supplied):
    client = Client()
    answer, form = send(client, f"thema=kita&gruppe=u3&neu={POINT}")
    stored = Scenario.objects.get()
    assert answer["Location"] == f"/versorgung/szenario/{stored.key}/verwalten/{stored.owner_key}/"
    assert stored.person is None
    assert stored.asked == Asked("kita", "u3", "zu-fuss", Changes(new=((10.245, 51.115),)))
    page = client.get(answer["Location"])
    assert stored.owner_key in page.content.decode()
    shared = Client().get(stored.get_absolute_url())
    assert "Kita für Ostend" in text_of(shared)
    assert "Kürzerer Weg: etwa" in text_of(shared)
    assert stored.owner_key not in shared.content.decode()
    # The same form once more, by a double click: stored once, the same links.
    again, _form = send(client, f"thema=kita&gruppe=u3&neu={POINT}", key=form["key"])
    assert again["Location"] == answer["Location"]
    assert Scenario.objects.count() == 1


def test_a_machine_and_an_empty_title_are_refused(supplied):
    assert send(Client(), f"thema=kita&neu={POINT}", homepage="http://x")[0].status_code == 422
    empty = send(Client(), f"thema=kita&neu={POINT}", title="  ")[0]
    assert empty.status_code == 422
    assert "Fehler: " in empty.content.decode()
    assert not Scenario.objects.exists()


def test_nothing_changed_is_not_saved(supplied):
    assert send(Client(), "thema=kita")[0]["Location"].startswith(PAGE)
    assert not Scenario.objects.exists()


def test_too_many_in_an_hour_are_refused(supplied, monkeypatch):
    from allmende.core.throttle.actions import Limit
    from allmende.know.supply import scenario_views

    monkeypatch.setattr(scenario_views, "SAVES", Limit("supply.scenario", 2, 3600))
    answers = [send(Client(), f"thema=kita&neu={POINT}")[0] for _ in range(3)]
    assert [one.status_code for one in answers] == [302, 302, 422]
    assert "in einer Stunde" in text_of(answers[-1])


# --- opening -------------------------------------------------------------------------------------------------------------


def test_a_scenario_of_a_deleted_place_says_so_and_computes_the_rest(supplied, kita):
    stored = keep(supplied, Changes(new=(IN_OSTEND,), gone=(kita.pk,)))
    from allmende.know.supply.actions import prepare

    kita.delete()
    prepare(supplied)
    text = text_of(Client().get(stored.get_absolute_url()))
    assert f"„{KITAS[1][2]}“ gibt es nicht mehr im Verzeichnis" in text
    assert "Kürzerer Weg: etwa" in text
    assert "Schließt:" not in text


def test_a_scenario_of_a_topic_that_is_gone_opens(supplied):
    stored = keep(supplied, Changes(new=(IN_OSTEND,)))
    Scenario.objects.update(topic="frueher", group="riesen", way="fliegen")
    text = text_of(Client().get(stored.get_absolute_url()))
    assert "Dieses Thema gibt es nicht mehr" in text
    assert "Zu dieser Gruppe fehlen hier Zahlen" in text


def test_unknown_and_foreign_keys_lead_nowhere(supplied):
    for key in ("AAAAAAAAAA", "0", "x" * 300, "%00"):
        assert Client().get(f"/versorgung/szenario/{key}/").status_code == 404


def test_the_sheet_holds_drawing_numbers_assumptions_and_code(supplied, kita):
    stored = keep(supplied, Changes(new=(IN_OSTEND,), moved=((kita.pk, (10.24, 51.14)),)))
    for address in (f"{stored.get_absolute_url()}blatt/", f"{PAGE}blatt/?thema=kita&neu={POINT}"):
        page = Client().get(address).content.decode()
        assert '<svg class="whatif-sketch" role="img"' in page
        assert 'class="ui-qr"' in page
        assert "Annahmen" in page
        assert "Erfundene Zählung" in page


# --- comparing -----------------------------------------------------------------------------------------------------------


def test_three_side_by_side(supplied, kita):
    found = [
        keep(supplied, Changes(new=(IN_OSTEND,)), title="Ostend"),
        keep(supplied, Changes(gone=(kita.pk,)), title="Ohne Regenbogen"),
        keep(supplied, Changes(new=((10.245, 51.145),)), title="Waldhof"),
    ]
    query = "&".join(f"szenario={one.key}" for one in found)
    page = Client().get(f"/versorgung/vergleich/?{query}&szenario=AAAAAAAAAA")
    text = text_of(page)
    for one in found:
        assert one.title in text
    assert "kürzerer Weg" in text
    full = Client().get(f"/versorgung/vergleich/?{query}&link={found[0].key}x")
    assert full.status_code == 200


def test_a_link_adds_a_scenario_to_the_comparison(supplied):
    one, two = (keep(supplied, Changes(new=(IN_OSTEND,)), title=title) for title in ("Eins", "Zwei"))
    link = f"http://testserver{two.get_absolute_url()}"
    answer = Client().get("/versorgung/vergleich/", {"szenario": one.key, "link": link})
    assert answer["Location"] == f"/versorgung/vergleich/?szenario={one.key}&szenario={two.key}"
    wrong = Client().get("/versorgung/vergleich/", {"szenario": one.key, "link": "https://example.org/"})
    assert "kein Link zu einem Szenario" in text_of(wrong)
    assert "Noch nichts zu vergleichen" in text_of(Client().get("/versorgung/vergleich/"))


def test_a_lost_one_is_told(supplied):
    one = keep(supplied, Changes(new=(IN_OSTEND,)))
    text = text_of(Client().get(f"/versorgung/vergleich/?szenario={one.key}&szenario=AAAAAAAAAA"))
    assert "Ein Szenario gibt es nicht mehr" in text


# --- owning, marking, forgetting -----------------------------------------------------------------------------------------


def test_the_link_for_the_owner_deletes(supplied):
    one = keep(supplied, Changes(new=(IN_OSTEND,)))
    here = f"{one.get_absolute_url()}verwalten/"
    client = Client()
    assert client.get(here).status_code == 302
    assert client.get(f"{here}{'0' * 24}/").status_code == 404
    assert client.post(f"{here}{'0' * 24}/", {"schritt": "loeschen"}).status_code == 404
    assert client.get(f"{here}{one.owner_key}/").status_code == 200
    assert Scenario.objects.count() == 1
    client.post(f"{here}{one.owner_key}/", {"schritt": "loeschen"})
    assert not Scenario.objects.exists()


def test_the_owner_cannot_make_it_official(supplied):
    one = keep(supplied, Changes(new=(IN_OSTEND,)))
    answer = Client().post(f"{one.get_absolute_url()}verwalten/{one.owner_key}/", {"schritt": "amtlich"})
    assert answer.status_code in (302, 403)
    one.refresh_from_db()
    assert not one.is_official


def test_it_stands_in_the_list_of_its_owner(supplied):
    person, other = get_user_model().objects.create_user("karla@auental.example"), member("clerk", supplied)
    keep(supplied, Changes(new=(IN_OSTEND,)), person=person, title="Meins")
    client = Client()
    client.force_login(person)
    assert "Meins" in text_of(client.get("/versorgung/szenarien/"))
    client.force_login(other)
    assert "Meins" not in text_of(client.get("/versorgung/szenarien/"))
    assert Client().get("/versorgung/szenarien/").status_code == 302


def test_planners_mark_and_delete_and_others_do_not(supplied):
    one = keep(supplied, Changes(new=(IN_OSTEND,)), title="Amtliches Beispiel")
    planner, clerk = member("planner", supplied), member("clerk", supplied)
    with pytest.raises(PermissionDenied):
        actions.mark_official(clerk, one, official=True)
    with pytest.raises(PermissionDenied):
        actions.delete_scenario(clerk, one)
    actions.mark_official(planner, one, official=True)
    assert "Amtliches Beispiel" in text_of(Client().get(PAGE))
    one.refresh_from_db()
    actions.delete_scenario(planner, one)
    assert not Scenario.objects.exists()


def test_scenarios_end_after_a_year_but_official_ones_stay(supplied):
    old, renewed, official = (keep(supplied, Changes(new=(IN_OSTEND,)), title=title) for title in "abc")
    today = datetime.date(2030, 1, 1)
    Scenario.objects.update(ends=today - datetime.timedelta(days=1))
    Scenario.objects.filter(pk=official.pk).update(is_official=True)
    Scenario.objects.filter(pk=renewed.pk).update(ends=today)
    assert actions.forget_ended(today) == 1
    assert not Scenario.objects.filter(pk=old.pk).exists()
    assert actions.renew_scenario(None, renewed, renewed.owner_key) > timezone.localdate()
