# SPDX-License-Identifier: EUPL-1.2
"""Votes, polls and a citizens' budget in a process, by the pages that people use."""

import datetime
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.test import Client
from django.utils import timezone

from allmende.commons.ballots import actions as ballots
from allmende.commons.ballots.models import Ballot, Participation, Receipt
from allmende.commons.ballots.queries import turnout_by_area
from allmende.core.behalf.context import MARKER, OnBehalf
from allmende.core.behalf.models import BehalfRecord
from allmende.decide.participation import codes
from allmende.decide.participation.actions import save_phase
from allmende.decide.participation.audience import Who
from allmende.decide.participation.budget import actions, queries
from allmende.decide.participation.budget.models import PhaseVote, Project
from allmende.decide.participation.budget.staff import _who
from allmende.decide.participation.models import AccessCode, CodeBatch, Member, Phase, Process
from tests.access_matrix import member

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def staff(county):
    return member("moderator", county, "runs")


@pytest.fixture
def process(county, staff):
    made = Process.objects.create(
        municipality=county, slug="markt", title="Unser Markt", goal="Der Markt wird neu.", state="published"
    )
    Member.objects.create(process=made, person=staff)
    return made


@pytest.fixture
def make_phase(process):
    def make(format, **fields):  # noqa: A002
        now = timezone.now()
        options = {
            "title": "Abstimmen", "opens": now - HOUR, "closes": now + HOUR, "audience": "codes",
            "position": Phase.objects.count() + 1,
        }  # fmt: skip
        return Phase.objects.create(process=process, format=format, **{**options, **fields})

    return make


@pytest.fixture
def letters(process):
    """Codes of three letters, in plain."""
    batch = CodeBatch.objects.create(process=process, kind="letter", name="Runde 1", count=3)
    return codes.make_codes(batch, 3)


def browser(code=""):
    client = Client()
    if code:
        assert client.get(f"/k/{code}/", follow=True).status_code == 200
    return client


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]+)"', page.content.decode())[1]


def vote_as(client, phase, **answers):
    """Fill in, look over, cast; return the last page."""
    address = f"/beteiligung/markt/{phase.pk}/abstimmen/"
    review = client.post(address, {"do": "review", **answers})
    if review.status_code != 200:
        return review
    return client.post(address, {"do": "cast", "quittung": hidden(review, "quittung"), **answers})


@pytest.fixture
def voting(make_phase, staff):
    """A phase with a released vote."""
    phase = make_phase("vote")
    vote = actions.make_vote(staff, phase)
    ballots.add_question(staff, vote, kind="yes_no", text="Autofrei?")
    ballots.add_question(staff, vote, kind="choose", text="Was fehlt?", options=["Bäume", "Bänke"], most=1)
    ballots.release(staff, vote)
    return SimpleNamespace(phase=phase, vote=vote, address=f"/beteiligung/markt/{phase.pk}/")


def test_a_letter_and_no_account_is_enough(voting, letters):
    client = browser(letters[0])
    page = client.get(voting.address)
    assert "noch einmal ansehen" in page.content.decode()
    review = client.post(voting.address + "abstimmen/", {"do": "review", "f1": "yes", "f2": "b"})
    assert "Stimme jetzt abgeben" in review.content.decode()
    assert "Bänke" in review.content.decode()
    assert Ballot.objects.count() == 0
    back = client.post(voting.address + "abstimmen/", {"do": "edit", "f1": "yes", "f2": "b"})
    assert re.search(r'name="f1" value="yes"[^>]*checked', back.content.decode())
    assert re.search(r'name="f2" value="b"[^>]*checked', back.content.decode())
    token = hidden(review, "quittung")
    done = client.post(voting.address + "abstimmen/", {"do": "cast", "quittung": token, "f1": "yes", "f2": "b"})
    assert "Ihre Stimme ist abgegeben" in done.content.decode()
    code = Receipt.objects.get().code
    assert f"{code[:6]}-{code[6:]}" in done.content.decode()
    # Double click, back button: the same answer, one ballot.
    again = client.post(voting.address + "abstimmen/", {"do": "cast", "quittung": token, "f1": "yes", "f2": "b"})
    assert f"{code[:6]}-{code[6:]}" in again.content.decode()
    assert "schon abgestimmt" in client.get(voting.address).content.decode()
    other = vote_as(client, voting.phase, f1="no")
    assert other.status_code == 409
    assert "schon abgestimmt" in other.content.decode()
    assert Ballot.objects.get().content == '{"f1":"yes","f2":["b"]}'
    # The same letter on another device.
    assert "schon abgestimmt" in browser(letters[0]).get(voting.address).content.decode()
    # Another letter.
    assert vote_as(browser(letters[1]), voting.phase, f1="no").status_code == 200
    assert Ballot.objects.count() == 2


