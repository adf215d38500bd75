# SPDX-License-Identifier: EUPL-1.2
"""Forms of the staff area: granting and ending a role, and units."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from allmende.core.municipality.models import Municipality
from allmende.core.people.models import Person
from allmende.core.roles import queries
from allmende.core.roles.declared import ROLES
from allmende.core.roles.models import Grant, Unit


def start_of(day: datetime.date | None) -> datetime.datetime | None:
    """Return the first instant of a day here (midnight is never skipped or doubled in Germany)."""
    return None if day is None else timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def end_of(day: datetime.date | None) -> datetime.datetime | None:
    """Return the instant at which a day is over here: the first one of the next day."""
    return None if day is None else start_of(day + datetime.timedelta(days=1))


class GrantForm(forms.Form):
    """Give somebody a role. Places are the municipalities and units that the person signed in administrates."""

    email = forms.EmailField(
        label=_("E-Mail-Adresse der Person"),
        help_text=_("Die Person braucht ein Konto. Sie kann es selbst anlegen, oder Sie legen es unter „Konten“ an."),
    )
    role = forms.ChoiceField(
        label=_("Rolle"),
        widget=forms.RadioSelect,
        choices=[(role.key, role.label) for role in ROLES.values()],
    )
    place = forms.ChoiceField(
        label=_("Wo"), help_text=_("In einer Einheit gilt die Rolle auch für alles, was zu ihr gehört.")
    )
    with_towns = forms.BooleanField(label=_("gilt auch für die Gemeinden des Landkreises"), required=False)
    start = forms.DateField(label=_("Gilt ab"), widget=AdminDateInput, initial=timezone.localdate)
    end = forms.DateField(
        label=_("Gilt bis einschließlich"),
        required=False,
        widget=AdminDateInput,
        help_text=_("Ohne Datum gilt die Rolle, bis sie jemand beendet. Vertretungen und Praktika bekommen ein Ende."),
    )
    reason = forms.CharField(
        label=_("Anlass"), required=False, max_length=200, help_text=_("zum Beispiel: Vertretung für Frau Brückner")
    )

    def __init__(self, *args: Any, actor: Any, person: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.places = {key: (municipality, unit) for key, _label, municipality, unit in queries.places_of(actor)}
        choices = [(key, label) for key, label, _municipality, _unit in queries.places_of(actor)]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]
        if not any(place.kind == Municipality.Kind.COUNTY for place, unit in self.places.values()):
            del self.fields["with_towns"]
        if person is not None:
            del self.fields["email"]

    def clean_email(self) -> str:
        """Find the person. Raises `ValidationError`."""
        address = self.cleaned_data["email"]
        self.person = Person.objects.filter(email=address.lower(), is_active=True).first()
        if self.person is None:
            raise ValidationError(_("Mit dieser E-Mail-Adresse gibt es kein Konto."), code="unknown")
        return str(address)

    def clean_start(self) -> datetime.date:
        """Refuse days that are over: nobody held a role before it was granted. Raises `ValidationError`."""
        day: datetime.date = self.cleaned_data["start"]
        if day < timezone.localdate():
            raise ValidationError(_("Dieser Tag ist schon vorbei. Rollen gelten frühestens ab heute."), code="past")
        return day

    def wanted(self) -> dict[str, Any]:
        """Return what `actions.grant_role` takes."""
        data = self.cleaned_data
        municipality, unit = self.places[data["place"]]
        return {
            "person": self.person,
            "role": data["role"],
            "municipality": municipality,
            "unit": unit,
            "with_towns": data.get("with_towns", False),
            "start": start_of(data["start"]),
            "end": end_of(data["end"]),
            "reason": data["reason"],
        }

    def add_problem(self, problem: ValidationError) -> None:
        """Show what an action refused, at the field where there is one."""
        fields = {"person": "email", "municipality": "place", "unit": "place"}
        for name, texts in (problem.message_dict if hasattr(problem, "error_dict") else {"": problem.messages}).items():
            field = fields.get(name, name)
            self.add_error(field if field in self.fields else None, texts)


class EndForm(forms.Form):
    """End a role: at once, or after a last day."""

    last_day = forms.DateField(
        label=_("Letzter Tag"),
        required=False,
        widget=AdminDateInput,
        help_text=_("Ohne Datum endet die Rolle sofort, auch für jemanden, der gerade angemeldet ist."),
    )
    reason = forms.CharField(label=_("Grund"), required=False, max_length=200)

    def __init__(self, *args: Any, grant: Grant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grant = grant

    def clean_last_day(self) -> datetime.date | None:
        """Refuse days that are over, or beyond the end there is. Raises `ValidationError`."""
        day: datetime.date | None = self.cleaned_data["last_day"]
        if day is not None and day < timezone.localdate():
            raise ValidationError(_("Dieser Tag ist schon vorbei. Ohne Datum endet die Rolle sofort."), code="past")
        return day


class UnitForm(forms.ModelForm):  # type: ignore[type-arg]
    """A unit and what it belongs to."""

    class Meta:
        model = Unit
        fields = ("name",)

    parent = forms.ChoiceField(label=_("gehört zu"))

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.instance
        below = unit.path if unit.pk else None
        places = [
            (key, label, municipality, parent)
            for key, label, municipality, parent in queries.places_of(actor)
            if (unit.pk is None or municipality.pk == unit.municipality_id)
            and not (below and parent is not None and parent.path.startswith(below))
        ]
        self.places = {key: (municipality, parent) for key, _label, municipality, parent in places}
        self.fields["parent"].choices = [(key, label) for key, label, *_place in places]  # type: ignore[attr-defined]
        if unit.pk:
            self.initial["parent"] = queries.place_key(unit.municipality_id, unit.parent_id)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("parent") in self.places:
            self.instance.municipality, self.instance.parent = self.places[self.cleaned_data["parent"]]
        return cleaned

    def clean_name(self) -> str:
        """Return the name on one line. Raises `ValidationError` for an empty one."""
        name = " ".join(self.cleaned_data["name"].split())
        if not name:
            raise ValidationError(translated("Bitte geben Sie einen Namen ein."), code="required")
        return name
