# SPDX-License-Identifier: EUPL-1.2
"""While a vote by codes runs nobody makes or withdraws codes alone, and the result names how many there are."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from allmende.commons.ballots import actions as ballots
from allmende.decide.participation import code_batches, code_requests, codes
from allmende.decide.participation.budget import actions
from allmende.decide.participation.models import AccessCode, CodeBatch, CodeRequest, Member, Phase, Process
from tests.access_matrix import member

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def process(county):
    return Process.objects.create(
        municipality=county, slug="markt", title="Unser Markt", goal="Er wird neu.", state="published",
        contact_name="Frau Weber", contact_phone="1",
    )  # fmt: skip


@pytest.fixture
def first(county, process):
    person = member("moderator", county, "erste")
    Member.objects.create(process=process, person=person)
    return person


@pytest.fixture
def second(county, process):
    person = member("moderator", county, "zweite")
    Member.objects.create(process=process, person=person)
    return person


@pytest.fixture
def batch(process):
    made = CodeBatch.objects.create(process=process, kind="letter", name="Runde 1", count=3)
    made.plain = codes.make_codes(made, 3)
    return made


@pytest.fixture
def vote(process, first, batch):
    """A released vote by codes."""
    now = timezone.now()
    phase = Phase.objects.create(
        process=process,
        format="vote",
        title="Abstimmen",
        opens=now - HOUR,
        closes=now + HOUR,
        audience="codes",
        position=1,
    )
    vote = actions.make_vote(first, phase)
    ballots.add_question(first, vote, kind="yes_no", text="Autofrei?")
    return ballots.release(first, vote)


def make(person, process, count=1):
    return code_batches.make_batch(
        person,
        process,
        name="Nachzügler",
        kind="counter",
        recipients=[["An alle"]] * count,
        form="table",
        key=uuid.uuid4(),
    )


def test_before_the_release_one_person_is_enough(process, first, batch):
    make(first, process)
    assert code_batches.revoke(first, batch).revoked is not None


def test_more_codes_need_a_second_person_once(vote, process, first, second):
    with pytest.raises(ValidationError, match="zweiten Person"):
        make(first, process)
    request = code_requests.ask(first, process, count=2, reason="Zwei Briefe kamen zurück.")
    with pytest.raises(ValidationError, match="zweiten Person"):
        make(first, process)
    with pytest.raises(PermissionDenied):
        code_requests.decide(first, request, agrees=True)
    code_requests.decide(second, request, agrees=True)
    with pytest.raises(ValidationError, match="zweiten Person"):
        make(first, process, 3)
    make(first, process, 2)
    with pytest.raises(ValidationError, match="zweiten Person"):
        make(first, process)
    assert AccessCode.objects.count() == 5


def test_a_consent_is_good_for_a_week(vote, process, first, second):
    request = code_requests.ask(first, process, count=2, reason="Zwei Briefe kamen zurück.")
    request = code_requests.decide(second, request, agrees=True)
    assert list(code_requests.waiting(process)) == [request]
    CodeRequest.objects.update(decided=request.decided - CodeRequest.GOOD_FOR)
    assert not code_requests.waiting(process)
    with pytest.raises(ValidationError, match="zweiten Person"):
        make(first, process, 2)


def test_the_database_wants_two_people_too(vote, process, first):
    request = code_requests.ask(first, process, count=2, reason="Verloren.")
    with pytest.raises(IntegrityError), transaction.atomic():
        CodeRequest.objects.filter(pk=request.pk).update(agreed_by=first)


def test_somebody_outside_the_team_agrees_to_nothing(vote, process, first, county):
    request = code_requests.ask(first, process, count=1, reason="Verloren.")
    with pytest.raises(PermissionDenied):
        code_requests.decide(member("moderator", county, "fremd"), request, agrees=True)
    assert not CodeRequest.objects.filter(state="agreed").exists()


def test_withdrawing_a_batch_needs_a_second_person(vote, process, batch, first, second):
    with pytest.raises(ValidationError, match="zweiten Person"):
        code_batches.revoke(first, batch)
    code_requests.decide(
        second, code_requests.ask(first, process, batch=batch, reason="Im Papierkorb gefunden"), agrees=True
    )
    batch.refresh_from_db()
    assert batch.revoked is not None


def test_the_page_leads_both_through(vote, process, batch, first, second):
    url = f"/verwaltung/beteiligung/{process.pk}/codes/"
    asker, other = Client(), Client()
    asker.force_login(first)
    other.force_login(second)
    form = {"name": "Nachzügler", "count": 1, "form": "table", "key": str(uuid.uuid4())}
    refused = asker.post(url, form)
    assert refused.status_code == 422
    assert "Zustimmung einer zweiten Person" in refused.content.decode()
    assert "Codes erstellen und herunterladen" not in asker.get(url).content.decode()
    missing = asker.post(url, {"do": "ask_revoke", "batch": batch.pk, "reason": " "})
    assert "Bitte sagen Sie, warum" in missing.content.decode()
    asker.post(url, {"do": "ask", "bitte-count": "1", "bitte-reason": "Ein Brief kam zurück."})
    request = CodeRequest.objects.get()
    assert 'value="agree"' not in asker.get(url).content.decode()
    own = asker.post(url, {"do": "agree", "request": request.pk})
    assert "jemand anderes" in own.content.decode()
    assert 'value="agree"' in other.get(url).content.decode()
    other.post(url, {"do": "agree", "request": request.pk})
    assert "Codes erstellen und herunterladen" in asker.get(url).content.decode()
    assert asker.post(url, form)["Content-Type"].startswith("text/csv")


def test_the_result_names_codes(vote, process, batch, first, second):
    credential = f"code:{batch.codes.first().pk}"
    ballots.cast(vote, credential, {"f1": "yes"})
    code_requests.decide(second, code_requests.ask(first, process, count=1, reason="Verloren."), agrees=True)
    lost = make(first, process).batch
    code_requests.decide(second, code_requests.ask(first, process, batch=lost, reason="Verloren."), agrees=True)
    later = vote.closes + HOUR
    counted = ballots.count(first, ballots.close(vote, later))
    assert counted.result["codes"] == {"issued": 4, "revoked": 1, "used": 1}
    ballots.publish(first, counted)
    assert (
        "Codes: 4 ausgegeben, 1 für ungültig erklärt, 1 benutzt."
        in Client().get(f"/abstimmung/{vote.key}/").content.decode()
    )
    make(first, process)
