# SPDX-License-Identifier: EUPL-1.2
"""Forms for acting on behalf: of citizens and of staff."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allmende.core.behalf import registry
from allmende.core.behalf.models import BehalfRecord
from allmende.core.people.lines import single_line
from allmende.core.people.models import ONE_LINE
from allmende.core.roles.forms import end_of

STAFF_CHANNELS = [(value, label) for value, label in BehalfRecord.Channel.choices if value != "trust"]


class DayField(forms.DateField):
    """A day as text, the way people write it here."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y"],
            widget=forms.DateInput(format="%d.%m.%Y", attrs={"inputmode": "numeric"}),
            **kwargs,
        )


def _matters() -> list[tuple[str, Any]]:
    return registry.matters()


def in_a_year() -> datetime.date:
    """Return the day in a year from today, as a proposal."""
    return timezone.localdate() + datetime.timedelta(days=365)


class AskForm(forms.Form):
    """A helper asks somebody."""

    email = forms.EmailField(
        label=_("E-Mail-Adresse der Person"),
        help_text=_("Die Person bekommt Ihre Anfrage in ihr Konto und entscheidet selbst."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    scope = forms.ChoiceField(label=_("Wofür"), choices=_matters)
    message = forms.CharField(
        label=_("Worte dazu"),
        max_length=200,
        required=False,
        validators=[single_line],
        help_text=_(
            "Damit die Person Sie erkennt, zum Beispiel: Ich bin Ihre Sozialarbeiterin aus der Beratungsstelle."
        ),
    )


class AnswerForm(forms.Form):
    """The person says for what and how long."""

    scope = forms.ChoiceField(label=_("Wofür"), choices=_matters)
    until = DayField(label=_("Bis einschließlich"), help_text=_("zum Beispiel 31.12.2027; höchstens zwei Jahre"))

    @property
    def end(self) -> datetime.datetime:
        """The instant after the last day."""
        moment = end_of(self.cleaned_data["until"])
        assert moment is not None  # noqa: S101  (the field is required)
        return moment


class PaperForm(AnswerForm):
    """Staff enters an agreement on paper."""

    email = forms.EmailField(label=_("E-Mail-Adresse der Vertretung"))
    paper = forms.CharField(
        label=_("Welches Papier, und wo liegt es?"),
        max_length=200,
        validators=[single_line],
        help_text=_("zum Beispiel: unterschriebene Vollmacht vom 3. Mai 2026, Ordner 12"),
    )
    field_order = ("email", "scope", "until", "paper")


class ChannelForm(forms.Form):
    """How something comes in."""

    channel = forms.ChoiceField(label=_("Wie kommt es herein?"), choices=STAFF_CHANNELS, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Notiz"),
        max_length=200,
        required=False,
        validators=[single_line],
        help_text=_("Die Person kann sie lesen. Zum Beispiel: Ausweis gesehen, Brief vom 12. November"),
    )


class NewPersonForm(forms.Form):
    """Somebody without account. Only a name is needed; with an address they get letters."""

    first_name = forms.CharField(label=_("Vorname"), max_length=ONE_LINE["first_name"], validators=[single_line])
    last_name = forms.CharField(label=_("Nachname"), max_length=ONE_LINE["last_name"], validators=[single_line])
    street = forms.CharField(
        label=_("Straße und Hausnummer"), max_length=ONE_LINE["street"], required=False, validators=[single_line]
    )
    postcode = forms.CharField(
        label=_("Postleitzahl"), max_length=ONE_LINE["postcode"], required=False, validators=[single_line]
    )
    city = forms.CharField(label=_("Ort"), max_length=ONE_LINE["city"], required=False, validators=[single_line])
    phone = forms.CharField(label=_("Telefon"), max_length=ONE_LINE["phone"], required=False, validators=[single_line])

    def clean(self) -> dict[str, Any]:
        """Want a whole postal address or none. Raises `ValidationError`."""
        data = super().clean() or {}
        parts = [data.get(name, "") for name in ("street", "postcode", "city")]
        if any(parts) and not all(parts):
            raise ValidationError(
                _("Eine Anschrift braucht Straße, Postleitzahl und Ort. Sonst lassen Sie alle drei leer.")
            )
        return data
