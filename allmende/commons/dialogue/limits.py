# SPDX-License-Identifier: EUPL-1.2
"""Against machines, for every form that people without account may send. No picture puzzles, nobody is shut out.

    class IdeaForm(OpenForm): salt = "..."                      # honeypot, time, double sending (core/throttle/forms.py)
    verdict = limits.check(request, speaker, form, guard=limits.Guard())
    if not verdict.allowed: form.add_error(None, verdict.text)  # the text stays in the form
    else: actions.write(..., review=verdict.review)

Browsers with JavaScript work for about a second on a small sum while people type (`{% proof_of_work %}` in the form;
static/dialogue/proof.js). Without it the contribution is taken too, fewer of them, and somebody looks at it first. People
with an account or a code do no sums. A proof belongs to the `key` of one form, so it is good for one contribution.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from allmende.commons.dialogue.voices import Speaker
from allmende.core.throttle.actions import Limit, attempt, caller_of, keyed
from allmende.core.throttle.forms import OpenForm

BITS = 16
"""Leading zero bits of a proof: 65,000 sums on average, half a second to two seconds on a phone."""

FIELD = "proof"

ADDRESS = Limit("dialogue.address", 30, 600)
SPEAKER = Limit("dialogue.speaker", 15, 600)
UNPROVED = Limit("dialogue.unproved", 3, 3600)


@dataclass(frozen=True)
class Guard:
    """How many contributions are taken.

    address: from one address, of people without account or code. speaker: from one account or code. unproved: from one
    address without a proof. A hall full of phones behind one address wants wider ones.
    """

    address: Limit = ADDRESS
    speaker: Limit = SPEAKER
    unproved: Limit = UNPROVED


@dataclass(frozen=True)
class Verdict:
    """Whether a contribution is taken, whether somebody has to look at it first, and else what to say."""

    allowed: bool
    review: bool = False
    text: str = ""


def check(request: HttpRequest, speaker: Speaker, form: OpenForm, guard: Guard | None = None) -> Verdict:
    """Count one attempt and judge it. Call it once the form is valid, outside the transaction that stores."""
    guard = guard or Guard()
    if speaker.person or speaker.credential:
        if attempt(guard.speaker, keyed(speaker.counted_as)):
            return Verdict(allowed=True)
        return Verdict(allowed=False, text=_many(guard.speaker))
    caller = caller_of(request)
    if not attempt(guard.address, caller):
        return Verdict(allowed=False, text=_many(guard.address))
    if is_proved(form):
        return Verdict(allowed=True)
    if attempt(guard.unproved, caller):
        return Verdict(allowed=True, review=True)
    return Verdict(allowed=False, text=_many(guard.unproved))


def _many(limit: Limit) -> str:
    return _(
        "Von Ihrem Anschluss kamen sehr viele Beiträge. Bitte warten Sie %(minutes)s Minuten und senden Sie noch einmal. "
        "Ihr Text steht noch da."
    ) % {"minutes": limit.seconds // 60}


def challenge_of(form: OpenForm) -> str:
    """Return what the sum of a form is about: its time and its key."""
    return f"{form['shown'].value()}:{form['key'].value()}"


def is_proved(form: OpenForm) -> bool:
    """Tell whether the form was sent with a right proof for its own time and key."""
    given = str(form.data.get(FIELD, ""))[:20]
    return given.isdigit() and proves(challenge_of(form), given)


def proves(challenge: str, answer: str, bits: int = BITS) -> bool:
    """Tell whether SHA-256 of `challenge:answer` begins with so many zero bits (Hashcash, Back 2002)."""
    digest = hashlib.sha256(f"{challenge}:{answer}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - bits) == 0


def solve(challenge: str, bits: int = BITS) -> str:
    """Return the first answer that proves; for tests and programs."""
    number = 0
    while not proves(challenge, str(number), bits):
        number += 1
    return str(number)
