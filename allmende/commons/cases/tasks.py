# SPDX-License-Identifier: EUPL-1.2
"""Background work of cases."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from allmende.commons.cases.models import Entry


@task()
def send_answer(entry_id: int) -> None:
    """Mail an answer to the person who wrote. Run twice, it mails once (unless killed between mail and note)."""
    entry = Entry.objects.select_related("case__municipality__presence").filter(pk=entry_id).first()
    if entry is None or entry.mailed or not entry.case.contact_email:
        return
    case = entry.case
    presence = getattr(case.municipality, "presence", None)
    name = presence.display_name if presence else str(case.municipality)
    with override("de"):
        EmailMessage(
            subject=_("%(municipality)s: Antwort zu %(reference)s")
            % {"municipality": name, "reference": case.reference},
            body=render_to_string(
                "cases/mail/answer.txt", {"entry": entry, "case": case, "name": name, "base_url": settings.BASE_URL}
            ),
            to=[case.contact_email],
            reply_to=[presence.email] if presence and presence.email else None,
            headers={"Auto-Submitted": "no", "X-Allmende-Case": case.reference},
        ).send()
    entry.mailed = timezone.now()
    entry.save(update_fields=["mailed"])
