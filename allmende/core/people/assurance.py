# SPDX-License-Identifier: EUPL-1.2
"""How sure we are that somebody is who they say: the levels of eIDAS (EU 910/2014, article 8) and of the OZG.

Two things make a level. *Who is this?* was checked once: by an ID card at the counter, by an online ID. *Is it the same
person now?* is checked at each sign-in. The level of a session is the lower of both: somebody whose ID card was seen,
but who signs in with a password alone, is not "substantial".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allmende.core.rules import Rule


class Level(models.IntegerChoices):
    """Levels of assurance, in order."""

    NONE = 0, _("nicht bestätigt")
    BASIC = 1, _("Basis (E-Mail-Adresse bestätigt)")
    SUBSTANTIAL = 2, _("substanziell")
    HIGH = 3, _("hoch")


LEVELS = {level.name.lower(): level for level in Level}
"""Names as in rules and in the configuration of providers."""


@dataclass(frozen=True)
class SignIn:
    """How the person of a request signed in.

    `stated`: the level that the provider of identities stated for this sign-in. `means`: what the way of signing in is good
    for at most. `source`: the provider's key, or an empty text for our own sign-in. `number`: of the identity that the provider
    stated (see `identities`).
    """

    source: str = ""
    stated: Level = Level.NONE
    means: Level = Level.NONE
    second_factor: bool = False
    number: int | None = None


def level_of(person: Any, now: datetime | None = None) -> Level:
    """Return the level of the person of a request. Somebody who is not signed in has none."""
    signed_in: SignIn | None = getattr(person, "signed_in", None)
    if signed_in is None or not person.is_authenticated or not person.is_active:
        return Level.NONE
    # A sign-in that is good for nothing more needs no look at what was checked before.
    checked = checked_level(person, now) if signed_in.means > max(signed_in.stated, Level.BASIC) else Level.NONE
    return max(signed_in.stated, min(checked, signed_in.means), min(Level.BASIC, signed_in.means))


def checked_level(person: Any, now: datetime | None = None) -> Level:
    """Return the highest level at which somebody's identity was checked and is still valid. One query."""
    moment = now or timezone.now()
    rows = person.assurances.filter(lasting=True, confirmed_at__lte=moment).exclude(valid_until__lte=moment)
    return Level(rows.aggregate(level=models.Max("level"))["level"] or Level.NONE)


def has_assurance(level: str) -> Rule:
    """Return the rule "is signed in at this level or above": `basic`, `substantial` or `high`."""
    needed = LEVELS[level]
    return Rule(f"assurance {level}", lambda person, obj, now: bool(person) and level_of(person, now) >= needed)
