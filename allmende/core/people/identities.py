# SPDX-License-Identifier: EUPL-1.2
"""One number per identity from outside: whoever deletes an account and signs in again is nobody new where one counts once.

A provider's statement (provider, uid) is kept as a keyed hash, with the number of the first account to which it led. It
outlives the account for a year and leads to nobody without the provider saying again who it is.

The number belongs to the *proof* and not to the account: else identities that anybody gets in any number, connected to
one account, would make many people of one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.crypto import salted_hmac

from allmende.core.people.assurance import Level, SignIn
from allmende.core.people.models import Assurance, KnownIdentity, Person


def remember(account: Any, person: Person) -> int:
    """Return the number of the identity of a `SocialAccount`: what it was before, or at first that of the person."""
    text = f"{account.provider}\n{account.uid}"
    key = salted_hmac("allmende.people.identity", text, algorithm="sha256").hexdigest()
    now = timezone.now()
    known, _made = KnownIdentity.objects.update_or_create(
        key=key, defaults={"seen": now}, create_defaults={"key": key, "number": person.pk, "seen": now}
    )
    return known.number


def number_of(person: Person, level: int, now: datetime | None = None) -> int:
    """Return the number of the proof by which a person reaches a level: of the identity, or of the account itself.

    No query where the sign-in itself is proof enough, or nothing has to be proved; else one.
    """
    signed_in: SignIn | None = person.signed_in
    if signed_in is not None and signed_in.number is not None and signed_in.stated >= level:
        return signed_in.number
    if level <= Level.BASIC:
        return person.pk
    moment = now or timezone.now()
    rows = person.assurances.filter(lasting=True, level__gte=level, confirmed_at__lte=moment)
    proofs = dict(rows.exclude(valid_until__lte=moment).order_by("source").values_list("source", "number"))
    if Assurance.COUNTER in proofs:
        return person.pk
    return next((number for number in proofs.values() if number is not None), person.pk)
