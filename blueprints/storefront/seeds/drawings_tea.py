"""Tea, flowers to steep, and honey."""

from collections.abc import Callable
from math import cos, radians, sin

from . import drawings_ground as ground
from .drawings_palette import (
    AMBER,
    INK,
    LEAF,
    LEAF_LIGHT,
    PAPER,
    PERSIMMON,
    RICE,
    darker,
)
from .drawings_paths import Path, box, curve, leaf, oval, smooth
from .drawings_shapes import bowl, cloth_lid, foliage, ground_shadow, jar, jar_light, label, mouth
from .drawings_sheet import Sheet


def tea(sheet: Sheet) -> None:
    ground.window(sheet, "#e5e3c8", "#9a6b3f")
    ground_shadow(sheet, 44, 92, 30, 3)
    sheet.fill(oval(44, 88, 34, 5.4), darker("#f2efe2", 0.16))
    sheet.fill(oval(44, 86.6, 34, 5.4), "#f2efe2")
    for x, sway in ((36, -3), (48, 3)):
        steam = smooth([(x, 48), (x + sway, 38), (x - sway, 29), (x + sway, 20)], False)
        sheet.line(steam, "#ffffff", 2, 0.7)
    mouth(sheet, 44, 56, 30, "#fbf8ee", "#b9bf5a")
    sheet.oval(40, 57, 20, 2.6, "#c9cf72")
    for x, turn in ((30, 10), (44, -14), (54, 12)):
        with sheet.at(x, 57, turn=turn):
            sheet.fill(leaf(9, 3.4), LEAF)
    bowl(sheet, 44, 56, 30, 28, "#fbf8ee", LEAF)
    _sprig(sheet, 70, 94, -84, 1.0)
    for x, y, turn in ((88, 92, -20), (60, 94, 24)):
        with sheet.at(x, y, turn=turn):
            sheet.fill(leaf(12, 5), darker(LEAF, 0.2))


def _sprig(sheet: Sheet, x: float, y: float, turn: float, size: float) -> None:
    """Two leaves and a bud, as they are picked."""
    with sheet.at(x, y, turn=turn, scale=size):
        sheet.line(curve("0,0 14,1 30,0", closed=False), "#5d8f45", 2.4, 1.4)
        foliage(sheet, 13, 1, 44, 28, 13, LEAF)
        foliage(sheet, 20, 0, -42, 32, 14, "#3d7f3f")
        foliage(sheet, 29, 0, 2, 22, 7, LEAF_LIGHT)


def chrysanthemum(sheet: Sheet) -> None:
    ground.disc(sheet, "#cfdfe0", 0.5, 46, 40)
    foliage(sheet, 30, 60, 150, 26, 14)
    foliage(sheet, 70, 44, -24, 28, 14, "#3f7f45")
    foliage(sheet, 62, 80, 26, 28, 14)
    foliage(sheet, 34, 40, -130, 22, 12, "#3f7f45")
    _bloom(sheet, 67, 34, 21, "#f4c84f")
    _bloom(sheet, 33, 48, 25, "#fdf6e2")
    _bloom(sheet, 68, 72, 23, "#fbe7a6")


def _bloom(sheet: Sheet, x: float, y: float, size: float, petal: str) -> None:
    rings = ((1.0, 17, 0.1, 0), (0.8, 15, 0.03, 11), (0.58, 12, 0, 4))
    for reach, count, tone, first in rings:
        for at in range(count):
            with sheet.at(x, y, turn=first + 360 * at / count):
                long = size * reach
                outline = smooth(
                    [
                        (0, -1),
                        (long * 0.6, -long * 0.16),
                        (long, -1),
                        (long, 1.4),
                        (long * 0.6, long * 0.16),
                        (0, 1),
                    ]
                )
                sheet.fill(outline, darker(petal, tone + 0.12))
                sheet.fill(
                    [(px * 0.97, py * 0.72 - 0.2) for px, py in outline], darker(petal, tone)
                )
    sheet.oval(x, y, size * 0.26, size * 0.24, darker(RICE, 0.16))
    sheet.oval(x - 0.6, y - 0.6, size * 0.2, size * 0.18, RICE)


