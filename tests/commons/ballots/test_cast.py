# SPDX-License-Identifier: EUPL-1.2
"""Casting: once, in time, whole or not at all; whoever asks."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from allmende.commons.ballots import actions
from allmende.commons.ballots.actions import Refused
from allmende.commons.ballots.answers import InvalidBallot
from allmende.commons.ballots.models import Ballot, Option, Participation, Question, Receipt, Vote
from tests.access_matrix import people_of
from tests.commons.ballots.conftest import GOOD, HOUR

SECOND = datetime.timedelta(seconds=1)


def stored():
    return Ballot.objects.count(), Participation.objects.count(), Receipt.objects.count()


def test_a_ballot_is_stored_whole_and_in_one_form(vote):
    taken = actions.cast(vote, "anna", GOOD)
    assert stored() == (1, 1, 1)
    assert Ballot.objects.get().content == '{"f1":"yes","f2":["a","c"],"f3":["b","a"],"f4":{"a":2,"b":3}}'
    assert Receipt.objects.get().code == taken.receipt
    assert not taken.repeated


def test_questions_may_stay_unanswered(vote):
    actions.cast(vote, "anna", {"f1": "", "f2": [], "f3": None})
    assert Ballot.objects.get().content == "{}"


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("f1", "maybe"), ("f1", ["yes"]), ("f2", ["a", "b", "c"]), ("f2", ["a", "a"]), ("f2", ["z"]), ("f2", "ab"),
        ("f2", [["a"]]), ("f3", ["a", "x"]), ("f3", ["a", "a"]), ("f4", {"a": 6}), ("f4", {"a": -1}), ("f4", {"a": 1.5}),
        ("f4", {"a": True}), ("f4", {"z": 1}), ("f4", {"a": "2"}), ("f9", "yes"), ("<script>", "yes"),
    ],
)  # fmt: skip
def test_one_answer_that_is_not_valid_stores_nothing(vote, key, answer):
    """adhocracy+ stored the first answer of a ballot whose second was refused."""
    with pytest.raises(InvalidBallot) as caught:
        actions.cast(vote, "anna", GOOD | {key: answer})
    assert list(caught.value.faults) == [key]
    assert stored() == (0, 0, 0)
    actions.cast(vote, "anna", GOOD)
    assert stored() == (1, 1, 1)


def test_nobody_votes_twice(vote):
    actions.cast(vote, "anna", GOOD)
    with pytest.raises(Refused, match="schon abgestimmt") as caught:
        actions.cast(vote, "anna", {"f1": "no"})
    assert caught.value.code == "already"
    actions.cast(vote, "berta", GOOD)
    assert stored() == (2, 2, 2)


def test_the_same_form_sent_twice_is_one_ballot_with_one_receipt(vote):
    code = actions.new_receipt()
    first = actions.cast(vote, "anna", GOOD, receipt=code)
    second = actions.cast(vote, "anna", GOOD, receipt=code)
    assert (first.receipt, second.receipt, second.repeated) == (code, code, True)
    assert stored() == (1, 1, 1)


def test_a_receipt_of_somebody_else_is_not_taken_and_marks_nobody(vote):
    code = actions.cast(vote, "anna", GOOD).receipt
    with pytest.raises(Refused) as caught:
        actions.cast(vote, "berta", GOOD, receipt=code)
    assert caught.value.code == "receipt"
    assert not actions.has_voted(vote, "berta")
    assert stored() == (1, 1, 1)


def test_the_same_person_may_take_part_in_two_votes(make_vote):
    one, other = make_vote(), make_vote()
    actions.cast(one, "anna", GOOD)
    actions.cast(other, "anna", GOOD)
    first, second = Participation.objects.all()
    assert first.record != second.record, "two votes must not be joined by who took part"


def test_from_the_first_second_on_until_before_the_last(make_vote):
    opens = timezone.now() + HOUR
    vote = make_vote(opens=opens, closes=opens + HOUR)
    for moment, code in ((opens - SECOND, "too_early"), (opens + HOUR, "too_late"), (opens + 5 * HOUR, "too_late")):
        with pytest.raises(Refused) as caught:
            actions.cast(vote, "anna", GOOD, now=moment)
        assert caught.value.code == code
    assert stored() == (0, 0, 0)
    actions.cast(vote, "anna", GOOD, now=opens)
    actions.cast(vote, "berta", GOOD, now=opens + HOUR - datetime.timedelta(microseconds=1))
    assert stored() == (2, 2, 2)


def test_a_draft_takes_no_ballot(make_vote):
    vote = make_vote(release=False)
    with pytest.raises(Refused) as caught:
        actions.cast(vote, "anna", GOOD)
    assert caught.value.code == "too_early"


def test_a_clock_put_back_does_not_open_what_was_closed(vote):
    end = vote.closes
    actions.close(vote, now=end)
    with pytest.raises(Refused) as caught:
        actions.cast(vote, "anna", GOOD, now=end - HOUR / 2)
    assert caught.value.code == "too_late"
    assert stored() == (0, 0, 0)


def test_what_was_taken_in_time_and_is_sent_again_too_late_gets_its_receipt(vote):
    code = actions.new_receipt()
    actions.cast(vote, "anna", GOOD, receipt=code)
    actions.close(vote, now=vote.closes)
    assert actions.cast(vote, "anna", GOOD, receipt=code).repeated
    assert stored() == (1, 1, 1)


def test_no_role_votes_before_the_phase_or_twice(make_vote, county):
    """In adhocracy+ a moderator voted five days before the voting phase. Here nobody's role is even asked."""
    vote = make_vote(opens=timezone.now() + HOUR, closes=timezone.now() + 2 * HOUR)
    for person in people_of(county).values():
        with pytest.raises(Refused):
            actions.cast(vote, f"person {person.pk}", GOOD)
    assert stored() == (0, 0, 0)


