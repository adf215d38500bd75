# SPDX-License-Identifier: EUPL-1.2
"""Forms about places for citizens."""

from __future__ import annotations

import time
import uuid
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

TOPICS = {
    "hours": _("Die Öffnungszeiten stimmen nicht"),
    "gone": _("Den Ort gibt es nicht mehr, oder er ist umgezogen"),
    "address": _("Adresse, Lage oder Kontakt stimmen nicht"),
    "access": _("Angaben zur Barrierefreiheit fehlen oder stimmen nicht"),
    "other": _("Etwas anderes"),
}
FASTEST, LONGEST = 3, 24 * 3600
"""A person needs at least three seconds for the form; after a day it must be loaded anew."""
SALT = "allmende.places.report"


class ReportForm(forms.Form):
    """Something about a place is wrong. Works without an account and without puzzles.

    Against machines: a field that people do not see, and a signed time at which the form was shown. Against double
    sending: a key made with the form.
    """

    about_visitor = True

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
    homepage = forms.CharField(
        label=_("Dieses Feld bitte leer lassen"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    shown = forms.CharField(max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"key": uuid.uuid4(), "shown": signing.dumps(int(time.time()), salt=SALT)})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Refuse what no person sends. Raises `ValidationError`."""
        data = super().clean() or {}
        if data.get("homepage"):
            raise forms.ValidationError(_("Bitte lassen Sie das Feld leer, das leer bleiben soll."), code="honeypot")
        try:
            age = time.time() - signing.loads(data.get("shown", ""), salt=SALT, max_age=LONGEST)
        except signing.BadSignature as error:
            raise forms.ValidationError(
                _("Die Seite war zu lange offen. Bitte senden Sie noch einmal; Ihr Text steht noch da."), code="expired"
            ) from error
        if age < FASTEST:
            raise forms.ValidationError(_("Das ging sehr schnell. Bitte senden Sie noch einmal."), code="fast")
        return data

    def renew(self) -> None:
        """Give a form that is shown again a fresh time, so that sending it once more works; the key stays."""
        self.data = self.data.copy()
        self.data["shown"] = signing.dumps(int(time.time()) - FASTEST, salt=SALT)
        if not self.data.get("key") or "key" in self.errors:
            self.data["key"] = str(uuid.uuid4())
