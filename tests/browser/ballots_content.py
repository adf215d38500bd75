# SPDX-License-Identifier: EUPL-1.2
"""Votes, a poll and citizens' budgets for the browser tests, in each state."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any


def fill(county: Any) -> dict[str, str]:
    """Make them; return the addresses of their pages by name."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from allmende.commons.ballots import actions as ballots
    from allmende.commons.ballots import paper
    from allmende.decide.participation import code_requests, codes
    from allmende.decide.participation.budget import actions
    from allmende.decide.participation.models import CodeBatch, Phase, Process

    people = get_user_model().objects
    admin = people.get(email="admin@auental.example")
    second = people.create_superuser("zweite@auental.example", "ein sehr langes Kennwort", first_name="Zweite")
    now, hour = timezone.now(), datetime.timedelta(hours=1)
    process = Process.objects.create(
        municipality=county, slug="abstimmen", title="Unser Marktplatz", goal="Sie entscheiden mit.", state="published", published=now
    )  # fmt: skip

    def phase(number: int, key: str, title: str, audience: str = "codes") -> Any:
        return Phase.objects.create(
            process=process, position=number, format=key, title=title, audience=audience, opens=now - hour, closes=now + 99 * hour
        )  # fmt: skip

    def released(where: Any) -> Any:
        vote = actions.make_vote(admin, where)
        ballots.add_question(
            admin, vote, kind="yes_no", text="Soll der Markt autofrei werden?", hint="Lieferungen bleiben erlaubt."
        )
        ballots.add_question(
            admin, vote, kind="choose", text="Was fehlt?", options=["Bäume", "Bänke", "Brunnen"], most=2
        )
        ballots.add_question(admin, vote, kind="ranking", text="Was zuerst?", options=["Pflaster", "Licht"])
        ballots.add_question(admin, vote, kind="points", text="Welche Feste?", options=["Sommerfest", "Markt"], most=5)
        return ballots.release(admin, vote)

    def budget(number: int, title: str) -> Any:
        where = phase(number, "budget", title)
        made = actions.set_budget(
            admin, where, amount=Decimal(20_000), style="knapsack", rule="equal-shares", least=0, most=0
        )
        for name, cost in (("Spielplatz", 12_000), ("Bücherschrank", 3_000), ("Bänke am Fluss", 6_000)):
            actions.save_project(admin, made, None, title=name, text="Für alle.", state="eligible", cost=Decimal(cost))
        actions.save_project(admin, made, None, title="Seilbahn", state="refused", reason="Der Berg fehlt.")
        return where, ballots.release(admin, actions.make_ballot(admin, made))

    def counted(vote: Any, number: int, answers: Any) -> None:
        for voter in range(number):
            ballots.cast(vote, f"voter {voter}", answers(voter), area="Nord" if voter % 2 else "Süd")
        ballots.close(vote, now=vote.closes)
        ballots.publish(admin, ballots.count(admin, vote))

    voting = phase(1, "vote", "Abstimmung")
    vote = released(voting)
    for number in range(4):
        paper.hand_out(admin, vote, f"paper {number}")
    pile = paper.open_batch(admin, vote, 2)
    for who, answer in ((admin, "yes"), (second, "no")):
        for number in (1, 2):
            paper.type_sheet(who, pile, number, {"f1": answer})
    typing = paper.open_batch(admin, vote, 2)
    fresh = paper.open_batch(admin, vote, 2)
    polling = phase(2, "poll", "Umfrage", "everyone")
    released(polling)
    asking, _open = budget(3, "Bürgerbudget")
    done, budget_vote = budget(4, "Bürgerbudget vom letzten Jahr")
    counted(budget_vote, 40, lambda n: {"f1": ["p1"] if n % 3 else ["p2", "p3"]})
    past = released(phase(5, "vote", "Abstimmung vom letzten Jahr"))
    counted(past, 32, lambda n: {"f1": "yes" if n % 4 else "no", "f3": ["a", "b"], "f4": {"a": 5}})
    draft = ballots.create_vote(admin, municipality=county, title="Entwurf", opens=now, closes=now + hour)
    ballots.add_question(admin, draft, kind="yes_no", text="Losgehen?")
    batch = CodeBatch.objects.create(process=process, kind="letter", name="Runde 1", count=3)
    code, one, other = codes.make_codes(batch, 3)
    code_requests.ask(second, process, count=2, reason="Zwei Briefe kamen zurück.")
    return {
        "staff_vote_codes": f"/verwaltung/beteiligung/{process.pk}/codes/",
        "vote_code": f"/k/{code}/",
        "cast_code": f"/k/{one}/",
        "cast_code_plain": f"/k/{other}/",
        "ballot": f"/beteiligung/abstimmen/{voting.pk}/",
        "poll": f"/beteiligung/abstimmen/{polling.pk}/",
        "budget_vote": f"/beteiligung/abstimmen/{asking.pk}/",
        "budget_result": f"/beteiligung/abstimmen/{done.pk}/",
        "vote_result": f"/abstimmung/{past.key}/",
        "vote_receipts": f"/abstimmung/{past.key}/quittungen/",
        "staff_vote": f"/verwaltung/abstimmung/{vote.pk}/",
        "staff_vote_draft": f"/verwaltung/abstimmung/{draft.pk}/",
        "staff_pile": f"/verwaltung/abstimmung/stapel/{pile.pk}/",
        "fresh_pile": f"/verwaltung/abstimmung/stapel/{fresh.pk}/",
        "staff_typing": f"/verwaltung/abstimmung/stapel/{typing.pk}/",
        "staff_budget": f"/verwaltung/beteiligung/abstimmung/{asking.pk}/",
        "staff_vote_phase": f"/verwaltung/beteiligung/abstimmung/{voting.pk}/",
        "staff_project": f"/verwaltung/beteiligung/abstimmung/{asking.pk}/projekt/",
    }
