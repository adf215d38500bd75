# SPDX-License-Identifier: EUPL-1.2
"""Plays the web process: stores notices one by one and sends the number of each that is acknowledged."""

from allmende.core.municipality.models import Municipality
from allmende.core.notices.actions import Address, notify


def store(first, end, answers):
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
        answers.send(number)
