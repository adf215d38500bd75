# SPDX-License-Identifier: EUPL-1.2
"""A small box of paints: flat illustrations from houses, trees, hills, water and people, drawn with Pillow.

Coordinates are those of a sheet of 1200 by 750; the picture is drawn twice as large and then made smaller, which
smooths the edges. Every scene has its own seed, so that the same picture comes out each time.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Sequence

from PIL import Image, ImageDraw

WIDTH, HEIGHT, FINE = 1200, 750, 2

SKY, SKY_LOW, EVENING, EVENING_LOW = "#a9d3ea", "#eaf4f4", "#f2b98a", "#fbe6c8"
GRASS, GRASS_DARK, GRASS_LIGHT, FOREST = "#8dbf6a", "#6fa552", "#b4d68a", "#4f8a58"
WATER, WATER_LIGHT, STONE, STONE_DARK = "#5aa2c8", "#8cc3de", "#b9b2a6", "#8d867b"
ROOFS = ("#b5523b", "#a6432f", "#c2664a", "#93402f", "#7b5548")
WALLS = ("#f3e3c3", "#f7efe2", "#e9cfa6", "#e2d9cf", "#f1d9b8", "#d9e2d4", "#ecd1c4")
TIMBER, GLASS, DOOR, INK, WHITE = "#6b4630", "#5f7f95", "#6d4a36", "#3a4048", "#ffffff"
CLOTHES = ("#c0533f", "#2f6f8f", "#d99a2b", "#5b7f3a", "#7a4b8f", "#31445c", "#d4708a", "#3f8f86")
SKIN = ("#f0c9a4", "#d9a77c", "#8d5a3c", "#f4d6bb", "#b97f56")


class Sheet:
    """One picture while it is painted."""

    def __init__(self, seed: int, sky: str = SKY, low: str = SKY_LOW) -> None:
        self.image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), low)
        self.draw = ImageDraw.Draw(self.image)
        self.random = random.Random(seed)  # noqa: S311 (strokes of a brush, no secret)
        top, bottom = _rgb(sky), _rgb(low)
        for y in range(0, HEIGHT * FINE, 4):
            t = min(1.0, y / (HEIGHT * FINE * 0.75))
            colour = tuple(round(a + (b - a) * t) for a, b in zip(top, bottom, strict=True))
            self.draw.rectangle((0, y, WIDTH * FINE, y + 4), fill=colour)

    def file(self) -> io.BytesIO:
        """The finished picture as a JPEG file."""
        file = io.BytesIO()
        self.image.reduce(FINE).save(file, "JPEG", quality=90)
        file.seek(0)
        return file

    # --- plain shapes

    def poly(self, points: Sequence[tuple[float, float]], fill: str) -> None:
        self.draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=fill)

    def box(self, x: float, y: float, w: float, h: float, fill: str, radius: float = 0) -> None:
        box = (x * FINE, y * FINE, (x + w) * FINE, (y + h) * FINE)
        if radius:
            self.draw.rounded_rectangle(box, radius * FINE, fill=fill)
        else:
            self.draw.rectangle(box, fill=fill)

    def disc(self, x: float, y: float, rx: float, ry: float | None, fill: str) -> None:
        ry = rx if ry is None else ry
        self.draw.ellipse(((x - rx) * FINE, (y - ry) * FINE, (x + rx) * FINE, (y + ry) * FINE), fill=fill)

    def line(self, points: Sequence[tuple[float, float]], fill: str, width: float = 3) -> None:
        self.draw.line([(x * FINE, y * FINE) for x, y in points], fill=fill, width=round(width * FINE), joint="curve")

    def arc(self, x: float, y: float, r: float, start: float, end: float, fill: str, width: float = 4) -> None:
        box = ((x - r) * FINE, (y - r) * FINE, (x + r) * FINE, (y + r) * FINE)
        self.draw.arc(box, start, end, fill=fill, width=round(width * FINE))

    # --- landscape

    def sun(self, x: float, y: float, r: float = 44, fill: str = "#fbe08a") -> None:
        self.disc(x, y, r * 1.5, None, "#fdf0c4")
        self.disc(x, y, r, None, fill)

    def clouds(self, count: int = 3, fill: str = "#f8fbfb") -> None:
        for _ in range(count):
            x, y = self.random.uniform(60, WIDTH - 60), self.random.uniform(50, 200)
            for _ in range(5):
                self.disc(
                    x + self.random.uniform(-60, 60),
                    y + self.random.uniform(-9, 9),
                    self.random.uniform(24, 48),
                    self.random.uniform(12, 19),
                    fill,
                )

    def hill(self, base: float, height: float, fill: str, waves: float = 1.3) -> None:
        """A rolling line of hills whose feet stand at ``base``."""
        phase, second = self.random.uniform(0, 6.28), self.random.uniform(0, 6.28)
        line = [
            (
                x,
                base
                - height
                * (
                    0.55
                    + 0.3 * math.sin(waves * 2 * math.pi * x / WIDTH + phase)
                    + 0.15 * math.sin(waves * 5 * math.pi * x / WIDTH + second)
                ),
            )
            for x in range(-10, WIDTH + 20, 10)
        ]
        self.poly([*line, (WIDTH + 10, HEIGHT), (-10, HEIGHT)], fill)

    def ground(self, y: float, fill: str) -> None:
        self.box(0, y, WIDTH, HEIGHT - y, fill)

    def tree(self, x: float, y: float, size: float = 1.0, kind: str = "round", fill: str = "") -> None:
        """A tree standing at (x, y): round, poplar, fir or willow."""
        green = fill or self.random.choice((FOREST, GRASS_DARK, "#5f9a55", "#73a85a"))
        self.box(x - 5 * size, y - 46 * size, 10 * size, 46 * size, TIMBER)
        if kind == "fir":
            for level in range(3):
                w, top = (46 - 11 * level) * size, y - (58 + 38 * level) * size
                self.poly([(x - w, top + 40 * size), (x + w, top + 40 * size), (x, top - 26 * size)], "#3f7a52")
        elif kind == "poplar":
            self.disc(x, y - 108 * size, 24 * size, 82 * size, green)
        else:
            for dx, dy, r in ((-30, -76, 36), (28, -78, 37), (0, -106, 44), (-8, -64, 34), (18, -58, 30)):
                self.disc(x + dx * size, y + dy * size, r * size, None, green)
            if kind == "willow":
                for _ in range(26):
                    start = x + self.random.uniform(-62, 62) * size
                    self.line(
                        [
                            (start, y - 96 * size),
                            (start + self.random.uniform(-8, 8) * size, y - self.random.uniform(6, 38) * size),
                        ],
                        self.random.choice(("#7fb069", "#6a9c58", "#8fbf7a")),
                        3 * size,
                    )

    def river(self, points: Sequence[tuple[float, float, float]]) -> None:
        """Water through points (x, y, half width)."""
        left = [(x, y - w) for x, y, w in points]
        right = [(x, y + w) for x, y, w in points]
        self.poly(left + right[::-1], WATER)
        for x, y, w in points:
            for _ in range(3):
                dx, dy = self.random.uniform(-50, 50), self.random.uniform(-0.6, 0.6) * w
                self.line([(x + dx, y + dy), (x + dx + 34, y + dy)], WATER_LIGHT, 3)

    def water(self, y: float, height: float) -> None:
        """A band of water over the whole width."""
        self.box(0, y, WIDTH, height, WATER)
        for _ in range(40):
            x, dy = self.random.uniform(0, WIDTH), self.random.uniform(8, height - 8)
            self.line([(x, y + dy), (x + self.random.uniform(24, 70), y + dy)], WATER_LIGHT, 3)

    # --- buildings

    def window(self, x: float, y: float, w: float = 22, h: float = 30, fill: str = GLASS) -> None:
        self.box(x - 3, y - 3, w + 6, h + 6, WHITE)
        self.box(x, y, w, h, fill)
        self.line([(x + w / 2, y), (x + w / 2, y + h)], WHITE, 2)
        self.line([(x, y + h * 0.4), (x + w, y + h * 0.4)], WHITE, 2)

    def house(
        self, x: float, y: float, w: float, h: float, *, gable: bool = True, timber: bool = False, wall: str = "",
        roof: str = "", storeys: int = 2, door: bool = True,
    ) -> None:  # fmt: skip
        """A house whose left lower corner is (x, y); the gable faces the viewer, or the eaves."""
        wall, roof = wall or self.random.choice(WALLS), roof or self.random.choice(ROOFS)
        rise = min(w * (0.52 if gable else 0.34), 150)
        if gable:
            self.poly([(x, y - h), (x + w / 2, y - h - rise), (x + w, y - h)], wall)
        self.box(x, y - h, w, h, wall)
        if timber:
            self._timber(x, y, w, h, rise if gable else 0, storeys)
        if gable:
            self.line([(x - 9, y - h + 7), (x + w / 2, y - h - rise - 3), (x + w + 9, y - h + 7)], roof, 13)
        else:
            self.poly(
                [(x - 10, y - h + 2), (x + 14, y - h - rise), (x + w - 14, y - h - rise), (x + w + 10, y - h + 2)], roof
            )
        columns = max(1, int(w // 58))
        for level in range(storeys):
            for k in range(columns):
                xx = x + w * (k + 0.5) / columns - 11
                yy = y - h * (level + 1) / storeys + h / storeys * 0.26
                if level == 0 and door and k == columns // 2:
                    self.box(xx - 3, y - h / storeys * 0.72, 28, h / storeys * 0.72, DOOR)
                    continue
                self.window(xx, yy, 22, h / storeys * 0.42)
        if gable and w > 90:
            self.window(x + w / 2 - 10, y - h - rise * 0.52, 20, 24)

    def _timber(self, x: float, y: float, w: float, h: float, rise: float, storeys: int) -> None:
        """The frame of a half-timbered house above its ground floor."""
        for level in range(1, storeys + 1):
            yy = y - h * level / storeys
            self.line([(x, yy), (x + w, yy)], TIMBER, 5)
        for k in range(5):
            xx = x + w * k / 4
            self.line([(xx, y - h), (xx, y - h / storeys)], TIMBER, 5)
        self.line([(x, y - h / storeys), (x + w / 4, y - h)], TIMBER, 4)
        self.line([(x + w, y - h / storeys), (x + 3 * w / 4, y - h)], TIMBER, 4)
        if rise:
            self.line([(x + w / 2, y - h - rise), (x + w / 2, y - h)], TIMBER, 4)

    def row(
        self, y: float, start: float, end: float, *, timber: float = 0.4, low: float = 120, high: float = 210
    ) -> None:
        """Houses side by side from x = start to x = end."""
        x = start
        while x < end - 40:
            w = min(self.random.uniform(88, 150), end - x)
            h = self.random.uniform(low, high)
            self.house(
                x,
                y,
                w,
                h,
                gable=self.random.random() < 0.62,
                timber=self.random.random() < timber,
                storeys=3 if h > 170 else 2,
            )
            x += w

    def church(self, x: float, y: float, size: float = 1.0, spire: str = "#5d6b73", wall: str = "#efe4cf") -> None:
        """A church with its tower on the left; (x, y) is the tower's lower left corner."""
        w, h = 84 * size, 250 * size
        self.box(x + w, y - 120 * size, 210 * size, 120 * size, wall)
        self.poly(
            [
                (x + w - 2, y - 118 * size),
                (x + w + 26 * size, y - 196 * size),
                (x + w + 196 * size, y - 196 * size),
                (x + w + 218 * size, y - 118 * size),
            ],
            ROOFS[1],
        )
        for k in range(4):
            xx = x + w + (30 + 46 * k) * size
            self.box(xx, y - 92 * size, 20 * size, 60 * size, GLASS, 10 * size)
        self.box(x, y - h, w, h, wall)
        self.poly([(x - 8 * size, y - h), (x + w / 2, y - h - 170 * size), (x + w + 8 * size, y - h)], spire)
        self.line([(x + w / 2, y - h - 170 * size), (x + w / 2, y - h - 200 * size)], INK, 4 * size)
        self.disc(x + w / 2, y - h + 44 * size, 22 * size, None, WHITE)
        self.line([(x + w / 2, y - h + 44 * size), (x + w / 2, y - h + 28 * size)], INK, 3)
        self.line([(x + w / 2, y - h + 44 * size), (x + w / 2 + 11 * size, y - h + 48 * size)], INK, 3)
        self.box(x + w / 2 - 12 * size, y - h + 90 * size, 24 * size, 44 * size, STONE_DARK, 12 * size)
        self.box(x + w / 2 - 20 * size, y - 66 * size, 40 * size, 66 * size, DOOR, 18 * size)

    def bridge(self, x: float, y: float, w: float, arches: int = 4, h: float = 84) -> None:
        """A stone bridge; (x, y) is the left end of its roadway."""
        self.box(x, y, w, h, STONE)
        span = w / arches
        for k in range(arches):
            middle = x + span * (k + 0.5)
            self.disc(middle, y + h, span * 0.38, h * 0.72, WATER)
            self.arc(middle, y + h, span * 0.4, 180, 360, STONE_DARK, 4)
        self.box(x - 8, y - 12, w + 16, 16, STONE_DARK)

    # --- life

    def person(self, x: float, y: float, size: float = 1.0, *, wheels: bool = False, child: bool = False) -> None:
        """Somebody standing at (x, y), or sitting in a wheelchair."""
        s = size * (0.68 if child else 1.0)
        coat, skin = self.random.choice(CLOTHES), self.random.choice(SKIN)
        if wheels:
            self.arc(x, y - 20 * s, 20 * s, 0, 360, INK, 4 * s)
            self.disc(x + 24 * s, y - 6 * s, 6 * s, None, INK)
            self.box(x - 13 * s, y - 62 * s, 24 * s, 40 * s, coat, 9 * s)
            self.line([(x, y - 26 * s), (x + 24 * s, y - 26 * s), (x + 26 * s, y - 6 * s)], "#31445c", 9 * s)
            self.disc(x, y - 74 * s, 12 * s, None, skin)
            return
        self.line([(x - 5 * s, y), (x - 4 * s, y - 36 * s)], "#31445c", 8 * s)
        self.line([(x + 6 * s, y), (x + 4 * s, y - 36 * s)], "#31445c", 8 * s)
        self.box(x - 14 * s, y - 78 * s, 28 * s, 46 * s, coat, 10 * s)
        self.disc(x, y - 90 * s, 12 * s, None, skin)
        self.disc(x, y - 95 * s, 12 * s, 8 * s, self.random.choice(("#4a3527", "#2c2a2a", "#b98b4e", "#9aa0a6")))

    def people(self, count: int, x0: float, x1: float, y0: float, y1: float, size: float = 1.0) -> None:
        """Some people, those further down in front."""
        spots = sorted((self.random.uniform(y0, y1), self.random.uniform(x0, x1)) for _ in range(count))
        for y, x in spots:
            self.person(x, y, size * (0.8 + 0.3 * (y - y0) / max(1.0, y1 - y0)), child=self.random.random() < 0.22)

    def bench(self, x: float, y: float, size: float = 1.0, fill: str = "#8b5a3a") -> None:
        for dy in (0, 13, 26):
            self.box(x, y - (66 - dy) * size, 150 * size, 9 * size, fill)
        self.box(x - 4 * size, y - 30 * size, 158 * size, 11 * size, fill)
        for dx in (14, 130):
            self.box(x + dx * size, y - 24 * size, 8 * size, 24 * size, INK)

    def sign(
        self, x: float, y: float, text_lines: int = 2, fill: str = "#2f6f8f", w: float = 96, h: float = 62
    ) -> None:
        """A sign on a post, with lines instead of words."""
        self.box(x - 4, y - 190, 8, 190, INK)
        self.box(x - w / 2, y - 190 - h / 2, w, h, fill, 8)
        for k in range(text_lines):
            self.box(x - w / 2 + 14, y - 190 - h / 2 + 16 + 18 * k, w - 28 - 18 * (k % 2), 8, WHITE, 4)

    def stall(self, x: float, y: float, colour: str) -> None:
        """A market stall with a striped awning and fruit."""
        self.box(x, y - 62, 150, 62, "#8b5a3a")
        for k in range(26):
            self.disc(
                x + 10 + k % 13 * 11,
                y - 66 - k // 13 * 9,
                7,
                None,
                self.random.choice(("#d9482b", "#e9a73a", "#7fae3c", "#8c3f66", "#f2d24b")),
            )
        self.box(x + 2, y - 158, 6, 96, TIMBER)
        self.box(x + 142, y - 158, 6, 96, TIMBER)
        for k in range(6):
            xx = x - 12 + k * 29
            self.poly(
                [(xx, y - 150), (xx + 29, y - 150), (xx + 25, y - 190), (xx + 6, y - 190)], colour if k % 2 else WHITE
            )

    def bus(self, x: float, y: float, size: float = 1.0, fill: str = "#3f8f5b") -> None:
        self.box(x, y - 128 * size, 330 * size, 108 * size, fill, 14 * size)
        for k in range(4):
            self.box(x + (18 + 74 * k) * size, y - 112 * size, 62 * size, 44 * size, "#cfe3ea", 6 * size)
        self.box(x + 296 * size, y - 108 * size, 28 * size, 76 * size, "#cfe3ea", 5 * size)
        for dx in (66, 262):
            self.disc(x + dx * size, y - 18 * size, 24 * size, None, INK)
            self.disc(x + dx * size, y - 18 * size, 11 * size, None, "#c9ccd0")

    def train(self, x: float, y: float, fill: str = "#c0533f") -> None:
        for k in range(2):
            xx = x + k * 420
            self.box(xx, y - 150, 410, 122, fill, 18)
            self.box(xx, y - 70, 410, 14, WHITE)
            for n in range(6):
                self.box(xx + 24 + 64 * n, y - 132, 48, 46, "#cfe3ea", 6)
            for dx in (70, 340):
                self.disc(xx + dx, y - 24, 19, None, INK)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
