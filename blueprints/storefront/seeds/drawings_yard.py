"""Eggs, poultry, fish and cured meat."""

from collections.abc import Callable
from math import cos, pi, sin

from . import drawings_ground as ground
from .drawings_palette import (
    BARK,
    INK,
    PAPER,
    RICE,
    STRAW,
    darker,
)
from .drawings_paths import (
    Path,
    arc,
    box,
    curve,
    moved,
    oval,
    smooth,
    turned,
)
from .drawings_shapes import glint, ground_shadow, mouth, weave
from .drawings_sheet import Sheet


def egg_outline(x: float, y: float, size: float, turn: float = 0) -> Path:
    around = [2 * pi * step / 48 for step in range(48)]
    shape = [(0.92 * sin(a) * (1 - 0.15 * cos(a)), -1.16 * cos(a)) for a in around]
    return moved(turned([(size * px, size * py) for px, py in shape], turn), x, y)


def egg_basket(sheet: Sheet) -> None:
    ground.hills(sheet, "#f6e2b8", "#9dbb6a", (22, 24))
    ground_shadow(sheet, 50, 88, 40, 5)
    sheet.line(arc(50, 50, 33, 40, 180, 360), "#7a4d26", 4.6)
    sheet.line(arc(50, 50, 33, 40, 185, 300), "#a9703d", 1.6)
    mouth(sheet, 50, 52, 39, "#a9703d", darker("#a9703d", 0.4))
    for x in range(18, 84, 8):
        sheet.line([(50 + (x - 50) * 0.8, 54), (x, 47 - (x % 3) * 2)], STRAW, 1.6, 0.6)
    shells = ("#e8c39a", "#f4dfc2", "#dcae80", "#efd0aa", "#f7e8d2", "#e3b98d")
    places = (
        (28, 48, -20),
        (72, 48, 22),
        (40, 40, 8),
        (60, 40, -12),
        (50, 50, 4),
        (33, 54, 40),
        (67, 54, -40),
    )
    for at, (x, y, turn) in enumerate(places):
        sheet.body(egg_outline(x, y, 10.5, turn), shells[at % 6], (-2, -1.6), 0.16)
        glint(sheet, x - 3, y - 5, 1.7, shells[at % 6])
    side = [(11, 52), (15, 72), (24, 86)]
    shell = (
        smooth(side, False) + curve("76,86 85,72 89,52", closed=False) + arc(50, 52, 39, 7, 0, 180)
    )
    weave(sheet, shell, "#b97d45", 6.4, 11)
    sheet.line(arc(50, 52, 39, 7, 0, 180), "#8c5a2c", 3)
    sheet.line([(24, 86), (76, 86)], "#8c5a2c", 3)


def salted_eggs(sheet: Sheet) -> None:
    ground.cloth(sheet, "#f3e7cd", "#d9a05a")
    sheet.oval(52, 60, 44, 36, sheet.shadow)
    sheet.body(oval(50, 56, 44, 36), "#7fa6b0", (-1, -2))
    sheet.oval(50, 56, 38, 30.5, "#e9f0ec")
    shell = "#c5dad2"
    for x, y, turn in ((36, 38, -24), (62, 36, 18)):
        sheet.fill(egg_outline(x + 1.5, y + 2.5, 14, turn), "#cbd6d0")
        sheet.body(egg_outline(x, y, 14, turn), shell, (-3, -2), 0.2)
        glint(sheet, x - 5, y - 6, 2.4, shell)
    for x, y, turn in ((32, 68, -70), (66, 66, 60)):
        sheet.fill(egg_outline(x + 1.5, y + 2.5, 16.5, turn), "#cbd6d0")
        sheet.fill(egg_outline(x, y, 16.5, turn), darker(shell, 0.2))
        sheet.fill(egg_outline(x, y, 15.4, turn), "#fffdf6")
        sheet.body(oval(x, y, 8.8, 8.8), "#e5812a", (-1.2, -1.2))
        sheet.oval(x - 2.6, y - 2.8, 2.4, 1.8, "#f6b35c", -30)


