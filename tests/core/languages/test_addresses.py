# SPDX-License-Identifier: EUPL-1.2
"""Addresses in other languages say what Django says, whatever language is on."""

import pytest
from django.conf import settings
from django.urls import translate_url
from django.utils.translation import override

from allmende.core.languages.addresses import _path_in, in_language

ADDRESSES = [
    "/",
    "/orte/?q=arzt&seite=2",
    "/en/orte/",
    "/gibt-es-nicht/",
    "/beteiligung/m%C3%A4rkte/",
    "/ar/orte/?q=%2F?x",
    "/orte/?",
    f"/orte/{'x' * 300}/",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("current", ["de", "en", "ar", "de-simple"])
def test_same_as_django(address, current):
    for _ in range(2):  # the second time from memory
        for code, _name in settings.LANGUAGES:
            with override(current):
                expected = translate_url(address.rstrip("?"), code)
                assert in_language(address, code).rstrip("?") == expected


def test_long_addresses_are_not_kept():
    before = _path_in.cache_info().currsize
    in_language(f"/orte/{'y' * 300}/", "en")
    assert _path_in.cache_info().currsize == before


def test_other_routes_are_another_answer(settings):
    assert in_language("/orte/", "en") == "/en/orte/"
    settings.ROOT_URLCONF = "tests.core.languages.few_urls"
    assert in_language("/orte/", "en") == "/orte/"
