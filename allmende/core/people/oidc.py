# SPDX-License-Identifier: EUPL-1.2
"""Providers of identities (OpenID Connect), by configuration: `ALLMENDE_OIDC`, see docs/admin/accounts.md.

Knows neither database nor requests, so that the settings can read it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

LEVELS = ("none", "basic", "substantial", "high")
EMAIL = ("ignore", "verified", "always")


@dataclass(frozen=True)
class Provider:
    """One provider.

    `email` says what its e-mail claim is worth. `ignore`: nothing, an account made with it has no address until somebody
    adds one. `verified`: taken when the provider says `email_verified`. `always`: taken as it is, for the municipality's
    own directory. An address that is taken connects to the account that has it, so whoever runs the provider can sign in
    as any citizen with it; to accounts of staff it connects only where `staff` is true.
    """

    key: str
    name: str
    issuer: str
    client_id: str
    client_secret: str = ""
    email: str = "ignore"
    staff: bool = False
    second_factor: bool = False
    assurance: Mapping[str, str] = field(default_factory=dict)
    assurance_default: str = "none"
    lasting_days: int = 0
    scope: tuple[str, ...] = ("openid", "profile", "email")
    acr_values: str = ""
    roles_claim: str = ""
    roles: Mapping[str, str] = field(default_factory=dict)
    form_origins: tuple[str, ...] = ()
    demo: bool = False

    @property
    def source(self) -> str:
        """Name of this provider as a source of assurance."""
        return f"oidc:{self.key}"

    @property
    def origins(self) -> tuple[str, ...]:
        """Origins that a form of ours may lead to on the way to this provider (CSP `form-action`)."""
        parts = urlsplit(self.issuer)
        return (f"{parts.scheme}://{parts.netloc}", *self.form_origins)

    def level_of(self, acr: Any) -> str:
        """Return the level for an `acr` claim; what the configuration does not name is worth the default."""
        return self.assurance.get(acr, self.assurance_default) if isinstance(acr, str) else self.assurance_default

    def as_app(self) -> dict[str, Any]:
        """Return the provider in the form of allauth's setting `APPS`."""
        return {
            "provider_id": self.key,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.client_secret,
            "settings": {
                "server_url": self.issuer,
                "oauth_pkce_enabled": True,
                "scope": list(self.scope),
                "auth_params": {"acr_values": self.acr_values} if self.acr_values else {},
            },
        }


def parse(text: str) -> tuple[Provider, ...]:
    """Read providers from JSON text, or from the file that `text` names. Raises `ValueError` with the remedy."""
    text = text.strip()
    if not text:
        return ()
    if not text.startswith("["):
        try:
            text = Path(text).read_text(encoding="utf-8")
        except OSError as error:
            raise ValueError(
                f"cannot read the file {text} ({error.strerror}); give JSON or the path of a file"
            ) from error
    try:
        rows = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"no valid JSON at line {error.lineno}, column {error.colno}: {error.msg}") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("expected a list of objects, one for each provider")
    providers = tuple(_provider(row, number) for number, row in enumerate(rows, 1))
    keys = [provider.key for provider in providers]
    if len(set(keys)) < len(keys):
        raise ValueError("two providers have the same `key`")
    return providers


def _provider(row: dict[str, Any], number: int) -> Provider:
    where = f"provider {number} ({row.get('key', 'without key')})"
    known = {item.name for item in fields(Provider)} - {"demo"}
    if unknown := sorted(set(row) - known):
        raise ValueError(f"{where}: unknown field {unknown[0]!r}; known are {', '.join(sorted(known))}")
    if missing := [name for name in ("key", "name", "issuer", "client_id") if not row.get(name)]:
        raise ValueError(f"{where}: `{missing[0]}` is missing")
    for name in ("scope", "form_origins"):
        if name in row:
            row = row | {name: tuple(row[name])}
    provider = Provider(**row)
    if problem := _problem(provider):
        raise ValueError(f"{where}: {problem}")
    return provider


def _problem(provider: Provider) -> str:
    """Return what is wrong with the values of a provider, or an empty text."""
    if not re.fullmatch(r"[a-z0-9-]{1,30}", provider.key):
        return "`key` is for addresses; use a-z, 0-9 and hyphens"
    if not provider.issuer.startswith(("https://", "http://localhost", "http://127.0.0.1")):
        return "`issuer` must start with https://"
    if provider.email not in EMAIL:
        return f"`email` must be one of {', '.join(EMAIL)}"
    for level in (*provider.assurance.values(), provider.assurance_default):
        if level not in LEVELS:
            return f"level {level!r} is none of {', '.join(LEVELS)}"
    if provider.roles and not provider.staff:
        return "`roles` are for staff; set `staff` to true"
    return ""
