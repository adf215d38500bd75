# SPDX-License-Identifier: EUPL-1.2
"""Spoken syllables of a word, German and English, by groups of vowels and the exceptions that matter.

Counted is as words are divided in writing (Duden): Fa-mi-lie, Fa-mi-li-en. A group of vowels is one syllable. German makes
two of it where the vowels belong to different syllables (be-enden, Feri-en, Muse-um): productive cases are rules, the rest
is a list of stems with a bar at the break. Loan words that keep their foreign sound are listed with their count. The rules
and lists are our own.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from . import numbers

_DE_GROUP = re.compile(r"ei|ai|au|eu|äu|ey|ay|oi|oy|ou|ie|aa|ee|oo|uu|[aeiouyäöü]")

_DE_APART = """
famili|en feri|en lini|en medi|en studi|en seri|en prämi|en akti|en foli|en immobili|en kriteri|en materi|en petersili|en kastani|en
lili|en fossili|en hygi|en zeremoni|en komödi|en tragödi|en bakteri|en orchide|en dahli|en begoni|en magnoli|en gerani|en mumi|en ari|en
itali|e spani|e bulgari|e rumäni|e syri|e asi|en asi|at albani|e belgi|e ukra|in kroati|e serbi|e georgi|e armeni|e indi|en tschechi|e
sloweni|e argentini|e brasili|e kolumbi|e britanni|e jordani|e tunesi|e algeri|e äthiopi|e australi|e kanadi|er
museu|m muse|um muse|en lyze|um jubilä|um mausole|um kolosse|um ide|en arme|en alle|en tourne|en komite|e ko|op zo|olog europa|allee
na|iv mosa|ik prosa|isch archa|isch hebrä|isch europä|isch egoi|st ru|in ingeni|eur zu|un zu|ord re|integr
see|ufer schnee|eule tee|ernte kli|ent sozi|al flu|id radi|o studi|o be|inhalt genu|in intu|it
"""
_DE_LOANS = """
service=2 team=1 online=2 offline=2 homepage=2 website=2 chance=2 leasing=2 meeting=2 screen=1 feedback=2 update=2 software=2 hardware=2
livestream=2 livemusik=3 device=2 coach=1 account=2 people=2 smartphone=2 telephone=3 cookie=2 sale=1 restaurant=3 niveau=2 bureau=2
milieu=2 queue=1 balance=3 branche=2 engagement=4 homeoffice=3 homeschooling=3 carsharing=3 cloud=1 touren=2 tourist=2 touris=2
tour=1 league=1 bike=1 space=1 deadline=2 teenager=3 trainee=2 interview=3 crowdfunding=3 coupon=2 jeans=1 steak=1 creme=1 pfui=1
"""
_DE_RULES = (
    (re.compile("qu"), "q"),
    (re.compile("^y(?=[aeou])"), "j"),
    (re.compile("(?<=[aeou])y(?=[aeiou])"), "-j"),
    # prefixes before a vowel: be-enden, be-inhalten, ge-ehrt, ge-irrt, ge-eignet; but Beirat, beide, geistig, Geige, Beet, Geest
    (re.compile(r"(?<![a-zäöüß])(un|mit|vor|ver|an|ab|ein|aus)?(be|ge)(?=e(?:[iän]|[fhl][a-zäöü]|kel|rb|rd))"), r"\1\2-"),
    (re.compile(r"(?<![a-zäöüß])(un|mit|vor)?(be|ge)(?=inhalt|impf|irrt|irren|innert|u(?![^aeiouäöü]*$)|ur)"), r"\1\2-"),
    # -ie- in two: Lini-e, Feri-en, Pati-ent, Audi-enz, finanzi-ell; but Wien, Schienen, Dienst, Vielleicht, Spiel, Ziel
    (re.compile(r"(?<![aeiouyäöüw])(?<!sch)(?<!kn)(?<!d)i(?=en(?![a-zäöüß]))"), "i-"),
    (re.compile(r"(?<=[aeiou][lrntdsmz])i(?=en[tz])(?<!bedi)(?<!gedi)"), "i-"),
    (re.compile(r"(?<=[nrtdz])i(?=ell)(?<!\bzi)(?<!rei)"), "i-"),
    (re.compile(r"(?<=[^gqn]u)(?=i(?:n|t[aäi]|st))"), "-"),
)  # fmt: skip

_EN_APART = """
are|a cre|at muse|um soci|et vari|et di|et qui|et sci|en cli|en gi|an po|em ru|in flu|id the|at|re theat|er ide|a reali|ty re|act
re|open re|inst pre|exist co|op co|ord radi|o studi|o vide|o aud|io|en audi|en experi|en medi|um stadi|um peri|od seri|ou previ|ou vari|ou
actu|al usu|al annu|al manu|al continu|ou continu|e|d europe|an employe|e be|ing go|ing do|ing see|ing flu|en gradu|a evalu|a situ|a
immedi|at associ|at appreci|at appropri|at medi|a materi|al memori|al tri|al deni|al carry|ing bury|ing worry|ing study|ing apply|ing
apply|ing hy|ing obvi|ou reli|a vi|a bi|en convenie|n conveni|en pati|ent famili|a peculi|a jui|ci co|in|cid genu|in continu|it
"""
_EN_COUNTS = """
business=2 every=2 everyone=3 everything=3 something=2 sometimes=2 someone=2 somewhere=2 therefore=2 different=3 evening=2 eye=1 eyes=1
one=1 once=1 the=1 are=1 recipe=3 cafe=2 wednesday=2 vehicle=3 real=1 really=2 whereas=2 household=2 homepage=2 website=2 create=2
creates=2 hour=1 our=1 fire=1 people=2 via=2 patient=2 patients=2 ancient=2 efficient=3 sufficient=3 employee=3 employees=3 rhythm=1
theatre=3 theatres=3 lion=2 lions=2 be=1 he=1 she=1 we=1 me=1
"""
_EN_GROUP = re.compile(r"[aeiouy]+")
_EN_SILENT = re.compile(r"[^aeioutdy]ed$|(?<=[aeiouy][aeiouy])ed$|[^aeiouysxzcg]es$(?<!ches)(?<!shes)|[^aeiouy]e$")
_EN_SOUNDED = re.compile(r"[^aeiouylr]le[sd]?$")
_EN_INNER_E = re.compile(r"(?<=[aeiouy][bcdfgklmnprstvz])e(?=(?:ly|ment|ments|less|ness|ful|fully)$)")

_EN_CLITICS = frozenset({"s", "t", "d", "m", "ll", "re", "ve"})
_EN_FULL_NOT = tuple(f"{end}n{sign}t" for end in "dsk" for sign in "'’")
_SEPARATORS = re.compile(r"[-'’·‧\u00ad\u2011\u200c\u200d]+")
_LONGEST_WITH_RULES = 100


def _apart(table: str) -> tuple[re.Pattern[str], dict[str, str]]:
    stems = {entry.replace("|", ""): entry.replace("|", "-") for entry in table.replace("\u00ad", "").split()}
    longest_first = sorted(stems, key=len, reverse=True)
    return re.compile("|".join(longest_first)), stems


def _counts(table: str) -> dict[str, int]:
    return {word: int(count) for word, count in (entry.split("=") for entry in table.split())}


_DE_STEMS, _DE_BROKEN = _apart(_DE_APART)
_EN_STEMS, _EN_BROKEN = _apart(_EN_APART)
_DE_LOAN_COUNTS = _counts(_DE_LOANS)
_DE_LOAN = re.compile("|".join(sorted(_DE_LOAN_COUNTS, key=len, reverse=True)))
_EN_KNOWN = _counts(_EN_COUNTS)


def _german(part: str) -> int:
    part = _DE_LOAN.sub(lambda match: "-a" * _DE_LOAN_COUNTS[match.group()] + "-", part)
    part = _DE_STEMS.sub(lambda match: _DE_BROKEN[match.group()], part)
    for rule, instead in _DE_RULES:
        part = rule.sub(instead, part)
    return len(_DE_GROUP.findall(part))


def _english(part: str) -> int:
    if part in _EN_KNOWN:
        return _EN_KNOWN[part]
    part = _EN_INNER_E.sub("", part)
    silent = _EN_SILENT.search(part) is not None and _EN_SOUNDED.search(part) is None
    broken = _EN_STEMS.sub(lambda match: _EN_BROKEN[match.group()], part)
    return len(_EN_GROUP.findall(broken)) - silent


def _plain(part: str) -> str:
    """The part without accents other than the umlaut dots, so that "Café" ends in a vowel."""
    spread = unicodedata.normalize("NFD", part)
    return unicodedata.normalize("NFC", "".join(s for s in spread if s == "\u0308" or not unicodedata.combining(s)))


@lru_cache(maxsize=65536)
def syllables(word: str, language: str = "de") -> int:
    """Return the number of spoken syllables of a word, at least 1 where it holds any letter or digit, else 0.

    Args:
        word: one word; hyphens and Mediopunkte separate its parts. Digits count as they are read ("12" has one in German).
        language: "de" or "en"; other languages are counted by the German groups of vowels.
    """
    lowered = word.lower()
    if not any(sign.isalnum() for sign in lowered):
        return 0
    if lowered.isdecimal():
        spoken = numbers.english if language == "en" else numbers.german
        return (
            sum(syllables(part, language) for part in spoken(int(lowered)).split())
            if len(lowered) <= 15
            else len(lowered)
        )
    count = 0
    for index, part in enumerate(filter(None, _SEPARATORS.split(lowered))):
        if index and language == "en" and part in _EN_CLITICS:
            count += part == "t" and lowered.endswith(_EN_FULL_NOT)
        elif len(part) > _LONGEST_WITH_RULES:
            count += max(1, len(_DE_GROUP.findall(part)))
        elif part.isascii() and part.isalpha() and not _EN_GROUP.search(part):
            count += len(part)  # no vowel: spelled letter by letter, as "Kfz"
        else:
            count += max(1, (_english if language == "en" else _german)(_plain(part)))
    return max(1, count)
