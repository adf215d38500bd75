# SPDX-License-Identifier: EUPL-1.2
"""One page tree per presence, found through the presence."""

import pytest
from wagtail.models import Locale, Page, Site

from allmende.commons.pages import actions, content
from allmende.commons.pages.models import PageTree
from allmende.core.municipality.models import Host, Presence


@pytest.fixture
def town_site(town, site):
    presence = Presence.objects.create(municipality=town, slug="auenstadt", display_name="Stadt Auenstadt")
    Host.objects.create(presence=presence, name="auenstadt.example.test")
    Host.objects.create(presence=presence, name="www.auenstadt.example.test")
    return actions.ensure_site(presence)


def test_making_a_tree_twice_changes_nothing(county, site):
    before = (Site.objects.count(), Page.objects.count(), PageTree.objects.count(), Locale.objects.count())
    assert actions.ensure_site(county.presence) == site
    assert (Site.objects.count(), Page.objects.count(), PageTree.objects.count(), Locale.objects.count()) == before
    assert before == (1, 2, 1, 6)


def test_the_empty_site_and_groups_of_wagtail_are_gone(db):
    from django.contrib.auth.models import Group

    assert list(Group.objects.order_by("pk").values_list("name", flat=True)) == ["Redaktion", "Freigabe", "Verwaltung"]
    assert Site.objects.count() == 0
    assert Page.objects.count() == 1
    assert Page.objects.get().numchild == 0
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_changed_host_name_reaches_the_site(county, site):
    Host.objects.create(presence=county.presence, name="auental.example.test")
    actions.ensure_site(county.presence)
    site.refresh_from_db()
    assert (site.hostname, site.is_default_site, site.site_name) == ("auental.example.test", True, "Landkreis Auental")


@pytest.mark.parametrize(
    ("host", "title"),
    [
        ("auenstadt.example.test", "Stadt Auenstadt"),
        ("www.auenstadt.example.test", "Stadt Auenstadt"),
        ("localhost", "Landkreis Auental"),
        ("irgendwas.example.test", "Landkreis Auental"),
    ],
)
def test_every_host_name_shows_its_own_pages(client, town_site, host, title):
    response = client.get("/", headers={"host": host})
    assert response.status_code == 200
    assert f"<title>{title}" in response.text


def test_the_configured_municipality_also_chooses_the_pages(client, town_site, settings):
    settings.ALLMENDE_MUNICIPALITY = town_site.page_tree.presence.municipality.ars
    assert "<title>Stadt Auenstadt" in client.get("/").text


def test_pages_of_one_tree_are_not_reachable_in_another(client, town_site, page):
    assert client.get("/wohngeld/").status_code == 200
    assert client.get("/wohngeld/", headers={"host": "auenstadt.example.test"}).status_code == 404


def test_links_in_texts_stay_on_the_visited_host(client, town_site, home, page):
    actions.add_information_page(
        home, "Übersicht", [content.text(f'<p><a linktype="page" id="{page.pk}">Zum Wohngeld</a></p>')]
    )
    text = client.get("/uebersicht/", headers={"host": "irgendwas.example.test"}).text
    assert '<a href="/wohngeld/">Zum Wohngeld</a>' in text


def test_without_any_municipality_the_staff_area_still_opens(client, db):
    assert client.get("/verwaltung/login/", follow=True).status_code == 200
