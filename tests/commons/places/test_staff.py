# SPDX-License-Identifier: EUPL-1.2
"""Places and tours in the staff area: rights, coordinates, opening hours, what importers then leave alone."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from shapely import Point, box

from allmende.commons.places import actions
from allmende.commons.places.models import Place, PlaceArea, Tour, TourStop
from allmende.core.people.models import Person
from tests.access_matrix import member


@pytest.fixture
def editor(client, county):
    person = member("editor", county)
    client.force_login(person)
    return person


def fields_of(response):
    """What the browser would send back for the form of a page."""
    form = response.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items() if value is not False}


def test_a_new_place_with_a_decimal_comma(client, editor, town, make_area):
    area = make_area("altstadt", box(10.2, 51.1, 10.3, 51.2))
    page = client.get(reverse("places_staff:add"))
    data = fields_of(page) | {
        "municipality": town.pk,
        "name": "Neue Apotheke",
        "category": "pharmacy",
        "lat": "51,15",
        "lon": "10.25 ",
        "opening_hours": "Mo-Fr 08:00-18:00",
        "is_published": "on",
    }
    response = client.post(reverse("places_staff:add"), data)
    assert response.status_code == 302, response.context["form"].errors
    place = Place.objects.get()
    assert place.geom == Point(10.25, 51.15)
    assert PlaceArea.objects.get().area == area
    assert place.edited == []


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"lat": "abc"}, "lat", "keine Zahl"),
        ({"lat": "95"}, "lat", "zwischen -90 und 90"),
        ({"lat": "nan"}, "lat", "zwischen"),
        ({"lon": "-181"}, "lon", "zwischen -180 und 180"),
        ({"opening_hours": "Mo-Fr 8-18 Uhr"}, "opening_hours", "Meinten Sie: Mo-Fr 08:00-18:00"),
        ({"opening_hours": "nach Gefühl"}, "opening_hours", "Ab Zeichen 1"),
        ({"category": "castle in the air"}, "category", ""),
        ({"website": "javascript:alert(1)"}, "website", ""),
    ],
)
def test_mistakes_are_explained(client, editor, make_place, change, field, message):
    url = reverse("places_staff:edit", args=[make_place().pk])
    response = client.post(url, fields_of(client.get(url)) | change)
    assert response.status_code == 200
    assert message in " ".join(response.context["form"].errors[field])


def test_changed_fields_of_imported_places_are_kept(client, editor, county, row):
    actions.store_places(county, "osm", [row("node/1", name="Alt", phone="1", opening_hours="nach Gefühl")])
    place = Place.objects.get()
    url = reverse("places_staff:edit", args=[place.pk])
    # Hours that were unreadable before do not stand in the way of another change.
    data = fields_of(client.get(url)) | {"name": "Von Hand", "lat": "51,16"}
    assert client.post(url, data).status_code == 302
    place.refresh_from_db()
    assert place.edited == ["geom", "name"]
    assert place.words == "von hand"
    actions.store_places(county, "osm", [row("node/1", name="Neu", phone="2")])
    place.refresh_from_db()
    assert (place.name, place.phone, place.geom.y) == ("Von Hand", "2", 51.16)


def test_rights(client, county, make_place):
    place = make_place()
    nobody = member("moderator", county)
    with pytest.raises(PermissionDenied):
        actions.save_place(nobody, place)
    client.force_login(nobody)
    for name, arguments in (("places_staff:index", []), ("places_staff:edit", [place.pk])):
        assert client.get(reverse(name, args=arguments)).status_code in (302, 403)


def test_lists_open(client, make_place, make_area):
    make_place()
    make_area("teil")
    client.force_login(Person.objects.create_superuser("root@example.org", "pass-word-1234"))
    for name in (
        "places_staff",
        "areas_staff",
        "divisions_staff",
        "tours_staff",
        "tour_stops_staff",
        "place_pictures_staff",
    ):
        assert client.get(reverse(f"{name}:index")).status_code == 200, name
    assert client.get(reverse("places_staff:index"), {"q": "stadt", "category": "pharmacy"}).status_code == 200


def test_a_stop_stands_at_its_place_and_takes_only_sound(client, editor, county, make_place):
    tour = Tour.objects.create(municipality=county, slug="t", title="T", summary="s")
    place = make_place()
    url = reverse("tour_stops_staff:add")
    data = fields_of(client.get(url)) | {
        "tour": tour.pk,
        "position": 1,
        "title": "Halt",
        "text": "x",
        "place": place.pk,
    }
    data.pop("audio", None)
    bad = client.post(url, data | {"audio": SimpleUploadedFile("a.mp3", b"<html>nothing to hear</html>")})
    assert "audio" in bad.context["form"].errors
    good = client.post(url, data | {"audio": SimpleUploadedFile("a.mp3", b"ID3" + bytes(100))})
    assert good.status_code == 302
    assert TourStop.objects.get().geom == place.geom
    assert "lat" in client.post(url, data | {"position": 2, "lat": "x", "lon": "10"}).context["form"].errors
