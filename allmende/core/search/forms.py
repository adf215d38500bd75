# SPDX-License-Identifier: EUPL-1.2
"""What staff type to try the search and to hand in synonyms."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.core.search import languages


class TryForm(forms.Form):
    """A question, and the language to ask it in."""

    q = forms.CharField(label=_("Suchwörter"), max_length=300, required=False)
    index = forms.ChoiceField(label=_("Sprache"), choices=languages.choices, required=False)


class UploadForm(forms.Form):
    """A table of synonyms."""

    datei = forms.FileField(
        label=_("CSV-Datei"), help_text=_("Spalten: suchwort, bedeutung und, wenn nötig, sprache. Höchstens 1 MB.")
    )

    def clean_datei(self) -> object:
        """Return the file. Raises `ValidationError` for one that is too large."""
        file = self.cleaned_data["datei"]
        if file.size > 2**20:
            raise forms.ValidationError(_("Die Datei ist größer als 1 MB. Teilen Sie sie in mehrere."))
        return file
