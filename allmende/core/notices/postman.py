# SPDX-License-Identifier: EUPL-1.2
"""The postman: hands waiting mails to the mail server. The worker calls `round` every two seconds.

waiting -> sending -> sent. A row is claimed (and that is committed) before the server hears of it, and closed after the
server's answer. What happens in between decides:

* the server refuses for now (4xx), or cannot be reached: waiting again, with growing pauses, for four days
* the server refuses for good (5xx): failed; a letter where the address is known, else staff see it
* the connection or the worker dies: nobody here can know. The row becomes doubtful after its lease, rests until the
  server must have finished, and is then settled by the server's journal (`journal.py`): accepted -> sent, not accepted ->
  waiting. Without a journal it is sent again, with the same Message-ID: lost never, doubled only in this one case.
"""

from __future__ import annotations

import smtplib
import time
import uuid
from collections import Counter
from datetime import datetime, timedelta
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from allmende.core.notices import journal
from allmende.core.notices.kinds import EMAIL, LETTER
from allmende.core.notices.mails import message_of
from allmende.core.notices.models import Delivery
from allmende.core.notices.planning import letter_for
from allmende.core.notices.times import GIVE_UP, pause_after

log = structlog.get_logger("allmende.notices")
State = Delivery.State

ROUND_SECONDS = 20
"""After this long the worker does something else before it goes on."""

CHUNK = 100
LONGEST_PAUSE = 300
"""Seconds between two attempts to reach a mail server that does not answer, at most."""


class Refused(Exception):
    """The server took the mail neither now nor later. The message is what it said."""


class NotNow(Exception):
    """The server did not take the mail, and may take it later."""


class Lost(Exception):
    """The connection broke while the mail was under way: it may have arrived."""


class Postman:
    """Delivers mails. Keeps only the time before which it does not knock at a dead server again."""

    def __init__(self) -> None:
        self.knock_after = 0.0
        self.pause = 0.0

    def round(self, now: datetime | None = None) -> Counter[str]:
        """Settle doubts, then send what is due, for at most `ROUND_SECONDS`; return what happened, counted.

        `now` moves the clock for tests; pauses between attempts to reach the server then follow it too.
        """
        moment = now or timezone.now()
        counts: Counter[str] = Counter()
        settle_doubts(moment, counts)
        deadline = time.monotonic() + ROUND_SECONDS
        while moment.timestamp() >= self.knock_after and time.monotonic() < deadline:
            due = _due(moment)
            if not due:
                break
            if not self._deliver(due, moment, counts, deadline):
                break
        counts = +counts  # without zeros
        if counts:
            log.info("mails", **counts)
        return counts

    def _deliver(self, due: list[int], now: datetime, counts: Counter[str], deadline: float) -> bool:
        """Send deliveries over one connection; return whether it held."""
        connection = get_connection()
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as error:
            self.pause = min(max(2 * self.pause, 2), LONGEST_PAUSE)
            self.knock_after = now.timestamp() + self.pause
            counts["server unreachable"] += 1
            log.warning("mail server unreachable", error=str(error)[:200], again_in=self.pause)
            return False
        self.pause = 0.0
        try:
            for pk in due:
                if time.monotonic() > deadline:
                    return False
                bundle = claim(pk, now)
                if bundle and not _hand_over(connection, bundle, now, counts):
                    return False
        finally:
            _close(connection)
        return True


def _close(connection: Any) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):  # it was dead already
        connection.connection = None


def _due(now: datetime) -> list[int]:
    """Return numbers of mails to send, those that wait longest first. One query."""
    waiting = Delivery.objects.filter(channel=EMAIL, state=State.WAITING, next_try__lte=now)
    return list(waiting.order_by("next_try", "pk").values_list("pk", flat=True)[:CHUNK])


def claim(pk: int, now: datetime) -> list[Delivery]:
    """Take a waiting mail, with all that belong into the same digest; return them, or nothing when another was faster.

    Commits. The Message-ID is given once and kept for every further attempt.
    """
    with transaction.atomic():
        first = Delivery.objects.select_for_update().filter(pk=pk, state=State.WAITING).first()
        if first is None:
            return []
        message_id = first.message_id or new_message_id()
        members = [first.pk]
        if first.digest:
            together = Delivery.objects.select_for_update().filter(
                channel=EMAIL,
                state=State.WAITING,
                digest=True,
                next_try__lte=now,
                message_id=first.message_id,  # those of a failed attempt stay together, new ones form a new digest
                notice__person=first.notice.person,
                notice__municipality_id=first.notice.municipality_id,
                notice__language=first.notice.language,
            )
            members = list(together.values_list("pk", flat=True))
        Delivery.objects.filter(pk__in=members).update(
            state=State.SENDING, claimed=now, attempts=F("attempts") + 1, message_id=message_id
        )
    return list(
        Delivery.objects.filter(pk__in=members)
        .select_related("notice__person", "notice__municipality__parent")
        .order_by("notice__created", "pk")
    )


