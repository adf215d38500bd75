# SPDX-License-Identifier: EUPL-1.2
"""Meine Daten: what is shown, taken along, allowed and erased."""

import io
import json
import threading
import zipfile

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from allmende.commons.cases.models import Case, Entry
from allmende.core.audit.actions import looked_at
from allmende.core.audit.models import Entry as LogEntry
from allmende.core.audit.verify import verify
from allmende.core.people.models import Person
from allmende.core.privacy import actions, consents
from allmende.core.privacy.models import Consent, Erasure

OWN = "/meine-daten/"


def test_the_page_wants_somebody_who_is_signed_in(client, county):
    response = client.get(OWN)
    assert response.status_code == 302
    assert "anmelden" in response["Location"]


def test_a_person_sees_what_is_stored_and_why(signed_in):
    page = signed_in.get(OWN).content.decode()
    for text in ("Oksana", "Am Markt 3", "03601 55555", "Rückfragen am Telefon", "von der Person selbst"):
        assert text in page
    assert "pbkdf2" not in page
    assert "md5$" not in page


def test_a_person_sees_who_looked_when_and_why(signed_in, citizen, clerk):
    assert "Bisher hat niemand" in signed_in.get(OWN).content.decode()
    looked_at(clerk, citizen, citizen, "Auskunft verlangt, Az. 12/2026")
    page = signed_in.get(OWN).content.decode()
    assert "Jonas Lehnert" in page
    assert "Grund: Auskunft verlangt, Az. 12/2026" in page
    everything = signed_in.get(reverse("privacy:looks")).content.decode()
    assert "Angesehen: Angaben zur Person" in everything


def test_nobody_sees_the_looks_at_others(signed_in, clerk, county):
    other = Person.objects.create_user("anders@example.test")
    looked_at(clerk, other, other, "Geheimer Grund")
    assert "Geheimer Grund" not in signed_in.get(reverse("privacy:looks")).content.decode()


def test_what_people_do_themselves_is_no_look(signed_in, citizen):
    signed_in.post(reverse("privacy:consent"), {"key": "contact.phone", "do": "give"})
    assert "Bisher niemand" in signed_in.get(reverse("privacy:looks")).content.decode()


