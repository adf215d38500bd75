# SPDX-License-Identifier: EUPL-1.2
"""The gate through which every picture enters the storage, whoever brings it: a form, an importer or the demo town."""

from __future__ import annotations

from typing import Any

from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from allmende.core.media.sanitise import clean_picture


class CleanPictureFile(WagtailImageFieldFile):
    """Stores pixels, never the bytes that were sent."""

    def save(self, name: str, content: Any, save: bool = True) -> None:
        """Write the picture anew and store it. Raises `ValidationError` when it is not a picture we accept."""
        clean = clean_picture(content, name)
        super().save(clean.name, clean, save=save)


class CleanPictureField(WagtailImageField):
    """An image field whose files are always re-encoded."""

    attr_class = CleanPictureFile