def test_the_day_is_all_the_record_knows(vote):
    actions.cast(vote, "anna", GOOD, now=vote.opens)
    record = Participation.objects.get()
    assert record.day == timezone.localdate(vote.opens)
    names = {field.name for field in Participation._meta.fields}
    assert names == {"record", "vote", "day", "channel", "area"}
    assert {field.name for field in Ballot._meta.fields} == {"id", "vote", "channel", "content"}
    assert {field.name for field in Receipt._meta.fields} == {"code", "vote"}


# --- what the database refuses ----------------------------------------------------------------------------------------


def refused(statement, *values):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("state", ["draft", "closed", "counted", "published"])
def test_the_database_takes_no_ballot_outside_the_open_phase(make_vote, manager, state):
    vote = make_vote(release=False)
    if state != "draft":
        vote = actions.close(actions.release(manager, vote), now=vote.closes)
    if state in ("counted", "published"):
        actions.count(manager, vote)
    if state == "published":
        actions.publish(manager, vote)
    for row in (
        Ballot(vote=vote, channel="online", content="{}"),
        Participation(vote=vote, record="x" * 64, day=timezone.localdate(), channel="online"),
        Receipt(vote=vote, code="AAAAAAAAAAAA"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)
    paper = Ballot(vote=vote, channel="paper", content="{}")
    if state == "closed":
        paper.save(force_insert=True)
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            paper.save(force_insert=True)


def test_the_database_changes_and_removes_nothing_in_the_box(vote):
    actions.cast(vote, "anna", GOOD)
    refused("UPDATE ballots_ballot SET content = '{}'")
    refused("UPDATE ballots_ballot SET channel = 'paper'")
    refused("UPDATE ballots_participation SET day = '2020-01-01'")
    refused("UPDATE ballots_receipt SET code = 'AAAAAAAAAAAA'")
    for table in ("ballots_ballot", "ballots_participation", "ballots_receipt"):
        refused(f"DELETE FROM {table}")
        if connection.vendor == "postgresql":
            connection.check_constraints()
            refused(f"TRUNCATE {table}")
    assert stored() == (1, 1, 1)


def test_a_released_vote_and_its_questions_are_frozen(vote, manager):
    for statement in (
        "UPDATE ballots_vote SET title = 'x'", "UPDATE ballots_vote SET closes = opens + 1"
        if connection.vendor == "sqlite" else "UPDATE ballots_vote SET closes = closes + interval '1 day'",
        "UPDATE ballots_vote SET state = 'published'", "UPDATE ballots_vote SET state = 'draft'",
        "UPDATE ballots_question SET text = 'x'", "UPDATE ballots_option SET text = 'x'", "DELETE FROM ballots_option",
        "DELETE FROM ballots_vote",
    ):  # fmt: skip
        refused(statement)
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.create(vote=vote, key="f9", position=9, kind="yes_no", text="Neu?")
    with pytest.raises(IntegrityError), transaction.atomic():
        Option.objects.create(question=vote.questions.get(key="f2"), key="z", position=9, text="Neu")
    with pytest.raises(PermissionDenied):
        actions.add_question(manager, vote, kind="yes_no", text="Neu?")
    with pytest.raises(PermissionDenied):
        actions.change_vote(manager, vote, title="Neu")


def test_a_counted_result_does_not_change(vote, manager):
    actions.cast(vote, "anna", GOOD)
    actions.close(vote, now=vote.closes)
    actions.count(manager, vote)
    refused("UPDATE ballots_vote SET result = '{}'")
    refused("UPDATE ballots_vote SET digest = 'x'")


def test_a_secret_vote_has_no_interim_result(make_vote):
    with pytest.raises(ValidationError, match="Zwischenstand"):
        make_vote(live_result=True)
    vote = make_vote()
    refused("UPDATE ballots_vote SET live_result = %s WHERE id = %s", True, vote.pk)


def test_the_secret_is_gone_with_the_end(vote):
    actions.cast(vote, "anna", GOOD)
    assert vote.secret
    assert actions.has_voted(vote, "anna")
    closed = actions.close(vote, now=vote.closes)
    assert closed.secret is None
    assert Vote.objects.get(pk=vote.pk).secret is None
    assert not actions.has_voted(closed, "anna")
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.filter(pk=vote.pk).update(secret="neu")


def test_nobody_closes_a_vote_before_its_end(vote):
    with pytest.raises(ValidationError, match="läuft noch"):
        actions.close(vote)
    assert Vote.objects.get(pk=vote.pk).state == "open"


def test_nobody_has_few_ballots_listed(make_vote, manager):
    """The form, the action and the database refuse it; the release cannot be used to slip it in."""
    draft = make_vote(release=False)
    for few in (0, 29):
        with pytest.raises(ValidationError):
            actions.change_vote(manager, draft, list_from=few)
        with pytest.raises(ValidationError):
            make_vote(release=False, list_from=few)
        with pytest.raises(IntegrityError), transaction.atomic():
            Vote.objects.filter(pk=draft.pk).update(list_from=few)
    assert actions.change_vote(manager, draft, list_from=31).list_from == 31
