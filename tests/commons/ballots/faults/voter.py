# SPDX-License-Identifier: EUPL-1.2
"""Plays the web process: casts one ballot after the other and sends the receipt of each that is acknowledged."""

from allmende.commons.ballots import actions
from allmende.commons.ballots.models import Vote


def cast_all(pk, waiting, answers):
    vote = Vote.objects.get(pk=pk)
    for name, receipt in waiting.items():
        taken = actions.cast(vote, name, {"f4": {"a": int(name) % 3, "b": int(name) % 4}}, receipt=receipt)
        answers.send((name, taken.receipt))
