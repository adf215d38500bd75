# SPDX-License-Identifier: EUPL-1.2
"""Every change of a vote. Each action checks its rule and works in one transaction.

Casting leaves no entry in the audit log: that would say who voted when, to the microsecond. The record of participation
is all there is, and it knows the day.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from allmende.commons.ballots import counting, rules, standing
from allmende.commons.ballots.answers import canonical
from allmende.commons.ballots.mixing import mix
from allmende.commons.ballots.models import Ballot, Channel, Option, PaperBatch, Participation, Question, Receipt, Vote
from allmende.core.audit.actions import record
from allmende.core.freshness.memory import renew
from allmende.core.letters.codes import new_code
from allmende.core.municipality.models import Municipality

RECEIPT_SIGNS = 12
TOPIC = "ballots"
"""Topic of remembered answers (see core.freshness): published results and running polls."""


class Refused(ValidationError):
    """A ballot that is not taken. `code`: too_early, too_late, already, receipt. The message is for the voter."""


@dataclass(frozen=True)
class Cast:
    """A ballot was taken. `receipt`: code without dashes. `repeated`: it was taken before (double click, back button)."""

    receipt: str
    repeated: bool


requirements: list[Callable[[Vote], None]] = []
"""What else a vote has to fulfil before its release: other apps add theirs in `AppConfig.ready`. Raise `ValidationError`."""


named_beside: list[Callable[[Vote], dict[str, Any]]] = []
"""What else a result names, such as the number of codes: other apps add functions in `AppConfig.ready`."""


# --- preparing --------------------------------------------------------------------------------------------------------


@transaction.atomic
def create_vote(
    staff: Any,
    *,
    municipality: Municipality,
    title: str,
    opens: datetime,
    closes: datetime,
    kind: str = Vote.Kind.VOTE,
    intro: str = "",
    live_result: bool = False,
    list_from: int = 30,
) -> Vote:
    """Store the draft of a vote and return it. Raises `PermissionDenied`, `ValidationError`."""
    vote = Vote(
        municipality=municipality, kind=kind, title=title.strip(), intro=intro.strip(), opens=opens, closes=closes,
        live_result=live_result, list_from=list_from,
        key=f"{slugify(title)[:48].strip('-') or 'abstimmung'}-{new_code(5).lower()}",
    )  # fmt: skip
    rules.may_add.require(staff, vote)
    _check(vote)
    vote.save(force_insert=True)
    record("ballots.create", actor=staff, obj=vote)
    return vote


@transaction.atomic
def change_vote(staff: Any, vote: Vote, **fields: Any) -> Vote:
    """Change title, intro, times or settings of a draft. Raises `PermissionDenied`, `ValidationError`."""
    current = _locked(vote)
    rules.may_edit.require(staff, current)
    for name in ("title", "intro", "opens", "closes", "kind", "live_result", "list_from"):
        if name in fields:
            setattr(current, name, fields[name])
    _check(current)
    current.save()
    record("ballots.change", actor=staff, obj=current)
    return current


@transaction.atomic
def delete_draft(staff: Any, vote: Vote) -> None:
    """Delete a vote that was never released. Raises `PermissionDenied`."""
    current = _locked(vote)
    rules.may_edit.require(staff, current)
    record("ballots.delete", actor=staff, obj=current)
    current.delete()


@transaction.atomic
def add_question(
    staff: Any,
    vote: Vote,
    *,
    kind: str,
    text: str,
    options: Sequence[str | Mapping[str, Any]] = (),
    hint: str = "",
    least: int = 0,
    most: int = 0,
    most_each: int = 0,
    cost_limit: Decimal | None = None,
) -> Question:
    """Add a question to a draft and return it. Raises `PermissionDenied`, `ValidationError`.

    `options`: texts, or mappings with `text` and perhaps `key`, `detail`, `cost`. Keys are a, b, c ... where none is given.
    """
    current = _locked(vote)
    rules.may_edit.require(staff, current)
    given = [{"text": option} if isinstance(option, str) else dict(option) for option in options]
    if kind == Question.Kind.YES_NO:
        given, most, least = [], 0, 0
    elif len(given) < (1 if cost_limit is not None else 2):
        raise ValidationError(
            _("Bitte nennen Sie mindestens zwei Vorschläge, jeden in einer eigenen Zeile."), code="options"
        )
    elif kind in (Question.Kind.CHOOSE, Question.Kind.RANKING):
        most = min(most or len(given), len(given))
    texts = [str(option["text"]).strip().casefold() for option in given]
    if len(set(texts)) != len(texts):
        raise ValidationError(_("Zwei Vorschläge heißen gleich. Bitte unterscheiden Sie sie."), code="options")
    if kind == Question.Kind.POINTS and most < 1:
        raise ValidationError(_("Bitte sagen Sie, wie viele Punkte zu verteilen sind."), code="most")
    if least > most:
        raise ValidationError(_("Mindestens kann nicht mehr sein als höchstens."), code="least")
    numbers = [int(key[1:]) for key in current.questions.values_list("key", flat=True) if key[1:].isdigit()]
    number = max(numbers, default=0) + 1
    question = Question(
        vote=current, key=f"f{number}", position=number, kind=kind, text=text.strip(), hint=hint.strip(), least=least,
        most=most, most_each=most_each, cost_limit=cost_limit,
    )  # fmt: skip
    question.full_clean(exclude=["vote"], validate_constraints=False)
    question.save(force_insert=True)
    rows = [
        Option(
            question=question, key=option.get("key") or letter(place), position=place + 1, text=option["text"].strip(),
            detail=option.get("detail", ""), cost=option.get("cost"),
        )
        for place, option in enumerate(given)
    ]  # fmt: skip
    for row in rows:
        row.full_clean(exclude=["question"], validate_constraints=False)
    Option.objects.bulk_create(rows)
    return question


@transaction.atomic
def remove_question(staff: Any, question: Question) -> None:
    """Take a question out of a draft. Raises `PermissionDenied`."""
    rules.may_edit.require(staff, _locked(question.vote))
    question.delete()


@transaction.atomic
def release(staff: Any, vote: Vote, now: datetime | None = None) -> Vote:
    """Freeze the questions and let the vote begin at its time. There is no way back.

    Raises `PermissionDenied`; `ValidationError` without questions or with an end that has passed.
    """
    current = _locked(vote)
    rules.may_edit.require(staff, current)
    if not current.questions.exists():
        raise ValidationError(_("Es fehlt noch eine Frage."), code="questions")
    if current.closes <= (now or timezone.now()):
        raise ValidationError(_("Das Ende liegt in der Vergangenheit."), code="closes")
    for require in requirements:
        require(current)
    current.state, current.secret = Vote.State.OPEN, secrets.token_hex(32)
    current.save(update_fields=["state", "secret"])
    renew(TOPIC)
    record("ballots.release", actor=staff, obj=current)
    return current


# --- voting -----------------------------------------------------------------------------------------------------------


def record_key(vote: Vote, credential: str) -> str:
    """Return the key under which somebody's participation is recorded. Raises `Refused` once the secret is gone."""
    if not vote.secret:
        raise Refused(_("Diese Abstimmung nimmt jetzt keine Stimmen an."), code="too_late")
    return hmac.new(vote.secret.encode(), credential.encode(), hashlib.sha256).hexdigest()


