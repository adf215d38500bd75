# SPDX-License-Identifier: EUPL-1.2
"""Plays the web process: casts one ballot after the other and prints the receipt of each that is acknowledged."""

import sys

import django

django.setup()

from allmende.commons.ballots import actions  # noqa: E402
from allmende.commons.ballots.models import Vote  # noqa: E402

vote = Vote.objects.get(pk=int(sys.argv[1]))
for line in sys.stdin:
    name, receipt = line.split()
    taken = actions.cast(vote, name, {"f4": {"a": int(name) % 3, "b": int(name) % 4}}, receipt=receipt)
    sys.stdout.write(f"{name} {taken.receipt}\n")
    sys.stdout.flush()
