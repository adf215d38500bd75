# SPDX-License-Identifier: EUPL-1.2
"""The e-mail address that somebody without an account leaves beside an idea: written to only once its owner has said yes.

Anybody can type the address of somebody else. So the first mail asks, without a word of what was written; news follow only
after a yes. The link holds a keyed hash of idea and address, and opens nothing once the address is gone.
"""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override

from allmende.core.notices.actions import Address, notify
from allmende.core.throttle.actions import Limit, attempt, keyed
from allmende.decide.participation.models import Idea

ASKED = Limit("participation.contact", 3, 86_400)
"""Questions sent to one address in a day, whoever typed it."""


def token_of(idea: Idea) -> str:
    """Return what proves that somebody got the mail about this idea and address."""
    text = f"{idea.pk}:{idea.contact_email.lower()}"
    return salted_hmac("allmende.participation.contact", text, algorithm="sha256").hexdigest()[:32]


def ask(idea: Idea, kind: str, key: str, language: str) -> bool:
    """Ask the address of an idea whether it wants news. Inside the caller's transaction.

    False: it was asked too often today. Then the address is deleted again, as nobody can ever confirm it.
    """
    if not attempt(ASKED, keyed(idea.contact_email.lower())):
        settle(idea, wanted=False)
        idea.contact_email = ""
        return False
    with override(language):
        notify(
            to=Address("", email=idea.contact_email),
            kind=kind,
            subject=_("Bitte bestätigen Sie Ihre E-Mail-Adresse"),
            text=_(
                "jemand hat diese Adresse bei einer Idee angegeben, um zu erfahren, was daraus wird. Waren Sie das? Dann bestätigen "
                "Sie die Adresse auf dieser Seite. Sonst brauchen Sie nichts zu tun."
            ),
            url=reverse(
                "participation:idea_contact", args=[idea.phase.process.slug, idea.phase_id, idea.pk, token_of(idea)]
            ),
            municipality=idea.phase.process.municipality,
            key=key,
            language=language,
        )
    return True


def found(phase_id: int, pk: int, token: str) -> Idea | None:
    """Return the idea that a link is about; None where the link is not (or no longer) good. One query."""
    idea = Idea.objects.filter(phase=phase_id, pk=pk).exclude(contact_email="").first()
    return idea if idea is not None and constant_time_compare(token_of(idea), token) else None


@transaction.atomic
def settle(idea: Idea, *, wanted: bool) -> None:
    """Store the answer of the owner: news from now on, or the address deleted."""
    if wanted:
        Idea.objects.filter(pk=idea.pk, contact_confirmed=None).update(contact_confirmed=timezone.now())
    else:
        Idea.objects.filter(pk=idea.pk).update(contact_email="", contact_confirmed=None)