def has_voted(vote: Vote, credential: str) -> bool:
    """Tell whether the holder of a credential has voted or was handed a paper ballot. Nobody can tell after the end."""
    return bool(vote.secret) and Participation.objects.filter(pk=record_key(vote, credential)).exists()


def new_receipt() -> str:
    """Return a code for a receipt, made when the ballot is shown for review; the same code sent twice counts once."""
    return new_code(RECEIPT_SIGNS)


def cast(
    vote: Vote,
    credential: str,
    answers: Mapping[str, Any],
    *,
    receipt: str = "",
    area: str = "",
    now: datetime | None = None,
) -> Cast:
    """Store one online ballot and the record that its voter has voted: both, or nothing.

    The same `receipt` sent again by the same voter is answered like the first time. `area`: where the voter belongs to,
    for a turnout by area. Raises `Refused` outside the time of the vote and for a second ballot, `InvalidBallot` for
    answers that are not valid. No role changes any of this.
    """
    code = receipt or new_receipt()
    try:
        with transaction.atomic():
            current = _locked(vote)
            _require_time(current, now)
            content = canonical(current.questions.prefetch_related("options"), answers)
            _mark(current, credential, Channel.ONLINE, area, now)
            Receipt(code=code, vote=current).save(force_insert=True)
            Ballot(vote=current, channel=Channel.ONLINE, content=content).save(force_insert=True)
            if current.live_result and standing.keep(current):
                renew(TOPIC)
    except Refused:
        if receipt and Receipt.objects.filter(pk=receipt, vote=vote).exists():  # taken in time, asked again too late
            return Cast(receipt, repeated=True)
        raise
    except IntegrityError as error:
        return _already(vote, credential, receipt, error)
    return Cast(code, repeated=False)


