# SPDX-License-Identifier: EUPL-1.2
"""Rules on single words: officialese, foreign words, fillers, negation, abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from allmende.engines.language.abbreviations import NAMES_BEFORE, lookup
from allmende.engines.language.retrieval.stem import stem
from allmende.engines.language.tokens import Kind

from .model import Finding, Settings
from .officialese import FOREIGN, OFFICIALESE, Entry, WordList
from .signs import is_roman
from .view import View

_FILLERS = {
    "de": frozenset(
        "eigentlich grundsätzlich natürlich selbstverständlich quasi sozusagen irgendwie durchaus gewissermaßen freilich letztlich "
        "letztendlich schlichtweg regelrecht gleichsam lediglich ohnehin sowieso bekanntlich offenkundig zweifellos zweifelsohne "
        "gemeinhin nichtsdestotrotz bekanntermaßen selbstredend überaus".split()
    ),
    "en": frozenset(
        "actually basically essentially literally obviously simply really very quite rather generally".split()
    ),
}
_NEGATIONS = {
    "de": re.compile(r"nicht|nichts|nie|niemals|niemand(?:em|en)?|kein(?:e|en|em|er|es)?|weder|keinesfalls|keineswegs"),
    "en": re.compile(r"not|no|never|nobody|none|nothing|neither|nor|cannot|[a-z]+n['’]t"),
}
_UN = re.compile(
    r"un(?!d\b|s\b|ter|ser|gefähr|bedingt|ion|iver|i[a-z]|verzüglich|längst|entgeltlich|terschied|abhängig|d[a-z]?$)[a-zäöüß]{4,40}"
)
_EN_UN = re.compile(
    r"(?:un(?!der|til|less|ion|it|iq|iv|cle|animous)|in(?=accurate|active|appropriate|capable|complete|correct|effective|frequent|significant|sufficient|valid|visible))[a-z]{4,40}"
)
_KNOWN_ACRONYMS = frozenset("WC CD DVD TV EU USA SMS LKW PKW PC ICE DRK ADAC AG KG SOS OK DIN ISO A B C".split())
_ACRONYM = re.compile(r"[A-ZÄÖÜ]{2,6}|[A-Z][a-zäöü]{0,3}[A-Z]{1,4}[a-z]?")


def _word_list(view: View, key: str, known: WordList) -> Iterator[Finding]:
    for index, token in enumerate(view.tokens):
        if token.kind is not Kind.WORD:
            continue
        word = view.lowers[index]
        for phrase, entry in known.phrases.get(word, ()):
            end = index + len(phrase)
            if tuple(view.lowers[index:end]) == phrase:
                yield _found(view, key, index, end - 1, entry)
                break
        else:
            form = known.forms.get(word)
            if form is not None and _same_kind(view, index, form):
                yield _found(view, key, index, index, form)
                continue
            for entry in known.stems.get(stem(word, view.language), ()):
                # A noun and a verb may share a stem ("Bescheid", "bescheiden"): the capital letter tells.
                if _same_kind(view, index, entry) and abs(len(word) - len(entry.word)) <= 4:
                    yield _found(view, key, index, index, entry)
                    break


def _same_kind(view: View, index: int, entry: Entry) -> bool:
    if view.language == "en":
        return True
    if entry.word[0].isupper():
        return view.tokens[index].text[0].isupper()
    return not view.is_noun_like(index)


def _found(view: View, key: str, first: int, last: int, entry: Entry) -> Finding:
    start, end = view.tokens[first].start, view.tokens[last].end
    written = view.sentence.text[start - view.sentence.start : end - view.sentence.start]
    replacement = entry.replacement
    if replacement and written[0].isupper() and (view.language == "en" or not entry.word[0].isupper()):
        replacement = replacement[0].upper() + replacement[1:]
    return Finding(key, start, end, {"word": written}, entry.instead, replacement)


def officialese(view: View, _: Settings) -> Iterator[Finding]:
    """Words of offices, with plain ones for them."""
    if view.language in OFFICIALESE:
        yield from _word_list(view, "officialese", OFFICIALESE[view.language])


def foreign_words(view: View, _: Settings) -> Iterator[Finding]:
    """Foreign words that have a good German one beside them."""
    if view.language in FOREIGN:
        yield from _word_list(view, "foreign-word", FOREIGN[view.language])


def fillers(view: View, _: Settings) -> Iterator[Finding]:
    """Words that add nothing."""
    known = _FILLERS.get(view.language, frozenset())
    for index, word in enumerate(view.lowers):
        if word in known and not view.is_noun_like(index):
            token = view.tokens[index]
            yield Finding("filler", token.start, token.end, {"word": token.text})


def negations(view: View, _: Settings) -> Iterator[Finding]:
    """Each negation; two that belong together are one finding of another key."""
    negation = _NEGATIONS.get(view.language, _NEGATIONS["de"])
    un = _EN_UN if view.language == "en" else _UN
    without = "without" if view.language == "en" else "ohne"
    found = [i for i, word in enumerate(view.lowers) if negation.fullmatch(word)]
    doubled: set[int] = set()
    clause_of = {i: number for number, clause in enumerate(view.clauses) for i in clause}
    for index in found:
        partner = next(
            (
                at
                for at in range(index + 1, min(index + 3, len(view.tokens)))
                if clause_of.get(at) == clause_of.get(index)
                and (
                    un.fullmatch(view.lowers[at])
                    or view.lowers[at] == without
                    or (at in found and view.lowers[at] != "nor")
                )
                and view.tokens[at].text[0].islower()
                and view.lowers[at + 1 : at + 2] != ["weiteres"]
            ),
            None,
        )
        if partner is not None and index not in doubled:
            doubled |= {index, partner}
            first, last = view.tokens[index], view.tokens[partner]
            text = view.sentence.text[first.start - view.sentence.start : last.end - view.sentence.start]
            yield Finding("double-negation", first.start, last.end, {"found": " ".join(text.split())})
    for index in found:
        if index not in doubled:
            token = view.tokens[index]
            yield Finding("negation", token.start, token.end, {"word": token.text})


def abbreviations(view: View, _: Settings) -> Iterator[Finding]:
    """Abbreviations with a full stop, and those of letters only ("BGB"); titles before names are fine."""
    for index, token in enumerate(view.tokens):
        if token.kind is Kind.ABBREVIATION:
            entry = lookup(token.text, view.language)
            if entry is not None and entry.written not in NAMES_BEFORE:
                spoken = entry.spoken
                if index == 0:
                    spoken = spoken[0].upper() + spoken[1:]
                last = index == len(view.tokens) - 1  # the full stop ends the sentence, too
                yield Finding("abbreviation", token.start, token.end, {"word": token.text}, spoken, spoken + "." * last)
        elif token.kind is Kind.WORD and _ACRONYM.fullmatch(token.text) and len(token.text) > 1:
            neighbours = {view.tokens[i].text for i in (index - 1, index + 1) if 0 <= i < len(view.tokens)}
            shouted = any(text.isupper() and len(text) > 1 and text.isalpha() for text in neighbours)
            if token.text not in _KNOWN_ACRONYMS and not is_roman(token.text) and "(" not in neighbours and not shouted:
                yield Finding("acronym", token.start, token.end, {"word": token.text})
