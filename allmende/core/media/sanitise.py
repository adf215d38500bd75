# SPDX-License-Identifier: EUPL-1.2
"""What may be uploaded, and in which form it is kept.

Pictures are decoded and written anew: what is stored is made of pixels only. EXIF (with GPS, camera, thumbnail), XMP,
comments and anything hidden behind the picture are gone. Documents cannot be written anew; their content must match
their name, and formats that can carry programs are refused.
"""

from __future__ import annotations

import io
import json
import warnings
import zipfile
from pathlib import PurePath
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

FORMATS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
"""Formats that are accepted by content (not by name), and the ending each is stored with."""

QUALITY: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 88},
}
"""How each format is written."""

MAX_PIXELS = 50_000_000
"""A picture with more is refused before it is decoded: it would fill the memory (a "pixel bomb")."""

MAX_EDGE = 4000
"""Longer edges are scaled down to this: enough for print on A4, small enough for the backup."""

MAX_DOCUMENT_ENTRIES = 5_000
MAX_DOCUMENT_UNPACKED = 500 * 2**20

OOXML, ODF = "[Content_Types].xml", "mimetype"


def _read(file: IO[bytes], limit: int) -> bytes:
    file.seek(0)
    data = file.read(limit + 1)
    file.seek(0)
    if len(data) > limit:
        raise ValidationError(
            _("Die Datei ist zu groß. Erlaubt sind %(limit)s."),
            code="too_large",
            params={"limit": filesizeformat(limit)},
        )
    if not data:
        raise ValidationError(_("Die Datei ist leer."), code="empty")
    return data


def _open_picture(data: bytes) -> Image.Image:
    """Return the undecoded picture. Only the three known formats are tried, whatever the file is called."""
    try:
        with warnings.catch_warnings():
            # Pillow warns from 89 million pixels on; our own, lower limit gives a better message below.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=list(FORMATS))
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ValidationError(
            _("Das ist kein Bild, das wir lesen können. Erlaubt sind JPEG, PNG und WebP."), code="not_a_picture"
        ) from error
    if picture.width * picture.height > MAX_PIXELS:
        raise _too_many_pixels()
    return picture


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("Das Bild hat zu viele Bildpunkte. Bitte verkleinern Sie es auf höchstens %(million)d Millionen."),
        code="too_many_pixels",
        params={"million": MAX_PIXELS // 1_000_000},
    )


def clean_picture(file: IO[bytes], name: str) -> ContentFile[bytes]:
    """Return the picture written anew, turned upright, at most `MAX_EDGE` pixels long, with the ending of its format.

    The colour profile is kept (it says how colours are meant, nothing about people); all other metadata is dropped.
    Raises `ValidationError` with a German message for anything that is not a JPEG, PNG or WebP within the limits.
    """
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # some libraries switch it on for the whole process
    picture = _open_picture(_read(file, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE))
    kind = str(picture.format)
    profile = picture.info.get("icc_profile")
    try:
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((MAX_EDGE, MAX_EDGE), Image.Resampling.LANCZOS)
        mode, fits = (
            upright.mode,
            {"JPEG": ("RGB", "L"), "PNG": ("RGB", "RGBA", "L", "LA", "P", "1"), "WEBP": ("RGB", "RGBA")},
        )
        if mode not in fits[kind]:
            upright = upright.convert("RGBA" if kind != "JPEG" and "transparency" in upright.info else "RGB")
            profile = profile if mode == "RGBX" else None
        out = io.BytesIO()
        options: dict[str, Any] = {"icc_profile": profile} if profile else {}
        if kind == "PNG" and "transparency" in upright.info:
            options["transparency"] = upright.info["transparency"]
        # A fresh image from the pixels: `save` would otherwise carry text chunks over.
        bare = upright.copy()
        bare.info = {}
        bare.save(out, kind, **QUALITY[kind], **options)
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise ValidationError(
            _("Das Bild ist beschädigt. Bitte speichern Sie es neu und laden Sie es noch einmal hoch."), code="broken"
        ) from error
    stem = PurePath(name).stem or "bild"
    return ContentFile(out.getvalue(), name=stem + FORMATS[kind])


def check_document(file: IO[bytes], name: str) -> None:
    """Raise `ValidationError` unless the content is what the ending says, within size, and free of macros."""
    ending = PurePath(name).suffix.lower().lstrip(".")
    if ending not in settings.WAGTAILDOCS_EXTENSIONS:
        raise ValidationError(
            _("Dateien mit der Endung „%(ending)s“ nehmen wir nicht an. Erlaubt sind: %(allowed)s."),
            code="ending",
            params={"ending": ending, "allowed": ", ".join(settings.WAGTAILDOCS_EXTENSIONS)},
        )
    data = _read(file, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
    if ending == "pdf":
        fits = b"%PDF-" in data[:1024]
    elif ending in {"odt", "ods", "docx", "xlsx"}:
        fits = _office_file_fits(data, ending)
    else:
        fits = _text_fits(data, ending)
    if not fits:
        raise ValidationError(
            _("Der Inhalt der Datei passt nicht zur Endung „%(ending)s“. Bitte speichern Sie sie neu."),
            code="content",
            params={"ending": ending},
        )


def _office_file_fits(data: bytes, ending: str) -> bool:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_DOCUMENT_ENTRIES or sum(entry.file_size for entry in entries) > MAX_DOCUMENT_UNPACKED:
                raise ValidationError(_("Die Datei ist ausgepackt zu groß."), code="unpacked_too_large")
            names = {entry.filename for entry in entries}
            if any(n.endswith("vbaProject.bin") or n.startswith(("Basic/", "Scripts/")) for n in names):
                raise ValidationError(
                    _("Die Datei enthält Makros. Bitte speichern Sie sie ohne Makros."), code="macros"
                )
            if ending in {"odt", "ods"}:
                kind = {"odt": b"text", "ods": b"spreadsheet"}[ending]
                return ODF in names and archive.read(ODF).startswith(b"application/vnd.oasis.opendocument." + kind)
            return OOXML in names and {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}[ending] in names
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return False


def _text_fits(data: bytes, ending: str) -> bool:
    if b"\x00" in data:
        return False
    text = data.decode("utf-8-sig", errors="replace").lstrip()
    if ending == "geojson":
        try:
            parsed = json.loads(text)
        except (ValueError, RecursionError):
            return False
        return isinstance(parsed, dict) and "type" in parsed
    if ending == "ics":
        return text.upper().startswith("BEGIN:VCALENDAR")
    # A page of HTML under another name is what content sniffers fall for.
    return not text[:200].lower().startswith(("<!doctype", "<html", "<script", "<svg", "<?xml"))
