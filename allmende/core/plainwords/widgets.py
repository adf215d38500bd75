# SPDX-License-Identifier: EUPL-1.2
"""A text box with hints on plain words below it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse


class PlainTextarea(forms.Textarea):
    """A text box for longer texts that staff write for citizens.

    While somebody writes, the hints below follow; without JavaScript the button "Text prüfen" shows them on a page of its
    own. For forms of the staff area only: its script and look are loaded there.

        text = forms.CharField(label=_("Antwort"), widget=PlainTextarea(language="de"))

    Args:
        language: of the text, as the site names it: "de", "en", or "de-simple" for the stricter rules for easy language.
    """

    template_name = "plainwords/textarea.html"

    def __init__(self, attrs: dict[str, Any] | None = None, language: str = "de") -> None:
        super().__init__(attrs)
        self.language = language

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"language": self.language, "check_url": reverse("plainwords:check")}
        return context
