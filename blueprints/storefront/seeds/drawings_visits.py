"""Places to come to."""

from collections.abc import Callable

from .drawings_ground import ridge
from .drawings_palette import (
    BARK,
    DUSK,
    LEAF,
    RICE,
    TILE,
    darker,
    mix,
)
from .drawings_paths import box, curve, oval, smooth
from .drawings_sheet import Sheet


def terraces(sheet: Sheet) -> None:
    sheet.fill(box(0, 0, 100, 100), "#f7dcaa")
    sheet.oval(68, 24, 12, 12, "#eda24c")
    sheet.fill(ridge([36, 22, 30, 18, 30, 26]), "#b9cdb0")
    for x, y, wide in ((26, 30, 20), (78, 35, 16)):
        sheet.fill(box(x - wide, y - 2, x + wide, y + 2, 2), "#fbf1d8")
    greens = ("#6f9f58", "#7fb069", "#94bb66", "#b4c463")
    for step in range(10):
        y, deep = 37 + 56 * (step / 9) ** 1.3, 0.7 + step * 0.16
        line = [y + lift * deep for lift in (-4, 1, 5, 3, -2, -5)]
        bank = 1.4 + step * 0.16
        sheet.fill(ridge(line), darker(greens[step % 4], 0.34))
        water = step in (2, 4, 5, 7, 9)
        sheet.fill(ridge([h + bank for h in line]), "#b5d6d6" if water else greens[step % 4])
        if water:
            sheet.fill(ridge([h + bank * 2.2 for h in line]), "#f3d9a4" if step == 5 else "#93c1c8")
    _cottage(sheet, 74, 43, 0.5)
    _cottage(sheet, 84, 41, 0.42)
    for x, y, size in ((93, 38, 5), (10, 52, 6), (16, 56, 4.6)):
        sheet.line([(x, y), (x, y + size * 1.6)], BARK, 1.2)
        sheet.oval(x, y - 1, size, size * 1.1, LEAF)


def _cottage(sheet: Sheet, x: float, y: float, size: float) -> None:
    with sheet.at(x, y, scale=size):
        sheet.fill(box(-9, -8, 9, 4), "#fbf4e2")
        sheet.fill([(-13, -7), (-8, -16), (8, -16), (13, -7)], TILE)
        sheet.fill(box(-2.5, -4, 2.5, 4), BARK)


def farmhouse(sheet: Sheet) -> None:
    sheet.fill(box(0, 0, 100, 100), DUSK)
    sheet.fill(box(0, 0, 100, 30), mix(DUSK, "#1c2f3d", 0.5))
    sheet.oval(80, 18, 9, 9, "#f6e3a6")
    sheet.oval(84, 15.4, 8, 8, mix(DUSK, "#1c2f3d", 0.5))
    for x, y in ((12, 12), (30, 20), (50, 8), (62, 24), (94, 36), (40, 30)):
        sheet.oval(x, y, 0.7, 0.7, "#f6e3a6")
    sheet.fill(ridge([46, 32, 42, 36, 28, 44]), "#3d6163")
    sheet.fill(ridge([74, 72, 70, 72, 74, 72]), "#39573d")
    sheet.fill(curve("40,80 54,80 60,90 76,104 20,104 36,90"), "#8f8560")
    wall = "#f1e3c2"
    sheet.fill(box(16, 50, 78, 82), wall)
    sheet.fill(box(16, 72, 78, 82), darker(wall, 0.18))
    sheet.fill(box(16, 50, 78, 54), darker(wall, 0.3))
    roof = [*curve("7,52 14,46 22,32", closed=False), *curve("72,32 80,46 87,52", closed=False)]
    sheet.fill(roof, TILE)
    with sheet.within(roof):
        for x in range(8, 90, 5):
            sheet.line([(47 + (x - 47) * 0.68, 32), (x, 53)], darker(TILE, 0.35), 1)
    sheet.line(curve("19,31 24,32 47,31.4 70,32 75,31", closed=False), darker(TILE, 0.4), 2.6)
    sheet.fill(box(40, 58, 54, 82), BARK)
    sheet.fill(box(41.4, 59.4, 46.4, 82), "#8a5a34")
    sheet.fill(box(47.6, 59.4, 52.6, 82), "#8a5a34")
    for x in (22, 60):
        _lit_window(sheet, x)
    for x in (37, 57):
        _lantern(sheet, x, 60)
    sheet.line(curve("90,84 89,66 91,50", closed=False), BARK, 3.4, 1.6)
    for x, y, size in ((90, 46, 11), (82, 54, 8), (96, 56, 8)):
        sheet.oval(x, y, size, size * 0.94, "#4d7a4b")
    for x, y in ((86, 44), (94, 48), (82, 55), (91, 56), (97, 58)):
        sheet.oval(x, y, 1.9, 1.8, "#e98a3c")


