# SPDX-License-Identifier: EUPL-1.2
"""The process that takes ballots is killed again and again: what was acknowledged is there, nothing is there twice.

Whoever saw no answer sends the same form again, as people do.
"""

import contextlib
import json
import random
import time

import pytest

from allmende.commons.ballots import actions
from allmende.commons.ballots.models import Ballot, Participation, Receipt
from tests import nursery
from tests.commons.ballots.faults.voter import cast_all

VOTERS, KILLS = 120, 6


@pytest.mark.django_db(transaction=True)
def test_killed_while_casting(vote):
    waiting = {str(number): actions.new_receipt() for number in range(VOTERS)}
    codes, acknowledged, kills, dice = dict(waiting), {}, 0, random.Random(5)
    while waiting:
        answers, end = nursery.CONTEXT.Pipe(duplex=False)
        process = nursery.start(cast_all, vote.pk, dict(waiting), end)
        end.close()
        fate = dice.randint(3, VOTERS // KILLS) if kills < KILLS else VOTERS + 1
        with answers, contextlib.suppress(EOFError):
            while True:  # to the last answer that was on its way
                name, acknowledged[name] = answers.recv()
                waiting.pop(name)
                fate -= 1
                if not fate:
                    # At any moment of the next ballot, before, within or after its transaction.
                    time.sleep(dice.random() / 100)
                    process.kill()
                    kills += 1
        process.join()
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
