"""Fruit and nuts."""

from collections.abc import Callable

from . import drawings_ground as ground
from .drawings_palette import (
    BARK,
    MIST,
    SUNLIT,
    WOOD,
    darker,
    lighter,
    mix,
)
from .drawings_paths import arc, curve, leaf, oval, points, smooth
from .drawings_shapes import foliage, glint, ground_shadow, specks, spokes
from .drawings_sheet import Sheet


def kiwi(sheet: Sheet) -> None:
    ground.hills(sheet, MIST, "#8fb56a", (80, 20))
    ground_shadow(sheet, 52, 82, 42, 6)
    hide = "#8a6a3c"
    with sheet.at(66, 46, turn=-28):
        sheet.body(oval(0, 0, 25, 21), hide, (-3, -3))
        specks(sheet, (-2, -2, 19, 15), lighter(hide, 0.3), 26, 0.5)
        sheet.oval(24, 0, 2.2, 3.4, BARK)
    foliage(sheet, 66, 25, -150, 26, 15)
    sheet.fill(oval(38, 60, 28, 26), darker(hide, 0.2))
    sheet.fill(oval(37, 59, 27, 25), hide)
    sheet.fill(oval(37, 59, 25, 23), "#9cc24f")
    sheet.fill(oval(37, 59, 19, 17.4), "#84b23f")
    for ray in spokes(37, 59, 7, 23, 24):
        sheet.line(ray, "#b7d772", 0.5, 1.3)
    sheet.fill(oval(37, 59, 13, 11.6), "#cf5a4a")
    for ray in spokes(37, 59, 6, 12.5, 16, 6):
        sheet.line(ray, "#e8a08a", 0.8)
    for at, ray in enumerate(spokes(37, 59, 14.5, 17, 18, 3)):
        with sheet.at(*ray[at % 2], turn=3 + at * 20):
            sheet.oval(0, 0, 1.7, 1, "#27301a")
    sheet.oval(37, 59, 7, 6, "#f3ecc4")


def jujubes(sheet: Sheet) -> None:
    ground.cloth(sheet, "#e6eef0", "#8fb3c2")
    ground_shadow(sheet, 52, 61, 42, 38)
    sheet.body(oval(50, 56, 42, 38), "#d9b26a", (-1.5, -2))
    sheet.oval(50, 56, 37, 33, darker("#d9b26a", 0.3))
    foliage(sheet, 50, 40, -160, 30, 13)
    foliage(sheet, 54, 40, -24, 30, 13, "#3f7f45")
    fruit = ((32, 48, 200), (68, 48, -30), (30, 68, 160), (71, 69, 24), (50, 78, 96), (50, 54, -70))
    for at, (x, y, turn) in enumerate(fruit):
        with sheet.at(x, y, turn=turn, scale=1.16):
            _jujube(sheet, at)


def _jujube(sheet: Sheet, at: int) -> None:
    green, russet = "#cfc566", ("#9c3f24", "#ab4c2a", "#8f3722")[at % 3]
    shape = curve("-13,0 -11,-8 -2,-10.5 9,-8 13,0 9,8 -2,10.5 -11,8")
    sheet.fill([(x * 1.06, y * 1.07) for x, y in shape], darker(russet, 0.45))
    sheet.body(shape, russet, (-1.5, -1.5))
    with sheet.within(shape):
        sheet.oval(14, 0, 6, 8, mix(green, russet, 0.4))
        sheet.oval(15, 0, 5, 6.6, green)
    sheet.oval(12.4, 0, 1.3, 1.7, BARK)
    sheet.line([(12.4, 0), (16.5, -1)], "#6d7a38", 1.5)
    sheet.line(arc(-2, 1, 7.5, 7, 205, 262), lighter(russet, 0.5), 1.8, 0.8)


def pears(sheet: Sheet) -> None:
    ground.table(sheet, "#dfe8dc", WOOD, 70)
    ground_shadow(sheet, 52, 87, 40, 5)
    with sheet.at(66, 60, turn=14, scale=0.98):
        _pear(sheet, "#cfa647")
    with sheet.at(37, 60, turn=-6, scale=1.1):
        _pear(sheet, "#e0bd5c")
        foliage(sheet, 1, -33, -12, 21, 12)


def _pear(sheet: Sheet, colour: str) -> None:
    half = points("0,-31 8,-28 11,-17 17,-6 22,8 17,21 6,25")
    shape = smooth([*half, *[(-x, y) for x, y in half[:0:-1]]])
    sheet.line([(0, -29), (1, -38)], BARK, 2.2, 3)
    sheet.body(shape, colour, (-4, -2))
    specks(sheet, (-2, 4, 15, 18), darker(colour, 0.22), 30, 0.55)
    glint(sheet, -9, -1, 3.4, colour)


