# SPDX-License-Identifier: EUPL-1.2
"""The site's side of the speaking program: one process per web worker, started when first needed.

A sentence that takes too long costs the process its life, never the web worker: it is killed and started again for the
next one. Only one sentence is spoken at a time; who would wait too long for that is told to come again.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

import structlog

log = structlog.get_logger("allmende.readaloud")

PROGRAM = Path(__file__).with_name("program.py")
TIMEOUT = 8.0
"""Seconds for one sentence, the start of the program included. A sentence of 600 signs takes about a tenth of one."""
PATIENCE = 10.0
"""Seconds to wait for other sentences."""
_HEADER = struct.Struct(">cI")


class SpeakerError(Exception):
    """The text could not be spoken: the program is missing, crashed twice, or took too long."""


class SpeakerBusy(SpeakerError):
    """Too many want something spoken at this moment."""


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:  # never: Popen was asked for pipes
        raise SpeakerError("no pipe")
    return pipe


class _Died(Exception):
    """The process has ended."""


class Speaker:
    """A process that speaks. Threads may share it; after a fork the child starts its own."""

    def __init__(self, command: list[str] | None = None, timeout: float = TIMEOUT, patience: float = PATIENCE) -> None:
        self.command = command or [sys.executable, "-I", str(PROGRAM)]
        self.timeout, self.patience = timeout, patience
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    @property
    def pid(self) -> int | None:
        """The process that runs now, or None."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def warm(self) -> None:
        """Start the process without waiting for it, so that the first sentence comes sooner."""
        if self._lock.acquire(blocking=False):
            try:
                with contextlib.suppress(OSError):
                    self._running()
            finally:
                self._lock.release()

    def say(self, text: str, voice: str, speed: int = 155) -> bytes:
        """Return a text as MP3 (mono, 22,050 Hz, 40 kbit/s constant).

        Args:
            text: what is said; at most a few hundred signs.
            voice: name of a voice of espeak-ng, such as "de".
            speed: words per minute.

        Raises:
            SpeakerBusy: other texts come first for too long.
            SpeakerError: the text cannot be spoken.
        """
        if not self._lock.acquire(timeout=self.patience):
            raise SpeakerBusy("the speaker has too much to say")
        try:
            return self._say(text, voice, speed)
        finally:
            self._lock.release()

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _say(self, text: str, voice: str, speed: int) -> bytes:
        line = json.dumps({"voice": voice, "speed": speed, "text": text}).encode() + b"\n"
        for attempt in (1, 2):
            try:
                return self._ask(line)
            except _Died:
                log.warning("speaker died", attempt=attempt)
                self._end()
            except TimeoutError:
                log.warning("speaker took too long", signs=len(text))
                self._end()
                raise SpeakerError("the text took too long to speak") from None
            except OSError as error:
                self._end()
                raise SpeakerError(f"the speaking program does not start: {error}") from error
        raise SpeakerError("the speaking program crashed twice at this text")

    def _ask(self, line: bytes) -> bytes:
        process = self._running()
        deadline = time.monotonic() + self.timeout
        self._write(process, line, deadline)
        status, length = _HEADER.unpack(self._read(process, _HEADER.size, deadline))
        body = self._read(process, length, deadline)
        if status != b"+":
            raise SpeakerError(body.decode("utf-8", "replace"))
        return body

    def _running(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():  # forked: that process belongs to the parent
            self._process, self._owner = None, os.getpid()
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._end()
        self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
        )
        os.set_blocking(_pipe(self._process.stdin).fileno(), False)
        return self._process

    def _write(self, process: subprocess.Popen[bytes], data: bytes, deadline: float) -> None:
        pipe, rest = _pipe(process.stdin), memoryview(data)
        while rest:
            if not select.select([], [pipe], [], max(0.0, deadline - time.monotonic()))[1]:
                raise TimeoutError
            try:
                rest = rest[os.write(pipe.fileno(), rest) :]
            except BrokenPipeError:
                raise _Died from None

    def _read(self, process: subprocess.Popen[bytes], count: int, deadline: float) -> bytes:
        pipe, data = _pipe(process.stdout), bytearray()
        while len(data) < count:
            if not select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))[0]:
                raise TimeoutError
            part = os.read(pipe.fileno(), count - len(data))
            if not part:
                raise _Died
            data += part
        return bytes(data)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


SPEAKER = Speaker()
atexit.register(SPEAKER.close)
