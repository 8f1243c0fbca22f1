"""The small words of every drawing: leaf, ball, heap, bowl, jar, weave."""

from collections.abc import Sequence
from math import cos, radians, sin

from .drawings_palette import BARK, LEAF, WHITE, darker, lighter, mix
from .drawings_paths import (
    Path,
    Point,
    arc,
    box,
    leaf,
    scattered_in_oval,
    smooth,
)
from .drawings_sheet import Sheet


def foliage(
    sheet: Sheet, x: float, y: float, turn: float, length: float, width: float, colour: str = LEAF
) -> None:
    """One leaf from its stalk at the point, lit along its upper half."""
    with sheet.at(x, y, turn):
        sheet.fill(leaf(length, width), colour)
        with sheet.within(leaf(length, width)):
            sheet.fill(box(0, -width, length, 0), lighter(colour, 0.14))
        sheet.line([(0, 0), (length * 0.86, 0)], lighter(colour, 0.4), width * 0.07)


def glint(sheet: Sheet, x: float, y: float, size: float, colour: str) -> None:
    sheet.oval(x, y, size, size * 0.72, lighter(colour, 0.6), -35)


def ground_shadow(sheet: Sheet, x: float, y: float, rx: float, ry: float | None = None) -> None:
    sheet.oval(x, y, rx, rx * 0.16 if ry is None else ry, sheet.shadow)


def specks(
    sheet: Sheet, around: tuple[float, float, float, float], colour: str, count: int, size: float
) -> None:
    """Small dots spread inside the oval (x, y, rx, ry)."""
    for x, y in scattered_in_oval(count, *around):
        sheet.oval(x, y, size, size, colour)


def spokes(
    x: float, y: float, inner: float, outer: float, count: int, first: float = 0
) -> list[Path]:
    """Straight lines outwards from a ring."""
    angles = [radians(first + 360 * at / count) for at in range(count)]
    return [
        [(x + inner * cos(a), y + inner * sin(a)), (x + outer * cos(a), y + outer * sin(a))]
        for a in angles
    ]


def bowl(
    sheet: Sheet, x: float, y: float, wide: float, deep: float, colour: str, band: str | None = None
) -> None:
    """The outside of a bowl whose rim's middle is the point; fill its mouth first."""
    side = smooth(
        [(x - wide, y), (x - wide * 0.86, y + deep * 0.55), (x - wide * 0.42, y + deep)],
        closed=False,
    )
    far = [(2 * x - px, py) for px, py in side[::-1]]
    shape = [*side, *far, *arc(x, y, wide, wide * 0.17, 0, 180)]
    foot = box(x - wide * 0.4, y + deep * 0.9, x + wide * 0.4, y + deep * 1.1, 1)
    sheet.fill(foot, darker(colour, 0.22))
    sheet.body(shape, colour, (-wide * 0.12, -0.5), 0.13)
    if band:
        with sheet.within(shape):
            sheet.line(arc(x, y + deep * 0.24, wide, wide * 0.17, 0, 180), band, 1.5)
            sheet.line(arc(x, y + deep * 0.36, wide, wide * 0.17, 0, 180), band, 0.7)


def mouth(sheet: Sheet, x: float, y: float, wide: float, colour: str, inside: str) -> None:
    """The rim of a bowl or basket, seen a little from above."""
    sheet.oval(x, y, wide, wide * 0.17, colour)
    sheet.oval(x, y + 0.4, wide * 0.94, wide * 0.145, inside)


def heap(x: float, y: float, wide: float, high: float) -> Path:
    """A rounded pile standing on a line."""
    return [*arc(x, y, wide, high, 180, 360), *arc(x, y, wide, wide * 0.15, 0, 180)]


def grains(
    sheet: Sheet, shape: Path, around: tuple[float, float, float, float], colours: Sequence[str]
) -> None:
    """A pile filled with short grains lying every way."""
    sheet.fill(shape, colours[0])
    x, y, rx, ry = around
    with sheet.within(shape):
        for at, (gx, gy) in enumerate(scattered_in_oval(90, x, y, rx, ry)):
            colour = colours[1 + at % (len(colours) - 1)]
            sheet.oval(gx, gy, 1.9, 0.8, colour, (at * 67) % 180)


def weave(
    sheet: Sheet, shape: Path, colour: str, step: float = 5, ribs: float = 8, thick: float = 0.62
) -> None:
    """Bamboo strips over and under upright ribs, inside the shape."""
    left, right = min(x for x, _ in shape), max(x for x, _ in shape)
    top, bottom = min(y for _, y in shape), max(y for _, y in shape)
    sheet.fill(shape, darker(colour, 0.45))
    with sheet.within(shape):
        row, y = 0, top
        while y < bottom + step:
            x = left - ribs + (ribs / 2 if row % 2 else 0)
            while x < right + ribs:
                strip = box(x, y, x + ribs * 0.86, y + step * thick, step * 0.24)
                sheet.fill(strip, lighter(colour, 0.18) if row % 2 else colour)
                x += ribs
            row, y = row + 1, y + step * 0.78


def jar(sheet: Sheet, x: float, y: float, wide: float, high: float, filling: str) -> Path:
    """A full glass jar standing on the point; gives back the outline of what is in it."""
    glass = box(x - wide, y - high, x + wide, y, wide * 0.34)
    sheet.fill(glass, mix(filling, WHITE, 0.62))
    inside = box(x - wide + 2, y - high + 6, x + wide - 2, y - 2, wide * 0.28)
    sheet.body(inside, filling, (-3, -1), 0.14)
    return inside


def jar_light(sheet: Sheet, x: float, y: float, wide: float, high: float, colour: str) -> None:
    left = x - wide * 0.72
    sheet.line([(left, y - high * 0.72), (left, y - high * 0.3)], lighter(colour, 0.6), 2.2)
    sheet.line([(left, y - high * 0.2), (left, y - high * 0.17)], lighter(colour, 0.6), 2.2)


def cloth_lid(sheet: Sheet, x: float, y: float, wide: float, colour: str, string: str) -> None:
    """A cloth tied over a jar's mouth; the point is the middle of the string."""
    top = [
        (x - wide, y),
        (x - wide * 0.94, y - 6),
        (x, y - 8.5),
        (x + wide * 0.94, y - 6),
        (x + wide, y),
    ]
    frill: list[Point] = [
        (x + wide * (1.22 - 2.44 * at / 8), y + (6.5 if at % 2 else 4.2)) for at in range(9)
    ]
    sheet.body(smooth([*top, *frill]), colour, (-2.5, -1))
    sheet.line(arc(x, y - 1, wide, 2.2, 5, 175), string, 1.5)


def label(sheet: Sheet, x: float, y: float, wide: float, high: float, colour: str) -> None:
    sheet.fill(box(x - wide, y - high, x + wide, y + high, 1.5), colour)
    sheet.line([(x - wide + 2.5, y + high - 2.5), (x + wide - 2.5, y + high - 2.5)], BARK, 0.5)
