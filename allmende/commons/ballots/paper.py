# SPDX-License-Identifier: EUPL-1.2
"""Ballots on paper: handing one out, and typing them in by two people who do not see each other's entries."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from allmende.commons.ballots import rules
from allmende.commons.ballots.actions import Refused, _locked, _mark, _require_time
from allmende.commons.ballots.answers import canonical
from allmende.commons.ballots.models import SPOILED, Ballot, Channel, PaperBatch, PaperSheet, Participation, Vote
from allmende.core.audit.actions import record

MOST_SHEETS = 500


def hand_out(staff: Any, vote: Vote, credential: str, *, area: str = "", now: datetime | None = None) -> None:
    """Note that somebody took a paper ballot: from now on they cannot vote online, nor take another.

    Raises `PermissionDenied`, `Refused` (outside the time, or has voted already).
    """
    rules.may_hand_out.require(staff, vote)
    try:
        with transaction.atomic():
            current = _locked(vote)
            _require_time(current, now)
            _mark(current, credential, Channel.PAPER, area, now)
            record("ballots.hand_out", actor=staff, obj=current)
    except IntegrityError as error:
        raise Refused(
            _("Diese Person hat schon abgestimmt oder einen Stimmzettel bekommen. Jede Person hat eine Stimme."),
            code="already",
        ) from error


@transaction.atomic
def open_batch(staff: Any, vote: Vote, sheets: int) -> PaperBatch:
    """Begin a pile of `sheets` paper ballots; the caller types it first. Raises `PermissionDenied`, `ValidationError`."""
    current = _locked(vote)
    rules.may_enter_paper.require(staff, current)
    if not 1 <= sheets <= MOST_SHEETS:
        raise ValidationError(_("Ein Stapel hat 1 bis %d Zettel.") % MOST_SHEETS, code="sheets")
    number = (current.batches.aggregate(last=Max("number"))["last"] or 0) + 1
    batch = PaperBatch.objects.create(vote=current, number=number, sheets_expected=sheets, first=staff)
    PaperSheet.objects.bulk_create(PaperSheet(batch=batch, number=place) for place in range(1, sheets + 1))
    record("ballots.open_batch", actor=staff, obj=batch, details={"sheets": sheets})
    return batch


@transaction.atomic
def type_sheet(staff: Any, batch: PaperBatch, number: int, answers: Mapping[str, Any] | None) -> PaperBatch:
    """Store what one of the two typed from a sheet; None: the sheet is not valid. Raises `InvalidBallot`, `PermissionDenied`.

    Who opened the pile types first. Somebody else types second, and sees nothing of the first. After both are through,
    each may only mend sheets in which the two differ.
    """
    current, which = _own_half(staff, batch)
    content = SPOILED if answers is None else canonical(current.vote.questions.prefetch_related("options"), answers)
    sheet = PaperSheet.objects.select_for_update().get(batch=current, number=number)
    if current.state == PaperBatch.State.COMPARED and sheet.first == sheet.second:
        raise ValidationError(_("Bei diesem Zettel stimmen beide Eingaben überein."), code="same")
    setattr(sheet, which, content)
    sheet.save(update_fields=[which])
    _forward(current)
    return current


def half_of(staff: Any, batch: PaperBatch) -> str:
    """Return which half of a pile somebody types: `first`, `second`, or nothing."""
    return next((which for which in ("first", "second") if rules.may_type(which)(staff, batch)), "")


def _own_half(staff: Any, batch: PaperBatch) -> tuple[PaperBatch, str]:
    current = PaperBatch.objects.select_for_update(of=("self",)).select_related("vote").get(pk=batch.pk)
    which = half_of(staff, current)
    rules.may_type(which or "second").require(staff, current)
    if which == "second" and current.second_id is None:
        current.second = staff
        current.save(update_fields=["second"])
    return current, which


def _forward(batch: PaperBatch) -> None:
    """Pass the pile on when the half of one person is typed."""
    order = {
        PaperBatch.State.FIRST: ("first", PaperBatch.State.SECOND),
        PaperBatch.State.SECOND: ("second", PaperBatch.State.COMPARED),
    }
    step = order.get(PaperBatch.State(batch.state))
    if step and not batch.sheets.filter(**{step[0]: ""}).exists():
        batch.state = step[1]
        batch.save(update_fields=["state"])


def differences(batch: PaperBatch) -> list[PaperSheet]:
    """Return the sheets that the two typed differently; nothing before both are through. One query."""
    if batch.state != PaperBatch.State.COMPARED:
        return []
    return [sheet for sheet in batch.sheets.all() if sheet.first != sheet.second]


@transaction.atomic
def confirm(staff: Any, batch: PaperBatch) -> PaperBatch:
    """Put a pile into the box: the second person, when both typed the same. Raises `PermissionDenied`, `ValidationError`.

    No more ballots than were handed out come into the box.
    """
    vote = _locked(batch.vote)
    current = PaperBatch.objects.select_for_update(of=("self",)).select_related("vote").get(pk=batch.pk)
    rules.may_confirm.require(staff, current)
    if differences(current):
        raise ValidationError(_("Die beiden Eingaben unterscheiden sich noch."), code="different")
    valid = [sheet.second for sheet in current.sheets.all() if sheet.second != SPOILED]
    spoiled = current.sheets_expected - len(valid)
    confirmed = PaperSheet.objects.filter(batch__vote=vote, batch__state=PaperBatch.State.CONFIRMED).count()
    handed_out = Participation.objects.filter(vote=vote, channel=Channel.PAPER).count()
    if confirmed + current.sheets_expected > handed_out:
        raise ValidationError(
            _(
                "Ausgegeben sind %(out)d Stimmzettel auf Papier, mit diesem Stapel wären es %(now)d. Bitte zählen Sie nach."
            )
            % {"out": handed_out, "now": confirmed + current.sheets_expected},
            code="too_many",
        )
    secrets.SystemRandom().shuffle(valid)
    Ballot.objects.bulk_create(Ballot(vote=vote, channel=Channel.PAPER, content=content) for content in valid)
    current.state = PaperBatch.State.CONFIRMED
    current.save(update_fields=["state"])
    record("ballots.confirm_batch", actor=staff, obj=current, details={"valid": len(valid), "spoiled": spoiled})
    return current


@transaction.atomic
def discard(staff: Any, batch: PaperBatch) -> PaperBatch:
    """Give up a pile that is not in the box yet: begun by mistake. Raises `PermissionDenied`, `ValidationError`."""
    current = PaperBatch.objects.select_for_update(of=("self",)).select_related("vote").get(pk=batch.pk)
    rules.may_enter_paper.require(staff, current.vote)
    if current.state in (PaperBatch.State.CONFIRMED, PaperBatch.State.DISCARDED):
        raise ValidationError(_("Dieser Stapel ist abgeschlossen."), code="state")
    current.state = PaperBatch.State.DISCARDED
    current.save(update_fields=["state"])
    record("ballots.discard_batch", actor=staff, obj=current)
    return current
