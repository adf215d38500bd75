# SPDX-License-Identifier: EUPL-1.2
"""Telling people something: stored in the caller's transaction, delivered by the worker.

The change that causes a notice stands in the audit log with its own action; so a notice has no entry there of its own.

notify(to=person, kind="cases.answer", subject=..., text=..., url=..., municipality=..., key=f"cases.answer:{entry.pk}")
"""

from __future__ import annotations

from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allmende.core.audit.actions import record
from allmende.core.municipality.models import Municipality
from allmende.core.notices.kinds import EMAIL, INBOX, kind_of
from allmende.core.notices.models import Delivery, Notice, QuietHours, Stop, Wish
from allmende.core.notices.planning import Address, plan, stop_key
from allmende.core.people.lines import tidy_line
from allmende.core.people.models import Person

__all__ = ["Address", "notify"]


def notify(
    *,
    to: Person | Address,
    kind: str,
    subject: str,
    text: str,
    url: str = "",
    municipality: Municipality,
    key: str,
    language: str = "de",
) -> Notice:
    """Store a notice and plan its ways; return it. The same `key` again returns the notice that is there.

    `url` is an address on this site (`/vorgang/...`). `subject` becomes one line without control or direction signs, so
    that it cannot write mail headers. Raises `KeyError` for an unknown kind, `ValueError` for a recipient without any
    address, a key that is too long and a `url` that leads away, `ValidationError` for an e-mail address that is none.
    """
    kind_of(kind)
    if not key or len(key) > 200:
        raise ValueError("A notice needs a key of at most 200 signs.")
    if url and (not url.startswith("/") or url.startswith("//")):
        raise ValueError(f"{url!r} is no address on this site.")
    notice = Notice(
        municipality=municipality,
        key=key,
        kind=kind,
        subject=tidy_line(subject, 200) or _("Nachricht"),
        text=text.strip(),
        url=url,
        language=language,
        created=timezone.now(),
        **_recipient(to),
    )
    try:
        with transaction.atomic():
            notice.save(force_insert=True)
            Delivery.objects.bulk_create(plan(notice, notice.created))
    except IntegrityError:
        present = Notice.objects.filter(key=key).first()
        if present is None:
            raise
        return present
    return notice


def _recipient(to: Person | Address) -> dict[str, Any]:
    if isinstance(to, Person):
        return {"person": to}
    email = to.email.strip()
    if email:
        validate_email(email)
    values = {
        "name": tidy_line(to.name, 160),
        "street": tidy_line(to.street, 120),
        "postcode": tidy_line(to.postcode, 10),
        "city": tidy_line(to.city, 80),
        "email": email,
    }
    if not email and not (values["name"] and values["street"] and values["city"]):
        raise ValueError("A recipient needs an e-mail address, or name, street and town.")
    return values


# --- Taking back ------------------------------------------------------------------------------------------------------


def blank(prefix: str, *, subject: str, text: str) -> int:
    """Take the words out of notices whose key begins with `prefix`, in the caller's transaction; return how many.

    For what may no longer be read: mails and letters that wait are withdrawn, in the inbox the given words stand instead.
    """
    if len(prefix) < 8:
        raise ValueError(f"{prefix!r} is no prefix of a key: it would take back too much.")
    found = Notice.objects.filter(key__startswith=prefix)
    Delivery.objects.filter(
        notice__in=found, state=Delivery.State.WAITING, batch__isnull=True
    ).update(state=Delivery.State.WITHDRAWN, done=timezone.now())  # fmt: skip
    return found.update(subject=tidy_line(subject, 200), text=text)


# --- The inbox --------------------------------------------------------------------------------------------------------


def mark_read(person: Person, notice: Notice, *, read: bool = True) -> None:
    """Note that the person has read a notice of theirs, or wants it to count as unread."""
    _own(person, notice).update(read=timezone.now() if read else None)


def archive(person: Person, notice: Notice, *, archived: bool = True) -> None:
    """Put a notice out of the way, or back."""
    _own(person, notice).update(archived=timezone.now() if archived else None)


def _own(person: Person, notice: Notice) -> Any:
    return Notice.objects.filter(pk=notice.pk, person=person)


# --- Wishes -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def set_wish(person: Person, kind: str, channel: str, rhythm: str = Wish.Rhythm.NOW) -> Wish:
    """Store how a person wants notices of a kind. Raises `ValidationError` for what cannot be, `KeyError` for a kind."""
    kind_of(kind)
    wish = Wish(person=person, kind=kind, channel=channel, rhythm=rhythm if channel == EMAIL else Wish.Rhythm.NOW)
    wish.clean_fields(exclude=["person"])
    if channel == Delivery.Channel.LETTER and not person.address_lines:
        raise ValidationError(
            _("Für Briefe brauchen wir Ihre Anschrift. Bitte tragen Sie sie in Ihrem Konto ein."), code="address"
        )
    stored = Wish.objects.update_or_create(
        person=person, kind=kind, defaults={"channel": wish.channel, "rhythm": wish.rhythm}
    )[0]
    record("notices.set_wish", actor=person, obj=stored, subject=person, details={"channel": wish.channel})
    return stored


@transaction.atomic
def set_quiet_hours(person: Person, begin: time | None, end: time | None) -> None:
    """Store when a person wants no mails; None or equal times: no quiet hours."""
    if begin is None or end is None or begin == end:
        QuietHours.objects.filter(person=person).delete()
    else:
        QuietHours.objects.update_or_create(person=person, defaults={"begin": begin, "end": end})
    record("notices.set_quiet_hours", actor=person, subject=person)


@transaction.atomic
def stop_mails(recipient: Person | str, kind: str) -> None:
    """Send no more mails of a kind: a person finds them in the inbox, an address without account gets none.

    `recipient`: a person, or the `stop_key` of an address. Mails that wait are withdrawn. Twice is the same as once.
    Raises `ValidationError` for a kind that is a duty.
    """
    if not kind_of(kind).stoppable:
        raise ValidationError(_("Diese Nachrichten sind Pflicht und lassen sich nicht abbestellen."), code="duty")
    waiting = Delivery.objects.filter(channel=EMAIL, state=Delivery.State.WAITING, notice__kind=kind)
    if isinstance(recipient, Person):
        Wish.objects.update_or_create(
            person=recipient, kind=kind, defaults={"channel": INBOX, "rhythm": Wish.Rhythm.NOW}
        )
        waiting = waiting.filter(notice__person=recipient)
    else:
        Stop.objects.get_or_create(address=recipient, kind=kind)
        strangers = waiting.filter(notice__person=None).values_list("pk", "notice__email")
        waiting = waiting.filter(pk__in=[pk for pk, email in strangers if stop_key(email) == recipient])
    waiting.update(state=Delivery.State.WITHDRAWN, done=timezone.now())
    person = recipient if isinstance(recipient, Person) else None
    record("notices.stop_mails", actor=person, subject=person)
