# SPDX-License-Identifier: EUPL-1.2
"""500 notices while web process, worker and mail server are killed at every step: lost 0, doubled 0.

Real processes: the worker of the product, a web process that stores notices, an SMTP server that keeps mails in a Maildir.
"""

from __future__ import annotations

import email
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from allmende.core.notices.models import Delivery, Notice

ROOT = Path(__file__).resolve().parents[4]
STEPS = ("hello", "sender", "recipient", "received", "stored", "answered")
SECONDS = 500
"""A guard against hanging, not a measure: starting a worker takes four seconds of one core."""


class Town:
    """The processes of an installation, and the ones who bring them back."""

    def __init__(self, folder, count, plan, journal):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder, self.count, self.box = folder, count, folder / "box"
        for name in ("new", "cur", "tmp"):
            (self.box / name).mkdir(parents=True)
        (folder / "plan.json").write_text(json.dumps(plan))
        (folder / "position").write_text("0")
        self.environ = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.core.notices.faults.settings",
            "FAULT_DATABASE": str(connection.settings_dict["NAME"]),
            "FAULT_PORT": str(self.port),
            "FAULT_JOURNAL": str(self.box) if journal else "",
            "PYTHONPATH": str(ROOT),
            "ALLMENDE_LOG_LEVEL": "ERROR",
        }
        self.deaths, self.processes, self.acknowledged = Counter(), {}, -1

    def start(self, name, *arguments, stdout=subprocess.DEVNULL):
        process = subprocess.Popen(
            [sys.executable, *map(str, arguments)], cwd=ROOT, env=self.environ, stdout=stdout, text=True
        )
        self.processes[name] = process
        return process

    def start_server(self):
        self.start("server", Path(__file__).with_name("server.py"), self.port, self.folder)

    def start_worker(self):
        (self.folder / "worker").write_text(str(self.start("worker", "manage.py", "run_worker").pid))

    def start_web(self):
        """Store what is not acknowledged yet, and the last one again, as somebody does who saw no answer."""
        process = self.start("web", Path(__file__).with_name("web.py"), max(self.acknowledged, 0), self.count, stdout=subprocess.PIPE)  # fmt: skip

        def read():
            with process.stdout:
                for line in process.stdout:
                    self.acknowledged = max(self.acknowledged, int(line))

        threading.Thread(target=read, daemon=True).start()

    def revive(self):
        for name, start in (("server", self.start_server), ("worker", self.start_worker), ("web", self.start_web)):
            code = self.processes[name].poll()
            if code is not None and not (name == "web" and code == 0):
                assert code == -signal.SIGKILL, f"{name} ended with {code}"
                self.deaths[name] += 1
                start()

    def stop(self):
        for process in self.processes.values():
            process.kill()
            process.wait()

    def mails(self):
        return [
            email.message_from_bytes(path.read_bytes())["To"]
            for part in ("new", "cur")
            for path in (self.box / part).iterdir()
        ]


def run(folder, count, plan, *, journal, web_deaths):
    town = Town(folder, count, plan, journal)
    chance = random.Random(500)
    web_dies_at = sorted(chance.sample(range(count), web_deaths))
    try:
        town.start_server()
        town.start_worker()
        town.start_web()
        started = time.monotonic()
        while time.monotonic() - started < SECONDS:
            if web_dies_at and town.acknowledged >= web_dies_at[0]:
                web_dies_at.pop(0)
                town.processes["web"].kill()
                town.processes["web"].wait()
            town.revive()
            done = Delivery.objects.filter(state="sent").count()
            planned = int((folder / "position").read_text()) >= len(plan)
            if done == count and planned:
                break
            time.sleep(0.05)
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
