# SPDX-License-Identifier: EUPL-1.2
"""Counting: exact, the same for everybody, and published with care."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allmende.commons.ballots import actions, counting, queries, recount
from allmende.commons.ballots.answers import canonical
from allmende.commons.ballots.models import Ballot, Participation, Vote
from tests.access_matrix import member
from tests.commons.ballots.conftest import GOOD

BALLOTS = st.fixed_dictionaries(
    {},
    optional={
        "f1": st.sampled_from(["yes", "no", "abstain", ""]),
        "f2": st.lists(st.sampled_from("abc"), unique=True, max_size=2),
        "f3": st.lists(st.sampled_from("abc"), unique=True),
        "f4": st.fixed_dictionaries({}, optional={"a": st.integers(0, 2), "b": st.integers(0, 3)}),
    },
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(BALLOTS, max_size=12))
def test_the_sums_are_those_of_the_accepted_ballots(make_vote, ballots):
    """Property: nothing is lost on the way from the form to the sums, nothing added."""
    questions = [*_questions(make_vote)]
    box: dict[str, int] = {}
    for ballot in ballots:
        content = canonical(questions, ballot)
        box[content] = box.get(content, 0) + 1
    shape = [{"key": q.key, "kind": q.kind, "options": [{"key": o.key} for o in q.options.all()]} for q in questions]
    answers = counting.answers_of(shape, sorted(box.items()))
    tally = counting.tallies(shape, answers)
    for question in shape:
        assert sum(number for _answer, number in answers[question["key"]]) == len(ballots)
    one = tally["f1"]
    assert one["yes"] + one["no"] + one["abstain"] + one["unanswered"] == len(ballots)
    assert one["yes"] == sum(ballot.get("f1") == "yes" for ballot in ballots)
    assert tally["f2"]["options"] == {key: sum(key in ballot.get("f2", []) for ballot in ballots) for key in "abc"}
    expected = dict.fromkeys("abc", 0)
    for ballot in ballots:
        for place, key in enumerate(ballot.get("f3", [])):
            expected[key] += 3 - place
    assert tally["f3"]["options"] == expected
    assert sum(tally["f3"]["first"].values()) + tally["f3"]["unanswered"] == len(ballots)
    assert tally["f4"]["options"] == {key: sum(ballot.get("f4", {}).get(key, 0) for ballot in ballots) for key in "ab"}


_made = []


def _questions(make_vote):
    if not _made:
        vote = make_vote()
        _made.extend(vote.questions.prefetch_related("options"))
    return _made


@pytest.fixture
def published(vote, manager):
    """A vote with 40 ballots, counted and published."""
    for number in range(40):
        answers = GOOD if number % 3 else {"f1": "no", "f2": ["b"], "f4": {"b": 5}}
        actions.cast(vote, f"person {number}", answers, area="Nord" if number < 35 else "Süd")
    actions.close(vote, now=vote.closes)
    actions.count(manager, vote)
    return actions.publish(manager, vote)


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-I", *map(str, arguments)], capture_output=True, text=True, timeout=60, check=False
    )


def test_anybody_counts_the_same_with_the_program_we_serve(published, client, tmp_path):
    program, data = tmp_path / "nachzaehlen.py", tmp_path / "daten.json"
    program.write_bytes(client.get("/abstimmung/nachzaehlen.py").content)
    data.write_bytes(client.get(f"/abstimmung/{published.key}/daten.json").content)
    done = run(program, data)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ballots: 40" in done.stdout
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["26", "(yes)"] in lines
    assert ["14", "(no)"] in lines
    assert ["14", "Bänke"] in lines
    # Somebody changes one ballot, or leaves one out: the program says so.
    changed = json.loads(data.read_text())
    changed["ballots"]["f1"][0][1] -= 1
    data.write_text(json.dumps(changed))
    done = run(program, data)
    assert done.returncode == 1
    assert "39 ballots are listed, 40 were accepted" in done.stderr
    assert run(program, tmp_path / "missing.json").returncode == 2
    data.write_text("[]")
    assert run(program, data).returncode == 2
    assert run(program).returncode == 2


def test_the_program_needs_nothing_but_python():
    source = Path(recount.__file__).read_text()
    assert {line.split()[1] for line in source.splitlines() if line.startswith(("import ", "from "))} == {"json", "sys"}


def test_what_is_published_has_no_order_and_no_pattern_across_questions(published, client):
    data = client.get(f"/abstimmung/{published.key}/daten.json").json()
    assert data["accepted"] == 40
    assert len(data["receipts"]) == 40
    assert data["receipts"] == sorted(data["receipts"])
    for answers in data["ballots"].values():
        texts = [json.dumps(answer) for answer, _number in answers]
        assert texts == sorted(texts)
        assert len(set(texts)) == len(texts)
    lines = client.get(f"/abstimmung/{published.key}/stimmzettel.txt").content.decode().splitlines()
    assert len(lines) == 160
    assert lines[:14] == ['f1\t"no"'] * 14
    assert "26" in client.get(f"/abstimmung/{published.key}/ergebnis.csv").content.decode()


def test_few_ballots_are_not_listed_one_by_one(vote, manager, client):
    for number in range(29):
        actions.cast(vote, f"person {number}", GOOD)
    actions.close(vote, now=vote.closes)
    actions.count(manager, vote)
    actions.publish(manager, vote)
    data = client.get(f"/abstimmung/{vote.key}/daten.json").json()
    assert data["ballots"] is None
    assert data["tally"]["f1"]["yes"] == 29
    assert client.get(f"/abstimmung/{vote.key}/stimmzettel.txt").status_code == 404
    assert "nur die Summen" in client.get(f"/abstimmung/{vote.key}/").content.decode()


def test_nothing_is_shown_before_it_is_published(vote, manager, client):
    actions.cast(vote, "anna", GOOD)
    paths = ("daten.json", "ergebnis.csv", "stimmzettel.txt", "quittungen/")
    for step in (None, lambda: actions.close(vote, now=vote.closes), lambda: actions.count(manager, vote)):
        if step:
            step()
        assert [client.get(f"/abstimmung/{vote.key}/{path}").status_code for path in paths] == [404] * 4
        page = client.get(f"/abstimmung/{vote.key}/")
        assert page.status_code == 200
        assert page.context["result"] is None
    actions.publish(manager, vote)
    assert client.get(f"/abstimmung/{vote.key}/").context["result"]["accepted"] == 1


def test_a_draft_is_not_public(make_vote, client):
    vote = make_vote(release=False)
    assert client.get(f"/abstimmung/{vote.key}/").status_code == 404
    assert vote.title not in client.get("/abstimmung/").content.decode()


def test_a_receipt_is_found_however_it_is_typed(published, client):
    code = queries.receipts(published)[0]
    address = f"/abstimmung/{published.key}/quittungen/"
    for typed in (code, f"{code[:6]}-{code[6:]}", code.lower(), f" {code[:4]} {code[4:]} "):
        assert client.get(address, {"code": typed}).context["found"] is True
    assert client.get(address, {"code": "A" * 12}).context["found"] is False
    assert client.get(address, {"code": "<script>"}).status_code == 422


def test_states_go_forward_by_those_who_may(vote, manager, county):
    clerk = member("clerk", county)
    with pytest.raises(ValidationError):
        actions.count(manager, vote)
    actions.close(vote, now=vote.closes)
    with pytest.raises(PermissionDenied):
        actions.count(clerk, vote)
    with pytest.raises(ValidationError):
        actions.publish(manager, vote)
    counted = actions.count(manager, vote)
    with pytest.raises(ValidationError):
        actions.count(manager, counted)
    with pytest.raises(PermissionDenied):
        actions.publish(clerk, counted)
    assert actions.publish(manager, counted).state == "published"


def test_the_checksum_finds_a_box_that_was_changed(published):
    from allmende.commons.ballots import guard

    assert counting.count(published)[1] == published.digest
    guard.remove()
    Ballot.objects.filter(vote=published).order_by("pk")[:1].get().delete()
    guard.install()
    assert counting.count(published)[1] != published.digest


def test_the_turnout_of_an_area_is_not_told_where_it_points_at_people(published):
    """Five people in Süd: not told, and as the only small one it could be had by subtraction, so neither is Nord."""
    assert dict(queries.turnout_by_area(published)) == {"Nord": None, "Süd": None}


def test_the_turnout_of_large_areas_is_told(make_vote, manager):
    vote = make_vote()
    for number in range(24):
        actions.cast(vote, f"person {number}", GOOD, area=("Nord", "Süd")[number % 2])
    assert queries.turnout_by_area(vote) == []
    vote = actions.close(vote, now=vote.closes)
    assert dict(queries.turnout_by_area(vote)) == {"Nord": 12, "Süd": 12}


def test_a_poll_shows_where_it_stands_once_ten_have_answered(make_vote, client):
    poll = make_vote(kind="poll", live_result=True)
    for number in range(9):
        actions.cast(poll, f"person {number}", GOOD)
    assert client.get(f"/abstimmung/{poll.key}/").context["result"] is None
    actions.cast(poll, "person 9", GOOD)
    assert client.get(f"/abstimmung/{poll.key}/").context["result"]["accepted"] == 10


def test_a_running_poll_tells_nobody_what_one_answer_was(make_vote, client):
    poll = make_vote(kind="poll", live_result=True)

    def shown():
        response = client.get(f"/abstimmung/{poll.key}/")
        table = client.get(f"/abstimmung/{poll.key}/ergebnis.csv")
        return response.context["result"], table.content if table.status_code == 200 else b""

    for number in range(13):
        actions.cast(poll, f"person {number}", GOOD if number % 3 else {})
    before = shown()
    numbers = [row["number"] for question in before[0]["questions"] for row in question["rows"]]
    assert numbers
    assert all(number % 5 == 0 for number in numbers)
    for number in range(13, 19):
        actions.cast(poll, f"person {number}", GOOD)
        assert shown() == before
    actions.cast(poll, "person 19", GOOD)
    assert shown()[0]["accepted"] == 20
    actions.close(poll, now=poll.closes)
    poll.refresh_from_db()
    assert actions.count(None, poll).result["accepted"] == 20


def test_the_worker_closes_votes_and_publishes_polls(make_vote, monkeypatch):
    from django.utils import timezone

    from allmende.commons.ballots import tasks

    vote, poll = make_vote(), make_vote(kind="poll")
    assert tasks.close_due() == 0
    later = max(vote.closes, poll.closes)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert tasks.close_due() == 2
    assert {one.kind: one.state for one in Vote.objects.all()} == {"vote": "closed", "poll": "published"}
    assert tasks.close_due() == 0


def test_counting_takes_few_queries_whatever_the_number(vote, manager, django_assert_num_queries):
    for number in range(3):
        actions.cast(vote, f"person {number}", GOOD)
    actions.close(vote, now=vote.closes)
    with django_assert_num_queries(6):
        counting.count(vote)
    assert Participation.objects.count() == 3


def test_a_poll_can_be_shown_anywhere(make_vote):
    from django.template import Context, Template

    poll = make_vote(kind="poll", live_result=True, title="Farbe <b>?")

    def shown():
        poll.refresh_from_db()
        return Template('{% load ballots %}{% poll vote "/mitmachen/" %}').render(Context({"vote": poll}))

    assert "sobald genug Menschen geantwortet haben" in shown()
    assert 'href="/mitmachen/"' in shown()
    assert "<b>" not in shown()
    for number in range(10):
        actions.cast(poll, f"person {number}", GOOD)
    assert "10 Antworten" in shown()
    actions.close(poll, now=poll.closes)
    poll.refresh_from_db()
    assert 'href="/mitmachen/"' not in shown()