def _already(vote: Vote, credential: str, receipt: str, error: IntegrityError) -> Cast:
    """Answer the second of two: the same form sent twice, or another ballot of somebody who has voted."""
    vote.refresh_from_db()
    if not has_voted(vote, credential):
        if receipt and Receipt.objects.filter(pk=receipt).exists():
            raise Refused(_("Bitte öffnen Sie den Stimmzettel noch einmal neu."), code="receipt") from error
        raise error
    if receipt and Receipt.objects.filter(pk=receipt, vote=vote).exists():
        return Cast(receipt, repeated=True)
    raise Refused(_("Sie haben schon abgestimmt. Jede Person hat eine Stimme."), code="already") from error


def _mark(vote: Vote, credential: str, channel: str, area: str, now: datetime | None) -> None:
    Participation(
        record=record_key(vote, credential), vote=vote, day=timezone.localdate(now), channel=channel, area=area[:120]
    ).save(force_insert=True)


def _require_time(vote: Vote, now: datetime | None) -> None:
    """Raise `Refused` outside the time of the vote. The clock is read once the vote is locked."""
    moment = now or timezone.now()
    if rules.takes_ballots(None, vote, moment):
        return
    if vote.state == Vote.State.DRAFT or (vote.state == Vote.State.OPEN and moment < vote.opens):
        raise Refused(_("Die Abstimmung hat noch nicht begonnen."), code="too_early")
    raise Refused(_("Die Abstimmung ist beendet."), code="too_late")


# --- ending -----------------------------------------------------------------------------------------------------------


def close(vote: Vote, now: datetime | None = None) -> Vote:
    """Close a vote whose end has come: its secret is destroyed, and the box is shaken. Doing it again changes nothing.

    Nobody closes a vote before its end. Raises `ValidationError` then.
    """
    with transaction.atomic():
        current = _locked(vote)
        if current.state != Vote.State.OPEN:
            return current
        if (now or timezone.now()) < current.closes:
            raise ValidationError(_("Diese Abstimmung läuft noch."), code="open")
        current.state, current.secret = Vote.State.CLOSED, None
        current.save(update_fields=["state", "secret"])
        renew(TOPIC)
        record("ballots.close", actor=None, obj=current)
    mix(current)
    return current


@transaction.atomic
def count(staff: Any, vote: Vote) -> Vote:
    """Count a closed vote and keep the result for good. `staff` None: the system itself, for polls.

    Raises `PermissionDenied`; `ValidationError` while the vote runs or a pile of paper ballots waits.
    """
    current = _locked(vote)
    if staff is not None:
        rules.may_manage.require(staff, current)
    if current.state != Vote.State.CLOSED:
        raise ValidationError(_("Ausgezählt wird einmal, nach dem Ende der Abstimmung."), code="state")
    waiting = current.batches.exclude(state__in=[PaperBatch.State.CONFIRMED, PaperBatch.State.DISCARDED])
    if waiting.exists():
        raise ValidationError(
            _("Es warten noch Stapel mit Stimmzetteln auf Papier. Bitte geben Sie sie ein oder verwerfen Sie sie."),
            code="paper",
        )
    current.result, current.digest = counting.count(current)
    for name_more in named_beside:
        current.result |= name_more(current)
    current.state = Vote.State.COUNTED
    current.save(update_fields=["state", "result", "digest"])
    renew(TOPIC)
    record(
        "ballots.count",
        actor=staff,
        obj=current,
        details={"ballots": current.result["accepted"], "digest": current.digest},
    )
    return current


@transaction.atomic
def publish(staff: Any, vote: Vote) -> Vote:
    """Publish the result, the receipts and what may be listed of the ballots. Raises `PermissionDenied`, `ValidationError`."""
    current = _locked(vote)
    if staff is not None:
        rules.may_manage.require(staff, current)
    if current.state != Vote.State.COUNTED:
        raise ValidationError(_("Veröffentlicht wird nach dem Auszählen."), code="state")
    current.state = Vote.State.PUBLISHED
    current.save(update_fields=["state"])
    renew(TOPIC)
    record("ballots.publish", actor=staff, obj=current)
    return current


def letter(place: int) -> str:
    """Return a, b, ..., z, aa, ab, ... for 0, 1, ..."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(97 + rest) + text
    return text


def _locked(vote: Vote) -> Vote:
    return Vote.objects.select_for_update().get(pk=vote.pk)


def _check(vote: Vote) -> None:
    """Raise `ValidationError` for a vote that could not be stored, in words."""
    if vote.closes <= vote.opens:
        raise ValidationError({"closes": _("Das Ende liegt vor dem Beginn.")})
    if vote.live_result and not vote.is_poll:
        raise ValidationError({"live_result": _("Bei einer geheimen Abstimmung gibt es keinen Zwischenstand.")})
    vote.full_clean(exclude=["municipality", "secret"], validate_constraints=False)
