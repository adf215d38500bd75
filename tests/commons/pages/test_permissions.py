# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with pages: role by act, through the staff area's own addresses; approval; schedule."""

import datetime
import json
import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, WorkflowState

from allmende.commons.pages import actions, content
from allmende.commons.pages.models import InformationPage

ROLES = ["nobody", "citizen", "editor", "approver", "manager", "admin"]


@pytest.fixture
def draft(home):
    return actions.add_information_page(home, "Entwurf", publish=False)


def form(title, action=None, html="<p>Text</p>", **extra):
    """What the editor of an information page sends."""
    contentstate = json.dumps(
        {
            "blocks": [
                {
                    "key": "a",
                    "text": "Text",
                    "type": "unstyled",
                    "depth": 0,
                    "inlineStyleRanges": [],
                    "entityRanges": [],
                }
            ],
            "entityMap": {},
        }
    )
    data = {
        "title": title,
        "slug": "seite-von-hand",
        "summary": "Kurz",
        "body-count": "1",
        "body-0-type": "text",
        "body-0-order": "0",
        "body-0-deleted": "",
        "body-0-id": "",
        "body-0-value": extra.pop("value", contentstate),
        "seo_title": "",
        "search_description": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        **extra,
    }
    return data | ({action: "x"} if action else {})


def sign_in(client, people, role):
    if role != "nobody":
        client.force_login(people[role])


def allowed(roles):
    return [(role, role in roles) for role in ROLES]


@pytest.mark.parametrize(("role", "may"), allowed({"editor", "approver", "manager", "admin"}))
def test_writing(client, people, home, role, may):
    sign_in(client, people, role)
    url = reverse("wagtailadmin_pages:add", args=["pages", "informationpage", home.pk])
    client.post(url, form("Neu"))
    assert InformationPage.objects.filter(title="Neu").exists() == may
    assert not InformationPage.objects.filter(live=True).exists()


@pytest.mark.parametrize(("role", "may"), allowed({"approver", "manager", "admin"}))
def test_publishing(client, people, draft, role, may):
    sign_in(client, people, role)
    client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), form("Fertig", "action-publish"))
    draft.refresh_from_db()
    assert draft.live == may


@pytest.mark.parametrize(("role", "may"), allowed({"approver", "manager", "admin"}))
def test_withdrawing(client, people, page, role, may):
    sign_in(client, people, role)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    page.refresh_from_db()
    assert page.live == (not may)


@pytest.mark.parametrize(("role", "may"), allowed({"approver", "manager", "admin"}))
def test_deleting_what_is_published(client, people, page, role, may):
    sign_in(client, people, role)
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert Page.objects.filter(pk=page.pk).exists() == (not may)


@pytest.mark.parametrize(("role", "may"), allowed({"editor", "approver", "manager", "admin"}))
def test_seeing_drafts_and_history(client, people, draft, role, may):
    sign_in(client, people, role)
    for name in ("view_draft", "history", "edit"):
        response = client.get(reverse(f"wagtailadmin_pages:{name}", args=[draft.pk]))
        assert (response.status_code == 200) == may


@pytest.mark.parametrize(("role", "may"), allowed({"manager", "admin"}))
def test_managing_people_and_redirects(client, people, site, role, may):
    sign_in(client, people, role)
    for url in (
        "/verwaltung/users/",
        "/verwaltung/users/new/",
        "/verwaltung/redirects/",
        "/verwaltung/workflows/list/",
    ):
        assert (client.get(url).status_code == 200) == may, url


@pytest.mark.parametrize(("role", "may"), allowed({"admin"}))
def test_groups_and_sites_are_for_the_administrator(client, people, site, role, may):
    sign_in(client, people, role)
    for url in ("/verwaltung/groups/", "/verwaltung/groups/new/", "/verwaltung/sites/"):
        assert (client.get(url).status_code == 200) == may, url


def test_no_get_of_an_editor_page_changes_anything(client, people, page, draft):
    client.force_login(people["admin"])
    before = list(Page.objects.order_by("pk").values())
    for name in ("edit", "history", "unpublish", "delete", "view_draft", "copy", "move", "usage"):
        client.get(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]))
    assert list(Page.objects.order_by("pk").values()) == before


