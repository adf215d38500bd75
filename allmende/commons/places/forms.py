# SPDX-License-Identifier: EUPL-1.2
"""Forms about places for citizens."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.core.throttle.forms import OpenForm

TOPICS = {
    "hours": _("Die Öffnungszeiten stimmen nicht"),
    "gone": _("Den Ort gibt es nicht mehr, oder er ist umgezogen"),
    "address": _("Adresse, Lage oder Kontakt stimmen nicht"),
    "access": _("Angaben zur Barrierefreiheit fehlen oder stimmen nicht"),
    "other": _("Etwas anderes"),
}


class ReportForm(OpenForm):
    """Something about a place is wrong. Works without an account and without puzzles."""

    about_visitor = True
    salt = "allmende.places.report"

    topic = forms.ChoiceField(label=_("Was stimmt nicht?"), choices=TOPICS.items(), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Wie ist es richtig?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": 2000}),
        help_text=_("Ein Satz genügt. Bitte keine Namen oder Telefonnummern anderer Leute."),
    )
    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        required=False,
        help_text=_("Nur wenn Sie eine Antwort möchten. Ein halbes Jahr nach dem Ende löschen wir sie."),
    )
