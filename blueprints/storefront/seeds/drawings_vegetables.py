"""Vegetables and what is dug from the ground."""

from collections.abc import Callable

from . import drawings_ground as ground
from .drawings_palette import (
    LEAF,
    LEAF_LIGHT,
    PERSIMMON,
    RICE,
    SKY,
    darker,
    lighter,
    mix,
)
from .drawings_paths import arc, box, curve, oval, points, smooth
from .drawings_shapes import foliage, ground_shadow, specks, spokes
from .drawings_sheet import Sheet


def ginger(sheet: Sheet) -> None:
    ground.disc(sheet, "#dfe4c4", 0.5, 50, 39)
    ground_shadow(sheet, 52, 80, 40, 5)
    skin = "#d9b26a"
    knobs = [
        (26, 60, 16, 12, 14),
        (46, 54, 18, 13, -8),
        (68, 58, 19, 12, 10),
        (20, 46, 9, 11, -30),
        (50, 36, 9, 14, 18),
        (80, 45, 8.5, 12, 34),
        (86, 66, 9, 8, 30),
        (40, 72, 9, 12, -24),
        (62, 70, 10, 9, 10),
    ]
    for x, y, rx, ry, turn in knobs:
        sheet.oval(x, y, rx + 1.5, ry + 1.5, darker(skin, 0.45), turn)
    for x, y, rx, ry, turn in knobs:
        sheet.oval(x + 0.8, y + 1, rx, ry, darker(skin, 0.14), turn)
    for x, y, rx, ry, turn in knobs:
        sheet.oval(x - 0.8, y - 1, rx - 1.4, ry - 1.4, skin, turn)
    for x, y, turn in ((18, 43, -30), (51, 31, 18), (82, 41, 34), (38, 76, -160)):
        with sheet.at(x, y, turn=turn):
            for shift in (0, 5):
                sheet.line(arc(0, shift - 3, 6.4, 3, 20, 160), darker(skin, 0.3), 0.9)
            sheet.oval(0, -7.5, 3.4, 2, "#e8bfa0")
    for x, y in ((26, 60), (46, 55), (68, 60)):
        sheet.line(arc(x, y - 6, 11, 9, 50, 130), darker(skin, 0.28), 0.9)


def potatoes(sheet: Sheet) -> None:
    ground.rows(sheet, "#dbe8e4", "#a87c50")
    ground_shadow(sheet, 50, 86, 44, 6)
    skin = "#d8b06c"
    _potato(sheet, (30, 66), 22, -12, mix(skin, "#b67a4a", 0.25))
    _potato(sheet, (72, 66), 22, 18, skin)
    _potato(sheet, (52, 48), 21, -4, lighter(skin, 0.12))
    _potato(sheet, (50, 77), 18, 8, mix(skin, "#b67a4a", 0.12))


def _potato(sheet: Sheet, place: tuple[float, float], size: float, turn: float, skin: str) -> None:
    outline = points("-22,2 -17,-13 -2,-17 14,-14 22,-2 18,12 4,16 -14,14")
    with sheet.at(*place, turn=turn, scale=size / 21):
        sheet.fill(smooth([(x * 1.05, y * 1.06) for x, y in outline]), darker(skin, 0.4))
        sheet.body(smooth(outline), skin, (-2.5, -3), 0.2)
        for x, y, start in ((-10, -4, 100), (4, -9, 40), (12, 3, -60), (-4, 7, 10)):
            sheet.line(arc(x, y, 2, 1.6, start, start + 100), darker(skin, 0.42), 0.9, 0.5)
        specks(sheet, (0, 0, 16, 11), darker(skin, 0.22), 12, 0.45)


def radishes(sheet: Sheet) -> None:
    ground.cloth(sheet, "#dfe9d8", "#8db08a")
    for x, y, turn, size in ((66, 54, 40, 0.84), (42, 55, 16, 0.92)):
        with sheet.at(x + 2, y + 3, turn=turn, scale=size):
            sheet.fill(curve("0,-24 13,-14 12,12 0,46 -12,12 -13,-14"), sheet.shadow)
        with sheet.at(x, y, turn=turn, scale=size):
            _radish(sheet)


