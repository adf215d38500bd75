# SPDX-License-Identifier: EUPL-1.2
"""The drawing rules of the basemap as a MapLibre style: what lies over what, how wide, from which zoom.

Source of the format: MapLibre Style Specification, version 8.
"""

from __future__ import annotations

from typing import Any

from allmende.core.maps.archive import Info
from allmende.core.maps.palette import Palette

REGULAR, MEDIUM, ITALIC = "Fira Sans Regular", "Fira Sans Medium", "Fira Sans Italic"

Json = dict[str, Any]

# Full width of a street in CSS pixels by zoom. Between the zooms the width grows exponentially.
_WIDTHS: dict[str, dict[int, float]] = {
    "motorway": {6: 0.8, 9: 1.8, 12: 4, 14: 7, 16: 15, 18: 34},
    "main": {8: 0.7, 10: 1.4, 12: 3, 14: 6, 16: 14, 18: 32},
    "secondary": {10: 0.7, 12: 2.2, 14: 5, 16: 12, 18: 28},
    "residential": {12: 0.8, 13: 1.6, 14: 3.2, 16: 9.5, 18: 24},
    "pedestrian": {13: 1.4, 14: 2.6, 16: 8, 18: 20},
    "service": {13: 0.6, 14: 1.4, 16: 5, 18: 14},
}
_EDGE = 1.4  # pixels that the edge adds to a street's width
_EDGE_FROM = {"motorway": 8, "main": 9, "secondary": 11}


def style(palette: Palette, info: Info | None, tiles: str, glyphs: str) -> Json:
    """The style of the own basemap. Without one (`info` None) only the ground is drawn, so that points still show.

    tiles, glyphs   address templates with {z}, {x}, {y} and {fontstack}, {range}
    """
    sources: Json = {}
    layers: list[Json] = [{"id": "ground", "type": "background", "paint": {"background-color": palette.ground}}]
    if info is not None:
        sources["basemap"] = {
            "type": "vector",
            "tiles": [tiles],
            "bounds": list(info.bounds),
            "minzoom": info.min_zoom,
            "maxzoom": info.max_zoom,
            "attribution": info.attribution,
        }
        quarters, *boundaries = _boundaries(palette)
        layers += [*_surfaces(palette), quarters, *_ways(palette), *boundaries, *_labels(palette)]
    return {"version": 8, "name": "Allmende", "glyphs": glyphs, "sources": sources, "layers": layers}


def _layer(name: str, kind: str, source: str, paint: Json, layout: Json | None = None, **more: Any) -> Json:
    layer: Json = {"id": name, "type": kind, "source": "basemap", "source-layer": source, "paint": paint}
    if layout:
        layer["layout"] = layout
    return layer | more


def _is(*kinds: str) -> list[Any]:
    return ["in", ["get", "kind"], ["literal", list(kinds)]]


def _by_kind(default: str, **colours: str) -> list[Any]:
    pairs = [part for kind, colour in colours.items() for part in (kind, colour)]
    return ["match", ["get", "kind"], *pairs, default]


def _zoomed(stops: dict[int, float], base: float = 1.5, plus: float = 0.0) -> list[Any]:
    pairs = [part for zoom, value in stops.items() for part in (zoom, round(value + plus, 2))]
    return ["interpolate", ["exponential", base], ["zoom"], *pairs]


