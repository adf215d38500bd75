# SPDX-License-Identifier: EUPL-1.2
"""Every change of processes and phases. Each action checks its rule, works in one transaction and leaves an entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from allmende.commons.dialogue.models import Thread
from allmende.core.audit.actions import record
from allmende.core.municipality.models import Municipality
from allmende.core.municipality.queries import county_tree
from allmende.core.people.lines import tidy_line
from allmende.core.search.actions import changed as search_changed
from allmende.decide.participation import checklist, rules
from allmende.decide.participation.formats.registry import format_of
from allmende.decide.participation.models import Category, Idea, Member, Phase, Process

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def free_slug(municipality: Municipality, title: str) -> str:
    """Return an address that can be read out on the phone and that no other process of the whole county has.

    On the county's host the processes of all its towns stand side by side.
    """
    start = slugify(title.translate(UMLAUTS))[:60].strip("-") or "beteiligung"
    taken = set(_of_county(municipality).filter(slug__startswith=start).values_list("slug", flat=True))
    number, slug = 2, start
    while slug in taken:
        slug, number = f"{start}-{number}", number + 1
    return slug


def _of_county(municipality: Municipality) -> QuerySet[Process]:
    return Process.objects.filter(municipality__in=county_tree(municipality))


def _lock_addresses(municipality: Municipality) -> None:
    """Let nobody else in the county give a process its address until the end of the transaction."""
    rows = county_tree(municipality).order_by("pk").select_for_update(no_key=True)
    list(rows.values_list("pk", flat=True))


def _require_free_address(process: Process) -> None:
    """Raise `ValidationError` where another process of the county has this address. Needs `_lock_addresses`."""
    other = _of_county(process.municipality).filter(slug=process.slug).exclude(pk=process.pk)
    found = other.select_related("municipality").defer("municipality__geom").first()
    if found is not None:
        raise ValidationError(
            _("Die Adresse „%(slug)s“ hat schon ein Verfahren von %(name)s. Bitte wählen Sie eine andere."),
            code="slug", params={"slug": process.slug, "name": found.municipality.name},
        )  # fmt: skip


def set_up(
    staff: Any,
    process: Process,
    phases: Sequence[Phase],
    *,
    categories: Sequence[str] = (),
    team: Iterable[Any] = (),
    key: UUID | None = None,
) -> tuple[Process, bool]:
    """Store a new process as a draft with its phases; whoever sets it up belongs to the team.

    Returns it and whether it is new: the same key again returns what is there. Raises `PermissionDenied`,
    `ValidationError`.
    """
    rules.may_set_up.require(staff, process)
    present = Process.objects.filter(submission_key=key).first() if key else None
    if present is not None:
        return present, False
    process.state, process.submission_key = Process.State.DRAFT, key
    try:
        with transaction.atomic():
            _lock_addresses(process.municipality)
            process.slug = process.slug or free_slug(process.municipality, process.title)
            _require_free_address(process)
            process.full_clean(exclude=["municipality"])
            process.save(force_insert=True)
            for position, phase in enumerate(phases, start=1):
                phase.process, phase.position = process, position
                phase.full_clean(exclude=["process"])
                phase.save(force_insert=True)
                found = format_of(phase.format)
                if found is not None:
                    found.set_up(phase)
            Category.objects.bulk_create(
                Category(process=process, name=name, position=number) for number, name in enumerate(categories)
            )
            Member.objects.bulk_create(
                Member(process=process, person=person) for person in {one.pk: one for one in (staff, *team)}.values()
            )
            record("participation.set_up", actor=staff, obj=process, details={"template": process.template})
    except IntegrityError:
        present = Process.objects.filter(submission_key=key).first() if key else None
        if present is None:
            raise
        return present, False
    return process, True


def locked(process: Process) -> Process:
    """Return the process as it is now, locked until the end of the transaction."""
    return Process.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=process.pk)


@transaction.atomic
def change(staff: Any, process: Process, **values: Any) -> Process:
    """Change words, contact, area, picture or results. Raises `PermissionDenied`, `ValidationError`."""
    current = locked(process)
    rules.may_run.require(staff, current)
    changed = sorted(name for name, value in values.items() if getattr(current, name) != value)
    for name in changed:
        setattr(current, name, values[name])
    if "slug" in changed:
        _lock_addresses(current.municipality)
        _require_free_address(current)
    if changed:
        current.full_clean(exclude=["municipality"])
        current.save(update_fields=[*changed, "changed"])
        search_changed("processes", [current.pk])
        record("participation.change", actor=staff, obj=current, details={"fields": changed})
    return current


@transaction.atomic
def save_phase(staff: Any, phase: Phase) -> Phase:
    """Store a new or changed phase. Raises `PermissionDenied`, `ValidationError`.

    Once something was written in a phase its format stays; so do its audience and its beginning once it has begun, for
    otherwise some would have taken part by other rules than others. Archiving in between changes nothing about that.
    """
    process = locked(phase.process)
    rules.may_run.require(staff, process)
    before = Phase.objects.select_for_update(of=("self",)).filter(pk=phase.pk).first() if phase.pk else None
    if before is None:
        highest = Phase.objects.filter(process=process).aggregate(at=Max("position"))["at"] or 0
        phase.position = highest + 1
    elif before.format != phase.format and Idea.objects.filter(phase=before).exists():
        raise ValidationError(
            _("In dieser Phase gibt es schon Beiträge. Ihr Format lässt sich nicht mehr ändern."), code="format"
        )
    else:
        _require_same_rules(before, phase, process)
    phase.full_clean(exclude=["process"])
    phase.save()
    _moderate_threads(phase)
    found = format_of(phase.format)
    if before is None and found is not None:
        found.set_up(phase)
    record("participation.phase", actor=staff, obj=phase, details={"new": before is None, **_rules_of(phase)})
    return phase


def _require_same_rules(before: Phase, phase: Phase, process: Process) -> None:
    """Raise `ValidationError` where a change would let others take part than those who could do so already."""
    known = format_of(before.format)
    settled = known.settled(before) if known is not None else ""
    audience_changes = _audience(before) != _audience(phase)
    if settled and (audience_changes or before.format != phase.format):
        raise ValidationError(settled, code="audience")
    if _has_begun(before, process):
        if audience_changes or _minute(before.opens) != _minute(phase.opens):
            raise ValidationError(
                _("Die Phase hat schon begonnen. Wer mitmachen darf, lässt sich nicht mehr ändern."), code="audience"
            )
        phase.opens = before.opens  # forms know no seconds


def _moderate_threads(phase: Phase) -> None:
    """Have the conversations of a phase, which keep how they are moderated, follow what the phase says now."""
    own = Thread.objects.filter(Q(idea__phase=phase) | Q(section__phase=phase))
    own.exclude(moderation=phase.moderation).update(moderation=phase.moderation)


def _has_begun(phase: Phase, process: Process) -> bool:
    """Whether anybody could have taken part: published once, archived since or not, and the beginning has come."""
    was_public = process.state == Process.State.PUBLISHED or process.published is not None
    return was_public and phase.opens is not None and phase.opens <= timezone.now()


def _minute(instant: datetime | None) -> datetime | None:
    return instant.replace(second=0, microsecond=0) if instant else None


def _rules_of(phase: Phase) -> dict[str, Any]:
    """Return who may take part in what and when, for the log."""
    return {
        "format": phase.format, "audience": phase.audience, "area": phase.audience_area_id, "level": phase.audience_level,
        "opens": phase.opens.isoformat() if phase.opens else "", "closes": phase.closes.isoformat() if phase.closes else "",
    }  # fmt: skip


def _audience(phase: Phase) -> tuple[Any, ...]:
    return (phase.audience, phase.audience_area_id, phase.audience_level)


@transaction.atomic
def remove_phase(staff: Any, phase: Phase) -> None:
    """Delete a phase of a draft. Raises `PermissionDenied`, and `ValidationError` once the process is public."""
    process = locked(phase.process)
    rules.may_run.require(staff, process)
    if process.state != Process.State.DRAFT or Idea.objects.filter(phase=phase).exists():
        raise ValidationError(
            _("Eine Phase mit Beiträgen oder in einem öffentlichen Verfahren bleibt stehen."), code="public"
        )
    record("participation.phase_removed", actor=staff, obj=phase)
    phase.delete()


@transaction.atomic
def set_end(staff: Any, phase: Phase, closes: datetime, *, now: datetime | None = None) -> Phase:
    """Extend a phase, or end it at once (`closes` = now). Raises `PermissionDenied`, `ValidationError`.

    A phase that is over can be extended too: then it opens again, and the log says who did that.
    """
    process = locked(phase.process)
    rules.may_run.require(staff, process)
    current = Phase.objects.select_for_update(of=("self",)).get(pk=phase.pk)
    moment = now or timezone.now()
    if current.opens is None or closes <= current.opens:
        raise ValidationError(_("Das Ende liegt vor dem Beginn."), code="order")
    if closes < moment:
        raise ValidationError(_("Das Ende liegt in der Vergangenheit."), code="past")
    was_over = current.is_over(moment)
    current.process, current.closes = process, closes
    current.save(update_fields=["closes"])
    record(
        "participation.set_end", actor=staff, obj=current, details={"closes": closes.isoformat(), "reopened": was_over}
    )
    return current


@transaction.atomic
def publish(staff: Any, process: Process) -> Process:
    """Make a process public. Raises `PermissionDenied`, and `ValidationError` with what is still missing."""
    current = locked(process)
    rules.may_run.require(staff, current)
    missing = [str(check.text) for check in checklist.of(current) if check.required and not check.done]
    if missing:
        raise ValidationError([_("Es fehlt noch: %s") % text for text in missing], code="checklist")
    current.state = Process.State.PUBLISHED
    current.published = current.published or timezone.now()
    current.save(update_fields=["state", "published", "changed"])
    search_changed("processes", [current.pk])
    record("participation.publish", actor=staff, obj=current)
    return current


@transaction.atomic
def archive(staff: Any, process: Process) -> Process:
    """Close a process for good: it stays readable, nothing can be done in it. Raises `PermissionDenied`."""
    current = locked(process)
    rules.may_run.require(staff, current)
    current.state = Process.State.ARCHIVED
    current.save(update_fields=["state", "changed"])
    search_changed("processes", [current.pk])
    record("participation.archive", actor=staff, obj=current)
    return current


@transaction.atomic
def set_team(staff: Any, process: Process, people: Iterable[Any]) -> None:
    """Say who belongs to the team. Somebody always does. Raises `PermissionDenied`, `ValidationError`."""
    current = locked(process)
    rules.may_run.require(staff, current)
    wanted = {person.pk for person in people}
    if not wanted:
        raise ValidationError(_("Jemand muss sich um das Verfahren kümmern."), code="empty")
    Member.objects.filter(process=current).exclude(person__in=wanted).delete()
    present = set(Member.objects.filter(process=current).values_list("person", flat=True))
    Member.objects.bulk_create(Member(process=current, person_id=pk) for pk in sorted(wanted - present))
    record("participation.set_team", actor=staff, obj=current, details={"people": len(wanted)})


@transaction.atomic
def set_categories(staff: Any, process: Process, names: Sequence[str]) -> None:
    """Set the themes of a process in this order. One that goes leaves its ideas without theme. Raises `PermissionDenied`."""
    current = locked(process)
    rules.may_run.require(staff, current)
    wanted = list(dict.fromkeys(name for name in (tidy_line(one, 60) for one in names) if name))[:30]
    Category.objects.filter(process=current).exclude(name__in=wanted).delete()
    for position, name in enumerate(wanted):
        Category.objects.update_or_create(process=current, name=name, defaults={"position": position})
    record("participation.set_categories", actor=staff, obj=current, details={"number": len(wanted)})
