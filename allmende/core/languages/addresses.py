# SPDX-License-Identifier: EUPL-1.2
"""The address of a page in another language. Every page asks for it once for each language."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.core.signals import setting_changed
from django.urls import translate_url
from django.utils.translation import get_language

LONGEST = 200
"""Paths of more signs are not kept: nobody fills the memory with addresses that only they ask for."""


def in_language(address: str, code: str) -> str:
    """Return an address of this site (`/orte/?q=arzt`) in another language; as it is where it names no route."""
    path, mark, rest = address.partition("?")
    find = _path_in if len(path) <= LONGEST else _path_in.__wrapped__
    return find(path, code, get_language() or settings.LANGUAGE_CODE) + mark + rest


@lru_cache(maxsize=5000)
def _path_in(path: str, code: str, _current: str) -> str:
    # Whether a path is a route depends on the language that is on: the prefix must be that of it.
    return translate_url(path, code)


def _forget(*, setting: str, **_: object) -> None:
    if setting in {"ROOT_URLCONF", "LANGUAGES", "LANGUAGE_CODE"}:
        _path_in.cache_clear()


setting_changed.connect(_forget, dispatch_uid="languages.addresses")
