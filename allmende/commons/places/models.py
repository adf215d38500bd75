# SPDX-License-Identifier: EUPL-1.2
"""Areas in parallel divisions, places with what one needs to know about them, tours, and reports of errors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from allmende.commons.cases.models import Case
from allmende.commons.places.words import WORD_FIELDS, words_of
from allmende.core.freshness.memory import renew
from allmende.core.geo.fields import GeometryField, GeoModel, GeoQuerySet
from allmende.core.media.models import Picture
from allmende.core.municipality.models import Municipality
from allmende.core.search.actions import changed as search_changed

POLYGONS = ("Polygon", "MultiPolygon")


class Division(models.Model):
    """One way to cut a municipality into areas: towns, quarters, statistical districts, a grid. Divisions need not nest."""

    class Kind(models.TextChoices):
        TOWNS = "towns", _("Städte und Gemeinden")
        QUARTERS = "quarters", _("Ortsteile und Quartiere")
        STATISTICAL = "statistical", _("statistische Bezirke")
        GRID = "grid", _("Raster")
        OTHER = "other", _("andere Gliederung")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="divisions", verbose_name=_("Kommune")
    )
    key = models.SlugField(_("Kurzname"), max_length=40)
    name = models.CharField(_("Name"), max_length=80)
    kind = models.CharField(_("Art"), max_length=12, choices=Kind.choices)
    is_public = models.BooleanField(_("öffentlich sichtbar"), default=True)

    class Meta:
        verbose_name = _("Gliederung")
        verbose_name_plural = _("Gliederungen")
        ordering = ("municipality", "kind", "key")
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="division_key_unique")]

    def __str__(self) -> str:
        return self.name


class Area(GeoModel):
    """A polygon with a key, a parent and a period of validity: a quarter, a district, a grid cell."""

    division = models.ForeignKey(Division, on_delete=models.CASCADE, related_name="areas", verbose_name=_("Gliederung"))
    key = models.CharField(_("Schlüssel"), max_length=60)
    name = models.CharField(_("Name"), max_length=120)
    slug = models.SlugField(_("Adresse im Netz"), max_length=140)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children", verbose_name=_("liegt in")
    )
    geom = GeometryField(_("Umriss"), types=POLYGONS)
    valid_from = models.DateField(_("gültig ab"))
    valid_to = models.DateField(_("gültig bis"), null=True, blank=True)
    description = models.TextField(_("Beschreibung"), blank=True)
    population = models.PositiveIntegerField(_("Einwohnerzahl"), null=True, blank=True)
    attributes = models.JSONField(_("weitere Angaben"), default=dict, blank=True)
    source = models.CharField(_("Quelle"), max_length=200, blank=True)
    licence = models.CharField(_("Lizenz"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("Gebiet")
        verbose_name_plural = _("Gebiete")
        ordering = ("division", "name", "key")
        constraints = [
            models.UniqueConstraint(
                fields=["division", "key"], condition=Q(valid_to__isnull=True), name="area_current_key_unique"
            ),
            models.UniqueConstraint(
                fields=["division", "slug"], condition=Q(valid_to__isnull=True), name="area_current_slug_unique"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="area_period_ordered"
            ),
        ]

    def __str__(self) -> str:
        return self.name


def _tell(keys: Iterable[Any]) -> None:
    """Tell the index in memory and the search of the site, in the caller's transaction, which places changed."""
    renew("places")
    search_changed("places", (f"place-{key}" for key in keys))


