# SPDX-License-Identifier: EUPL-1.2
"""How well and how fast the search finds: `python -m benchmarks search`.

Quality: 65 short municipal texts and 109 questions in everyday words (benchmarks/data/search, our own). The questions were
split into dev and test before anything was tuned; figures are for the test half (`--dev` shows the other). Each variant is
asked of our engine and, beside it, of SQLite FTS5 as it comes (unicode61, words joined by OR, BM25) on the same documents.

Speed: 20,000 documents made from the texts of the demo county; the engine call alone, then /suche/ over HTTP with 4 clients.
"""

from __future__ import annotations

import os
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data" / "search"
DOCUMENTS = 20_000
_WORD = re.compile(r"[^\W_]+")


# --- Quality ---------------------------------------------------------------------------------------------------------


def typo(text: str) -> str:
    """One error in the longest word, the same for the same question: a letter lost, doubled, swapped or wrong."""
    word = max(_WORD.findall(text), key=len)
    chance = random.Random(text)
    place = chance.randrange(1, len(word) - 1)
    kind = chance.choice(("lost", "doubled", "swapped", "wrong"))
    if kind == "swapped" and word[place] == word[place + 1]:
        kind = "lost"
    made = {
        "lost": word[:place] + word[place + 1 :],
        "doubled": word[:place] + word[place] + word[place:],
        "swapped": word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        "wrong": word[:place] + chance.choice([c for c in "enrstaio" if c != word[place]]) + word[place + 1 :],
    }[kind]
    return text.replace(word, made, 1)


def spelled_out(text: str) -> str:
    """Umlauts as two letters."""
    return text.translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}))


def dots_dropped(text: str) -> str:
    """Umlauts without their dots."""
    return text.translate(str.maketrans("äöüÄÖÜ", "aouAOU"))


def keywords(text: str) -> str:
    """Nouns and long words alone, as many people search."""
    words = _WORD.findall(text)
    return " ".join(word for word in words if (word[0].isupper() and word != words[0]) or len(word) > 6) or text


VARIANTS: dict[str, Callable[[str], str]] = {
    "as asked": lambda text: text,
    "one typing error": typo,
    "ae, oe, ue": spelled_out,
    "umlauts dropped": dots_dropped,
    "keywords only": keywords,
}


def plain_fts(documents: Sequence) -> Callable[[str], list[str]]:
    """The peer: SQLite FTS5 with its own tokenizer."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE plain USING fts5(id UNINDEXED, title, body)")
    db.executemany("INSERT INTO plain VALUES (?, ?, ?)", [(d.name, d.title, d.body) for d in documents])

    def ask(text: str) -> list[str]:
        match = " OR ".join(f'"{word}"' for word in _WORD.findall(text))
        rows = db.execute("SELECT id FROM plain WHERE plain MATCH ? ORDER BY bm25(plain, 0, 2.0, 1.0) LIMIT 5", [match])
        return [row[0] for row in rows]

    return ask


def quality(split: str) -> None:
    """Print hit rates per variant, ours beside the peer's."""
    from dataclasses import replace

    from allmende.core.search.evaluation import engine, hit_rates, read_documents, read_questions

    documents, questions = read_documents(DATA / "documents.jsonl"), read_questions(DATA / "questions.jsonl")
    questions = [question for question in questions if not split or question.split == split]
    peer = plain_fts(documents)
    print(
        f"{len(documents)} documents, {len(questions)} questions ({split or 'all'}); 95 % bootstrap intervals over the questions"
    )
    print(f"{'':<18}{'hit@1':>7} {'':<15}{'hit@3':>7} {'':<15}   {'FTS5 plain hit@1':>16} {'hit@3':>7}")
    with engine(documents) as ask:
        for name, change in VARIANTS.items():
            asked = [replace(question, text=change(question.text)) for question in questions]
            ours = hit_rates([(ask(question, 5), question.relevant) for question in asked])
            theirs = hit_rates([(peer(question.text), question.relevant) for question in asked])
            (one, low1, high1), (three, low3, high3) = ours[1], ours[3]
            print(
                f"{name:<18}{one:>7.3f} [{low1:.2f} – {high1:.2f}]  {three:>7.3f} [{low3:.2f} – {high3:.2f}]     "
                f"{theirs[1][0]:>14.3f} {theirs[3][0]:>7.3f}"
            )


# --- Speed -----------------------------------------------------------------------------------------------------------


def many_documents(number: int) -> list:
    """Documents as a county has them: two thirds places of the generated county, one third texts mixed from the demo's."""
    from allmende.core.search.evaluation import Text, read_documents
    from allmende.engines.townscape import generate

    chance = random.Random(7)
    made = generate(30_000, 1)
    streets = sorted(set(map(str, made.addresses.street)))
    sentences = [
        sentence
        for text in read_documents(DATA / "documents.jsonl")
        for sentence in re.split(r"(?<=[.?!]) ", text.body)
    ]
    titles = [text.title for text in read_documents(DATA / "documents.jsonl")]
    kinds = (
        "Apotheke",
        "Arztpraxis",
        "Kindertagesstätte",
        "Spielplatz",
        "Bäckerei",
        "Haltestelle",
        "Sportverein",
        "Gasthof",
    )
    result = []
    for i in range(number):
        street = f"{chance.choice(streets)} {chance.randint(1, 120)}"
        if i % 3:
            kind = chance.choice(kinds)
            name = f"{kind} {chance.choice(streets)}"
            result.append(
                Text(f"p{i}", name, f"{kind}\n{street}, {chance.randint(99000, 99999)} Auenstadt\nTelefon 03699 {i}")
            )
        else:
            body = " ".join(chance.sample(sentences, chance.randint(4, 12)))
            result.append(Text(f"s{i}", f"{chance.choice(titles)} {chance.choice(streets)}", body))
    return result


