# SPDX-License-Identifier: EUPL-1.2
"""The illustrations of the demo county. Each scene has a title and a description for those who cannot see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from allmende.site.demo.art import (
    EVENING, EVENING_LOW, FOREST, GRASS, GRASS_DARK, GRASS_LIGHT, HEIGHT, INK, ROOFS, STONE, STONE_DARK, TIMBER,
    WATER, WHITE, WIDTH, Sheet,
)  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """One illustration: how it is painted, its title, and what can be seen in it."""

    title: str
    alt: str
    paint: Callable[[Sheet], None]
    sky: tuple[str, str] | None = None


def _valley(s: Sheet) -> None:
    s.sun(960, 150)
    s.clouds(4)
    s.hill(430, 170, "#a8c9a6", 1.0)
    s.hill(480, 130, "#8fbd86", 1.5)
    s.hill(520, 80, GRASS, 0.8)
    s.church(520, 500, 0.62)
    s.row(505, 330, 520, low=52, high=86)
    s.row(505, 700, 960, low=52, high=90)
    s.ground(500, GRASS_LIGHT)
    s.row(540, 250, 440, low=56, high=80)
    s.river([(-20, 720, 60), (200, 680, 52), (420, 640, 44), (640, 620, 36), (860, 590, 28), (1040, 560, 20), (1220, 545, 14)])
    for x, y, k in ((90, 600, "willow"), (1010, 690, "willow"), (1120, 640, "poplar"), (1165, 655, "poplar"), (330, 590, "round")):
        s.tree(x, y, 1.0, k)


def _market(s: Sheet) -> None:
    s.clouds(2)
    s.row(430, -20, WIDTH + 20, timber=0.75, low=150, high=235)
    s.ground(430, "#d9cdb8")
    for y in range(446, HEIGHT, 26):
        s.line([(0, y), (WIDTH, y)], "#cbbda5", 2)
    s.disc(600, 560, 128, 34, STONE_DARK)
    s.disc(600, 548, 112, 26, WATER)
    s.box(590, 450, 20, 98, STONE)
    s.disc(600, 448, 30, 12, STONE)
    for dx in (-26, 26):
        s.arc(600 + dx, 470, 26, 180 if dx < 0 else 270, 270 if dx < 0 else 360, "#bfe0ec", 5)
    for x, colour in ((70, "#c0533f"), (250, "#3f8f5b"), (820, "#d99a2b"), (1000, "#2f6f8f")):
        s.stall(x, 560, colour)
    s.people(13, 60, 1140, 600, 715, 1.1)
    s.person(700, 680, 1.15, wheels=True)


def _town_hall(s: Sheet) -> None:
    s.clouds(3)
    s.row(520, -30, 300, timber=0.6, low=140, high=190)
    s.row(520, 900, 1240, timber=0.6, low=140, high=190)
    s.house(300, 520, 600, 260, gable=False, wall="#f1dfbd", roof=ROOFS[1], storeys=3, door=False)
    s.box(540, 90, 120, 130, "#f1dfbd")
    s.poly([(528, 92), (600, -6), (672, 92)], "#5d6b73")
    s.disc(600, 148, 34, None, WHITE)
    s.line([(600, 148), (600, 122)], INK, 5)
    s.line([(600, 148), (618, 156)], INK, 5)
    s.box(556, 396, 88, 124, "#5d4030", 42)
    s.line([(600, 400), (600, 520)], WHITE, 3)
    s.ground(520, "#d9cdb8")
    s.poly([(520, 520), (680, 520), (720, 560), (480, 560)], STONE)
    s.poly([(720, 560), (980, 600), (980, 616), (700, 560)], STONE_DARK)
    s.line([(720, 520), (980, 566)], INK, 5)
    for x in (760, 830, 900, 970):
        s.line([(x, 526 + (x - 720) * 0.18), (x, 566 + (x - 720) * 0.16)], INK, 4)
    s.box(360, 250, 12, 90, INK)
    s.poly([(372, 252), (440, 262), (372, 300)], "#3f8f5b")
    s.people(6, 120, 1080, 630, 715, 1.15)
    s.person(860, 640, 1.1, wheels=True)


def _town_church(s: Sheet) -> None:
    s.sun(180, 140)
    s.clouds(3)
    s.row(560, -20, 330, low=110, high=160)
    s.row(560, 950, 1230, low=110, high=160)
    s.church(430, 570, 1.15)
    s.ground(566, GRASS_LIGHT)
    s.poly([(440, 566), (560, 566), (700, 750), (300, 750)], "#d9cdb8")
    for x in (120, 300, 930, 1080):
        s.tree(x, 640, 1.3)
    s.people(4, 380, 660, 640, 720, 1.0)


def _village_church(s: Sheet) -> None:
    s.clouds(3)
    s.hill(470, 120, "#9cc593")
    s.church(470, 520, 0.9, spire="#7b5548")
    s.house(80, 540, 190, 110, gable=True, timber=True)
    s.house(930, 540, 210, 110, gable=False)
    s.ground(518, GRASS)
    s.disc(700, 660, 300, 58, WATER)
    for dx in (-120, 30, 140):
        s.line([(700 + dx, 650), (750 + dx, 650)], "#8cc3de", 4)
    for x, y in ((620, 650), (664, 664), (780, 640)):
        s.disc(x, y, 15, 8, WHITE)
        s.disc(x + 13, y - 9, 6, None, WHITE)
    s.tree(360, 600, 1.7, fill="#6a9c58")
    s.bench(180, 690)


def _tower(s: Sheet) -> None:
    s.sun(980, 170)
    s.clouds(3)
    s.hill(520, 110, "#9cc593")
    s.box(0, 440, WIDTH, 130, STONE)
    for x in range(0, WIDTH, 64):
        s.box(x, 412, 38, 32, STONE)
    for y in range(462, 570, 26):
        for x in range((y // 26) % 2 * 30, WIDTH, 60):
            s.line([(x, y), (x + 40, y)], STONE_DARK, 2)
    s.box(470, 190, 200, 390, "#c6bfb2")
    s.poly([(448, 196), (570, 20), (692, 196)], ROOFS[3])
    for y in (260, 370, 470):
        s.box(556, y, 28, 54, INK, 14)
    for y in range(214, 570, 28):
        s.line([(480 + y % 3 * 20, y), (530 + y % 3 * 20, y)], STONE_DARK, 2)
        s.line([(600 + y % 5 * 8, y + 12), (644 + y % 5 * 3, y + 12)], STONE_DARK, 2)
    s.ground(570, GRASS)
    s.poly([(0, 640), (WIDTH, 610), (WIDTH, 680), (0, 716)], "#d9cdb8")
    s.tree(180, 640, 1.5)
    s.tree(1010, 630, 1.4)
    s.people(4, 240, 900, 660, 706, 1.1)


def _gate(s: Sheet) -> None:
    s.clouds(3)
    s.row(480, -20, 380, timber=0.7)
    s.row(480, 820, 1230, timber=0.7)
    s.box(400, 170, 400, 330, "#d3c7b2")
    s.poly([(376, 176), (440, 56), (760, 56), (824, 176)], ROOFS[0])
    s.box(500, 300, 200, 200, INK, 96)
    s.box(516, 330, 168, 170, "#bcd6e2", 80)
    for x in (452, 586, 716):
        s.window(x, 214, 30, 44)
    s.ground(490, "#d9cdb8")
    s.box(0, 590, WIDTH, 160, WATER)
    s.bridge(360, 560, 480, 3, 70)
    s.people(5, 400, 800, 545, 560, 0.9)


def _bridge(s: Sheet) -> None:
    s.sun(250, 150)
    s.clouds(3)
    s.hill(420, 120, "#a8c9a6")
    s.row(440, 640, 1240, low=90, high=150)
    s.church(760, 436, 0.55)
    s.ground(436, GRASS)
    s.water(520, 230)
    s.bridge(120, 430, 960, 5, 120)
    s.people(6, 180, 1040, 418, 424, 0.8)
    s.tree(60, 540, 1.5, "willow")
    s.tree(1150, 540, 1.6, "willow")
    s.poly([(430, 680), (640, 680), (610, 712), (460, 712)], "#8b5a3a")
    s.person(530, 684, 0.9)
    s.line([(560, 620), (640, 700)], TIMBER, 5)


def _river_path(s: Sheet) -> None:
    s.sun(940, 130)
    s.clouds(3)
    s.hill(430, 150, "#a8c9a6")
    s.hill(450, 60, GRASS_DARK, 2.2)
    s.ground(430, GRASS_LIGHT)
    s.river([(-20, 520, 70), (300, 500, 60), (600, 500, 52), (900, 470, 40), (1220, 455, 30)])
    s.poly([(0, 700), (420, 620), (800, 600), (1200, 540), (1200, 580), (820, 650), (460, 690), (0, 750)], "#e0d2b2")
    s.tree(170, 640, 1.9, "willow")
    s.tree(1010, 540, 1.2, "willow")
    s.bench(560, 690, 1.1)
    s.line([(820, 470), (820, 430)], "#5f6d76", 5)
    s.disc(820, 420, 16, 11, "#8d9aa3")
    s.line([(824, 414), (836, 388), (852, 392)], "#8d9aa3", 6)
    s.person(380, 690, 1.1)
    s.person(430, 694, 1.1, wheels=True)
    for x in range(20, 1180, 36):
        s.disc(x + s.random.uniform(-12, 12), s.random.uniform(720, 745), 5, None, s.random.choice(("#e8c13a", WHITE, "#c86f9a")))


def _station(s: Sheet) -> None:
    s.clouds(4)
    s.hill(420, 90, "#a8c9a6")
    s.house(90, 480, 430, 190, gable=False, wall="#d8a27c", storeys=2)
    s.house(210, 480, 190, 230, gable=True, wall="#d8a27c", storeys=3)
    s.disc(305, 240, 28, None, WHITE)
    s.line([(305, 240), (305, 220)], INK, 4)
    s.line([(305, 240), (320, 246)], INK, 4)
    s.ground(480, "#cfc7ba")
    s.box(560, 330, 620, 12, INK)
    for x in (600, 780, 960, 1140):
        s.box(x, 340, 10, 140, INK)
    s.box(0, 560, WIDTH, 190, "#a59d92")
    for x in range(0, WIDTH, 44):
        s.box(x, 690, 26, 14, TIMBER)
    s.box(0, 680, WIDTH, 7, INK)
    s.box(0, 712, WIDTH, 7, INK)
    s.train(300, 700)
    s.people(6, 580, 1150, 500, 545, 0.95)
    s.person(680, 548, 0.95, wheels=True)


def _bus_stop(s: Sheet) -> None:
    s.clouds(3)
    s.hill(430, 130, "#a8c9a6")
    s.row(470, 60, 560, timber=0.5, low=80, high=120)
    s.ground(470, GRASS)
    s.box(0, 590, WIDTH, 160, "#8b8f94")
    for x in range(20, WIDTH, 130):
        s.box(x, 664, 70, 8, WHITE)
    s.box(0, 560, WIDTH, 34, "#cfc7ba")
    s.bus(420, 690, 1.35)
    s.box(930, 380, 220, 16, "#3f5f4a")
    s.box(936, 396, 10, 170, INK)
    s.box(1134, 396, 10, 170, INK)
    s.box(950, 404, 180, 120, "#d6e6ea")
    s.bench(960, 566, 0.95)
    s.sign(890, 572, 2, "#2f7f4f")
    s.people(3, 960, 1120, 560, 572, 0.95)


def _ride_bench(s: Sheet) -> None:
    s.sun(200, 140)
    s.clouds(3)
    s.hill(440, 150, "#a8c9a6")
    s.hill(470, 70, FOREST, 2.0)
    s.ground(470, GRASS)
    s.poly([(0, 640), (WIDTH, 600), (WIDTH, 740), (0, 750)], "#8b8f94")
    s.bench(520, 610, 1.5, "#2f7f4f")
    s.sign(800, 612, 3, "#d99a2b", 130, 86)
    s.person(600, 592, 1.15)
    s.tree(330, 600, 1.7)
    s.box(120, 640, 210, 60, "#c0533f", 24)
    s.poly([(160, 644), (186, 600), (270, 600), (300, 644)], "#cfe3ea")
    for x in (166, 286):
        s.disc(x, 704, 21, None, INK)


def _library(s: Sheet) -> None:
    s.box(0, 0, WIDTH, HEIGHT, "#f2e6d2")
    for shelf in range(4):
        y = 120 + shelf * 118
        x = 40.0
        while x < 760:
            w, h = s.random.uniform(12, 30), s.random.uniform(62, 96)
            s.box(x, y - h, w, h, s.random.choice(("#c0533f", "#2f6f8f", "#d99a2b", "#5b7f3a", "#7a4b8f", "#31445c", "#b98b4e", "#8c3f66")))
            x += w + 3
        s.box(30, y, 740, 14, "#8b5a3a")
    s.box(20, 20, 14, 580, "#8b5a3a")
    s.box(766, 20, 14, 580, "#8b5a3a")
    s.box(820, 90, 320, 260, "#bcdcea")
    s.line([(980, 90), (980, 350)], WHITE, 8)
    s.line([(820, 220), (1140, 220)], WHITE, 8)
    s.tree(900, 346, 1.1)
    s.box(0, 600, WIDTH, 150, "#c79a6a")
    s.box(800, 520, 340, 18, "#8b5a3a")
    s.box(830, 538, 12, 90, "#8b5a3a")
    s.box(1100, 538, 12, 90, "#8b5a3a")
    s.poly([(900, 518), (960, 500), (1020, 518), (960, 524)], WHITE)
    s.person(870, 660, 1.25)
    s.person(1060, 664, 1.2, wheels=True)
    s.person(300, 690, 1.3, child=True)
    s.person(380, 700, 1.3)


def _playground(s: Sheet) -> None:
    s.sun(1010, 120)
    s.clouds(3)
    s.row(430, -20, 420, low=90, high=130)
    s.ground(430, GRASS_LIGHT)
    s.disc(640, 640, 470, 96, "#ecd9a8")
    for x in (300, 620):
        s.line([(x, 360), (x - 46, 620)], "#c0533f", 10)
        s.line([(x, 360), (x + 46, 620)], "#c0533f", 10)
    s.line([(300, 364), (620, 364)], "#c0533f", 10)
    for x, kid in ((400, 1), (520, 1)):
        s.line([(x - 14, 366), (x - 30, 540)], INK, 3)
        s.line([(x + 14, 366), (x + 2, 540)], INK, 3)
        s.box(x - 38, 540, 48, 8, TIMBER)
        s.person(x - 14, 556, 1.0, child=bool(kid))
    s.box(800, 400, 110, 12, "#2f6f8f")
    for x in (804, 898):
        s.box(x, 410, 10, 220, TIMBER)
    s.poly([(910, 402), (1080, 630), (1046, 640), (894, 424)], "#d99a2b")
    for y in range(440, 630, 34):
        s.line([(804, y), (770, y + 16)], TIMBER, 5)
    s.person(850, 400, 1.0, child=True)
    s.people(4, 120, 260, 640, 710, 1.1)
    s.bench(960, 720, 1.0)
    s.tree(150, 560, 1.5)


def _fire_station(s: Sheet) -> None:
    s.clouds(3)
    s.hill(450, 110, "#a8c9a6")
    s.house(150, 560, 680, 230, gable=False, wall="#efe4cf", storeys=1, door=False)
    for k in range(3):
        s.box(190 + 212 * k, 380, 180, 180, "#b5342b")
        for n in range(4):
            s.line([(190 + 212 * k, 410 + 38 * n), (370 + 212 * k, 410 + 38 * n)], "#8f2620", 4)
    s.box(860, 190, 100, 370, "#e2d3bb")
    s.poly([(848, 192), (910, 116), (972, 192)], ROOFS[1])
    s.ground(560, "#c9c2b6")
    s.box(560, 560, 330, 110, "#c62f26", 12)
    s.box(800, 578, 80, 50, "#cfe3ea", 6)
    s.box(560, 602, 330, 12, WHITE)
    s.box(620, 540, 200, 14, "#c9ccd0")
    s.box(826, 546, 34, 14, "#2f6fd0", 6)
    for x in (630, 826):
        s.disc(x, 676, 28, None, INK)
        s.disc(x, 676, 12, None, "#c9ccd0")
    s.people(4, 200, 520, 640, 700, 1.1)
    s.tree(1090, 610, 1.5)


def _school(s: Sheet) -> None:
    s.clouds(3)
    s.house(140, 520, 920, 240, gable=False, wall="#f3e3c3", storeys=3)
    s.box(540, 230, 120, 60, "#f3e3c3")
    s.disc(600, 258, 24, None, WHITE)
    s.ground(520, "#d9cdb8")
    s.box(560, 420, 80, 100, "#2f6f8f", 4)
    s.tree(90, 600, 1.5)
    s.tree(1120, 610, 1.4)
    for k in range(9):
        s.person(180 + k * 100 + s.random.uniform(-30, 30), s.random.uniform(600, 710), 1.2, child=True)
    s.person(980, 700, 1.15)


def _nursery(s: Sheet) -> None:
    s.sun(190, 130)
    s.clouds(3)
    s.house(320, 540, 560, 170, gable=False, wall="#f7e2a8", roof="#c2664a", storeys=1)
    for k, colour in enumerate(("#c0533f", "#d99a2b", "#5b7f3a", "#2f6f8f", "#7a4b8f")):
        s.arc(600, 330, 190 - 20 * k, 180, 360, colour, 16)
    s.ground(540, GRASS_LIGHT)
    s.disc(300, 660, 150, 40, "#ecd9a8")
    for k in range(7):
        s.person(200 + k * 120 + s.random.uniform(-20, 20), s.random.uniform(640, 715), 1.15, child=True)
    s.person(1000, 700, 1.15)
    s.tree(1060, 600, 1.7, fill="#7fb069")


def _pool(s: Sheet) -> None:
    s.sun(1000, 120, 52)
    s.clouds(2)
    s.hill(420, 90, "#9cc593")
    s.ground(420, GRASS_LIGHT)
    s.poly([(120, 500), (1080, 500), (1200, 720), (0, 720)], "#e4ddcf")
    s.poly([(170, 520), (1030, 520), (1130, 700), (70, 700)], "#4fb3d6")
    for k in range(1, 5):
        s.line([(170 + 172 * k, 520), (70 + 212 * k, 700)], "#bfe6f2", 4)
    for x, y in ((330, 600), (560, 570), (760, 640), (480, 660)):
        s.disc(x, y, 15, None, "#f0c9a4")
        s.arc(x, y + 16, 26, 200, 340, WHITE, 4)
    s.line([(1080, 500), (1080, 360), (1160, 360)], INK, 8)
    s.box(1000, 350, 90, 12, WHITE)
    s.poly([(80, 470), (180, 350), (280, 470)], "#d99a2b")
    s.box(176, 350, 8, 140, TIMBER)
    s.people(5, 60, 1140, 470, 494, 0.9)


def _museum(s: Sheet) -> None:
    s.box(0, 0, WIDTH, HEIGHT, "#ece2d0")
    for x in range(0, WIDTH, 300):
        s.box(x + 40, 60, 220, 170, "#8b5a3a")
        s.box(x + 52, 72, 196, 146, s.random.choice(("#a9d3ea", "#b4d68a", "#f2b98a")))
        s.poly([(x + 52, 218), (x + 120, 140), (x + 170, 180), (x + 210, 150), (x + 248, 218)], FOREST)
    s.box(0, 560, WIDTH, 190, "#b98b5e")
    s.box(260, 470, 680, 100, "#d9cdb8")
    for k in range(7):
        s.box(300 + k * 84, 400, 76, 40, TIMBER, 18)
        s.disc(300 + k * 84, 420, 16, 20, "#a87a55")
    s.line([(280, 420), (900, 420)], "#d9cdb8", 6)
    s.box(600, 240, 8, 160, TIMBER)
    s.poly([(608, 250), (740, 310), (608, 370)], "#f7efe2")
    s.people(5, 120, 1080, 640, 720, 1.25)
    s.person(930, 700, 1.2, wheels=True)


def _vacant(s: Sheet) -> None:
    s.clouds(2)
    s.row(540, -30, 330, timber=0.5, low=160, high=210)
    s.row(540, 880, 1240, timber=0.5, low=160, high=210)
    s.house(330, 540, 550, 330, gable=True, timber=False, wall="#ece0cc", storeys=3, door=False)
    s.box(370, 420, 200, 120, "#8fa3ad")
    s.box(640, 420, 200, 120, "#8fa3ad")
    s.box(580, 420, 50, 120, "#5d4030")
    s.box(360, 386, 490, 28, "#b9ad9a")
    s.poly([(400, 440), (520, 440), (520, 510), (400, 510)], "#f4efe4")
    for k in range(3):
        s.box(416, 454 + 16 * k, 88 - 16 * k, 7, "#8d867b")
    s.ground(540, "#d9cdb8")
    s.person(300, 690, 1.3)
    s.person(360, 694, 1.3)


def _hall(s: Sheet) -> None:
    s.sun(160, 130)
    s.clouds(3)
    s.hill(450, 110, "#a8c9a6")
    s.house(280, 560, 620, 190, gable=False, timber=True, wall="#f3e3c3", storeys=2)
    s.ground(558, GRASS_LIGHT)
    s.line([(120, 330), (280, 300), (600, 350), (900, 300), (1080, 330)], INK, 3)
    for k, x in enumerate(range(140, 1070, 52)):
        s.poly([(x, 316 + (k % 4) * 6), (x + 30, 316 + (k % 4) * 6), (x + 15, 348 + (k % 4) * 6)], ("#c0533f", "#d99a2b", "#2f6f8f", "#5b7f3a")[k % 4])
    for x in (220, 560, 860):
        s.box(x, 640, 180, 14, "#8b5a3a")
        s.box(x + 20, 654, 8, 50, TIMBER)
        s.box(x + 150, 654, 8, 50, TIMBER)
    s.people(11, 180, 1060, 630, 715, 1.1)
    s.tree(1110, 600, 1.7)


def _wifi(s: Sheet) -> None:
    s.clouds(3)
    s.row(470, -20, WIDTH + 20, timber=0.55, low=130, high=190)
    s.ground(470, "#d9cdb8")
    s.tree(240, 610, 1.8)
    s.bench(430, 650, 1.5)
    s.person(520, 632, 1.25)
    s.box(540, 560, 54, 36, INK, 4)
    s.box(544, 564, 46, 28, "#bcdcea", 2)
    s.box(876, 380, 12, 260, INK)
    s.disc(882, 372, 15, None, "#2f7f4f")
    for r in (44, 76, 108):
        s.arc(882, 372, r, 215, 325, "#2f7f4f", 11)
    s.people(3, 700, 1120, 640, 710, 1.15)


def _solar(s: Sheet) -> None:
    s.sun(210, 130, 52)
    s.clouds(2)
    s.hill(430, 140, "#a8c9a6")
    for x in (860, 1010):
        s.box(x - 4, 210, 8, 240, WHITE)
        for dx, dy in ((0, -92), (80, 46), (-80, 46)):
            s.line([(x, 210), (x + dx, 210 + dy)], WHITE, 9)
    s.ground(450, GRASS_LIGHT)
    for x in (90, 400, 710):
        s.house(x, 640, 230, 130, gable=False, storeys=2)
        for k in range(4):
            s.poly([(x + 24 + 48 * k, 500), (x + 30 + 48 * k, 446), (x + 70 + 48 * k, 446), (x + 66 + 48 * k, 500)], "#33516b")
    s.box(950, 570, 110, 80, "#dfe5e6", 8)
    s.disc(1005, 610, 28, None, "#8d9aa3")
    s.disc(1005, 610, 9, None, INK)
    s.people(3, 160, 900, 680, 720, 1.1)


def _advent(s: Sheet) -> None:
    s.row(450, -20, WIDTH + 20, timber=0.7, low=150, high=220)
    s.box(0, 440, WIDTH, 310, "#e9eef2")
    s.tree(600, 600, 2.3, "fir")
    for _ in range(26):
        y = s.random.uniform(330, 590)
        reach = (y - 300) * 0.3
        s.disc(600 + s.random.uniform(-reach, reach), y, 7, None, s.random.choice(("#fbe08a", "#c0533f", "#fff4d0")))
    for x, colour in ((80, "#93402f"), (280, "#3f6f4f"), (800, "#3f6f4f"), (990, "#93402f")):
        s.stall(x, 600, colour)
    s.people(10, 60, 1140, 630, 720, 1.1)
    for _ in range(120):
        s.disc(s.random.uniform(0, WIDTH), s.random.uniform(0, 700), s.random.uniform(2, 5), None, WHITE)


def _garden(s: Sheet) -> None:
    s.sun(990, 130)
    s.clouds(3)
    s.hill(410, 90, "#9cc593")
    s.ground(410, GRASS)
    s.house(140, 560, 170, 90, gable=True, wall="#d9e2d4", roof="#7b5548", storeys=1)
    s.house(860, 540, 160, 84, gable=False, wall="#f1d9b8", storeys=1)
    for bed in range(3):
        y = 600 + bed * 48
        s.poly([(380, y), (820, y), (850, y + 34), (350, y + 34)], "#8a6646")
        for k in range(16):
            s.disc(390 + k * 28, y + 12 + s.random.uniform(-4, 8), 11, 9, s.random.choice(("#6a9c58", "#8fbf6a", "#c0533f", "#e9a73a", "#7a4b8f")))
    for x in range(0, WIDTH, 30):
        s.box(x, 690 if x < 330 or x > 870 else 730, 10, 60, "#c79a6a")
    s.tree(1090, 600, 1.4, fill="#7fb069")
    s.person(900, 660, 1.2)
    s.person(330, 650, 1.2)


def _hospital(s: Sheet) -> None:
    s.clouds(4)
    s.hill(440, 90, "#a8c9a6")
    s.box(220, 190, 760, 370, "#f4f1ea")
    for y in range(215, 520, 66):
        for x in range(250, 950, 66):
            s.box(x, y, 44, 38, "#9fc0d2", 3)
    s.box(520, 440, 160, 120, "#7fa6bb", 6)
    s.box(560, 96, 80, 84, "#2f6f8f", 12)
    s.box(576, 112, 12, 52, WHITE)
    s.box(612, 112, 12, 52, WHITE)
    s.box(576, 132, 48, 12, WHITE)
    s.ground(560, GRASS_LIGHT)
    s.poly([(440, 560), (760, 560), (860, 750), (340, 750)], "#cfc7ba")
    s.tree(140, 640, 1.6)
    s.tree(1060, 640, 1.5)
    s.people(4, 420, 780, 640, 715, 1.15)
    s.person(620, 690, 1.15, wheels=True)


def _bookcase(s: Sheet) -> None:
    s.clouds(3)
    s.hill(450, 120, "#a8c9a6")
    s.row(500, 640, 1230, timber=0.6, low=90, high=130)
    s.ground(500, GRASS_LIGHT)
    s.box(430, 250, 210, 380, "#c62f4e", 10)
    s.box(456, 300, 158, 300, "#f7efe2")
    for shelf in range(4):
        x = 462.0
        while x < 600:
            w = s.random.uniform(8, 17)
            s.box(x, 372 + shelf * 74 - 56, w, 56, s.random.choice(("#c0533f", "#2f6f8f", "#d99a2b", "#5b7f3a", "#31445c")))
            x += w + 2
        s.box(456, 372 + shelf * 74, 158, 6, "#8b5a3a")
    s.tree(240, 620, 1.9)
    s.bench(720, 660, 1.3)
    s.person(350, 690, 1.35)
    s.person(700, 700, 1.2, child=True)


def _clubhouse(s: Sheet) -> None:
    s.clouds(3)
    s.hill(430, 110, "#a8c9a6")
    s.ground(430, GRASS)
    s.poly([(180, 520), (1020, 520), (1180, 740), (20, 740)], "#79b35c")
    s.line([(180, 520), (1020, 520), (1180, 740), (20, 740), (180, 520)], WHITE, 5)
    s.line([(600, 520), (600, 740)], WHITE, 5)
    s.house(700, 500, 330, 90, gable=False, wall="#f7efe2", storeys=1)
    for x in (110, 1060):
        s.line([(x, 640), (x, 570), (x + 30, 556), (x + 30, 620)], WHITE, 6)
    for k in range(8):
        s.person(200 + k * 110, s.random.uniform(590, 715), 1.0, child=True)
    s.disc(520, 706, 11, None, WHITE)
    s.tree(130, 500, 1.3)


SCENES: dict[str, Scene] = {
    "auental": Scene("Das Auental", "Gezeichnete Landschaft: Ein Fluss schlängelt sich durch Wiesen, dahinter eine kleine Stadt mit Kirchturm und sanfte Hügel.", _valley),
    "markt": Scene("Auf dem Markt", "Gezeichneter Marktplatz mit Fachwerkhäusern, einem Brunnen, vier bunten Marktständen und vielen Menschen.", _market),
    "rathaus": Scene("Rathaus", "Gezeichnetes Rathaus mit Uhrturm, grüner Fahne, Treppe und einer Rampe, auf der jemand im Rollstuhl fährt.", _town_hall),
    "stadtkirche": Scene("Stadtkirche", "Gezeichnete Kirche mit hohem Turm und Uhr, davor ein Weg zwischen Bäumen.", _town_church),
    "dorfkirche": Scene("Dorfkirche", "Gezeichnete kleine Kirche mit rotem Dach an einem Dorfteich mit drei Enten, daneben eine Linde und eine Bank.", _village_church),
    "turm": Scene("Turm der Stadtmauer", "Gezeichneter runder Turm mit spitzem Dach in einer alten Stadtmauer, davor ein Weg mit Spaziergängern.", _tower),
    "tor": Scene("Stadttor am Wasser", "Gezeichnetes Stadttor mit rundem Durchgang, davor eine steinerne Brücke über das Wasser.", _gate),
    "bruecke": Scene("Alte Brücke", "Gezeichnete Steinbrücke mit fünf Bögen über einem Fluss, davor ein Boot und am Ufer zwei Weiden.", _bridge),
    "uferweg": Scene("Weg am Fluss", "Gezeichneter Uferweg mit Weiden, einer Bank, einem Reiher und zwei Menschen, einer davon im Rollstuhl.", _river_path),
    "bahnhof": Scene("Bahnhof", "Gezeichneter Bahnhof mit Uhr, ein roter Zug am Bahnsteig und wartende Menschen.", _station),
    "bus": Scene("Bushaltestelle", "Gezeichneter grüner Bus an einer Haltestelle mit Unterstand, dahinter ein Dorf.", _bus_stop),
    "mitfahrbank": Scene("Mitfahrbank", "Gezeichnete grüne Bank an einer Landstraße mit gelbem Schild; eine Person wartet, ein rotes Auto hält.", _ride_bench),
    "bibliothek": Scene("In der Bibliothek", "Gezeichneter Lesesaal mit vollen Bücherregalen, einem großen Fenster und lesenden Menschen.", _library),
    "spielplatz": Scene("Spielplatz", "Gezeichneter Spielplatz mit roter Schaukel, gelber Rutsche und spielenden Kindern.", _playground),
    "feuerwehr": Scene("Feuerwehr", "Gezeichnetes Gerätehaus mit drei roten Toren, Schlauchturm und einem roten Löschfahrzeug davor.", _fire_station),
    "schule": Scene("Schule", "Gezeichnetes gelbes Schulgebäude mit Uhr, davor Kinder und eine Lehrkraft auf dem Hof.", _school),
    "kita": Scene("Kita", "Gezeichnetes kleines gelbes Haus unter einem Regenbogen, davor spielende Kinder am Sandkasten.", _nursery),
    "freibad": Scene("Freibad", "Gezeichnetes Schwimmbecken mit Bahnen, Sprungbrett, Sonnenschirm und Badegästen.", _pool),
    "museum": Scene("Im Flößermuseum", "Gezeichneter Museumsraum mit Landschaftsbildern an der Wand und einem Floß mit Segel in der Mitte.", _museum),
    "laden": Scene("Leerer Laden", "Gezeichnetes Haus mit zwei leeren Schaufenstern und einem Aushang, zwei Menschen sehen es sich an.", _vacant),
    "buergerhaus": Scene("Dorffest am Bürgerhaus", "Gezeichnetes Fachwerkhaus mit bunten Wimpeln, davor Tische und feiernde Menschen.", _hall),
    "wlan": Scene("Freies WLAN", "Gezeichneter Platz: Jemand sitzt mit einem Laptop auf einer Bank, daneben ein Mast mit Funkwellen.", _wifi),
    "energie": Scene("Sonne und Wind", "Gezeichnete Häuser mit Solarmodulen auf den Dächern, zwei Windräder und eine Wärmepumpe.", _solar),
    "advent": Scene("Adventsmarkt", "Gezeichneter verschneiter Marktplatz mit geschmücktem Tannenbaum, Buden und Menschen.", _advent, ("#3d5878", "#c9d6e2")),
    "garten": Scene("Kleingarten", "Gezeichneter Garten mit Beeten, zwei Lauben und zwei Menschen bei der Arbeit.", _garden),
    "klinikum": Scene("Klinikum", "Gezeichnetes helles Krankenhaus mit blauem Schild, davor ein breiter Weg und Besucher.", _hospital),
    "buecherzelle": Scene("Bücherzelle", "Gezeichnete alte Telefonzelle, gefüllt mit Büchern, daneben eine Bank und ein Baum.", _bookcase),
    "sportplatz": Scene("Sportplatz", "Gezeichneter Fußballplatz mit spielenden Kindern und einem Vereinsheim.", _clubhouse),
    "abend": Scene("Abend an der Aue", "Gezeichnete Flusslandschaft im Abendlicht mit Stadt und Kirchturm.", _valley, (EVENING, EVENING_LOW)),
}  # fmt: skip


def painted(name: str) -> Sheet:
    """Paint a scene."""
    scene = SCENES[name]
    sheet = Sheet(sum(map(ord, name)), *(scene.sky or ()))
    scene.paint(sheet)
    return sheet
