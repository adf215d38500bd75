# SPDX-License-Identifier: EUPL-1.2
"""Looking for entries of the log."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from allmende.core.audit.queries import Filter
from allmende.core.audit.words import actions
from allmende.core.people.models import Person


class FilterForm(forms.Form):
    """What to look for; everything is optional."""

    since = forms.DateField(label=_("ab Datum"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("bis"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    actor = forms.CharField(
        label=_("Wer"), required=False, max_length=254, help_text=_("E-Mail-Adresse oder Nummer der Person")
    )
    subject = forms.CharField(
        label=_("Wessen Daten"), required=False, max_length=254, help_text=_("E-Mail-Adresse oder Nummer der Person")
    )
    action = forms.ChoiceField(label=_("Was"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["action"]
        field.choices = [("", _("alles")), *sorted(actions().items(), key=lambda pair: pair[1])]

    def clean_actor(self) -> int | None:
        """Return the number of the person. Raises `ValidationError`."""
        return _person(self.cleaned_data["actor"])

    def clean_subject(self) -> int | None:
        """Return the number of the person. Raises `ValidationError`."""
        return _person(self.cleaned_data["subject"])

    def clean(self) -> dict[str, Any]:
        """Check the order of the days. Raises `ValidationError`."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            raise ValidationError({"until": _("Dieser Tag liegt vor dem ersten.")})
        return data

    @property
    def filter(self) -> Filter:
        """Return what is looked for, nothing where the form has faults."""
        data = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return Filter(
            since=data.get("since"), until=data.get("until"), actor=data.get("actor"), subject=data.get("subject"),
            action=data.get("action") or "",
        )  # fmt: skip


def _person(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if text.isdigit() and len(text) < 18:
        return int(text)
    person = Person.objects.filter(email__iexact=text).first()
    if person is None:
        raise ValidationError(_("Es gibt niemanden mit dieser Adresse. Die Nummer der Person geht auch."))
    return int(person.pk)
