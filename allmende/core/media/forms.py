# SPDX-License-Identifier: EUPL-1.2
"""The upload forms of the staff area say at once, beside the field, what is wrong with a file."""

from __future__ import annotations

from typing import Any

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from allmende.core.media.sanitise import check_document, clean_picture


class PictureForm(BaseImageForm):
    """A picture with its description."""

    def clean_file(self) -> Any:
        """Refuse what could not be stored; the stored file is made by `CleanPictureField`."""
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            clean_picture(file, file.name)
            file.seek(0)
        return file


class DocumentForm(BaseDocumentForm):
    """A document whose content fits its name."""

    def clean_file(self) -> Any:
        """Refuse a file whose content does not fit its name, with macros, or too large."""
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            check_document(file, file.name)
            file.seek(0)
        return file