def _surfaces(p: Palette) -> list[Json]:
    green = _by_kind(
        p.meadow, forest=p.forest, park=p.park, farmland=p.farmland, cemetery=p.cemetery, pitch=p.pitch,
        playground=p.playground, orchard=p.garden, allotments=p.garden, grass=p.grass,
    )  # fmt: skip
    near = _by_kind(p.residential, commercial=p.commercial, industrial=p.industrial, public=p.public)
    # from afar, where no house is drawn, settlements stand out as a whole
    built = ["interpolate", ["linear"], ["zoom"], 11, p.settled, 13.5, near]
    building = _by_kind(p.building, public=p.building_public, church=p.building_church)
    return [
        _layer("built", "fill", "built", {"fill-color": built, "fill-antialias": False}),
        _layer("green", "fill", "green", {"fill-color": green, "fill-antialias": False}),
        _layer("pitch-edge", "line", "green", {"line-color": p.pitch_line}, filter=_is("pitch"), minzoom=15),
        _layer("waterway", "line", "waterway", {
            "line-color": p.water,
            "line-width": ["interpolate", ["exponential", 1.5], ["zoom"],
                8, ["match", ["get", "kind"], ["river", "canal"], 0.8, 0.2],
                13, ["match", ["get", "kind"], ["river", "canal"], 3, 1],
                18, ["match", ["get", "kind"], ["river", "canal"], 20, "stream", 7, 4]],
        }, {"line-cap": "round", "line-join": "round"}),
        _layer("water", "fill", "water", {"fill-color": p.water}),
        _layer("tunnel", "line", "street", {
            "line-color": p.tunnel, "line-width": _zoomed(_WIDTHS["residential"]), "line-dasharray": [2, 1.2],
        }, filter=["all", ["==", ["get", "tunnel"], 1], _is("motorway", "main", "secondary", "residential")]),
        _layer("building", "fill", "building", {
            "fill-color": building, "fill-outline-color": p.building_edge,
            "fill-opacity": ["interpolate", ["linear"], ["zoom"], 13, 0.5, 15, 1],
        }),
    ]  # fmt: skip


def _ways(p: Palette) -> list[Json]:
    dashed = {"line-join": "round"}
    thin = {14: 0.9, 16: 1.8, 18: 3.6}
    ways = [
        _layer("track", "line", "street", {
            "line-color": p.track, "line-width": _zoomed({13: 0.7, 16: 2, 18: 4.5}), "line-dasharray": [5, 1.5],
        }, dashed, filter=_is("track")),
        _layer("path", "line", "street", {
            "line-color": p.path, "line-width": _zoomed(thin), "line-dasharray": [2.5, 1.3],
        }, dashed, filter=_is("path")),
        _layer("cycleway", "line", "street", {
            "line-color": p.cycleway, "line-width": _zoomed(thin), "line-dasharray": [3, 1.2],
        }, dashed, filter=_is("cycleway")),
        _layer("steps", "line", "street", {
            "line-color": p.path, "line-width": _zoomed({14: 1.6, 16: 4, 18: 8}), "line-dasharray": [0.35, 0.35],
        }, filter=_is("steps")),
    ]  # fmt: skip
    order = ("service", "pedestrian", "residential", "secondary", "main", "motorway")
    fill = {
        "motorway": p.motorway, "main": p.main, "secondary": p.secondary,
        "residential": p.street, "service": p.service, "pedestrian": p.pedestrian,
    }  # fmt: skip
    edge = {"motorway": p.motorway_edge, "main": p.main_edge}
    round_ends = {"line-cap": "round", "line-join": "round"}
    for bridge in (0, 1):  # bridges over everything below, with edges of their own
        here = ["all", ["==", ["get", "bridge"], bridge], ["!=", ["get", "tunnel"], 1]]
        suffix = "-bridge" if bridge else ""
        ends = {"line-join": "round"} if bridge else round_ends
        ways += [
            _layer(f"{kind}-edge{suffix}", "line", "street", {
                "line-color": edge.get(kind, p.street_edge),
                "line-width": _zoomed(_WIDTHS[kind], plus=_EDGE + bridge),
            }, ends, filter=[*here, _is(kind)], minzoom=_EDGE_FROM.get(kind, 13))
            for kind in order
        ]  # fmt: skip
        if not bridge:
            ways += _rails(p)
        ways += [
            _layer(f"{kind}{suffix}", "line", "street", {
                "line-color": fill[kind], "line-width": _zoomed(_WIDTHS[kind]),
            }, round_ends, filter=[*here, _is(kind)])
            for kind in order
        ]  # fmt: skip
    return ways


def _rails(p: Palette) -> list[Json]:
    return [
        _layer("rail", "line", "rail", {
            "line-color": p.rail, "line-width": _zoomed({8: 0.6, 12: 1.2, 14: 2.2, 18: 6}),
        }, filter=_is("rail")),
        _layer("rail-dash", "line", "rail", {
            "line-color": p.rail_dash, "line-width": _zoomed({12: 0.5, 14: 1.2, 18: 4}), "line-dasharray": [5, 5],
        }, filter=_is("rail"), minzoom=13),
        _layer("tram", "line", "rail", {
            "line-color": p.rail, "line-width": _zoomed({11: 0.5, 14: 1, 18: 2.5}),
        }, filter=_is("tram", "light_rail")),
    ]  # fmt: skip


