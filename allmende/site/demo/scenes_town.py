# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: D103  (title and description of each scene stand in scenes.py)
"""Illustrations: valley, market, towers, bridges, station."""

from __future__ import annotations

from allmende.site.demo.art import (
    FOREST,
    GRASS,
    GRASS_DARK,
    GRASS_LIGHT,
    HEIGHT,
    INK,
    ROOFS,
    STONE,
    STONE_DARK,
    TIMBER,
    WATER,
    WHITE,
    WIDTH,
    Sheet,
)


def valley(s: Sheet) -> None:
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
    s.river(
        [
            (-20, 720, 60),
            (200, 680, 52),
            (420, 640, 44),
            (640, 620, 36),
            (860, 590, 28),
            (1040, 560, 20),
            (1220, 545, 14),
        ]
    )
    for x, y, k in (
        (90, 600, "willow"),
        (1010, 690, "willow"),
        (1120, 640, "poplar"),
        (1165, 655, "poplar"),
        (330, 590, "round"),
    ):
        s.tree(x, y, 1.0, k)


def market(s: Sheet) -> None:
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


def town_hall(s: Sheet) -> None:
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


def town_church(s: Sheet) -> None:
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


def village_church(s: Sheet) -> None:
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


def tower(s: Sheet) -> None:
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


def gate(s: Sheet) -> None:
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


def bridge(s: Sheet) -> None:
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


def river_path(s: Sheet) -> None:
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
        s.disc(
            x + s.random.uniform(-12, 12),
            s.random.uniform(720, 745),
            5,
            None,
            s.random.choice(("#e8c13a", WHITE, "#c86f9a")),
        )


def station(s: Sheet) -> None:
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


def raft(s: Sheet) -> None:
    s.sun(980, 130)
    s.clouds(3)
    s.hill(420, 130, "#a8c9a6")
    s.hill(450, 60, FOREST, 2.0)
    s.ground(440, GRASS)
    s.water(500, 170)
    for k in range(9):
        s.box(330 + k * 4, 560 + k * 7, 420, 8, "#8b5a3a", 4)
        s.disc(330 + k * 4, 564 + k * 7, 7, 4, "#c79a6a")
    for x in (470, 620):
        s.person(x, 580, 1.0)
        s.line([(x + 20, 470), (x + 60, 640)], TIMBER, 5)
    s.ground(668, "#e0d2b2")
    for x, y in ((160, 712), (210, 724), (250, 706), (300, 728)):
        s.disc(x, y, 11, None, STONE_DARK)
    s.people(4, 60, 420, 690, 716, 1.05)
    s.bench(860, 726, 1.1)
    s.tree(1090, 660, 1.6, "willow")


def kingfisher(s: Sheet) -> None:
    s.hill(300, 120, "#a8c9a6")
    s.hill(360, 80, FOREST, 2.4)
    s.poly([(0, 330), (520, 350), (600, 560), (0, 560)], "#c79a6a")
    for x, y in ((120, 430), (230, 400), (330, 450), (180, 490)):
        s.disc(x, y, 17, None, "#5d4030")
    for y in (380, 470, 530):
        s.line([(0, y), (560, y + 14)], "#b07f52", 4)
    s.water(540, 210)
    s.line([(420, 520), (1200, 430)], TIMBER, 16)
    s.line([(900, 466), (1010, 380)], TIMBER, 9)
    s.disc(720, 420, 62, 74, "#1f7fb8")
    s.poly([(660, 440), (600, 560), (700, 500)], "#16618f")
    s.disc(744, 438, 44, 58, "#e08a3a")
    s.disc(740, 330, 50, 46, "#1f7fb8")
    s.disc(760, 350, 24, 18, "#f4e3c8")
    s.poly([(782, 322), (900, 346), (782, 350)], INK)
    s.disc(764, 322, 9, None, INK)
    s.disc(767, 319, 3, None, WHITE)
    s.box(716, 482, 8, 20, "#c0533f")
    s.box(748, 482, 8, 18, "#c0533f")
    for x in range(40, 1200, 90):
        s.line([(x, 760), (x + s.random.uniform(-30, 30), s.random.uniform(600, 660))], GRASS_DARK, 6)


def willow_hall(s: Sheet) -> None:
    s.sun(190, 130)
    s.clouds(2)
    s.hill(430, 120, "#a8c9a6")
    s.ground(430, GRASS_LIGHT)
    for reach in (430, 350, 270, 190):
        for side in (-1, 1):
            points = [(600 + side * reach * (1 - t / 10) ** 0.55, 620 - 43 * t) for t in range(11)]
            s.line(points, TIMBER, 11)
            for x, y in points[3:]:
                for _ in range(7):
                    s.disc(
                        x + s.random.uniform(-26, 26),
                        y + s.random.uniform(-26, 26),
                        s.random.uniform(9, 19),
                        None,
                        s.random.choice((GRASS_DARK, "#7fb069", "#8fbf6a", FOREST)),
                    )
    s.poly([(520, 620), (680, 620), (760, 750), (440, 750)], "#e0d2b2")
    for x in (380, 500, 620, 740):
        s.bench(x - 60, 690, 0.7)
    s.people(6, 420, 780, 640, 700, 1.0)
    s.person(600, 600, 1.0)


def weir(s: Sheet) -> None:
    s.clouds(3)
    s.hill(400, 120, "#a8c9a6")
    s.house(90, 470, 300, 170, gable=False, timber=True, wall="#f3e3c3", storeys=2)
    s.disc(420, 440, 92, None, TIMBER)
    s.disc(420, 440, 74, None, "#cfe3ea")
    for k in range(4):
        s.line(
            [(420 - 84 * (k % 2 or 0.7), 440 - 60 + 40 * k), (420 + 84 * (k % 2 or 0.7), 440 + 60 - 40 * k)], TIMBER, 8
        )
    s.ground(470, GRASS)
    s.box(380, 470, 820, 70, WATER)
    s.poly([(380, 540), (1200, 540), (1200, 640), (330, 640)], "#bfe0ec")
    for _ in range(120):
        x, y = s.random.uniform(360, 1190), s.random.uniform(545, 640)
        s.line([(x, y), (x - 6, y + 26)], WHITE, 4)
    s.box(330, 636, 870, 114, WATER)
    for _ in range(30):
        x = s.random.uniform(340, 1180)
        s.disc(x, s.random.uniform(640, 662), s.random.uniform(8, 20), 6, WHITE)
    s.poly([(0, 600), (330, 640), (330, 750), (0, 750)], "#e0d2b2")
    s.people(3, 60, 280, 660, 720, 1.1)
    s.tree(1120, 480, 1.3, "poplar")
    s.tree(1050, 476, 1.1, "poplar")
