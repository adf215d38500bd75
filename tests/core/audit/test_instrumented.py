# SPDX-License-Identifier: EUPL-1.2
"""What happens in the staff area and through actions stands in the log."""

import pytest
from django.urls import reverse
from shapely import Point
from wagtail.models import Page

from allmende.commons.pages.actions import add_information_page, ensure_site
from allmende.commons.places.actions import PlaceData, store_places
from allmende.core.audit.models import Entry
from allmende.core.municipality.actions import add_presence
from allmende.core.municipality.models import Presence
from allmende.core.people.models import Person


def logged(action):
    return list(Entry.objects.filter(action=action).order_by("sequence"))


@pytest.fixture
def chief(county):
    return Person.objects.create_superuser("chefin@example.test", "Ein-langes-Passwort-1")


def test_publishing_by_code_and_by_hand_is_logged(county, chief, admin_client_of):
    home = ensure_site(Presence.objects.get()).root_page
    page = add_information_page(home, "Wochenmarkt")
    assert [entry.object_id for entry in logged("wagtail.publish")][-1] == str(page.pk)
    client = admin_client_of(chief)
    response = client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    assert response.status_code == 302
    (entry,) = logged("wagtail.unpublish")
    assert (entry.actor, entry.object_label, entry.object_id) == (chief, "pages.informationpage", str(page.pk))


def test_what_fails_in_wagtail_is_not_logged(county, chief, admin_client_of):
    client = admin_client_of(chief)
    before = Entry.objects.count()
    assert client.post(reverse("wagtailadmin_pages:unpublish", args=[Page.objects.get(depth=1).pk])).status_code in (
        302,
        403,
        404,
    )
    assert Entry.objects.count() == before


def test_an_import_is_one_entry_and_one_that_changes_nothing_is_none(county):
    rows = [PlaceData(source_id="1", category="library", geom=Point(10.1, 51.1), name="Bücherei")]
    store_places(county, "osm", rows)
    store_places(county, "osm", rows)
    (entry,) = logged("places.store")
    assert entry.details == {"source": "osm", "added": 1, "changed": 0}


def test_a_presence_is_logged(county, town):
    add_presence(town)
    assert len(logged("municipality.presence_added")) == 1
