# SPDX-License-Identifier: EUPL-1.2
"""The key that signs the demo provider's tokens; made at the first use and kept in the installation's home."""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

ALGORITHM = "RS256"


@cache
def signing_key() -> rsa.RSAPrivateKey:
    """Return the key. Several processes may ask at the same time: the first file wins."""
    path = Path(settings.HOME) / "demo-ausweis.pem"
    if not path.exists():
        fresh = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        text = fresh.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        part = path.with_suffix(f".{os.getpid()}")
        part.touch(mode=0o600)
        part.write_bytes(text)
        try:
            os.link(part, path)
        except FileExistsError:
            pass
        finally:
            part.unlink()
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(key, rsa.RSAPrivateKey)  # noqa: S101
    return key


def public_keys() -> dict[str, Any]:
    """Return the public key as a JWK set (RFC 7517)."""
    key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(signing_key().public_key()))
    return {"keys": [key | {"use": "sig", "alg": ALGORITHM, "kid": _kid(key)}]}


def _kid(key: dict[str, Any]) -> str:
    return hashlib.sha256(str(key["n"]).encode()).hexdigest()[:16]


def sign(claims: dict[str, Any]) -> str:
    """Return claims as a signed JWT."""
    return jwt.encode(claims, signing_key(), algorithm=ALGORITHM, headers={"kid": public_keys()["keys"][0]["kid"]})
