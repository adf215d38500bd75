# SPDX-License-Identifier: EUPL-1.2
"""German and English texts: sentences, readability, hints for editors, parts of a search, text for reading aloud.

    sentences(text), tokens(text)           places of sentences and words
    measure(text)                           readability formulas and a verdict
    hints.check(text, profile=hints.EASY)   what is hard to read, and what to write instead
    retrieval                               folding, stems, compounds, corrections, fusion, highlights
    speech.utterances(text)                 what a voice says, sentence by sentence

All is pure Python over the text alone: no models, no network, time linear in the length of the text.
"""

from .readability import Readability, Verdict, measure
from .sentences import Form, Sentence, sentences
from .syllables import syllables
from .tokens import Kind, Token, tokens, words

__all__ = [
    "Form",
    "Kind",
    "Readability",
    "Sentence",
    "Token",
    "Verdict",
    "measure",
    "sentences",
    "syllables",
    "tokens",
    "words",
]