def _radish(sheet: Sheet) -> None:
    for turn, length, tone in ((-128, 34, 0), (-58, 32, 0), (-108, 40, 0.12), (-84, 42, 0.24)):
        colour = lighter(LEAF, tone)
        foliage(sheet, 0, -22, turn, length, 12, colour)
    half = points("0,-25 9,-23 13,-14 13,4 9,20 3,32 0.8,42")
    shape = smooth([*half, (0, 46), *[(-x, y) for x, y in half[:0:-1]]])
    sheet.body(shape, "#fdfaf0", (-2.2, -1), 0.2)
    with sheet.within(shape):
        sheet.fill(box(-14, -28, 14, -15), "#a9c47a")
        sheet.fill(box(-14, -15, 14, -11), "#d6e2ba")
    for y, x in ((4, -8), (14, 2), (24, -4), (-4, 4)):
        sheet.line([(x, y), (x + 5, y + 0.5)], "#d3cdb6", 0.9)


def pumpkin(sheet: Sheet) -> None:
    ground.hills(sheet, SKY, "#a7b866", (82, 22))
    ground_shadow(sheet, 50, 86, 46, 7)
    colour = PERSIMMON
    for x, rx, tone in ((20, 16, 0.2), (80, 16, 0.24), (33, 17, 0.1), (67, 17, 0.14), (50, 16, 0)):
        sheet.oval(x, 62, rx, 25 - abs(x - 50) * 0.1, darker(colour, tone + 0.14))
        sheet.oval(
            x - 1.2, 61, rx - 1.6, 24 - abs(x - 50) * 0.1, mix(darker(colour, tone), RICE, 0.22)
        )
    sheet.line(arc(43, 60, 9, 18, 170, 235), "#f6c58b", 2.6, 1)
    sheet.fill(curve("44,42 47,30 43,22 50,20 54,30 57,42 50,44"), "#6d7a38")
    sheet.line([(50, 24), (51, 40)], "#8f9a4f", 1.4)
    sheet.line(curve("54,34 66,26 76,33 70,40 66,34 76,27 86,32", closed=False), LEAF, 1.3, 0.7)
    with sheet.at(47, 36, turn=196):
        sheet.fill(curve("0,0 8,-13 20,-12 30,-16 28,-4 36,4 24,8 18,16 8,8"), LEAF)
        for y in (-9, 0, 8):
            sheet.line([(2, 0), (24, y)], LEAF_LIGHT, 0.9)


def lotus_root(sheet: Sheet) -> None:
    ground.pond(sheet, "#9cc3c4", "#7fb069")
    skin = "#ead9b6"
    sheet.oval(25, 53, 24, 8, LEAF)
    sheet.oval(24, 52, 23, 7, "#4c8a51")
    for ray in spokes(24, 52, 2, 20, 9):
        sheet.line([(x, 52 + (y - 52) * 0.3) for x, y in ray], LEAF_LIGHT, 0.6)
    sheet.fill(box(0, 63, 100, 100), "#b5875a")
    sheet.fill(box(0, 63, 100, 65), "#cda678")
    for y in (76, 89):
        sheet.line([(-2, y), (102, y)], darker("#b5875a", 0.2), 0.8)
    sheet.shadow = darker("#b5875a", 0.3)
    ground_shadow(sheet, 56, 76, 36, 5)
    ground_shadow(sheet, 48, 91, 38, 4)
    with sheet.at(54, 60, turn=-14, scale=0.9):
        for x, rx in ((32, 15), (4, 17), (-26, 15)):
            sheet.fill(oval(x, 1, rx + 0.5, 13.5), darker(skin, 0.4))
            sheet.body(oval(x, 0, rx, 12.5), skin, (-1, -3), 0.2)
            sheet.line(arc(x - 1, -1, rx * 0.6, 8, 200, 285), "#fbf3df", 1.8, 0.8)
        for x in (18, -12):
            sheet.oval(x, 0, 3, 7, darker(skin, 0.4))
        sheet.line([(46, 0), (54, -3)], darker(skin, 0.2), 4, 2)
    _slice(sheet, 30, 74, 19)
    _slice(sheet, 64, 82, 14)


