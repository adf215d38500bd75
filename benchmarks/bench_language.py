# SPDX-License-Identifier: EUPL-1.2
"""How many words per second the language engine takes: `python -m benchmarks language`."""

from __future__ import annotations

import random
import statistics
import time
from collections import Counter
from collections.abc import Callable

from allmende.engines.language import measure, sentences, tokens
from allmende.engines.language.hints import EASY, PLAIN, check
from allmende.engines.language.retrieval import Compounds, Corrector, Terms, fold_words, highlights, one_edit_apart
from allmende.engines.language.speech import utterances

PARAGRAPHS = (
    "Der Antrag auf Wohngeld ist unverzüglich einzureichen. Die Unterlagen werden von der Behörde geprüft, sobald alle Nachweise vorliegen.",
    "Am 1. März öffnet das neue Bürgerhaus in der Hauptstr. 12. Von 14:30 Uhr bis 18 Uhr gibt es Kaffee, Kuchen und Musik; der Eintritt kostet 2,50 €.",
    "Sie ziehen um? Dann melden Sie sich bitte innerhalb von zwei Wochen an. Bringen Sie z. B. Ihren Personalausweis und die Bestätigung des Vermieters mit.",
    "Gemäß § 5 Abs. 2 der Satzung kann die Gemeinde die Inanspruchnahme der Kindertagesstätte beschränken, wenn die Zahl der Plätze nicht ausreicht.",
    "Der Rufbus, der montags bis freitags zwischen den Dörfern fährt, hält jetzt auch am Krankenhaus. Anrufen kann man unter Tel. 03641 49-2000.",
    "Im Garten hinter der Schule wachsen Äpfel, Birnen und Kräuter. Kinder aus allen Klassen pflegen die Beete und kochen zusammen.",
)
RUNS = 5


def corpus(paragraphs: int, seed: int = 1) -> str:
    """Paragraphs with changing words, so that caches help no more than in real pages."""
    chance = random.Random(seed)
    syllables = [
        "ba",
        "be",
        "bi",
        "bo",
        "bu",
        "da",
        "de",
        "di",
        "do",
        "du",
        "ga",
        "ge",
        "gi",
        "la",
        "le",
        "li",
        "lo",
        "ma",
        "me",
        "mi",
        "mo",
        "na",
        "ne",
        "ni",
        "ra",
        "re",
        "ri",
        "ro",
        "sa",
        "se",
        "si",
        "so",
        "ta",
        "te",
        "ti",
        "to",
        "wa",
        "we",
        "wi",
    ]
    names = [
        "".join(chance.choice(syllables) for _ in range(3)).capitalize()
        + chance.choice(("dorf", "heim", "tal", "bach"))
        for _ in range(4000)
    ]
    return "\n\n".join(
        f"{chance.choice(PARAGRAPHS)} Das gilt auch in {chance.choice(names)} und {chance.choice(names)}."
        for _ in range(paragraphs)
    )


def rate(name: str, count: int, unit: str, work: Callable[[], object]) -> None:
    """Run a piece of work a few times and print the median rate."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    middle = statistics.median(times)
    print(f"{name:<44}{count / middle:>12,.0f} {unit}/s   ({middle * 1000:,.0f} ms)")


def main() -> None:
    text = corpus(600)
    words = fold_words(text)
    count = len(words)
    print(f"{count:,} words, {len(text):,} signs, median of {RUNS} runs")
    rate("tokens", count, "words", lambda: list(tokens(text)))
    rate("sentences", count, "words", lambda: sentences(text))
    rate("readability", count, "words", lambda: measure(text))
    rate("hints, plain language", count, "words", lambda: check(text, profile=PLAIN))
    rate("hints, easy language", count, "words", lambda: check(text, profile=EASY))
    rate("read-aloud text", count, "words", lambda: utterances(text))
    frequencies = Counter(words)
    rate("compound splitter: building", len(frequencies), "words", lambda: Compounds(frequencies))
    terms = Terms("de", Compounds(frequencies))
    rate("terms for the index (stem, compounds)", count, "words", lambda: list(terms.of(text)))
    page = text[:1500]
    wanted = set(terms.of("Wohngeld Antrag Garten"))
    rate("highlights in a page of 1,500 signs", 1, "pages", lambda: highlights(page, wanted, terms))

    chance = random.Random(2)
    vocabulary = {
        "".join(chance.choice("abcdefghiklmnoprstuw") for _ in range(chance.randint(6, 14))): 1 for _ in range(50_000)
    }
    start = time.perf_counter()
    corrector = Corrector(vocabulary)
    print(f"corrector over {len(vocabulary):,} words built in {time.perf_counter() - start:.2f} s")
    wrong = [word[:3] + word[4:] for word in list(vocabulary)[:5000]]
    rate("corrections", len(wrong), "words", lambda: [corrector.correct(word) for word in wrong])

    # The peer: a naive scan of the vocabulary, as a search without an index of deletions would do it.
    few = wrong[:10]
    rate(
        "  peer: scan of the vocabulary",
        len(few),
        "words",
        lambda: [[w for w in vocabulary if one_edit_apart(word, w)] for word in few],
    )


if __name__ == "__main__":
    main()