def _boundaries(p: Palette) -> list[Json]:
    """Quarters (below the streets, which they often follow), towns, county."""
    joined = {"line-join": "round"}
    return [
        _layer("quarter", "line", "boundary", {
            "line-color": p.boundary, "line-width": _zoomed({12: 0.8, 18: 2.5}), "line-dasharray": [4, 2, 1, 2],
            "line-opacity": 0.5,
        }, joined, filter=_is("quarter")),
        _layer("town", "line", "boundary", {
            "line-color": p.boundary, "line-width": _zoomed({8: 0.7, 14: 1.6, 18: 3}), "line-dasharray": [4, 2, 1, 2],
        }, joined, filter=_is("town")),
        _layer("county", "line", "boundary", {
            "line-color": p.county, "line-width": _zoomed({5: 1, 10: 2, 16: 4}), "line-dasharray": [5, 2],
        }, joined, filter=_is("county")),
    ]  # fmt: skip


def _labels(p: Palette) -> list[Json]:
    return [
        *_way_labels(p),
        _place("forest", ITALIC, p.text_green, {12: 11, 16: 15}, p.halo),
        _place("water", ITALIC, p.text_water, {12: 11, 16: 15}, p.halo),
        _place("station", MEDIUM, p.text_soft, {13: 11, 16: 14}, p.halo),
        _place("locality", REGULAR, p.text_soft, {13: 11, 16: 14}, p.halo),
        _place("quarter", MEDIUM, p.text_soft, {12: 10.5, 16: 14.5}, p.halo, spaced=True, maxzoom=17),
        _place("village", MEDIUM, p.text, {10: 11, 13: 14, 16: 19}, p.halo, maxzoom=17),
        _place("town", MEDIUM, p.text, {6: 12, 10: 16, 14: 22}, p.halo, maxzoom=16),
    ]


def _way_labels(p: Palette) -> list[Json]:
    along = {
        "symbol-placement": "line",
        "text-field": ["get", "name"],
        "text-max-angle": 30,
        "text-padding": 4,
        "symbol-spacing": 320,
    }
    halo = {"text-halo-color": p.halo, "text-halo-width": 1.4}
    return [
        _layer("waterway-name", "symbol", "waterway", {"text-color": p.text_water, **halo}, along | {
            "text-font": [ITALIC], "text-size": _zoomed({13: 11, 17: 14}), "text-letter-spacing": 0.08,
        }, minzoom=13),
        _layer("path-name", "symbol", "street", {"text-color": p.text_street, **halo}, along | {
            "text-font": [REGULAR], "text-size": 11.5,
        }, filter=_is("path", "cycleway", "track", "steps", "service"), minzoom=16),
        _layer("street-name", "symbol", "street", {"text-color": p.text_street, **halo}, along | {
            "text-font": [REGULAR], "text-size": _zoomed({14: 10.5, 16: 12.5, 18: 15}),
        }, filter=_is("residential", "pedestrian"), minzoom=14.5),
        _layer("main-name", "symbol", "street", {"text-color": p.text_street, **halo}, along | {
            "text-font": [MEDIUM], "text-size": _zoomed({13: 10.5, 16: 13, 18: 16}),
        }, filter=_is("main", "secondary"), minzoom=13),
    ]  # fmt: skip


def _place(
    kind: str, font: str, colour: str, sizes: dict[int, float], halo: str, *, spaced: bool = False, **more: Any
) -> Json:
    layout = {
        "text-field": ["get", "name"],
        "text-font": [font],
        "text-size": _zoomed(sizes, base=1.2),
        "text-max-width": 8,
        "text-padding": 6,
        "symbol-sort-key": ["get", "rank"],
    }
    if spaced:
        layout |= {"text-transform": "uppercase", "text-letter-spacing": 0.08}
    paint = {"text-color": colour, "text-halo-color": halo, "text-halo-width": 1.6}
    return _layer(f"{kind}-name", "symbol", "label", paint, layout, filter=_is(kind), **more)
