# SPDX-License-Identifier: EUPL-1.2
"""What may be uploaded as a video with captions.

The content must be what the name says. `core/media` hands the files out with a type from its table, never their own.
"""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_BYTES, MOST_CAPTION_BYTES = 100 * 2**20, 1 * 2**20
_TIME = r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}"
CUE = re.compile(rf"^{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?$", re.MULTILINE)


def validate_video(file: Any) -> None:
    """Raise `ValidationError` unless the file is an MP4 (ISO 14496-12, `ftyp` first) or a WebM (EBML with doc type)."""
    name = str(file.name).lower()
    if not name.endswith((".mp4", ".webm")):
        raise ValidationError(_("Bitte ein Video als MP4 oder WebM hochladen."), code="ending")
    if file.size > MOST_BYTES:
        raise ValidationError(_("Das Video ist größer als 100 MB. Bitte verkleinern Sie es."), code="too_large")
    head = _head(file, 64)
    is_mp4 = head[4:8] == b"ftyp" and head[8:12] not in (b"heic", b"avif", b"M4A ")
    is_webm = head[:4] == b"\x1aE\xdf\xa3" and b"webm" in head
    if not (is_mp4 if name.endswith(".mp4") else is_webm):
        raise ValidationError(
            _("Der Inhalt passt nicht zur Endung. Bitte speichern Sie das Video neu als MP4 oder WebM."), code="content"
        )


def validate_captions(file: Any) -> None:
    """Raise `ValidationError` unless the file is WebVTT (W3C): UTF-8, the signature, at least one cue."""
    if not str(file.name).lower().endswith(".vtt"):
        raise ValidationError(_("Bitte Untertitel als WebVTT (.vtt) hochladen."), code="ending")
    if file.size > MOST_CAPTION_BYTES:
        raise ValidationError(_("Die Untertitel sind größer als 1 MB."), code="too_large")
    try:
        text = _head(file, MOST_CAPTION_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(_("Die Untertitel sind nicht als UTF-8 gespeichert."), code="encoding") from error
    first, _sep, rest = text.replace("\r\n", "\n").replace("\r", "\n").partition("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", first) or "\x00" in text:
        raise ValidationError(_("Die Datei beginnt nicht mit WEBVTT. Ist es eine WebVTT-Datei?"), code="signature")
    if not CUE.search(rest):
        raise ValidationError(
            _("In der Datei steht kein Untertitel mit Zeitangabe wie 00:01.000 --> 00:04.000."), code="cues"
        )


def _head(file: Any, length: int) -> bytes:
    file.seek(0)
    head: bytes = file.read(length)
    file.seek(0)
    return head
