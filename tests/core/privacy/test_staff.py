# SPDX-License-Identifier: EUPL-1.2
"""The staff area: answer people who ask, the record of processing, the log, the contact."""

import csv
import io

import pytest
from django.urls import reverse

from allmende.core.audit.models import Entry
from allmende.core.people.models import Person
from allmende.core.privacy import consents
from allmende.core.privacy.models import Consent, Officer

PEOPLE = reverse("privacy_staff:people")


@pytest.fixture
def sign_in(client, settings):
    settings.STAFF_SECOND_FACTOR = False

    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


def sheet(person):
    return reverse("privacy_staff:person", args=[person.pk])


@pytest.mark.parametrize("name", ["privacy_staff:people", "privacy_staff:record", "privacy_staff:record_csv",
                                  "privacy_staff:officer", "audit_staff:index", "audit_staff:csv"])  # fmt: skip
def test_citizens_stay_outside(sign_in, citizen, name):
    assert sign_in(citizen).get(reverse(name)).status_code == 403


def test_clerks_answer_requests_and_do_not_read_the_log(sign_in, clerk):
    client = sign_in(clerk)
    assert client.get(PEOPLE).status_code == 200
    assert client.get(reverse("audit_staff:index")).status_code == 403
    assert client.get(reverse("privacy_staff:officer")).status_code == 403


def test_a_person_is_found_by_name_and_the_search_is_noted_without_its_words(sign_in, clerk, citizen):
    client = sign_in(clerk)
    page = client.get(PEOPLE, {"q": "petrenko oks"}).content.decode()
    assert sheet(citizen) in page
    entry = Entry.objects.get(action="privacy.looked")
    assert (entry.actor, entry.subject, entry.reason) == (clerk, None, "Suche nach einer Person")
    assert "gibt es niemanden" in client.get(PEOPLE, {"q": "xyz"}).content.decode()


def test_the_sheet_wants_a_reason_which_the_person_reads(sign_in, clerk, citizen):
    client = sign_in(clerk)
    first = client.get(sheet(citizen)).content.decode()
    assert "Warum öffnen Sie dieses Datenblatt?" in first
    assert "03601 55555" not in first
    assert not Entry.objects.filter(subject=citizen).exists()
    assert client.get(sheet(citizen), {"grund": "Neugier"}).status_code == 422
    page = client.get(sheet(citizen), {"grund": "Beschwerde", "zeichen": "12/2026"}).content.decode()
    assert "03601 55555" in page
    (entry,) = Entry.objects.filter(subject=citizen)
    assert (entry.actor, entry.reason) == (clerk, "Beschwerde, 12/2026")


def test_a_consent_on_paper_is_entered_and_withdrawn(sign_in, clerk, citizen):
    client = sign_in(clerk)
    address = sheet(citizen) + "?grund=Beschwerde"
    client.post(address, {"do": "consent", "purpose": "contact.phone", "way": "paper"})
    consent = Consent.objects.get()
    assert (consent.person, consent.entered_by, consent.way) == (citizen, clerk, "paper")
    client.post(address, {"do": "withdraw", "consent": consent.pk})
    assert not consents.has_consented("contact.phone", citizen)


def test_staff_erase_somebody_who_asked_for_it_only_with_a_tick(sign_in, clerk, citizen):
    client = sign_in(clerk)
    address = sheet(citizen) + "?grund=Beschwerde"
    client.post(address, {"do": "erase"})
    assert Person.objects.get(pk=citizen.pk).first_name == "Oksana"
    page = client.post(address, {"do": "erase", "sure": "on"}, follow=True).content.decode()
    assert "Die Person ist gelöscht" in page
    assert Person.objects.get(pk=citizen.pk).first_name == ""


def test_opening_a_sheet_by_get_changes_nothing_but_the_log(sign_in, clerk, citizen):
    client = sign_in(clerk)
    before = (Person.objects.count(), Consent.objects.count())
    client.get(sheet(citizen) + "?grund=Beschwerde&do=erase&sure=on")
    assert (Person.objects.count(), Consent.objects.count()) == before
    assert Person.objects.get(pk=citizen.pk).first_name == "Oksana"


def test_the_record_of_processing_as_page_and_table(sign_in, administrator):
    client = sign_in(administrator)
    page = client.get(reverse("privacy_staff:record")).content.decode()
    assert "Konten und Anmeldung" in page
    assert "Einwilligung (Art. 6 Abs. 1 Buchst. a DSGVO)" in page
    table = client.get(reverse("privacy_staff:record_csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    assert any(row["field"] == "people.Person.email" for row in rows)


def test_the_contact_is_stored_and_shown(sign_in, administrator):
    client = sign_in(administrator)
    address = reverse("privacy_staff:officer")
    assert client.post(address, {"name": ""}).status_code == 422
    client.post(address, {"name": "Datenschutzbeauftragte", "email": "dsb@example.test"})
    assert Officer.objects.get().email == "dsb@example.test"
    assert "dsb@example.test" in client.get(reverse("privacy_staff:record")).content.decode()


def test_the_log_is_searched_paged_and_taken_along(sign_in, administrator, citizen):
    from django.db import transaction

    from allmende.core.audit.actions import record

    for number in range(60):
        with transaction.atomic():
            record(
                "cases.answer", actor=administrator, subject=citizen if number == 7 else None, reason=f"=Nr {number}"
            )
    client = sign_in(administrator)
    address = reverse("audit_staff:index")
    page = client.get(address).content.decode()
    assert "Seite 1 von 2" in page
    assert "=Nr 59" in page
    assert "=Nr 3<" not in page
    assert "=Nr 3<" in client.get(address, {"p": 2}).content.decode()
    found = client.get(address, {"subject": citizen.email}).content.decode()
    assert "=Nr 7<" in found
    assert "=Nr 8<" not in found
    assert client.get(address, {"subject": "nobody@example.test"}).status_code == 422
    table = b"".join(client.get(reverse("audit_staff:csv"), {"action": "cases.answer"})).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    assert len(rows) == 60
    assert rows[0]["reason"] == "'=Nr 59"  # no formula for the spreadsheet


def test_a_name_that_turns_the_line_around_is_harmless_in_the_log(sign_in, administrator, citizen):
    Person.objects.filter(pk=citizen.pk).update(last_name="\u202eoknertep <script>")
    from allmende.core.audit.actions import looked_at

    looked_at(administrator, citizen, citizen, "\u202egnuknärK")
    page = sign_in(administrator).get(reverse("audit_staff:index")).content.decode()
    assert "<script>" not in page.split("protokoll")[-1].split("</table>")[0]
    assert "\u202e" not in Entry.objects.get(subject=citizen).reason


def test_lists_cost_the_same_for_one_row_and_many(sign_in, administrator, citizen, django_assert_max_num_queries):
    from django.db import transaction

    from allmende.core.audit.actions import record

    for _ in range(50):
        with transaction.atomic():
            record("cases.answer", actor=administrator, subject=citizen)
    client = sign_in(administrator)
    client.get(reverse("audit_staff:index"))
    with django_assert_max_num_queries(20):
        client.get(reverse("audit_staff:index"))