def _slice(sheet: Sheet, x: float, y: float, size: float) -> None:
    with sheet.at(x, y, scale=size / 20):
        sheet.oval(1.2, 1.8, 20, 18, "#a98c62")
        sheet.oval(0, 0, 20, 18, "#d9bf93")
        sheet.oval(0, 0, 18.4, 16.4, "#fbf1dc")
        for turn in range(0, 360, 45):
            with sheet.at(0, 0, turn=turn):
                sheet.oval(11.2, 0, 3.6, 2.7, "#b99b72")
        sheet.oval(0, 0, 2, 2, "#b99b72")


def bamboo_shoots(sheet: Sheet) -> None:
    ground.disc(sheet, "#d3dfbd", 0.5, 44, 40)
    for x, top in ((10, 0), (88, 0)):
        sheet.fill(box(x - 4, top, x + 4, 82), "#9dbb7c")
        for y in (22, 52):
            sheet.line([(x - 4, y), (x + 4, y)], "#7a9a5c", 1.6)
    sheet.fill(box(0, 78, 100, 100), "#b08a5e")
    sheet.shadow = darker("#b08a5e", 0.28)
    ground_shadow(sheet, 50, 86, 40, 5)
    with sheet.at(34, 84, turn=-6, scale=0.88):
        _shoot(sheet)
    with sheet.at(68, 86, turn=14, scale=0.82):
        _cut_shoot(sheet)


def _shoot(sheet: Sheet) -> None:
    sheet.fill(oval(0, 0, 15, 4), "#efe0b6")
    tones = ("#7a5a34", "#96713f", "#b28a4f")
    for at in range(7):
        low, wide = -at * 8.6 + 2, 21 - at * 2.3
        side = 1 if at % 2 else -1
        sheath = smooth(
            [
                (-wide, low - 6),
                (-wide * 0.8, low),
                (wide * 0.8, low),
                (wide, low - 6),
                (side * wide * 0.5, low - 26),
                (side * 2, low - 33),
                (-side * wide * 0.7, low - 22),
            ]
        )
        sheet.body(sheath, tones[at % 3], (-3, 0), 0.2)
    with sheet.at(0, -76, turn=-80):
        foliage(sheet, 0, 0, -16, 13, 4.5, "#6d8f3e")
        foliage(sheet, 0, 1, 22, 11, 4, "#6d8f3e")


def _cut_shoot(sheet: Sheet) -> None:
    half = [(20, -8), (18, -28), (11, -50), (3, -68)]
    outline = smooth([(0, -74), *[(-x, y) for x, y in half[::-1]], (-16, 2), (16, 2), *half])
    sheet.fill(outline, "#8a6638")
    inner = smooth(
        [
            (0, -66),
            *[(-x * 0.78, y * 0.94) for x, y in half[::-1]],
            (-12.5, -1),
            (12.5, -1),
            *[(x * 0.78, y * 0.94) for x, y in half],
        ]
    )
    sheet.body(inner, "#f6e7b4", (-3, 0), 0.1)
    for at in range(7):
        y, wide = -8 - at * 7.4, 10.5 - at * 1.25
        sheet.line(arc(0, y - 4, wide, 4, 15, 165), "#cdb274", 1.5)


VEGETABLES: dict[str, Callable[[Sheet], None]] = {
    "ginger": ginger,
    "potatoes": potatoes,
    "radishes": radishes,
    "pumpkin": pumpkin,
    "lotus-root": lotus_root,
    "bamboo-shoots": bamboo_shoots,
}
