# SPDX-License-Identifier: EUPL-1.2
"""The speaking program: real espeak-ng, and programs that hang, crash or vanish in its place."""

from __future__ import annotations

import ctypes.util
import io
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import soundfile

from allmende.core.readaloud.speaker import PROGRAM, TIMEOUT, Speaker, SpeakerBusy, SpeakerError
from allmende.core.readaloud.store import VOICES

ONCE_THEN_WELL = """
import os, sys, pathlib
mark = pathlib.Path(sys.argv[1])
if not mark.exists():
    mark.touch()
    sys.stdin.readline()
    {first}
os.execv(sys.executable, [sys.executable, "-I", sys.argv[2]])
"""


@pytest.fixture
def speaker():
    speaker = Speaker()
    yield speaker
    speaker.close()


def stand_in(tmp_path, first, **options):
    """A speaker whose program does `first` with its first sentence and is the real one when started again."""
    program = tmp_path / "program.py"
    program.write_text(ONCE_THEN_WELL.format(first=first))
    return Speaker([sys.executable, "-I", str(program), str(tmp_path / "mark"), str(PROGRAM)], **options)


def hanging(tmp_path, **options):
    """A speaker whose program runs and will hang with its first sentence."""
    speaker = stand_in(tmp_path, "import time; time.sleep(600)", timeout=0.5, **options)
    speaker.warm()
    while not (tmp_path / "mark").exists():
        time.sleep(0.01)
    return speaker


def seconds(mp3: bytes) -> float:
    return soundfile.info(io.BytesIO(mp3)).duration


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Guten Tag. Das Rathaus hat heute bis achtzehn Uhr offen."),
        ("en", "Good morning. The town hall is open until six today."),
        ("uk", "Добрий день. Ратуша сьогодні відчинена до шостої."),
        ("ar", "صباح الخير. البلدية مفتوحة اليوم حتى السادسة."),
        ("tr", "Günaydın. Belediye bugün altıya kadar açık."),
    ],
)
def test_every_language_is_spoken(speaker, language, text):
    voice, speed = VOICES[language]
    sound = speaker.say(text, voice, speed)
    assert 2 < seconds(sound) < 10
    assert len(sound) < 6_500 * seconds(sound)  # about 40 kbit/s; as WAV it would be 44,100 bytes a second
    samples, _ = soundfile.read(io.BytesIO(sound))
    assert abs(samples).max() > 0.1


def test_slower_takes_longer(speaker):
    text = "Bitte bringen Sie Ihren Ausweis mit."
    assert seconds(speaker.say(text, "de", 100)) > 1.3 * seconds(speaker.say(text, "de", 200))


def test_frames_can_be_put_behind_each_other(speaker):
    first, second = speaker.say("Erster Satz.", "de"), speaker.say("Zweiter Satz.", "de")
    assert b"Info" not in first[:200]  # a header with the length of one sentence would cut the whole short
    assert seconds(first + second) == pytest.approx(seconds(first) + seconds(second), abs=0.1)


def test_silence_is_sound_too(speaker):
    assert seconds(speaker.say("", "de")) > 0
    assert seconds(speaker.say("\u202e\u200f!", "de")) > 0


def test_a_killed_program_is_started_again(speaker):
    before = speaker.say("Guten Tag.", "de")
    pid = speaker.pid
    os.kill(pid, signal.SIGKILL)
    assert speaker.say("Guten Tag.", "de") == before
    assert speaker.pid not in (None, pid)


def test_one_process_speaks_many_sentences(speaker):
    speaker.say("Eins.", "de")
    pid = speaker.pid
    for number in range(5):
        speaker.say(f"Satz {number}.", "de")
    assert speaker.pid == pid


def test_an_unknown_voice_is_told_and_harms_nobody(speaker):
    with pytest.raises(SpeakerError, match="no voice for xx"):
        speaker.say("Guten Tag.", "xx")
    pid = speaker.pid
    assert speaker.say("Guten Tag.", "de")
    assert speaker.pid == pid


