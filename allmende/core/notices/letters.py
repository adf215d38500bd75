# SPDX-License-Identifier: EUPL-1.2
"""Notices as letters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from allmende.core.letters.codes import grouped, plain
from allmende.core.letters.letter import Letter, LetterCode, Sender, sender_of
from allmende.core.letters.pdf import letters_pdf
from allmende.core.municipality.models import Municipality
from allmende.core.notices.models import Delivery, Notice


def delivery_pdf(deliveries: Sequence[Delivery], *, duplex: bool = False, moment: datetime | None = None) -> bytes:
    """Return one PDF with the letters of these deliveries. `moment` gives their date: now, or when a batch was formed.

    Raises what `letters_pdf` raises.
    """
    senders: dict[int, Sender] = {}
    letters = []
    for delivery in deliveries:
        notice = delivery.notice
        if notice.municipality_id not in senders:
            senders[notice.municipality_id] = _sender(notice.municipality)
        letters.append(letter_of(notice, senders[notice.municipality_id], moment or timezone.now()))
    return letters_pdf(letters, duplex=duplex)


def _sender(municipality: Municipality) -> Sender:
    return sender_of(municipality, website=settings.BASE_URL)


def letter_of(notice: Notice, sender: Sender, moment: datetime) -> Letter:
    """Return the letter for a notice, with the code or the address of its page."""
    with override(notice.language):
        return Letter(
            sender=sender,
            recipient=tuple(notice.address_lines),
            date=timezone.localdate(moment),
            subject=notice.subject,
            text=notice.text,
            greeting=_("Guten Tag, %(name)s,") % {"name": notice.recipient_name},
            signature=sender.name,
            codes=_codes(notice),
            language=notice.language,
        )


def _codes(notice: Notice) -> tuple[LetterCode, ...]:
    if not notice.url:
        return ()
    address = settings.BASE_URL + notice.url
    code = _code_in(notice.url)
    if code:
        hint = _("Wer diesen Brief hat, kann die Seite öffnen. Bitte bewahren Sie ihn gut auf.")
        return (LetterCode(_("So sehen Sie im Netz nach"), address, code, hint),)
    return (LetterCode(_("Diese Seite im Netz"), address),)


def _code_in(url: str) -> str:
    """Return the code, as it stands on paper, where the address is a short one; else nothing."""
    try:
        match = resolve(url)
    except Resolver404:
        return ""
    return grouped(plain(match.kwargs["code"])) if match.view_name == "letters:open" else ""
