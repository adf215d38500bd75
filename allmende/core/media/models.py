# SPDX-License-Identifier: EUPL-1.2
"""Pictures: always with a text for those who cannot see them, with source and licence."""

from __future__ import annotations

import secrets
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, get_upload_to

from allmende.core.media.fields import CleanPictureField
from allmende.core.media.gates import FOLDER, folder_of


class Picture(AbstractImage):
    """A picture of the municipality. `alt` is required: it is read aloud and shown where pictures are off.

    Every picture has a description; whether it is mere decoration depends on the page and is said there.
    """

    file = CleanPictureField(
        verbose_name=_("Datei"), upload_to=get_upload_to, width_field="width", height_field="height"
    )
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

    guard: str = ""
    """Set before the file is stored: the gate and key of a picture that not everybody may see (see `gates`)."""

    def get_upload_to(self, filename: str) -> str:
        """Return where the file goes: a guarded picture keeps its folder for good, under names that nobody guesses."""
        folder = f"{FOLDER}{self.guard}" if self.guard else ""
        if not folder and self.pk:
            stored = Picture.objects.filter(pk=self.pk).values_list("file", flat=True).first()
            folder = folder_of(stored or "")
        if folder:
            return f"{folder}/{secrets.token_hex(16)}{PurePath(filename).suffix.lower()}"
        path: str = super().get_upload_to(filename)
        return path

    class Meta(AbstractImage.Meta):
        verbose_name = _("Bild")
        verbose_name_plural = _("Bilder")
        permissions = [("choose_image", "Can choose image")]
        constraints = [models.CheckConstraint(condition=~Q(alt=""), name="picture_has_description")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not self.file._committed:  # noqa: SLF001  (Django has no public word for it)
            # Commit first, so that size and checksum are those of the stored file and not of what was sent.
            self.file.save(self.file.name, self.file.file, save=False)
            self._set_image_file_metadata()
            self.file.close()
        super().save(*args, **kwargs)

    def generate_rendition_file(self, filter: Any, *, source: Any = None) -> ContentFile[bytes]:  # noqa: A002  (Wagtail's)
        """Return the picture in one size. Wagtail leaves its temporary file open; this one needs no closing."""
        with super().generate_rendition_file(filter, source=source) as file:
            file.seek(0)
            return ContentFile(file.read(), name=file.name)

    @property
    def default_alt_text(self) -> str:
        return self.alt


class Rendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(Picture, related_name="renditions", on_delete=models.CASCADE)

    def get_upload_to(self, filename: str) -> str:
        """Return where the file goes: beside its picture where that is guarded."""
        folder = folder_of(self.image.file.name)
        path: str = super().get_upload_to(filename)
        return f"{folder}/{PurePath(path).name}" if folder else path

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_unique")
        ]