def test_the_area_of_a_letter_counts_for_the_turnout_and_small_numbers_stay_hidden(voting, process, staff):
    many, few = (
        CodeBatch.objects.create(process=process, kind="letter", name=area, count=count, area=area)
        for area, count in (("Nord", 11), ("Süd", 2))
    )
    plain = codes.make_codes(many, 11)
    for code in plain[:-1]:
        assert vote_as(browser(code), voting.phase, f1="yes", f2="a").status_code == 200
    by_hand = AccessCode.objects.filter(batch=many).select_related("batch").order_by("pk").last()
    assert codes.find(plain[-1]) == by_hand
    actions.hand_out(staff, voting.phase, Who(code=by_hand, at_counter=True))
    for code in codes.make_codes(few, 2):
        vote_as(browser(code), voting.phase, f1="no", f2="b")
    assert turnout_by_area(voting.vote) == [], "nothing while people vote"
    voting.vote.state = "closed"
    assert dict(Participation.objects.values_list("area").annotate(n=Count("pk"))) == {"Nord": 11, "Süd": 2}
    assert turnout_by_area(voting.vote) == [("Nord", None), ("Süd", None)], "11 of 13 would tell the two"


def test_a_receipt_made_for_somebody_else_is_not_taken(voting, letters):
    first, second = browser(letters[0]), browser(letters[1])
    token = hidden(first.post(voting.address + "abstimmen/", {"do": "review", "f1": "yes"}), "quittung")
    page = second.post(voting.address + "abstimmen/", {"do": "cast", "quittung": token, "f1": "no"})
    assert "zu lange offen" in page.content.decode()
    assert Ballot.objects.count() == 0


def test_one_invalid_answer_stores_nothing(voting, letters):
    page = vote_as(browser(letters[0]), voting.phase, f1="yes", f2=["a", "b"])
    assert page.status_code == 422
    assert "höchstens" in page.content.decode()
    assert "Fehler:" in page.content.decode()
    assert (Ballot.objects.count(), Participation.objects.count()) == (0, 0)


def test_nobody_without_a_letter_votes_whatever_their_role(voting, county):
    from django.contrib.auth import get_user_model

    people = [
        None,
        member("", county, "buerger"),
        member("moderator", county, "m"),
        get_user_model().objects.create_superuser("root@example.org"),
    ]
    for person in people:
        client = Client()
        if person:
            client.force_login(person)
        assert "noch einmal ansehen" not in client.get(voting.address).content.decode()
        page = client.post(voting.address + "abstimmen/", {"do": "cast", "f1": "yes"})
        assert "abgegeben" not in page.content.decode()
    assert Ballot.objects.count() == 0


@pytest.mark.parametrize(("opens", "closes"), [(HOUR, 2 * HOUR), (-2 * HOUR, -HOUR)])
def test_no_role_votes_outside_the_phase(make_phase, staff, letters, opens, closes):
    phase = make_phase("vote")
    vote = actions.make_vote(staff, phase)
    ballots.add_question(staff, vote, kind="yes_no", text="Autofrei?")
    ballots.release(staff, vote)
    now = timezone.now()
    Phase.objects.filter(pk=phase.pk).update(opens=now + opens, closes=now + closes)
    client = browser(letters[0])
    client.force_login(staff)
    assert "noch einmal ansehen" not in client.get(f"/beteiligung/markt/{phase.pk}/").content.decode()
    client.post(f"/beteiligung/markt/{phase.pk}/abstimmen/", {"do": "cast", "f1": "yes"})
    assert Ballot.objects.count() == 0


def test_everybody_with_an_account_is_no_audience_for_a_secret_vote(voting, county):
    Phase.objects.filter(pk=voting.phase.pk).update(audience="everyone")
    client = Client()
    client.force_login(member("", county, "buerger"))
    vote_page = client.get(voting.address).content.decode()
    assert "noch einmal ansehen" not in vote_page


def test_paper_at_the_counter_and_online_is_one_vote(voting, letters, county, staff):
    clerk = member("clerk", county)
    code = codes.find(letters[2])
    actions.hand_out(clerk, voting.phase, Who(code=code))
    with pytest.raises(ballots.Refused):
        actions.hand_out(clerk, voting.phase, Who(code=code))
    assert "schon abgestimmt" in browser(letters[2]).get(voting.address).content.decode()
    with pytest.raises(ValidationError):
        actions.hand_out(clerk, voting.phase, Who())
    with pytest.raises(PermissionDenied):
        actions.hand_out(member("", county, "b"), voting.phase, Who(code=code))
    client = Client()
    client.force_login(clerk)
    page = client.post(f"/verwaltung/beteiligung/abstimmung/{voting.phase.pk}/", {"do": "hand_out", "code": letters[1]})
    assert page.status_code == 302
    assert Participation.objects.filter(channel="paper").count() == 2


