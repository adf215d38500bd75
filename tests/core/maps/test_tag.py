# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from shapely import LineString, Point, box


def render(text: str, **context: Any) -> str:
    return Template("{% load maps %}" + text).render(Context(context))


def data(page: str) -> Any:
    (found,) = re.findall(r'<script id="karte-daten" type="application/json">(.*?)</script>', page)
    return json.loads(found)


def options(page: str) -> Any:
    (found,) = re.findall(r'data-map="(.*?)"', page)
    return json.loads(html.unescape(found))


def test_a_map_brings_its_data_its_words_and_the_way_around_it(home: Any) -> None:
    points = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "</script><b>"}}]}
    page = render(
        '{% map "karte" label="Karte der Orte" points=points bounds=bounds list="treffer" %}',
        points=points,
        bounds=(8, 49, 9, 50),
    )
    assert data(page) == {"points": points, "bounds": [8, 49, 9, 50]}
    assert "</script><b>" not in page
    assert options(page)["words"]["Map.Title"] == "Karte der Orte"
    assert page.count('href="#treffer"') == 2
    assert "style=" not in page
    assert "onclick" not in page


def test_the_extent_and_the_source_line_come_from_the_basemap(built: Any) -> None:
    page = render('{% map "karte" label="x" %}')
    assert options(page)["bounds"] == pytest.approx([8.70, 50.0, 8.71, 50.01])
    assert "© Probe" in page
    assert "<script id=" not in page  # nothing to show but the map itself


def test_an_outside_basemap_replaces_ours_only_where_it_is_set(built: Any, settings: Any) -> None:
    assert options(render('{% map "karte" label="x" %}'))["external"] == ""
    settings.BASEMAP_URL = "https://karten.example.org/stil.json"
    page = render('{% map "karte" label="x" %}')
    assert options(page)["external"] == "https://karten.example.org/stil.json"
    assert "© Probe" not in page


def test_entries_of_the_list_say_where_they_are() -> None:
    assert render("{% map_item 7 at %}", at=Point(8.7, 50)) == 'data-map-feature="7" data-map-at="8.700000,50.000000"'
    assert render("{% map_item 7 %}") == 'data-map-feature="7"'
    assert 'data-map-at="8.500000,' in render("{% map_item 7 at %}", at=box(8, 49, 9, 50))
    assert "data-map-at=" in render("{% map_item 7 at %}", at=LineString([(8, 49), (9, 50)]))
    assert "<b>" not in render("{% map_item key %}", key='"><b>')


def test_new_data_for_a_map_that_is_there() -> None:
    page = render('{% map_data "karte" tiles="/x/{z}/{x}/{y}.mvt" %}')
    assert data(page) == {"tiles": "/x/{z}/{x}/{y}.mvt"}


def test_an_unknown_size_is_an_error_of_the_template(home: Any) -> None:
    with pytest.raises(TemplateSyntaxError, match="size"):
        render('{% map "karte" label="x" size="riesig" %}')