def percentile(durations: Sequence[float]) -> str:
    """Median and p95 in milliseconds."""
    cuts = statistics.quantiles(durations, n=20)
    return f"median {statistics.median(durations):5.1f} ms, p95 {cuts[18]:5.1f} ms"


def speed() -> None:
    """Print the time of engine calls over many documents."""
    from allmende.core.search.evaluation import read_questions
    from allmende.core.search.reader import Reader
    from allmende.core.search.registry import Document
    from allmende.core.search.store import Store

    documents = many_documents(DOCUMENTS)
    with tempfile.TemporaryDirectory(prefix="allmende-search-") as name:
        path = Path(name) / "index.sqlite3"
        began = time.perf_counter()
        with Store(path, "de") as store:
            store.rebuild(lambda: [("set", Document(d.name, "document", d.title, d.body)) for d in documents])
        took = time.perf_counter() - began
        size = path.stat().st_size / 2**20
        print(
            f"\n{len(documents):,} documents, {sum(len(d.body) for d in documents):,} signs: built in {took:.1f} s, {size:.0f} MB"
        )
        reader = Reader(path, "de")
        texts = [change(q.text) for q in read_questions(DATA / "questions.jsonl") for change in VARIANTS.values()]
        texts += ["Apotheke", "Hauptstraße 12", "Spielplatz Lindenweg", "Bäckerei"]
        for _round in ("first call", "again"):
            times, work = [], []
            for text in texts:
                began, busy = time.perf_counter(), time.process_time()
                words = reader.understand(text)
                reader.find(words)
                reader.forms(words)
                times.append((time.perf_counter() - began) * 1000)
                work.append((time.process_time() - busy) * 1000)
            print(
                f"engine, {len(texts)} questions, {_round}: {percentile(times)}, worst {max(times):.1f} ms; processor {percentile(work)}"
            )
        reader.close()


def over_http() -> None:
    """Print the time of /suche/ for four clients: a demo county with pages, and places up to 20,000."""
    from urllib.parse import quote

    from benchmarks.server import ALLMENDE, ROOT, load, serving, spread

    with tempfile.TemporaryDirectory(prefix="allmende-search-") as name:
        home = Path(name)
        run = {"cwd": ROOT, "env": {**os.environ, "ALLMENDE_HOME": name, "ALLMENDE_LOG_LEVEL": "ERROR"}}
        subprocess.run(
            [*ALLMENDE, "demo", "--no-serve", "--inhabitants", "3000"], capture_output=True, check=True, **run
        )
        subprocess.run([sys.executable, "-m", "benchmarks.bench_search", "--fill"], check=True, **run)
        words = [
            "Personalausweis",
            "Apotheke",
            "Spielplatz Hauptstraße",
            "Wohngeld beantragen",
            "Perrsonalausweis",
            "Bäckerei",
        ]
        words += ["wo melde ich mein Kind in der Kita an", "Haltestelle", "Bücherei", "Müllabfuhr Termine"]
        paths = [f"/suche/?q={quote(word)}" for word in words]
        with serving(home) as (port, _, _):
            load(port, paths, clients=2, requests=40)  # warm
            for clients in (1, 4):
                print(
                    f"/suche/ over HTTP, {clients} clients, median / p95: {spread(load(port, paths, clients=clients, requests=300))}"
                )


def fill_places() -> None:
    """Add generated places to the installation at hand until its index has 20,000 documents, and build the German index."""
    from shapely import Point

    from allmende.commons.places.models import Place
    from allmende.core.municipality.models import Presence
    from allmende.core.search.actions import in_bulk, rebuild
    from allmende.core.search.registry import Scope

    presence = Presence.objects.select_related("municipality").order_by("-is_default").first()
    wanted = DOCUMENTS - Place.objects.count()
    texts = [text for text in many_documents(wanted * 2) if text.name[0] == "p"][:wanted]
    keys = {"Apotheke": "pharmacy", "Spielplatz": "playground"}
    places = [
        Place(
            municipality=presence.municipality, category=keys.get(text.title.split()[0], "playground"), name=text.title,
            geom=Point(10.3, 51.2), description=text.body,
        )
        for text in texts
    ]  # fmt: skip
    with in_bulk():
        Place.objects.bulk_create(places, batch_size=1000)
    print(rebuild([Scope(presence, "de")]))


def main() -> None:
    os.environ.setdefault("ALLMENDE_HOME", tempfile.mkdtemp(prefix="allmende-bench-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allmende.site.settings")
    import django

    django.setup()
    if "--fill" in sys.argv:
        return fill_places()
    quality("dev" if "--dev" in sys.argv else "" if "--all" in sys.argv else "test")
    if "--quality" not in sys.argv:
        speed()
        over_http()
    return None


if __name__ == "__main__":
    main()
