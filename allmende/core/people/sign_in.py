# SPDX-License-Identifier: EUPL-1.2
"""How the person of a request signed in, read from the session."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records

from allmende.core.people.assurance import Level, SignIn

SESSION_KEY = "people.stated"
"""In the session: what a provider of identities stated when it led somebody here."""


def sign_in_of(request: Any, person: Any) -> SignIn:
    """Return how `person` signed in to the session of `request`. No query."""
    records = get_authentication_records(request, person)
    stated = request.session.get(SESSION_KEY) or {}
    second = bool(stated.get("second_factor")) or any(record.get("method") == "mfa" for record in records)
    level = Level(stated.get("level", Level.NONE))
    if second:
        means = Level.SUBSTANTIAL
    elif stated:
        means = level
    else:
        means = Level.BASIC if any(record.get("method") == "password" for record in records) else Level.NONE
    return SignIn(
        source=stated.get("source", ""),
        stated=level,
        means=max(means, level),
        second_factor=second,
        number=stated.get("number"),
    )
