# SPDX-License-Identifier: EUPL-1.2
"""Official regional keys of Germany: ARS (12 digits) and AGS (8 digits), texts with leading zeros.

ARS = Land 2 + Regierungsbezirk 1 + Kreis 2 + Verband 4 + Gemeinde 3; AGS = ARS without the digits 6 to 9 (Destatis,
Gemeindeverzeichnis GV-ISys). Bodies above a municipality carry zeros in the places below theirs.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LANDS = {
    "01": "SH", "02": "HH", "03": "NI", "04": "HB", "05": "NW", "06": "HE", "07": "RP", "08": "BW",
    "09": "BY", "10": "SL", "11": "BE", "12": "BB", "13": "MV", "14": "SN", "15": "ST", "16": "TH",
}  # fmt: skip
"""First two digits of a key to the ISO 3166-2:DE code of the Land, as `holidays` wants it."""


def _check(value: str, length: int, name: str) -> None:
    if len(value) != length or not (value.isascii() and value.isdigit()):
        raise ValidationError(
            _("%(name)s „%(value)s“: erwartet werden genau %(length)d Ziffern, mit führenden Nullen."),
            code="format",
            params={"name": name, "value": value, "length": length},
        )
    if value[:2] not in LANDS:
        raise ValidationError(
            _("%(name)s „%(value)s“: Die ersten zwei Ziffern nennen das Land (01 bis 16)."),
            code="land",
            params={"name": name, "value": value},
        )


def validate_ars(value: str) -> None:
    """Raise `ValidationError` unless `value` is a 12-digit ARS of one of the 16 Länder."""
    _check(value, 12, "ARS")


def validate_ags(value: str) -> None:
    """Raise `ValidationError` unless `value` is an 8-digit AGS of one of the 16 Länder."""
    _check(value, 8, "AGS")


def ags_of(ars: str) -> str:
    """Return the AGS that belongs to an ARS."""
    return ars[:5] + ars[9:]


def land_of(key: str) -> str:
    """Return the code of the Land (`TH`) of an ARS or AGS, or an empty text."""
    return LANDS.get(key[:2], "")
