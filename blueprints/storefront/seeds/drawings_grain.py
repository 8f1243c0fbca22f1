"""Rice, corn, beans and nuts in the shell."""

from collections.abc import Callable

from . import drawings_ground as ground
from .drawings_palette import (
    BARK,
    LEAF,
    PERSIMMON,
    RICE,
    WATER,
    darker,
    lighter,
)
from .drawings_paths import arc, curve, leaf, oval, scattered_in_oval, smooth
from .drawings_shapes import bowl, foliage, glint, grains, ground_shadow, heap, mouth
from .drawings_sheet import Sheet


def rice_sack(sheet: Sheet) -> None:
    ground.hills(sheet, "#dbe9e6", "#d3b75c", (80, 18))
    ground_shadow(sheet, 46, 88, 42, 5)
    linen = "#e6d3a6"
    sack = curve("22,86 15,66 20,44 34,33 52,33 66,44 71,66 64,86 43,89")
    sheet.body(sack, linen, (-5, -1), 0.16)
    sheet.body(curve("32,33 26,20 36,15 44,18 53,14 61,21 54,33 43,35"), linen, (-3, -1), 0.2)
    sheet.line(curve("32,32 43,35 55,32", closed=False), PERSIMMON, 3.2)
    for x, y in ((38.0, 22.0), (47.0, 22.0)):
        sheet.line([(x, y), (43 + (x - 43) * 0.7, 30)], darker(linen, 0.25), 0.9)
    sheet.oval(43, 61, 17, 17, LEAF)
    sheet.oval(43, 61, 15, 15, "#f6ecd0")
    _ear(sheet, 36, 74, -68, 0.52, LEAF, 6)
    sheet.fill(heap(70, 86, 22, 13), "#fdf8ea")
    with sheet.within(heap(70, 86, 22, 13)):
        for at, (x, y) in enumerate(scattered_in_oval(46, 70, 84, 21, 12)):
            sheet.oval(x, y, 1.7, 0.75, "#d9cfb2", at * 71 % 180)
    _ear(sheet, 82, 94, -92, 0.98, RICE, 7)


def _ear(
    sheet: Sheet, x: float, y: float, turn: float, scale: float, colour: str, count: int
) -> None:
    with sheet.at(x, y, turn=turn, scale=scale):
        sheet.line(curve("0,0 20,-1 40,2 54,8", closed=False), darker(colour, 0.3), 1.5, 0.9)
        for at in range(count):
            along = 12 + at * 42 / count
            droop = 0.005 * (along - 12) ** 2 - 0.5
            for side in (-1, 1):
                with sheet.at(along, droop, turn=side * 36 + 10):
                    sheet.body(leaf(10, 4.8), colour, (-0.6, -0.8))


def red_rice(sheet: Sheet) -> None:
    ground.table(sheet, "#dce6e8", "#b5834e", 66)
    ground_shadow(sheet, 50, 88, 32, 4)
    grain = "#9c4a3a"
    mouth(sheet, 50, 48, 38, "#f4f1e6", "#d8d3c3")
    shape = heap(50, 49, 34, 24)
    grains(
        sheet, shape, (50, 42, 34, 21), (grain, darker(grain, 0.25), lighter(grain, 0.3), "#c27a5e")
    )
    bowl(sheet, 50, 48, 38, 36, "#fbf8ee", WATER)
    for x, y, turn in ((12, 84, 20), (18, 89, -30), (86, 86, 50), (80, 91, 0), (91, 92, -20)):
        sheet.oval(x, y, 2, 0.9, grain, turn)


def corn(sheet: Sheet) -> None:
    ground.bricks(sheet, "#e9c99b")
    for x, y, turn in ((28, 14, 10), (72, 14, -10), (50, 10, 0)):
        with sheet.at(x, y, turn=turn):
            _cob(sheet)
    sheet.line([(-2, 12), (102, 8)], BARK, 3.4)
    sheet.line(arc(50, 10, 8, 7, 0, 360), "#e8d8a8", 2.4)


def _cob(sheet: Sheet) -> None:
    half = [(13, 20), (14, 40), (11, 60), (6, 72)]
    shape = smooth([(0, 16), *half, (0, 77), *[(-x, y) for x, y in half[::-1]]])
    sheet.fill(shape, darker(RICE, 0.34))
    with sheet.within(shape):
        for row in range(16):
            for at in range(-3, 4):
                wide = 4.5 - abs(at) * 0.5
                tone = lighter(RICE, 0.2) if at < 0 else darker(RICE, 0.1) if at > 1 else RICE
                sheet.oval(
                    at * 4.4 * (1 - abs(at) * 0.045), 19 + row * 3.9, wide * 0.46, 1.75, tone
                )
    for turn, length in ((40, 44), (140, 44), (60, 34), (120, 34), (20, 30), (160, 30)):
        foliage(sheet, 0, 6, turn, length, 12, "#d8cd92" if length > 40 else "#c8bb78")
    sheet.oval(0, 8, 8, 7, "#cdbf80")


