# SPDX-License-Identifier: EUPL-1.2
"""Paper ballots: handed out once, typed by two people who do not see each other, put into the box once."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from allmende.commons.ballots import actions, paper
from allmende.commons.ballots.actions import Refused
from allmende.commons.ballots.answers import InvalidBallot
from allmende.commons.ballots.models import Ballot, PaperBatch, Participation
from tests.access_matrix import member
from tests.commons.ballots.conftest import GOOD

OTHER = GOOD | {"f1": "no"}


@pytest.fixture
def pile(vote, clerks):
    """A pile of three sheets; five were handed out."""
    for number in range(5):
        paper.hand_out(clerks[0], vote, f"person {number}")
    return paper.open_batch(clerks[0], vote, 3)


def typed(who, pile, *entries):
    for number, entry in enumerate(entries, 1):
        paper.type_sheet(who, pile, number, entry)
    pile.refresh_from_db()


def test_whoever_takes_paper_does_not_vote_online(vote, clerks):
    paper.hand_out(clerks[0], vote, "anna")
    with pytest.raises(Refused) as caught:
        actions.cast(vote, "anna", GOOD)
    assert caught.value.code == "already"
    with pytest.raises(Refused):
        paper.hand_out(clerks[1], vote, "anna")
    actions.cast(vote, "berta", GOOD)
    with pytest.raises(Refused):
        paper.hand_out(clerks[1], vote, "berta")
    assert Participation.objects.count() == 2


def test_nothing_is_handed_out_outside_the_time(make_vote, clerks):
    vote = make_vote()
    with pytest.raises(Refused):
        paper.hand_out(clerks[0], vote, "anna", now=vote.closes)
    with pytest.raises(Refused):
        paper.hand_out(clerks[0], vote, "anna", now=vote.opens - (vote.closes - vote.opens))
    actions.close(vote, now=vote.closes)
    vote.refresh_from_db()
    with pytest.raises(PermissionDenied):
        paper.hand_out(clerks[0], vote, "anna")


def test_two_who_agree_fill_the_box(vote, clerks, pile):
    first, second = clerks
    typed(first, pile, GOOD, None, OTHER)
    assert pile.state == "second"
    typed(second, pile, GOOD, None, OTHER)
    assert pile.state == "compared"
    assert paper.differences(pile) == []
    paper.confirm(second, pile)
    assert Ballot.objects.filter(channel="paper").count() == 2
    actions.close(vote, now=vote.closes)
    result = actions.count(member("moderator", vote.municipality, "m2"), vote).result
    assert (result["accepted"], result["paper"], result["spoiled"], result["handed_out"]) == (2, 2, 1, 5)


def test_the_same_person_never_does_both(clerks, pile):
    first, second = clerks
    typed(first, pile, GOOD, GOOD, GOOD)
    with pytest.raises(PermissionDenied):
        paper.type_sheet(first, pile, 1, GOOD)
    typed(second, pile, GOOD, GOOD, GOOD)
    with pytest.raises(PermissionDenied):
        paper.confirm(first, pile)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperBatch.objects.filter(pk=pile.pk).update(second=first)
    assert Ballot.objects.count() == 0
    superuser = type(first).objects.create_superuser("root@example.org", "ein-langes-passwort")
    with pytest.raises(PermissionDenied):
        paper.confirm(superuser, pile)
    paper.confirm(second, pile)
    with pytest.raises(PermissionDenied):
        paper.confirm(second, pile)
    assert Ballot.objects.count() == 3


def test_differences_are_shown_and_must_be_mended(clerks, pile):
    first, second = clerks
    typed(first, pile, GOOD, OTHER, GOOD)
    typed(second, pile, GOOD, GOOD, None)
    assert [sheet.number for sheet in paper.differences(pile)] == [2, 3]
    with pytest.raises(ValidationError, match="unterscheiden"):
        paper.confirm(second, pile)
    with pytest.raises(ValidationError, match="stimmen"):
        paper.type_sheet(second, pile, 1, OTHER)
    paper.type_sheet(second, pile, 2, OTHER)  # the second was wrong
    paper.type_sheet(first, pile, 3, None)  # the first was wrong
    pile.refresh_from_db()
    paper.confirm(second, pile)
    assert Ballot.objects.count() == 2


def test_nothing_of_the_first_is_seen_before_the_second_is_through(clerks, pile, client):
    first, second = clerks
    typed(first, pile, GOOD, OTHER, GOOD)
    client.force_login(second)
    address = f"/verwaltung/abstimmung/stapel/{pile.pk}/"
    for number in (1, 2):
        page = client.get(address)
        assert page.status_code == 200
        assert page.context["sheet"].number == number
        assert "checked" not in page.content.decode()
        assert paper.differences(pile) == []
        paper.type_sheet(second, pile, number, GOOD)


def test_a_sheet_must_be_a_valid_ballot(clerks, pile):
    with pytest.raises(InvalidBallot):
        paper.type_sheet(clerks[0], pile, 1, {"f2": ["a", "b", "c"]})
    assert pile.sheets.get(number=1).first == ""


def test_no_more_ballots_than_were_handed_out(vote, clerks):
    first, second = clerks
    paper.hand_out(first, vote, "anna")
    pile = paper.open_batch(first, vote, 2)
    typed(first, pile, GOOD, GOOD)
    typed(second, pile, GOOD, GOOD)
    with pytest.raises(ValidationError, match="Ausgegeben sind 1"):
        paper.confirm(second, pile)
    assert Ballot.objects.count() == 0
    paper.discard(second, pile)
    with pytest.raises(ValidationError, match="abgeschlossen"):
        paper.discard(second, pile)


def test_no_count_while_a_pile_waits(vote, clerks, pile, manager):
    actions.close(vote, now=vote.closes)
    with pytest.raises(ValidationError, match="Stapel"):
        actions.count(manager, vote)
    vote.refresh_from_db()
    typed(clerks[0], PaperBatch.objects.get(pk=pile.pk), GOOD, GOOD, GOOD)
    typed(clerks[1], PaperBatch.objects.get(pk=pile.pk), GOOD, GOOD, GOOD)
    paper.confirm(clerks[1], PaperBatch.objects.get(pk=pile.pk))
    assert actions.count(manager, vote).result["paper"] == 3


def test_who_may_not(vote, county, pile):
    for role in ("", "editor", "planner"):
        somebody = member(role, county, f"x{role}")
        for act in (
            lambda who: paper.hand_out(who, vote, "z"), lambda who: paper.open_batch(who, vote, 3),
            lambda who: paper.type_sheet(who, pile, 1, GOOD), lambda who: paper.discard(who, pile),
        ):  # fmt: skip
            with pytest.raises(PermissionDenied):
                act(somebody)
