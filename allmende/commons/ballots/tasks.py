# SPDX-License-Identifier: EUPL-1.2
"""What the worker does for votes: close them at their end, shake the boxes of those that run."""

from __future__ import annotations

import contextlib

from django.core.exceptions import ValidationError
from django.utils import timezone

from allmende.commons.ballots import actions
from allmende.commons.ballots.mixing import mix
from allmende.commons.ballots.models import Vote


def close_due() -> int:
    """Close every vote whose end has come; polls are counted and published at once. Returns how many."""
    due = list(Vote.objects.filter(state=Vote.State.OPEN, closes__lte=timezone.now()))
    for vote in due:
        actions.close(vote)
    for poll in Vote.objects.filter(state=Vote.State.CLOSED, kind=Vote.Kind.POLL):
        with contextlib.suppress(ValidationError):  # piles wait, or another worker was quicker
            actions.publish(None, actions.count(None, poll))
    return len(due)


def mix_open() -> int:
    """Shake the boxes of all votes that run. Returns how many."""
    running = list(Vote.objects.filter(state=Vote.State.OPEN, opens__lte=timezone.now()))
    for vote in running:
        mix(vote)
    return len(running)
