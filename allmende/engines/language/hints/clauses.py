# SPDX-License-Identifier: EUPL-1.2
"""German rules on how sentences are built: relative clauses, nesting, two statements in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from allmende.engines.language.tokens import Kind

from .model import Finding, Settings
from .view import View

_CONJUNCTIONS = frozenset(
    "dass weil wenn obwohl damit sodass nachdem bevor während sofern soweit falls ob indem solange sobald obgleich da um".split()
)
_OPENERS = frozenset("wenn falls weil obwohl sobald solange bevor nachdem sofern soweit damit".split())
_SURE_RELATIVES = frozenset("dessen deren denen welcher welche welches welchen welchem".split())
_RELATIVES = frozenset("der die das den dem".split())
_PREPOSITIONS = frozenset(
    "in mit für auf an bei von aus zu nach über unter durch gegen vor hinter neben zwischen während".split()
)
_FINITE = frozenset(
    "ist sind war waren hat haben hatte hatten kann können konnte konnten muss müssen musste mussten darf dürfen soll sollen will wollen "
    "möchte möchten wird werden wurde wurden braucht brauchen steht stehen gibt geht kommt hilft".split()
)
# In a relative clause these stand at the very end; earlier they are the verb of a main clause.
_ONLY_FINITE = frozenset(
    "ist wird hat kann muss darf soll will war wurde hatte musste konnte gibt geht kommt steht".split()
)
_VERB_END = re.compile(r"[a-zäöüß]{2,40}(?:t|en|te|ten|eln|ern)")
_NO_VERB = frozenset(
    "nicht recht selbst jetzt dort fast sonst laut seit samt nächsten ersten letzten neuen alten eigenen vielen allen meisten wochen jahren "
    "gestern heuten beiden insgesamt gut bekannt wichtigsten offen morgen zwischen neben oben unten draußen drinnen hinten innen außen zusammen".split()
)
_JOINING = frozenset({"und", "aber", "denn", "oder", "doch", "sondern"})


def _verb_like(word: str) -> bool:
    return word in _FINITE or (_VERB_END.fullmatch(word) is not None and word not in _NO_VERB)


def _relative(view: View, comma: int) -> int | None:
    """The index of the relative pronoun after a comma, or None where no relative clause surely begins there."""
    count = len(view.tokens)
    at = comma + 1
    if at + 1 < count and view.lowers[at] in _PREPOSITIONS:
        at += 1
    if at >= count or comma == 0 or not view.is_noun_like(comma - 1):
        # also after a closing bracket or a number the pronoun may refer to a noun, but that is not sure
        return None
    if view.tokens[at].text[0].isupper():
        return None
    word = view.lowers[at]
    if word not in _RELATIVES and word not in _SURE_RELATIVES:
        return None
    clause = next((c for c in view.clauses if comma + 1 in c), None)
    if clause is None or len(clause) - (at - comma - 1) < 2:
        return None
    last = clause[-1]
    if view.tokens[last].text[0].isupper() or not _verb_like(view.lowers[last]):
        return None
    if word in _SURE_RELATIVES:
        return at
    return None if _no_relative_after_all(view, clause, at) else at


def _no_relative_after_all(view: View, clause: range, at: int) -> bool:
    """Whether "der", "die", "das" begin a main clause (", das ist ...", ", das Amt ist ...") or go on with an enumeration."""
    last = clause[-1]
    if view.lowers[at + 1] in _FINITE and at + 1 != last:
        return True
    if any(view.lowers[i] in _ONLY_FINITE for i in range(at + 1, last)):
        return True
    if not view.is_noun_like(at + 1):
        return False
    return any(view.lowers[i] in {"und", "oder", "sowie"} for i in clause)


def _relatives(view: View) -> list[int]:
    commas = (index for index, token in enumerate(view.tokens) if token.text == ",")
    return [at for at in (_relative(view, comma) for comma in commas) if at is not None]


def relative_clause(view: View, _: Settings) -> Iterator[Finding]:
    """A relative clause: after a comma and a noun, with its verb at the end."""
    for at in _relatives(view):
        clause = next(c for c in view.clauses if at in c)
        yield Finding(
            "relative-clause", view.tokens[clause[0]].start, view.tokens[clause[-1]].end, {"word": view.tokens[at].text}
        )


def nested(view: View, settings: Settings) -> Iterator[Finding]:
    """Several subordinate clauses in one sentence."""
    lowers = view.lowers
    count = len(_relatives(view)) + (lowers[0] in _OPENERS)
    for index, word in enumerate(lowers[:-1]):
        if (word == "," and lowers[index + 1] in _CONJUNCTIONS) or (
            word in {"und", "oder"} and index and lowers[index + 1] in {"dass", "weil", "wenn", "ob"}
        ):
            count += 1
    if count >= settings.profile.subordinate_clauses:
        yield Finding("nested", view.sentence.start, view.sentence.end, {"clauses": count})


def _subject_and_verb(view: View, at: int) -> bool:
    """Whether a pronoun and its verb, or "dann" and a verb, stand at `at`."""
    if at + 1 >= len(view.tokens) or view.tokens[at + 1].kind is not Kind.WORD or view.is_noun_like(at + 1):
        return False
    subject, verb = view.lowers[at], view.lowers[at + 1]
    if subject in {"dann", "danach"}:
        return _verb_like(verb)
    if subject in {"er", "es"}:
        return verb in _FINITE or (verb.endswith("t") and _verb_like(verb))
    if subject in {"sie", "wir"}:
        return verb in _FINITE or (verb.endswith("en") and _verb_like(verb))
    if subject == "ich":
        return verb in {"bin", "habe", "kann", "muss", "war", "darf", "will", "möchte"} or (
            len(verb) > 4 and verb.endswith("e")
        )
    return False


def two_statements(view: View, _: Settings) -> Iterator[Finding]:
    """Two main clauses: joined by "und", "aber", "denn" ... and with a subject of their own."""
    for index, word in enumerate(view.lowers):
        if word not in _JOINING or index < 2:
            continue
        comma = view.lowers[index - 1] == ","
        if _subject_and_verb(view, index + 1) or (comma and word in {"denn", "doch"} and len(view.tokens) - index > 3):
            yield Finding("two-statements", view.sentence.start, view.sentence.end, {"word": view.tokens[index].text})
            return