class PlaceQuerySet(GeoQuerySet):
    """Bulk writes that keep the search words and the revision along with the rows: no way round them through the ORM."""

    def listed(self) -> PlaceQuerySet:
        """Return the places that the public sees in lists: published, and still in their source."""
        return self.filter(is_published=True, vanished__isnull=True)

    @transaction.atomic
    def bulk_create(self, objs: Iterable[Place], *args: Any, **kwargs: Any) -> list[Place]:
        rows = list(objs)
        for row in rows:
            row.words = words_of(row)
        created = super().bulk_create(rows, *args, **kwargs)
        _tell(place.pk for place in created)
        return created

    @transaction.atomic
    def update(self, **values: Any) -> int:
        keys = list(self.values_list("pk", flat=True))
        changed = super().update(**values)
        _tell(keys)
        return changed

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_update(self, objs: Iterable[Place], fields: Iterable[str], batch_size: int | None = None) -> int:
        rows, names = list(objs), set(fields)
        if names & WORD_FIELDS:
            names.add("words")
            for row in rows:
                row.words = words_of(row)
        return super().bulk_update(rows, sorted(names), batch_size)  # ends in update()

    bulk_update.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def delete(self) -> tuple[int, dict[str, int]]:
        keys = list(self.values_list("pk", flat=True))
        deleted = super().delete()
        _tell(keys)
        return deleted

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class Place(GeoModel):
    """A doctor, a kindergarten, a stop, a club house, an empty shop: a point that people look for.

    `category` is a key of `categories.toml`. What is not known stays "unknown"; it is never taken for yes or no.
    A place that an importer no longer finds in its source is marked with `vanished`, never deleted silently.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("ja")
        LIMITED = "limited", _("teilweise")
        NO = "no", _("nein")
        UNKNOWN = "unknown", _("nicht bekannt")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="places", verbose_name=_("Kommune")
    )
    category = models.CharField(_("Kategorie"), max_length=40, db_index=True)
    name = models.CharField(_("Name"), max_length=200)
    description = models.TextField(_("Beschreibung"), blank=True)
    geom = GeometryField(_("Lage"), types=("Point",))
    is_published = models.BooleanField(_("öffentlich"), default=True)
    vanished = models.DateField(_("nicht mehr in der Quelle seit"), null=True, blank=True)

    street = models.CharField(_("Straße"), max_length=120, blank=True)
    house_number = models.CharField(_("Hausnummer"), max_length=20, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=10, blank=True)
    city = models.CharField(_("Ort"), max_length=80, blank=True)
    phone = models.CharField(_("Telefon"), max_length=80, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    website = models.URLField(_("Website"), max_length=500, blank=True)

    opening_hours = models.TextField(
        _("Öffnungszeiten"), blank=True, help_text=_("zum Beispiel: Mo-Fr 08:00-18:00; PH off")
    )
    opening_hours_valid = models.BooleanField(_("Öffnungszeiten lesbar"), default=True, editable=False)

    wheelchair = models.CharField(
        _("mit dem Rollstuhl nutzbar"), max_length=8, choices=Answer.choices, default=Answer.UNKNOWN
    )
    step_free = models.CharField(_("Zugang ohne Stufen"), max_length=8, choices=Answer.choices, default=Answer.UNKNOWN)
    accessible_toilet = models.CharField(
        _("barrierefreies WC"), max_length=8, choices=Answer.choices, default=Answer.UNKNOWN
    )
    hearing_support = models.CharField(
        _("Hilfe beim Hören"), max_length=8, choices=Answer.choices, default=Answer.UNKNOWN
    )
    tactile_guidance = models.CharField(
        _("Leitsystem zum Tasten"), max_length=8, choices=Answer.choices, default=Answer.UNKNOWN
    )
    accessibility_note = models.TextField(_("Hinweis zur Barrierefreiheit"), blank=True)
    accessibility_source = models.CharField(_("Quelle der Angaben zur Barrierefreiheit"), max_length=200, blank=True)
    accessibility_date = models.DateField(_("Stand der Angaben zur Barrierefreiheit"), null=True, blank=True)

    source = models.CharField(_("Quelle"), max_length=60, blank=True, help_text=_("Kurzname des Datenbestands"))
    source_id = models.CharField(_("Kennung in der Quelle"), max_length=80, blank=True)
    licence = models.CharField(_("Lizenz"), max_length=80, blank=True)
    attributes = models.JSONField(_("weitere Angaben"), default=dict, blank=True)
    created = models.DateTimeField(_("angelegt"), auto_now_add=True)
    changed = models.DateTimeField(_("geändert"), auto_now=True)

    words = models.TextField(
        editable=False,
        default="",
        help_text="Folded words of name and address: what the search reads, and the order of lists.",
    )
    edited = models.JSONField(
        editable=False, default=list, help_text="Fields that staff changed by hand; importers leave them alone."
    )

    areas = models.ManyToManyField(Area, through="PlaceArea", related_name="places", verbose_name=_("Gebiete"))

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ort")
        verbose_name_plural = _("Orte")
        ordering = ("name", "pk")
        indexes = [
            models.Index(fields=["municipality", "category", "name", "id"], name="place_by_category"),
            models.Index(fields=["municipality", "name", "id"], name="place_by_name"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "source", "source_id"],
                condition=~Q(source_id=""),
                name="place_source_id_unique",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="place_has_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        self.words = words_of(self)
        if update_fields is not None:
            update_fields = {*update_fields, "words"}
        super().save(*args, update_fields=update_fields, **kwargs)
        _tell([self.pk])

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        key = self.pk
        deleted = super().delete(*args, **kwargs)
        _tell([key])
        return deleted


class PlaceArea(models.Model):
    """In which area of each division a place lies. Computed once, when place or area change."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="memberships")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="memberships")
    division = models.ForeignKey(Division, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "division"], name="place_one_area_per_division")]

    def __str__(self) -> str:
        return f"{self.place_id} in {self.area_id}"