def honey(sheet: Sheet) -> None:
    ground.table(sheet, "#efe3bd", "#a9703d", 72)
    ground_shadow(sheet, 42, 90, 34, 4)
    jar(sheet, 40, 90, 27, 60, AMBER)
    jar_light(sheet, 40, 90, 27, 60, AMBER)
    cloth_lid(sheet, 40, 30, 25, "#5b9bb3", PAPER)
    label(sheet, 42, 66, 15, 11, "#fbf1d6")
    for turn in range(0, 360, 60):
        with sheet.at(42, 64, turn=turn):
            sheet.oval(4.6, 0, 3.2, 2.4, PERSIMMON)
    sheet.oval(42, 64, 2.4, 2.4, RICE)
    with sheet.at(80, 88, turn=-78):
        sheet.line([(0, 0), (44, 0)], "#8a5a2e", 3)
        sheet.line([(2, -0.6), (42, -0.6)], "#b98250", 1)
    with sheet.at(80, 86, turn=-78):
        sheet.oval(-2, 0, 9, 7.4, "#8a5a2e")
        for x in (-7, -3, 1, 5):
            sheet.line([(x, -7 + abs(x + 2) * 0.5), (x, 7 - abs(x + 2) * 0.5)], "#c99355", 1.5)
    sheet.fill(curve("70,91 76,88 86,89 91,92 82,95 72,94"), AMBER)


def honeycomb(sheet: Sheet) -> None:
    ground.hills(sheet, "#e2ebd6", "#a3bf72", (80, 18))
    ground_shadow(sheet, 46, 86, 40, 5)
    wood = "#b98250"
    sheet.fill(box(8, 24, 82, 84, 2), darker(wood, 0.18))
    sheet.fill(box(4, 20, 86, 28, 2), wood)
    comb = box(13, 28, 77, 79)
    sheet.fill(comb, "#b8731a")
    with sheet.within(comb):
        for row in range(7):
            for at in range(8):
                x, y = 14 + at * 10 + (5 if row % 2 else 0), 30 + row * 8.6
                filled = (row * 3 + at * 5) % 7
                colour = "#f2d58c" if filled == 0 else "#e9a52f" if filled % 2 else "#dd9023"
                sheet.fill(_hexagon(x, y, 5.1), colour)
                if filled % 2:
                    sheet.line([(x - 2, y - 2), (x - 0.5, y - 2.8)], "#f7cf7a", 1)
    for x in (8, 77):
        sheet.fill(box(x, 28, x + 5, 84), wood)
    sheet.fill(box(8, 79, 82, 84, 1), wood)
    _bee(sheet, 74, 38, -20, 1.1)
    _bee(sheet, 34, 66, 24, 0.8)


def _hexagon(x: float, y: float, size: float) -> Path:
    return [(x + size * cos(radians(a)), y + size * sin(radians(a))) for a in range(30, 390, 60)]


def _bee(sheet: Sheet, x: float, y: float, turn: float, size: float) -> None:
    with sheet.at(x, y, turn=turn, scale=size):
        for lean in (-62, -112):
            with sheet.at(0, -3, turn=lean):
                sheet.oval(9, 0, 9, 5, "#c5d4d4")
                sheet.oval(9, 0, 8, 4.2, "#edf4f2")
        shape = oval(0, 2, 13, 8.4)
        sheet.fill(shape, RICE)
        with sheet.within(shape):
            for at in (-8, -1.5, 5):
                sheet.fill(box(at, -8, at + 3.4, 12), INK)
        sheet.oval(13, 1, 5.4, 5.4, INK)
        sheet.oval(14.8, -0.6, 1.2, 1.2, PAPER)
        for lift in (-5, -8):
            sheet.line(smooth([(15, -3), (18, lift), (21, lift - 1)], False), INK, 1)


TEA: dict[str, Callable[[Sheet], None]] = {
    "tea": tea,
    "chrysanthemum": chrysanthemum,
    "honey": honey,
    "honeycomb": honeycomb,
}
