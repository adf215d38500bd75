# SPDX-License-Identifier: EUPL-1.2
"""Every change of people and of what we know about their identity."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from allmende.core.audit.actions import record
from allmende.core.municipality.models import Presence
from allmende.core.people import mails, rules, tasks
from allmende.core.people.assurance import LEVELS, Level
from allmende.core.people.models import Assurance, Person
from allmende.core.people.oidc import Provider
from allmende.core.people.sign_in import SESSION_KEY, sign_in_of

PROFILE = ("first_name", "last_name", "language", "street", "postcode", "city", "phone", "letters_only")
"""What people change about themselves."""
UNCONFIRMED_DAYS = 7


@transaction.atomic
def change_profile(person: Person, changes: dict[str, Any]) -> list[str]:
    """Store what somebody changed about themselves (fields of `PROFILE`); return the names of the fields that differ."""
    current = Person.objects.select_for_update().get(pk=person.pk)
    changed = [name for name in PROFILE if name in changes and getattr(current, name) != changes[name]]
    for name in changed:
        setattr(current, name, changes[name])
    if changed:
        current.save(update_fields=changed)
        record("people.change_profile", actor=person, obj=current, subject=current, details={"fields": changed})
    return changed


@transaction.atomic
def set_email(actor: Person | None, person: Person, email: str | None) -> None:
    """Store another e-mail address for somebody, on the word of staff: the old one stops opening the account.

    The new one has to be confirmed by its owner at the first sign-in. Whoever changes the address of an account could
    open it with a new password; so all sessions end and the audit says who did it.
    """
    from allauth.account.models import EmailAddress
    from allauth.usersessions.models import UserSession

    new = (email or "").lower() or None
    if new == person.email:
        return
    EmailAddress.objects.filter(user=person).delete()
    person.email = new
    person.save(update_fields=["email"])
    for session in UserSession.objects.filter(user=person):
        session.end()
    record("people.set_email", actor=actor, obj=person, subject=person)


def confirm_email(person: Person) -> None:
    """Take somebody's address as confirmed: it opens the account.

    For accounts made on the machine itself, and for owners who have just used a link that went to this address.
    """
    from allauth.account.models import EmailAddress

    if person.email:
        EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
        EmailAddress.objects.update_or_create(
            user=person, email=person.email, defaults={"verified": True, "primary": True}
        )


def confirm_only_address(person: Person) -> None:
    """Confirm the address to which a used link must have gone, where there is only one."""
    from allauth.account.models import EmailAddress

    others = EmailAddress.objects.filter(user=person).exclude(email=person.email or "")
    if person.email and not others.exists():
        confirm_email(person)


def invite(person: Person) -> None:
    """Send somebody whose account staff have made a link to set a password. Nothing happens without an address."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    if not person.email:
        return
    key = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    with override(person.language):
        links = {
            "user": person,
            "password_reset_url": settings.BASE_URL + reverse("account_reset_password_from_key", kwargs=key),
            "reset_url": settings.BASE_URL + reverse("account_reset_password"),
        }
        tasks.post(person.email, *mails.compose("people/invitation", links, _house(), settings.BASE_URL))


def note_sign_in(
    request: Any,
    person: Person,
    provider: Provider | None = None,
    claims: Mapping[str, Any] | None = None,
    number: int | None = None,
) -> None:
    """Keep what the provider stated for this session, or forget what an earlier one did; note staff in the audit.

    `number`: of the identity that the provider stated (see `identities`).
    """
    request.session.pop(SESSION_KEY, None)
    if provider is not None:
        claims = claims or {}
        state_level(request, person, provider, claims.get("acr"), number=number)
        if provider.staff and provider.roles_claim:
            follow_roles(person, provider, claims.get("roles") or ())
    if person.is_staff:
        signed_in = sign_in_of(request, person)
        with transaction.atomic():
            record(
                "people.sign_in",
                actor=person,
                subject=person,
                details={"second_factor": signed_in.second_factor, "source": signed_in.source or "password"},
            )


@transaction.atomic
def note_change(action: str, person: Person, **details: Any) -> None:
    """Note in the audit what allauth has changed in somebody's account."""
    record(f"people.{action}", actor=person, subject=person, details=details)


@transaction.atomic
def remove_second_factor(actor: Person | None, person: Person) -> int:
    """Remove all second factors of somebody who has lost them, end all sessions, tell the owner; return how many."""
    from allauth.mfa.models import Authenticator
    from allauth.usersessions.models import UserSession

    removed: int = Authenticator.objects.filter(user=person).delete()[0]
    for session in UserSession.objects.filter(user=person):
        session.end()
    if removed and person.email:
        with override(person.language):
            links = {"user": person, "reset_url": settings.BASE_URL + reverse("account_reset_password")}
            tasks.post(person.email, *mails.compose("people/factor_removed", links, _house(), settings.BASE_URL))
    record("people.reset_factors", actor=actor, subject=person, details={"count": removed})
    return removed


