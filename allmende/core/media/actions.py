# SPDX-License-Identifier: EUPL-1.2
"""Adding pictures and documents from code: importers, the demo town, other apps."""

from __future__ import annotations

from typing import IO, Any

from django.core.files.base import File
from django.db import transaction
from wagtail.documents.models import Document

from allmende.core.audit.actions import record
from allmende.core.media.models import Picture
from allmende.core.media.sanitise import check_document


@transaction.atomic
def add_picture(
    *,
    file: IO[bytes],
    name: str,
    title: str,
    alt: str,
    source: str = "",
    licence: str = "",
    guard: str = "",
    **fields: Any,
) -> Picture:
    """Store a picture; it is re-encoded on the way (see `sanitise`).

    `alt` says in one sentence what can be seen; whether a picture is mere decoration is said where it is used.
    `guard`: "<gate>/<key>" of a picture that not everybody may see (see `gates`).
    Raises `ValidationError` for a missing description or a file that is not a JPEG, PNG or WebP.
    """
    picture = Picture(title=title, alt=alt, source=source, licence=licence, file=File(file, name=name), **fields)
    picture.guard = guard
    picture.full_clean(exclude=["file", "width", "height", "file_size", "file_hash", "collection"])
    picture.save()
    record("media.picture_added", actor=picture.uploaded_by_user, obj=picture)
    return picture


@transaction.atomic
def add_document(*, file: IO[bytes], name: str, title: str, **fields: Any) -> Document:
    """Store a document for download. Raises `ValidationError` when its content does not fit its name."""
    check_document(file, name)
    document = Document(title=title, file=File(file, name=name), **fields)
    document._set_document_file_metadata()  # noqa: SLF001  (Wagtail's own forms call it the same way)
    document.save()
    document.file.close()
    record("media.document_added", actor=document.uploaded_by_user, obj=document)
    return document
