# SPDX-License-Identifier: EUPL-1.2
"""Reporting a barrier: no account, no e-mail address needed, no puzzle."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.core.throttle.forms import OpenForm


def tidy_page(value: str, host: str) -> str:
    """Return the path of a page of this site from what a link or a person gave; empty for any other address."""
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return ""
    if (parts.scheme and parts.scheme not in {"http", "https"}) or (parts.netloc and parts.netloc != host):
        return ""
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return path if path.startswith("/") and not path.startswith("//") and path.isprintable() else ""


class BarrierForm(OpenForm):
    """Something here is a barrier."""

    about_visitor = True
    salt = "allmende.accessibility.report"

    text = forms.CharField(
        label=_("Was hindert Sie?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": 2000}),
        help_text=_("Was wollten Sie tun, und was ging nicht? Wenn Sie mögen: mit welchem Hilfsmittel?"),
    )
    page = forms.CharField(
        label=_("Auf welcher Seite?"),
        max_length=300,
        required=False,
        help_text=_("Die Adresse, zum Beispiel /orte/. Leer lassen, wenn es die ganze Website betrifft."),
    )
    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        required=False,
        help_text=_("Nur wenn Sie eine Antwort per E-Mail möchten. Sonst steht sie unter der Vorgangsnummer im Netz."),
    )

    def __init__(self, *args: Any, host: str, page: str = "", **kwargs: Any) -> None:
        self.host = host
        super().__init__(*args, initial={"page": tidy_page(page, host)[:300]}, **kwargs)

    def clean_page(self) -> str:
        """Return the path of a page of this site. Raises `ValidationError` for another one."""
        given: str = self.cleaned_data["page"].strip()
        page = tidy_page(given, self.host)
        if given and not page:
            raise forms.ValidationError(_("Bitte eine Adresse dieser Website angeben, zum Beispiel /orte/."))
        return page
