# SPDX-License-Identifier: EUPL-1.2
"""Once a vote by codes is released, more codes are more votes: then nobody makes or withdraws any alone.

One of the team asks with a reason, another one agrees. What the first may do then is done once: the withdrawal at once, the
new codes when their file is made, within a week: consent to one vote is none to the next. Other codes (of processes without such a vote) need nobody else.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from allmende.core.audit.actions import record
from allmende.core.people.lines import tidy_line
from allmende.decide.participation import rules
from allmende.decide.participation.formats.registry import format_of
from allmende.decide.participation.models import AccessCode, CodeBatch, CodeRequest, Phase, Process


def needs_two(process: Process) -> bool:
    """Whether codes of a process are votes now: one of its votes is released and not yet counted."""
    phases = process.phases.filter(audience=Phase.Audience.CODES)
    return any(known.guards_codes(phase) for phase in phases if (known := format_of(phase.format)) is not None)


def waiting(process: Process) -> QuerySet[CodeRequest]:
    """Return what waits for a second person, and what was agreed to and not made yet. One query."""
    open_ones = Q(state=CodeRequest.State.WAITING) | _usable()
    return CodeRequest.objects.filter(open_ones, process=process).select_related("batch", "asked_by", "agreed_by")


def _usable() -> Q:
    return Q(state=CodeRequest.State.AGREED, decided__gt=timezone.now() - CodeRequest.GOOD_FOR)


@transaction.atomic
def ask(staff: Any, process: Process, *, reason: str, count: int = 0, batch: CodeBatch | None = None) -> CodeRequest:
    """Ask a second person for `count` more codes, or to declare `batch` invalid. Raises `PermissionDenied`, `ValidationError`."""
    rules.may_run.require(staff, process)
    if not tidy_line(reason, 300):
        raise ValidationError(_("Bitte sagen Sie, warum: zum Beispiel welche Briefe verloren sind."), code="reason")
    kind = CodeRequest.Kind.REVOKE if batch is not None else CodeRequest.Kind.MAKE
    request = CodeRequest.objects.create(
        process=process, kind=kind, batch=batch, count=count, reason=tidy_line(reason, 300), asked_by=staff
    )
    record("participation.codes_asked", actor=staff, obj=request, details={"count": count, "kind": kind.value})
    return request


@transaction.atomic
def decide(staff: Any, request: CodeRequest, *, agrees: bool) -> CodeRequest:
    """Agree to what somebody else asked for, or refuse it (one's own too). Raises `PermissionDenied`, `ValidationError`."""
    current = CodeRequest.objects.select_for_update(of=("self",)).select_related("process", "batch").get(pk=request.pk)
    rules.may_run.require(staff, current.process)
    if agrees and current.asked_by_id in (None, staff.pk):
        raise PermissionDenied
    if current.state != CodeRequest.State.WAITING:
        raise ValidationError(_("Darüber ist schon entschieden."), code="state")
    current.agreed_by, current.decided = (staff if agrees else None), timezone.now()
    current.state = CodeRequest.State.AGREED if agrees else CodeRequest.State.REFUSED
    if agrees and current.batch is not None:
        withdraw(staff, current.batch)
        current.state = CodeRequest.State.DONE
    current.save(update_fields=["agreed_by", "decided", "state"])
    record("participation.codes_decided", actor=staff, obj=current, details={"agrees": agrees, "count": current.count})
    return current


def withdraw(staff: Any, batch: CodeBatch) -> None:
    """Shut all codes of a batch. For the actions that have checked who may."""
    if CodeBatch.objects.filter(pk=batch.pk, revoked=None).update(revoked=timezone.now()):
        record("participation.codes_revoked", actor=staff, obj=batch)


def use_consent(process: Process, count: int) -> None:
    """Use up the consent of a second person for so many codes. Inside the caller's transaction. Raises `ValidationError`."""
    agreed = CodeRequest.objects.select_for_update(of=("self",)).filter(
        _usable(), process=process, kind=CodeRequest.Kind.MAKE, count__gte=count
    )
    found = agreed.order_by("count", "pk").first()
    if found is None:
        raise ValidationError(
            _(
                "Eine Abstimmung mit Codes ist freigegeben. Für so viele Codes fehlt die Zustimmung einer zweiten Person."
            ),
            code="second",
        )
    found.state = CodeRequest.State.DONE
    found.save(update_fields=["state"])


def numbers(process: Process) -> dict[str, int]:
    """Return how many codes of a process were given out by the team and how many of them were declared invalid. Two queries."""
    batches = CodeBatch.objects.filter(process=process).exclude(kind=CodeBatch.Kind.GATEWAY)
    codes = AccessCode.objects.filter(batch__in=batches)
    return {
        "issued": batches.aggregate(all=Sum("count"))["all"] or 0,
        "revoked": codes.filter(Q(revoked=True) | Q(batch__revoked__isnull=False)).count(),
    }
