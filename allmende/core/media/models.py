# SPDX-License-Identifier: EUPL-1.2
"""Pictures: always with a text for those who cannot see them, with source and licence."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition


class Picture(AbstractImage):
    """A picture of the municipality. `alt` is required: it is read aloud and shown where pictures are off."""

    alt = models.CharField(
        _("Bildbeschreibung"),
        max_length=300,
        help_text=_("Was ist zu sehen? Ein Satz für Menschen, die das Bild nicht sehen. Nicht „Bild von …“."),
    )
    source = models.CharField(_("Quelle"), max_length=200, blank=True, help_text=_("Wer hat das Bild gemacht?"))
    licence = models.CharField(_("Lizenz"), max_length=80, blank=True, help_text=_("zum Beispiel CC BY 4.0"))

    admin_form_fields = (
        "title",
        "file",
        "alt",
        "source",
        "licence",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("Bild")
        verbose_name_plural = _("Bilder")
        permissions = [("choose_image", "Can choose image")]

    @property
    def default_alt_text(self) -> str:
        return self.alt


class Rendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(Picture, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_unique")
        ]
