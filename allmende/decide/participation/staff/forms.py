# SPDX-License-Identifier: EUPL-1.2
"""Forms of the staff area."""

from __future__ import annotations

import uuid
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from allmende.commons.places.models import Area
from allmende.commons.places.queries import public_areas
from allmende.core.media.models import Picture
from allmende.core.municipality.models import Municipality
from allmende.core.people.assurance import Level
from allmende.core.people.models import Person
from allmende.core.roles.backend import people_with
from allmende.decide.participation.code_batches import LETTERS, TABLE
from allmende.decide.participation.formats import registry
from allmende.decide.participation.models import Category, Idea, Phase, Process, Section

DAY = {"input_formats": ["%d.%m.%Y", "%Y-%m-%d"], "help_text": _("TT.MM.JJJJ, zum Beispiel 15.03.2027")}


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%d.%m.%Y"), **{**DAY, **options})


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ProcessForm(forms.ModelForm[Process]):
    """The words of a process."""

    class Meta:
        model = Process
        fields = (
            "title", "goal", "text", "area", "deciders", "contact_name", "contact_phone", "contact_email", "picture",
            "for_youth", "results",
        )  # fmt: skip
        widgets = {"goal": _lines(3), "text": _lines(8), "deciders": _lines(2), "results": _lines(6)}

    def __init__(self, *args: Any, municipality: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["area"].queryset = public_areas(municipality)
        fields["picture"].queryset = Picture.objects.exclude(collection__name="Beteiligung").order_by("title")
        fields["picture"].help_text = _("Bilder laden Sie unter „Bilder“ hoch, immer mit Beschreibung.")


class AudienceMixin(forms.Form):
    """Who may take part: nothing is chosen beforehand."""

    audience = forms.ChoiceField(
        label=_("Wer darf mitmachen?"),
        choices=[(value, label) for value, label in Phase.Audience.choices if value],
        widget=forms.RadioSelect,
    )
    audience_area = forms.ModelChoiceField(
        label=_("In welchem Gebiet muss man wohnen?"),
        queryset=None,
        required=False,
        help_text=_("Nur wenn ein Gebiet gewählt ist."),
    )
    audience_level = forms.TypedChoiceField(
        label=_("Vertrauensniveau"), choices=Level.choices[2:], coerce=int, initial=Level.SUBSTANTIAL.value, required=False,
        help_text=_("Für Gebiet und Identität: wie sicher feststehen muss, wer jemand ist."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Want an area where one is asked for. Raises `ValidationError`."""
        data = super().clean() or {}
        if data.get("audience") == Phase.Audience.AREA and data.get("audience_area") is None:
            self.add_error("audience_area", _now("Bitte wählen Sie das Gebiet."))
        data["audience_level"] = data.get("audience_level") or Level.SUBSTANTIAL.value
        return data


class CreateForm(AudienceMixin):
    """All that a template leaves open, on one page."""

    title = forms.CharField(label=_("Titel"), max_length=120)
    goal = forms.CharField(
        label=_("Worum geht es?"), max_length=400, widget=_lines(3), help_text=Process._meta.get_field("goal").help_text
    )
    deciders = forms.CharField(label=_("Wer entscheidet am Ende?"), max_length=300, widget=_lines(2))
    area = forms.ModelChoiceField(
        label=_("Gebiet"), queryset=None, required=False, help_text=_("Leer: die ganze Kommune.")
    )
    first_day = _day(_("Erster Tag"))
    contact_name = forms.CharField(label=_("Ansprechperson"), max_length=120)
    contact_phone = forms.CharField(label=_("Telefon"), max_length=40, required=False)
    contact_email = forms.EmailField(label=_("E-Mail"), required=False)
    team = forms.ModelMultipleChoiceField(
        label=_("Wer arbeitet mit?"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Sie selbst gehören immer dazu."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    field_order = (
        "title", "goal", "area", "deciders", "first_day", "audience", "audience_area", "audience_level", "contact_name",
        "contact_phone", "contact_email", "team", "key",
    )  # fmt: skip

    def __init__(self, *args: Any, municipality: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["area"].queryset = fields["audience_area"].queryset = public_areas(municipality)
        fields["team"].queryset = people_with(
            "participation.change_process", Process(municipality=municipality)
        ).exclude(pk=person.pk)

    def clean(self) -> dict[str, Any]:
        """Want a way to reach the contact. Raises `ValidationError`."""
        data = super().clean()
        if not data.get("contact_phone") and not data.get("contact_email"):
            self.add_error("contact_phone", _now("Bitte nennen Sie Telefon oder E-Mail."))
        return data


class PhaseForm(AudienceMixin, forms.ModelForm[Phase]):
    """A phase with days, which people think in; times where they matter."""

    format = forms.ChoiceField(label=_("Format"), choices=registry.choices)
    opens_day = _day(_("Erster Tag"), required=False)
    opens_time = forms.TimeField(
        label=_("ab Uhrzeit"), required=False, input_formats=["%H:%M"], help_text=_("Leer: ab Mitternacht")
    )
    closes_day = _day(_("Letzter Tag"), required=False)
    closes_time = forms.TimeField(
        label=_("bis Uhrzeit"), required=False, input_formats=["%H:%M"], help_text=_("Leer: bis zum Ende des Tages")
    )

    class Meta:
        model = Phase
        fields = ("title", "text", "format", "audience", "audience_area", "audience_level", "moderation")
        widgets = {"text": _lines(3), "moderation": forms.RadioSelect}

    field_order = (
        "title", "format", "text", "opens_day", "opens_time", "closes_day", "closes_time", "audience", "audience_area",
        "audience_level", "moderation",
    )  # fmt: skip

    def __init__(self, *args: Any, municipality: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["audience_area"].queryset = public_areas(municipality)
        fields["audience"].required = False
        for name in ("opens", "closes"):
            instant = getattr(self.instance, name)
            if instant is not None:
                local = timezone.localtime(instant)
                is_midnight = (local.hour, local.minute) == (0, 0)
                day = local.date() - timedelta(days=1) if name == "closes" and is_midnight else local.date()
                fields[f"{name}_day"].initial = day
                fields[f"{name}_time"].initial = "" if is_midnight else f"{local:%H:%M}"

    def clean(self) -> dict[str, Any]:
        """Make instants of days and times. Raises `ValidationError`."""
        data = super().clean()
        self.instance.opens = self._instant(data.get("opens_day"), data.get("opens_time"), last=False)
        self.instance.closes = self._instant(data.get("closes_day"), data.get("closes_time"), last=True)
        if self.instance.opens and self.instance.closes and self.instance.closes <= self.instance.opens:
            self.add_error("closes_day", _now("Das Ende liegt vor dem Beginn."))
        return data

    @staticmethod
    def _instant(day: Any, at: Any, *, last: bool) -> datetime | None:
        if day is None:
            return None
        if at is None and last:
            day, at = day + timedelta(days=1), time.min
        return timezone.make_aware(datetime.combine(day, at or time.min))


class AnswerForm(forms.Form):
    """A step of "Was wurde daraus?"."""

    stage = forms.ChoiceField(
        label=_("Stand"),
        choices=[(value, label) for value, label in Idea.Stage.choices if value != Idea.Stage.NEW],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Antwort in einfachen Worten"), max_length=4000, widget=_lines(6),
        help_text=_("Steht öffentlich bei der Idee. Wer sie geschrieben hat oder ihr folgt, bekommt Bescheid."),
    )  # fmt: skip
    office = forms.CharField(
        label=_("Antwort von"), max_length=120, required=False, help_text=_("zum Beispiel: Bauamt")
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class SortForm(forms.Form):
    """Theme and keywords of an idea."""

    category = forms.ModelChoiceField(label=_("Thema"), queryset=Category.objects.none(), required=False)
    tags = forms.CharField(label=_("Schlagwörter"), max_length=400, required=False, help_text=_("mit Komma getrennt"))

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any) -> None:
        initial = {"category": idea.category_id, "tags": ", ".join(tag.name for tag in idea.tags.all())}
        super().__init__(*args, initial=initial, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["category"].queryset = idea.phase.process.categories.all()


class BatchForm(forms.Form):
    """A batch of codes."""

    name = forms.CharField(
        label=_("Bezeichnung"), max_length=80, help_text=_("zum Beispiel: Haushalte in der Altstadt")
    )
    addresses = forms.FileField(
        label=_("Anschriften"), required=False,
        help_text=_("Tabelle (CSV), je Zeile: Name; Straße und Hausnummer; Postleitzahl und Ort. Wird nicht gespeichert."),
    )  # fmt: skip
    count = forms.IntegerField(
        label=_("oder Anzahl ohne Anschrift"), required=False, min_value=1, max_value=20_000,
        help_text=_("zum Beispiel für den Schalter oder eine Schulklasse"),
    )  # fmt: skip
    area = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("Gebiet"),
        required=False,
        help_text=_(
            "Wenn alle Briefe dorthin gehen: Am Ende steht beim Ergebnis, wie viele aus dem Gebiet mitgemacht haben, nie wer."
        ),
    )
    form = forms.ChoiceField(
        label=_("Ausgabe"), choices=[(LETTERS, _("Briefe als PDF (höchstens 500)")), (TABLE, _("Tabelle für die Druckerei (CSV)"))],
        widget=forms.RadioSelect, initial=LETTERS,
    )  # fmt: skip
    with_consent = forms.BooleanField(
        label=_("Die Eltern haben auf Papier zugestimmt"),
        required=False,
        help_text=_("nur für Schulklassen und Jugendgruppen"),
    )
    valid_until = _day(_("gültig bis einschließlich"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["area"]
        choices.queryset = public_areas(municipality)

    def clean(self) -> dict[str, Any]:
        """Want addresses or a number. Raises `ValidationError`."""
        data = super().clean() or {}
        if bool(data.get("addresses")) == bool(data.get("count")) and not self.errors:
            raise ValidationError(_now("Bitte geben Sie entweder eine Tabelle mit Anschriften oder eine Anzahl an."))
        return data


class CodeRequestForm(forms.Form):
    """What a second person is asked for while a vote by codes runs."""

    count = forms.IntegerField(label=_("Wie viele Codes?"), min_value=1, max_value=20_000)
    reason = forms.CharField(
        label=_("Begründung"), max_length=300, help_text=_("zum Beispiel: drei Briefe kamen zurück")
    )


class ConsentForm(forms.Form):
    """A parent's consent on paper: for an account, or for a code."""

    email = forms.EmailField(label=_("E-Mail-Adresse des Kontos"), required=False)
    code = forms.CharField(label=_("oder Code"), max_length=20, required=False)
    paper = forms.CharField(label=_("Wo liegt das Papier?"), max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        """Find the account. Raises `ValidationError`."""
        data = super().clean() or {}
        if bool(data.get("email")) == bool(data.get("code")) and not self.errors:
            raise ValidationError(_now("Bitte geben Sie entweder ein Konto oder einen Code an."))
        if data.get("email"):
            data["person"] = Person.objects.filter(email=data["email"].lower()).first()
            if data["person"] is None:
                self.add_error("email", _now("Ein Konto mit dieser Adresse gibt es nicht."))
        return data


class SectionForm(forms.ModelForm[Section]):
    """A section of a text."""

    class Meta:
        model = Section
        fields = ("heading", "text", "picture")
        widgets = {"text": _lines(10)}
