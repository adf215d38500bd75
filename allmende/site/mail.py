# SPDX-License-Identifier: EUPL-1.2
"""Translate the one mail address of the configuration into Django's mail settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from allmende.site.config import ConfigError


def mail_settings(url: str, home: Path) -> dict[str, Any]:
    """Return Django's EMAIL_* settings for `smtp://`, `smtp+tls://` (STARTTLS) or `smtps://`.

    Without an address mails are written as files below `home`/mail, so that nothing is lost and nothing leaves.
    Raises `ConfigError` for an address that cannot be used.
    """
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(home / "mail"),
        }
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtp+tls", "smtps"} or not parts.hostname:
        raise ConfigError(
            f"ALLMENDE_MAIL_URL={url!r}: expected smtp://host:25, smtp+tls://user:password@host:587 or smtps://host:465."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
