# SPDX-License-Identifier: EUPL-1.2
"""Rate limits that hold across processes: one atomic upsert per attempt, no picture puzzles."""

from __future__ import annotations

import ipaddress
import time
from contextlib import suppress
from dataclasses import dataclass

from django.db import connection
from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from allmende.core.throttle.models import Window

clock = time.time
"""What the time is, in seconds since 1970; tests stop it, as a window may end at any moment."""


@dataclass(frozen=True)
class Limit:
    """At most `times` attempts in `seconds`, per caller."""

    scope: str
    times: int
    seconds: int


def keyed(text: str) -> str:
    """Return a keyed hash of what is counted by (an account, a device): the table holds no addresses."""
    return salted_hmac("allmende.throttle.key", text).hexdigest()


def caller_of(request: HttpRequest) -> str:
    """Return a keyed hash of the visitor's address. IPv6 visitors are taken by their /64 network."""
    address = request.META.get("REMOTE_ADDR", "")
    if ":" in address:
        with suppress(ValueError):  # an address with a zone, or nonsense: as it stands
            address = str(ipaddress.ip_network((address, 64), strict=False))
    return salted_hmac("allmende.throttle", address).hexdigest()


def _window(limit: Limit, now: float | None) -> int:
    moment = clock() if now is None else now
    return int(moment // limit.seconds * limit.seconds)


def attempt(limit: Limit, caller: str, now: float | None = None) -> bool:
    """Count one attempt and tell whether it is within the limit. Atomic on SQLite and PostgreSQL (upsert)."""
    starts = _window(limit, now)
    table = connection.ops.quote_name(Window._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (scope, caller, starts, count) VALUES (%s, %s, %s, 1) "
            f"ON CONFLICT (scope, caller, starts) DO UPDATE SET count = {table}.count + 1 RETURNING count",
            [limit.scope, caller, starts],
        )
        count: int = cursor.fetchone()[0]
    return count <= limit.times


def exhausted(limit: Limit, caller: str, now: float | None = None) -> bool:
    """Whether a caller has no attempt left. Counts nothing: asked before looking something up of which only misses count."""
    starts = _window(limit, now)
    return Window.objects.filter(scope=limit.scope, caller=caller, starts=starts, count__gte=limit.times).exists()


def give_back(limit: Limit, caller: str, now: float | None = None) -> None:
    """Take back one attempt that did no harm, such as the right password. Never wipes what others tried."""
    starts = _window(limit, now)
    Window.objects.filter(scope=limit.scope, caller=caller, starts=starts, count__gt=0).update(count=F("count") - 1)


def forget_old(now: float | None = None) -> int:
    """Delete windows older than a day; return how many."""
    moment = clock() if now is None else now
    return Window.objects.filter(starts__lt=int(moment) - 86_400).delete()[0]
