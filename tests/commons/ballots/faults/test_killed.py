# SPDX-License-Identifier: EUPL-1.2
"""The process that takes ballots is killed again and again: what was acknowledged is there, nothing is there twice.

Whoever saw no answer sends the same form again, as people do.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from allmende.commons.ballots import actions
from allmende.commons.ballots.models import Ballot, Participation, Receipt

ROOT = Path(__file__).resolve().parents[4]
VOTERS, KILLS = 120, 6


@pytest.mark.django_db(transaction=True)
def test_killed_while_casting(vote):
    waiting = {str(number): actions.new_receipt() for number in range(VOTERS)}
    codes, acknowledged, kills, dice = dict(waiting), {}, 0, random.Random(5)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.commons.ballots.faults.settings",
        "FAULT_DATABASE": str(connection.settings_dict["NAME"]),
        "PYTHONPATH": str(ROOT),
        "ALLMENDE_LOG_LEVEL": "ERROR",
    }
    while waiting:
        process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("voter.py")), str(vote.pk)],
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        process.stdin.write("".join(f"{name} {code}\n" for name, code in waiting.items()))
        process.stdin.close()
        fate = dice.randint(3, VOTERS // KILLS) if kills < KILLS else VOTERS + 1
        for line in process.stdout:
            name, receipt = line.split()
            acknowledged[name] = receipt
            waiting.pop(name)
            fate -= 1
            if not fate:
                # At any moment of the next ballot, before, within or after its transaction.
                time.sleep(dice.random() / 100)
                process.send_signal(signal.SIGKILL)
                kills += 1
                break
        rest = process.stdout.read().split("\n")  # answers that were on their way
        for line in filter(None, rest):
            name, receipt = line.split()
            acknowledged[name] = receipt
            waiting.pop(name)
        process.stdout.close()
        process.wait()
    assert kills == KILLS
    assert acknowledged == codes
    assert Ballot.objects.count() == Participation.objects.count() == Receipt.objects.count() == VOTERS
    assert set(Receipt.objects.values_list("pk", flat=True)) == set(codes.values())
    expected = sorted(str({"a": n % 3, "b": n % 4}) for n in range(VOTERS))
    found = sorted(
        str({"a": 0, "b": 0} | json.loads(content).get("f4", {}))
        for content in Ballot.objects.values_list("content", flat=True)
    )
    assert found == expected
