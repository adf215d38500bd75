# SPDX-License-Identifier: EUPL-1.2
"""Taking part with a code instead of an account: making codes, letting them in, recognising their holders.

A code is shown once, on its letter. Stored is its keyed hash, so neither the database nor a backup opens anything.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from allmende.core.letters.codes import grouped, new_code
from allmende.core.municipality.queries import family_keys
from allmende.decide.participation.models import AccessCode, CodeBatch, Process

COOKIE, SALT = "allmende_teilnahme", "allmende.participation.code"
SECONDS = 12 * 3600
"""How long a browser stays recognised. The letter opens again; the page offers to forget the code at once."""

_CACHE = "_access_codes"


def hash_of(code: str) -> str:
    """Return the keyed hash under which a code is stored."""
    return salted_hmac("allmende.participation.code", code, algorithm="sha256").hexdigest()


def is_good(code: AccessCode, process_id: int, now: datetime | None = None) -> bool:
    """Whether a code opens a process at that instant. Needs the batch beside it."""
    if code.process_id != process_id or code.revoked or code.batch.revoked is not None:
        return False
    return code.batch.valid_until is None or (now or timezone.now()) < code.batch.valid_until


def make_codes(batch: CodeBatch, count: int, *, asker_hash: str = "") -> list[str]:
    """Store new codes of a batch; return them in plain, for the letters. They cannot be read again later.

    A code that is taken already (once in 2**50 / number of codes) fails the whole batch by the unique key: try again.
    """
    plain = [new_code() for _number in range(count)]
    AccessCode.objects.bulk_create(
        [
            AccessCode(batch=batch, process_id=batch.process_id, key_hash=hash_of(code), asker_hash=asker_hash)
            for code in plain
        ],
        batch_size=500,
    )
    return plain


def renew_code(code: AccessCode) -> str:
    """Give a code new signs and return them in plain: the old ones open nothing any more, the voice stays the same."""
    plain = new_code()
    code.key_hash = hash_of(plain)
    code.save(update_fields=["key_hash"])
    return plain


def find(code: str, now: datetime | None = None) -> AccessCode | None:
    """Return the code that was typed, if it is good now. One query."""
    found = (
        AccessCode.objects.filter(key_hash=hash_of(code), process__state=Process.State.PUBLISHED)
        .select_related("batch", "process")
        .first()
    )
    return found if found is not None and is_good(found, found.process_id, now) else None


def open_door(request: HttpRequest, code: str) -> HttpResponse | None:
    """Lead the holder of a code to the process, and recognise them from then on. None: it is no code of ours.

    Called by the page for codes of letters (`/k/...`), which counts wrong guesses. Changes nothing in the database. Where
    the browser holds another code of the process it asks first: a link that somebody sends must not swap it unseen.
    """
    found = find(code)
    municipality: Any = request.municipality  # type: ignore[attr-defined]
    if found is None or municipality is None or found.process.municipality_id not in family_keys(municipality):
        return None
    held = code_of(request, found.process)
    if held is not None and held.pk != found.pk and request.method != "POST":
        return render(request, "participation/other_code.html", {"process": found.process, "code": grouped(code)})
    response = redirect(found.process.get_absolute_url())
    remember(request, response, found)
    return response


def remember(request: HttpRequest, response: HttpResponse, code: AccessCode) -> None:
    """Let the browser prove that it holds a code: a signed cookie, beside those of other processes."""
    held = {**_held(request), str(code.process_id): code.pk}
    _set(request, response, dict(list(held.items())[-10:]))


def forget(request: HttpRequest, response: HttpResponse, process: Process) -> None:
    """Take the code of a process from this browser."""
    held = {key: pk for key, pk in _held(request).items() if key != str(process.pk)}
    if held:
        _set(request, response, held)
    else:
        response.delete_cookie(COOKIE, samesite="Lax")


def _set(request: HttpRequest, response: HttpResponse, held: dict[str, int]) -> None:
    response.set_cookie(
        COOKIE,
        signing.dumps(held, salt=SALT),
        max_age=SECONDS,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def _held(request: HttpRequest) -> dict[str, int]:
    """Return process -> code from the cookie; nothing from one that was changed or is too old."""
    try:
        held = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return {}
    return held if isinstance(held, dict) else {}


def code_of(request: HttpRequest, process: Process) -> AccessCode | None:
    """Return the good code that this browser holds for a process. At most one query per request and process."""
    if COOKIE not in request.COOKIES:
        return None
    known: dict[int, AccessCode | None] = request.__dict__.setdefault(_CACHE, {})
    if process.pk not in known:
        pk = _held(request).get(str(process.pk))
        found = AccessCode.objects.select_related("batch").filter(pk=pk).first() if pk else None
        known[process.pk] = found if found is not None and is_good(found, process.pk) else None
    return known[process.pk]


def all_of(request: HttpRequest) -> list[AccessCode]:
    """Return all good codes that this browser holds. One query, none without the cookie."""
    held = _held(request)
    if not held:
        return []
    found = AccessCode.objects.select_related("batch").filter(pk__in=list(held.values()))
    return [code for code in found if is_good(code, code.process_id)]
