# SPDX-License-Identifier: EUPL-1.2
"""A part of a page is rendered once for its values, and never shows others."""

from typing import NamedTuple

import pytest
from django.utils.translation import override

from allmende.core.ui import fragments


class Sign(NamedTuple):
    text: str
    count: int


@pytest.fixture
def template(settings, tmp_path):
    """Write a template; what was kept before is forgotten."""
    (tmp_path / "sign.html").write_text("{{ it.text }} ({{ it.count }}) {% translate 'Suchen' %}{{ request }}")
    engine = dict(settings.TEMPLATES[0])
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path, *engine.get("DIRS", [])]}]
    fragments._kept.cache_clear()
    yield tmp_path / "sign.html"
    fragments._kept.cache_clear()


def test_each_value_and_each_language_has_its_own(template):
    with override("de"):
        german = fragments.fragment("sign.html", Sign("<b>", 3))
        assert german == "&lt;b&gt; (3) Suchen"
        assert fragments.fragment("sign.html", Sign("<b>", 4)) == "&lt;b&gt; (4) Suchen"
    with override("en"):
        assert fragments.fragment("sign.html", Sign("<b>", 3)) == "&lt;b&gt; (3) Search"
    assert fragments._kept.cache_info().misses == 3


def test_the_same_values_are_rendered_once(template):
    for _ in range(3):
        fragments.fragment("sign.html", Sign("Bank", 1))
    info = fragments._kept.cache_info()
    assert (info.misses, info.hits) == (1, 2)


def test_while_templates_are_written_nothing_is_kept(template, settings):
    settings.DEBUG = True
    fragments.fragment("sign.html", Sign("Bank", 1))
    assert fragments._kept.cache_info().currsize == 0


def test_what_cannot_be_compared_is_refused(template):
    with pytest.raises(TypeError):
        fragments.fragment("sign.html", Sign("Bank", [1]))
