"""Things made by hand."""

from collections.abc import Callable

from . import drawings_ground as ground
from .drawings_palette import (
    LEAF,
    LEAF_LIGHT,
    PERSIMMON,
    RED,
    RICE,
    darker,
    lighter,
)
from .drawings_paths import Point, arc, box, curve, leaf, moved, points, smooth
from .drawings_shapes import foliage, ground_shadow, mouth, spokes, weave
from .drawings_sheet import Sheet


def basket(sheet: Sheet) -> None:
    ground.disc(sheet, "#ecd2bb", 0.4, 46, 38)
    sheet.fill(box(0, 80, 100, 100), "#cf9f7c")
    sheet.shadow = darker("#cf9f7c", 0.25)
    ground_shadow(sheet, 50, 88, 38, 5)
    bamboo = "#cfa552"
    for rx, colour, wide in ((29, darker(bamboo, 0.45), 5.4), (29, bamboo, 3.4)):
        sheet.line(arc(50, 48, rx, 36, 180, 360), colour, wide)
    for ray in spokes(50, 48, 27.6, 30.6, 44):
        if ray[0][1] < 44:
            sheet.line([(x, 48 + (y - 48) * 36 / 29) for x, y in ray], darker(bamboo, 0.35), 0.9)
    mouth(sheet, 50, 48, 40, bamboo, darker(bamboo, 0.55))
    side = curve("10,48 13,66 24,86", closed=False)
    shell = [*side, *[(100 - x, y) for x, y in side[::-1]], *arc(50, 48, 40, 7, 0, 180)]
    weave(sheet, shell, bamboo, 5.6, 7.4)
    with sheet.within(shell):
        sheet.line(arc(50, 60, 40, 7, 0, 180), "#7a9a4a", 4)
        sheet.line(arc(50, 66, 39, 7, 0, 180), LEAF, 1.6)
    for wide, colour in ((4.6, darker(bamboo, 0.4)), (3, bamboo)):
        sheet.line(arc(50, 48, 40, 7, 0, 180), colour, wide)
    sheet.line([(24, 86), (76, 86)], darker(bamboo, 0.4), 3.4)
    for x in (21, 79):
        sheet.line([(x, 46), (x, 56)], darker(bamboo, 0.4), 4)


def mat(sheet: Sheet) -> None:
    ground.table(sheet, "#d3e0dd", "#a87b52", 36)
    straw, dark = "#dcc07a", "#b08d48"
    sheet.fill([(12, 62), (88, 62), (100, 97), (4, 97)], sheet.shadow)
    flat = [(12, 58), (86, 58), (97, 94), (3, 94)]
    sheet.fill(flat, straw)
    with sheet.within(flat):
        for row in range(9):
            for at in range(-1, 12):
                _twill(sheet, (at * 10 - 4, 58 + row * 4.2), row % 2 == 0, dark)
    border = [(3, 94), (12, 58), (86, 58), (97, 94), (3, 94)]
    sheet.line(border, "#6d4a2a", 2.4)
    for y, tone in ((49, dark), (47, straw)):
        sheet.fill(box(8, y - 13, 90, y + 13, 12), darker(tone, 0.1) if tone == dark else tone)
    with sheet.within(box(8, 34, 90, 60, 12)):
        for row in range(6):
            for at in range(-1, 12):
                _twill(sheet, (at * 10 - 4, 36 + row * 4.2), row % 2 == 0, dark)
    sheet.oval(89, 47, 6.4, 13, darker(straw, 0.3))
    for size in (5, 3.4, 1.8):
        sheet.line(arc(89, 47, size, size * 2, 0, 360), straw, 0.9)
    for x in (26, 70):
        sheet.line(arc(x, 47, 3, 13, -90, 90), PERSIMMON, 2.4)


def _twill(sheet: Sheet, place: Point, rising: bool, colour: str) -> None:
    x, y = place
    lift = -3 if rising else 3
    for shift in (0, 5):
        sheet.line([(x + shift, y - lift / 2), (x + shift + 4, y + lift / 2)], colour, 1.5)


def cloth_shoes(sheet: Sheet) -> None:
    ground.disc(sheet, "#e9d3c6", 0.4, 50, 42)
    for x, flip in ((29, False), (71, True)):
        with sheet.at(x, 52, turn=4 if flip else -4, flip=flip):
            _shoe(sheet)


def _shoe(sheet: Sheet) -> None:
    outline = points(
        "0,-42 12,-38 19,-24 18,-6 14,12 15,28 10,40 "
        "0,43 -10,40 -15,27 -15,10 -17,-8 -15,-26 -9,-38"
    )
    sheet.fill(moved(smooth([(x * 1.07, y * 1.04) for x, y in outline]), 2, 3), sheet.shadow)
    sheet.fill(smooth([(x * 1.09, y * 1.045) for x, y in outline]), "#fbf5e6")
    navy = "#2c3f57"
    sheet.body(smooth(outline), navy, (-2.5, -1.5), 0.4)
    opening = curve("0,-8 9,-5 11.5,8 11,26 7,36 0,38 -7,36 -11,25 -11,8 -9,-5")
    sheet.fill(smooth([(x * 1.13, 14 + (y - 14) * 1.07) for x, y in opening[::10]]), RED)
    sheet.fill(opening, "#f1e4c8")
    sheet.line(arc(0, 14, 8, 19, 20, 160), "#d5c19a", 1)
    for turn in range(0, 360, 72):
        with sheet.at(1, -24, turn=turn - 18):
            sheet.fill(leaf(7.4, 5.6), "#e58a72")
    sheet.oval(1, -24, 2, 2, RICE)
    foliage(sheet, 6, -17, 40, 8, 4, LEAF_LIGHT)
    foliage(sheet, -5, -17, 140, 8, 4, LEAF_LIGHT)


