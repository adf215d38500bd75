# SPDX-License-Identifier: EUPL-1.2
"""Act for somebody, and let somebody act for oneself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from allmende.core.audit.actions import record
from allmende.core.behalf import registry, rules
from allmende.core.behalf.context import OnBehalf, current
from allmende.core.behalf.models import BehalfRecord, Trust
from allmende.core.municipality.models import Municipality
from allmende.core.notices.actions import notify
from allmende.core.people.lines import tidy_line
from allmende.core.people.models import Person
from allmende.core.throttle.actions import Limit, attempt

LONGEST = timedelta(days=2 * 366)
"""A trust lasts two years at most: helpers change, and so does what people want."""

ASKING = Limit("behalf.ask", 10, 24 * 3600)


# --- Acting -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def begin(behalf: OnBehalf) -> None:
    """Note that somebody starts to act for a person. Raises `PermissionDenied`."""
    rules.may_act_for.require(behalf.actor, behalf.person)
    record(
        "behalf.begin",
        actor=behalf.actor,
        subject=behalf.person,
        acting_for=behalf.person,
        reason=behalf.note,
        details={"channel": behalf.channel},
    )


def remember(
    behalf: OnBehalf,
    action: str,
    *,
    obj: models.Model,
    what: str,
    municipality: Municipality,
    url: str = "",
) -> BehalfRecord:
    """Store that `obj` was entered for a person, inside the caller's transaction. The same again changes nothing.

    action: as in the audit log, such as `cases.open`. what: what the person reads in the list. url: where on this site
    the person sees it. Raises `PermissionDenied` where a helper is not trusted with such matters.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{action} was noted outside a transaction: it belongs to a change.")
    rules.may_act_for.require(behalf.actor, behalf.person)
    if behalf.trust is not None and not rules.covers(action.split(".", maxsplit=1)[0])(behalf.actor, behalf.trust):
        raise PermissionDenied(_("Für solche Anliegen haben Sie keine Vollmacht."))
    made, is_new = BehalfRecord.objects.get_or_create(
        action=action,
        object_label=obj._meta.label_lower,
        object_id=str(obj.pk),
        defaults={
            "actor": behalf.actor,
            "person": behalf.person,
            "municipality": municipality,
            "channel": behalf.channel,
            "trust": behalf.trust,
            "note": behalf.note,
            "what": tidy_line(what, 160),
            "url": url,
        },
    )
    if is_new:
        record(
            "behalf.enter",
            actor=behalf.actor,
            obj=obj,
            subject=behalf.person,
            acting_for=behalf.person,
            reason=behalf.note,
            details={"channel": behalf.channel},
        )
        if behalf.trust is not None and behalf.person is not None:
            _tell(
                behalf.person,
                municipality,
                "behalf.entered",
                f"behalf.entered:{made.pk}",
                lambda: (
                    _("%s hat etwas für Sie eingetragen") % behalf.actor,
                    _("Es geht um: %s. Wenn Sie das nicht möchten, können Sie die Vollmacht in Ihrem Konto beenden.")
                    % made.what,
                ),
            )
    return made


def remember_if_acting(request: HttpRequest, action: str, **fields: Any) -> BehalfRecord | None:
    """Do what `remember` does, where the person of this request acts for somebody."""
    behalf = current(request)
    return remember(behalf, action, **fields) if behalf is not None else None


@transaction.atomic
def add_person(staff: Any, **fields: str) -> Person:
    """Store a person without account, for whom staff acts. Raises `PermissionDenied` and `ValidationError`."""
    rules.may_act_at_the_counter.require(staff)
    person = Person(email=None, **fields)
    person.set_unusable_password()
    person.full_clean(exclude=["password"])
    person.save()
    record("behalf.add_person", actor=staff, obj=person, subject=person)
    return person


# --- Trust ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def ask_trust(helper: Person, email: str, *, scope: str, message: str, municipality: Municipality) -> Trust | None:
    """Ask the person with this address to trust the helper. None where there is no such account, or one's own.

    Whoever calls says the same in both cases: this is no way to find out who has an account. Raises `ValidationError`
    for an unknown scope and for too many requests.
    """
    _check_scope(scope)
    if not attempt(ASKING, f"person:{helper.pk}"):
        raise ValidationError(_("Das waren viele Anfragen. Bitte versuchen Sie es morgen wieder."), code="throttled")
    giver = Person.objects.filter(email=email.strip().lower(), is_active=True).exclude(pk=helper.pk).first()
    if giver is None:
        return None
    trust = Trust(giver=giver, helper=helper, scope=scope, message=tidy_line(message, 200))
    present = _open(trust)
    if present is not None:
        return present
    record("behalf.ask", actor=helper, obj=trust, subject=giver)
    _tell(
        giver,
        municipality,
        "behalf.trust",
        f"behalf.ask:{trust.pk}",
        lambda: (
            _("%s möchte für Sie handeln dürfen") % helper,
            _("Sie entscheiden in Ihrem Konto, ob und wie lange. Ohne Ihre Erlaubnis geschieht nichts."),
        ),
    )
    return trust


