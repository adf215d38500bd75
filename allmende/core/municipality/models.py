# SPDX-License-Identifier: EUPL-1.2
"""Municipalities: the official register of all of them, and which ones this installation serves."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allmende.core.geo.fields import GeometryField, GeoModel
from allmende.core.municipality.keys import ags_of, land_of, validate_ags, validate_ars


class Municipality(GeoModel):
    """A body of the administrative tree: county over towns; Land, region and association where the register has them.

    One row per body and period of validity. A body that a later register no longer lists keeps its row with `valid_to`.
    """

    class Kind(models.TextChoices):
        LAND = "land", _("Land")
        REGION = "region", _("Regierungsbezirk")
        COUNTY = "county", _("Landkreis")
        ASSOCIATION = "association", _("Gemeindeverband")
        TOWN = "town", _("Gemeinde")

    kind = models.CharField(_("Art"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("Name"), max_length=120)
    title = models.CharField(_("Bezeichnung"), max_length=60, blank=True, help_text=_("zum Beispiel Stadt, Kreisstadt"))
    ars = models.CharField(_("Regionalschlüssel (ARS)"), max_length=12, validators=[validate_ars])
    ags = models.CharField(_("Gemeindeschlüssel (AGS)"), max_length=8, validators=[validate_ags], db_index=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("gehört zu"), null=True, blank=True, on_delete=models.PROTECT, related_name="members"
    )
    valid_from = models.DateField(_("gültig ab"))
    valid_to = models.DateField(_("gültig bis"), null=True, blank=True)
    area_ha = models.FloatField(_("Fläche in Hektar"), null=True, blank=True)
    population = models.PositiveIntegerField(_("Einwohnerzahl"), null=True, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=5, blank=True)
    geom = GeometryField(_("Grenze"), null=True, blank=True, types=("Polygon", "MultiPolygon"))
    as_of = models.DateField(
        _("Stand des Verzeichnisses"),
        null=True,
        blank=True,
        help_text=_("das neueste Verzeichnis, in dem die Kommune steht"),
    )
    geom_as_of = models.DateField(_("Stand der Grenze"), null=True, blank=True)

    class Meta:
        verbose_name = _("Kommune")
        verbose_name_plural = _("Kommunen")
        ordering = ("ars", "kind")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "ars"], condition=Q(valid_to__isnull=True), name="municipality_current_key_unique"
            ),
            models.UniqueConstraint(fields=["kind", "ars", "valid_from"], name="municipality_key_period_unique"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="municipality_period_ordered",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.ars and self.ags and ags_of(self.ars) != self.ags:
            raise ValidationError({"ags": _("Der AGS passt nicht zum ARS. Erwartet: %s.") % ags_of(self.ars)})

    @property
    def land(self) -> str:
        """ISO code of the Land (`TH`), for holidays and Land law."""
        return land_of(self.ars)


class Presence(models.Model):
    """A municipality that this installation serves: how it appears, and how to reach it."""

    class Accent(models.TextChoices):
        """Tested hues: every text keeps its contrast in light and dark, which a freely chosen colour would not."""

        GREEN = "green", pgettext_lazy("colour", "Grün")
        TEAL = "teal", pgettext_lazy("colour", "Petrol")
        BLUE = "blue", pgettext_lazy("colour", "Blau")
        VIOLET = "violet", pgettext_lazy("colour", "Violett")
        RED = "red", pgettext_lazy("colour", "Rot")
        BROWN = "brown", pgettext_lazy("colour", "Braun")

    municipality = models.OneToOneField(
        Municipality, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="presence"
    )
    slug = models.SlugField(_("Kurzname"), max_length=60, unique=True)
    display_name = models.CharField(_("Anzeigename"), max_length=120)
    claim = models.CharField(_("Leitspruch"), max_length=120, blank=True)
    is_default = models.BooleanField(_("wird gezeigt, wenn kein Hostname passt"), default=False)
    street = models.CharField(_("Straße und Hausnummer"), max_length=120, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=5, blank=True)
    city = models.CharField(_("Ort"), max_length=80, blank=True)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    accent = models.CharField(_("Farbe"), max_length=10, choices=Accent.choices, default=Accent.GREEN)
    logo = models.ForeignKey(
        "media.Picture",
        verbose_name=_("Wappen oder Logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("Auftritt")
        verbose_name_plural = _("Auftritte")
        ordering = ("display_name",)
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="presence_one_default")
        ]

    def __str__(self) -> str:
        return self.display_name


class Host(models.Model):
    """A host name under which a presence is reached."""

    presence = models.ForeignKey(Presence, on_delete=models.CASCADE, related_name="hosts", verbose_name=_("Auftritt"))
    name = models.CharField(
        _("Hostname"),
        max_length=253,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9.-]+$", _("Nur Kleinbuchstaben, Ziffern, Punkt und Bindestrich."))],
    )

    class Meta:
        verbose_name = _("Hostname")
        verbose_name_plural = _("Hostnamen")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
