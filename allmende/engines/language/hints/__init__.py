# SPDX-License-Identifier: EUPL-1.2
"""Hints for editors: what makes a text hard to read, where, and what one may write instead.

    hints = check("Die Antragstellung ist unverzüglich vorzunehmen.", profile=PLAIN)
    for hint in hints:
        print(hint.start, hint.end, message(hint).title, hint.suggestion)

Rules see words, not sense. They are made to be silent when in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence

from allmende.engines.language.sentences import Sentence, sentences

from . import clauses, english, length, nouns, signs, verbs, wording
from .messages import MESSAGES, Message, message
from .model import EASY, PLAIN, PROFILES, Finding, Hint, Profile, Rule, Settings, Severity, Splitter
from .view import View

__all__ = [
    "EASY",
    "MESSAGES",
    "PLAIN",
    "PROFILES",
    "Hint",
    "Message",
    "Profile",
    "Severity",
    "Splitter",
    "check",
    "message",
]

_BOTH: tuple[Rule, ...] = (
    length.long_word,
    length.parentheses,
    wording.officialese,
    wording.fillers,
    wording.negations,
    wording.abbreviations,
    signs.number_words,
    signs.roman_numerals,
    signs.large_numbers,
    signs.percents,
    signs.short_dates,
    signs.special_signs,
    signs.semicolons,
    signs.slashes,
    signs.capitals,
)
_RUNNING: dict[str, tuple[Rule, ...]] = {
    "de": (
        length.long_sentence,
        verbs.passive,
        verbs.must_infinitive,
        verbs.subjunctive,
        verbs.impersonal,
        nouns.nominal_style,
        nouns.verb_phrases,
        nouns.genitives,
        clauses.relative_clause,
        clauses.nested,
        clauses.two_statements,
        wording.foreign_words,
    ),
    "en": (length.long_sentence, english.passive, english.nested),
}
_LONGEST_SENTENCE = 400
"""Sentences of more tokens than this are lists or data; they are only told to be long."""


def _finding_order(finding: Finding) -> tuple[int, int, str]:
    return finding.start, finding.end, finding.key


def check(
    text: str | Sequence[Sentence],
    language: str = "de",
    profile: Profile = PLAIN,
    splitter: Splitter | None = None,
) -> list[Hint]:
    """Return the hints on a text, ordered by place.

    Args:
        text: any text, or its sentences where they are at hand.
        language: "de" or "en". Messages are German in both cases: they are for editors.
        profile: `PLAIN` (Einfache Sprache) or `EASY` (Leichte Sprache), or an own one.
        splitter: splits compounds, so that long words get a proposal with hyphens; e.g. `Compounds.split`.
    """
    settings = Settings(profile, splitter)
    rules = _RUNNING["en" if language == "en" else "de"]
    hints: list[Hint] = []
    for sentence in sentences(text, language) if isinstance(text, str) else text:
        view = View(sentence, language)
        if len(sentence.tokens) > _LONGEST_SENTENCE:
            active: tuple[Rule, ...] = (length.long_sentence,)
        else:
            active = (*rules, *_BOTH) if view.running else _BOTH
        findings = (finding for rule in active for finding in rule(view, settings) if finding.key in profile.severities)
        hints += [
            Hint(f.key, f.start, f.end, profile.severities[f.key], f.params, f.suggestion, f.replacement)
            for f in sorted(findings, key=_finding_order)
        ]
    return hints