def test_a_crash_during_a_sentence_is_tried_once_more(tmp_path):
    speaker = stand_in(tmp_path, "os.abort()")
    assert seconds(speaker.say("Guten Tag.", "de")) > 0.3
    speaker.close()


def test_a_program_that_always_crashes_is_given_up(tmp_path):
    program = tmp_path / "program.py"
    program.write_text("import sys; sys.stdin.readline()")
    speaker = Speaker([sys.executable, str(program)])
    with pytest.raises(SpeakerError, match="crashed twice"):
        speaker.say("Guten Tag.", "de")
    speaker.close()


def test_a_hanging_program_is_killed_and_the_next_sentence_is_spoken(tmp_path):
    speaker = hanging(tmp_path)
    with pytest.raises(SpeakerError, match="too long"):
        speaker.say("Guten Tag.", "de")
    assert speaker.pid is None
    speaker.timeout = TIMEOUT
    assert seconds(speaker.say("Guten Tag.", "de")) > 0.3
    speaker.close()


def test_a_program_that_does_not_read_hangs_nobody(tmp_path):
    program = tmp_path / "program.py"
    program.write_text("import time; time.sleep(600)")
    speaker = Speaker([sys.executable, str(program)], timeout=0.5)
    with pytest.raises(SpeakerError, match="too long"):
        speaker.say("x" * 1_000_000, "de")  # more than a pipe takes
    speaker.close()


def test_a_missing_program_is_told():
    speaker = Speaker(["/does/not/exist"])
    speaker.warm()
    with pytest.raises(SpeakerError, match="does not start"):
        speaker.say("Guten Tag.", "de")


@pytest.mark.skipif(ctypes.util.find_library("espeak-ng") is not None, reason="the system has espeak-ng")
def test_a_missing_voice_is_told_by_name():
    speaker = Speaker([sys.executable, "-I", "-S", str(PROGRAM)])  # without the wheel
    with pytest.raises(SpeakerError, match="espeak-ng is missing"):
        speaker.say("Guten Tag.", "de")
    speaker.close()


def test_who_would_wait_too_long_is_told(tmp_path):
    speaker = stand_in(tmp_path, "import time; time.sleep(600)", timeout=2, patience=0.1)

    def hang():
        with pytest.raises(SpeakerError):
            speaker.say("Guten Tag.", "de")

    held = threading.Thread(target=hang)
    held.start()
    while speaker.pid is None:
        time.sleep(0.01)
    with pytest.raises(SpeakerBusy):
        speaker.say("Guten Tag.", "de")
    held.join()
    speaker.close()


def test_threads_share_one_process_and_get_their_own_sound(speaker):
    texts = ["Ja.", "Das ist ein viel längerer Satz über das Rathaus.", "Zwölf Stühle stehen im Saal."]
    alone = {
        text: seconds(speaker.say(text, "de")) for text in texts
    }  # the voice's hiss differs each time, not its length
    heard = []
    threads = [
        threading.Thread(target=lambda text=text: heard.append((text, speaker.say(text, "de")))) for text in texts * 4
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(heard) == 12
    assert all(seconds(sound) == pytest.approx(alone[text], abs=0.06) for text, sound in heard)


def test_the_program_ends_with_its_owner():
    code = "from allmende.core.readaloud.speaker import Speaker; s = Speaker(); s.say('Ja.', 'de'); print(s.pid, flush=True); import os; os._exit(1)"
    pid = int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stdout)
    for _ in range(200):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except FileNotFoundError:
            return
        if state == "Z":  # ended; only its parent's note is left
            return
        time.sleep(0.05)
    raise AssertionError("it still runs")


def test_the_program_knows_nothing_of_the_site():
    """The library is under the GPL: it lives in a process of its own, which imports nothing of ours, and we nothing of it."""
    assert "import allmende" not in PROGRAM.read_text()
    assert "from allmende" not in PROGRAM.read_text()
    code = "import allmende.core.readaloud.speaker, allmende.core.readaloud.texts, sys; print([m for m in sys.modules if 'espeak' in m])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert found.strip() == "[]"
