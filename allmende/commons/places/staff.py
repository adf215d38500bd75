# SPDX-License-Identifier: EUPL-1.2
"""Places, areas, tours and their pictures in the staff area."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from shapely import Point
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from allmende.commons.places import actions, opening
from allmende.commons.places.categories import catalogue, choices
from allmende.commons.places.models import Area, Division, Place, PlacePicture, Tour, TourStop
from allmende.core.municipality.models import Municipality


class PointForm(WagtailAdminModelForm):
    """A form for something with a point, written as latitude and longitude with comma or dot."""

    lat = forms.CharField(
        label=_("Breite"),
        max_length=20,
        help_text=_("Grad Nord, zum Beispiel 50,9271. Sie steht auf der Seite des Ortes unter „Lage“."),
    )
    lon = forms.CharField(label=_("Länge"), max_length=20, help_text=_("Grad Ost, zum Beispiel 11,5892"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        point = self.instance.geom if self.instance.pk else None
        if point is not None:
            self.initial |= {"lat": f"{point.y:.6f}".replace(".", ","), "lon": f"{point.x:.6f}".replace(".", ",")}

    def _degrees(self, name: str, limit: int) -> float:
        try:
            value = float(self.cleaned_data[name].replace(",", ".").strip().removesuffix("°"))
        except ValueError as error:
            raise ValidationError(_("Das ist keine Zahl in Grad, zum Beispiel 50,9271.")) from error
        if not abs(value) <= limit:
            raise ValidationError(
                _("Erwartet wird eine Zahl zwischen %(low)d und %(high)d.") % {"low": -limit, "high": limit}
            )
        return value

    def clean_lat(self) -> float:
        """Return the latitude in degrees. Raises `ValidationError`."""
        return self._degrees("lat", 90)

    def clean_lon(self) -> float:
        """Return the longitude in degrees. Raises `ValidationError`."""
        return self._degrees("lon", 180)

    def _post_clean(self) -> None:
        if isinstance(self.cleaned_data.get("lat"), float) and isinstance(self.cleaned_data.get("lon"), float):
            self.instance.geom = Point(self.cleaned_data["lon"], self.cleaned_data["lat"])
        super()._post_clean()


class PlaceForm(PointForm):
    """A place as staff write it."""

    category = forms.ChoiceField(label=_("Kategorie"), choices=lambda: [("", "–"), *choices()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = Municipality.objects.filter(  # only those this installation serves
            valid_to__isnull=True, kind__in=[Municipality.Kind.COUNTY, Municipality.Kind.TOWN]
        )

    def clean_opening_hours(self) -> str:
        """Return the opening hours; unreadable ones are refused with the place and a better spelling."""
        text = self.cleaned_data["opening_hours"].strip()
        if text and text != self.initial.get("opening_hours") and (reason := opening.problem(text)):
            better = opening.suggestion(text)
            raise ValidationError(
                _("%(reason)s Meinten Sie: %(better)s") % {"reason": reason, "better": better} if better else reason
            )
        return text


class _PlaceSaving:
    """Both views save through the action."""

    def save_instance(self) -> Place:
        form = self.form  # type: ignore[attr-defined]
        changed = ["geom" if name in ("lat", "lon") else name for name in form.changed_data]
        return actions.save_place(self.request.user, form.save(commit=False), changed)  # type: ignore[attr-defined]


class PlaceCreateView(_PlaceSaving, CreateView):
    """A new place."""


class PlaceEditView(_PlaceSaving, EditView):
    """A change to a place."""


def category_name(place: Place) -> str:
    """Return the German name of a place's category, or its key where the catalogue no longer has it."""
    known = catalogue().categories.get(place.category)
    return known.one if known else place.category


class PlaceViewSet(ModelViewSet):
    """Places."""

    model = Place
    name = "places_staff"
    url_prefix = "orte"
    icon = "site"
    menu_label = _("Orte")
    add_view_class = PlaceCreateView
    edit_view_class = PlaceEditView
    copy_view_enabled = False
    list_display = [
        "name",
        Column("category", label=_("Kategorie"), accessor=category_name, sort_key="category"),
        "street",
        "city",
        BooleanColumn("is_published", label=_("öffentlich")),
        "vanished",
    ]
    list_filter = ["category", "is_published", "opening_hours_valid", "source", "wheelchair"]
    search_fields = ["name", "street", "city"]
    search_backend_name = None
    ordering = ["name", "pk"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("municipality"),
                    FieldPanel("name"),
                    FieldPanel("category"),
                    FieldPanel("description"),
                    FieldRowPanel([FieldPanel("lat"), FieldPanel("lon")], heading=_("Lage")),
                    MultiFieldPanel(
                        [
                            FieldRowPanel([FieldPanel("street"), FieldPanel("house_number")]),
                            FieldRowPanel([FieldPanel("postcode"), FieldPanel("city")]),
                            FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                            FieldPanel("website"),
                        ],
                        heading=_("Adresse und Kontakt"),
                    ),
                    FieldPanel("opening_hours"),
                    FieldPanel("is_published"),
                ],
                heading=_("Angaben"),
            ),
            ObjectList(
                [
                    FieldPanel("wheelchair"),
                    FieldPanel("step_free"),
                    FieldPanel("accessible_toilet"),
                    FieldPanel("hearing_support"),
                    FieldPanel("tactile_guidance"),
                    FieldPanel("accessibility_note"),
                    FieldRowPanel([FieldPanel("accessibility_source"), FieldPanel("accessibility_date")]),
                ],
                heading=_("Barrierefreiheit"),
            ),
        ],
        base_form_class=PlaceForm,
    )


