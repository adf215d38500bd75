# SPDX-License-Identifier: EUPL-1.2
"""Encryption of single values: AES-256-GCM, with the key's name in the ciphertext, so that keys can be changed.

Keys come from ALLMENDE_ENCRYPTION_KEYS, or from the file `encryption-keys` in ALLMENDE_HOME, made at the first use with
mode 0600: one `name:key` a line, the newest first. The first encrypts, all of them decrypt.
Stored text: `enc1:<name>:<base64url of nonce and ciphertext>`.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

PREFIX = "enc1:"
_NONCE = 12


class KeyTrouble(RuntimeError):
    """A value cannot be encrypted or decrypted. The message says which key is wrong or missing and what to do."""


_known: dict[str, bytes] = {}
_read_from: tuple[object, ...] = ()


def encrypt(text: str, context: str) -> str:
    """Return the ciphertext of `text`. It can only be read with the same `context` (such as `app.Model.field`)."""
    name, key = next(iter(keys().items()))
    nonce = os.urandom(_NONCE)
    sealed = nonce + AESGCM(key).encrypt(nonce, text.encode(), context.encode())
    return f"{PREFIX}{name}:{base64.urlsafe_b64encode(sealed).decode()}"


def decrypt(stored: str, context: str) -> str:
    """Return the text of a ciphertext. Raises `KeyTrouble` for an unknown key, and for a value that was changed."""
    name, sealed = _parts(stored, context)
    key = keys().get(name) or keys(again=True).get(name)
    if key is None:
        raise KeyTrouble(
            f"{context}: Der Schlüssel „{name}“ fehlt. Bitte ALLMENDE_ENCRYPTION_KEYS oder die Datei {key_file()} aus der "
            "Sicherung der Schlüssel zurückholen."
        )
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], context.encode()).decode()
    except InvalidTag as error:
        raise KeyTrouble(
            f"{context}: Der Wert lässt sich mit dem Schlüssel „{name}“ nicht öffnen. Entweder ist der Schlüssel ein anderer "
            "als früher, oder der Wert wurde in der Datenbank verändert."
        ) from error


def key_of(stored: str) -> str:
    """Return the name of the key a ciphertext was made with."""
    return stored.removeprefix(PREFIX).partition(":")[0]


def _parts(stored: str, context: str) -> tuple[str, bytes]:
    name, _, body = stored.removeprefix(PREFIX).partition(":")
    try:
        if not stored.startswith(PREFIX):
            raise ValueError("no prefix")  # noqa: TRY301
        sealed = base64.b64decode(body, altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as error:
        raise KeyTrouble(f"{context}: Der Wert ist nicht verschlüsselt gespeichert oder beschädigt.") from error
    return name, sealed


# --- Keys -----------------------------------------------------------------------------------------------------------


def key_file() -> Path:
    """Return the file with the keys of this installation."""
    return Path(settings.HOME) / "encryption-keys"


def are_from_environment() -> bool:
    """Tell whether the operator gave the keys, so that we cannot add one."""
    return bool(settings.ENCRYPTION_KEYS)


def keys(*, again: bool = False) -> dict[str, bytes]:
    """Return {name: key}, the one that encrypts first. Reads the file anew when it changed, or `again`.

    Raises `KeyTrouble` for a line that is no key.
    """
    global _known, _read_from
    if are_from_environment():
        source: tuple[object, ...] = tuple(settings.ENCRYPTION_KEYS)
    else:
        file = key_file()
        _make(file)
        status = file.stat()
        source = (str(file), status.st_mtime_ns, status.st_ino)
    if again or source != _read_from:
        lines = settings.ENCRYPTION_KEYS if are_from_environment() else key_file().read_text().splitlines()
        _known, _read_from = _parse(lines), source
    return _known


def add_key() -> str:
    """Put a new key in front of the file and return its name. Raises `KeyTrouble` where the environment gives the keys."""
    if are_from_environment():
        raise KeyTrouble(
            "Die Schlüssel stehen in ALLMENDE_ENCRYPTION_KEYS. Bitte dort einen neuen voranstellen, zum Beispiel "
            f"{_new_line(set(keys()))} und den Befehl noch einmal aufrufen."
        )
    line = _new_line(set(keys()))
    _write([line, *key_file().read_text().splitlines()])
    return line.partition(":")[0]


def forget_keys(names: set[str]) -> None:
    """Take keys out of the file. The first stays. Raises `KeyTrouble` where the environment gives the keys."""
    if are_from_environment():
        raise KeyTrouble(f"Bitte aus ALLMENDE_ENCRYPTION_KEYS entfernen: {', '.join(sorted(names))}.")
    first, *rest = key_file().read_text().splitlines()
    _write([first, *(line for line in rest if line.partition(":")[0].strip() not in names)])


def _parse(lines: list[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for number, line in enumerate(lines, 1):
        name, _, body = line.strip().partition(":")
        if not name:
            continue
        try:
            key = base64.b64decode(body, altchars=b"-_", validate=True)
        except binascii.Error:
            key = b""
        if len(key) != 32 or not name.isalnum() or name in found:
            raise KeyTrouble(
                f"Schlüssel {number} ist nicht lesbar. Erwartet wird name:schlüssel mit 32 Bytes in base64, jeder Name einmal."
            )
        found[name] = key
    if not found:
        raise KeyTrouble(
            f"{key_file()}: Es ist kein Schlüssel darin. Bitte aus der Sicherung der Schlüssel zurückholen."
        )
    return found


def _new_line(taken: set[str]) -> str:
    number = 1 + max((int(name[1:]) for name in taken if name[:1] == "k" and name[1:].isdigit()), default=0)
    return f"k{number}:{base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()}"


def _make(file: Path) -> None:
    """Make the file with a first key, once, also when two processes start at the same time."""
    if file.exists():
        return
    temporary = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        _write([_new_line(set())], temporary)
        os.link(temporary, file)  # fails where another process was first
    except FileExistsError:
        pass
    finally:
        temporary.unlink(missing_ok=True)


def _write(lines: list[str], target: Path | None = None) -> None:
    file = target or key_file()
    fresh = file if target else file.with_name(f".{file.name}.new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as opened:
        opened.write("\n".join(lines) + "\n")
        opened.flush()
        os.fsync(opened.fileno())
    if fresh != file:
        fresh.replace(file)
