# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: D103  (title and description of each scene stand in scenes.py)
"""Illustrations: buses, schools, playgrounds, clubs, shops, and other things of everyday life."""

from __future__ import annotations

from allmende.site.demo.art import FOREST, GRASS, GRASS_LIGHT, HEIGHT, INK, ROOFS, TIMBER, WHITE, WIDTH, Sheet


def bus_stop(s: Sheet) -> None:
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


def ride_bench(s: Sheet) -> None:
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


def library(s: Sheet) -> None:
    s.box(0, 0, WIDTH, HEIGHT, "#f2e6d2")
    for shelf in range(4):
        y = 120 + shelf * 118
        x = 40.0
        while x < 760:
            w, h = s.random.uniform(12, 30), s.random.uniform(62, 96)
            s.box(
                x,
                y - h,
                w,
                h,
                s.random.choice(
                    ("#c0533f", "#2f6f8f", "#d99a2b", "#5b7f3a", "#7a4b8f", "#31445c", "#b98b4e", "#8c3f66")
                ),
            )
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


def playground(s: Sheet) -> None:
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


def fire_station(s: Sheet) -> None:
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


def school(s: Sheet) -> None:
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


def nursery(s: Sheet) -> None:
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


def pool(s: Sheet) -> None:
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


def museum(s: Sheet) -> None:
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


def vacant(s: Sheet) -> None:
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


def hall(s: Sheet) -> None:
    s.sun(160, 130)
    s.clouds(3)
    s.hill(450, 110, "#a8c9a6")
    s.house(280, 560, 620, 190, gable=False, timber=True, wall="#f3e3c3", storeys=2)
    s.ground(558, GRASS_LIGHT)
    s.line([(120, 330), (280, 300), (600, 350), (900, 300), (1080, 330)], INK, 3)
    for k, x in enumerate(range(140, 1070, 52)):
        s.poly(
            [(x, 316 + (k % 4) * 6), (x + 30, 316 + (k % 4) * 6), (x + 15, 348 + (k % 4) * 6)],
            ("#c0533f", "#d99a2b", "#2f6f8f", "#5b7f3a")[k % 4],
        )
    for x in (220, 560, 860):
        s.box(x, 640, 180, 14, "#8b5a3a")
        s.box(x + 20, 654, 8, 50, TIMBER)
        s.box(x + 150, 654, 8, 50, TIMBER)
    s.people(11, 180, 1060, 630, 715, 1.1)
    s.tree(1110, 600, 1.7)


def wifi(s: Sheet) -> None:
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


def solar(s: Sheet) -> None:
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
            s.poly(
                [(x + 24 + 48 * k, 500), (x + 30 + 48 * k, 446), (x + 70 + 48 * k, 446), (x + 66 + 48 * k, 500)],
                "#33516b",
            )
    s.box(950, 570, 110, 80, "#dfe5e6", 8)
    s.disc(1005, 610, 28, None, "#8d9aa3")
    s.disc(1005, 610, 9, None, INK)
    s.people(3, 160, 900, 680, 720, 1.1)


def advent(s: Sheet) -> None:
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


def garden(s: Sheet) -> None:
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
            s.disc(
                390 + k * 28,
                y + 12 + s.random.uniform(-4, 8),
                11,
                9,
                s.random.choice(("#6a9c58", "#8fbf6a", "#c0533f", "#e9a73a", "#7a4b8f")),
            )
    for x in range(0, WIDTH, 30):
        s.box(x, 690 if x < 330 or x > 870 else 730, 10, 60, "#c79a6a")
    s.tree(1090, 600, 1.4, fill="#7fb069")
    s.person(900, 660, 1.2)
    s.person(330, 650, 1.2)


def hospital(s: Sheet) -> None:
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


def bookcase(s: Sheet) -> None:
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
            s.box(
                x,
                372 + shelf * 74 - 56,
                w,
                56,
                s.random.choice(("#c0533f", "#2f6f8f", "#d99a2b", "#5b7f3a", "#31445c")),
            )
            x += w + 2
        s.box(456, 372 + shelf * 74, 158, 6, "#8b5a3a")
    s.tree(240, 620, 1.9)
    s.bench(720, 660, 1.3)
    s.person(350, 690, 1.35)
    s.person(700, 700, 1.2, child=True)


def clubhouse(s: Sheet) -> None:
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
