# SPDX-License-Identifier: EUPL-1.2
"""Cases: who may do what in which state, what each step leaves behind, answers by mail, status by number."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.urls import reverse

from allmende.commons.cases import actions, rules
from allmende.commons.cases.events import CaseMoved
from allmende.commons.cases.models import Case
from allmende.commons.cases.states import STEPS
from allmende.core import events
from allmende.core.notices.models import Delivery
from allmende.core.notices.postman import Postman

ROLES = ("anonymous", "citizen", "citizen with rights", "staff", "reader", "clerk", "former clerk", "superuser")
HANDLERS = {"clerk", "superuser"}
ALLOWED = {
    "take_up": {"new"},
    "answer": {"new", "in_progress", "answered"},
    "close": {"new", "in_progress", "answered"},
    "reject": {"new", "in_progress"},
    "reopen": {"closed", "rejected", "answered"},
}


def mails_waiting():
    return Delivery.objects.filter(channel="email", state="waiting").count()


@pytest.mark.parametrize("state", Case.State.values)
@pytest.mark.parametrize("step", sorted(STEPS))
def test_every_role_in_every_state(make_case, people, step, state):
    for role in ROLES:
        case = make_case(state=state)
        if role in HANDLERS and state in ALLOWED[step]:
            moved = actions.take_step(people[role], case, step, "Text")
            assert moved.state == STEPS[step].target
            assert moved.assignee == people[role]
            assert case.entries.count() == 1
        else:
            with pytest.raises(PermissionDenied):
                actions.take_step(people[role], case, step, "Text")
            case.refresh_from_db()
            assert case.state == state
            assert not case.entries.exists()


def test_who_may_see(make_case, people):
    case = make_case()
    assert {role for role in ROLES if rules.may_see(people[role], case)} == {"reader", "clerk", "superuser"}


@pytest.mark.parametrize("step", ["answer", "reject"])
def test_some_steps_want_words(make_case, people, step):
    case = make_case()
    with pytest.raises(ValidationError):
        actions.take_step(people["clerk"], case, step, "  ")
    case.refresh_from_db()
    assert case.state == "new"


def test_an_answer_is_mailed_once(make_case, people):
    case = make_case(contact_email="a@example.org", subject="Apotheke")
    actions.take_step(people["clerk"], case, "answer", "Danke, ist geändert.")
    assert mails_waiting() == 1
    for _ in range(2):
        Postman().round()
    (message,) = mail.outbox
    assert message.to == ["a@example.org"]
    assert case.reference in message.subject
    assert "Danke, ist geändert." in message.body
    case.refresh_from_db()
    assert case.short_address.path in message.body
    assert message.extra_headers["Content-Language"] == "de"


def test_an_answer_speaks_the_language_of_the_person(make_case, people):
    actions.take_step(people["clerk"], make_case(contact_email="a@example.org", language="en"), "answer", "Done.")
    Postman().round()
    (message,) = mail.outbox
    assert message.extra_headers["Content-Language"] == "en"
    assert "/en/k/" in message.body


def test_a_failed_step_leaves_no_mail_behind(make_case, people):
    case = make_case(contact_email="a@example.org")
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.take_step(people["clerk"], case, "answer", "Danke.")
        raise RuntimeError
    assert mails_waiting() == 0


def test_without_an_address_nothing_is_mailed(make_case, people):
    actions.take_step(people["clerk"], make_case(), "answer", "Danke.")
    assert mails_waiting() == 0


def test_a_move_is_published(make_case, people, monkeypatch):
    seen = []
    monkeypatch.setitem(events._handlers, CaseMoved, [seen.append])
    case = make_case()
    actions.take_step(people["clerk"], case, "close")
    assert seen == [CaseMoved(case.pk, "place", "new", "closed")]


def test_assigning(make_case, people):
    case = make_case()
    actions.assign(people["clerk"], case, people["superuser"])
    case.refresh_from_db()
    assert case.assignee == people["superuser"]
    with pytest.raises(ValidationError):
        actions.assign(people["clerk"], case, people["reader"])
    with pytest.raises(PermissionDenied):
        actions.assign(people["reader"], case, None)
    assert case.entries.count() == 1


def test_notes_stay_inside(client, make_case, people):
    case = make_case()
    actions.add_note(people["clerk"], case, "Bitte Frau M. fragen.")
    with pytest.raises(PermissionDenied):
        actions.add_note(people["reader"], case, "x")
    assert "Frau M." not in client.get(f"/vorgang/{case.reference}/").content.decode()


def test_opening_twice_with_one_key_is_one_case(county):
    key = uuid.uuid4()
    values = {"municipality": county, "kind": "place", "subject": "s", "text": "t", "submission_key": key}
    first, is_new = actions.open_case(**values)
    second, is_new_again = actions.open_case(**values)
    assert (first, is_new, is_new_again) == (second, True, False)


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_one_wins(make_case, people):
    case = make_case()
    results = []
    gate = threading.Barrier(2)

    def close(step):
        try:
            gate.wait()
            actions.take_step(people["clerk"], case, step, "Text")
            results.append(step)
        except PermissionDenied:
            results.append("denied")
        finally:
            connection.close()

    threads = [threading.Thread(target=close, args=(step,)) for step in ("take_up", "take_up")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["denied", "take_up"]
    assert case.entries.count() == 1


# --- Status by number -----------------------------------------------------------------------------------------------


def test_status_by_number_shows_no_personal_data(client, make_case, people):
    case = make_case(contact_email="a@example.org")
    actions.take_step(people["clerk"], case, "answer", "Danke, ist geändert.")
    page = client.get(f"/vorgang/{case.reference}/").content.decode()
    assert "Wir haben geantwortet." in page
    for hidden in ("a@example.org", "Mittwochs", "Danke, ist geändert.", "clerk@example.org"):
        assert hidden not in page


def test_without_an_address_the_answer_is_read_with_the_number(client, make_case, people):
    case = make_case()
    actions.take_step(people["clerk"], case, "answer", "Danke, ist geändert.")
    assert "Danke, ist geändert." in client.get(f"/vorgang/{case.reference}/").content.decode()


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1}", "{2}"])
def test_a_number_is_found_however_it_is_typed(client, make_case, typed):
    case = make_case()
    text = typed.format(case.reference, case.reference.replace("-", "").lower(), case.reference.replace("-", " "))
    response = client.get("/vorgang/", {"nummer": text})
    assert response["Location"] == f"/vorgang/{case.reference}/"


def test_wrong_numbers_are_explained_and_guessing_is_slowed_down(client, make_case):
    make_case()
    assert "zehn Zeichen" in client.get("/vorgang/?nummer=123").content.decode()
    for _ in range(30):
        assert client.get("/vorgang/ABCD-EFG-HJK/").status_code == 404
    assert client.get("/vorgang/ABCD-EFG-HJK/").status_code == 429


# --- Staff area -----------------------------------------------------------------------------------------------------


@pytest.fixture
def sign_in(client, people):
    from django.contrib.auth.models import Permission

    access = Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")

    def do(role):
        people[role].user_permissions.add(access)
        client.force_login(people[role])
        return client

    return do


def test_the_queue_and_a_case_in_the_staff_area(sign_in, make_case):
    case = make_case(subject="<b>Apotheke</b>")
    client = sign_in("clerk")
    queue = client.get(reverse("cases_staff:index"), {"state": "new"})
    assert case.reference in queue.content.decode()
    for closed in ("new/", f"edit/{case.pk}/", f"delete/{case.pk}/"):
        assert client.get(f"{reverse('cases_staff:index')}{closed}").status_code == 404
    url = reverse("cases_staff_detail", args=[case.pk])
    assert "<b>Apotheke</b>" not in client.get(url).content.decode()
    assert client.post(url, {"do": "note", "text": "Notiz"}).status_code == 302
    assert client.post(url, {"do": "answer", "text": ""}).status_code == 422
    assert client.post(url, {"do": "answer", "text": "Danke"}).status_code == 302
    assert client.post(url, {"do": "take_up"}).status_code == 422
    case.refresh_from_db()
    assert case.state == "answered"
    page = client.get(url).content.decode()
    assert "Notiz" in page
    assert "Danke" in page


def test_two_cases_about_the_same_thing_have_links_that_differ(sign_in, make_case):
    import re

    cases = [make_case(subject="Apotheke: geschlossen") for _ in range(2)]
    page = sign_in("clerk").get(reverse("cases_staff:index")).content.decode()
    links = [
        re.sub(r"<[^>]+>|\s+", " ", re.search(rf'<a href="{url}"[^>]*>(.*?)</a>', page, re.DOTALL).group(1)).strip()
        for url in (reverse("cases_staff_detail", args=[case.pk]) for case in cases)
    ]
    assert sorted(links) == sorted(f"{case.reference} {case.subject}" for case in cases)


def test_readers_read_and_strangers_do_not(sign_in, make_case, people):
    url = reverse("cases_staff_detail", args=[make_case().pk])
    client = sign_in("reader")
    assert client.get(url).status_code == 200
    assert client.post(url, {"do": "close"}).status_code in (302, 403)
    assert Case.objects.get().state == "new"
    client = sign_in("staff")
    assert client.get(url).status_code in (302, 403)


def test_the_queue_offers_no_adding_even_to_those_who_may_do_everything(sign_in, make_case):
    make_case()
    page = sign_in("superuser").get(reverse("cases_staff:index"))
    assert page.status_code == 200
    assert "Vorgang hinzufügen" not in page.content.decode()