# --- Approval ------------------------------------------------------------------------------------------------------------


def test_editors_hand_in_and_a_second_person_approves(client, people, draft, mailoutbox):
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    client.force_login(people["editor"])
    client.post(edit, form("Fertig", "action-submit"))
    state = WorkflowState.objects.get()
    assert (state.status, state.workflow.name) == ("in_progress", "Freigabe")
    task = state.current_task_state
    act = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", task.pk])

    client.post(act)
    draft.refresh_from_db()
    assert draft.live is False, "nobody approves their own page"

    client.force_login(people["approver"])
    assert "Fertig" in client.get("/verwaltung/").text
    client.post(act)
    draft.refresh_from_db()
    assert (draft.live, draft.title) == (True, "Fertig")


def test_the_second_person_may_send_it_back_with_a_word(client, people, draft):
    client.force_login(people["editor"])
    client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), form("Fertig", "action-submit"))
    task = WorkflowState.objects.get().current_task_state
    client.force_login(people["approver"])
    url = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "reject", task.pk])
    client.post(url, {"comment": "Bitte kürzer."})
    draft.refresh_from_db()
    task.refresh_from_db()
    assert (draft.live, task.status, task.comment) == (False, "rejected", "Bitte kürzer.")


# --- Schedule ------------------------------------------------------------------------------------------------------------


def test_pages_appear_and_disappear_at_their_time(client, home, monkeypatch):
    now = timezone.now()
    page = actions.add_information_page(home, "Markt", publish=False)
    page.go_live_at, page.expire_at = now + datetime.timedelta(hours=1), now + datetime.timedelta(hours=3)
    page.save_revision().publish()
    for hours, status in ((0, 404), (2, 200), (4, 404)):
        monkeypatch.setattr("django.utils.timezone.now", lambda hours=hours: now + datetime.timedelta(hours=hours))
        call_command("publish_scheduled")
        assert client.get("/markt/").status_code == status


def test_only_approvers_schedule(client, people, draft):
    later = (timezone.localtime() + datetime.timedelta(days=1)).strftime("%d.%m.%Y %H:%M")
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    client.force_login(people["editor"])
    client.post(url, form("Fertig", "action-publish", go_live_at=later))
    draft.refresh_from_db()
    assert draft.scheduled_revision is None
    client.force_login(people["approver"])
    client.post(url, form("Fertig", "action-publish", go_live_at=later))
    draft = Page.objects.get(pk=draft.pk)
    assert draft.scheduled_revision is not None
    assert draft.live is False


def test_the_editor_needs_no_script_inside_the_page(client, people, page, home):
    client.force_login(people["approver"])
    for url in (
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_pages:edit", args=[home.pk]),
        reverse("wagtailadmin_pages:add", args=["pages", "guidepage", home.pk]),
    ):
        text = client.get(url).text
        assert re.findall(r"<script(?![^>]*\b(?:src=|type=\"application/json\"))[^>]*>", text) == []
        assert 'data-staff-new="ImageChooser"' in text or 'data-staff-new="PageChooser"' in text


# --- Hostile input through the editor ------------------------------------------------------------------------------------


def test_the_editor_keeps_only_what_it_offers(client, people, home):
    state = {
        "blocks": [
            {
                "key": "a",
                "text": "Klick <script>alert(1)</script>",
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": [{"offset": 0, "length": 5, "style": "ITALIC"}],
                "entityRanges": [{"key": 0, "offset": 0, "length": 5}],
            }
        ],
        "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}},
    }
    client.force_login(people["approver"])
    url = reverse("wagtailadmin_pages:add", args=["pages", "informationpage", home.pk])
    client.post(url, form("Böse", "action-publish", value=json.dumps(state)))
    text = client.get("/seite-von-hand/").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "javascript:" not in text
    assert "<em>" not in text


def test_comparing_two_versions_escapes_them(client, people, page):
    actions.change_page(page, title="<script>alert(1)</script>", body=[content.text("<p>Neu</p>")])
    first, last = page.revisions.order_by("pk").values_list("pk", flat=True)[0], page.revisions.latest("pk").pk
    client.force_login(people["editor"])
    response = client.get(reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first, last]))
    assert response.status_code == 200
    assert "<script>alert(1)" not in response.text
