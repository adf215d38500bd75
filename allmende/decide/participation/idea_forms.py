# SPDX-License-Identifier: EUPL-1.2
"""The form for an idea. Works on a phone, without an account, with the keyboard alone and without JavaScript."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from shapely import Point

from allmende.commons.dialogue.registry import LONGEST
from allmende.commons.places import index
from allmende.commons.places.models import Place
from allmende.commons.places.spots import spots
from allmende.core.media.sanitise import clean_picture
from allmende.core.municipality.models import Municipality
from allmende.core.municipality.queries import family_keys
from allmende.core.people.lines import single_line
from allmende.core.throttle.forms import OpenForm
from allmende.decide.participation import minors
from allmende.decide.participation.audience import Who
from allmende.decide.participation.ideas import Draft, Upload
from allmende.decide.participation.models import Category, Phase

PICTURES = 3
KEPT = ("title", "text", "category", "wo", "lon", "lat", "name", "email")
"""Fields that a saved draft holds."""


class IdeaForm(OpenForm):
    """What, why, where. Only the first two are required."""

    about_visitor = True
    salt = "allmende.participation.idea"

    title = forms.CharField(
        label=_("Ihre Idee in einem Satz"),
        max_length=120,
        validators=[single_line],
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        help_text=_("Zum Beispiel: Mehr Bänke im Schatten"),
    )
    text = forms.CharField(
        label=_("Was soll sich ändern, und warum?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST, "dir": "auto"}),
        help_text=_("Schreiben Sie in Ihrer Sprache. Bitte keine Namen oder Telefonnummern anderer Leute."),
    )
    category = forms.ModelChoiceField(
        label=_("Thema"), queryset=Category.objects.none(), required=False, empty_label=_("keines davon")
    )
    wo = forms.CharField(
        label=_("Wo ist das?"),
        max_length=160,
        required=False,
        validators=[single_line],
        help_text=_("Straße und Hausnummer, ein Platz oder eine Einrichtung. Oder tippen Sie auf die Karte."),
    )
    lon = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-180, max_value=180)
    lat = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-90, max_value=90)
    name = forms.CharField(
        label=_("Welcher Name soll bei Ihrer Idee stehen?"),
        max_length=60,
        required=False,
        validators=[single_line],
        help_text=_("Der Vorname genügt. Ohne Namen geht es auch."),
    )
    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        required=False,
        help_text=_("Nur wenn wir Ihnen schreiben sollen, was aus Ihrer Idee wird. Niemand sonst sieht sie."),
    )
    age = forms.ChoiceField(label=_("Wie alt bist du?"), choices=minors.BANDS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, phase: Phase, who: Who, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.phase, self.who, self.municipality = phase, who, municipality
        for number in range(1, PICTURES + 1):
            self.fields[f"picture{number}"] = forms.FileField(
                label=_("Bild %s") % number,
                required=False,
                widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
            )
            self.fields[f"alt{number}"] = forms.CharField(
                label=_("Was ist auf Bild %s zu sehen?") % number, required=False, max_length=300, validators=[single_line],
                help_text=_("Ein Satz für Menschen, die das Bild nicht sehen."),
            )  # fmt: skip
        categories: Any = self.fields["category"]
        categories.queryset = phase.process.categories.all()
        if not phase.option("categories", True) or not categories.queryset.exists():
            del self.fields["category"]
        if not phase.option("map", True):
            for name in ("wo", "lon", "lat"):
                del self.fields[name]
        if not phase.option("pictures", True):
            for number in range(1, PICTURES + 1):
                del self.fields[f"picture{number}"], self.fields[f"alt{number}"]
        if who.person is not None:
            del self.fields["email"]
        if not phase.process.for_youth:
            del self.fields["age"]
        else:
            self.fields["title"].label, self.fields["text"].label = (
                _("Deine Idee in einem Satz"),
                _("Erzähl mehr davon"),
            )

    @property
    def picture_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the pairs of file and description, for the template."""
        numbers = range(1, PICTURES + 1)
        return [(self[f"picture{n}"], self[f"alt{n}"]) for n in numbers if f"picture{n}" in self.fields]

    def clean_age(self) -> str:
        """Want the consent of the parents for whoever is under sixteen. Raises `ValidationError` with what to do."""
        band = str(self.cleaned_data["age"])
        if minors.needs_consent(band) and not minors.has_consent(self.phase.process, self.who):
            raise ValidationError(minors.WHAT_TO_DO, code="consent")
        return band

    def clean(self) -> dict[str, Any]:
        """Want a description for each picture, and pictures that are some. Raises `ValidationError`."""
        data = super().clean()
        for number in range(1, PICTURES + 1):
            file = data.get(f"picture{number}")
            if not file:
                continue
            try:
                clean_picture(file, file.name)
                file.seek(0)
            except ValidationError as error:
                self.add_error(f"picture{number}", error)
            if not data.get(f"alt{number}"):
                self.add_error(f"alt{number}", _("Bitte beschreiben Sie Bild %s in einem Satz.") % number)
        return data

    def draft(self) -> Draft:
        """Return what was written, with the place found: from the map, else from the words. Queries: three at most."""
        data = self.cleaned_data
        point, place, address = None, None, data.get("wo", "")
        if data.get("lon") is not None and data.get("lat") is not None:
            point = Point(data["lon"], data["lat"])
            point = point if self._is_here(point) else None
        if point is None and address:
            found = spots(index.current(), family_keys(self.municipality), address)
            if found:
                point = Point(found[0].lon, found[0].lat)
                place = _place_at(found[0].label, point) if found[0].kind == "place" else None
        uploads = [
            Upload(data[f"picture{n}"], data[f"picture{n}"].name, data[f"alt{n}"])
            for n in range(1, PICTURES + 1)
            if data.get(f"picture{n}")
        ]
        return Draft(
            title=data["title"], text=data["text"], category=data.get("category"), point=point, place=place, address=address,
            email=data.get("email", ""), pictures=tuple(uploads),
        )  # fmt: skip

    def _is_here(self, point: Point) -> bool:
        """Whether a point lies in the municipality; everywhere counts where its border is not known."""
        border = self.phase.process.municipality.geom
        return bool(border is None or border.buffer(0.01).covers(point))


def _place_at(name: str, point: Point) -> Place | None:
    return Place.objects.listed().filter(name=name, geom_west=point.x, geom_south=point.y).first()
