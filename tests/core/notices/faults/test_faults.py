# SPDX-License-Identifier: EUPL-1.2
"""500 notices while web process, worker and mail server are killed at every step: lost 0, doubled 0.

Real processes: the worker of the product, a web process that stores notices, an SMTP server that keeps mails in a Maildir.
"""

from __future__ import annotations

import contextlib
import email
import json
import multiprocessing.connection
import random
import signal
import socket
import threading
import time
from collections import Counter

import pytest
from django.db import connection

from allmende.core.notices.models import Delivery, Notice
from tests import nursery
from tests.core.notices.faults.server import serve
from tests.core.notices.faults.web import store
from tests.core.notices.faults.work import work

STEPS = ("hello", "sender", "recipient", "received", "stored", "answered")
SECONDS = 300
"""A guard against hanging, not a measure."""


class Town:
    """The processes of an installation, and the ones who bring them back."""

    def __init__(self, folder, count, plan, journal, web_dies_at):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder, self.count, self.box = folder, count, folder / "box"
        for name in ("new", "cur", "tmp"):
            (self.box / name).mkdir(parents=True)
        (folder / "plan.json").write_text(json.dumps(plan))
        (folder / "position").write_text("0")
        self.settings = {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": self.port,
            "EMAIL_TIMEOUT": 5,
            "MAIL_JOURNAL": str(self.box) if journal else "",
            "NOTICES_LEASE_SECONDS": 1,
            "NOTICES_DOUBT_SECONDS": 1,
        }
        self.deaths, self.processes, self.acknowledged = Counter(), {}, -1
        self.web_dies_at = web_dies_at

    def start(self, name, target, *arguments):
        self.processes[name] = nursery.start(target, *arguments, **self.settings)

    def start_server(self):
        self.start("server", serve, self.port, self.folder)

    def start_worker(self):
        self.start("worker", work)
        (self.folder / "worker").write_text(str(self.processes["worker"].pid))

    def start_web(self):
        """Store what is not acknowledged yet, and the last one again, as somebody does who saw no answer."""
        answers, end = nursery.CONTEXT.Pipe(duplex=False)
        self.start("web", store, max(self.acknowledged, 0), self.count, end)
        end.close()

        web = self.processes["web"]

        def read():
            with answers, contextlib.suppress(EOFError):
                while True:
                    self.acknowledged = max(self.acknowledged, answers.recv())
                    if self.web_dies_at and self.acknowledged >= self.web_dies_at[0]:
                        self.web_dies_at.pop(0)
                        return web.kill()

        threading.Thread(target=read, daemon=True).start()

    def revive(self):
        for name, start in (("server", self.start_server), ("worker", self.start_worker), ("web", self.start_web)):
            code = self.processes[name].exitcode
            if code is not None and not (name == "web" and code == 0):
                assert code == -signal.SIGKILL, f"{name} ended with {code}"
                self.deaths[name] += 1
                start()

    def wait(self):
        """Return when a process ends, or after a while."""
        multiprocessing.connection.wait([p.sentinel for p in self.processes.values() if p.exitcode is None], 0.1)

    def stop(self):
        for process in self.processes.values():
            process.kill()
            process.join()

    def mails(self):
        return [
            email.message_from_bytes(path.read_bytes())["To"]
            for part in ("new", "cur")
            for path in (self.box / part).iterdir()
        ]


def run(folder, count, plan, *, journal, web_deaths):
    town = Town(folder, count, plan, journal, sorted(random.Random(500).sample(range(count), web_deaths)))
    try:
        town.start_server()
        town.start_worker()
        town.start_web()
        started = time.monotonic()
        while time.monotonic() - started < SECONDS:
            town.revive()
            done = Delivery.objects.filter(state="sent").count()
            planned = int((folder / "position").read_text()) >= len(plan)
            if done == count and planned:
                break
            town.wait()
        took = time.monotonic() - started
    finally:
        town.stop()
    got = Counter(town.mails())
    lost = [number for number in range(count) if got[f"person{number}@example.org"] == 0]
    doubled = {to: times for to, times in got.items() if times > 1}
    print(
        f"\n{count} notices, killed: {dict(town.deaths)}, journal: {journal}: "
        f"lost {len(lost)}, doubled {len(doubled)}, {took:.0f} s ({connection.vendor})"
    )
    assert int((folder / "position").read_text()) == len(plan), "the plan was not carried out"
    return lost, doubled, town.deaths


@pytest.mark.django_db(transaction=True)
def test_500_notices_lost_0_doubled_0(county, tmp_path, capsys):
    plan = [[20 + 38 * number, STEPS[number % 6], ("worker", "server")[number // 6]] for number in range(12)]
    with capsys.disabled():
        lost, doubled, deaths = run(tmp_path, 500, plan, journal=True, web_deaths=4)
    assert lost == []
    assert doubled == {}
    assert deaths == {"worker": 6, "server": 6, "web": 4}
    assert Notice.objects.count() == 500


@pytest.mark.django_db(transaction=True)
def test_without_a_journal_nothing_is_lost_and_only_doubts_are_doubled(county, tmp_path, capsys):
    plan = [[5, "received", "server"], [15, "stored", "worker"], [25, "stored", "server"], [35, "recipient", "worker"]]
    with capsys.disabled():
        lost, doubled, _ = run(tmp_path, 60, plan, journal=False, web_deaths=1)
    assert lost == []
    assert len(doubled) <= 2, "only where the server had stored the mail and died, or the worker did, before the answer"
