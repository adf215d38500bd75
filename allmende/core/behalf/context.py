# SPDX-License-Identifier: EUPL-1.2
"""For whom somebody is acting right now.

    behalf = current(request)          # None, or OnBehalf
    case, new = open_case(..., person=behalf.person if behalf else None)
    if behalf:
        remember(behalf, "cases.open", obj=case, what=case.subject, municipality=case.municipality)

The switch is kept in the session for thirty minutes. A second cookie says only that there is one, so that nobody else's
pages ever look into a session.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from allmende.core.behalf import rules
from allmende.core.behalf.models import BehalfRecord, Trust
from allmende.core.people.models import Person

LASTS = timedelta(minutes=30)
MARKER = "allmende_behalf"
SHOWN = timedelta(hours=12)
"""The marker outlives the switch, so that its end is noticed and said (see the middleware)."""

_SESSION = "behalf"
_CACHE = "_on_behalf"


@dataclass(frozen=True)
class OnBehalf:
    """Somebody (`actor`, staff or a helper) acts for a person; None: for somebody whose name does not matter."""

    actor: Any
    person: Person | None
    channel: str
    note: str = ""
    trust: Trust | None = None
    until: datetime | None = None

    @property
    def minutes_left(self) -> int:
        """How long the switch stays on."""
        left = (self.until - timezone.now()).total_seconds() if self.until else 0
        return max(0, int(left // 60) + 1)

    @property
    def channel_label(self) -> str:
        """How it came in, in words."""
        return str(BehalfRecord.Channel(self.channel).label)


def current(request: HttpRequest) -> OnBehalf | None:
    """Return for whom the person of this request acts, or None. No query and no session without the marker.

    The right is asked again at each request: a role or a trust that ended, ends this too.
    """
    if not request.COOKIES.get(MARKER):
        return None
    if not hasattr(request, _CACHE):
        setattr(request, _CACHE, _read(request))
    found: OnBehalf | None = getattr(request, _CACHE)
    return found


def _read(request: HttpRequest) -> OnBehalf | None:
    stored = request.session.get(_SESSION) if request.user.is_authenticated else None
    if not stored:
        return None
    until = datetime.fromisoformat(stored["since"]) + LASTS
    if timezone.now() >= until:
        return None
    person = Person.objects.filter(pk=stored["person"], is_active=True).first() if stored["person"] else None
    if stored["person"] and person is None:
        return None
    trust = None
    if stored["channel"] == BehalfRecord.Channel.TRUST:
        trust = rules.active_trust(request.user, person)
        allowed = trust is not None
    else:
        allowed = rules.may_act_at_the_counter(request.user)
    return OnBehalf(request.user, person, stored["channel"], stored["note"], trust, until) if allowed else None


def author_of(request: HttpRequest) -> Any | None:
    """Return in whose name something is entered: the person acted for, else who is signed in, else None."""
    behalf = current(request)
    if behalf is not None:
        return behalf.person
    return request.user if request.user.is_authenticated else None


def switch_on(request: HttpRequest, response: HttpResponse, behalf: OnBehalf) -> None:
    """Keep for whom somebody acts, for thirty minutes from now."""
    request.session[_SESSION] = {
        "person": behalf.person.pk if behalf.person else None,
        "channel": behalf.channel,
        "note": behalf.note,
        "since": timezone.now().isoformat(),
    }
    response.set_cookie(
        MARKER, "1", max_age=SHOWN, httponly=True, samesite="Lax", secure=bool(settings.SESSION_COOKIE_SECURE)
    )


def switch_off(request: HttpRequest, response: HttpResponse) -> None:
    """Forget it."""
    request.session.pop(_SESSION, None)
    forget_marker(response)


def is_switched_on(request: HttpRequest) -> bool:
    """Whether the session of who is signed in knows of a switch, even if it has run out."""
    return request.user.is_authenticated and _SESSION in request.session


def forget_marker(response: HttpResponse) -> None:
    """Take the marker away."""
    response.delete_cookie(MARKER, samesite="Lax")
