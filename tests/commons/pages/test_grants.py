# SPDX-License-Identifier: EUPL-1.2
"""Rights on pages follow the grants: in the tree of their municipality, to the instant."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.permissions import policy_registry

from allmende.commons.pages import actions, rules
from allmende.core.media.models import Picture
from allmende.core.municipality.models import Presence
from allmende.core.people.models import Person
from allmende.core.roles.actions import end_grant
from tests.access_matrix import expected, hold, matrix, member, people_of

DAY = datetime.timedelta(days=1)


@pytest.fixture
def trees(county, town, site):
    """A page in the tree of the county, one in that of the town, and an English one of the county."""
    presence = Presence.objects.create(municipality=town, slug="auenstadt", display_name="Auenstadt")
    town_home = actions.ensure_site(presence).root_page.specific
    home = site.root_page.specific
    english = home.copy_for_translation(actions.ensure_locales()["en"])
    return {
        "county": actions.add_information_page(home, "Wohngeld", []),
        "english": english,
        "town": actions.add_information_page(town_home, "Marktplatz", []),
        "root": Page.objects.get(depth=1),
    }


def test_every_role_on_the_pages_of_every_municipality(county, town, trees):
    people = people_of(county)
    people["town editor"] = member("editor", town, "town-editor")
    people["county editor without towns"] = member("", county, "county-editor")
    hold(people["county editor without towns"], "editor", county)
    # With the towns: both trees. The root above them is no page that anybody writes.
    writers = {"editor": "xxx.", "approver": "xxx.", "administrator": "xxx."}
    own = {"town editor": "..x.", "county editor without towns": "xx.."}
    assert matrix(rules.may_edit, people, trees) == expected(people, trees, {**writers, **own, "superuser": "xxx."})
    publishers = {"approver": "xxx.", "administrator": "xxx.", "superuser": "xxx."}
    assert matrix(rules.may_publish, people, trees) == expected(people, trees, publishers)


def test_adding_below_follows_the_same_trees(county, town, trees):
    people = people_of(county)
    people["town editor"] = member("editor", town, "town-editor")
    homes = {"county": trees["county"].get_parent().specific, "town": trees["town"].get_parent().specific}
    writers = dict.fromkeys(("editor", "approver", "administrator", "superuser"), "xx")
    assert matrix(rules.may_add_below, people, homes) == expected(people, homes, {**writers, "town editor": ".x"})
    del writers["editor"]
    assert matrix(rules.may_publish_below, people, homes) == expected(people, homes, writers)


def test_the_right_ends_at_the_instant_also_for_an_object_that_was_asked_before(county, trees, monkeypatch):
    now, image_policy = timezone.now(), policy_registry.get_by_type(Picture)
    person = member("", county, "kurz")
    hold(person, "approver", county, end=now + DAY)
    assert rules.may_publish(person, trees["county"])
    assert image_policy.user_has_permission(person, "add")
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + DAY)
    assert not rules.may_publish(person, trees["county"])
    assert not image_policy.user_has_permission(person, "add")


def test_who_keeps_another_role_still_loses_the_pages(client, county, trees):
    """The grant as editor is over by the clock alone; nothing has tidied up the copy of the groups yet."""
    person = member("clerk", county, "beides")
    grant = hold(person, "editor", county)
    client.force_login(person)
    edit = reverse("wagtailadmin_pages:edit", args=[trees["county"].pk])
    assert client.get(edit).status_code == 200
    type(grant).objects.filter(pk=grant.pk).update(end=timezone.now())
    assert person.groups.through.objects.filter(person=person).exists()
    assert client.get(edit).status_code in {302, 403}
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_approving_needs_the_role_of_this_moment(county, trees):
    from wagtail.models import GroupApprovalTask

    task = GroupApprovalTask.objects.get()
    person = member("approver", county, "prüferin")
    assert task.user_can_access_editor(trees["county"], person)
    end_grant(None, person.grants.get())
    assert not task.user_can_access_editor(trees["county"], Person.objects.get(pk=person.pk))


def test_the_list_of_pages_costs_the_same_with_many_grants(county, town, trees, django_assert_max_num_queries):
    person = member("editor", county, "viele")
    for number in range(5):
        hold(
            person,
            "editor",
            town,
            start=timezone.now() - (number + 2) * 30 * DAY,
            end=timezone.now() - (number + 1) * 30 * DAY - DAY,
        )
    person = Person.objects.get(pk=person.pk)
    with django_assert_max_num_queries(6):
        for _ in range(50):
            rules.may_edit(person, trees["county"])