def pomelo(sheet: Sheet) -> None:
    ground.hills(sheet, "#f3e3c2", "#9bbb74", (18, 22))
    ground_shadow(sheet, 50, 86, 44, 6)
    rind = "#d3c14a"
    half = points("0,-36 9,-32 20,-16 30,4 27,20 12,29")
    with sheet.at(40, 54):
        sheet.body(smooth([*half, *[(-x, y) for x, y in half[:0:-1]]]), rind, (-5, -3))
        specks(sheet, (-4, 2, 21, 20), darker(rind, 0.16), 34, 0.6)
        sheet.oval(0, -35, 2.4, 1.6, BARK)
        foliage(sheet, 0, -34, -158, 24, 13)
        foliage(sheet, 0, -35, -24, 22, 12, "#3f7f45")
    sheet.oval(69, 65, 23, 23, darker(rind, 0.12))
    sheet.oval(69, 65, 21.6, 21.6, "#fbf3d8")
    for turn in range(0, 360, 40):
        with sheet.at(69, 65, turn=turn):
            wedge = curve("2.6,0 9,-4.2 15.8,-4.6 17.6,0 15.8,4.6 9,4.2")
            sheet.body(wedge, "#ec9a86", (-1, -0.6), 0.1)
            sheet.line([(7, -1), (14, -1.4)], "#f8c4b2", 0.9)


def persimmons(sheet: Sheet) -> None:
    ground.disc(sheet, "#c9dcdc", 0.55, 44, 36)
    sheet.line(curve("-4,20 26,22 60,12 104,14", closed=False), BARK, 3.4, 2)
    for x, y in ((32, 44), (68, 36)):
        sheet.line([(x + 2, 20), (x, y)], BARK, 2)
    foliage(sheet, 84, 14, 62, 26, 14, "#c8702f")
    foliage(sheet, 16, 20, 100, 22, 12, "#8f9a3a")
    _persimmon(sheet, 70, 52, 23)
    _persimmon(sheet, 34, 64, 28)


def _persimmon(sheet: Sheet, x: float, y: float, size: float) -> None:
    colour = "#e2752f"
    with sheet.at(x, y, scale=size / 25):
        sheet.body(curve("-25,0 -20,-17 0,-22 20,-17 25,0 16,18 0,23 -16,18"), colour, (-4, -3))
        for turn in (14, 86, 166, 238):
            with sheet.at(0, -17, turn=turn - 28):
                sheet.fill(leaf(13 if turn in (14, 166) else 9, 9), "#6f8a3c")
        sheet.oval(0, -18, 3.4, 2.4, "#57702f")
        glint(sheet, -12, -4, 3.6, colour)


def chestnuts(sheet: Sheet) -> None:
    ground.cloth(sheet, SUNLIT, "#d9a05a")
    ground_shadow(sheet, 60, 50, 30, 25)
    burr = "#9aa24c"
    for turn in range(0, 360, 9):
        with sheet.at(60, 40, turn=turn):
            sheet.line(
                [(20, 0), (31 + (turn // 9 * 5) % 4, 2)],
                burr if turn % 2 else darker(burr, 0.2),
                1.8,
                0.5,
            )
    sheet.body(oval(60, 40, 25, 23), burr, (-2, -2))
    sheet.oval(60, 41, 19, 17, "#efe0b4")
    for x, y, turn in ((52, 41, -24), (68, 42, 22)):
        with sheet.at(x, y, turn=turn, scale=0.72):
            _chestnut(sheet)
    for x, y, turn in ((26, 70, -18), (50, 80, 8), (78, 74, 26)):
        ground_shadow(sheet, x + 2, y + 11, 15, 4)
        with sheet.at(x, y, turn=turn):
            _chestnut(sheet)


def _chestnut(sheet: Sheet) -> None:
    colour = "#7b3f1e"
    shape = curve("0,-17 5,-12 14,-5 15,6 9,12 0,13 -9,12 -15,6 -14,-5 -5,-12")
    sheet.body(shape, colour, (-2.5, -1), 0.3)
    with sheet.within(shape):
        sheet.fill(oval(0, 15, 14, 6.5), "#cfa878")
    sheet.line(arc(-1, 4, 10, 13, 190, 250), lighter(colour, 0.4), 1.6, 0.8)
    sheet.line([(0, -15), (0, -18)], "#e3cfa4", 1.6, 0.6)


FRUIT: dict[str, Callable[[Sheet], None]] = {
    "kiwi": kiwi,
    "jujubes": jujubes,
    "pears": pears,
    "pomelo": pomelo,
    "persimmons": persimmons,
    "chestnuts": chestnuts,
}