def test_everything_can_be_taken_along(signed_in, citizen, clerk):
    looked_at(clerk, citizen, citizen, "Beschwerde")
    consents.give_consent("contact.phone", person=citizen)
    response = signed_in.post(reverse("privacy:download"))
    assert response["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        data = json.loads(archive.read("daten.json"))
        page = archive.read("daten.html").decode()
    account = next(part for part in data["data"] if part["kind"] == "people.Person")
    assert account["rows"][0]["email"] == "buergerin@example.test"
    assert "password" not in account["rows"][0]
    assert data["access"][0]["who"] == "Jonas Lehnert"
    assert data["access"][0]["reason"] == "Beschwerde"
    assert data["consents"][0]["title"] == "Rückfragen am Telefon"
    assert "Oksana" in page
    assert "http" not in page  # nothing from the network
    assert LogEntry.objects.filter(action="privacy.exported", subject=citizen).count() == 1


def test_the_copy_speaks_english(signed_in):
    response = signed_in.post("/en" + reverse("privacy:download"))
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert '<html lang="en">' in archive.read("daten.html").decode()


def test_taking_along_by_get_is_refused(signed_in):
    assert signed_in.get(reverse("privacy:download")).status_code == 405


def test_a_consent_is_given_and_taken_back_and_both_stay_known(signed_in, citizen):
    address = reverse("privacy:consent")
    signed_in.post(address, {"key": "contact.phone", "do": "give"})
    signed_in.post(address, {"key": "contact.phone", "do": "give"})
    consent = Consent.objects.get()
    assert consents.has_consented("contact.phone", citizen)
    assert (consent.text.version, consent.text.language, consent.way) == (1, "de", "online")
    signed_in.post(address, {"key": "contact.phone", "do": "withdraw"})
    assert not consents.has_consented("contact.phone", citizen)
    assert Consent.objects.get().withdrawn is not None
    assert "Frühere Erlaubnisse" in signed_in.get(OWN).content.decode()
    assert signed_in.post(address, {"key": "no.such", "do": "give"}).status_code == 404


def test_erasure_needs_a_tick(signed_in, citizen):
    response = signed_in.post(reverse("privacy:erase"), {"when": "now"})
    assert response.status_code == 422
    assert "Bitte setzen Sie hier ein Häkchen" in response.content.decode()
    assert not Erasure.objects.exists()


def test_erasure_asks_again_who_is_there(client, citizen):
    client.force_login(citizen)
    response = client.get(reverse("privacy:erase"))
    assert response.status_code == 302
    assert "noch-einmal" in response["Location"]


def test_erasure_waits_seven_days_and_can_be_taken_back(signed_in, citizen):
    signed_in.post(reverse("privacy:erase"), {"when": "later", "sure": "on"})
    assert "wird am" in signed_in.get(OWN).content.decode()
    assert actions.erase_due() == 0
    signed_in.post(reverse("privacy:keep"))
    assert actions.erase_due(timezone.now() + 2 * actions.GRACE) == 0
    citizen.refresh_from_db()
    assert citizen.first_name == "Oksana"


def test_erasure_at_once_empties_the_account_and_keeps_what_others_wrote(signed_in, citizen, clerk, county):
    case = Case.objects.create(
        municipality=county, kind="place", subject="Tür klemmt", text="…", assignee=citizen,
        submission_key="3f333df6-90a4-4fda-8dd3-9485d27cee36",
    )  # fmt: skip
    answer = Entry.objects.create(case=case, kind="answer", author=citizen, text="Antwort, die bleibt")
    looked_at(clerk, citizen, citizen, "Beschwerde")
    consents.give_consent("contact.phone", person=citizen)
    response = signed_in.post(reverse("privacy:erase"), {"when": "now", "sure": "on"}, follow=True)
    assert "Ihre Daten sind gelöscht" in response.content.decode()
    person = Person.objects.get(pk=citizen.pk)
    assert (person.email, person.first_name, person.last_name, person.phone, person.street) == (None, "", "", "", "")
    assert not person.is_active
    assert not person.has_usable_password()
    answer.refresh_from_db()
    assert (answer.text, answer.author) == ("Antwort, die bleibt", None)
    assert not consents.has_consented("contact.phone", person)
    assert verify([]).is_whole
    assert signed_in.get(OWN).status_code == 302


def test_due_erasures_are_carried_out_once(citizen):
    actions.request_erasure(citizen, citizen)
    later = timezone.now() + actions.GRACE
    assert actions.erase_due(later) == 1
    assert actions.erase_due(later) == 0
    assert Person.objects.get(pk=citizen.pk).email is None


@pytest.mark.django_db(transaction=True)
def test_the_worker_and_people_who_want_it_at_once_do_not_wait_for_each_other(county):
    people = [Person.objects.create_user(f"p{number}@example.test", "Ein-langes-Passwort-1") for number in range(4)]
    for person in people:
        actions.request_erasure(person, person)
    start, problems = threading.Barrier(2), []

    def at_once():
        for person in people:
            actions.request_erasure(person, person, at_once=True)

    def run(job):
        try:
            start.wait(10)
            job()
        except Exception as error:
            problems.append(error)
        finally:
            connection.close()

    jobs = (at_once, lambda: actions.erase_due(timezone.now() + actions.GRACE))
    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not problems
    assert not Person.objects.filter(email__isnull=False).exists()


def test_members_of_staff_are_not_erased_while_they_have_duties(clerk):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="gehört zur Verwaltung"):
        actions.request_erasure(clerk, clerk)


def test_nobody_erases_others(citizen, county):
    from django.core.exceptions import PermissionDenied

    other = Person.objects.create_user("anders@example.test")
    with pytest.raises(PermissionDenied):
        actions.request_erasure(other, citizen, at_once=True)