def _open(trust: Trust) -> Trust | None:
    """Store a trust, or return the open one of the same two people. One that has run out makes room."""
    now = timezone.now()
    Trust.objects.filter(giver=trust.giver, helper=trust.helper, ended_at__isnull=True, until__lte=now).update(
        ended_at=models.F("until")
    )
    try:
        with transaction.atomic():
            trust.save(force_insert=True)
    except IntegrityError:
        present = Trust.objects.filter(giver=trust.giver, helper=trust.helper, ended_at__isnull=True).first()
        if present is None:
            raise
        return present
    return None


def _check_scope(scope: str) -> None:
    if scope not in dict(registry.matters()):
        raise ValidationError({"scope": _("Bitte wählen Sie, wofür die Vollmacht gilt.")})


def _check_end(until: datetime, now: datetime) -> None:
    if not now < until <= now + LONGEST:
        raise ValidationError({"until": _("Bitte wählen Sie einen Tag in den nächsten zwei Jahren.")})


@transaction.atomic
def grant_trust(giver: Person, trust: Trust, *, scope: str, until: datetime, municipality: Municipality) -> Trust:
    """Agree to what a helper asked, or change for what and how long. Raises `PermissionDenied`, `ValidationError`."""
    current, now = (
        Trust.objects.select_for_update(of=("self",)).select_related("helper").get(pk=trust.pk),
        timezone.now(),
    )
    rules.may_answer.require(giver, current)
    _check_scope(scope)
    _check_end(until, now)
    if current.ended_at is not None:
        raise ValidationError(_("Diese Anfrage ist schon erledigt."), code="over")
    current.scope, current.until, current.granted_at = scope, until, current.granted_at or now
    current.save(update_fields=["scope", "until", "granted_at"])
    record("behalf.trust", actor=giver, obj=current, subject=giver, details={"scope": scope})
    _tell(
        current.helper,
        municipality,
        "behalf.trust",
        f"behalf.granted:{current.pk}:{until.isoformat()}:{scope}",
        lambda: (
            _("Sie dürfen für %s handeln") % giver,
            _("Bis zum %s. Sie finden die Person in Ihrem Konto unter „Für andere handeln“.")
            % date_format(timezone.localtime(until - timedelta(seconds=1)), "DATE_FORMAT"),
        ),
    )
    return current


@transaction.atomic
def enter_trust(staff: Any, giver: Person, email: str, *, scope: str, until: datetime, paper: str) -> Trust:
    """Enter an agreement that the person gave on paper. Raises `PermissionDenied`, `ValidationError`."""
    rules.may_act_at_the_counter.require(staff)
    _check_scope(scope)
    now = timezone.now()
    _check_end(until, now)
    helper = Person.objects.filter(email=email.strip().lower(), is_active=True).first()
    if helper is None or helper.pk == giver.pk:
        raise ValidationError({"email": _("Mit dieser E-Mail-Adresse gibt es kein Konto.")})
    if helper.pk == staff.pk:
        raise ValidationError({"email": _("Vollmachten für Sie selbst trägt jemand anderes ein.")})
    if not paper.strip():
        raise ValidationError({"paper": _("Bitte notieren Sie, welches Papier es ist und wo es liegt.")})
    trust = Trust(
        giver=giver,
        helper=helper,
        scope=scope,
        granted_at=now,
        until=until,
        entered_by=staff,
        paper=tidy_line(paper, 200),
    )
    if _open(trust) is not None:
        raise ValidationError(_("Zwischen diesen beiden gibt es schon eine Vollmacht oder Anfrage."), code="present")
    record("behalf.trust_on_paper", actor=staff, obj=trust, subject=giver, reason=trust.paper, details={"scope": scope})
    return trust


@transaction.atomic
def end_trust(person: Any, trust: Trust) -> Trust:
    """Withdraw, give back or refuse. Ending twice changes nothing. Raises `PermissionDenied`."""
    current = Trust.objects.select_for_update(of=("self",)).select_related("giver").get(pk=trust.pk)
    rules.may_end.require(person, current)
    if current.ended_at is None:
        current.ended_at, current.ended_by = timezone.now(), person
        current.save(update_fields=["ended_at", "ended_by"])
        record("behalf.end_trust", actor=person, obj=current, subject=current.giver)
    return current


def _tell(person: Person, municipality: Municipality, kind: str, key: str, words: Any) -> None:
    """Send a notice in the person's language."""
    with override(person.language):
        subject, text = words()
    if person.email or person.address_lines:
        notify(
            to=person,
            kind=kind,
            subject=subject,
            text=text,
            url=reverse("behalf:overview"),
            municipality=municipality,
            key=key,
            language=person.language,
        )
