# SPDX-License-Identifier: EUPL-1.2
"""The language of a short text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.language.which import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wir brauchen mehr Bänke im Park, und die Mülleimer sind immer voll.", "de"),
        ("Please plant more trees here, there is no shade in the summer.", "en"),
        ("Burada daha çok ağaç olmalı ve bir çeşme var mı?", "tr"),
        ("Будь ласка, зробіть більше лавок у парку.", "uk"),
        ("نحتاج إلى مزيد من الأشجار في الساحة 😀", "ar"),
    ],
)
@pytest.mark.parametrize("default", ["de", "ar"])
def test_whole_sentences(text, language, default):
    assert language_of(text, default) == language


@pytest.mark.parametrize("text", ["", "👍👍", "OK", "12.30", "Spielplatz!!!"])
@pytest.mark.parametrize("default", ["de", "tr", "xx"])
def test_what_cannot_be_told_keeps_the_default(text, default):
    assert language_of(text, default) == default


@given(st.text(), st.sampled_from(["de", "en", "uk"]))
def test_any_text(text, default):
    assert language_of(text, default) in {"ar", "uk", "de", "en", "tr", default}
