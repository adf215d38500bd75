# SPDX-License-Identifier: EUPL-1.2
"""The staff area: from the first question to the published result by its pages; and who may do what in which state."""

import datetime

import pytest
from django.utils import timezone

from allmende.commons.ballots import actions, rules
from allmende.commons.ballots.models import PaperBatch, Vote
from tests.access_matrix import expected, matrix, people_of
from tests.commons.ballots.conftest import GOOD


@pytest.fixture
def office(client, manager):
    client.force_login(manager)
    return client


def test_from_the_first_question_to_the_release(office, manager):
    now = timezone.localtime()
    page = office.post(
        "/verwaltung/abstimmung/neu/",
        {
            "title": "Brücke", "intro": "", "kind": "vote", "opens": f"{now:%d.%m.%Y %H:%M}",
            "closes": f"{now + datetime.timedelta(days=3):%d.%m.%Y %H:%M}", "list_from": "30",
        },
    )  # fmt: skip
    vote = Vote.objects.get()
    address = f"/verwaltung/abstimmung/{vote.pk}/"
    assert page.headers["Location"] == address
    assert office.post(address, {"do": "release"}).status_code == 422  # no question yet
    assert "Es fehlt noch eine Frage" in office.post(address, {"do": "release"}).content.decode()
    wrong = office.post(address, {"do": "add_question", "kind": "choose", "text": "Was?", "options": "nur einer"})
    assert "mindestens zwei" in wrong.content.decode()
    right = {"do": "add_question", "kind": "choose", "text": "Was?", "options": "Rot\n\n Blau \n", "most": "1"}
    assert office.post(address, right).status_code == 302
    assert [option.text for option in vote.questions.get().options.all()] == ["Rot", "Blau"]
    assert "Hier lässt sich nichts abgeben" in office.get(address + "vorschau/").content.decode()
    assert office.post(address, {"do": "release"}).status_code == 302
    vote.refresh_from_db()
    assert vote.state == "open"
    assert "inzwischen den Stand" in office.post(address, right).content.decode()
    assert office.post(address, {"do": "delete"}).status_code == 422
    assert office.get(address + "aendern/").headers["Location"] == "/verwaltung/"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("closes", "01.01.2020 08:00", "vor dem Beginn"),
        ("live_result", "on", "keinen Zwischenstand"),
        ("opens", "x", "Beginn"),
    ],
)
def test_bad_input_is_explained_and_nothing_stored(office, field, value, words):
    good = {"title": "B", "kind": "vote", "opens": "01.05.2027 08:00", "closes": "09.05.2027 08:00", "list_from": "30"}
    page = office.post("/verwaltung/abstimmung/neu/", good | {field: value})
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not Vote.objects.exists()


def test_two_people_type_a_pile_by_the_pages(vote, clerks, client):
    from allmende.commons.ballots import paper

    first, second = clerks
    for name in ("anna", "berta"):
        paper.hand_out(first, vote, name)
    client.force_login(first)
    page = client.post(f"/verwaltung/abstimmung/{vote.pk}/", {"do": "open_batch", "sheets": "2"})
    address = page.headers["Location"]
    bad = client.post(address, {"do": "type", "zettel": "1", "f2": ["a", "b", "c"]})
    assert bad.status_code == 422
    assert client.post(address, {"do": "type", "zettel": "1", "f1": "yes"}).status_code == 302
    assert client.post(address, {"do": "spoiled", "zettel": "2"}).status_code == 302
    assert client.post(address, {"do": "type", "zettel": "1", "f1": "no"}).status_code == 422
    client.force_login(second)
    client.post(address, {"do": "type", "zettel": "1", "f1": "no"})
    client.post(address, {"do": "spoiled", "zettel": "2"})
    page = client.get(address)
    assert "Hier weichen die beiden Eingaben ab" in page.content.decode()
    assert client.post(address, {"do": "confirm"}).status_code == 422
    assert client.post(address, {"do": "type", "zettel": "1", "f1": "yes"}).status_code == 302
    assert client.post(address, {"do": "confirm"}).status_code == 302
    assert PaperBatch.objects.get().state == "confirmed"


def test_the_paper_ballot_is_a_pdf_without_number_or_code(vote, office):
    from allmende.core.letters.pdf import LetterPressMissing, pages_pdf

    try:
        pages_pdf(["<html lang='de'><head><title>x</title></head><body><p>x</p></body></html>"])
    except LetterPressMissing:
        pytest.skip("Pango is not installed")
    page = office.get(f"/verwaltung/abstimmung/{vote.pk}/stimmzettel.pdf")
    assert page["Content-Type"] == "application/pdf"
    assert page.content.startswith(b"%PDF")
    again = office.get(f"/verwaltung/abstimmung/{vote.pk}/stimmzettel.pdf")
    # What is printed is the same each time; only the identifier of the file differs.
    assert again.content.split(b"endstream")[0] == page.content.split(b"endstream")[0]


@pytest.fixture
def every_state(make_vote, manager):
    votes = {"draft": make_vote(release=False), "open": make_vote()}
    for state in ("closed", "counted", "published"):
        vote = make_vote()
        actions.cast(vote, "anna", GOOD)
        vote = actions.close(vote, now=vote.closes)
        if state != "closed":
            vote = actions.count(manager, vote)
        if state == "published":
            vote = actions.publish(manager, vote)
        votes[state] = vote
    return votes


def test_who_may_do_what_in_which_state(county, every_state):
    people = people_of(county)
    all_five, paper = "xxxxx", ".xx.."
    assert matrix(rules.may_see, people, every_state) == expected(
        people, every_state, {"moderator": all_five, "clerk": all_five, "superuser": all_five}
    )
    assert matrix(rules.may_edit, people, every_state) == expected(
        people, every_state, {"moderator": "x....", "superuser": "x...."}
    )
    assert matrix(rules.may_hand_out, people, every_state) == expected(
        people, every_state, {"moderator": ".x...", "clerk": ".x...", "superuser": ".x..."}
    )
    assert matrix(rules.may_enter_paper, people, every_state) == expected(
        people, every_state, {"moderator": paper, "clerk": paper, "superuser": paper}
    )


def test_when_a_vote_takes_ballots_is_the_same_for_every_role(county, every_state):
    people = people_of(county)
    now = timezone.now()
    times = {"before": now - datetime.timedelta(days=9), "now": now, "after": now + datetime.timedelta(days=9)}
    allowed = {f"{name}, now": ".x..." for name in people}
    assert matrix(rules.takes_ballots, people, every_state, times) == expected(people, every_state, allowed, times)


def test_a_list_takes_few_queries_whatever_the_number(make_vote, office, django_assert_max_num_queries):
    for number in range(12):
        make_vote(title=f"Abstimmung {number}")
    office.get("/abstimmung/")
    with django_assert_max_num_queries(12):
        assert office.get("/abstimmung/").status_code == 200
