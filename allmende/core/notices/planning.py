# SPDX-License-Identifier: EUPL-1.2
"""By which ways a notice reaches its recipient, and when: the wish of the person, else the kind's own way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from allmende.core.notices.kinds import EMAIL, INBOX, LETTER, Kind, kind_of
from allmende.core.notices.models import Delivery, Notice, QuietHours, Stop, Wish
from allmende.core.notices.times import after_quiet, next_digest

NO_ADDRESS = _("Es gibt weder eine E-Mail-Adresse noch eine vollständige Postanschrift.")


@dataclass(frozen=True)
class Address:
    """Somebody without an account: a postal address, an e-mail address, or both (then mail comes first)."""

    name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    email: str = ""


def plan(notice: Notice, now: datetime) -> list[Delivery]:
    """Return the deliveries of a new notice, not stored. At most three queries."""
    kind, found = kind_of(notice.kind), []
    if notice.person and notice.person.email:  # whoever can sign in finds everything in the inbox
        found.append(Delivery(notice=notice, channel=INBOX, state=Delivery.State.SENT, done=now, next_try=now))
    channel, rhythm = _way(notice, kind)
    if channel == EMAIL:
        moment, digest = _moment(notice, kind, rhythm, now)
        found.append(Delivery(notice=notice, channel=EMAIL, next_try=moment, digest=digest))
    elif channel == LETTER:
        found.append(letter_for(notice, now))
    return found


def letter_for(notice: Notice, now: datetime) -> Delivery:
    """Return the letter of a notice, not stored; a failed one where the address is not complete."""
    if notice.address_lines:
        return Delivery(notice=notice, channel=LETTER, next_try=now)
    return Delivery(
        notice=notice, channel=LETTER, state=Delivery.State.FAILED, problem=str(NO_ADDRESS), next_try=now, done=now
    )


def _way(notice: Notice, kind: Kind) -> tuple[str, str]:
    """Return channel and rhythm."""
    person = notice.person
    if person is None:
        if not notice.email:
            return LETTER, "now"
        stopped = kind.stoppable and Stop.objects.filter(address=stop_key(notice.email), kind=kind.key).exists()
        return ("", "now") if stopped else (EMAIL, "now")
    if not person.email or person.letters_only:
        return LETTER, "now"
    wish = Wish.objects.filter(person=person, kind=kind.key).first()
    return (wish.channel, wish.rhythm) if wish else (kind.default, "now")


def _moment(notice: Notice, kind: Kind, rhythm: str, now: datetime) -> tuple[datetime, bool]:
    """Return when the mail goes out, and whether in a digest."""
    if kind.urgent or notice.person is None:
        return now, False
    zone = timezone.get_default_timezone()
    moment = next_digest(now, rhythm, zone) if rhythm != Wish.Rhythm.NOW else now
    quiet = QuietHours.objects.filter(person=notice.person).first()
    if quiet:
        moment = after_quiet(moment, quiet.begin, quiet.end, zone)
    return moment, rhythm != Wish.Rhythm.NOW


def stop_key(email: str) -> str:
    """Return the keyed hash under which a stopped address is remembered."""
    return salted_hmac("allmende.notices.stop", email.strip().lower(), secret=settings.SECRET_KEY).hexdigest()
