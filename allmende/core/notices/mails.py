# SPDX-License-Identifier: EUPL-1.2
"""What a mail looks like: text and HTML, in the recipient's language, without pictures, with a way to stop it."""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address as MailAddress
from email.utils import parseaddr

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language_info, gettext, override

from allmende.core.letters.letter import presence_of
from allmende.core.municipality.models import Presence
from allmende.core.notices.kinds import kind_of
from allmende.core.notices.models import Delivery, Notice
from allmende.core.notices.planning import stop_key
from allmende.core.people.lines import tidy_line

STOP_SALT = "allmende.notices.stop"


@dataclass(frozen=True)
class StopRequest:
    """Who wants no more mails of which kind: a person's number, or the keyed hash of an address."""

    kind: str
    person: int | None
    address: str


def stop_token(notice: Notice) -> str:
    """Return the signed part of the address that stops mails of this kind. It does not expire: mails are kept for years.

    It names nobody: it passes through the logs of mail programs and servers.
    """
    address = stop_key(notice.email) if notice.email else ""
    return signing.dumps([notice.kind, notice.person_id, address], salt=STOP_SALT)


def read_stop_token(token: str) -> StopRequest:
    """Return what a token says. Raises `signing.BadSignature`."""
    kind, person, address = signing.loads(token, salt=STOP_SALT)
    return StopRequest(kind, person, address)


def message_of(deliveries: list[Delivery]) -> EmailMultiAlternatives:
    """Return the mail for one delivery, or for several of one person as a digest. All have the same `message_id`."""
    notices = [delivery.notice for delivery in deliveries]
    first = notices[0]
    presence = presence_of(first.municipality)
    house = presence.display_name if presence else str(first.municipality)
    with override(first.language):
        digest = len(notices) > 1
        subject = (
            tidy_line(gettext("%(house)s: %(count)s Nachrichten") % {"house": house, "count": len(notices)}, 200)
            if digest
            else first.subject
        )
        stop_url = "" if digest or not kind_of(first.kind).stoppable else _stop_url(first)
        language = first.language.split("-")[0]
        context = {
            "notices": notices,
            "digest": digest,
            "subject": subject,
            "house": house,
            "presence": presence,
            "base_url": settings.BASE_URL,
            "stop_url": stop_url,
            "settings_url": settings.BASE_URL + reverse("notices:wishes") if first.person else "",
            "language": first.language,
            "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        }
        text = render_to_string("notices/mail/mail.txt", context)
        html = render_to_string("notices/mail/mail.html", context)
    message = EmailMultiAlternatives(
        subject=subject,
        body=text.strip() + "\n",
        from_email=sender(presence),
        to=[first.recipient_email],
        reply_to=[presence.email] if presence and presence.email else None,
        headers=_headers(deliveries[0], stop_url, language),
    )
    message.attach_alternative(html, "text/html")
    return message


def _headers(delivery: Delivery, stop_url: str, language: str) -> dict[str, str]:
    headers = {
        "Message-ID": delivery.message_id,
        "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday replies, please
        "Content-Language": language,
        "X-Allmende-Kind": delivery.notice.kind,
    }
    if stop_url:
        headers |= {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers


def _stop_url(notice: Notice) -> str:
    return str(settings.BASE_URL + reverse("notices:stop", args=[stop_token(notice)]))


def sender(presence: Presence | None) -> str:
    """Return the From line: the name of the municipality with the address of this installation."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    shown = tidy_line(presence.display_name, 120) if presence else name
    local, _at, domain = address.rpartition("@")
    return str(MailAddress(display_name=shown, username=local, domain=domain))