def new_message_id() -> str:
    """Return a Message-ID under the domain of our sender."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{uuid.uuid4().hex}@{domain}>"


def _hand_over(connection: Any, bundle: list[Delivery], now: datetime, counts: Counter[str]) -> bool:
    """Hand one mail to the server and note the outcome; return whether the connection can be used further."""
    rows = Delivery.objects.filter(pk__in=[delivery.pk for delivery in bundle])
    if not bundle[0].notice.recipient_email:
        _fail(bundle, "", now)
        counts["failed"] += 1
        return True
    try:
        message = message_of(bundle)
    except Exception as error:  # one mail that cannot be written must not stop the others
        log.exception("mail cannot be written", notice=bundle[0].notice.key)
        postpone(bundle, f"{type(error).__name__}: {error}", now)
        counts["postponed"] += 1
        return True
    try:
        _send(connection, message)
    except Refused as error:
        _fail(bundle, str(error), now)
        counts["failed"] += 1
    except NotNow as error:
        postpone(bundle, str(error), now)
        counts["postponed"] += 1
    except Lost as error:
        # Stays "sending" until its lease ends, like a mail whose worker died.
        rows.update(problem=str(error)[:300])
        counts["lost connection"] += 1
        return False
    else:
        rows.update(state=State.SENT, done=timezone.now(), problem="")
        counts["sent"] += 1
    return True


def _send(connection: Any, message: Any) -> None:
    """Send one mail. Raises `Refused`, `NotNow` or `Lost`; returns when the server has taken it."""
    try:
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        code, text = next(iter(error.recipients.values()))
        raise (Refused if code >= 500 else NotNow)(_said(code, text)) from error
    except smtplib.SMTPSenderRefused as error:
        raise NotNow(_said(error.smtp_code, error.smtp_error)) from error  # our own set-up, not the recipient's
    except smtplib.SMTPServerDisconnected as error:
        raise Lost(str(error)) from error
    except smtplib.SMTPResponseException as error:
        raise (Refused if error.smtp_code >= 500 else NotNow)(_said(error.smtp_code, error.smtp_error)) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Lost(f"{type(error).__name__}: {error}") from error


def _said(code: int, text: bytes | str) -> str:
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    return f"{code} {words}"[:300]


def postpone(bundle: list[Delivery], problem: str, now: datetime) -> None:
    """Try again later; after four days give up."""
    if now - min(delivery.notice.created for delivery in bundle) > GIVE_UP and bundle[0].attempts > 1:
        _fail(bundle, problem, now)
        return
    Delivery.objects.filter(pk__in=[delivery.pk for delivery in bundle]).update(
        state=State.WAITING, next_try=now + pause_after(bundle[0].attempts), problem=problem[:300]
    )


@transaction.atomic
def _fail(bundle: list[Delivery], problem: str, now: datetime) -> None:
    """Note that mails cannot be delivered, and write letters instead. Staff see those without a postal address."""
    for delivery in bundle:
        instead = letter_for(delivery.notice, now)
        by_letter = instead.state == State.WAITING
        if by_letter:
            Delivery.objects.get_or_create(
                notice=delivery.notice, channel=LETTER, defaults={"state": instead.state, "next_try": now}
            )
        Delivery.objects.filter(pk=delivery.pk).update(
            state=State.FAILED, done=now, problem=problem[:300], settled=now if by_letter else None
        )


def settle_doubts(now: datetime, counts: Counter[str]) -> None:
    """Find mails whose worker or connection died, and settle those that have rested long enough."""
    under_way = Delivery.objects.filter(channel=EMAIL, claimed__isnull=False)
    lease_ended = now - timedelta(seconds=settings.NOTICES_LEASE_SECONDS)
    counts["doubtful"] += under_way.filter(state=State.SENDING, claimed__lt=lease_ended).update(state=State.DOUBTFUL)
    rested = now - timedelta(seconds=settings.NOTICES_LEASE_SECONDS + settings.NOTICES_DOUBT_SECONDS)
    doubtful = list(
        under_way.filter(state=State.DOUBTFUL, claimed__lt=rested).values_list("message_id", "claimed").distinct()
    )
    if not doubtful:
        return
    ids = {message_id for message_id, _ in doubtful}
    arrived: set[str] = set()
    if settings.MAIL_JOURNAL:
        since = min(claimed.timestamp() for _, claimed in doubtful if claimed) - 60
        try:
            arrived = journal.accepted(Path(settings.MAIL_JOURNAL), ids, since)
        except OSError as error:
            log.warning("mail journal unreadable, doubtful mails wait", folder=settings.MAIL_JOURNAL, error=str(error))
            return
    rows = under_way.filter(state=State.DOUBTFUL, claimed__lt=rested)
    counts["had arrived"] += rows.filter(message_id__in=arrived).update(state=State.SENT, done=now, problem="")
    counts["sent again"] += rows.filter(message_id__in=ids - arrived).update(state=State.WAITING, next_try=now)
