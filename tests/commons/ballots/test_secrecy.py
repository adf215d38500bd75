# SPDX-License-Identifier: EUPL-1.2
"""A test that tries: given the database, find out how somebody voted. By key, by order, by time, by transaction."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models

from allmende.commons.ballots import actions, guard
from allmende.commons.ballots.mixing import mix
from allmende.commons.ballots.models import Ballot, Participation, Receipt
from allmende.core.audit.models import Entry
from tests.commons.ballots.conftest import GOOD

VOTERS = 60


@pytest.fixture
def box(vote):
    """Ballots of which each is unlike all others, cast one after the other; returns who cast what, in that order."""
    orders = [f"{a}{b}" for a in range(6) for b in range(10)]
    found = []
    for number in range(VOTERS):
        answers = {"f4": {"a": int(orders[number][0]) % 3, "b": int(orders[number][1]) % 3}, "f3": GOOD["f3"]}
        actions.cast(vote, f"person {number}", answers)
        found.append(actions.record_key(vote, f"person {number}"))
    return found


def agreement(one, other):
    """Return how far two orders of the same things agree: 1 the same, -1 reversed, about 0 for chance (Kendall)."""
    place = {thing: number for number, thing in enumerate(other)}
    pairs = [(a, b) for a in range(len(one)) for b in range(a + 1, len(one))]
    return sum(1 if place[one[a]] < place[one[b]] else -1 for a, b in pairs) / len(pairs)


def keys(table, order):
    column = {"ballots_ballot": "id", "ballots_participation": "record", "ballots_receipt": "code"}[table]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} {order}")
        return [str(row[0]).replace("-", "") for row in cursor.fetchall()]


def test_no_column_of_the_box_leads_anywhere():
    """No foreign key to a person or to each other, no date on a ballot, no number that counts up."""
    people = {apps.get_model("people.Person"), Participation, Ballot, Receipt}
    for model in (Participation, Ballot, Receipt):
        for field in model._meta.fields:
            assert field.related_model not in people
            assert not isinstance(field, models.DateTimeField | models.AutoField)
        assert not any(isinstance(field, models.DateField) for field in Ballot._meta.fields)
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            assert getattr(field, "related_model", None) not in {Participation, Ballot, Receipt}, (
                f"{field} leads into the box"
            )


def test_keys_do_not_tell_the_order(vote, box):
    for table in guard.BOX:
        arrived = box if table == guard.RECORD else None
        sorted_keys = keys(table, "ORDER BY 1")
        if arrived:
            assert abs(agreement(arrived, sorted_keys)) < 0.4


def test_nothing_joins_a_record_with_a_ballot_after_mixing(vote, box):
    arrived = [str(pk).replace("-", "") for pk in _ballots_as_they_came(vote)]
    mix(vote)
    for order in _orders():
        found = keys("ballots_ballot", order)
        assert sorted(found) == sorted(arrived)
        assert found == sorted(found), "the place of a ballot is that of its random key, nothing else"
        assert keys("ballots_participation", order) == sorted(keys("ballots_participation", order))
        assert keys("ballots_receipt", order) == sorted(keys("ballots_receipt", order))


def _ballots_as_they_came(vote):
    return list(Ballot.objects.filter(vote=vote).values_list("pk", flat=True))


def _orders():
    """The hidden orders a database keeps."""
    return [""] if connection.vendor == "sqlite" else ["", "ORDER BY ctid"]


def test_sqlite_keeps_no_row_numbers(vote):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite numbers rows")
    for table in guard.BOX:
        with pytest.raises(Exception, match="no such column"), connection.cursor() as cursor:
            cursor.execute(f"SELECT rowid FROM {table}")


@pytest.mark.django_db(transaction=True)
def test_the_transaction_does_not_join_a_record_with_a_ballot(vote):
    """PostgreSQL marks rows with their transaction: before mixing that joins them, after it all rows carry the same."""
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL marks rows with their transaction")
    for number in range(20):
        actions.cast(vote, f"person {number}", GOOD)

    def joined():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*), count(DISTINCT b.xmin::text) FROM ballots_ballot b JOIN ballots_participation p ON b.xmin = p.xmin"
            )
            return cursor.fetchone()

    assert joined() == (20, 20), "the join that mixing is there to break"
    mix(vote)
    assert joined()[1] <= 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ballots_ballot")
        assert cursor.fetchone() == (20,)


@pytest.mark.django_db(transaction=True)
def test_the_files_of_sqlite_do_not_keep_the_order(vote):
    """In the pages of the file itself: a page fills from its end as rows come, until the box is shaken."""
    if connection.vendor != "sqlite":
        pytest.skip("the file of SQLite")
    known, arrived = set(), []
    for number in range(40):
        actions.cast(vote, f"person {number}", GOOD)
        (new,) = set(keys("ballots_ballot", "")) - known
        known.add(new)
        arrived.append(new)
    mix(vote)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = Path(connection.settings_dict["NAME"]).read_bytes()
    places = sorted(arrived, key=lambda key: content.rindex(key.encode()))
    assert abs(agreement(places, arrived)) < 0.45


def test_mixing_changes_nothing(vote, box):
    before = sorted(Ballot.objects.values_list("pk", "content", "channel"))
    records = sorted(Participation.objects.values_list("pk", "day", "channel"))
    mix(vote)
    mix(vote)
    assert sorted(Ballot.objects.values_list("pk", "content", "channel")) == before
    assert sorted(Participation.objects.values_list("pk", "day", "channel")) == records
    assert guard.missing() == []


def test_no_table_keeps_the_moment_of_a_vote(vote):
    """Neither the audit log nor anything else grows with a ballot, but for the three tables of the box."""
    labels = {"ballots.Participation", "ballots.Ballot", "ballots.Receipt"}

    def sizes():
        return {
            model._meta.label: model._default_manager.count()
            for model in apps.get_models(include_auto_created=True)
            if model._meta.managed and not model._meta.proxy
        }

    before, entries = sizes(), Entry.objects.count()
    actions.cast(vote, "anna", GOOD)
    grown = {label for label, number in sizes().items() if number != before[label]}
    assert grown == labels
    assert Entry.objects.count() == entries


def test_trying_all_credentials_finds_nobody_after_the_end(vote, box):
    """While the vote runs, who has the secret can ask whether somebody voted. With the end nobody can."""
    assert actions.has_voted(vote, "person 3")
    closed = actions.close(vote, now=vote.closes)
    for number in range(VOTERS):
        assert not actions.has_voted(closed, f"person {number}")
        with pytest.raises(actions.Refused):
            actions.record_key(closed, f"person {number}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM ballots_vote WHERE id = %s", [vote.pk])
        assert cursor.fetchone() == (None,)
