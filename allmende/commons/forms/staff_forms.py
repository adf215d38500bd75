# SPDX-License-Identifier: EUPL-1.2
"""Forms of the editor. They read and show parts of a definition; whether it is sound, the checklist says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allmende.commons.forms import editing
from allmende.commons.forms.words import KIND_NAMES
from allmende.engines.questionnaire.model import CHOOSING

COMPARISON_NAMES = (
    ("", gettext_lazy("– keine Bedingung –")),
    ("is", gettext_lazy("ist")),
    ("has", gettext_lazy("enthält")),
    ("at_least", gettext_lazy("ist mindestens")),
    ("at_most", gettext_lazy("ist höchstens")),
    ("answered", gettext_lazy("ist beantwortet (ja/nein)")),
)


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class NewForm(forms.Form):
    """A new questionnaire."""

    title = forms.CharField(label=gettext_lazy("Titel"), max_length=200)


class HeadForm(forms.Form):
    """Title, introduction and thanks."""

    title = forms.CharField(label=gettext_lazy("Titel"), max_length=200)
    intro = forms.CharField(label=gettext_lazy("Einleitung"), required=False, max_length=5000, widget=_area(4))
    thanks = forms.CharField(
        label=gettext_lazy("Dank nach dem Abschicken"), required=False, max_length=5000, widget=_area(3)
    )

    def fields_of(self, before: Any) -> dict[str, Any]:
        """Return the changed parts of the definition."""
        return {
            name: editing.with_german(before.get(name) if isinstance(before, dict) else None, self.cleaned_data[name])
            for name in ("title", "intro", "thanks")
        }


class _Conditional(forms.Form):
    """Up to three tests on earlier answers. What is more complicated is kept as it is, or taken away."""

    def __init__(
        self, *args: Any, before: Mapping[str, Any], earlier: list[tuple[str, str, str]], **kwargs: Any
    ) -> None:
        """`before`: the part that is edited; `earlier`: (path, label, kind) of the questions that come before it."""
        super().__init__(*args, **kwargs)
        self.before, self.kinds = before, {path: kind for path, _label, kind in earlier}
        found = editing.plain_tests(before.get("show_if"))
        self.is_plain = found is not None
        if found is None:
            self.fields["drop_condition"] = forms.BooleanField(
                label=_("Bedingung entfernen"), required=False,
                help_text=_("Diese Bedingung ist zusammengesetzt und kam aus einer Datei. Ohne Haken bleibt sie, wie sie ist."),
            )  # fmt: skip
            return
        if not earlier:
            return
        join, tests = found
        paths = [("", _("– immer zeigen –")), *((path, f"{label} ({path})") for path, label, _kind in earlier)]
        for number in range(1, editing.TESTS + 1):
            path, comparison, value = tests[number - 1] if number <= len(tests) else ("", "", "")
            known = paths if path in self.kinds or not path else [*paths, (path, path)]
            self.fields[f"if{number}_path"] = forms.ChoiceField(
                label=_("Nur zeigen, wenn (%d)") % number, choices=known, required=False, initial=path
            )
            self.fields[f"if{number}_how"] = forms.ChoiceField(
                label=_("Vergleich (%d)") % number, choices=COMPARISON_NAMES, required=False, initial=comparison
            )
            self.fields[f"if{number}_value"] = forms.CharField(
                label=_("Wert (%d)") % number, required=False, max_length=200, initial=value,
                help_text=_("Kürzel der Antwort, Zahl, oder ja/nein"),
            )  # fmt: skip
        self.fields["if_join"] = forms.ChoiceField(
            label=_("Wenn es mehrere Bedingungen sind"), required=False, initial=join,
            choices=[("all", _("alle müssen gelten")), ("any", _("eine genügt"))],
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse words that are neither yes nor no where one of both is meant. Raises `ValidationError`."""
        data = super().clean() or {}
        for number in range(1, editing.TESTS + 1):
            path, how = data.get(f"if{number}_path"), data.get(f"if{number}_how", "")
            word = str(data.get(f"if{number}_value", "")).strip()
            asked = bool(path and how) and editing.wants_yes_or_no(how, self.kinds.get(path, ""))
            if asked and word.casefold() not in (*editing.YES, *editing.NO):
                self.add_error(f"if{number}_value", _("„%s“ ist weder ja noch nein. Erlaubt sind: ja, nein.") % word)
        return data

    def condition(self) -> Any:
        """Return the condition as data, None for none."""
        data = self.cleaned_data
        if not self.is_plain:
            return None if data.get("drop_condition") else self.before.get("show_if")
        tests = [
            (data[f"if{n}_path"], data[f"if{n}_how"], data[f"if{n}_value"])
            for n in range(1, editing.TESTS + 1)
            if data.get(f"if{n}_path") and data.get(f"if{n}_how")
        ]
        return editing.condition_from(data.get("if_join") or "all", tests, self.kinds)


