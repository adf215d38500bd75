# SPDX-License-Identifier: EUPL-1.2
"""Decisions with reasons, reports, appeals: who, in which state, and what people are told."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from allmende.commons.dialogue import actions, moderation, rules, statements, tasks
from allmende.commons.dialogue.models import Appeal, Decision, Notice, Post
from allmende.commons.dialogue.voices import voice_for_code, voice_of
from allmende.core.notices.models import Delivery
from allmende.core.notices.models import Notice as Letter
from tests.access_matrix import expected, matrix, member, people_of

pytestmark = pytest.mark.django_db


def hide(staff, post, **words):
    return moderation.decide(staff, post, "hide", **({"reason": "tone", "facts": "Schimpfwort"} | words))


def test_what_can_be_decided_in_which_state(thread, speak, say, moderators):
    table = {}
    for state in ("pending", "visible", "hidden", "withdrawn", "draft"):
        for action in ("publish", "hide", "keep", "restore"):
            post = say(speak())
            Post.objects.filter(pk=post.pk).update(state=state)
            try:
                moderation.decide(moderators["one"], post, action, reason="tone")
            except ValidationError:
                done = "."
            else:
                post.refresh_from_db()
                done = post.state[0]
            table[state] = table.get(state, "") + done
            Post.objects.filter(state="draft").delete()
    assert table == {"pending": "vh..", "visible": ".hv.", "hidden": "...v", "withdrawn": "....", "draft": "...."}


def test_who_may_moderate(county, thread, speak, say):
    people = people_of(county)
    own = say(voice_of(people["moderator"]), "von der Moderatorin")
    posts = {"somebody's": say(speak()), "the moderator's own": own}
    assert matrix(rules.may_decide, people, posts) == expected(
        people, posts, {"moderator": "x.", "administrator": "xx", "superuser": "xx"}
    )
    readers = dict.fromkeys(("moderator", "administrator", "approver", "superuser"), "xx")
    assert matrix(rules.may_see_queue, people, posts) == expected(people, posts, readers)


def test_hiding_wants_a_reason(thread, speak, say, moderators):
    post = say(speak())
    for words in ({"reason": ""}, {"reason": "nonsense"}, {"reason": "rules", "facts": " "}):
        with pytest.raises(ValidationError):
            hide(moderators["one"], post, **words)
    post.refresh_from_db()
    assert post.state == "visible"
    assert not Decision.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(municipality=post.municipality, post=post, action="hide", ground="x")


def test_the_author_gets_a_statement_of_reasons(thread, speak, say, moderators):
    post = say(speak(), "Der Bürgermeister ist ein Trottel.")
    decision = hide(moderators["one"], post, reason="insult", facts="„Trottel“ über den Bürgermeister.")
    letter = Letter.objects.get(kind="dialogue.decision")
    assert letter.person == post.voice.person
    until = timezone.localtime(statements.appeal_until(decision))
    for part in ("nicht mehr öffentlich", "Beleidigung", "„Trottel“", "§§ 185", "Ein Mensch hat entschieden",
                 "kein Programm", "Einspruch", "andere Person", "Gericht", str(until.year)):  # fmt: skip
        assert part in letter.text
    assert "ist ein Trottel." not in letter.text  # what was hidden is not sent round
    assert letter.url.endswith(f"/{decision.reference}/")
    assert moderators["one"].first_name not in letter.text


def test_answers_survive_a_hidden_parent(thread, speak, say, moderators):
    post = say(speak())
    answer = say(speak("bert"), "Antwort", parent=post)
    hide(moderators["one"], post)
    answer.refresh_from_db()
    assert answer.state == "visible"
    assert answer.parent.state == "hidden"
    assert say(speak("carla"), "noch eine", parent=post).state == "visible"


def test_undo_brings_everything_back(thread, speak, say, moderators):
    post = say(speak())
    report = moderation.report(post.municipality, post=post, reason="tone", text="böse", good_faith=True)[0]
    decision = hide(moderators["one"], post)
    report.refresh_from_db()
    assert (decision.source, report.decision) == ("notice", decision)
    moderation.undo(moderators["two"], decision)
    post.refresh_from_db()
    report.refresh_from_db()
    assert (post.state, report.decision) == ("visible", None)
    assert [step.target for step in post.steps.all()] == ["visible", "hidden", "visible"]
    with pytest.raises(ValidationError):
        moderation.undo(moderators["two"], decision)


def test_only_the_last_decision_can_be_undone(thread, speak, say, moderators):
    post = say(speak())
    first = hide(moderators["one"], post)
    moderation.decide(moderators["two"], post, "restore")
    with pytest.raises(ValidationError):
        moderation.undo(moderators["one"], first)


def test_many_at_once_each_with_its_own_statement(thread, speak, say, moderators):
    posts = [say(speak(name)) for name in ("anna", "bert", "carla")]
    gone = say(speak())
    actions.withdraw(gone.voice, gone)
    made, left = moderation.decide_many(moderators["one"], [*posts, gone], "hide", reason="spam")
    assert (len(made), left) == (3, 1)
    assert Letter.objects.filter(kind="dialogue.decision").count() == 3
    with pytest.raises(ValidationError):
        moderation.decide_many(moderators["one"], [say(speak())], "hide", reason="")


# --- Reports ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "contact", "fine"),
    [
        ("tone", {}, True),
        ("insult", {}, False),
        ("insult", {"name": "Eva"}, False),
        ("insult", {"name": "Eva", "email": "eva@example.org"}, True),
        ("minors", {}, True),
        ("", {}, False),
    ],
)
def test_who_must_give_a_name(county, reason, contact, fine):
    words = {"reason": reason, "text": "Das steht da.", "good_faith": True, "page": "/orte/"} | contact
    if fine:
        assert moderation.report(county, **words)[1]
    else:
        with pytest.raises(ValidationError):
            moderation.report(county, **words)


def test_a_report_is_confirmed_and_answered(thread, speak, say, moderators):
    post = say(speak())
    notice = moderation.report(
        post.municipality, post=post, reason="insult", text="böse", good_faith=True, name="Eva", email="eva@example.org"
    )[0]
    moderation.decide(moderators["one"], post, "keep", facts="Scharf, aber erlaubt.")
    letters = Letter.objects.filter(kind="dialogue.report").order_by("pk")
    assert [letter.email for letter in letters] == ["eva@example.org"] * 2
    assert "Scharf, aber erlaubt." in letters[1].text
    assert "Einspruch" in letters[1].text
    notice.refresh_from_db()
    assert notice.decision.action == "keep"


def test_a_report_on_a_page_is_answered_too(county, moderators):
    notice = moderation.report(county, page="/orte/1/", reason="copyright", text="Mein Bild", good_faith=True,
                               name="Eva", email="eva@example.org")[0]  # fmt: skip
    with pytest.raises(ValidationError):
        moderation.answer_report(moderators["one"], notice, done=False)
    moderation.answer_report(moderators["one"], notice, done=True)
    with pytest.raises(ValidationError):
        moderation.answer_report(moderators["two"], notice, done=True)


def test_good_faith_is_asked_by_the_database_too(county):
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(municipality=county, page="/", reason="tone", text="x", good_faith=False)


# --- Appeals ----------------------------------------------------------------------------------------------------------


def test_another_person_decides_an_appeal(county, thread, speak, say, moderators):
    post = say(speak())
    decision = hide(moderators["one"], post)
    appeal = moderation.appeal(decision, "Das war keine Beleidigung.", voice=post.voice)
    assert moderation.appeal(decision, "Noch einmal", voice=post.voice) == appeal
    people = people_of(county) | moderators
    appeals = {"the appeal": appeal}
    allowed = dict.fromkeys(("moderator", "approver", "administrator", "superuser", "two", "chief"), "x")
    assert matrix(rules.may_decide_appeal, people, appeals) == expected(people, appeals, allowed)
    with pytest.raises(PermissionDenied):
        moderation.decide_appeal(moderators["one"], appeal, agree=True, answer="Doch nicht")
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(
            decided_by=moderators["one"], decided=timezone.now(), state="reversed"
        )
    moderation.decide_appeal(moderators["chief"], appeal, agree=True, answer="Sie haben recht.")
    post.refresh_from_db()
    assert post.state == "visible"
    assert Letter.objects.filter(subject="Ihr Beitrag ist wieder öffentlich").get().text.endswith("Sie haben recht.")


def test_even_a_superuser_does_not_judge_themselves(thread, speak, say):
    from allmende.core.people.models import Person

    chief = Person.objects.create_superuser("allein@example.org", "ein-langes-passwort")
    post = say(speak())
    appeal = moderation.appeal(hide(chief, post), "Nein", voice=post.voice)
    with pytest.raises(PermissionDenied):
        moderation.decide_appeal(chief, appeal, agree=False, answer="Doch")


def test_a_confirmed_appeal_leaves_it_hidden_and_says_why(thread, speak, say, moderators):
    post = say(speak())
    appeal = moderation.appeal(hide(moderators["one"], post), "Nein", voice=post.voice)
    with pytest.raises(ValidationError):
        moderation.decide_appeal(moderators["two"], appeal, agree=False, answer="  ")
    moderation.decide_appeal(moderators["two"], appeal, agree=False, answer="Es bleibt dabei.")
    post.refresh_from_db()
    assert post.state == "hidden"
    assert "Es bleibt dabei." in Letter.objects.order_by("-pk").first().text
    with pytest.raises(ValidationError):
        moderation.decide_appeal(moderators["two"], appeal, agree=True, answer="Doch")


def test_who_reported_may_appeal_against_keeping(thread, speak, say, moderators):
    post = say(speak())
    notice = moderation.report(post.municipality, post=post, reason="tone", text="böse", good_faith=True)[0]
    decision = moderation.decide(moderators["one"], post, "keep")
    notice.refresh_from_db()
    appeal = moderation.appeal(decision, "Das darf nicht stehen bleiben.", notice=notice)
    moderation.decide_appeal(moderators["two"], appeal, agree=True, answer="Stimmt.")
    post.refresh_from_db()
    assert post.state == "hidden"
    last = post.decisions.first()
    assert (last.source, last.reason) == ("appeal", "tone")
    assert Letter.objects.filter(kind="dialogue.decision", person=post.voice.person).exists()


def test_appeals_end_after_six_months(thread, speak, say, moderators):
    post = say(speak())
    decision = hide(moderators["one"], post)
    late = timezone.now() + datetime.timedelta(days=184)
    with pytest.raises(ValidationError):
        moderation.appeal(decision, "zu spät", voice=post.voice, now=late)
    kept = moderation.decide(moderators["two"], say(speak()), "keep")
    with pytest.raises(ValidationError):
        moderation.appeal(kept, "dagegen", voice=post.voice)


# --- What is told to whom ---------------------------------------------------------------------------------------------


def test_hidden_words_are_never_sent_later(thread, topic, speak, say, moderators):
    topic["title"] = "Böser Titel"
    bert = speak("bert")
    actions.follow(bert, thread)
    post = say(speak(), "Böse Worte")
    tasks.tell_new.func(post.pk)
    letter = Letter.objects.get(kind="dialogue.followed")
    assert "Böse Worte" not in letter.text
    assert Delivery.objects.get(notice=letter, channel="email").state == "waiting"
    hide(moderators["one"], post)
    letter.refresh_from_db()
    assert "Böser" not in f"{letter.subject}{letter.text}"
    assert Delivery.objects.get(notice=letter, channel="email").state == "withdrawn"


def test_nothing_is_told_of_what_was_hidden_before_the_worker_came(thread, speak, say, moderators):
    actions.follow(speak("bert"), thread)
    post = say(speak())
    hide(moderators["one"], post)
    tasks.tell_new.func(post.pk)
    tasks.tell_followers.func(post.pk, "Stand", "Neues", "k")
    assert not Letter.objects.exclude(kind="dialogue.decision").exists()


def test_answers_and_news_are_told_once(thread, speak, say):
    anna, bert = speak(), speak("bert")
    post = say(anna)
    actions.follow(anna, thread)
    answer = say(bert, "Antwort", parent=post)
    for _ in range(2):
        tasks.tell_new.func(answer.pk)
        tasks.tell_followers.func(post.pk, "Ihre Idee wird geprüft", "Wir prüfen.", "checked")
    kinds = Letter.objects.order_by("kind").values_list("kind", "person__email")
    assert list(kinds) == [("dialogue.news", "anna@example.org"), ("dialogue.reply", "anna@example.org")]


def test_holders_of_codes_are_not_written_to(thread, say, moderators):
    post = say(voice_for_code("brief-1"))
    hide(moderators["one"], post)
    assert not Letter.objects.exists()


def test_a_moderator_of_another_town(thread, speak, say):
    from tests.access_matrix import elsewhere

    stranger = member("moderator", elsewhere(), "stranger")
    with pytest.raises(PermissionDenied):
        hide(stranger, say(speak()))


@pytest.mark.django_db(transaction=True)
def test_two_moderators_at_once_make_one_decision(county, topic, speak):
    from tests.commons.dialogue.test_write import in_threads

    thread = actions.open_thread(county, "test-topic")
    people = [member("moderator", county, f"mod-{number}") for number in range(4)]
    post = actions.write(speak(), thread=thread, text="Worum es geht")[0]
    raised = in_threads(4, lambda number: moderation.decide(people[number], post, "hide", reason="tone"))
    assert [type(error) for error in raised] == [ValidationError] * 3
    assert Decision.objects.count() == 1
    assert Letter.objects.filter(kind="dialogue.decision").count() == 1
    appeals = in_threads(
        4, lambda number: moderation.appeal(Decision.objects.get(), f"Nein {number}", voice=post.voice)
    )
    assert appeals == []
    assert Appeal.objects.count() == 1