def paper_cut(sheet: Sheet) -> None:
    back, red = "#f2e2c2", "#c54a34"
    sheet.fill(box(0, 0, 100, 100), back)
    sheet.oval(51.2, 52, 43, 43, darker(back, 0.1))
    for turn in range(0, 360, 30):
        with sheet.at(50, 50, turn=turn):
            sheet.oval(36.4, 0, 10, 10, red)
    sheet.oval(50, 50, 39, 39, red)
    for turn in range(0, 360, 60):
        with sheet.at(50, 50, turn=turn - 90):
            sheet.fill(moved(leaf(28, 19), 9.5, 0), back)
            sheet.fill(moved(leaf(16, 8.4), 16, 0), red)
        with sheet.at(50, 50, turn=turn - 60):
            sheet.oval(31.5, 0, 4, 4, back)
    sheet.oval(50, 50, 5, 5, back)


def embroidery(sheet: Sheet) -> None:
    ground.disc(sheet, "#d8e2d0", 0.45, 50, 46)
    indigo = "#2f4f73"
    cloth = curve("8,20 30,12 52,16 76,10 94,22 90,50 95,78 72,92 50,88 26,94 6,80 11,50")
    sheet.fill(moved(cloth, 1.5, 2.5), sheet.shadow)
    sheet.fill(cloth, darker(indigo, 0.22))
    sheet.oval(51, 51.4, 37.5, 37.5, darker(indigo, 0.45))
    sheet.oval(50, 50, 37.5, 37.5, "#d2a566")
    sheet.oval(50, 50, 34, 34, darker("#d2a566", 0.35))
    sheet.oval(50, 50, 33, 33, indigo)
    sheet.fill(box(46, 8, 54, 16, 1.5), "#b98250")
    sheet.line(curve("34,76 42,62 46,48 56,36 64,28", closed=False), LEAF_LIGHT, 1.6)
    for x, y, turn in ((40, 66, -150), (44, 56, -10), (47, 48, -160), (60, 32, -70), (38, 70, 20)):
        foliage(sheet, x, y, turn, 13, 6.5, LEAF_LIGHT)
    for x, y, size, colour in (
        (56, 45, 13.5, "#e5735a"),
        (38, 38, 10, "#f0b7a0"),
        (60, 66, 9, RICE),
    ):
        _stitched(sheet, (x, y), size, colour)


def _stitched(sheet: Sheet, place: Point, size: float, colour: str) -> None:
    for turn in range(0, 360, 72):
        with sheet.at(*place, turn=turn - 90):
            petal = smooth(
                [
                    (size * 0.1, 0),
                    (size * 0.6, -size * 0.42),
                    (size, -size * 0.16),
                    (size, size * 0.16),
                    (size * 0.6, size * 0.42),
                ]
            )
            sheet.body(petal, colour, (-0.6, -0.8), 0.14)
            for lean in (-0.16, 0.16):
                sheet.line(
                    [(size * 0.3, lean * size * 0.6), (size * 0.86, lean * size)],
                    lighter(colour, 0.45),
                    0.55,
                )
    sheet.oval(*place, size * 0.22, size * 0.22, "#f7e2a0")


def comb(sheet: Sheet) -> None:
    ground.cloth(sheet, "#dfe8e6", "#a9c3bf")
    with sheet.at(48, 50, turn=-24):
        sheet.fill(moved(_COMB_BACK, 2, 3.5), sheet.shadow)
        _comb_shape(sheet, "#b9773f", "#9a5c29")
        for x, rise in ((-22, 0), (-11, -3), (0, -4), (11, -3), (22, 0)):
            sheet.line(arc(x, -3 + rise, 5, 4, 200, 340), "#8a5125", 1)
        sheet.line(curve("-36,2 -18,-14 0,-18.5 18,-14 36,2", closed=False), "#d69a5e", 1.4)
    sheet.line(curve("84,28 92,38 86,50 90,60", closed=False), PERSIMMON, 1.5)
    sheet.oval(90, 62, 3, 3, RICE)
    for at in range(-2, 3):
        sheet.line([(90 + at * 0.8, 64), (90 + at * 1.7, 84)], PERSIMMON, 1.4)


_COMB_BACK = [
    *curve("-44,7 -38,-8 -20,-21 0,-25 20,-21 38,-8 44,7", closed=False),
    *curve("36,6 0,3 -36,6", closed=False),
]


def _comb_shape(sheet: Sheet, wood: str, teeth: str) -> None:
    for at in range(-7, 8):
        sheet.line([(at * 5, 2), (at * 5, 33 - at * at * 0.12)], teeth, 3, 1.8)
    for side in (-1, 1):
        sheet.fill(
            smooth(
                [(side * 38, 0), (side * 44, 4), (side * 43, 20), (side * 39, 27), (side * 37, 14)]
            ),
            wood,
        )
    sheet.body(_COMB_BACK, wood, (-1.5, -2), 0.14)


CRAFTS: dict[str, Callable[[Sheet], None]] = {
    "basket": basket,
    "mat": mat,
    "cloth-shoes": cloth_shoes,
    "paper-cut": paper_cut,
    "embroidery": embroidery,
    "comb": comb,
}
