# SPDX-License-Identifier: EUPL-1.2
"""The words for what the engine says in codes: for citizens about answers, for staff about definitions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from allmende.engines.questionnaire import Fault, Kind, Problem, Questionnaire, text_in

KIND_NAMES: Mapping[Kind, Any] = {
    "text": gettext_lazy("kurzer Text"),
    "long_text": gettext_lazy("langer Text"),
    "number": gettext_lazy("Zahl"),
    "date": gettext_lazy("Datum"),
    "yes_no": gettext_lazy("Ja oder Nein"),
    "one_of": gettext_lazy("eins von mehreren"),
    "several_of": gettext_lazy("mehrere ankreuzen"),
    "scale": gettext_lazy("Skala"),
    "ranking": gettext_lazy("Rangfolge"),
    "matrix": gettext_lazy("Tabelle: mehrere Zeilen, gleiche Antworten"),
    "point": gettext_lazy("Ort (Adresse)"),
}

_FAULTS: Mapping[str, Any] = {
    "required": gettext_lazy("Bitte beantworten Sie diese Frage: %(label)s"),
    "not_text": gettext_lazy("Bitte schreiben Sie Text: %(label)s"),
    "too_short": gettext_lazy("Bitte schreiben Sie mindestens %(least)s Zeichen: %(label)s"),
    "too_long": gettext_lazy("Bitte kürzen Sie auf höchstens %(most)s Zeichen: %(label)s"),
    "not_a_number": gettext_lazy("Bitte schreiben Sie eine Zahl, zum Beispiel 3 oder 2,5: %(label)s"),
    "not_whole": gettext_lazy("Bitte schreiben Sie eine ganze Zahl ohne Komma: %(label)s"),
    "too_small": gettext_lazy("Die Zahl muss mindestens %(least)s sein: %(label)s"),
    "too_large": gettext_lazy("Die Zahl darf höchstens %(most)s sein: %(label)s"),
    "not_a_date": gettext_lazy("Bitte schreiben Sie Tag, Monat und Jahr, zum Beispiel 31 3 1980: %(label)s"),
    "not_yes_no": gettext_lazy("Bitte wählen Sie Ja oder Nein: %(label)s"),
    "unknown_option": gettext_lazy("Bitte wählen Sie eine der Antworten aus: %(label)s"),
    "too_few": gettext_lazy("Bitte wählen Sie mindestens %(least)s aus: %(label)s"),
    "too_many": gettext_lazy("Bitte wählen Sie höchstens %(most)s aus: %(label)s"),
    "twice": gettext_lazy("Bitte wählen Sie jede Antwort nur einmal: %(label)s"),
    "rows_missing": gettext_lazy("Bitte beantworten Sie jede Zeile: %(label)s"),
    "not_a_point": gettext_lazy("Diese Adresse kennen wir nicht. Bitte prüfen Sie die Schreibweise: %(label)s"),
    "other_text": gettext_lazy("Bitte schreiben Sie dazu, was Sie meinen: %(label)s"),
}


def fault_words(fault: Fault, questionnaire: Questionnaire, language: str) -> str:
    """Return what somebody should do about an answer that does not fit, in a sentence that names the question."""
    values = {
        name: number_format(value) if isinstance(value, int | float) else value for name, value in fault.values.items()
    }
    label = text_in(questionnaire.by_path[fault.path].label, language)
    return str(_FAULTS[fault.code]) % {**values, "label": label}


def problem_words(problem: Problem) -> str:
    """Return what is wrong with a definition at one place, and the remedy. Read beside the name of the place."""
    known = {
        "not_an_object": _("Hier muss ein Eintrag mit Feldern stehen."),
        "not_a_list": _("Hier muss eine Liste stehen."),
        "unknown_field": _("Dieses Feld kennen wir nicht. Erlaubt sind: %(known)s."),
        "missing": _("Hier fehlt etwas."),
        "not_text": _("Hier muss Text stehen."),
        "too_long": _("Das ist zu lang: höchstens %(most)s Zeichen."),
        "no_german": _("Der deutsche Text fehlt."),
        "language": _("„%(language)s“ ist kein Kürzel einer Sprache."),
        "bad_path": _("Der Kurzname „%(name)s“ geht nicht: Kleinbuchstaben, Ziffern und _, Punkte dazwischen."),
        "bad_key": _("Das Kürzel „%(name)s“ geht nicht: Kleinbuchstaben, Ziffern, - und _, und nicht „other“."),
        "duplicate": _("„%(name)s“ gibt es zweimal. Bitte unterscheiden Sie die beiden."),
        "unknown_kind": _("Diese Art von Frage gibt es nicht. Möglich sind: %(known)s."),
        "no_questions": _("Der Fragebogen hat noch keine Frage."),
        "too_many": _("Das sind zu viele: höchstens %(most)s."),
        "few_options": _("Es braucht mindestens %(least)s Antworten."),
        "not_for_kind": _("Das gibt es bei dieser Art von Frage nicht."),
        "not_yes_no": _("Hier muss Ja oder Nein stehen (true oder false)."),
        "not_a_number": _("Hier muss eine Zahl stehen."),
        "limits": _("Die Grenzen passen nicht: von %(least)s bis %(most)s."),
        "condition": _("Die Bedingung ist nicht zu verstehen."),
        "condition_path": _("Die Bedingung fragt nach „%(name)s“. Diese Frage gibt es nicht."),
        "condition_later": _("Die Bedingung fragt nach „%(name)s“. Diese Frage kommt erst danach."),
        "condition_kind": _("Die Bedingung passt nicht zur Art der Frage „%(name)s“."),
        "condition_option": _("Die Frage „%(name)s“ hat keine Antwort „%(option)s“."),
        "too_deep": _("Die Bedingung ist zu verschachtelt: höchstens %(most)s Ebenen."),
    }  # fmt: skip
    values = {
        name: ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
        for name, value in problem.values.items()
    }
    text: str = known.get(problem.code, _("Das geht so nicht (%(code)s).")) % {
        "known": "", "least": "–", "most": "–", "code": problem.code, **{k: "–" if v is None else v for k, v in values.items()},
    }  # fmt: skip
    return text


def place_words(where: str, data: Any) -> str:
    """Return the name of a place in a definition: "Abschnitt 2, Frage 3 „Wie wohnen Sie?“, label"."""
    parts, found, words = where.split(".") if where else [], data, []
    names = {
        "sections": _("Abschnitt %d"),
        "questions": _("Frage %d"),
        "options": _("Antwort %d"),
        "rows": _("Zeile %d"),
    }
    while parts:
        name = parts.pop(0)
        found = found.get(name) if isinstance(found, dict) else None
        if name in names and parts and parts[0].isdigit():
            number = int(parts.pop(0))
            found = found[number] if isinstance(found, list) and number < len(found) else None
            label = _label(found)
            words.append(names[name] % (number + 1) + (f" „{label}“" if label else ""))
        else:
            words.append(_field_words(name))
    return ", ".join(words) or _("Fragebogen")


def _field_words(name: str) -> str:
    """Return what a field of a definition is called in the editor; its own name where only files have it."""
    known = {
        "title": _("Überschrift"), "intro": _("Einleitung"), "thanks": _("Dank"), "label": pgettext("questionnaire", "Text"), "help": _("Hilfe"),
        "options": _("Antworten zur Auswahl"), "rows": _("Zeilen"), "show_if": _("Bedingung"), "path": _("Kurzname"),
        "least": _("mindestens"), "most": _("höchstens"), "ends": _("Wörter der Skala"), "unit": _("Einheit"),
        "kind": _("Art der Frage"), "sections": _("Abschnitte"),
    }  # fmt: skip
    return known.get(name, name)


def _label(found: Any) -> str:
    text = (found.get("label") or found.get("title")) if isinstance(found, dict) else None
    german = text.get("de") if isinstance(text, dict) else text
    return german[:60] if isinstance(german, str) else ""