def peanuts(sheet: Sheet) -> None:
    ground.cloth(sheet, "#f3e6d0", "#c98b62")
    for x, y, turn in ((30, 28, -30), (70, 30, 24), (24, 66, 34), (52, 52, -8)):
        with sheet.at(x, y, turn=turn, scale=1.12):
            sheet.oval(1, 4, 21, 11, sheet.shadow)
            _shell(sheet)
    with sheet.at(68, 75, turn=-18, scale=1.2):
        sheet.oval(1, 4, 22, 12, sheet.shadow)
        _open_shell(sheet)
    for x, y in ((34, 88), (46, 84)):
        sheet.body(oval(x, y, 5.6, 4.6, 20), "#a84a32", (-1, -1))


_SHELL = (
    (-21, 0),
    (-18, -8),
    (-10, -10.5),
    (0, -7.4),
    (9, -10),
    (18, -8),
    (21.5, 0),
    (18, 8),
    (9, 10),
    (0, 7.4),
    (-10, 10.5),
    (-18, 8),
)


def _shell(sheet: Sheet) -> None:
    husk = "#d6ac6c"
    sheet.fill(smooth([(x * 1.05, y * 1.09) for x, y in _SHELL]), darker(husk, 0.42))
    sheet.body(smooth(_SHELL), husk, (-1.5, -2), 0.18)
    for y, bow in ((-3.4, -2), (3.4, 2)):
        sheet.line(
            smooth(
                [(-16, y), (-9, y + bow * 0.6), (0, y * 0.7), (9, y + bow * 0.6), (16, y)], False
            ),
            darker(husk, 0.26),
            0.8,
        )
    for x in (-13, -7, 8, 14):
        sheet.line(arc(x - 2, 0, 3, 8, -60, 60), darker(husk, 0.2), 0.7)


def _open_shell(sheet: Sheet) -> None:
    sheet.fill(smooth([(x * 1.05, y * 1.09) for x, y in _SHELL]), "#9d7a43")
    sheet.fill(smooth(_SHELL), "#d6ac6c")
    sheet.fill(smooth([(x * 0.87, y * 0.82) for x, y in _SHELL]), "#f0dcae")
    for x in (-10, 9.5):
        sheet.body(oval(x, 0, 7.4, 6), "#a84a32", (-1.2, -1.2))
        glint(sheet, x - 2.6, -2.4, 1.4, "#c9705a")


def soybeans(sheet: Sheet) -> None:
    ground.disc(sheet, "#cfdcc0", 0.35, 50, 44)
    sheet.oval(52, 55, 41, 39, sheet.shadow)
    sheet.body(oval(50, 51, 41, 39), "#c79a58", (-1.5, -2))
    sheet.oval(50, 51, 36.5, 34.5, darker("#c79a58", 0.24))
    sheet.oval(50, 52, 35, 33, "#d8b87a")
    bean = "#eed083"
    for at, (x, y) in enumerate(scattered_in_oval(64, 52, 57, 28, 25, 5)):
        sheet.oval(x + 0.5, y + 0.9, 4, 3.5, darker(bean, 0.32), at * 40)
        sheet.oval(x, y, 3.7, 3.2, bean if at % 3 else lighter(bean, 0.3), at * 40)
        sheet.line([(x - 1, y + 0.8), (x + 0.8, y + 1)], darker(bean, 0.4), 0.7)
    for x, y, turn in ((24, 34, -24), (34, 24, 14)):
        with sheet.at(x, y, turn=turn):
            _pod(sheet)


def _pod(sheet: Sheet) -> None:
    pod = curve(
        "-4,0 2,-5 8,-6 14,-4.6 20,-6 26,-4.6 32,-5.6 38,-2 "
        "42,1 36,4 30,5.4 24,4.4 18,5.6 12,4.6 6,5.6 0,4"
    )
    sheet.body(pod, "#8fae52", (-1, -2), 0.22)
    for x in (7.5, 19.5, 31):
        sheet.oval(x, -0.4, 4, 3.4, "#a7c46a")


GRAIN: dict[str, Callable[[Sheet], None]] = {
    "rice-sack": rice_sack,
    "red-rice": red_rice,
    "corn": corn,
    "peanuts": peanuts,
    "soybeans": soybeans,
}
