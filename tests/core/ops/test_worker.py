# SPDX-License-Identifier: EUPL-1.2
"""The worker: nothing enqueued is lost, not by a failing task, not by a killed worker."""

import time
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from allmende.core.ops import worker as module
from allmende.core.ops.worker import (
    ATTEMPTS,
    PatientWorker,
    is_alive,
    prune_finished,
    sign_of_life,
    take_over_from_the_dead,
)
from tests.nursery import CONTEXT, start

RUNS: list[int] = []


@task()
def note(number: int) -> None:
    RUNS.append(number)


@task()
def fail() -> None:
    raise ValueError("no")


@pytest.fixture(autouse=True)
def fresh():
    RUNS.clear()


@pytest.mark.django_db(transaction=True)
def test_a_task_is_stored_with_the_change_that_causes_it():
    with pytest.raises(RuntimeError), transaction.atomic():
        note.enqueue(1)
        raise RuntimeError("rolled back")
    with transaction.atomic():
        note.enqueue(2)
    PatientWorker(once=True).run()
    assert RUNS == [2]


@pytest.mark.django_db(transaction=True)
def test_a_failing_task_waits_and_is_tried_again_until_the_limit():
    fail.enqueue()
    for attempt in range(1, ATTEMPTS + 1):
        PatientWorker(once=True).run()
        stored = DBTaskResult.objects.get()
        assert len(stored.worker_ids) == attempt
        if attempt < ATTEMPTS:
            pause = stored.run_after - timezone.now()
            assert stored.status == "READY"
            assert (
                timedelta(minutes=2 ** (attempt - 1)) - timedelta(seconds=20)
                < pause
                <= timedelta(minutes=2 ** (attempt - 1))
            )
            DBTaskResult.objects.update(run_after=timezone.now())
    assert stored.status == "FAILED"


@pytest.mark.django_db(transaction=True)
def test_a_running_task_of_a_dead_worker_is_taken_over_and_of_a_living_one_is_not():
    note.enqueue(1)
    note.enqueue(2)
    first, second = DBTaskResult.objects.all()
    first.claim("dead-worker")
    second.claim("living-worker")
    with sign_of_life("living-worker"):
        assert is_alive("living-worker")
        assert take_over_from_the_dead() == 1
    assert not is_alive("living-worker")
    PatientWorker(once=True).run()
    assert sorted(RUNS) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_process_leaves_no_lock():
    up, there = CONTEXT.Pipe(duplex=False)
    child = start(live_until_killed, there)
    with up, there:
        assert up.recv() == "up"
        assert is_alive("victim")
        child.kill()
        child.join()
        assert not is_alive("victim")


def live_until_killed(there):
    with sign_of_life("victim"):
        there.send("up")
        time.sleep(60)


@pytest.mark.django_db(transaction=True)
def test_old_successes_are_pruned_failures_stay():
    note.enqueue(1)
    fail.enqueue()
    PatientWorker(once=True).run()
    DBTaskResult.objects.filter(status="SUCCESSFUL").update(finished_at=timezone.now() - timedelta(days=15))
    assert prune_finished() == 1
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_failing_chore_does_not_stop_the_others(monkeypatch):
    done = []
    worker = PatientWorker()
    worker.chores = [
        module.Chore("bad", 60, lambda: 1 / 0),
        module.Chore("good", 60, lambda: done.append(time.monotonic())),
    ]
    worker.do_chores()
    worker.do_chores()  # neither is due again
    assert len(done) == 1
    assert DBTaskResult.objects.count() == 0  # the database can still be used
