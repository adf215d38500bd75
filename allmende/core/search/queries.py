# SPDX-License-Identifier: EUPL-1.2
"""Asking: from the words somebody typed to one page of results, with at most two SQL queries per source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.paginator import Page, Paginator

from allmende.core.freshness.memory import remember
from allmende.core.municipality.models import Municipality
from allmende.core.search.languages import SOURCE_LANGUAGE
from allmende.core.search.marks import pieces, spots
from allmende.core.search.models import Miss, Synonym
from allmende.core.search.reader import CAP, Found, Reader, Word, clean, reader
from allmende.core.search.registry import PUBLIC, Scope, Shown, all_kinds, sources
from allmende.core.search.store import path_of
from allmende.core.search.text import base_language
from allmende.engines.language.retrieval import fold_words, snippet

PER_PAGE = 10
ENOUGH = 5
"""With fewer results than this in another language, what exists only in German is shown as well."""
ONLY_GERMAN = 5
SNIPPET = 240


@dataclass(frozen=True)
class Asked:
    """One search, as it stands in the address: words, kind, and whether they are to be taken literally."""

    q: str = ""
    kind: str = ""
    literally: bool = False

    @property
    def text(self) -> str:
        """The words as far as they are read."""
        return clean(self.q)


@dataclass(frozen=True)
class Hit:
    """One result as it is shown; `title` and `text` are pieces with a flag that says which are to be marked."""

    found: Found
    shown: Shown
    title: list[tuple[str, bool]]
    text: list[tuple[str, bool]]
    label: str


@dataclass
class Result:
    """Everything the page of results shows."""

    asked: Asked
    is_ready: bool = True
    words: list[Word] = field(default_factory=list)
    total: int = 0
    kinds: list[tuple[str, str, int]] = field(default_factory=list)
    """(kind, label, number) of all kinds that the words find, whatever kind is chosen."""
    page: Page[Any] | None = None
    hits: list[Hit] = field(default_factory=list)
    german: list[Hit] = field(default_factory=list)
    """What exists only in German, for a search in another language."""

    @property
    def is_capped(self) -> bool:
        """Whether there are more than are counted."""
        return self.total >= CAP

    @property
    def corrected(self) -> str:
        """What was looked for instead; empty where nothing was corrected."""
        if not any(word.meant for word in self.words):
            return ""
        return " ".join(word.meant or word.typed for word in self.words)

    @property
    def is_vague(self) -> bool:
        """Whether the question has only words that every page has."""
        return bool(self.asked.text) and not self.words


def search(scope: Scope, person: Any, asked: Asked, number: Any = 1, *, synonyms: bool = True) -> Result:
    """Return one page of results: only what `person` may see now. At most two queries per source, and one for synonyms."""
    result = Result(asked)
    index = reader(path_of(scope), scope.language)
    if index is None:
        result.is_ready = False
        return result
    with index.snapshot():
        return _search(index, scope, person, result, number, synonyms=synonyms)


def _search(index: Reader, scope: Scope, person: Any, result: Result, number: Any, *, synonyms: bool) -> Result:
    asked = result.asked
    result.words = understood(index, asked, synonyms_of(scope.municipality, scope.language) if synonyms else {})
    if not result.words:
        return result
    everything = index.find(result.words, audiences=allowed(index, person))
    counts = Counter(found.kind for found in everything)
    result.kinds = [(kind, str(names.many), counts[kind]) for kind, names in all_kinds().items() if counts[kind]]
    chosen = [found for found in everything if not asked.kind or found.kind == asked.kind]
    if asked.kind and len(everything) >= CAP:  # there may be more of this kind than among the best of all
        chosen = index.find(result.words, kind=asked.kind, audiences=allowed(index, person))
    result.total = len(chosen)
    result.page = Paginator(chosen, PER_PAGE).get_page(number)
    shown = list(result.page.object_list)
    result.hits = hits(index, scope, person, shown, result.words)
    result.total -= len(shown) - len(result.hits)  # withdrawn a moment ago
    if scope.language != SOURCE_LANGUAGE and result.total < ENOUGH and not asked.kind:
        result.german = only_german(scope, person, asked, index)
    return result


def understood(index: Reader, asked: Asked, synonyms: Mapping[str, list[str]]) -> list[Word]:
    """Return the words of a question with corrections and synonyms."""
    words = index.understand(asked.text, correct=False)
    folded = f" {' '.join(fold_words(asked.text))} "
    named = {term for term in synonyms if f" {term} " in folded}
    of_synonyms = {word for term in named for word in term.split()}
    if not asked.literally:
        corrected = index.understand(asked.text)
        words = [w if w.text in of_synonyms else c for w, c in zip(words, corrected, strict=True)]
    also = {term: index.terms_of(" ".join(synonyms[term])) for term in named}
    result = []
    for word in words:
        extra = tuple(t for term in named if word.text in term.split() for t in also[term])
        result.append(replace(word, also=extra) if extra else word)
    return result


def synonyms_of(municipality: Municipality, language: str) -> dict[str, list[str]]:
    """Return {folded term: meanings} of a municipality and language (one query, none where remembered)."""
    code = base_language(language)

    def read() -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        rows = Synonym.objects.filter(municipality=municipality, language=code)
        for term, meaning in rows.values_list("folded", "meaning"):
            found.setdefault(term, []).append(meaning)
        return found

    return remember("search", (municipality.pk, code), read)


def allowed(index: Reader, person: Any) -> list[tuple[str, str]]:
    """Return the (source, audience) pairs that are not public and that the person belongs to."""
    if not getattr(person, "is_authenticated", False):
        return []
    known = sources()
    return [
        (source, audience)
        for source, audience in index.audiences()
        if source in known and known[source].visible(person, audience)
    ]


def hits(index: Reader, scope: Scope, person: Any, found: Sequence[Found], words: Sequence[Word]) -> list[Hit]:
    """Return results with what they look like now. What is gone or hidden since it was indexed is left out."""
    keys: dict[str, list[str]] = {}
    for one in found:
        keys.setdefault(one.source, []).append(one.key)
    known = sources()
    shown = {name: known[name].shown(scope, wanted) if name in known else {} for name, wanted in keys.items()}
    texts = index.texts([one.number for one in found])
    forms = index.forms(words)
    kinds = all_kinds()
    result = []
    for one in found:
        now = shown[one.source].get(one.key)
        if now is None or one.number not in texts:
            continue
        if now.audience != PUBLIC and not _may_see(person, one.source, now.audience):
            continue
        title, body = now.title, texts[one.number][1]
        result.append(
            Hit(
                one,
                now,
                marked(title, forms),
                excerpt(body, forms),
                str(kinds[one.kind].one) if one.kind in kinds else "",
            )
        )
    return result


def _may_see(person: Any, source: str, audience: str) -> bool:
    return bool(getattr(person, "is_authenticated", False)) and sources()[source].visible(person, audience)


def only_german(scope: Scope, person: Any, asked: Asked, index: Reader) -> list[Hit]:
    """Return what the words find in German and what does not exist in the language of the scope."""
    german = replace(scope, language=SOURCE_LANGUAGE)
    other = reader(path_of(german), SOURCE_LANGUAGE)
    if other is None:
        return []
    with other.snapshot():
        words = understood(other, asked, synonyms_of(german.municipality, SOURCE_LANGUAGE))
        found = other.find(words, audiences=allowed(other, person), cap=50)
        translated = index.known([(one.source, one.key) for one in found])
        missing = [one for one in found if (one.source, one.key) not in translated][:ONLY_GERMAN]
        return hits(other, german, person, missing, words) if missing else []


def misses(municipality: Municipality, limit: int = 200) -> list[Miss]:
    """Return the questions that found nothing and may be read, the most frequent of late first (two queries)."""
    rows = list(
        Miss.objects.filter(municipality=municipality)
        .exclude(words="")
        .prefetch_related("weeks")
        .order_by("-last_day")[:limit]
    )
    return sorted(rows, key=lambda miss: -sum(week.count for week in list(miss.weeks.all())[:4]))


# --- Marking ----------------------------------------------------------------------------------------------------------


def marked(text: str, forms: frozenset[str]) -> list[tuple[str, bool]]:
    """Return a text in pieces, those to be marked with True."""
    return pieces(text, spots(text, forms), 0, len(text))


def excerpt(text: str, forms: frozenset[str]) -> list[tuple[str, bool]]:
    """Return the most telling 240 signs of a text in pieces, with "…" where something is left out."""
    text = text.replace("\n", " · ")
    found = spots(text, forms)
    start, end = snippet(text, found, SNIPPET)
    result = pieces(text, found, start, end)
    return [("… ", False)] * (start > 0) + result + [(" …", False)] * (end < len(text))
