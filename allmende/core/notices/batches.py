# SPDX-License-Identifier: EUPL-1.2
"""Letters on their way to the post: gathered in batches, printed, posted. Every step can be taken back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allmende.core.audit.actions import record
from allmende.core.municipality.models import Municipality
from allmende.core.notices import queries, rules
from allmende.core.notices.kinds import LETTER
from allmende.core.notices.models import Delivery, LetterBatch, Notice
from allmende.core.people.lines import tidy_line

State = Delivery.State


@transaction.atomic
def form_batch(staff: Any, municipality: Municipality, deliveries: Iterable[int]) -> LetterBatch:
    """Gather open letters in a new batch. Letters that somebody else took meanwhile are left out.

    Raises `PermissionDenied`; `ValidationError` when none is left.
    """
    batch = LetterBatch(municipality=municipality, created_by=staff)
    rules.may_post.require(staff, batch)
    batch.save()
    mine = queries.open_letters(staff).filter(pk__in=list(deliveries)).order_by().values("pk")
    taken = Delivery.objects.filter(pk__in=mine, batch__isnull=True, state=State.WAITING).update(batch=batch)
    if not taken:
        raise ValidationError(
            _("Diese Briefe liegen schon in einem Stapel. Bitte laden Sie die Seite neu."), code="none"
        )
    record("notices.form_batch", actor=staff, obj=batch, details={"letters": taken})
    return batch


@transaction.atomic
def mark_printed(staff: Any, batch: LetterBatch) -> LetterBatch:
    """Note that the letters are printed. Raises `PermissionDenied`."""
    current = _locked(staff, batch)
    if current.printed is None:
        current.printed = timezone.now()
        current.save(update_fields=["printed"])
        record("notices.print_batch", actor=staff, obj=current)
    return current


@transaction.atomic
def mark_posted(staff: Any, batch: LetterBatch) -> LetterBatch:
    """Note that the letters are posted: they count as delivered. Raises `PermissionDenied`, `ValidationError`."""
    current = _locked(staff, batch)
    if current.printed is None:
        raise ValidationError(_("Der Stapel ist noch nicht gedruckt."), code="order")
    if current.posted is None:
        now = timezone.now()
        current.posted = now
        current.save(update_fields=["posted"])
        current.letters.update(state=State.SENT, done=now)
        record("notices.post_batch", actor=staff, obj=current, details={"letters": current.letters.count()})
    return current


@transaction.atomic
def take_back(staff: Any, batch: LetterBatch) -> LetterBatch | None:
    """Undo the last step: posted -> printed -> formed -> the letters are open again (then None, the batch is gone)."""
    current = _locked(staff, batch)
    if current.posted:
        current.posted = None
        current.save(update_fields=["posted"])
        current.letters.update(state=State.WAITING, done=None)
    elif current.printed:
        current.printed = None
        current.save(update_fields=["printed"])
    else:
        record("notices.dissolve_batch", actor=staff, obj=current, details={"letters": current.letters.count()})
        current.letters.update(batch=None)
        current.delete()
        return None
    record("notices.undo_batch", actor=staff, obj=current)
    return current


@transaction.atomic
def remove_letter(staff: Any, delivery: Delivery) -> None:
    """Take one letter out of a batch that is not posted; it is open again. Raises `ValidationError`."""
    rules.may_post.require(staff, delivery.notice)
    # The batch before its letters, as whoever posts it does; it says "posted" as of now only once it is locked.
    key = Delivery.objects.values_list("batch", flat=True).get(pk=delivery.pk)
    batch = LetterBatch.objects.select_for_update().filter(pk=key, posted__isnull=True).first()
    current = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if batch is None or current.batch_id != batch.pk:
        raise ValidationError(_("Dieser Brief ist schon unterwegs."), code="posted")
    current.batch = None
    current.save(update_fields=["batch"])
    record("notices.remove_letter", actor=staff, obj=current, subject=delivery.notice.person)


@transaction.atomic
def hand_over(staff: Any, delivery: Delivery) -> None:
    """Note that a letter was printed by itself and handed over or posted. Raises `PermissionDenied`, `ValidationError`."""
    rules.may_post.require(staff, delivery.notice)
    current = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if current.channel != LETTER or current.state != State.WAITING or current.batch_id:
        raise ValidationError(_("Dieser Brief liegt in einem Stapel oder ist schon übergeben."), code="state")
    current.state, current.done = State.SENT, timezone.now()
    current.save(update_fields=["state", "done"])
    record("notices.hand_over", actor=staff, obj=current, subject=delivery.notice.person)


@transaction.atomic
def settle(staff: Any, delivery: Delivery) -> None:
    """Note that somebody has dealt with an undeliverable notice. Raises `PermissionDenied`."""
    rules.may_post.require(staff, delivery.notice)
    Delivery.objects.filter(pk=delivery.pk, state=State.FAILED, settled__isnull=True).update(settled=timezone.now())
    record("notices.settle", actor=staff, obj=delivery, subject=delivery.notice.person)


@transaction.atomic
def write_instead(staff: Any, delivery: Delivery, *, name: str, street: str, postcode: str, city: str) -> Delivery:
    """Send an undeliverable notice as a letter to an address that staff found out; return the letter.

    The address is stored with this notice alone. Raises `PermissionDenied`, `ValidationError`.
    """
    notice = delivery.notice
    rules.may_post.require(staff, notice)
    values = {
        "name": tidy_line(name, 160), "street": tidy_line(street, 120),
        "postcode": tidy_line(postcode, 10), "city": tidy_line(city, 80),
    }  # fmt: skip
    if notice.person is not None:
        raise ValidationError(_("Bitte tragen Sie die Anschrift bei der Person ein."), code="person")
    if not all(values.values()):
        raise ValidationError(_("Ein Brief braucht Name, Straße, Postleitzahl und Ort."), code="address")
    Notice.objects.filter(pk=notice.pk).update(**values)
    letter = Delivery.objects.update_or_create(
        notice=notice,
        channel=LETTER,
        defaults={"state": State.WAITING, "problem": "", "done": None, "next_try": timezone.now()},
    )[0]
    Delivery.objects.filter(notice=notice, state=State.FAILED).update(settled=timezone.now())
    record("notices.write_instead", actor=staff, obj=delivery)
    return letter


def _locked(staff: Any, batch: LetterBatch) -> LetterBatch:
    rules.may_post.require(staff, batch)
    return LetterBatch.objects.select_for_update().get(pk=batch.pk)
