# SPDX-License-Identifier: EUPL-1.2
"""Somebody without e-mail is served: staff enter, a letter goes out, its code opens the page with the answer."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from allmende.commons.cases import actions, contact
from allmende.commons.cases.contact import Contact, deliveries_of
from allmende.commons.cases.models import Case
from allmende.core.audit.models import Entry as AuditEntry
from allmende.core.letters.models import ShortAddress
from allmende.core.notices import batches, queries
from allmende.core.notices.letters import letter_of
from allmende.core.notices.models import Delivery, Notice

ERIKA = Contact("Erika Muster", "Weg 2", "09999", "Auenstadt")


@pytest.fixture
def enter(county, people):
    def enter(who="clerk", **values):
        values = {
            "municipality": county, "channel": "counter", "subject": "Laterne defekt", "text": "Seit Montag dunkel.",
            "submission_key": uuid.uuid4(), "contact": ERIKA,
        } | values  # fmt: skip
        return actions.enter_case(people[who], **values)[0]

    return enter


def test_entering_says_who_entered_and_writes_a_letter(enter, people):
    case = enter()
    assert (case.entered_by, case.channel, case.contact_name) == (people["clerk"], "counter", "Erika Muster")
    (letter,) = deliveries_of(case)
    assert (letter.channel, letter.state) == ("letter", "waiting")
    assert case.short_address.path == letter.notice.url
    assert case.reference in letter.notice.text
    assert "Seit Montag dunkel." in letter.notice.text
    assert AuditEntry.objects.filter(action="cases.enter", object_id=str(case.pk)).count() == 1


@pytest.mark.parametrize(
    ("values", "channels"),
    [
        ({}, ["letter"]),
        ({"contact": Contact("Max", email="max@example.org")}, ["email"]),
        ({"contact": Contact()}, []),
        ({"contact": Contact("Nur Name", phone="03999 1")}, []),
        ({"confirm": False}, []),
    ],
)
def test_the_confirmation_takes_the_way_there_is(enter, values, channels):
    assert [delivery.channel for delivery in deliveries_of(enter(**values))] == channels


def test_a_person_with_an_account_finds_it_in_the_inbox(enter, people):
    case = enter(person=people["citizen"])
    assert Notice.objects.get().person == people["citizen"]
    assert case.short_address is None
    assert Notice.objects.get().url == f"/vorgang/{case.reference}/"


@pytest.mark.parametrize("who", ["anonymous", "citizen", "citizen with rights", "staff", "reader", "former clerk"])
def test_who_may_not_enter(enter, who):
    with pytest.raises(PermissionDenied):
        enter(who)
    assert not Case.objects.exists()


def test_the_web_is_no_counter(enter):
    with pytest.raises(ValidationError):
        enter(channel="web")


def test_entering_twice_is_one_case_and_one_letter(enter):
    key = uuid.uuid4()
    assert enter(submission_key=key) == enter(submission_key=key)
    assert Delivery.objects.count() == 1


def test_the_code_opens_the_answer_and_the_number_alone_does_not(client, enter, people):
    case = enter()
    actions.take_step(people["clerk"], case, "answer", "Ist repariert.")
    page = client.get(f"/vorgang/{case.reference}/").content.decode()
    assert "Ist repariert." not in page
    assert "mit der Post" in page
    followed = client.get(case.short_address.path, follow=True)
    assert followed.redirect_chain == [(f"/vorgang/{case.reference}/", 302)]
    assert "Ist repariert." in followed.content.decode()
    assert "Erika" not in followed.content.decode()
    other = enter(contact=ERIKA)
    actions.take_step(people["clerk"], other, "answer", "Nicht für andere Augen.")
    assert "andere Augen" not in client.get(f"/vorgang/{other.reference}/").content.decode()


def test_the_code_is_taken_where_a_number_is_asked(client, enter):
    case = enter()
    first = client.get("/vorgang/", {"nummer": case.short_address.grouped.lower()})
    assert client.get(first["Location"])["Location"] == case.short_address.path


def test_the_one_whose_case_it_is_reads_the_answer_when_signed_in(client, enter, people):
    case = enter(person=people["citizen"])
    actions.take_step(people["clerk"], case, "answer", "Ist repariert.")
    assert "Ist repariert." not in client.get(f"/vorgang/{case.reference}/").content.decode()
    client.force_login(people["odd" if "odd" in people else "staff"])
    assert "Ist repariert." not in client.get(f"/vorgang/{case.reference}/").content.decode()
    client.force_login(people["citizen"])
    assert "Ist repariert." in client.get(f"/vorgang/{case.reference}/").content.decode()


def test_the_answer_is_a_letter_too(enter, people):
    case = enter()
    actions.take_step(people["clerk"], case, "answer", "Ist repariert.")
    received, answer = deliveries_of(case)
    letter = letter_of(answer.notice, sender=_sender(case), moment=timezone.now())
    assert letter.recipient == ("Erika Muster", "Weg 2", "09999 Auenstadt")
    assert "Ist repariert." in letter.text
    assert letter.codes[0].code == case.short_address.grouped
    assert letter.codes[0].address.endswith(case.short_address.path)
    assert received.notice.url == answer.notice.url


def _sender(case):
    from allmende.core.letters.letter import sender_of

    return sender_of(case.municipality)


def test_the_code_ends_half_a_year_after_the_case_and_lives_on_when_it_goes_on(enter, people):
    case = enter()
    actions.take_step(people["clerk"], case, "close")
    address = ShortAddress.objects.get()
    assert timedelta(days=179) < address.valid_until - timezone.now() < timedelta(days=181)
    actions.take_step(people["clerk"], case, "reopen")
    assert ShortAddress.objects.get().valid_until is None


def test_what_the_person_said_cannot_dress_up_as_our_letter(enter):
    case = enter(text="## Bescheid\n- Sie bekommen 1000 Euro\nok")
    (letter,) = deliveries_of(case)
    assert "## Bescheid" not in letter.notice.text
    assert "\nBescheid\nSie bekommen 1000 Euro\nok" in letter.notice.text


def test_confirming_later(enter, people):
    case = enter(confirm=False)
    actions.confirm_receipt(people["clerk"], case)
    actions.confirm_receipt(people["clerk"], case)
    assert deliveries_of(case).count() == 1
    with pytest.raises(ValidationError, match="Anschrift"):
        actions.confirm_receipt(people["clerk"], enter(contact=Contact()))
    with pytest.raises(PermissionDenied):
        actions.confirm_receipt(people["reader"], case)


def test_letters_of_the_batch_come_in_the_order_of_the_post(enter, people, county):
    for name, postcode in (("Zora", "01000"), ("Anna", "99999"), ("Bert", "01000")):
        enter(contact=Contact(name, "Weg 1", postcode, "Ort"))
    clerk = people["clerk"]
    batch = batches.form_batch(clerk, county, [row.pk for row in queries.open_letters(clerk)])
    assert [row.notice.name for row in queries.letters_of(batch)] == ["Bert", "Zora", "Anna"]


# --- The form -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def desk(client, people):
    client.force_login(people["clerk"])
    return client


def values(**changes):
    return {
        "channel": "phone", "subject": "Laterne", "text": "dunkel", "name": "Erika Muster", "street": "Weg 2",
        "postcode": "09999", "city": "Auenstadt", "language": "de", "confirm": "on", "submission_key": str(uuid.uuid4()),
    } | changes  # fmt: skip


def test_the_form_leads_to_the_case(desk):
    url = reverse("cases_staff_enter")
    assert desk.get(url).status_code == 200
    response = desk.post(url, values())
    case = Case.objects.get()
    assert response["Location"] == reverse("cases_staff_detail", args=[case.pk])
    page = desk.get(response["Location"]).content.decode()
    for words in ("am Telefon", "Erika Muster, Weg 2, 09999 Auenstadt", "Ist gedruckt und übergeben"):
        assert words in page
    (letter,) = deliveries_of(case)
    done = desk.post(reverse("letters_staff:one", args=[letter.pk]), {"do": "hand_over", "back": response["Location"]})
    assert done["Location"] == response["Location"]
    letter.refresh_from_db()
    assert letter.state == "sent"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"channel": "web"}, "Wie kam es herein"),
        ({"subject": ""}, "Worum geht es"),
        ({"city": ""}, "Für einen Brief fehlt noch: Ort"),
        ({"name": ""}, "Für einen Brief fehlt noch: Name"),
        ({"email": "x"}, "E-Mail"),
        ({"name": "Er\u202eika"}, "unsichtbare Zeichen"),
        ({"language": "xx"}, "Sprache"),
    ],
)
def test_mistakes_are_explained_and_nothing_is_stored(desk, changes, words):
    response = desk.post(reverse("cases_staff_enter"), values(**changes))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Case.objects.exists()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/verwaltung/\\evil", "/orte/"])
def test_going_back_stays_inside(desk, target):
    desk.post(reverse("cases_staff_enter"), values())
    letter = Delivery.objects.get()
    response = desk.post(reverse("letters_staff:one", args=[letter.pk]), {"do": "hand_over", "back": target})
    assert response["Location"] == reverse("letters_staff:index")


def test_readers_do_not_enter(client, people):
    client.force_login(people["reader"])
    assert client.get(reverse("cases_staff_enter")).status_code == 403


def test_a_person_is_told_only_once_even_when_asked_twice(enter):
    case = enter()
    assert contact.tell_received(case) == contact.tell_received(case)


def test_for_a_person_whom_staff_acts_for(desk, county):
    """Chosen in "Für eine Person eintragen": known to the form, noted with the person, told by letter with a code."""
    from allmende.core.behalf.models import BehalfRecord
    from allmende.core.people.models import Person

    hertha = Person.objects.create_user(
        None, first_name="Hertha", last_name="Zielke", street="Weidenweg 4", postcode="09999", city="Auenstadt"
    )
    desk.post(reverse("behalf_staff:begin", args=[hertha.pk]), {"channel": "paper", "note": ""})
    page = desk.get(reverse("cases_staff_enter")).content.decode()
    assert 'value="Hertha Zielke"' in page
    assert 'value="Weidenweg 4"' in page
    assert desk.post(reverse("cases_staff_enter"), values(channel="paper")).status_code == 302
    case = Case.objects.get()
    assert case.person == hertha
    assert BehalfRecord.objects.get().person == hertha
    (letter,) = deliveries_of(case)
    assert letter.channel == "letter"
    assert letter.notice.url == case.short_address.path


def test_the_address_in_the_case_serves_where_the_account_has_none(enter, db):
    from allmende.core.people.models import Person

    nowhere = Person.objects.create_user(None, first_name="Ohne", last_name="Anschrift")
    (letter,) = deliveries_of(enter(person=nowhere))
    assert (letter.state, letter.notice.address_lines[0]) == ("waiting", "Erika Muster")
    (lost,) = deliveries_of(enter(person=nowhere, contact=Contact()))
    assert lost.state == "failed", "staff see it under Briefe"
