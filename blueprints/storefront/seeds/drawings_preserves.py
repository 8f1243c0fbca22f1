"""What is dried, pickled and kept for the winter."""

from collections.abc import Callable

from . import drawings_ground as ground
from .drawings_palette import (
    RED,
    RICE,
    STRAW,
    darker,
    lighter,
)
from .drawings_paths import (
    arc,
    box,
    curve,
    leaf,
    oval,
    points,
    scattered_in_oval,
    smooth,
)
from .drawings_shapes import cloth_lid, foliage, ground_shadow, jar, jar_light
from .drawings_sheet import Sheet


def mushrooms(sheet: Sheet) -> None:
    ground.disc(sheet, "#e7d5b5", 0.45, 44, 40)
    sheet.fill(box(0, 76, 100, 100), "#7c9a5c")
    sheet.shadow = darker("#7c9a5c", 0.25)
    ground_shadow(sheet, 50, 87, 44, 6)
    for x, y, turn, size in ((70, 46, 10, 0.86), (26, 58, -10, 0.86), (58, 68, 4, 1.06)):
        with sheet.at(x, y, turn=turn, scale=size):
            _mushroom(sheet)
    with sheet.at(24, 88, turn=0, scale=0.6):
        _underside(sheet)


def _mushroom(sheet: Sheet) -> None:
    stem = curve("-6,4 -5,16 -8,25 0,28 8,25 6,16 7,4")
    sheet.body(stem, "#efdcb6", (-3, 0))
    cap = curve("-27,6 -24,-8 -12,-19 4,-21 19,-13 27,3 22,9 0,11 -22,10")
    brown = "#80542f"
    sheet.line([*cap, cap[0]], "#4d3019", 1.8)
    sheet.body(cap, brown, (-3, -4), 0.26)
    with sheet.within(cap):
        for line in (
            [(-4, -22), (-2, -10), (-8, 0)],
            [(-2, -10), (8, -4), (10, 6)],
            [(8, -4), (20, -8)],
            [(-8, 0), (-20, -2)],
            [(-8, 0), (-4, 12)],
            [(-2, -10), (-16, -12)],
        ):
            sheet.line(line, "#e6c797", 1.9, 0.9)
        sheet.line(arc(0, 4, 26, 7, 10, 170), darker(brown, 0.3), 2.2)


def _underside(sheet: Sheet) -> None:
    sheet.oval(0, 0, 27, 15, "#80542f")
    sheet.oval(0, 0.6, 23.5, 12, "#f0dfba")
    for turn in range(0, 360, 18):
        with sheet.at(0, 0.6):
            ends = arc(0, 0, 23, 11.6, turn, turn + 1)
            sheet.line([(ends[0][0] * 0.3, ends[0][1] * 0.3), ends[0]], "#cfae7b", 0.9)
    sheet.oval(0, 0, 7, 5, "#d9bb88")


def chilli_string(sheet: Sheet) -> None:
    ground.bricks(sheet, "#efdcae")
    sheet.oval(53, 55, 24, 36, sheet.shadow)
    sheet.line([(50, -2), (50, 22)], STRAW, 3)
    sheet.line(arc(50, 9, 5, 5, 0, 360), STRAW, 2)
    tones = (RED, "#cf4a30", "#a52f25", "#c43e2c")
    for row in range(7):
        for at, lean in enumerate((-64, -34, 0, 34, 64)):
            turn = 90 + lean * (1 - row * 0.06) + (row * 17 + at * 29) % 13 - 6
            with sheet.at(50 + lean * 0.03, 20 + row * 8.4, turn=turn):
                _chilli(sheet, tones[(row + at) % 4], 27)
    sheet.body(curve("42,18 50,14 58,18 56,26 44,26"), STRAW, (-1, -1))
    for y in (19, 22.5):
        sheet.line([(44, y), (56, y)], darker(STRAW, 0.35), 0.8)


def _chilli(sheet: Sheet, colour: str, length: float) -> None:
    wide = length * 0.12
    pod = smooth(
        [
            (0, -wide * 0.8),
            (length * 0.4, -wide),
            (length * 0.8, -wide * 0.3),
            (length, wide * 0.9),
            (length * 0.76, wide),
            (length * 0.3, wide * 1.1),
            (0, wide * 0.8),
        ]
    )
    sheet.body(pod, colour, (-0.4, -1.1), 0.28)
    sheet.line(
        [(length * 0.18, -wide * 0.3), (length * 0.5, -wide * 0.4)], lighter(colour, 0.4), 0.9, 0.5
    )
    sheet.line([(-3.6, 0), (1.4, 0)], "#7d8a3e", 1.5, 2.6)