def test_a_poll_without_account_counts_a_browser_once_and_shows_where_it_stands(make_phase, staff):
    phase = make_phase("poll", audience="everyone")
    poll = actions.make_vote(staff, phase)
    assert (poll.kind, poll.live_result) == ("poll", True)
    ballots.add_question(staff, poll, kind="choose", text="Welche Farbe?", options=["Rot", "Blau"], most=1)
    ballots.release(staff, poll)
    clients = [browser() for _number in range(10)]
    for client in clients:
        assert client.get(f"/beteiligung/markt/{phase.pk}/").cookies.get("allmende_umfrage") is None
        assert "Danke" in vote_as(client, phase, f1="b").content.decode()
    assert "schon mitgemacht" in clients[0].get(f"/beteiligung/markt/{phase.pk}/").content.decode()
    assert vote_as(clients[0], phase, f1="a").status_code == 409
    assert Ballot.objects.count() == 10
    assert "Zwischenstand" in clients[0].get(f"/beteiligung/markt/{phase.pk}/").content.decode()


# --- the budget -------------------------------------------------------------------------------------------------------


@pytest.fixture
def budget(make_phase, staff):
    phase = make_phase("budget", title="Bürgerbudget")
    made = actions.set_budget(
        staff, phase, amount=Decimal(10_000), style="approval", rule="equal-shares", least=0, most=0
    )
    for title, cost in (("Spielplatz", 6000), ("Bücherschrank", 3000), ("Bänke", 4000), ("Rutsche", 2000)):
        actions.save_project(staff, made, None, title=title, state="eligible", cost=Decimal(cost))
    actions.save_project(staff, made, None, title="Seilbahn", state="refused", reason="Das Gelände gehört uns nicht.")
    return made


