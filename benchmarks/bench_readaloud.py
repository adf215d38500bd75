# SPDX-License-Identifier: EUPL-1.2
"""Reading aloud: how soon a page begins to sound, what its sound weighs, what the button costs every page.

Prints, as medians: the time of the player's first two requests (sentences, then sound) with the speaking program not yet
running, running, and with the sentence known; the same with a program started anew for each sentence (how it is often
done); speed and bytes of a whole page beside WAV; processor time of the button. Budget of the first sound: 1 second.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

BUDGET_S = 1.0
BUDGET_BUTTON_MS = 1.0
RUNS = 7
WAV_BYTES_PER_SECOND = 22_050 * 2
PAGE = """Abfall und Wertstoffe

Welche Tonne wann geleert wird, steht im Kalender.

Die Restmülltonne kommt alle zwei Wochen, die Biotonne im Sommer jede Woche. Stellen Sie die Tonne bis 6 Uhr hinaus.

Eine Tonne mit 120 Litern kostet 96,50 € im Jahr. Die Gebühr wird am 15.02. und am 15.08. fällig.

Haben Sie Fragen? Rufen Sie an: Tel. 03999 1234-10, Mo-Fr 8-12 Uhr. Oder schreiben Sie an abfall@auental.example."""


def median_ms(action, runs: int = RUNS) -> float:
    """The median time of an action in milliseconds."""
    times = []
    for number in range(runs):
        started = time.perf_counter()
        action(number)
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


def first_sound(client, number: int) -> None:
    """Ask as the player does when somebody presses its button."""
    pieces = [{"text": part, "lang": "de"} for part in PAGE.replace("Abfall", f"Abfall {number}").split("\n\n")]
    answer = client.post("/vorlesen/saetze/", json.dumps({"pieces": pieces}), content_type="application/json").json()
    response = client.get(answer["pieces"][0][0]["url"])
    assert response.status_code == 200
    assert len(response.content) > 1000


def main() -> int:
    """Measure and print."""
    home = os.environ["ALLMENDE_HOME"] = tempfile.mkdtemp(prefix="allmende-bench-readaloud-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["ALLMENDE_LOG_LEVEL"] = "ERROR"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allmende.site.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.template.loader import get_template
    from django.test import Client, RequestFactory
    from django.urls import resolve

    from allmende.core.readaloud import store, views
    from allmende.core.readaloud.speaker import SPEAKER, Speaker
    from allmende.core.readaloud.texts import Piece, plan
    from allmende.core.throttle.actions import Limit

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    views.QUESTIONS = Limit("bench", 10**9, 600)
    client = Client(SERVER_NAME="localhost")
    first_sound(client, -1)  # the site itself is warm

    def cold(number: int) -> None:
        SPEAKER.close()
        first_sound(client, number)

    results = {
        "program not yet running": median_ms(cold),
        "program running": median_ms(lambda number: first_sound(client, 100 + number)),
        "sentence known": median_ms(lambda number: first_sound(client, 100)),
    }
    sentences = [one for sayings in plan([Piece(PAGE, "de")]) for one in sayings]

    def anew(number: int) -> None:
        speaker = Speaker()
        speaker.say(sentences[number].spoken, *store.VOICES["de"])
        speaker.close()

    kept = median_ms(lambda number: SPEAKER.say(sentences[number].spoken, *store.VOICES["de"]))
    results_sentence = {
        "one sentence, our running program": kept,
        "one sentence, a program started for each": median_ms(anew),
    }
    started = time.perf_counter()
    sounds = [SPEAKER.say(one.spoken, *store.VOICES["de"]) for one in sentences]
    spoken_s = time.perf_counter() - started
    weight = sum(map(len, sounds))
    seconds = weight * 8 / 40_000

    template = get_template("readaloud/button.html")
    request = RequestFactory(SERVER_NAME="localhost").get("/orte/?q=b%C3%BCcherei")
    request.resolver_match = resolve("/vorgang/")
    template.render({"request": request})
    rounds = 500
    processor = time.process_time()
    for _ in range(rounds):
        template.render({"request": request})
    button_ms = (time.process_time() - processor) / rounds * 1000

    print("## Reading aloud: time until a page begins to sound (two requests), median of", RUNS)
    for name, value in results.items():
        print(f"{name:44} {value:8.1f} ms")
    print("## Speaking")
    for name, value in results_sentence.items():
        print(f"{name:44} {value:8.1f} ms")
    print(
        f"{'whole page':44} {spoken_s * 1000:8.1f} ms for {seconds:.0f} s of speech ({seconds / spoken_s:.0f} times as fast)"
    )
    print(f"{'its sound':44} {weight / 1024:8.1f} KiB; as WAV {seconds * WAV_BYTES_PER_SECOND / 1024:.0f} KiB")
    print(f"{'the button on every page, processor time':44} {button_ms:8.3f} ms")
    SPEAKER.close()
    slow = max(results.values()) > BUDGET_S * 1000 or button_ms > BUDGET_BUTTON_MS
    print(
        "over budget"
        if slow
        else f"within budget ({BUDGET_S:.0f} s until the first sound, {BUDGET_BUTTON_MS:.0f} ms a page)"
    )
    return int(slow)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    sys.exit(main())
