# SPDX-License-Identifier: EUPL-1.2
"""Fields whose values are encrypted in the database. They can be stored and read, not searched.

    secret = EncryptedTextField(_("Geheimnis"), blank=True)

Empty text stays empty, so that rows without a value can be found.
"""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import FieldError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.lookups import Exact

from allmende.core.privacy.crypto import decrypt, encrypt


class Ciphertext(str):
    """Text that is encrypted already: a backup loads it as it is."""

    __slots__ = ()


class _EmptyOrNot(Exact):
    """Equal to the empty text, which is stored as it is. Every other text has many ciphertexts."""

    def get_prep_lookup(self) -> Any:
        if self.rhs != "":
            raise FieldError("An encrypted field can only be compared with the empty text.")
        return ""


class _Encrypted(models.TextField):  # type: ignore[type-arg]
    is_encrypted = True

    @property
    def context(self) -> str:
        """What a ciphertext is bound to: it cannot be moved to another column."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in ("isnull", "exact"):
            raise FieldError(f"{self.name} is encrypted and cannot be searched ({lookup_name}).")
        return _EmptyOrNot if lookup_name == "exact" else super().get_lookup(lookup_name)

    def get_prep_value(self, value: Any) -> Any:
        """Return what stands in the database. Raises `KeyTrouble`."""
        if value is None or isinstance(value, Ciphertext):
            return value
        text = self.to_text(value)
        return encrypt(text, self.context) if text else ""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Return the value. Raises `KeyTrouble`."""
        return value if value is None else self.to_value(decrypt(value, self.context) if value else "")

    def to_text(self, value: Any) -> str:
        return str(value)

    def to_value(self, text: str) -> Any:
        return text


class EncryptedTextField(_Encrypted):
    """Text, encrypted at rest."""


class EncryptedJSONField(_Encrypted):
    """A JSON value, encrypted at rest. An empty value is NULL or `{}`."""

    def to_python(self, value: Any) -> Any:
        return value

    def to_text(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)

    def to_value(self, text: str) -> Any:
        return json.loads(text) if text else None
