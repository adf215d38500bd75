# SPDX-License-Identifier: EUPL-1.2
"""From texts to what the index holds: terms, words with the terms they answer to, trigrams. Texts and queries alike."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from allmende.engines.language import Kind, tokens
from allmende.engines.language.retrieval import Terms, fold, fold_words

LONGEST_TEXT = 100_000
LONGEST_WORD = 60
_NO_SIGN = re.compile(r"[\W_]+")
_LANGUAGE_OF_VARIANT = {"de-simple": "de"}

STOP_WORDS = {
    "de": frozenset(
        """aber als also am an auch bekomme bekommen bekommt brauche brauchen braucht auf aus bei beim bin bis bist da damit dann das dass dein deine dem den denn der des die dies
        diese dieser dieses doch dort du durch ein eine einem einen einer eines er es etwas finde finden findet fuer geht gehen gibt hab habe haben hat hier ich
        ihr ihre im in ins ist ja kann kannst koennen mache machen man moechte moechten mein meine meinem meinen meiner mich mir mit muss muessen nach nicht
        noch nun ob oder sehr sein seine sich sie sind so soll ueber um und uns unser unsere vom von vor wann warum was
        tun tut welche welchen welcher welches wem wen wenn wer werden wie wieder will wir wird wollen wo wofuer woher wohin zu zum zur""".split()
    ),
    "en": frozenset(
        """a an and any are as at be but by can could did do does for from get have how i if in is it its me my not of on or
        our should so that the their them there these they this those to us was we what when where which who why will with
        would you your""".split()
    ),
}


def base_language(language: str) -> str:
    """Return the language whose stems and compounds apply: "de" for "de-simple"."""
    return _LANGUAGE_OF_VARIANT.get(language, language)


def splits_compounds(language: str) -> bool:
    """Whether words of this language are split at their joints."""
    return base_language(language) == "de"


@dataclass
class Analysed:
    """A text as terms in order, and for each term the folded words that carry it."""

    terms: list[str] = field(default_factory=list)
    forms: set[tuple[str, str]] = field(default_factory=set)
    words: dict[str, str] = field(default_factory=dict)
    """Folded word -> as it is written."""


class Analyser:
    """Turns texts of one language into terms. Remembers words, so give one to many texts."""

    def __init__(self, terms: Terms) -> None:
        self.language = terms.language
        self._terms = terms
        self._known: dict[str, tuple[str, ...]] = {}

    def of_word(self, word: str) -> tuple[str, ...]:
        """Return the terms of a word, its own first; hyphens do not count ("E-Mail", "Email")."""
        found = self._known.get(word)
        if found is None:
            made = (_NO_SIGN.sub("", term) for term in self._terms.of_word(word))
            found = tuple(dict.fromkeys(term for term in made if term))
            if len(self._known) < 200_000:
                self._known[word] = found
        return found

    def of(self, text: str) -> Analysed:
        """Return the terms of a text. Words of more than 60 signs carry none."""
        result = Analysed()
        for token in tokens(text[:LONGEST_TEXT], self.language):
            if token.kind is Kind.SIGN:
                continue
            pieces = fold_words(token.text)
            if token.kind is Kind.LINK:
                result.terms += pieces
                result.forms.update((piece, piece) for piece in pieces)
                continue
            if len(token.text) > LONGEST_WORD:
                continue
            made = self.of_word(token.text)
            result.terms += made
            if len(pieces) == 1:
                result.words.setdefault(pieces[0], token.text)
                result.forms.update((term, pieces[0]) for term in made)
            else:
                for piece in pieces:
                    result.words.setdefault(piece, piece)
                    result.forms.update((term, piece) for term in self.of_word(piece))
                joined = "".join(pieces)
                result.forms.add((made[0] if made else joined, joined))
        return result


def folded_text(*texts: str) -> str:
    """Return texts folded for trigrams: words separated and surrounded by single blanks."""
    return f" {' '.join(word for text in texts for word in fold_words(text[:LONGEST_TEXT]))} "


def grams_of(folded: str) -> set[str]:
    """Return the trigrams of a folded text."""
    return {folded[i : i + 3] for i in range(len(folded) - 2)}


def grams_of_word(word: str) -> set[str]:
    """Return the trigrams of a folded word with a blank before and behind it."""
    return grams_of(f" {word} ")


__all__ = [
    "LONGEST_TEXT",
    "LONGEST_WORD",
    "STOP_WORDS",
    "Analysed",
    "Analyser",
    "base_language",
    "fold",
    "folded_text",
    "grams_of",
    "grams_of_word",
    "splits_compounds",
]
