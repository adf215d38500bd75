# SPDX-License-Identifier: EUPL-1.2
"""German rules on verbs: passive, "ist zu tun", subjunctive, "man".

Without a parser a participle is known by its form and its place: at the end of its clause or right before "werden". What could as
well be an infinitive ("wird beginnen") is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .length import shorten
from .model import Finding, Settings
from .view import View

_SEPARABLE = (
    "an|ab|auf|aus|bei|bekannt|bereit|dar|durch|ein|entgegen|fest|fort|frei|gut|her|heraus|herein|hin|hinaus|hinzu|los|mit|nach|"
    "nieder|sicher|statt|teil|um|unter|vor|voraus|vorbei|weg|weiter|wieder|zu|zurück|zusammen|über"
)
_WITH_GE = re.compile(rf"(?:{_SEPARABLE})?ge[a-zäöüß]{{2,30}}(?:t|en)")
_NOT_WITH_GE = re.compile(
    rf"(?:{_SEPARABLE})?(?:geben|gehen|gelten|gewinnen|genießen|gehören|gelangen|gelingen|gestalten|gewähren|genehmigen|gefährden|geraten|"
    r"gefallen|gestatten|genügen|geschehen|gestehen|gewährleisten|gedenken|gebühren|geworden|gewesen)"
    r"|gegen|gerecht|geeignet|gesamt|gewohnt|gewöhnt|gespannt|gewandt|geneigt|gelegen|gefragt|geübt|insgesamt"
)
_WITH_PREFIX = re.compile(rf"(?:{_SEPARABLE})?(?:be|ver|er|ent|emp|zer|miss|über|unter|wider)[a-zäöüß]{{2,30}}[^s]t")
_NOT_WITH_PREFIX = frozenset(
    "bekannt beliebt bereit berechtigt verheiratet bewusst vertraut verliebt erfreut verrückt berühmt erkältet betagt behindert überhaupt "
    "begeistert verletzt verwandt verwirrt erwachsen unbekannt besorgt bedingt ernst unterwegs".split()
)
_IN_IERT = re.compile(r"[a-zäöüß]{3,30}iert")
_STRONG = frozenset(
    "begonnen besprochen beschlossen verboten erhoben verschoben entschieden empfohlen unterschrieben beschrieben verbunden erfunden verloren "
    "betrieben vertrieben verstanden übernommen überwiesen unterbrochen erworben entnommen vernommen beworben bezogen einbezogen entzogen "
    "vollzogen verwiesen bewiesen verschrieben verworfen entworfen unterworfen verglichen verliehen behoben enthoben verwendet".split()
)
_INFINITIVE_TOO = re.compile(r"(?:be|ver|er|ent|emp|zer|über|unter)[a-zäöüß]{3,30}en")
_BECOME = frozenset({"werden", "wird", "wurde", "wurden", "wirst", "werdet", "worden"})
_MODALS = frozenset("kann können konnte muss müssen musste soll sollen darf dürfen will wollen".split())
_AND = frozenset({"und", "oder", "sowie", "bzw."})

_SUBJUNCTIVE = re.compile(
    r"(?:würde|wäre|hätte|könnte|müsste|dürfte|käme|ginge|gäbe|ließe|bräuchte|wüsste|fände|stünde|läge|bekäme|möge)(?:n|st|t)?|seien"
)
_INFINITIVE = re.compile(r"[a-zäöüß]{2,40}(?:en|ern|eln)")
_INNER_ZU = re.compile(rf"(?:{_SEPARABLE})zu[a-zäöüß]{{3,30}}(?:en|ern|eln)")
# "ist leicht zu lesen", "ist zu sehen": no duty is meant.
_NO_DUTY = frozenset(
    "schwer leicht einfach schwierig gut schlecht kaum bereit möglich unmöglich schön nötig wichtig erlaubt verboten geeignet gewohnt froh da "
    "dabei es um ohne nicht nichts viel wenig genug besser zeit ziel aufgabe wunsch idee recht pflicht noch nur".split()
)
_NO_DUTY_VERBS = frozenset(
    "sehen hören finden erreichen erkennen haben kaufen bekommen erwarten besuchen besichtigen verstehen spüren merken vermieten verkaufen "
    "verschenken entdecken bewundern lesen erleben bestaunen gewinnen hoffen".split()
)
_IS = frozenset({"ist", "sind", "war", "waren"})


def is_participle(word: str) -> bool:
    """Whether a word in small letters looks like a German past participle and nothing else."""
    if _WITH_GE.fullmatch(word):
        return _NOT_WITH_GE.fullmatch(word) is None
    if _WITH_PREFIX.fullmatch(word) or _IN_IERT.fullmatch(word):
        return word not in _NOT_WITH_PREFIX
    return word in _STRONG


def _participle(view: View, clause: range) -> int | None:
    """The index of the participle of a passive in a clause that holds a form of "werden"."""
    become = [i for i in clause if view.lowers[i] in _BECOME and not view.is_noun_like(i)]
    if not become:
        return None
    for index in clause:
        word = view.lowers[index]
        if index in become or view.tokens[index].text[0].isupper():
            continue
        after = view.lowers[index + 1] if index + 1 < clause.stop else ""
        if after in _BECOME:
            if is_participle(word) or (after in {"werden", "worden"} and _INFINITIVE_TOO.fullmatch(word)):
                return index
        elif (after == "" or after in _AND) and become[0] < index and is_participle(word):
            return index
    return None


def passive(view: View, _: Settings) -> Iterator[Finding]:
    """Find "wird ... geprüft", "muss geprüft werden", "ist geprüft worden"; a passive future has a key of its own."""
    for clause in view.clauses:
        found = _participle(view, clause)
        if found is None:
            continue
        become = [i for i in clause if view.lowers[i] in _BECOME]
        first, last = min(found, become[0]), max(found, become[-1])
        future = view.lowers[become[0]] in {"wird", "werden"} and become[0] < found
        future = future and view.lowers[found + 1 : found + 2] in (["werden"], ["worden"])
        future = future and not _MODALS.intersection(view.lowers[become[0] : found])
        start, end = view.tokens[first].start, view.tokens[last].end
        text = " ".join(dict.fromkeys(view.tokens[i].text for i in sorted({*become, found})))
        if future:
            text = f"{view.tokens[become[0]].text} … {view.tokens[found].text} {view.tokens[become[-1]].text}"
        yield Finding("passive-future" if future else "passive", start, end, {"found": shorten(text)})


def must_infinitive(view: View, _: Settings) -> Iterator[Finding]:
    """Find "Der Antrag ist einzureichen": a duty that names nobody."""
    for clause in view.clauses:
        words = [view.lowers[i] for i in clause]
        verb = len(words) - (2 if words[-1] in _IS else 1)
        if verb < 1:
            continue
        inner = _INNER_ZU.fullmatch(words[verb]) is not None
        outer = words[verb - 1] == "zu" and _INFINITIVE.fullmatch(words[verb]) is not None
        is_at = next((i for i, word in enumerate(words) if word in _IS), None)
        if not (inner or outer) or is_at is None or view.tokens[clause[verb]].text[0].isupper():
            continue
        if words[verb] in _NO_DUTY_VERBS or _NO_DUTY.intersection(words):
            continue
        first = min(is_at, verb - outer)
        last = max(is_at, verb)
        found = view.tokens[clause[is_at]].text + " … " + ("zu " if outer else "") + view.tokens[clause[verb]].text
        yield Finding(
            "must-infinitive",
            view.tokens[clause[first]].start,
            view.tokens[clause[last]].end,
            {"found": shorten(found)},
        )


def subjunctive(view: View, _: Settings) -> Iterator[Finding]:
    """Forms of the subjunctive that are nothing else; "möchte" is everyday language, "sollte" and "wollte" are also past tense."""
    for index, word in enumerate(view.lowers):
        if _SUBJUNCTIVE.fullmatch(word) and not view.is_noun_like(index):
            token = view.tokens[index]
            yield Finding("subjunctive", token.start, token.end, {"word": token.text})


def impersonal(view: View, _: Settings) -> Iterator[Finding]:
    """The pronoun "man"."""
    for index, word in enumerate(view.lowers):
        if word == "man" and not view.is_noun_like(index):
            token = view.tokens[index]
            yield Finding("man", token.start, token.end, {"word": token.text}, "Sie")
