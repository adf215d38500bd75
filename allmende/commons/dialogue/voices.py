# SPDX-License-Identifier: EUPL-1.2
"""Who speaks. A voice is stored when somebody first writes or reacts; until then there is only a `Speaker`."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from allmende.commons.dialogue.models import Post, Voice
from allmende.commons.dialogue.registry import credentials_of, host_of, kind_of
from allmende.core.behalf.context import author_of
from allmende.core.people.lines import tidy_line
from allmende.core.people.models import Person

COOKIE, SALT = "allmende_stimme", "allmende.dialogue.voice"
REMEMBERED = 60 * 24 * 3600
"""Seconds for which a browser without account finds back to what was written with it."""


def key_hash(credential: str) -> str:
    """Return the keyed hash under which the holder of a code is known."""
    return salted_hmac("allmende.dialogue.code", credential, algorithm="sha256").hexdigest()


def visitor_hash(token: str) -> str:
    """Return the keyed hash under which a browser without account is known."""
    return salted_hmac("allmende.dialogue.visitor", token, algorithm="sha256").hexdigest()


def voice_of(person: Person, name: str = "") -> Voice:
    """Return the voice of a person, stored if it was not there. A `name` given is what others read from now on."""
    return _voice(name, person=person)


def voice_for_code(credential: str, name: str = "") -> Voice:
    """Return the voice of whoever holds a code; `credential` stays the same for the same holder (and process).

    Raises `ValueError` for an empty one.
    """
    if not credential:
        raise ValueError("A code holder needs a credential.")
    return _voice(name, key_hash=key_hash(credential))


def voice_for_visitor(token: str, name: str = "") -> Voice:
    """Return the voice of a browser without account and code. Raises `ValueError` for an empty token."""
    if not token:
        raise ValueError("A visitor needs a token.")
    return _voice(name, key_hash=visitor_hash(token), is_visitor=True)


def _voice(name: str, **keys: Any) -> Voice:
    found = Voice.objects.filter(**keys).first()
    if found is None:
        try:
            with transaction.atomic():
                found = Voice.objects.create(display_name=tidy_line(name, 60), **keys)
        except IntegrityError:  # somebody with the same key was quicker
            found = Voice.objects.get(**keys)
    elif name and tidy_line(name, 60) != found.display_name:
        found.display_name = tidy_line(name, 60)
        found.save(update_fields=["display_name"])
    return found


@dataclass(frozen=True)
class Speaker:
    """Who wants to say something here: at most one of person, credential (a code) and visitor (a token of the browser).

    `refusal` says, in a sentence, why they may not speak; empty where they may. `remedy`: (label, address) of what helps.
    """

    person: Person | None = None
    credential: str = ""
    visitor: str = ""
    refusal: str = ""
    remedy: tuple[str, str] | None = None

    @property
    def is_somebody(self) -> bool:
        """There is something to know this speaker by."""
        return bool(self.person or self.credential or self.visitor)

    @property
    def has_account(self) -> bool:
        """Signed in, or entered for somebody with a row of their own."""
        return self.person is not None

    @property
    def counted_as(self) -> str:
        """By what attempts of this speaker are counted."""
        if self.person:
            return f"person:{self.person.pk}"
        return f"code:{self.credential}" if self.credential else f"visitor:{self.visitor}"

    @cached_property
    def voice(self) -> Voice | None:
        """The voice, where there is one already. Never stores anything."""
        if self.person is not None:
            return Voice.objects.filter(person=self.person).first()
        if self.credential:
            return Voice.objects.filter(key_hash=key_hash(self.credential)).first()
        return Voice.objects.filter(key_hash=visitor_hash(self.visitor)).first() if self.visitor else None

    def as_voice(self) -> Voice:
        """Return the voice, or one that is not stored, so that rules can be asked about a speaker without one."""
        found = self.voice
        if found is None:
            key = None if self.person is not None else "0" * 64
            found = Voice(person=self.person, key_hash=key, is_visitor=self.person is None and not self.credential)
        return found

    def speak(self, name: str = "") -> Voice:
        """Return the voice, stored if need be. Raises `ValueError` for nobody."""
        if self.person is not None:
            return voice_of(self.person, name)
        if self.credential:
            return voice_for_code(self.credential, name)
        return voice_for_visitor(self.visitor, name)


def speaker_of_request(request: HttpRequest) -> Speaker:
    """Return the person signed in (or acted for), else the visitor by the browser's token, else nobody yet."""
    person = author_of(request)
    if person is not None:
        return Speaker(person=person)
    return Speaker(visitor=token_of(request))


def speaker_at(request: HttpRequest, post: Post) -> Speaker:
    """Return who speaks where a post stands, as the owner of its thread or of the post says; closed where nobody says.

    An owner with pages of its own for supporting (who checks more than a voice shows) leaves `speaker_of` out.
    """
    if post.thread is not None:
        return host_of(post.thread).speaker_of(request, post.thread)
    speaker_of = kind_of(post.kind).speaker_of
    if speaker_of is not None:
        return speaker_of(request, post)
    return Speaker(refusal=_("Das lässt sich hier nicht bewerten."), remedy=None)


def token_of(request: HttpRequest) -> str:
    """Return the token of this browser, empty where there is none."""
    if COOKIE not in request.COOKIES:
        return ""
    try:
        return str(request.get_signed_cookie(COOKIE, salt=SALT, max_age=REMEMBERED))
    except signing.BadSignature:
        return ""


def with_token(speaker: Speaker) -> Speaker:
    """Return a speaker that is somebody: a visitor without token gets one. Call `remember` with the answer."""
    return speaker if speaker.is_somebody else Speaker(visitor=secrets.token_urlsafe(24))


def remember(request: HttpRequest, response: HttpResponse, speaker: Speaker) -> None:
    """Let the browser of a visitor find back to what was written. Set only after somebody wrote something."""
    if speaker.visitor and not speaker.person and speaker.visitor != token_of(request):
        response.set_signed_cookie(
            COOKIE, speaker.visitor, salt=SALT, max_age=REMEMBERED, httponly=True, samesite="Lax", secure=request.is_secure()
        )  # fmt: skip


def voices_of(request: HttpRequest) -> list[Voice]:
    """Return all voices with which this visitor has spoken: account, codes, browser. One query; none for strangers."""
    found = Q()
    person = author_of(request)
    if person is not None:
        found |= Q(person=person)
    hashes = [key_hash(credential) for credential in credentials_of(request)]
    token = token_of(request)
    if token:
        hashes.append(visitor_hash(token))
    if hashes:
        found |= Q(key_hash__in=hashes)
    return list(Voice.objects.filter(found).select_related("person")) if found else []
