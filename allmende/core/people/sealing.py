# SPDX-License-Identifier: EUPL-1.2
"""Seal secrets (keys of code apps, links in waiting mails), so that a copy of the database alone opens no account.

The key comes from SECRET_KEY; after a change of SECRET_KEY the old one in SECRET_KEY_FALLBACKS still opens.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(b"allmende.people.sealing" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def seal(text: str) -> str:
    """Return `text` encrypted and authenticated (Fernet: AES-128-CBC with HMAC-SHA256)."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Return what `seal` took. Raises `cryptography.fernet.InvalidToken` for anything else."""
    return _box().decrypt(sealed.encode()).decode()
