# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SignOffForm(forms.Form):
    """Who has read a page in easy language, and when."""

    group = forms.CharField(
        label=_("Prüfgruppe"),
        max_length=160,
        help_text=_("Menschen, für die der Text gedacht ist, zum Beispiel „Prüfgruppe der Lebenshilfe Auenstadt“."),
    )
    reviewed_on = forms.DateField(
        label=_("geprüft am"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
