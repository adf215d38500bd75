# SPDX-License-Identifier: EUPL-1.2
"""The background worker: runs tasks of the database queue, tries failed ones again, takes over from dead workers.

A task is stored in the transaction that causes it. It may run more than once (a worker can be killed between the work
and the note that it is done), so tasks are written to be repeatable.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from allmende.core.throttle.actions import forget_old

log = structlog.get_logger("allmende.worker")

ATTEMPTS = 10
"""A task is tried this often: after 1, 2, 4 ... minutes, the last time about 8 hours after the first."""


@dataclass
class Chore:
    """Something the worker does from time to time, beside the queue."""

    name: str
    seconds: int
    run: Callable[[], Any]
    due: float = field(default=0.0)


_of_apps: list[tuple[str, int, Callable[[], Any]]] = []


def register_chore(name: str, seconds: int, run: Callable[[], Any]) -> None:
    """Let the worker call `run` every `seconds`; apps say so in `AppConfig.ready()`. Registering twice changes nothing."""
    if all(known != name for known, *_ in _of_apps):
        _of_apps.append((name, seconds, run))


def chores() -> list[Chore]:
    """Return the regular chores: due publications every minute, old counters and finished tasks every hour, those of apps."""
    return [
        Chore("publish-scheduled", 60, lambda: call_command("publish_scheduled", verbosity=0)),
        Chore("forget-throttle", 3600, forget_old),
        Chore("prune-tasks", 3600, prune_finished),
        *(Chore(name, seconds, run) for name, seconds, run in _of_apps),
    ]


def prune_finished() -> int:
    """Delete successful tasks older than two weeks; return how many. Failed ones stay until somebody looks."""
    limit = timezone.now() - timedelta(days=14)
    deleted, _ = DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=limit).delete()
    return int(deleted)


def _lock_path(worker_id: str) -> Path:
    return Path(settings.HOME) / "workers" / f"{worker_id}.lock"


@contextlib.contextmanager
def sign_of_life(worker_id: str) -> Iterator[None]:
    """Hold a file lock while this worker lives. The operating system frees it, however the worker ends."""
    path = _lock_path(worker_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def is_alive(worker_id: str) -> bool:
    """Tell whether the worker with this name still holds its lock."""
    try:
        with _lock_path(worker_id).open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def take_over_from_the_dead() -> int:
    """Put tasks back in the queue whose worker has died; return how many."""
    count = 0
    for task in DBTaskResult.objects.running():
        if not task.worker_ids or not is_alive(task.worker_ids[-1]):
            count += DBTaskResult.objects.filter(
                pk=task.pk, status=TaskResultStatus.RUNNING, started_at=task.started_at
            ).update(status=TaskResultStatus.READY)
    if count:
        log.warning("tasks taken over from a dead worker", count=count)
    return count


class PatientWorker(Worker):
    """A worker that does its chores between tasks and puts failed tasks back with growing pauses."""

    def __init__(self, *, once: bool = False) -> None:
        super().__init__(
            queue_names=["*"],
            interval=1.0,
            batch=True,  # the queue's own loop ends when nothing is left; ours goes on
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{os.getpid()}-{uuid.uuid4().hex[:12]}",
            excluded_queue_names=[],
        )
        self.once = once
        self.chores = chores()

    def run(self) -> None:
        """Run until stopped; with `once` until the queue is empty, without chores."""
        with sign_of_life(self.worker_id):
            take_over_from_the_dead()
            while self.running:
                if not self.once:
                    self.do_chores()
                super().run()
                if self.once:
                    return
                if self.running:
                    time.sleep(self.interval)

    def run_task(self, db_task_result: Any) -> None:
        super().run_task(db_task_result)
        db_task_result.refresh_from_db()
        attempts = len(db_task_result.worker_ids)
        if db_task_result.status == TaskResultStatus.FAILED:
            if attempts < ATTEMPTS:
                pause = timedelta(minutes=2 ** (attempts - 1))
                db_task_result.status = TaskResultStatus.READY
                db_task_result.run_after = timezone.now() + pause
                db_task_result.save(update_fields=["status", "run_after"])
            log.error(
                "task failed",
                task=db_task_result.task_path,
                error=db_task_result.exception_class_path,
                attempt=attempts,
                again=attempts < ATTEMPTS,
            )

    def do_chores(self) -> None:
        """Do every chore that is due. A failing chore is logged and does not stop the worker."""
        now = time.monotonic()
        for chore in self.chores:
            if chore.due <= now:
                chore.due = now + chore.seconds
                try:
                    chore.run()
                except Exception:
                    log.exception("chore failed", chore=chore.name)
                    connection.close_if_unusable_or_obsolete()