class Address(GeoModel):
    """A house with a number: what "near Hauptstraße 5" is looked up in. Nothing refers to it; a source may replace its own."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="addresses", verbose_name=_("Kommune")
    )
    street = models.CharField(_("Straße"), max_length=120)
    house_number = models.CharField(_("Hausnummer"), max_length=20)
    postcode = models.CharField(_("Postleitzahl"), max_length=10, blank=True)
    city = models.CharField(_("Ort"), max_length=80, blank=True)
    geom = GeometryField(_("Lage"), types=("Point",))
    source = models.CharField(_("Quelle"), max_length=60)
    street_key = models.CharField(max_length=120, editable=False, help_text="The street, folded: hauptstrasse.")

    class Meta:
        verbose_name = _("Adresse")
        verbose_name_plural = _("Adressen")
        ordering = ("street", "house_number", "pk")
        indexes = [models.Index(fields=["street_key", "house_number"], name="address_by_street")]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "source", "street", "house_number", "postcode", "city"], name="address_unique"
            )
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [f"{self.street} {self.house_number}", f"{self.postcode} {self.city}".strip()]))


class PlacePicture(models.Model):
    """A picture of a place; its description, source and licence are the picture's own."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="pictures", verbose_name=_("Ort"))
    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="+", verbose_name=_("Bild"))
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        verbose_name = _("Bild des Ortes")
        verbose_name_plural = _("Bilder des Ortes")
        ordering = ("position", "pk")
        constraints = [models.UniqueConstraint(fields=["place", "picture"], name="place_picture_unique")]

    def __str__(self) -> str:
        return str(self.picture)


class PlaceReport(models.Model):
    """Somebody says that something about a place is wrong. The matter itself is a case."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="place_report", verbose_name=_("Vorgang"))
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="reports", verbose_name=_("Ort"))

    class Meta:
        verbose_name = _("Hinweis zu einem Ort")
        verbose_name_plural = _("Hinweise zu Orten")

    def __str__(self) -> str:
        return str(self.case)


class Tour(GeoModel):
    """An ordered walk of places with text and sound."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="tours", verbose_name=_("Kommune")
    )
    slug = models.SlugField(_("Adresse im Netz"), max_length=80)
    title = models.CharField(_("Titel"), max_length=120)
    summary = models.CharField(_("Worum geht es?"), max_length=300)
    text = models.TextField(_("Einleitung"), blank=True)
    language = models.CharField(_("Sprache"), max_length=12, default="de")
    is_published = models.BooleanField(_("öffentlich"), default=False)
    step_free = models.CharField(
        _("ohne Stufen begehbar"), max_length=8, choices=Place.Answer.choices, default=Place.Answer.UNKNOWN
    )
    step_free_note = models.CharField(_("Hinweis zum Weg"), max_length=300, blank=True)
    path = GeometryField(_("Weg"), null=True, blank=True, types=("LineString",))

    class Meta:
        verbose_name = _("Rundgang")
        verbose_name_plural = _("Rundgänge")
        ordering = ("title",)
        constraints = [models.UniqueConstraint(fields=["municipality", "slug"], name="tour_slug_unique")]

    def __str__(self) -> str:
        return self.title


class TourStop(GeoModel):
    """One station of a tour: at a place, or at a point of its own."""

    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="stops", verbose_name=_("Rundgang"))
    position = models.PositiveSmallIntegerField(_("Nummer"))
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="tour_stops", verbose_name=_("Ort")
    )
    geom = GeometryField(_("Lage"), types=("Point",))
    title = models.CharField(_("Überschrift"), max_length=120)
    text = models.TextField(_("Text"))
    way_hint = models.CharField(_("Weg hierher"), max_length=300, blank=True)
    audio = models.FileField(_("Tonaufnahme"), upload_to="tours/", blank=True)
    picture = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Bild")
    )

    class Meta:
        verbose_name = _("Station")
        verbose_name_plural = _("Stationen")
        ordering = ("tour", "position")
        constraints = [models.UniqueConstraint(fields=["tour", "position"], name="tour_stop_position_unique")]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"
