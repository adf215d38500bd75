# SPDX-License-Identifier: EUPL-1.2
"""Real threads: one submission sent at the same time, and the last second of a phase."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from allmende.commons.dialogue.voices import voice_for_visitor
from allmende.decide.participation import actions, code_batches, ideas
from allmende.decide.participation.audience import NOBODY
from allmende.decide.participation.budget import actions as budget
from allmende.decide.participation.budget.models import Budget
from allmende.decide.participation.models import CodeBatch, Idea, Phase, Process

pytestmark = [pytest.mark.django_db(transaction=True)]


def _at_once(*jobs):
    """Run the jobs in a thread each; return what they returned or raised."""
    results = [None] * len(jobs)
    barrier = threading.Barrier(len(jobs))

    def run(number, job):
        try:
            barrier.wait()
            results[number] = job()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number, job)) for number, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def _submit(phase, voice, key):
    return ideas.submit(NOBODY, voice, Phase.objects.get(pk=phase.pk), ideas.Draft("Bank", "Schatten"), key=key)


def test_one_submission_from_six_threads_is_stored_once(phase):
    voice, key = voice_for_visitor("a"), uuid.uuid4()
    results = _at_once(*[lambda: _submit(phase, voice, key)] * 6)
    assert not [one for one in results if isinstance(one, Exception)], results
    assert Idea.objects.count() == 1
    assert [is_new for _idea, is_new in results].count(True) == 1


def test_nothing_is_stored_after_the_instant_at_which_a_phase_was_ended(phase, moderator):
    voices = [voice_for_visitor(str(number)) for number in range(5)]
    jobs = [lambda voice=voice: _submit(phase, voice, uuid.uuid4()) for voice in voices]

    def end():
        now = timezone.now()
        return actions.set_end(moderator, Phase.objects.select_related("process").get(pk=phase.pk), now, now=now)

    *results, ended = _at_once(*jobs, end)
    assert isinstance(ended, Phase), ended
    for result in results:
        assert isinstance(result, (tuple, PermissionDenied)), result
    refused = [one for one in results if isinstance(one, PermissionDenied)]
    assert Idea.objects.count() == 5 - len(refused)
    with pytest.raises(PermissionDenied):
        _submit(phase, voices[0], uuid.uuid4())


def test_supports_at_the_same_time_are_all_counted(phase, make_idea):
    from allmende.commons.dialogue.voices import voice_of
    from allmende.core.people.models import Person
    from allmende.decide.participation.audience import Who

    idea = make_idea()
    people = [Person.objects.create_user(f"p{n}@example.org", "ein-langes-passwort") for n in range(6)]
    jobs = [lambda one=one: ideas.support(Who(one), voice_of(one), Idea.objects.get(pk=idea.pk)) for one in people]
    results = _at_once(*jobs)
    assert not [one for one in results if isinstance(one, Exception)], results
    idea.refresh_from_db()
    assert idea.support == 6


def test_ideas_taken_over_twice_at_the_same_time_become_one_project_each(phase, moderator, make_idea):
    for title in ("Bank", "Brunnen"):
        make_idea(title)
    voting = Phase.objects.create(
        process=phase.process, position=2, title="Wählen", format="budget", audience="codes", opens=phase.opens
    )
    settings = {"amount": 1000, "style": "approval", "rule": "equal-shares", "least": 0, "most": 0}
    results = _at_once(*[lambda: budget.set_budget(moderator, Phase.objects.get(pk=voting.pk), **settings)] * 3)
    assert not [one for one in results if isinstance(one, Exception)], results
    results = _at_once(*[lambda: budget.take_over_ideas(moderator, Budget.objects.get())] * 3)
    assert sorted(results) == [0, 0, 2]
    results = _at_once(*[lambda: budget.save_project(moderator, Budget.objects.get(), None, title="Baum")] * 3)
    assert sorted(project.number for project in results) == [3, 4, 5]


def test_processes_set_up_at_the_same_time_in_one_county_get_different_addresses(county, town, moderator):
    def set_up(municipality):
        process = Process(municipality=municipality, title="Spielplatz", goal="Neu.", deciders="Der Rat.")
        return actions.set_up(moderator, process, [])[0]

    results = _at_once(*[lambda where=where: set_up(where) for where in (county, town, town, county)])
    assert {process.slug for process in results} == {"spielplatz", "spielplatz-2", "spielplatz-3", "spielplatz-4"}


def test_a_batch_sent_twice_at_the_same_time_is_made_once(phase, moderator):
    key = uuid.uuid4()

    def make():
        return code_batches.make_batch(
            moderator,
            Process.objects.get(),
            name="Runde",
            kind="counter",
            recipients=[["An alle"]],
            form="table",
            key=key,
        )

    results = _at_once(*[make] * 4)
    made = [one for one in results if not isinstance(one, Exception)]
    assert len(made) == CodeBatch.objects.count() == 1
    for one in results:
        assert one in made or (isinstance(one, ValidationError) and one.code == "twice"), one
