# SPDX-License-Identifier: EUPL-1.2
"""The pages of places, areas and tours: what they show, how many queries they take, what they never do."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from shapely import LineString, Point, box

from allmende.commons.places import area_queries
from allmende.commons.places import index as place_index
from allmende.commons.places.actions import refresh_memberships
from allmende.commons.places.exports.csv import safe
from allmende.commons.places.models import Place, PlaceArea, Tour, TourStop
from allmende.commons.places.queries import place_url

NASTY = "<script>alert('x')</script> & \"Söhne\""


@pytest.fixture
def many(make_place, make_area, county, town):
    """Return a function that adds `count` places spread over three areas."""
    for number in range(3):
        make_area(f"teil-{number}", box(10.2 + number * 0.05, 51.1, 10.25 + number * 0.05, 51.2))

    def add(count):
        categories = ("pharmacy", "school", "bus_stop", "doctor")
        Place.objects.bulk_create(
            Place(
                municipality=town,
                name=f"Ort {number}",
                category=categories[number % 4],
                geom=Point(10.2 + number % 100 * 0.001, 51.15),
                street="Lange Straße",
                house_number=str(number),
                opening_hours=f"Mo-Fr 08:00-{12 + number % 8}:00",
                wheelchair="yes",
            )
            for number in range(count)
        )
        refresh_memberships(county)

    return add


def queries_of(client, url):
    place_index.current()  # that the index is read anew after a change is not the page's
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
        assert response.status_code == 200, url
        b"".join(response) if response.streaming else response.content
    return len(captured)


@pytest.mark.parametrize(
    "url",
    [
        "/orte/",
        "/orte/?q=ort&gruppe=health&rollstuhl=1&offen=1",
        "/orte/?pos=51.15,10.2&umkreis=20000",
        "/orte/?nahe=Lange+Stra%C3%9Fe+0&umkreis=20000",
        "/gebiete/",
        "/gebiete/quarters/teil-0/",
        "/orte/karte.geojson?bbox=10,51,11,52",
    ],
)
def test_one_row_and_two_hundred_take_the_same_few_queries(client, many, url):
    many(1)
    client.get(url)
    few = queries_of(client, url)
    many(200)
    client.get(url)
    assert queries_of(client, url) == few <= 12


def test_the_page_of_a_place_takes_the_same_few_queries(client, many, make_place):
    place = make_place(lon=10.201)
    url = place_url(place)
    many(1)
    client.get(url)
    few = queries_of(client, url)
    many(200)
    client.get(url)
    assert queries_of(client, url) == few <= 15


def test_names_are_shown_as_text_everywhere(client, make_place, make_area, county):
    place = make_place(NASTY, description=NASTY, street=NASTY, opening_hours=NASTY, accessibility_note=NASTY)
    make_area("teil", name=NASTY, description=NASTY)
    refresh_memberships(county)
    tour = Tour.objects.create(municipality=county, slug="tour", title=NASTY, summary=NASTY, is_published=True)
    TourStop.objects.create(tour=tour, position=1, title=NASTY, text=NASTY, geom=Point(10.25, 51.15))
    for url in (
        "/orte/",
        "/orte/?q=script",
        place_url(place),
        reverse("places:report", args=[place.pk]),
        "/gebiete/",
        "/gebiete/quarters/teil/",
        "/rundgaenge/",
        "/rundgaenge/tour/",
        "/rundgaenge/tour/1/",
        "/orte/?nahe=" + NASTY,
    ):
        page = client.get(url).content.decode()
        assert "<script>alert" not in page, url
        assert "&lt;script&gt;" in page, url


def test_pages_have_no_inline_script_or_style(client, make_place):
    place = make_place(opening_hours="Mo-Fr 08:00-18:00")
    for url in ("/orte/", place_url(place), reverse("places:report", args=[place.pk])):
        page = client.get(url).content.decode()
        assert " style=" not in page, url
        assert not re.search(r"\son[a-z]+=", page), url
        for attributes, body in re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL):
            assert not body.strip() or 'type="application/json"' in attributes, url


def test_search_shows_count_list_filters_and_pages(client, many):
    many(45)
    page = client.get("/orte/?gruppe=health&seite=2").content.decode()
    assert "23 Orte gefunden" in page
    assert page.count('data-map-feature="') == 3
    assert "Apotheken (12)" in page
    assert 'aria-current="page"' in page


def test_htmx_gets_the_results_alone_and_a_clean_address(client, many):
    many(3)
    response = client.get("/orte/?q=ort&nahe=&kategorie=&umkreis=2000", headers={"HX-Request": "true"})
    assert b"<html" not in response.content
    assert b'id="karte-daten"' in response.content
    assert response["HX-Push-Url"] == "/orte/?q=ort"
    assert "HX-Request" in response["Vary"]


def test_the_position_stays_out_of_links_and_history(client, many):
    many(3)
    response = client.get("/orte/?pos=51.151,10.201", headers={"HX-Request": "true"})
    assert response["HX-Push-Url"] == "false"
    page = client.get("/orte/?pos=51.151,10.201").content.decode()
    canonical = re.search(r'<link rel="canonical" href="([^"]*)"', page)[1]
    assert "51.151" not in canonical
    assert all("51.151" not in link for link in re.findall(r'data-share="([^"]*)"', page))


def test_an_empty_result_says_what_would_help(client, make_place):
    make_place(opening_hours="24/7", name="Apotheke")
    page = client.get("/orte/?q=apotheke&wc=1").content.decode()
    assert "Nichts gefunden" in page
    assert "ohne „ein barrierefreies WC haben“ (1)" in page
    page = client.get("/orte/?q=apotheke&wc=1&hoeren=1").content.decode()
    assert "nur „apotheke“ (1)" in page


def test_unknown_address_is_said_and_results_are_shown(client, make_place):
    make_place("Apotheke")
    page = client.get("/orte/?nahe=Mondbasis").content.decode()
    assert "„Mondbasis“ kennen wir hier nicht" in page
    assert "Apotheke" in page


@pytest.mark.parametrize(
    "url", ["/orte/?seite=99999", "/orte/?seite=x", "/orte/?seite=-1", "/orte/?q=%00", "/orte/?gebiet=999999999999999"]
)
def test_odd_addresses_are_answered(client, make_place, url):
    make_place()
    assert client.get(url).status_code == 200


def test_map_features_and_tiles_say_the_same_as_the_list(client, many):
    many(30)
    data = client.get("/orte/karte.geojson?gruppe=health&bbox=10,51,11,52").json()
    listed = client.get("/orte/?gruppe=health").content.decode()
    shown = {int(key) for key in re.findall(r'data-map-feature="(\d+)"', listed)}
    assert data["numberMatched"] == 15
    assert {feature["id"] for feature in data["features"]} == shown
    assert client.get("/orte/karte.geojson?bbox=1,2,3").status_code == 400
    assert client.get("/orte/kacheln/0/0/0.mvt?gruppe=health").status_code == 200
    assert client.get("/orte/kacheln/0/0/0.mvt?q=gibtesnicht").status_code == 204
    assert client.get("/orte/kacheln/3/99/0.mvt").status_code == 404


def test_csv_holds_the_whole_result_and_no_formulas(client, make_place):
    make_place('=HYPERLINK("http://evil","x")', phone="+49 36 123", description="-2+3", category="school")
    make_place("Zweiter", lon=10.5)
    response = client.get("/orte/orte.csv?kategorie=school")
    text = b"".join(response).decode("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text[1:]), delimiter=";"))
    assert len(rows) == 1
    assert rows[0]["name"] == '\'=HYPERLINK("http://evil","x")'
    assert rows[0]["phone"] == "+49 36 123"
    assert (rows[0]["lat"], rows[0]["lon"]) == ("51,1500000", "10,2500000")
    assert rows[0]["wheelchair"] == ""


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-cmd", "\t=1", "\r=1"])
def test_cells_that_look_like_formulas_are_made_text(text):
    assert safe(text) == "'" + text


@pytest.mark.parametrize("text", ["Apotheke", "+49 (36) 12-3", "-5,3", "", "a=b"])
def test_other_cells_stay(text):
    assert safe(text) == text


def test_geojson_export_is_whole_and_valid(client, many):
    many(5)
    data = json.loads(b"".join(client.get("/orte/orte.geojson")))
    assert len(data["features"]) == 5
    assert data["features"][0]["properties"]["name"] == "Ort 0"
    assert "phone" not in data["features"][0]["properties"]


def test_the_page_of_a_place_says_what_is_not_known(client, make_place):
    place = make_place(opening_hours="nach Gefühl", wheelchair="yes", licence="ODbL", source="osm")
    page = client.get(place_url(place)).content.decode()
    assert page.count("nicht bekannt") >= 8
    assert "nach Gefühl" in page
    assert "können wir nicht auswerten" in page
    assert "OpenStreetMap (ODbL)" in page


def test_addresses_of_places(client, make_place):
    place = make_place("Café Löwe")
    here = place_url(place)
    assert here == f"/orte/{place.pk}-cafe-loewe/"
    assert client.get(f"/orte/{place.pk}/").headers["Location"] == here
    assert client.get(f"/orte/{place.pk}-alter-name/").headers["Location"] == here
    assert client.get(f"/en{here}").status_code == 200
    Place.objects.update(is_published=False)
    assert client.get(here).status_code == 404
    Place.objects.update(is_published=True, vanished="2026-03-01")
    assert "nicht mehr in der Datenquelle" in client.get(here).content.decode()


def test_dates_and_times_are_written_as_in_the_language_of_the_page(client, make_place):
    place = make_place(
        opening_hours="Mo-Su 08:00-12:30", accessibility_date="2026-03-04", accessibility_source="Begehung"
    )
    here = place_url(place)
    german = client.get(here).content.decode()
    assert "8–12:30 Uhr" in german
    assert "Stand: 4. März 2026" in german
    english = client.get(f"/en{here}").content.decode()
    assert "8:00–12:30" in english
    assert "As of 4 March 2026" in english


def test_kinds_of_places_are_named_and_found_in_the_language_of_the_page(client, make_place):
    make_place("Am Markt", "pharmacy")
    english = client.get("/en/orte/", {"q": "pharmacy"}).content.decode()
    assert "Am Markt" in english
    assert "Pharmacy" in english
    assert "Apotheke" not in english
    german = client.get("/orte/", {"q": "apotheke"}).content.decode()
    assert "Am Markt" in german
    assert "Pharmacy" not in german


def test_my_quarter_is_found_by_address_and_position(client, make_area, make_place, county):
    make_area("altstadt", box(10.2, 51.1, 10.3, 51.2))
    make_place(street="Markt", house_number="1", lon=10.25)
    for query in ("nahe=Markt+1", "pos=51.15,10.25"):
        assert "liegt hier" in client.get(f"/gebiete/?{query}").content.decode()
    assert "in keinem unserer Gebiete" in client.get("/gebiete/?pos=51.35,10.55").content.decode()


def test_area_page_counts_what_is_there_and_names_the_nearest_elsewhere(client, make_area, make_place, county):
    make_area("west", box(10.2, 51.1, 10.25, 51.2))
    make_area("ost", box(10.25, 51.1, 10.3, 51.2))
    make_area("stadt", box(10.2, 51.1, 10.4, 51.3), division="towns", kind="towns")
    make_place("Nahe Apotheke", lon=10.26)
    make_place("Ferne Apotheke", lon=10.29)
    make_place("Schule West", "school", lon=10.22)
    refresh_memberships(county)
    page = client.get("/gebiete/quarters/west/").content.decode()
    assert "Schule und Lernen (1)" in page
    assert "Nahe Apotheke" in page
    assert "Ferne Apotheke" not in page
    assert ">Ost<" in page
    assert ">Stadt<" in page
    assert client.get("/gebiete/quarters/nirgends/").status_code == 404


def test_hidden_divisions_are_hidden(client, make_area):
    area = make_area("geheim")
    area.division.is_public = False
    area.division.save()
    assert client.get("/gebiete/quarters/geheim/").status_code == 404
    assert "Geheim" not in client.get("/gebiete/").content.decode()


@pytest.fixture
def tour(county):
    made = Tour.objects.create(
        municipality=county, slug="altstadt", title="Altstadt", summary="Kurz", is_published=True
    )
    for number, lon in enumerate((10.25, 10.26, 10.27), 1):
        TourStop.objects.create(
            tour=made, position=number * 10, title=f"Halt {number}", text="Text", geom=Point(lon, 51.15)
        )
    return made


def test_tour_has_length_time_and_a_way_through(client, tour, county):
    page = area_queries.tour_page(county, "altstadt")
    assert page.metres == pytest.approx(1403 * 1.3, rel=0.01)
    assert page.minutes == 25
    assert not page.is_measured
    tour.path = LineString([(10.25, 51.15), (10.27, 51.15)])
    tour.save()
    assert area_queries.tour_page(county, "altstadt").metres == pytest.approx(1403, rel=0.01)
    middle = client.get("/rundgaenge/altstadt/20/").content.decode()
    assert "Station 2 von 3" in middle
    assert "/rundgaenge/altstadt/10/" in middle
    assert "/rundgaenge/altstadt/30/" in middle
    assert client.get("/rundgaenge/altstadt/99/").headers["Location"] == "/rundgaenge/altstadt/"


def test_unpublished_tours_are_hidden(client, tour):
    Tour.objects.update(is_published=False)
    assert client.get("/rundgaenge/altstadt/").status_code == 404
    assert "Noch keine Rundgänge" in client.get("/rundgaenge/").content.decode()


def test_reading_changes_nothing(client, many, make_place):
    many(5)
    before = (Place.objects.count(), PlaceArea.objects.count())
    for url in ("/orte/?q=ort", "/gebiete/?nahe=Lange+Stra%C3%9Fe", "/rundgaenge/", "/vorgang/"):
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        assert not [
            q
            for q in captured
            if not q["sql"].lstrip("( ").upper().startswith(("SELECT", "DECLARE", "SAVEPOINT", "RELEASE"))
        ]
    assert (Place.objects.count(), PlaceArea.objects.count()) == before
