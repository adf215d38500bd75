# SPDX-License-Identifier: EUPL-1.2
"""Forms of scenarios."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from allmende.core.letters.codes import LENGTH, plain
from allmende.core.people.lines import tidy_line
from allmende.core.throttle.forms import OpenForm

_IN_LINK = re.compile(r"/szenario/([0-9A-Za-z-]{10,12})(?:/|$)")


class SaveForm(OpenForm):
    """Keep what was tried out under a title."""

    salt = "allmende.supply.scenario"

    title = forms.CharField(
        label=_("Titel"),
        max_length=120,
        help_text=_("zum Beispiel: Eine Kita an der alten Mühle. Bitte keine Namen von Personen."),
    )
    note = forms.CharField(
        label=_("Warum wäre das gut?"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_title(self) -> str:
        """Return the title as one line."""
        title = tidy_line(self.cleaned_data["title"], 120)
        if not title:
            raise ValidationError(_("Bitte geben Sie einen Titel ein."))
        return title


class KeyForm(forms.Form):
    """A further scenario for the comparison: its link, or only the key in it."""

    link = forms.CharField(
        label=_("Link eines Szenarios"),
        max_length=300,
        help_text=_("Fügen Sie den Link ein, den Sie bekommen haben. Der Code darin genügt auch."),
    )

    def clean_link(self) -> str:
        """Return the key of the scenario. Raises `ValidationError`."""
        text = self.cleaned_data["link"].strip()
        inside = _IN_LINK.search(text.partition("?")[0])
        key = plain(inside[1] if inside else text, LENGTH)
        if not key:
            raise ValidationError(
                _("In diesem Text steht kein Link zu einem Szenario. Bitte kopieren Sie den ganzen Link.")
            )
        return key