def duck(sheet: Sheet) -> None:
    ground.pond(sheet, "#8fbcc6")
    for x, lean in ((10, 4), (16, -2), (91, -4), (84, 3)):
        sheet.line([(x, 62), (x + lean, 22)], "#6d8f3e", 1.4)
        sheet.line([(x + lean * 0.9, 27), (x + lean * 1.3, 12)], BARK, 3.4)
    plume = "#b98a58"
    body = curve("14,48 24,54 40,50 60,54 76,50 82,62 72,78 46,82 26,74 16,60")
    with sheet.within(box(0, 0, 100, 75)):
        sheet.body(body, plume, (-1, -4), 0.22)
        neck = curve("60,60 64,44 60,32 64,21 74,19 81,26 79,36 80,50 78,64")
        sheet.body(neck, darker(plume, 0.06), (-2, -1))
        sheet.line(arc(71, 34, 9, 6, 10, 170), "#f5ead2", 2.6)
        wing = curve("26,56 42,52 60,58 62,68 46,72 32,66")
        sheet.body(wing, darker(plume, 0.2), (-1, -2))
        for x, y in ((36, 60), (44, 58), (52, 61), (42, 66), (51, 67)):
            sheet.line(arc(x, y - 2, 3.6, 3, 20, 160), "#efd9b0", 1.1)
    sheet.fill(curve("79,25 87,27 94,30 92,33 84,33 79,32"), RICE)
    sheet.line([(82, 30), (92, 31)], darker(RICE, 0.35), 0.7)
    sheet.oval(74, 26, 2.1, 2.1, INK)
    sheet.oval(73.4, 25.4, 0.7, 0.7, PAPER)
    for y, wide in ((76, 38), (82, 30)):
        sheet.line([(48 - wide, y), (48 + wide, y)], "#c9e0df", 1.3)


def carp(sheet: Sheet) -> None:
    ground.pond(sheet, "#8dbdb8", "#8fb56a")
    for x in (12, 30, 52, 72, 90):
        for lean in (-7, 0, 7):
            sheet.line([(x, 48), (x + lean, 22 + abs(lean))], "#5f9350", 2.2, 0.6)
    colour = "#dd7440"
    sheet.oval(50, 90, 34, 4, sheet.shadow)
    tail = curve("74,62 86,50 95,44 91,60 95,78 84,72")
    sheet.body(tail, darker(colour, 0.1), (-1, -2))
    sheet.fill(curve("36,50 46,37 60,41 68,54"), darker(colour, 0.16))
    sheet.fill(curve("44,74 50,87 60,82 58,74"), darker(colour, 0.16))
    body = curve("8,63 18,52 36,46 56,49 78,60 78,65 58,77 36,80 18,74")
    sheet.body(body, colour, (-1, -4), 0.14)
    with sheet.within(body):
        sheet.fill(curve("10,68 36,76 78,66 60,84 30,86"), "#f3c487")
        for row in range(5):
            for at in range(7):
                x, y = 38 + at * 6 + (3 if row % 2 else 0), 52 + row * 5
                sheet.line(arc(x - 2, y, 3, 3, -70, 70), darker(colour, 0.24), 0.8)
    sheet.line(arc(24, 63, 7, 13, -65, 65), darker(colour, 0.34), 1.5)
    sheet.oval(18, 59, 3.2, 3.2, "#fbf3df")
    sheet.oval(17.6, 59, 1.8, 1.8, INK)
    sheet.line([(10, 66), (14, 67)], darker(colour, 0.45), 1)
    sheet.line(curve("10,67 8,72 10,75", closed=False), darker(colour, 0.3), 1, 0.5)


def cured_pork(sheet: Sheet) -> None:
    ground.bricks(sheet, "#e6d2b4")
    for x, y, turn, size in ((24, 18, 4, 0.96), (50, 18, -2, 1.06), (76, 18, 3, 0.92)):
        with sheet.at(x + 2.5, y + 2, turn=turn, scale=size):
            sheet.fill(_STRIP, sheet.shadow)
        with sheet.at(x, y, turn=turn, scale=size):
            _pork(sheet)
    sheet.line([(-2, 13), (102, 10)], "#8a9a4a", 4.6)
    for x in (18, 56, 88):
        sheet.line([(x, 10), (x, 14.5)], "#64722f", 1.3)
    for x in (24, 50, 76):
        sheet.line(arc(x, 13 - x / 50, 3.4, 5, 0, 360), "#d9b26a", 1.8)


_STRIP = curve("-8,10 0,7 8,10 10,30 8.5,52 10,68 2,74 -9,70 -10,50 -8.5,30")


def _pork(sheet: Sheet) -> None:
    sheet.line([(0, -6), (0, 12)], "#d9b26a", 1.8)
    sheet.body(_STRIP, "#8f3d27", (-1.5, -1), 0.3)
    with sheet.within(_STRIP):
        fat = "#eec89a"
        sheet.line(curve("-7,8 -8,30 -7.5,52 -8,74", closed=False), "#b5672f", 5)
        sheet.line(curve("-2,6 -2.6,26 -1,48 -2,74", closed=False), fat, 4)
        sheet.line(curve("4,6 4.4,26 5,48 4,76", closed=False), fat, 2.6)
        sheet.line(curve("8,18 8.8,40 8,60", closed=False), "#a9522f", 1.8)


YARD: dict[str, Callable[[Sheet], None]] = {
    "egg-basket": egg_basket,
    "salted-eggs": salted_eggs,
    "duck": duck,
    "carp": carp,
    "cured-pork": cured_pork,
}