def pickle_crock(sheet: Sheet) -> None:
    ground.window(sheet, "#dfe4d4", "#8f6a45")
    ground_shadow(sheet, 52, 90, 34, 5)
    glaze = "#8a4f2c"
    half = points("18,-50 16,-46 29,-34 32,-18 26,-4 18,1")
    with sheet.at(52, 88):
        sheet.body(smooth([*half, *[(-x, y) for x, y in half[::-1]]]), glaze, (-6, -2), 0.3)
        sheet.line(arc(0, -34, 28, 5, 12, 168), "#d9a05a", 2)
        sheet.line(arc(0, -30, 29, 5, 12, 168), "#d9a05a", 0.9)
        sheet.line(curve("-20,-14 -10,-9 0,-14 10,-9 20,-14", closed=False), "#d9a05a", 1.8)
        sheet.line(arc(-8, -20, 17, 18, 175, 225), "#c98e66", 2.6, 1)
        sheet.oval(0, -48, 25, 5.6, darker(glaze, 0.25))
        sheet.oval(0, -49.4, 25, 5.6, glaze)
        sheet.oval(0, -49.4, 22.4, 4.4, "#8fbcc6")
        lid = [*arc(0, -50, 16, 17, 180, 360), *arc(0, -50, 16, 3, 0, 180)]
        sheet.body(lid, lighter(glaze, 0.06), (-4, -1), 0.26)
        sheet.oval(0, -67, 5, 2, darker(glaze, 0.2))
        sheet.oval(0, -68, 5, 2, lighter(glaze, 0.16))
    with sheet.at(76, 92, turn=-14):
        _chilli(sheet, "#cf4a30", 18)
    with sheet.at(20, 90, turn=-8):
        sheet.body(curve("-10,0 -4,-6 6,-5 12,0 5,5 -5,5"), "#e7877a", (-1, -1.4))
        foliage(sheet, -9, 0, 196, 12, 6, "#3f7f45")


def persimmon_cakes(sheet: Sheet) -> None:
    ground.table(sheet, "#d9e3df", "#9a6b3f", 64)
    ground_shadow(sheet, 50, 90, 42, 4)
    sheet.fill(oval(50, 86, 44, 8), "#3f6d7c")
    sheet.fill(oval(50, 84.4, 44, 7.6), "#5b9bb3")
    sheet.fill(oval(50, 83.6, 38, 5.8), "#84b6c6")
    for x, y, at in ((30, 76, 0), (70, 76, 1), (50, 79, 2), (40, 57, 3), (62, 57, 4), (51, 39, 5)):
        with sheet.at(x, y):
            _cake(sheet, at)


def _cake(sheet: Sheet, at: int) -> None:
    flesh = ("#c9642c", "#b95a2a", "#cf6f34")[at % 3]
    shape = curve("-20,1 -16,-8 -4,-11 9,-10.5 18,-6 20,2 14,9 0,11 -14,9")
    sheet.fill(
        curve("-20.8,1 -16.6,-8.6 -4,-11.8 9,-11.3 18.8,-6.4 20.8,2 14.6,9.7 0,11.9 -14.6,9.7"),
        darker(flesh, 0.4),
    )
    sheet.body(shape, flesh, (-1, -3), 0.2)
    with sheet.within(shape):
        sheet.fill(curve("-19,-4 -8,-12 8,-12 18,-6 10,-2 2,-3.4 -6,-0.6 -12,-2.6"), "#f3e3cf")
        for x, y in scattered_in_oval(16, 1, 2, 15, 6, at * 7):
            sheet.oval(x, y, 1.3, 0.9, "#ecc9a6")
    for turn in (0, 72, 144, 216, 288):
        with sheet.at(1, -7.4, turn=turn):
            sheet.fill([(px, py * 0.7) for px, py in leaf(6, 4)], "#7c6a3a")
    sheet.oval(1, -7.6, 1.8, 1.3, "#54461f")


def chilli_sauce(sheet: Sheet) -> None:
    ground.cloth(sheet, "#eef0e2", "#8fb08a")
    sheet.fill(box(0, 74, 100, 100), "#c79a62")
    sheet.fill(box(0, 74, 100, 75.6), lighter("#c79a62"))
    sheet.shadow = darker("#c79a62", 0.3)
    ground_shadow(sheet, 54, 90, 34, 4)
    sauce = "#c23a26"
    inside = jar(sheet, 52, 90, 28, 58, sauce)
    with sheet.within(inside):
        for at, (x, y) in enumerate(scattered_in_oval(70, 52, 62, 30, 32)):
            with sheet.at(x, y, turn=at * 53):
                tone = ("#e0573a", "#9c2a1e", "#f3dba0", "#dd4a33", "#a5301f")[at % 5]
                small = tone == "#f3dba0"
                sheet.fill(
                    box(-2.4, -1.6, 2.4, 1.6, 0.7) if not small else oval(0, 0, 1.4, 1), tone
                )
    jar_light(sheet, 52, 90, 28, 58, sauce)
    cloth_lid(sheet, 52, 32, 26, "#2f5d78", RICE)
    with sheet.at(8, 84, turn=14):
        _chilli(sheet, "#cf4a30", 26)
    with sheet.at(14, 94, turn=-12):
        _chilli(sheet, RED, 24)
    for x, y in ((86, 90), (93, 86)):
        sheet.body(
            smooth(
                [
                    (x - 5, y + 3),
                    (x - 4, y - 3),
                    (x, y - 7),
                    (x + 4, y - 3),
                    (x + 5, y + 3),
                    (x, y + 5),
                ]
            ),
            "#f6eddc",
            (-1.4, -0.5),
        )


PRESERVES: dict[str, Callable[[Sheet], None]] = {
    "mushrooms": mushrooms,
    "chilli-string": chilli_string,
    "pickle-crock": pickle_crock,
    "persimmon-cakes": persimmon_cakes,
    "chilli-sauce": chilli_sauce,
}