def test_a_budget_from_the_projects_to_the_result(budget, staff, process, tmp_path, county):
    vote = actions.make_ballot(staff, budget)
    assert [option.text for option in vote.questions.get().options.all()] == [
        "Spielplatz",
        "Bücherschrank",
        "Bänke",
        "Rutsche",
    ]
    before = Client().get(f"/beteiligung/markt/{budget.phase_id}/").content.decode()
    assert "Das Gelände gehört uns nicht." in before
    ballots.release(staff, vote)
    for change in (
        lambda: actions.set_budget(staff, budget.phase, amount=Decimal(1), style="approval", rule="greedy", least=0, most=0),
        lambda: actions.save_project(staff, budget, Project.objects.first(), cost=Decimal(1)),
        lambda: actions.make_ballot(staff, budget), lambda: actions.take_over_ideas(staff, budget),
    ):  # fmt: skip
        with pytest.raises(ValidationError, match="freigegeben"):
            change()
    for number in range(60):
        choices = ["p1", "p2"] if number < 36 else ["p3", "p4"]
        ballots.cast(vote, f"person {number}", {"f1": choices})
    ballots.close(vote, now=vote.closes)
    ballots.count(staff, vote)
    ballots.publish(staff, vote)
    page = Client().get(f"/beteiligung/markt/{budget.phase_id}/")
    html = page.content.decode()
    won = [row["project"].name for row in page.context["rows"] if row["won"]]
    # 36 of 60 people hold 6,000 euros, 24 hold 4,000: both groups get something. Greedy by votes serves the larger alone.
    assert set(won) == {"Bücherschrank", "Rutsche"} or len(won) >= 2
    assert all(row["sentence"] for row in page.context["rows"])
    assert {"Bänke", "Rutsche"} & set(won), "the smaller group is not left out"
    assert "Was andere Verfahren ergeben hätten" in html
    file = tmp_path / "budget.pb"
    file.write_bytes(Client().get(f"/beteiligung/markt/{budget.phase_id}/ergebnis.pb").content)
    done = subprocess.run(
        [Path(sys.executable).with_name("allmende"), "budget", "tally", str(file)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "stimmt mit dem überein" in done.stderr + done.stdout


def test_knapsack_and_points_ballots(budget, staff):
    actions.set_budget(staff, budget.phase, amount=Decimal(10_000), style="knapsack", rule="greedy", least=0, most=0)
    vote = actions.make_ballot(staff, budget)
    assert vote.questions.get().cost_limit == Decimal(10_000)
    actions.set_budget(
        staff, budget.phase, amount=Decimal(10_000), style="points", rule="equal-shares", least=0, most=8
    )
    vote = actions.make_ballot(staff, budget)
    assert (vote.questions.get().kind, vote.questions.get().most) == ("points", 8)
    ballots.release(staff, vote)
    for number in range(40):
        ballots.cast(vote, f"person {number}", {"f1": {"p1": 5, "p4": 3} if number % 2 else {"p2": 8}})
    ballots.close(vote, now=vote.closes)
    ballots.count(staff, vote)
    published = ballots.publish(staff, vote)
    result = queries.result_of(budget, published)
    assert result.outcome.instance.vote_type == "cumulative"
    assert sum(verdict.votes for verdict in result.outcome.verdicts) == 60
    assert "p2" in result.outcome.winner_ids


def test_a_check_needs_a_cost_or_a_reason(budget, staff):
    with pytest.raises(ValidationError, match="Kosten"):
        actions.save_project(staff, budget, None, title="Neu", state="eligible")
    with pytest.raises(ValidationError, match="warum"):
        actions.save_project(staff, budget, None, title="Neu", state="refused")
    with pytest.raises(ValidationError, match="mehr als das ganze"):
        actions.save_project(staff, budget, None, title="Neu", state="eligible", cost=Decimal(10_001))
    actions.save_project(staff, budget, None, title="Neu", state="open")
    with pytest.raises(ValidationError, match="noch nicht geprüft"):
        actions.make_ballot(staff, budget)


def test_only_the_team_prepares(budget, county, make_phase):
    stranger = member("moderator", county, "stranger")
    for act in (
        lambda: actions.make_ballot(stranger, budget),
        lambda: actions.make_vote(stranger, make_phase("vote")),
        lambda: actions.save_project(stranger, budget, None, title="x", state="open"),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert not PhaseVote.objects.exists()


def test_a_ballot_with_another_question_is_no_budget(budget, staff):
    vote = actions.make_ballot(staff, budget)
    extra = ballots.add_question(staff, vote, kind="yes_no", text="Autofrei?")
    with pytest.raises(ValidationError, match="aus den Projekten"):
        ballots.release(staff, vote)
    ballots.remove_question(staff, extra)
    project = budget.projects.get(title="Rutsche")
    actions.save_project(staff, budget, project, cost=Decimal(2500))
    with pytest.raises(ValidationError, match="aus den Projekten"):
        ballots.release(staff, vote)
    assert ballots.release(staff, actions.make_ballot(staff, budget)).state == "open"


def test_a_released_vote_keeps_the_audience_before_the_phase_begins(make_phase, staff):
    """Paper is handed out in the time of the vote, which may begin earlier than the phase."""
    phase = make_phase("vote")
    vote = actions.make_vote(staff, phase)
    ballots.add_question(staff, vote, kind="yes_no", text="Autofrei?")
    Phase.objects.filter(pk=phase.pk).update(opens=timezone.now() + HOUR / 2)
    phase = Phase.objects.get(pk=phase.pk)
    phase.audience = "assurance"
    save_phase(staff, phase)
    ballots.release(staff, vote)
    for field, value in (("audience", "codes"), ("format", "budget")):
        phase = Phase.objects.get(pk=phase.pk)
        setattr(phase, field, value)
        with pytest.raises(ValidationError, match="freigegeben"):
            save_phase(staff, phase)


@pytest.mark.parametrize("audience", ["codes", "everyone"])
def test_a_code_asked_for_by_mail_gets_no_ballot(voting, process, county, audience):
    Phase.objects.filter(pk=voting.phase.pk).update(audience=audience)
    voting.phase.refresh_from_db()
    batch = CodeBatch.objects.create(process=process, kind="gateway", name="Selbst angefordert", count=1)
    (plain,) = codes.make_codes(batch, 1)
    with pytest.raises(ValidationError):
        actions.hand_out(member("clerk", county), voting.phase, Who(code=codes.find(plain)))
    browser(plain).post(voting.address + "abstimmen/", {"do": "cast", "quittung": ballots.new_receipt(), "f1": "yes"})
    assert (Ballot.objects.count(), Participation.objects.count()) == (0, 0)


@pytest.mark.parametrize(("channel", "checked"), [("counter", True), ("trust", False)])
def test_who_acts_in_trust_has_checked_nobody(rf, voting, county, channel, checked):
    """At the counter a checked identity counts; whoever was merely entrusted has the person not before them."""
    assert channel in BehalfRecord.Channel
    request = rf.post("/", {"do": "hand_out_person"})
    request.COOKIES[MARKER] = "1"
    request._on_behalf = OnBehalf(member("clerk", county), member("", county, "buerger"), channel)
    assert _who(request, voting.phase, "hand_out_person").at_counter is checked
