# SPDX-License-Identifier: EUPL-1.2
"""Codes and tokens of the demo provider: signed values, so that every process knows them; codes open once."""

from __future__ import annotations

import base64
import hashlib
import time
from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing
from django.utils.crypto import constant_time_compare

from allmende.core.people.demo_idp.keys import sign
from allmende.core.throttle.actions import Limit, attempt, keyed

CODE_SECONDS, TOKEN_SECONDS = 60, 300
_CODE, _TOKEN = "allmende.demo.code", "allmende.demo.token"
_ONCE = Limit("demo.code", 1, 86_400)

PEOPLE = {
    "erika": ("Erika", "Musterfrau"),
    "paul": ("Paul", "Probe"),
    "yasemin": ("Yasemin", "Beispiel"),
}
"""Invented people to sign in as."""


@dataclass(frozen=True)
class Request:
    """What a client asks for (OpenID Connect Core 1.0, section 3.1.2.1)."""

    client_id: str
    redirect_uri: str
    state: str
    nonce: str
    challenge: str


@dataclass(frozen=True)
class Grant:
    """Somebody has chosen who to be, and how surely."""

    person: str
    level: str
    client_id: str
    redirect_uri: str
    nonce: str
    challenge: str


def make_code(grant: Grant) -> str:
    """Return a code for a grant, good for a minute and once."""
    return signing.dumps(asdict(grant), salt=_CODE)


def redeem(code: str, *, client_id: str, redirect_uri: str, verifier: str) -> Grant | None:
    """Return the grant behind a code, or None: unknown, too old, used, of another client, or without its verifier."""
    try:
        grant = Grant(**signing.loads(code, salt=_CODE, max_age=CODE_SECONDS))
    except signing.BadSignature:
        return None
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    fits = grant.client_id == client_id and grant.redirect_uri == redirect_uri
    if not (fits and constant_time_compare(digest, grant.challenge) and attempt(_ONCE, keyed(code))):
        return None
    return grant


def tokens(grant: Grant, issuer: str, now: float | None = None) -> dict[str, Any]:
    """Return the answer of the token endpoint."""
    moment = int(time.time() if now is None else now)
    claims = {
        "iss": issuer,
        "sub": f"demo-{grant.person}",
        "aud": grant.client_id,
        "iat": moment,
        "exp": moment + TOKEN_SECONDS,
        "auth_time": moment,
        "acr": grant.level,
    }
    if grant.nonce:
        claims["nonce"] = grant.nonce
    return {
        "access_token": signing.dumps(grant.person, salt=_TOKEN),
        "token_type": "Bearer",
        "expires_in": TOKEN_SECONDS,
        "scope": "openid profile",
        "id_token": sign(claims),
    }


def user_info(access_token: str) -> dict[str, str] | None:
    """Return the claims for an access token, or None where it is not one of ours or too old."""
    try:
        person = signing.loads(access_token, salt=_TOKEN, max_age=TOKEN_SECONDS)
    except signing.BadSignature:
        return None
    first_name, last_name = PEOPLE[person]
    return {
        "sub": f"demo-{person}",
        "given_name": first_name,
        "family_name": last_name,
        "name": f"{first_name} {last_name}",
    }
