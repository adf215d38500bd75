# SPDX-License-Identifier: EUPL-1.2
"""What editors read for each hint. German, like all interface texts; `_` only marks them for translation."""

from __future__ import annotations

from typing import NamedTuple

from .model import Hint


def _(text: str) -> str:
    """Mark a text for the collector of translations; whoever shows it translates it."""
    return text


class Message(NamedTuple):
    """A short title and a sentence of advice; both may hold placeholders in braces, filled from `Hint.params`."""

    title: str
    advice: str


MESSAGES: dict[str, Message] = {
    "sentence-long": Message(
        _("Langer Satz"), _("Dieser Satz hat {words} Wörter. Bis {limit} lesen sich leichter. Können Sie ihn teilen?")
    ),
    "sentence-very-long": Message(
        _("Sehr langer Satz"), _("Dieser Satz hat {words} Wörter. Bitte machen Sie zwei oder drei Sätze daraus.")
    ),
    "word-long": Message(
        _("Langes Wort"),
        _("„{word}“ hat {letters} Buchstaben. Ein Binde-Strich oder ein kürzeres Wort hilft beim Lesen."),
    ),
    "passive": Message(
        _("Passiv"),
        _(
            "Hier bleibt offen, wer etwas tut. Nennen Sie die Person oder das Amt: „Wir prüfen …“ statt „… wird geprüft“."
        ),
    ),
    "passive-future": Message(
        _("Umständliches Passiv"), _("„{found}“ ist schwer zu lesen. Meist genügt die Gegenwart: Wer tut was?")
    ),
    "must-infinitive": Message(
        _("Verstecktes „müssen“"),
        _("„{found}“ heißt: jemand muss das tun. Schreiben Sie, wer: „Sie müssen …“ oder „Bitte …“."),
    ),
    "nominal-style": Message(
        _("Viele Haupt-Wörter"),
        _("Hier stehen viele Wörter auf -ung, -heit oder -keit: {nouns}. Mit Verben wird der Satz lebendiger."),
    ),
    "verb-phrase": Message(_("Umständliche Wendung"), _("„{found}“ lässt sich kürzer sagen.")),
    "genitive": Message(
        _("Genitiv"), _("„{found}“ steht im Genitiv. Leichter ist „von dem“, „von der“ oder ein eigener Satz.")
    ),
    "genitive-chain": Message(
        _("Genitiv-Kette"), _("„{found}“: mehrere Genitive hintereinander. Bitte lösen Sie die Kette auf.")
    ),
    "subjunctive": Message(
        _("Konjunktiv"), _("„{word}“ ist eine Möglichkeits-Form. Sagen Sie, was ist, oder nutzen Sie „vielleicht“.")
    ),
    "negation": Message(
        _("Verneinung"),
        _("„{word}“ verneint. Sagen Sie lieber, was geht. Wo das nicht geht, heben Sie das Wort hervor."),
    ),
    "double-negation": Message(
        _("Doppelte Verneinung"), _("„{found}“ verneint zweimal. Sagen Sie es einmal und ohne Verneinung.")
    ),
    "abbreviation": Message(_("Abkürzung"), _("„{word}“ kennt nicht jeder. Schreiben Sie das Wort aus.")),
    "acronym": Message(_("Abkürzung aus Buchstaben"), _("„{word}“: Erklären Sie beim ersten Mal, was das heißt.")),
    "officialese": Message(_("Amts-Deutsch"), _("„{word}“ klingt nach Amt. Sagen Sie es in Alltags-Sprache.")),
    "foreign-word": Message(_("Fremd-Wort"), _("„{word}“ verstehen nicht alle.")),
    "number-word": Message(_("Zahl als Wort"), _("„{word}“ liest sich als Ziffer schneller.")),
    "roman-numeral": Message(
        _("Römische Zahl"), _("„{word}“ ist eine römische Zahl. Viele Menschen können sie nicht lesen.")
    ),
    "large-number": Message(
        _("Große Zahl"), _("„{word}“ ist schwer zu erfassen. Vielleicht genügt „viele“ oder eine gerundete Zahl.")
    ),
    "percent": Message(
        _("Prozent-Zahl"),
        _("Prozente sind schwer. Leichter ist ein Vergleich, zum Beispiel „jeder Zweite“ oder „wenige“."),
    ),
    "date-short": Message(_("Datum in Ziffern"), _("Schreiben Sie den Monat als Wort.")),
    "special-sign": Message(
        _("Sonder-Zeichen"), _("Das Zeichen „{word}“ ist nicht allen vertraut. Schreiben Sie das Wort.")
    ),
    "relative-clause": Message(
        _("Neben-Satz"), _("Ein eingeschobener Satz mit „{word}“. Machen Sie daraus einen eigenen Satz.")
    ),
    "nested": Message(_("Schachtel-Satz"), _("In diesem Satz stecken {clauses} Neben-Sätze. Teilen Sie ihn auf.")),
    "parentheses": Message(
        _("Text in Klammern"), _("Was wichtig ist, verdient einen eigenen Satz. Der Rest kann weg.")
    ),
    "man": Message(_("„man“"), _("Wer ist „man“? Sprechen Sie die Leser an: „Sie“ oder „wir“.")),
    "filler": Message(_("Füll-Wort"), _("„{word}“ können Sie meist weglassen.")),
    "capitals": Message(
        _("Groß-Buchstaben"), _("Text in Groß-Buchstaben ist schwer zu lesen. Heben Sie Wichtiges fett hervor.")
    ),
    "semicolon": Message(_("Strich-Punkt"), _("Ein Punkt ist leichter: Machen Sie zwei Sätze.")),
    "slash": Message(_("Schräg-Strich"), _("„{found}“: Schreiben Sie „oder“, „und“ oder einen eigenen Satz.")),
    "two-statements": Message(_("Zwei Aussagen"), _("In diesem Satz stehen zwei Aussagen. Machen Sie zwei Sätze.")),
}


def message(hint: Hint) -> Message:
    """Return title and advice of a hint in German, placeholders filled. Plain text: escape it for HTML."""
    title, advice = MESSAGES[hint.key]
    return Message(title, advice.format_map(hint.params))
