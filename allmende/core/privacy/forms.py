# SPDX-License-Identifier: EUPL-1.2
"""Forms about one's own data, and those of staff who answer requests."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.core.people.lines import single_line
from allmende.core.privacy.consents import purposes
from allmende.core.privacy.models import Consent, Officer

WHEN = [
    ("later", _("In sieben Tagen. Bis dahin kann ich es mir anders überlegen.")),
    ("now", _("Sofort. Das lässt sich nicht rückgängig machen.")),
]


class EraseForm(forms.Form):
    """Asking to be erased."""

    when = forms.ChoiceField(
        label=_("Wann sollen wir löschen?"), choices=WHEN, widget=forms.RadioSelect, initial="later"
    )
    sure = forms.BooleanField(
        label=_("Ja, mein Konto und meine Angaben sollen gelöscht werden."),
        error_messages={"required": _("Bitte setzen Sie hier ein Häkchen, wenn Sie sicher sind.")},
    )


REASONS = [
    ("", _("Bitte auswählen")),
    (_("Auskunft verlangt (Art. 15 DSGVO)"), _("Die Person verlangt Auskunft (Art. 15 DSGVO)")),
    (_("Löschung verlangt (Art. 17 DSGVO)"), _("Die Person verlangt Löschung (Art. 17 DSGVO)")),
    (_("Einwilligung erteilt oder widerrufen"), _("Die Person erteilt oder widerruft eine Einwilligung")),
    (_("Berichtigung verlangt (Art. 16 DSGVO)"), _("Die Person verlangt Berichtigung (Art. 16 DSGVO)")),
    (_("Beschwerde"), _("Die Person hat sich beschwert")),
]


class ReasonForm(forms.Form):
    """Why staff opens the sheet of a person. The person reads it in "Meine Daten"."""

    grund = forms.ChoiceField(label=_("Warum öffnen Sie dieses Datenblatt?"), choices=REASONS)
    zeichen = forms.CharField(
        label=_("Aktenzeichen"), max_length=60, required=False, validators=[single_line],
        help_text=_("Die Person liest Grund und Aktenzeichen unter „Meine Daten“."),
    )  # fmt: skip

    @property
    def reason(self) -> str:
        """Return reason and file number in one line."""
        data = self.cleaned_data
        return f"{data['grund']}, {data['zeichen']}" if data["zeichen"] else str(data["grund"])


class StaffConsentForm(forms.Form):
    """A consent that somebody gave on paper, at the counter or on the phone."""

    purpose = forms.ChoiceField(label=_("Einwilligung"))
    way = forms.ChoiceField(label=_("Erteilt"), choices=[c for c in Consent.Way.choices if c[0] != "online"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["purpose"]
        field.choices = [(one.key, one.in_words().title) for one in purposes()]


class OfficerForm(forms.ModelForm):  # type: ignore[type-arg]
    """Whom people ask about data protection."""

    authority_website = forms.URLField(
        label=_("Website der Aufsichtsbehörde"), max_length=300, required=False, assume_scheme="https"
    )

    class Meta:
        model = Officer
        fields = ("name", "street", "postcode", "city", "phone", "email", "authority", "authority_website")
