# SPDX-License-Identifier: EUPL-1.2
"""All environment variables of an installation, in one table.

`SETTINGS` is the single source: the values are read from it, the documentation (`docs/admin/settings.md`) is written
from it, and a test holds both together. A fresh checkout needs none of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allmende.core.people import oidc


class ConfigError(ValueError):
    """An environment variable holds a value that cannot be used. The message names the variable and the remedy."""


def _flag(text: str) -> bool:
    lowered = text.strip().lower()
    if lowered in {"1", "true", "yes", "on"}:
        return True
    if lowered in {"0", "false", "no", "off", ""}:
        return False
    raise ValueError("expected 1 or 0")


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError("expected a whole number of at least 1")
    return number


def _url(text: str) -> str:
    if text and not text.startswith(("https://", "http://")):
        raise ValueError("expected an address that starts with https://")
    return text


def _one_of(*choices: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text.strip().lower() not in choices:
            raise ValueError(f"expected one of {', '.join(choice or '(empty)' for choice in choices)}")
        return text.strip().lower()

    return parse


def _service(text: str) -> str:
    from allmende.core.languages.machine.addresses import checked_url

    return checked_url(text.strip()) if text.strip() else ""


@dataclass(frozen=True)
class Setting:
    """One environment variable: its name, how its text is read, its default and what it is for."""

    name: str
    parse: Callable[[str], Any]
    default: Any
    help: str

    def read(self, environ: Mapping[str, str]) -> Any:
        """Return the parsed value from `environ`, or the default when unset; raise `ConfigError` on bad text."""
        text = environ.get(self.name)
        if text is None or (text == "" and not isinstance(self.default, (str, list))):
            return self.default
        try:
            return self.parse(text)
        except ValueError as error:
            raise ConfigError(f"{self.name}={text!r}: {error}. See docs/admin/settings.md.") from error


SETTINGS: tuple[Setting, ...] = (
    Setting("ALLMENDE_HOME", Path, Path("var"), "Folder for database, uploads, tiles and caches of this installation."),
    Setting(
        "DATABASE_URL",
        str,
        "",
        "PostgreSQL as postgres://user:password@host:port/name. Empty: SQLite in ALLMENDE_HOME.",
    ),
    Setting(
        "ALLMENDE_SECRET_KEY", str, "", "Key for signatures. Empty: made once and kept in ALLMENDE_HOME/secret-key."
    ),
    Setting(
        "ALLMENDE_ENCRYPTION_KEYS",
        _words,
        [],
        "Keys for sensitive fields as name:base64, with commas, the newest first. Empty: made once and kept in ALLMENDE_HOME/encryption-keys.",
    ),
    Setting("ALLMENDE_DEBUG", _flag, False, "1 shows error details in the browser. Never in production."),
    Setting(
        "ALLMENDE_HOSTS",
        _words,
        ["localhost", ".localhost", "127.0.0.1", "[::1]"],
        "Host names this installation answers to, with commas.",
    ),
    Setting(
        "ALLMENDE_BASE_URL", _url, "http://localhost:8000", "Public address, used in mails, print-outs and QR codes."
    ),
    Setting(
        "ALLMENDE_HTTPS", _flag, False, "1: cookies only over HTTPS, HSTS, redirect from HTTP. Set it in production."
    ),
    Setting(
        "ALLMENDE_TRUST_PROXY", _flag, False, "1: a reverse proxy in front sets X-Forwarded-For and X-Forwarded-Proto."
    ),
    Setting(
        "ALLMENDE_MUNICIPALITY",
        str,
        "",
        "ARS (12 digits) of the municipality shown when no host name matches. Empty: the one marked as default.",
    ),
    Setting(
        "ALLMENDE_BASEMAP_URL",
        _url,
        "",
        "Optional style address of an outside basemap. Empty: only our own tiles, no third party.",
    ),
    Setting("ALLMENDE_WEB_WORKERS", _positive, 2, "Web worker processes of `allmende serve`."),
    Setting("ALLMENDE_LOG_FORMAT", str, "console", "`console` for people, `json` for machines (one object per line)."),
    Setting("ALLMENDE_LOG_LEVEL", str, "INFO", "DEBUG, INFO, WARNING or ERROR."),
    Setting(
        "ALLMENDE_MAIL_URL",
        str,
        "",
        "Mail server as smtp://user:password@host:port or smtp+tls://... Empty: mails are written to ALLMENDE_HOME/mail.",
    ),
    Setting("ALLMENDE_MAIL_FROM", str, "Allmende <noreply@localhost>", "Sender of mails."),
    Setting(
        "ALLMENDE_MAIL_JOURNAL",
        str,
        "",
        "Maildir in which the mail server keeps a copy of what we send. With it no mail is ever sent twice.",
    ),
    Setting(
        "ALLMENDE_TRANSLATOR",
        _one_of("", "libretranslate", "deepl", "openai"),
        "",
        "Machine translation that staff can ask for: the protocol `libretranslate`, `deepl` or `openai`. Empty: off.",
    ),
    Setting(
        "ALLMENDE_TRANSLATOR_URL",
        _service,
        "",
        "Address of the translation service without path, such as https://api-free.deepl.com or http://127.0.0.1:5000.",
    ),
    Setting("ALLMENDE_TRANSLATOR_KEY", str, "", "Key of the translation service, where it wants one."),
    Setting("ALLMENDE_TRANSLATOR_MODEL", str, "", "Model of the translation service, for `openai` only."),
    Setting(
        "ALLMENDE_SIMPLIFIER_URL",
        _service,
        "",
        "Address of a chat service (protocol of OpenAI) that drafts easy German. Empty: off.",
    ),
    Setting("ALLMENDE_SIMPLIFIER_KEY", str, "", "Key of that service, where it wants one."),
    Setting("ALLMENDE_SIMPLIFIER_MODEL", str, "", "Model of that service."),
    Setting(
        "ALLMENDE_OIDC",
        oidc.parse,
        (),
        "Providers of identities (OpenID Connect) as a JSON list, or the path of a file with one. See docs/admin/accounts.md.",
    ),
    Setting(
        "ALLMENDE_DEMO",
        _flag,
        False,
        "Set by `allmende demo`: a provider of identities that believes everything. Refused together with HTTPS.",
    ),
    Setting(
        "ALLMENDE_STAFF_SECOND_FACTOR",
        _flag,
        False,
        "1: staff work only with a second factor (code app or passkey). Recommended in production.",
    ),
)


def load(environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Read every setting. Raises `ConfigError` for the first value that cannot be used."""
    source = os.environ if environ is None else environ
    return {setting.name: setting.read(source) for setting in SETTINGS}


def table() -> str:
    """Return the Markdown table of all settings for the administrator's handbook."""
    rows = ["| variable | default | meaning |", "| --- | --- | --- |"]
    for setting in SETTINGS:
        default = ",".join(setting.default) if isinstance(setting.default, list) else str(setting.default)
        if isinstance(setting.default, bool):
            default = "1" if setting.default else "0"
        rows.append(f"| `{setting.name}` | {f'`{default}`' if default else '(empty)'} | {setting.help} |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    print(table(), end="")  # noqa: T201
