# SPDX-License-Identifier: EUPL-1.2
"""A program of its own that turns sentences into sound. It is started by `speaker.py` and never imported by the site.

It drives espeak-ng (GPL-3.0-or-later), from the wheel `espeakng-loader` or, where that is missing, the system's
`libespeak-ng` (Debian: package espeak-ng). Nothing of Allmende is imported here; both sides meet on pipes only.

Standard input: one JSON object per line, {"voice": "de", "speed": 155, "text": "..."}.
Standard output, per line: one byte ("+" sound, "-" error), four bytes length (big-endian), then MP3 or the error's text.
"""

import contextlib
import ctypes
import ctypes.util
import io
import json
import os
import resource
import struct
import sys
from typing import Any

SYNCHRONOUS, UTF8, DONT_EXIT, SPEED = 2, 1, 0x8000, 1
MEMORY = 1 << 30
COMPRESSION = 0.8
"""Of libsndfile's scale: constant 40 kbit/s at 22,050 Hz. Frames of constant size can be put behind each other."""

Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def library() -> tuple[str, bytes | None]:
    """Return the path of the library and of its data (None: the library knows)."""
    with contextlib.suppress(ImportError):
        import espeakng_loader

        return espeakng_loader.get_library_path(), espeakng_loader.get_data_path().encode()
    found = ctypes.util.find_library("espeak-ng")
    if found is None:
        raise OSError("espeak-ng is missing: install the wheel espeakng-loader or the package espeak-ng")
    return found, None


class Voice:
    """The loaded library."""

    def __init__(self) -> None:
        path, data = library()
        self.espeak = ctypes.CDLL(path)
        self.rate = self.espeak.espeak_Initialize(SYNCHRONOUS, 0, data, DONT_EXIT)
        if self.rate <= 0:
            raise OSError("espeak-ng does not start")
        self.sound = bytearray()
        self.callback = Callback(self._take)
        self.espeak.espeak_SetSynthCallback(self.callback)

    def _take(self, samples: Any, count: int, _events: Any) -> int:
        if count > 0 and samples:
            self.sound += ctypes.string_at(samples, count * 2)
        return 0

    def say(self, voice: str, speed: int, text: str) -> bytes:
        """Return 16-bit mono samples."""
        self.sound.clear()
        if self.espeak.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError(f"no voice for {voice}")
        self.espeak.espeak_SetParameter(SPEED, speed, 0)
        said = text.replace("\0", " ").encode("utf-8", "replace")
        if self.espeak.espeak_Synth(said, len(said) + 1, 0, 1, 0, UTF8, None, None) != 0:
            raise OSError("espeak-ng refused the text")
        return bytes(self.sound)


def mp3(samples: bytes, rate: int) -> bytes:
    """Return the samples as MP3; a tenth of a second of silence stands for nothing."""
    import soundfile

    target = io.BytesIO()
    with soundfile.SoundFile(
        target,
        "w",
        rate,
        1,
        "MPEG_LAYER_III",
        format="MP3",
        bitrate_mode="CONSTANT",
        compression_level=COMPRESSION,
    ) as file:
        file.buffer_write(samples or bytes(rate // 10 * 2), dtype="int16")
    return target.getvalue()


def main() -> None:
    """Answer line after line until the other side closes the pipe."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.nice(5)  # pages come first
    voice: Voice | None = None
    for line in sys.stdin.buffer:
        try:
            voice = voice or Voice()
            asked = json.loads(line)
            status, body = b"+", mp3(voice.say(asked["voice"], asked["speed"], asked["text"]), voice.rate)
        except Exception as error:  # noqa: BLE001 - the other side shall hear of it, whatever it is
            status, body = b"-", str(error).encode()
        answers.write(struct.pack(">cI", status, len(body)) + body)


if __name__ == "__main__":
    main()
