# SPDX-License-Identifier: EUPL-1.2
"""What has been kept long enough goes; what has not, stays."""

import datetime
import uuid

import pytest
from django.contrib.sessions.models import Session

from allmende.commons.cases.models import Case
from allmende.core.audit.models import Entry
from allmende.core.privacy.models import Consent, ConsentText
from allmende.core.privacy.retention import run

NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)


def ago(**time):
    return NOW - datetime.timedelta(**time)


@pytest.fixture
def case(county):
    def make(state, changed):
        made = Case.objects.create(
            municipality=county, kind="place", subject="x", text="y", state=state, contact_email="a@example.test",
            submission_key=uuid.uuid4(),
        )  # fmt: skip
        Case.objects.filter(pk=made.pk).update(changed=changed)
        return made

    return make


def addresses():
    return list(Case.objects.order_by("pk").values_list("contact_email", flat=True))


def test_addresses_of_cases_that_ended_half_a_year_ago_go(case):
    case("closed", ago(days=181))
    case("closed", ago(days=179))
    case("new", ago(days=400))
    run(now=NOW)
    assert addresses() == ["", "a@example.test", "a@example.test"]


def test_a_dry_run_counts_and_changes_nothing(case):
    case("closed", ago(days=181))
    steps = run(dry_run=True, now=NOW)
    assert [
        step.rows for step in steps if step.declaration.model == "cases.Case" and "contact_email" in step.fields
    ] == [1]
    assert addresses() == ["a@example.test"]
    assert not Entry.objects.filter(action="privacy.retention").exists()


def test_a_second_run_finds_nothing_and_each_step_is_logged_once(case):
    case("closed", ago(days=181))
    run(now=NOW)
    assert all(step.rows == 0 for step in run(now=NOW))
    (entry,) = Entry.objects.filter(action="privacy.retention")
    assert entry.details["model"] == "cases.Case"
    assert entry.details["rows"] == 1


def test_expired_sessions_go(db):
    Session.objects.create(session_key="a", session_data="", expire_date=ago(minutes=1))
    Session.objects.create(session_key="b", session_data="", expire_date=NOW + datetime.timedelta(minutes=1))
    run(now=NOW)
    assert list(Session.objects.values_list("pk", flat=True)) == ["b"]


def test_consents_go_three_years_after_they_were_withdrawn(citizen):
    text = ConsentText.objects.create(key="k", version=1, language="de", title="t", text="x")
    old = ago(days=4 * 365)
    for key, withdrawn in (("k", None), ("l", ago(days=3 * 365 + 1)), ("m", ago(days=300))):
        Consent.objects.create(person=citizen, text=text, key=key, given=old, withdrawn=withdrawn)
    run(now=NOW)
    assert sorted(Consent.objects.values_list("key", flat=True)) == ["k", "m"]


def test_trouble_with_one_table_leaves_the_others_done(case, monkeypatch):
    """Each step is a transaction of its own: what is done stays done."""
    case("closed", ago(days=181))
    from allmende.core.privacy import retention

    original = retention._due

    def due(declaration, *rest):
        if declaration.model == "sessions.Session":
            raise RuntimeError("broken table")
        return original(declaration, *rest)

    monkeypatch.setattr(retention, "_due", due)
    run(now=NOW)
    assert addresses() == [""]
