# SPDX-License-Identifier: EUPL-1.2
"""The search engine on a foreign set of documents and questions: `allmende search evaluate`. No database, nothing is kept.

Documents and questions are JSON Lines:

    {"id": "17", "title": "Hundesteuer", "body": "Wer einen Hund hält …", "language": "de", "pool": "county-a"}
    {"id": "q1", "query": "muss ich meinen hund anmelden", "language": "de", "relevant": ["17"], "pool": "county-a"}

`language` is "de" where left out; `pool` may be left out; `relevant` only serves to count.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allmende.core.search.reader import Reader
from allmende.core.search.registry import Document
from allmende.core.search.store import Store

RESAMPLES = 2000
CUTS = (1, 3, 5)


class DataError(ValueError):
    """A line that cannot be used. The message names file, line, field and remedy."""


@dataclass(frozen=True)
class Question:
    """One question with the ids that answer it, where known."""

    name: str
    text: str
    language: str = "de"
    pool: str = ""
    relevant: tuple[str, ...] = ()
    split: str = ""


@dataclass(frozen=True)
class Text:
    """One document."""

    name: str
    title: str
    body: str
    language: str = "de"
    pool: str = ""


def read_documents(path: Path) -> list[Text]:
    """Read documents. Raises `DataError`."""
    found, seen = [], set()
    for number, row in _lines(path):
        name = _field(row, "id", path, number)
        place = (str(row.get("pool", "")), str(row.get("language", "de")), name)
        if place in seen:
            raise DataError(
                f"{path}, Zeile {number}, Feld id: „{name}“ kommt zweimal vor. Jede Kennung darf nur einmal stehen."
            )
        seen.add(place)
        title, body = str(row.get("title") or ""), str(row.get("body") or row.get("text") or "")
        found.append(Text(name, title, body, place[1], place[0]))
    return found


def read_questions(path: Path) -> list[Question]:
    """Read questions. Raises `DataError`."""
    found = []
    for number, row in _lines(path):
        text = _field(row, "query", path, number)
        relevant = row.get("relevant", [])
        if not isinstance(relevant, list):
            raise DataError(f"{path}, Zeile {number}, Feld relevant: Hier wird eine Liste von Kennungen erwartet.")
        name = str(row.get("id", number))
        found.append(
            Question(
                name,
                text,
                str(row.get("language", "de")),
                str(row.get("pool", "")),
                tuple(map(str, relevant)),
                str(row.get("split", "")),
            )
        )
    return found


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, start=1):
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                except json.JSONDecodeError as error:
                    raise DataError(
                        f"{path}, Zeile {number}: kein gültiges JSON ({error.msg}). Erwartet wird ein Objekt pro Zeile."
                    ) from error
                if not isinstance(row, dict):
                    raise DataError(f"{path}, Zeile {number}: Erwartet wird ein Objekt mit geschweiften Klammern.")
                yield number, row
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: Die Datei ist nicht in UTF-8. Bitte als UTF-8 speichern.") from error


def _field(row: dict[str, Any], name: str, path: Path, number: int) -> str:
    value = row.get(name)
    if value is None or not str(value).strip():
        raise DataError(f"{path}, Zeile {number}: Das Feld „{name}“ fehlt oder ist leer.")
    return str(value)


Ask = Callable[[Question, int], list[str]]


@contextmanager
def engine(documents: Sequence[Text], *, correct: bool = True) -> Iterator[Ask]:
    """Index documents in a temporary folder; yield a function (question, limit) -> ids, best first."""
    groups: dict[tuple[str, str], list[Text]] = defaultdict(list)
    for document in documents:
        groups[document.pool, document.language].append(document)
    readers: dict[tuple[str, str], Reader] = {}
    with tempfile.TemporaryDirectory(prefix="allmende-search-") as name:
        for number, ((pool, language), texts) in enumerate(sorted(groups.items())):
            path = Path(name) / f"{number}.sqlite3"
            rows = [("set", Document(text.name, "document", text.title, text.body)) for text in texts]
            with Store(path, language) as store:
                store.rebuild(lambda rows=rows: rows)  # type: ignore[misc]
            readers[pool, language] = Reader(path, language)

        def ask(question: Question, limit: int) -> list[str]:
            index = readers.get((question.pool, question.language))
            if index is None:
                return []
            return [found.key for found in index.find(index.understand(question.text, correct=correct))[:limit]]

        try:
            yield ask
        finally:
            for index in readers.values():
                index.close()


def hit_rates(
    ranked: Sequence[tuple[Sequence[str], Sequence[str]]], seed: int = 1
) -> dict[int, tuple[float, float, float]]:
    """Return {k: (hit@k, lower, upper)} of (ranked, relevant) pairs, with 95 % bootstrap intervals over the questions."""
    result = {}
    for cut in CUTS:
        hits = [float(any(name in relevant for name in names[:cut])) for names, relevant in ranked]
        if not hits:
            continue
        chance = random.Random(seed)  # noqa: S311
        means = sorted(sum(chance.choices(hits, k=len(hits))) / len(hits) for _ in range(RESAMPLES))
        lower, upper = means[int(RESAMPLES * 0.025)], means[int(RESAMPLES * 0.975)]
        result[cut] = (sum(hits) / len(hits), lower, upper)
    return result


def evaluate(documents: Path, queries: Path, *, limit: int = 10, correct: bool = True, as_json: bool = False) -> None:
    """Print ranked ids per question, and the hit rates where the questions know their answers. Raises `DataError`."""
    texts, questions = read_documents(documents), read_questions(queries)
    if not texts:
        raise DataError(f"{documents}: Die Datei hat keine Dokumente.")
    with engine(texts, correct=correct) as ask:
        answers = [(question, ask(question, max(limit, CUTS[-1]))) for question in questions]
    rates = hit_rates([(names, question.relevant) for question, names in answers if question.relevant])
    rows = [{"id": question.name, "query": question.text, "ranked": names[:limit]} for question, names in answers]
    if as_json:
        figures = {
            f"hit@{cut}": {"value": value, "low": low, "high": high} for cut, (value, low, high) in rates.items()
        }
        print(json.dumps({"documents": len(texts), "queries": rows, "rates": figures}, ensure_ascii=False))  # noqa: T201
        return
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))  # noqa: T201
    for cut, (value, low, high) in rates.items():
        print(f"hit@{cut}: {value:.3f}  [{low:.3f} – {high:.3f}]", file=sys.stderr)  # noqa: T201
