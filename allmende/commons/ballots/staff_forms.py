# SPDX-License-Identifier: EUPL-1.2
"""Forms of the staff area for votes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allmende.commons.ballots.models import Question, Vote
from allmende.commons.ballots.paper import MOST_SHEETS

MOST_OPTIONS = 60


class VoteForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a vote is about and when it runs."""

    opens = forms.DateTimeField(label=gettext_lazy("Beginn"), help_text=gettext_lazy("Zum Beispiel 02.05.2027 08:00"))
    closes = forms.DateTimeField(
        label=gettext_lazy("Ende"),
        help_text=gettext_lazy(
            "Der erste Augenblick, der zu spät ist. Lässt sich nach der Freigabe nicht mehr ändern."
        ),
    )

    class Meta:
        model = Vote
        fields = ("title", "intro", "kind", "opens", "closes", "live_result", "list_from")

    def clean(self) -> dict[str, Any]:
        """Say in words what the database would refuse."""
        data = super().clean() or {}
        if data.get("opens") and data.get("closes") and data["closes"] <= data["opens"]:
            self.add_error("closes", _("Das Ende liegt vor dem Beginn."))
        if data.get("live_result") and data.get("kind") != Vote.Kind.POLL:
            self.add_error("live_result", _("Bei einer geheimen Abstimmung gibt es keinen Zwischenstand."))
        return data

    def _post_clean(self) -> None:
        """The action checks and stores; the form only reads."""


class QuestionForm(forms.Form):
    """One more question."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Art der Frage"), choices=Question.Kind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(label=gettext_lazy("Frage"), max_length=300)
    hint = forms.CharField(label=gettext_lazy("Erläuterung"), max_length=500, required=False)
    options = forms.CharField(
        label=gettext_lazy("Vorschläge"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Einer je Zeile. Bei „Ja oder Nein“ leer lassen."),
    )
    most = forms.IntegerField(
        label=gettext_lazy("Höchstens"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=gettext_lazy(
            "Auswahl: so viele Kreuze. Rangfolge: so viele Plätze. Punkte: so viele Punkte zusammen. Leer: alle."
        ),
    )
    least = forms.IntegerField(label=gettext_lazy("Mindestens"), required=False, min_value=0, max_value=100)

    def clean_options(self) -> list[str]:
        """Return the options, one per line. Raises `ValidationError`."""
        lines = [line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip()]
        if len(lines) > MOST_OPTIONS:
            raise forms.ValidationError(_("Mehr als %d Vorschläge passen auf keinen Stimmzettel.") % MOST_OPTIONS)
        long = next((number for number, line in enumerate(lines, 1) if len(line) > 200), None)
        if long:
            raise forms.ValidationError(_("Zeile %d ist zu lang: höchstens 200 Zeichen.") % long)
        return lines


class BatchForm(forms.Form):
    """How many sheets lie in a new pile."""

    sheets = forms.IntegerField(
        label=gettext_lazy("Zettel im Stapel"),
        min_value=1,
        max_value=MOST_SHEETS,
        help_text=gettext_lazy(
            "Mischen Sie die Zettel, nummerieren Sie sie mit Bleistift von 1 an und zählen Sie zweimal."
        ),
    )
