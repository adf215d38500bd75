# SPDX-License-Identifier: EUPL-1.2
"""Plays the web process: stores notices one by one and prints the number of each that is acknowledged."""

import sys

import django

django.setup()

from allmende.core.municipality.models import Municipality  # noqa: E402
from allmende.core.notices.actions import Address, notify  # noqa: E402

first, end = int(sys.argv[1]), int(sys.argv[2])
county = Municipality.objects.get(kind="county")
for number in range(first, end):
    notify(
        to=Address(f"Person {number}", email=f"person{number}@example.org"),
        kind="cases.answer",
        subject=f"Nachricht {number}",
        text="Text",
        municipality=county,
        key=f"fault:{number}",
    )
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()
