# SPDX-License-Identifier: EUPL-1.2
"""Grant and end roles, and keep the units. `actor` None is the system itself: the command line of the operator."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from allmende.core.audit.actions import record
from allmende.core.municipality.models import Municipality
from allmende.core.roles import holding, rules
from allmende.core.roles.backend import reaching
from allmende.core.roles.declared import ADMINISTRATOR, ROLES
from allmende.core.roles.groups import sync_groups
from allmende.core.roles.models import Grant, Unit
from allmende.core.rules import NONE


def grant_role(
    actor: Any | None,
    *,
    person: Any,
    role: str,
    municipality: Municipality,
    unit: Unit | None = None,
    with_towns: bool = False,
    start: datetime | None = None,
    end: datetime | None = None,
    reason: str = "",
) -> Grant:
    """Give a person a role from `start` (None or past: from now) until `end` (None: until somebody ends it).

    Raises `PermissionDenied` where `actor` may not grant it, `ValidationError` where it makes no sense or the person holds
    it there already at that time.
    """
    now = timezone.now()
    grant = Grant(
        person=person,
        role=role,
        municipality=municipality,
        unit=unit,
        with_towns=with_towns,
        start=max(start or now, now),
        end=end,
        reason=reason.strip(),
        granted_by=actor,
    )
    _check(grant, now)
    if actor is not None:
        rules.may_grant.require(actor, grant, now)
    try:
        with transaction.atomic():
            grant.save(force_insert=True)
            sync_groups()
            record(
                "roles.grant",
                actor=actor,
                obj=grant,
                subject=person,
                reason=grant.reason,
                details={"role": role, "municipality": municipality.ars, "unit": unit.pk if unit else 0},
            )
    except IntegrityError as error:
        holding.forget(person)
        raise ValidationError(_overlap(grant), code="overlap") from error
    holding.forget(person)
    return grant


def _check(grant: Grant, now: datetime) -> None:
    """Raise `ValidationError` with a message per field."""
    problems: dict[str, str] = {}
    county = grant.municipality.kind == Municipality.Kind.COUNTY
    if grant.role not in ROLES:
        problems["role"] = _("Diese Rolle gibt es nicht.")
    if grant.end is not None and grant.end <= grant.start:
        problems["end"] = _("Das Ende muss nach dem Beginn und in der Zukunft liegen.")
    if grant.unit is not None and grant.unit.municipality_id != grant.municipality_id:
        problems["unit"] = _("Diese Einheit gehört zu einer anderen Kommune.")
    if grant.with_towns and not county:
        problems["with_towns"] = _("Das geht nur bei einem Landkreis.")
    elif grant.with_towns and grant.unit is not None:
        problems["with_towns"] = _("Eine Rolle in einer Einheit gilt nicht für andere Gemeinden.")
    if not grant.person.is_active:
        problems["person"] = _("Dieses Konto ist stillgelegt.")
    elif not grant.person.email:
        problems["person"] = _("Diese Person hat keine E-Mail-Adresse und kann sich nicht anmelden.")
    if problems:
        raise ValidationError(problems)


def _overlap(grant: Grant) -> str:
    same = Grant.objects.filter(
        person=grant.person, role=grant.role, municipality=grant.municipality, unit=grant.unit
    ).order_by("-start")
    present = next((one for one in same if one.until is None or one.until > grant.start), None)
    until = present.until if present else None
    if until is None:
        return _("Die Person hat diese Rolle dort schon, ohne Ende.")
    return _("Die Person hat diese Rolle dort schon, bis %s. Danach kann sie sie wieder bekommen.") % date_format(
        timezone.localtime(until), "DATETIME_FORMAT"
    )


@transaction.atomic
def end_grant(actor: Any | None, grant: Grant, *, at: datetime | None = None, reason: str = "") -> Grant:
    """Let a grant end at `at` (None or past: now) and return it.

    Raises `PermissionDenied`; `ValidationError` where it ends earlier anyway, or would leave nobody to administrate.
    """
    # All administrators of the place are locked, so that two of them cannot end each other at the same moment.
    administrators = _locked_administrators([grant.municipality_id])
    current = Grant.objects.select_for_update(of=("self",)).select_related("person", "municipality").get(pk=grant.pk)
    now = timezone.now()  # only with the locks in hand: what another one ended meanwhile is over at this instant
    if actor is not None:
        holding.forget(actor)  # read at the beginning of the request: ended meanwhile, it gives no right any more
        actor.refresh_from_db(fields=["is_active"])
        rules.may_end.require(actor, current, now)
    moment = max(at or now, now)
    if current.until is not None and current.until <= moment:
        raise ValidationError(_("Diese Rolle endet schon früher."), code="over")
    if current.role == ADMINISTRATOR and current.holds_at(moment):
        _check_administrators_left([one for one in administrators if one.pk != current.pk], moment)
    current.revoked_from, current.revoked_by, current.revoke_reason = moment, actor, reason.strip()
    current.save(update_fields=["revoked_from", "revoked_by", "revoke_reason"])
    sync_groups()
    record(
        "roles.end",
        actor=actor,
        obj=current,
        subject=current.person,
        reason=current.revoke_reason,
        details={"role": current.role, "municipality": current.municipality.ars},
    )
    grant.revoked_from, grant.revoked_by, grant.revoke_reason = moment, actor, current.revoke_reason
    for concerned in filter(None, (grant.person, actor)):  # the actor may have stepped down
        holding.forget(concerned)
    return grant


def _check_administrators_left(others: list[Grant], moment: datetime) -> None:
    active = {one.person_id for one in others if one.unit_id is None and one.holds_at(moment)}
    if not get_user_model().objects.filter(pk__in=active, is_active=True).exists():
        raise ValidationError(
            _("Das ist die letzte Administration dieser Kommune. Geben Sie die Rolle zuerst jemand anderem."),
            code="last_administrator",
        )


@transaction.atomic
def check_administrators_without(person: Any) -> None:
    """Raise `ValidationError` where a municipality would have no administrator if this account were closed or deleted.

    Belongs into the transaction that closes or deletes it: until its end no other administrator of the place can go.
    """
    places = set(
        Grant.objects.filter(person=person, role=ADMINISTRATOR, unit=None).values_list("municipality", flat=True)
    )
    _locked_administrators(places)
    now = timezone.now()
    for grant in Grant.objects.active(now).filter(person=person, role=ADMINISTRATOR, unit=None):
        others = Grant.objects.filter(reaching(holding.Place(grant.municipality_id)), role=ADMINISTRATOR)
        _check_administrators_left(list(others.exclude(person=person)), now)


def _locked_administrators(places: Iterable[int]) -> list[Grant]:
    """Return all grants of administrators of these municipalities, locked, each time in the same order."""
    of_any = NONE
    for place in places:
        of_any |= reaching(holding.Place(place))
    return list(Grant.objects.select_for_update(of=("self",)).filter(of_any, role=ADMINISTRATOR).order_by("pk"))


@transaction.atomic
def save_unit(actor: Any | None, unit: Unit) -> Unit:
    """Store a new or changed unit. Raises `PermissionDenied` and `ValidationError`."""
    before = Unit.objects.filter(pk=unit.pk).first() if unit.pk else None
    if actor is not None:
        for place in filter(None, (before, unit if unit.pk else unit.parent or unit.municipality, unit.parent)):
            rules.may_manage_units.require(actor, place)
    unit.name = " ".join(unit.name.split())
    unit.full_clean()
    unit.save()
    record("roles.unit_changed" if before else "roles.unit_added", actor=actor, obj=unit)
    return unit


@transaction.atomic
def remove_unit(actor: Any | None, unit: Unit) -> None:
    """Delete a unit that nobody needs. Raises `PermissionDenied`, and `ValidationError` where something belongs to it."""
    if actor is not None:
        rules.may_manage_units.require(actor, unit)
    key = unit.pk
    try:
        with transaction.atomic():
            unit.delete()
    except ProtectedError as error:
        raise ValidationError(
            _("Zu dieser Einheit gehören noch andere Einheiten oder Rollen. Sie bleibt deshalb bestehen."),
            code="in_use",
        ) from error
    record("roles.unit_removed", actor=actor, details={"unit": key})
