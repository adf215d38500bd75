# SPDX-License-Identifier: EUPL-1.2
"""What is written to the log, and that nothing of it can be changed."""

import threading

import pytest
from django.db import DatabaseError, connection, connections, transaction

from allmende.core.audit import guard
from allmende.core.audit.actions import looked_at, record
from allmende.core.audit.chain import GENESIS
from allmende.core.audit.models import Entry, Head
from allmende.core.audit.verify import verify
from allmende.core.people.models import Person


def test_an_entry_says_who_did_what_to_whom_and_why(clerk, citizen):
    entry = record(
        "cases.answer", actor=clerk, obj=citizen, subject=citizen, reason="Rückfrage", details={"state": "new"}
    )
    stored = Entry.objects.get()
    assert (stored.sequence, stored.previous) == (1, GENESIS)
    assert (stored.actor, stored.subject, stored.reason) == (clerk, citizen, "Rückfrage")
    assert (stored.object_label, stored.object_id, stored.details) == (
        "people.person",
        str(citizen.pk),
        {"state": "new"},
    )
    assert stored.hash == entry.hash
    assert verify([]).is_whole


def test_entries_are_chained(write):
    write(3)
    first, second, third = Entry.objects.order_by("sequence")
    assert [first.sequence, second.sequence, third.sequence] == [1, 2, 3]
    assert (second.previous, third.previous) == (first.hash, second.hash)
    assert Head.objects.get().hash == third.hash


def test_an_entry_outside_a_transaction_is_refused(transactional_db):
    with pytest.raises(RuntimeError, match="outside a transaction"):
        record("cases.answer", actor=None)


def test_what_fails_leaves_no_entry(clerk):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("cases.answer", actor=clerk)
        1 / 0  # noqa: B018
    record("cases.close", actor=clerk)
    assert list(Entry.objects.values_list("sequence", "action")) == [(1, "cases.close")]


@pytest.mark.parametrize("details", [{"to": "a@b.de"}, {"x": 1.5}, {"x": object()}, {"x": ["Wort " * 38] * 20}])
def test_details_hold_no_personal_values_and_no_essays(details, clerk):
    with pytest.raises(ValueError):
        record("cases.answer", actor=clerk, details=details)


def test_a_reason_is_one_clean_line_without_addresses(clerk):
    entry = record("cases.answer", actor=clerk, reason="Anruf\nvon a@b.de \u202egnal" + "x" * 500)
    assert "@" not in entry.reason
    assert "\u202e" not in entry.reason
    assert "\n" not in entry.reason
    assert len(entry.reason) <= 200


@pytest.mark.parametrize("statement", [
    "UPDATE audit_entry SET reason = 'x'", "DELETE FROM audit_entry", "DELETE FROM audit_entry WHERE sequence = 2",
    "DELETE FROM audit_head", "UPDATE audit_head SET sequence = 1",
])  # fmt: skip
def test_the_database_refuses_to_change_or_remove_entries(statement, write):
    write(3)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify([]).is_whole


def test_the_database_refuses_to_empty_the_table(write):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    write(1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_entry CASCADE")


def test_the_orm_has_no_way_round(write):
    write(1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.update(reason="x")


def test_lifted_triggers_stand_again_afterwards(write):
    write(1)
    with guard.lifted():
        assert guard.missing()
    assert guard.missing() == []


def test_a_person_can_go_and_the_chain_stays_whole(clerk, citizen, write):
    write(2)
    citizen.delete()
    assert Entry.objects.filter(subject_id__isnull=False).count() == 2
    assert verify([]).is_whole


def test_a_look_is_recorded_once_in_ten_minutes(clerk, citizen):
    assert looked_at(clerk, citizen, citizen, "Anruf") is not None
    assert looked_at(clerk, citizen, citizen, "Anruf") is None
    assert looked_at(clerk, citizen, citizen, "Beschwerde") is not None
    assert looked_at(citizen, citizen, citizen) is None
    assert Entry.objects.filter(action="privacy.looked").count() == 2


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_leave_neither_gap_nor_fork():
    person = Person.objects.create_user("viele@example.test")
    ready, failures = threading.Barrier(8), []

    def work(number):
        try:
            ready.wait()
            for step in range(20):
                with transaction.atomic():
                    record("cases.answer", actor=person, details={"thread": number, "step": step})
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert list(Entry.objects.order_by("sequence").values_list("sequence", flat=True)) == list(range(1, 161))
    assert verify([]).is_whole