class SectionEditForm(_Conditional):
    """A section: one page of the questionnaire."""

    title = forms.CharField(label=gettext_lazy("Überschrift"), max_length=200)
    intro = forms.CharField(label=gettext_lazy("Ein Satz dazu"), required=False, max_length=2000, widget=_area(3))

    def fields_of(self) -> dict[str, Any]:
        """Return the changed parts of the section."""
        data = self.cleaned_data
        return {
            "title": editing.with_german(self.before.get("title"), data["title"]),
            "intro": editing.with_german(self.before.get("intro"), data["intro"]),
            "show_if": self.condition(),
        }


class QuestionEditForm(_Conditional):
    """A question of any kind; what does not belong to its kind is left out."""

    label = forms.CharField(label=gettext_lazy("Frage"), max_length=500)
    kind = forms.ChoiceField(label=gettext_lazy("Art der Frage"), choices=list(KIND_NAMES.items()))
    help = forms.CharField(label=gettext_lazy("Hilfe"), required=False, max_length=1000)
    required = forms.BooleanField(label=gettext_lazy("muss beantwortet werden"), required=False)
    options = forms.CharField(
        label=gettext_lazy("Antworten zur Auswahl"), required=False, max_length=30_000, widget=_area(6),
        help_text=gettext_lazy("Eine je Zeile. Wer will, schreibt ein Kürzel davor: „rad = mit dem Rad“. Bei Tabellen: die Spalten."),
    )  # fmt: skip
    rows = forms.CharField(
        label=gettext_lazy("Zeilen der Tabelle"), required=False, max_length=30_000, widget=_area(4),
        help_text=gettext_lazy("Eine je Zeile, nur bei Tabellen."),
    )  # fmt: skip
    other = forms.BooleanField(label=gettext_lazy("mit „etwas anderes, nämlich …“"), required=False)
    least = forms.FloatField(label=gettext_lazy("mindestens"), required=False)
    most = forms.FloatField(
        label=gettext_lazy("höchstens"), required=False,
        help_text=gettext_lazy("Zahl und Skala: Werte. Ankreuzen: Kreuze. Rangfolge: Plätze. Text: Zeichen."),
    )  # fmt: skip
    unit = forms.CharField(label=gettext_lazy("Einheit"), required=False, max_length=20)
    whole = forms.BooleanField(label=gettext_lazy("nur ganze Zahlen"), required=False)
    low_end = forms.CharField(label=gettext_lazy("Skala: Wort am Anfang"), required=False, max_length=100)
    high_end = forms.CharField(label=gettext_lazy("Skala: Wort am Ende"), required=False, max_length=100)
    path = forms.CharField(
        label=gettext_lazy("Kurzname"), required=False, max_length=80,
        help_text=gettext_lazy("Darunter stehen die Antworten, zum Beispiel haushalt.kinder. Leer: aus der Frage gemacht."),
    )  # fmt: skip

    @staticmethod
    def initial_of(question: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the form begins with."""
        ends = question.get("ends")
        ends = ends if isinstance(ends, list) and len(ends) == 2 else ["", ""]
        plain = {
            name: question.get(name) for name in ("kind", "required", "other", "least", "most", "unit", "whole", "path")
        }
        return {
            **plain,
            "label": editing.german(question.get("label")),
            "help": editing.german(question.get("help")),
            "options": editing.lines_of(question.get("options")),
            "rows": editing.lines_of(question.get("rows")),
            "low_end": editing.german(ends[0]),
            "high_end": editing.german(ends[1]),
        }

    def question(self) -> dict[str, Any]:
        """Return the question as data, with only what its kind has."""
        data, before = self.cleaned_data, self.before
        kind = data["kind"]
        found: dict[str, Any] = {
            "path": data["path"].strip(),
            "kind": kind,
            "label": editing.with_german(before.get("label"), data["label"]),
            "help": editing.with_german(before.get("help"), data["help"]),
            "required": data["required"],
            "show_if": self.condition(),
        }
        if kind in CHOOSING:
            found["options"] = editing.options_from(data["options"], before.get("options"))
        if kind == "matrix":
            found["rows"] = editing.options_from(data["rows"], before.get("rows"))
        if kind in ("one_of", "several_of"):
            found["other"] = data["other"]
        if kind in ("number", "scale", "several_of", "ranking", "text", "long_text"):
            found |= {name: _whole(data[name]) for name in ("least", "most") if data[name] is not None}
        if kind == "number":
            found |= {"unit": data["unit"], "whole": data["whole"]}
        if kind == "scale" and (data["low_end"] or data["high_end"]):
            ends = before.get("ends") if isinstance(before.get("ends"), list) and len(before["ends"]) == 2 else [{}, {}]
            found["ends"] = [
                editing.with_german(ends[0], data["low_end"]),
                editing.with_german(ends[1], data["high_end"]),
            ]
        return {name: value for name, value in found.items() if value not in (None, "", False, {})}


def _whole(number: float) -> float:
    return int(number) if number == int(number) else number


class ImportForm(forms.Form):
    """A definition from a file."""

    file = forms.FileField(
        label=gettext_lazy("Datei (JSON)"),
        help_text=gettext_lazy("Wie sie „Als Datei speichern“ liefert. Der Entwurf wird ersetzt; Fassungen bleiben."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )
