# SPDX-License-Identifier: EUPL-1.2
"""The demo county in the database: complete, linked, in three languages, and left alone by a second run."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from typing import ClassVar

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.core import serializers
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from allmende.commons.cases.models import Case
from allmende.commons.pages.models import GuidePage, NewsPage
from allmende.commons.places.categories import catalogue
from allmende.commons.places.models import Address, Area, Division, Place, PlaceArea, Tour, TourStop
from allmende.core.maps import archive, osm
from allmende.core.media.models import Picture
from allmende.core.municipality.models import Municipality, Presence
from allmende.core.people.models import Person
from allmende.engines.townscape import generate, tables
from allmende.site import demo
from allmende.site.demo import county as county_section
from allmende.site.demo.scenes import SCENES, painted

SIZE, SEED = 5_000, 4
LANGUAGES = {"de", "en", "de-simple"}


def everything() -> str:
    """All rows that the demo writes, as text."""
    models = (
        Municipality,
        Presence,
        Division,
        Area,
        Place,
        PlaceArea,
        Address,
        Picture,
        Tour,
        TourStop,
        Case,
        Person,
        Page,
    )
    return "".join(serializers.serialize("jsonl", model.objects.order_by("pk")) for model in models)


class DemoTest(TestCase):
    """One fill for all tests; what a test changes is undone after it."""

    added: ClassVar[dict[str, int]]

    @classmethod
    def setUpTestData(cls) -> None:
        archive.path().unlink(missing_ok=True)
        shutil.rmtree(settings.HOME / "supply", ignore_errors=True)
        cls.added = demo.fill(SIZE, SEED)

    @classmethod
    def tearDownClass(cls) -> None:
        super().tearDownClass()
        archive.path().unlink(missing_ok=True)
        shutil.rmtree(settings.HOME / "supply", ignore_errors=True)

    def test_first_fill_adds_to_every_section(self) -> None:
        sections = {"county", "places", "pictures", "tours", "accounts", "pages", "reports", "basemap"}
        later = {"supply", "supply_files", "scenarios", "participation", "ballots", "survey"}
        assert set(self.added) == sections | later | {"duties", "paper", "privacy"}
        assert all(self.added.values())
        assert demo.is_filled()

    def test_second_fill_changes_nothing(self) -> None:
        before = everything()
        assert set(demo.fill(SIZE, SEED).values()) == {0}
        assert everything() == before

    def test_second_fill_with_another_size_keeps_the_county_that_is_there(self) -> None:
        before = everything()
        demo.fill(40_000, 9)
        assert everything() == before

    def test_what_people_changed_survives(self) -> None:
        place = Place.objects.filter(category="doctor").first()
        place.name = "Praxis am neuen Ort"
        place.save()
        Tour.objects.first().delete()
        page = NewsPage.objects.filter(locale__language_code="de").first()
        page.title = "Anders"
        page.save()
        demo.fill(SIZE, SEED)
        assert Place.objects.get(pk=place.pk).name == "Praxis am neuen Ort"
        assert NewsPage.objects.get(pk=page.pk).title == "Anders"
        assert Tour.objects.count() == 2

    def test_county_and_towns_stand_in_the_register(self) -> None:
        made = generate(SIZE, SEED)
        county = county_section.row()
        assert (county.population, county.land) == (SIZE, "TH")
        assert list(county.members.order_by("ars").values_list("ars", flat=True)) == [t.ars for t in made.towns]
        for row in Municipality.objects.filter(ars__startswith="16999"):
            row.full_clean(exclude=["parent"])
        assert Presence.objects.get(is_default=True).municipality == county

    def test_areas_carry_inhabitants_and_ages_in_four_divisions(self) -> None:
        kinds = dict(Division.objects.values_list("kind", "is_public"))
        assert kinds == {"towns": True, "quarters": True, "statistical": True, "grid": False}
        for division in Division.objects.all():
            areas = list(division.areas.all())
            assert sum(a.population for a in areas) == SIZE
            assert all(sum(a.attributes["age_groups"].values()) == a.population for a in areas)

    def test_places_are_what_the_generator_made(self) -> None:
        made = generate(SIZE, SEED)
        stored = Counter(Place.objects.values_list("category", flat=True))
        assert stored == Counter(f.category for f in made.facilities)
        assert set(stored) <= set(catalogue().categories)
        assert not Place.objects.filter(opening_hours_valid=False).exists()
        assert Address.objects.count() == len(made.addresses.number)
        divisions = Division.objects.exclude(kind="grid")
        for place in Place.objects.all():  # every place lies in one area of each public division
            assert place.memberships.filter(division__in=divisions).count() == 3

    def test_every_picture_is_described_and_shown(self) -> None:
        assert Picture.objects.count() == len(SCENES)
        assert all(len(p.alt) > 30 and not p.alt.lower().startswith("bild") for p in Picture.objects.all())
        assert Place.objects.filter(category="church", pictures__isnull=False).exists()

    def test_tours_lead_past_their_stops(self) -> None:
        tours = {t.slug: t for t in Tour.objects.all()}
        assert {"altstadt", "old-town", "aue"} == set(tours)
        for tour in tours.values():
            stops = list(tour.stops.all())
            assert len(stops) >= 3
            assert tour.step_free != "unknown"
            assert tour.step_free_note
            assert [s.position for s in stops] == list(range(1, len(stops) + 1))
            assert all(s.text and tour.path.distance(s.geom) < 0.004 for s in stops)

    def test_pages_stand_in_three_languages(self) -> None:
        home = county_section.row().presence.page_tree.site.root_page
        for page in home.get_descendants(inclusive=True).live().specific():
            languages = {page.locale.language_code} | {t.locale.language_code for t in page.get_translations().live()}
            assert languages >= LANGUAGES, page.title
            assert page.summary, page.title
        assert NewsPage.objects.filter(locale__language_code="de").count() >= 12
        assert GuidePage.objects.filter(locale__language_code="de").count() >= 3

    def test_some_pages_stand_in_ukrainian_arabic_and_turkish_and_one_is_outdated(self) -> None:
        from allmende.commons.pages.register import lines

        for code in ("uk", "ar", "tr"):
            assert Page.objects.live().filter(locale__language_code=code).count() == 5
            assert self.client.get(f"/{code}/").status_code == 200
        person = Person.objects.get(email=next(a.email for a in demo.ACCOUNTS if a.is_superuser))
        outdated = [(line.source.slug, line.language) for line in lines(person, state="outdated")]
        assert outdated == [("umziehen", "tr")]

    def test_no_placeholder_is_left_in_the_words(self) -> None:
        for page in Page.objects.live().specific():
            text = " ".join([page.title, getattr(page, "summary", ""), str(getattr(page, "body", ""))])
            assert not re.search(r"\{\w+(:\d+)?\}", text), page.title

    def test_easy_language_is_a_draft_with_short_sentences(self) -> None:
        from allmende.commons.pages.models import EasyLanguageReview

        assert not EasyLanguageReview.objects.exists()
        for page in NewsPage.objects.filter(locale__language_code="de-simple"):
            plain = re.sub(
                r"<[^>]+>", ". ", "".join(str(block.value) for block in page.body if block.block_type == "text")
            )
            for sentence in re.split(r"[.!?]", plain):
                assert len(sentence.split()) <= 12, sentence

    def test_accounts_can_sign_in(self) -> None:
        for account in demo.ACCOUNTS:
            person = authenticate(username=account.email, password=account.password)
            assert person is not None
            assert person.is_superuser == account.is_superuser
            assert person.is_staff == (account.grant not in ("", "partner"))
            assert [grant.role for grant in person.grants.all()] == [account.grant] * bool(account.grant)

    def test_is_filled_asks_once(self) -> None:
        with CaptureQueriesContext(connection) as queries:
            demo.is_filled()
        assert len(queries) == 1

    def test_pages_answer(self) -> None:
        for path in ("/", "/en/", "/de-simple/", "/orte/", "/rundgaenge/", "/gebiete/"):
            assert self.client.get(path).status_code == 200, path

    def test_links_on_the_front_page_lead_somewhere(self) -> None:
        page = self.client.get("/").content.decode()
        targets = {t for t in re.findall(r'href="(/[^"#]*)"', page) if not t.startswith(("/static/", "/medien/"))}
        assert len(targets) > 12
        for target in sorted(targets):
            assert self.client.get(target.replace("&amp;", "&")).status_code in (200, 302), target


@pytest.mark.parametrize("name", sorted(SCENES))
def test_scenes_can_be_painted_and_are_the_same_each_time(name) -> None:
    assert painted(name).file().getvalue() == painted(name).file().getvalue()


def test_base_map_tables_fit_the_map_builder() -> None:
    for table in tables(generate(2_000, 1)):
        expected = set(osm.COLUMNS[table.layer])
        optional = osm.OPTIONAL.get(table.layer, set())
        assert expected - optional <= set(table.attributes) <= expected
