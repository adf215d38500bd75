# SPDX-License-Identifier: EUPL-1.2
"""What shall be said, and its sound, on disk: bounded, and only for an hour after the last use.

A script is a list of sentences, stored under a keyed hash of itself: an address tells nothing about its text, cannot be
guessed, and the same sentence is spoken once for everybody. Pages may hold personal text, hence the short life.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.utils.crypto import salted_hmac

from allmende.core.readaloud.speaker import SPEAKER

LIFETIME = 3600
"""Seconds after the last use."""
LARGEST = 100 * 2**20
"""Bytes; the longest unused goes first."""

VOICES = {"de": ("de", 150), "en": ("en", 160), "uk": ("uk", 145), "ar": ("ar", 135), "tr": ("tr", 145)}
"""For each language the voice of espeak-ng and its words per minute."""

Script = list[tuple[str, str]]
"""Language and text of each sentence."""


def _folder() -> Path:
    return Path(settings.HOME) / "readaloud"


def _path(key: str, ending: str) -> Path:
    return _folder() / key[:2] / f"{key}.{ending}"


def _key(data: str) -> str:
    return salted_hmac("allmende.readaloud", data, algorithm="sha256").hexdigest()[:40]


def _write(path: Path, data: bytes) -> None:
    """Write whole or not at all: others may read at the same time."""
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.mkdir(exist_ok=True)
    draft = path.with_suffix(f".{uuid4().hex}")
    draft.write_bytes(data)
    draft.replace(path)


def _read(path: Path) -> bytes | None:
    try:
        data = path.read_bytes()
        os.utime(path)
    except FileNotFoundError:
        return None
    return data


def keep(script: Script) -> str:
    """Store what shall be said and return its key."""
    data = json.dumps(script, ensure_ascii=False, separators=(",", ":"))
    key = _key(data)
    path = _path(key, "json")
    try:
        os.utime(path)
    except FileNotFoundError:
        _write(path, data.encode())
    return key


def script(key: str) -> Script | None:
    """Return what is stored under a key, or None where nothing is (any more)."""
    data = _read(_path(key, "json"))
    return None if data is None else [(language, text) for language, text in json.loads(data)]


def sound(language: str, text: str) -> bytes:
    """Return the MP3 of one sentence, from disk or newly spoken. Raises `SpeakerError`."""
    path = _path(_key(f"{language}:{text}"), "mp3")
    data = _read(path)
    if data is None:
        voice, speed = VOICES[language]
        data = SPEAKER.say(text, voice, speed)
        _write(path, data)
    return data


def forget(now: float | None = None, largest: int = LARGEST) -> int:
    """Delete what has not been used for an hour, and the longest unused beyond the bound; return how many files."""
    moment = time.time() if now is None else now
    files = sorted(_files(), key=lambda file: -file[0])
    total = count = 0
    for used, size, path in files:
        total += size
        if used < moment - LIFETIME or total > largest:
            path.unlink(missing_ok=True)
            count += 1
    return count


def _files() -> Iterable[tuple[float, int, Path]]:
    for path in _folder().glob("??/*"):
        with contextlib.suppress(FileNotFoundError):
            state = path.stat()
            yield state.st_mtime, state.st_size, path