def _house() -> str:
    presence = Presence.objects.filter(is_default=True).first()
    return presence.display_name if presence else "Allmende"


@transaction.atomic
def state_level(
    request: Any,
    person: Person,
    provider: Provider,
    acr: Any,
    now: datetime | None = None,
    *,
    number: int | None = None,
) -> Level:
    """Store the level that a provider states at a sign-in; return it. It holds for this session, or as configured."""
    moment = now or timezone.now()
    level = LEVELS[provider.level_of(acr)]
    request.session[SESSION_KEY] = {
        "source": provider.source,
        "level": int(level),
        "second_factor": provider.second_factor,
        "number": number,
    }
    lasts = timedelta(days=provider.lasting_days) if provider.lasting_days else request.session.get_expiry_age()
    Assurance.objects.update_or_create(
        person=person,
        source=provider.source,
        defaults={
            "level": level,
            "lasting": bool(provider.lasting_days),
            "confirmed_at": moment,
            "valid_until": moment + (lasts if isinstance(lasts, timedelta) else timedelta(seconds=lasts)),
            "confirmed_by": None,
            "number": number,
            "how": provider.name[:80],
        },
    )
    record("people.state_level", actor=None, subject=person, details={"level": int(level), "source": provider.source})
    return level


@transaction.atomic
def follow_roles(person: Person, provider: Provider, names: Iterable[str]) -> None:
    """Give somebody the roles that the directory says, and end those it no longer says.

    Only roles that came from this directory are touched; what somebody granted by hand stays. The last administrator
    stays one.
    """
    from allmende.core.roles.actions import end_grant, grant_role
    from allmende.core.roles.models import Grant

    presence = Presence.objects.select_related("municipality").filter(is_default=True).first()
    if presence is None:
        return
    reason = f"OpenID Connect: {provider.key}"
    wanted = {provider.roles[name] for name in names if name in provider.roles}
    held = {grant.role: grant for grant in Grant.objects.active().filter(person=person, reason=reason, granted_by=None)}
    for role in sorted(wanted - set(held)):
        home = presence.municipality
        with contextlib.suppress(ValidationError):  # held already, given by hand
            grant_role(
                None,
                person=person,
                role=role,
                municipality=home,
                with_towns=home.kind == home.Kind.COUNTY,
                reason=reason,
            )
    for role in sorted(set(held) - wanted):
        with contextlib.suppress(ValidationError):  # the last administrator
            end_grant(None, held[role], reason=reason)


@transaction.atomic
def confirm_identity(staff: Person, person: Person, level: Level, how: str, valid_until: datetime | None) -> Assurance:
    """Note that staff have seen who somebody is, for example by an ID card. Raises `PermissionDenied`, `ValidationError`."""
    rules.may_confirm_identity.require(staff, person)
    if level not in {Level.SUBSTANTIAL, Level.HIGH}:
        raise ValidationError(_("Am Schalter bestätigen Sie „substanziell“ oder „hoch“."), code="level")
    now = timezone.now()
    if valid_until is not None and valid_until <= now:
        raise ValidationError(_("Das Datum „gültig bis“ liegt in der Vergangenheit."), code="period")
    confirmed, _new = Assurance.objects.update_or_create(
        person=person,
        source=Assurance.COUNTER,
        defaults={
            "level": level,
            "lasting": True,
            "confirmed_at": now,
            "valid_until": valid_until,
            "confirmed_by": staff,
            "how": how,
        },
    )
    record("people.confirm_identity", actor=staff, obj=confirmed, subject=person, details={"level": int(level)})
    return confirmed


@transaction.atomic
def withdraw_identity(staff: Person, person: Person) -> None:
    """Take back what staff confirmed. Raises `PermissionDenied`."""
    rules.may_confirm_identity.require(staff, person)
    for row in Assurance.objects.select_for_update().filter(person=person, source=Assurance.COUNTER):
        record("people.withdraw_identity", actor=staff, obj=row, subject=person)
        row.delete()


def forget_unconfirmed(now: datetime | None = None) -> int:
    """Delete accounts that somebody began a week ago without ever confirming the address; return how many. Daily."""
    from allauth.account.models import EmailAddress

    limit = (now or timezone.now()) - timedelta(days=UNCONFIRMED_DAYS)
    begun = Person.objects.filter(last_login=None, date_joined__lt=limit, emailaddress__verified=False).exclude(
        pk__in=EmailAddress.objects.filter(verified=True).values("user")
    )
    with transaction.atomic():
        found = list(begun.distinct())
        for person in found:
            record("people.forget_unconfirmed", actor=None, obj=person)
            person.delete()
    return len(found)