class PlacePictureViewSet(ModelViewSet):
    """Pictures of places; every picture has a description of its own (`media.Picture.alt`)."""

    model = PlacePicture
    name = "place_pictures_staff"
    url_prefix = "orte-bilder"
    icon = "image"
    menu_label = _("Bilder der Orte")
    copy_view_enabled = False
    list_display = ["place", "picture", "position"]
    panels = [FieldPanel("place"), FieldPanel("picture"), FieldPanel("position")]


class DivisionViewSet(ModelViewSet):
    """Divisions: which are shown, under which name."""

    model = Division
    name = "divisions_staff"
    url_prefix = "gliederungen"
    icon = "grip"
    menu_label = _("Gliederungen")
    copy_view_enabled = False
    list_display = ["name", "kind", BooleanColumn("is_public", label=_("öffentlich"))]
    panels = [FieldPanel("name"), FieldPanel("kind"), FieldPanel("is_public")]


class AreaViewSet(ModelViewSet):
    """Areas: name and texts. Outlines come with `allmende import areas`."""

    model = Area
    name = "areas_staff"
    url_prefix = "gebiete"
    icon = "globe"
    menu_label = _("Gebiete")
    copy_view_enabled = False
    list_display = ["name", "key", "division", "population", "valid_to"]
    list_filter = ["division"]
    search_fields = ["name", "key"]
    search_backend_name = None
    panels = [FieldPanel("name"), FieldPanel("description"), FieldPanel("population")]


class StopForm(PointForm):
    """A stop; without coordinates of its own it stands at its place."""

    lat = forms.CharField(
        label=_("Breite"),
        max_length=20,
        required=False,
        help_text=_("Leer lassen, wenn die Station am Ort selbst ist."),
    )
    lon = forms.CharField(label=_("Länge"), max_length=20, required=False)

    def _degrees(self, name: str, limit: int) -> float:
        return super()._degrees(name, limit) if self.cleaned_data.get(name) else ""  # type: ignore[return-value]

    def clean_audio(self) -> Any:
        """Return the sound file. Raises `ValidationError` for other kinds of files."""
        audio = self.cleaned_data.get("audio")
        if audio and "audio" in self.changed_data:
            head = audio.read(12)
            audio.seek(0)
            known = (
                head[:3] == b"ID3"
                or head[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")
                or head[:4] in (b"OggS", b"fLaC")
            )
            if not (known or head[4:8] == b"ftyp") or not audio.name.lower().endswith(
                (".mp3", ".ogg", ".opus", ".m4a", ".flac")
            ):
                raise ValidationError(_("Bitte eine Tonaufnahme als MP3, OGG, M4A oder FLAC hochladen."))
            if audio.size > 30 * 2**20:
                raise ValidationError(_("Die Aufnahme ist größer als 30 MB."))
        return audio

    def clean(self) -> dict[str, Any]:
        """Take the point of the place where no other is given. Raises `ValidationError` where there is neither."""
        data: dict[str, Any] = super().clean()
        if not isinstance(data.get("lat"), float) or not isinstance(data.get("lon"), float):
            place = data.get("place")
            if place is None:
                raise ValidationError(_("Bitte einen Ort auswählen oder Breite und Länge angeben."))
            data["lat"], data["lon"] = place.geom.y, place.geom.x
        return data


class TourViewSet(ModelViewSet):
    """Tours."""

    model = Tour
    name = "tours_staff"
    url_prefix = "rundgaenge"
    icon = "route"
    menu_label = _("Rundgänge")
    copy_view_enabled = False
    list_display = ["title", "language", BooleanColumn("is_published", label=_("öffentlich"))]
    panels = [
        FieldPanel(name)
        for name in (
            "municipality",
            "title",
            "slug",
            "summary",
            "text",
            "language",
            "step_free",
            "step_free_note",
            "is_published",
        )
    ]


class TourStopViewSet(ModelViewSet):
    """Stops of tours, in the order of their numbers."""

    model = TourStop
    name = "tour_stops_staff"
    url_prefix = "stationen"
    icon = "list-ol"
    menu_label = _("Stationen")
    copy_view_enabled = False
    list_display = ["title", "tour", "position", "place"]
    list_filter = ["tour"]
    ordering = ["tour", "position"]
    edit_handler = ObjectList(
        [
            FieldPanel("tour"),
            FieldPanel("position"),
            FieldPanel("title"),
            FieldPanel("place"),
            FieldRowPanel([FieldPanel("lat"), FieldPanel("lon")], heading=_("Lage")),
            FieldPanel("way_hint"),
            FieldPanel("text"),
            FieldPanel("picture"),
            FieldPanel("audio"),
        ],
        base_form_class=StopForm,
    )


class PlacesGroup(ModelViewSetGroup):
    """The menu "Orte"."""

    menu_label = _("Orte und Gebiete")
    menu_icon = "site"
    menu_order = 250
    items = (PlaceViewSet, PlacePictureViewSet, AreaViewSet, DivisionViewSet, TourViewSet, TourStopViewSet)
