# SPDX-License-Identifier: EUPL-1.2
"""A line chart of counts over time, as numbers for an SVG. The table beside it says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 640, 220, 44, 34, 12, 12


@dataclass(frozen=True)
class Dot:
    """One value: where it stands and what it says."""

    x: str
    y: str
    label: str
    value: int


@dataclass(frozen=True)
class Chart:
    """Coordinates as text, independent of the language's decimal sign. `ticks`: (y, count) lines of the scale."""

    dots: list[Dot]
    line: str
    ticks: list[tuple[str, int]]
    first: str
    last: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    base: int = HEIGHT - BOTTOM


def line_chart(values: Sequence[tuple[str, int]]) -> Chart | None:
    """Return the chart of (label, count) in order of time; None for fewer than two: one point is no progress."""
    if len(values) < 2:
        return None
    top = _round_up(max(count for _label, count in values))
    step = (WIDTH - LEFT - RIGHT) / (len(values) - 1)

    def y_of(count: float) -> str:
        return f"{HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * count / top:.1f}"

    dots = [
        Dot(f"{LEFT + step * number:.1f}", y_of(count), label, count) for number, (label, count) in enumerate(values)
    ]
    ticks = sorted({0, top // 2, top})
    return Chart(
        dots,
        " ".join(f"{dot.x},{dot.y}" for dot in dots),
        [(y_of(count), count) for count in ticks],
        values[0][0],
        values[-1][0],
    )


def _round_up(count: int) -> int:
    """Return the next 2, 4, 10, 20, 40, 100 ... at or above: even, so that the middle is a whole number."""
    scale = 1
    while True:
        for factor in (2, 4, 10):
            if factor * scale >= count:
                return factor * scale
        scale *= 10
