# SPDX-License-Identifier: EUPL-1.2
"""Which short address is meant, and who came through one."""

from __future__ import annotations

from datetime import datetime

from django.core import signing
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from allmende.core.letters.codes import plain
from allmende.core.letters.models import ShortAddress

COOKIE, SALT = "allmende_code", "allmende.letters.code"
PROOF_SECONDS = 3600
"""How long the browser remembers that a code was entered. Short: the next one may sit at the same library computer."""


def valid(now: datetime | None = None) -> QuerySet[ShortAddress]:
    """Return the short addresses that open something now."""
    moment = now or timezone.now()
    return ShortAddress.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=moment), used__isnull=True)


def find(text: str, now: datetime | None = None) -> ShortAddress | None:
    """Return the short address for a code, however it was typed; None when unknown, expired or used. At most one query."""
    code = plain(text)
    return valid(now).filter(code=code).first() if code else None


def remember(request: HttpRequest, response: HttpResponse, address: ShortAddress) -> None:
    """Let the browser prove for an hour that it came through this code. A signed cookie; nothing is stored here."""
    response.set_signed_cookie(
        COOKIE, str(address.pk), salt=SALT, max_age=PROOF_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure()
    )  # fmt: skip


def came_by(request: HttpRequest, route: str, *arguments: str | int) -> ShortAddress | None:
    """Return the short address by which the visitor came to this page; None when they did not. At most one query.

    Holds only while the address is known and has not expired: withdrawing a code shuts the page at once.
    """
    if COOKIE not in request.COOKIES:
        return None
    try:
        pk = request.get_signed_cookie(COOKIE, salt=SALT, max_age=PROOF_SECONDS)
    except signing.BadSignature:
        return None
    now = timezone.now()
    return (
        ShortAddress.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=now))
        .filter(pk=int(pk or 0), route=route, arguments=list(arguments))
        .first()
    )