def _lit_window(sheet: Sheet, x: float) -> None:
    sheet.fill(box(x, 60, x + 12, 72), BARK)
    sheet.fill(box(x + 1.2, 61.2, x + 10.8, 70.8), "#f5c65a")
    sheet.line([(x + 6, 61), (x + 6, 71)], BARK, 0.9)
    sheet.line([(x + 1, 66), (x + 11, 66)], BARK, 0.9)


def _lantern(sheet: Sheet, x: float, y: float) -> None:
    sheet.line([(x, 52), (x, y - 3)], RICE, 0.7)
    sheet.oval(x, y, 3.6, 3.9, "#d2452f")
    sheet.line([(x, y - 3.4), (x, y + 3.4)], "#ee8a5f", 0.9)
    sheet.line([(x, y + 4), (x, y + 7)], RICE, 0.8)


def raft(sheet: Sheet) -> None:
    sheet.fill(box(0, 0, 100, 100), "#dbe9e4")
    sheet.oval(28, 22, 10, 10, "#f3c873")
    for x, wide, high, tone in (
        (12, 20, 34, 0.45),
        (86, 24, 44, 0.4),
        (62, 16, 26, 0.6),
        (36, 15, 20, 0.66),
    ):
        peak = smooth(
            [
                (x - wide, 60),
                (x - wide * 0.72, 58 - high * 0.6),
                (x - wide * 0.2, 58 - high),
                (x + wide * 0.3, 58 - high * 0.94),
                (x + wide * 0.74, 58 - high * 0.5),
                (x + wide, 60),
            ]
        )
        sheet.fill(peak, mix(LEAF, "#dbe9e4", tone))
    sheet.fill(box(0, 56, 100, 100), "#84b4c0")
    sheet.fill(box(0, 54, 100, 57.4), mix(LEAF, "#dbe9e4", 0.3))
    for x, wide in ((12, 15), (86, 20)):
        sheet.fill(
            smooth([(x - wide, 58), (x - wide * 0.4, 76), (x + wide * 0.4, 74), (x + wide, 58)]),
            "#76a8b0",
        )
    for x, y, wide in ((20, 70, 10), (72, 68, 14), (40, 94, 18), (84, 88, 10), (12, 86, 8)):
        sheet.line([(x - wide, y), (x + wide, y)], "#b3d3d8", 1.1)
    sheet.fill(oval(51, 86, 40, 3.6), "#5f95a4")
    for at in range(4):
        low = 78 + at * 2.4
        pole = smooth(
            [(12 - at, low - 4), (18 - at, low), (80 + at, low), (90 + at, low - 2)], False
        )
        sheet.line(pole, "#7d8a3e", 3)
        sheet.line([(px, py - 0.6) for px, py in pole], "#b9b960", 1.3)
    for x in (26, 50, 74):
        sheet.line([(x, 77), (x + 0.6, 86)], "#5d4a26", 1.6)
    _boatman(sheet)


def _boatman(sheet: Sheet) -> None:
    sheet.line([(78, 24), (64, 97)], "#6d5a2c", 1.7)
    for x in (62, 67):
        sheet.line([(x, 64), (x - 0.4, 78)], "#3b4a45", 4)
    coat = curve("59,48 65,44 71,48 71,66 65,68 58,66")
    sheet.body(coat, "#3f6d8a", (-1.6, -0.4))
    sheet.line(curve("69,49 73,54 72.6,57", closed=False), "#3f6d8a", 3.4)
    sheet.line(curve("61,49 63,57 70,62", closed=False), darker("#3f6d8a", 0.2), 3.2)
    sheet.oval(65, 41, 4.6, 5, "#d9a27a")
    sheet.body(curve("53,40 60,34 65,29 70,34 77,40 65,42"), "#dcb45f", (-2, -0.6), 0.2)
    sheet.body(box(28, 66, 42, 77, 2), "#b97d45", (-2, -0.5))
    for y in (69.4, 73):
        sheet.line([(29, y), (41, y)], darker("#b97d45", 0.3), 0.9)


VISITS: dict[str, Callable[[Sheet], None]] = {
    "terraces": terraces,
    "farmhouse": farmhouse,
    "raft": raft,
}
