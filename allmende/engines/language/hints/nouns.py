# SPDX-License-Identifier: EUPL-1.2
"""German rules on nouns: nominal style, verbs hidden in nouns, genitives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from allmende.engines.language.tokens import Kind

from .length import shorten
from .model import Finding, Settings
from .officialese import VERB_PHRASES, Entry
from .view import View

_ABSTRACT = re.compile(r"[a-zäöüß]{3,60}(?:ung|heit|keit)(?:en)?")
# Things and bodies one can point to, though they end alike.
_CONCRETE = re.compile(
    r".*(?:wohnung|zeitung|rechnung|kleidung|heizung|zeichnung|versicherung|verwaltung|siedlung|bildung|veranstaltung|einrichtung|abteilung|"
    r"regierung|bevölkerung|umgebung|(?<!r)richtung|leitung|übung|lösung|sitzung|meinung|erfahrung|krankheit|gesundheit|einheit|möglichkeit|"
    r"sprung|schwung|hoffnung|festung|mündung|lichtung|sammlung|ausstellung|(?<!ch)führung|vorstellung|warnung|werbung|packung|quittung|"
    r"kreuzung|leistung|verfügung|bescheinigung|unterstützung|beratung|erklärung|vereinbarung|entschuldigung|freiheit|wahrheit|kindheit|vergangenheit|mehrheit|minderheit|gelegenheit|sehenswürdigkeit|persönlichkeit|flüssigkeit)(?:en)?"
)

_VERB_FORMS = {
    "nehmen": "nehm nimm nahm genommen nähm", "stellen": "stell gestellt", "stehen": "steh stand stünd gestanden", "finden": "find fand gefunden",
    "kommen": "komm kam gekommen käm", "bringen": "bring brach gebracht", "setzen": "setz gesetzt", "leisten": "leist geleistet",
    "ziehen": "zieh zog gezogen", "schenken": "schenk geschenkt", "schaffen": "schaff schuf geschaffen", "treffen": "treff triff traf getroffen",
    "treten": "tret tritt trat getreten träte", "gelangen": "gelang", "machen": "mach gemacht", "erteilen": "erteil", "geben": "geb gib gab gegeben",
    "tragen": "trag träg trug getragen", "haben": "hab hat", "vornehmen": "vorgenommen vornehm vornimm vornahm vorzunehm nehm nimm nahm",
    "durchführen": "durchgeführt durchführ durchzuführ führ", "unterziehen": "unterz", "sein": "ist sind war",
}  # fmt: skip
_PREPARED = tuple(
    (
        tuple(word.lower() for word in entry.word.split()[:-1]),
        tuple(_VERB_FORMS[entry.word.split()[-1]].split()),
        entry,
    )
    for entry in VERB_PHRASES
)
_BY_FIRST: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], Entry]]] = {}
for _prepared in _PREPARED:
    _BY_FIRST.setdefault(_prepared[0][0], []).append(_prepared)

_GENITIVE_ARTICLES = frozenset("eines meines deines seines ihres unseres eures keines dieses jenes jedes".split())
_GENITIVE_NOUN = re.compile(r".*(?:[bdfgklmnrt]|[^i]e|(?<!c)h)s")
_ARTICLES = frozenset(
    "die das der den dem ein eine einen einem einer im am zum zur vom beim ins alle diese ihr ihre ihren unser unsere jede".split()
)
_ADJECTIVE = re.compile(r"[a-zäöüß]{2,40}en")
_GIVING = re.compile(
    r"(?:ge)?(?:geb|gib|gab|schenk|zeig|helf|hilf|half|holfen|bring|brach|schick|dank|sag|erklär|send|sand|gehör|gefäll|gefall|antwort|folg|dien|"
    r"schad|fehl|reich|mitteil|teil|erlaub|überlass|überreich|bericht|empf[ei]hl|verkauf|leih)[a-zäöüß]*"
)
_FIXED = frozenset({"weiteren", "öfteren", "nachts", "näheren"})


def nominal_style(view: View, settings: Settings) -> Iterator[Finding]:
    """Many nouns on -ung, -heit, -keit in one sentence."""
    found = [
        token
        for index, token in enumerate(view.tokens)
        if token.kind is Kind.WORD
        and token.text[0].isupper()
        and _ABSTRACT.fullmatch(view.lowers[index])
        and not _CONCRETE.fullmatch(view.lowers[index])
    ]
    if len(found) >= settings.profile.nominalisations:
        nouns = ", ".join(shorten(token.text, 30) for token in found[:4])
        yield Finding("nominal-style", found[0].start, found[-1].end, {"nouns": nouns, "count": len(found)})


def verb_phrases(view: View, _: Settings) -> Iterator[Finding]:
    """Verbs that hide in nouns: "in Anspruch nehmen" for "nutzen"."""
    lowers = view.lowers
    for index, word in enumerate(lowers):
        for phrase, verbs, entry in _BY_FIRST.get(word, ()):
            end = index + len(phrase)
            if tuple(lowers[index:end]) != phrase:
                continue
            if any(
                lower.removeprefix("zu").startswith(verbs) and not view.is_noun_like(i)
                for i, lower in enumerate(lowers)
                if not index <= i < end
            ):
                yield Finding(
                    "verb-phrase",
                    view.tokens[index].start,
                    view.tokens[end - 1].end,
                    {"found": entry.word},
                    entry.instead,
                )
                break


def _noun_after(view: View, index: int) -> int | None:
    """The noun that follows an article, with up to two adjectives between."""
    for at in range(index + 1, min(index + 4, len(view.tokens))):
        token = view.tokens[at]
        if token.kind is not Kind.WORD:
            return None
        if view.is_noun_like(at):
            return at
        if not _ADJECTIVE.fullmatch(view.lowers[at]):
            return None
    return None


def _genitives(view: View) -> list[tuple[int, int]]:
    """Pairs (article, noun) of token indices that are surely genitives."""
    found: list[tuple[int, int]] = []
    giving = any(_GIVING.fullmatch(word) for word in view.lowers)
    for index, word in enumerate(view.lowers):
        if view.is_noun_like(index) or (word not in _GENITIVE_ARTICLES and word not in {"des", "der"}):
            continue
        noun = _noun_after(view, index)
        if noun is None or view.lowers[index + 1] in _FIXED:
            continue
        if word == "des":
            found.append((index, noun))
        elif word == "der":
            linked = bool(found) and found[-1][1] == index - 1
            owner = index - 1
            if not linked and not giving and owner >= 1 and view.is_noun_like(owner):
                before = owner - 1
                if before >= 1 and _ADJECTIVE.fullmatch(view.lowers[before]) and view.lowers[before] not in _ARTICLES:
                    before -= 1
                linked = view.lowers[before] in _ARTICLES and not view.is_noun_like(before)
            if linked:
                found.append((index, noun))
        elif _GENITIVE_NOUN.fullmatch(view.lowers[noun]):
            found.append((index, noun))
    return found


def genitives(view: View, _: Settings) -> Iterator[Finding]:
    """Genitives, and chains of them; the "der" of a genitive is believed only where no dative can be meant."""
    pairs = _genitives(view)
    position = 0
    while position < len(pairs):
        last = position
        while last + 1 < len(pairs) and pairs[last + 1][0] == pairs[last][1] + 1:
            last += 1
        start, end = view.tokens[pairs[position][0]].start, view.tokens[pairs[last][1]].end
        text = view.sentence.text[start - view.sentence.start : end - view.sentence.start]
        yield Finding(
            "genitive-chain" if last > position else "genitive", start, end, {"found": shorten(" ".join(text.split()))}
        )
        position = last + 1
