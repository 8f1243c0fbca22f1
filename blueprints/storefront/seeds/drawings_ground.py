"""What the goods stand before: hills, fields, tables, cloths and walls."""

from .drawings_palette import BLUSH, LEAF_LIGHT, RICE, SKY, SUNLIT, WOOD, darker, lighter, mix
from .drawings_paths import Path, arc, box, smooth
from .drawings_sheet import Sheet


def hills(
    sheet: Sheet, sky: str = SUNLIT, green: str = LEAF_LIGHT, sun: tuple[float, float] | None = None
) -> None:
    """Two soft bands of hill under an open sky."""
    sheet.fill(box(0, 0, 100, 100), sky)
    if sun:
        sheet.oval(*sun, 11, 11, mix(sky, RICE, 0.55))
    sheet.fill(ridge([58, 50, 56, 62, 54, 52]), mix(green, sky, 0.55))
    sheet.fill(ridge([72, 70, 65, 66, 72, 76]), mix(green, sky, 0.12))
    sheet.shadow = darker(mix(green, sky, 0.12), 0.22)


def ridge(heights: list[float], floor: float = 100) -> Path:
    """A hill line through evenly spaced heights, closed at the floor."""
    step = 104 / (len(heights) - 1)
    line = smooth([(-2 + step * at, y) for at, y in enumerate(heights)], closed=False)
    return [*line, (102, floor), (-2, floor)]


def table(sheet: Sheet, wall: str = BLUSH, wood: str = WOOD, top: float = 66) -> None:
    """A plain wall, and boards seen from the front."""
    sheet.fill(box(0, 0, 100, top), wall)
    sheet.fill(box(0, top, 100, 100), wood)
    sheet.fill(box(0, top, 100, top + 1.6), lighter(wood, 0.3))
    for y, left, right in ((77, -5, 60), (77, 70, 110), (89, 18, 110)):
        sheet.line([(left, y), (right, y)], darker(wood, 0.16), 0.7)
    sheet.shadow = darker(wood, 0.32)


def cloth(sheet: Sheet, colour: str, thread: str) -> None:
    """A checked table cloth seen from above."""
    sheet.fill(box(0, 0, 100, 100), colour)
    with sheet.at(50, 50, turn=-12):
        for at in range(-80, 81, 20):
            sheet.fill(box(at - 4, -80, at + 4, 80), mix(colour, thread, 0.35))
        for at in range(-80, 81, 20):
            sheet.fill(box(-80, at - 4, 80, at + 4), mix(colour, thread, 0.35))
            for side in range(-80, 81, 20):
                sheet.fill(box(side - 4, at - 4, side + 4, at + 4), mix(colour, thread, 0.62))
    sheet.shadow = darker(mix(colour, thread, 0.3), 0.22)


def disc(sheet: Sheet, colour: str, share: float = 0.45, y: float = 46, radius: float = 38) -> None:
    """A quiet colour with one large lighter round in it."""
    sheet.fill(box(0, 0, 100, 100), colour)
    sheet.oval(50, y, radius, radius, lighter(colour, share))
    sheet.shadow = darker(colour, 0.2)


def rows(sheet: Sheet, sky: str = SKY, soil: str = "#b98a5a", green: str = LEAF_LIGHT) -> None:
    """A ploughed field that runs to the horizon."""
    sheet.fill(box(0, 0, 100, 100), sky)
    sheet.fill(ridge([44, 38, 42, 46, 40, 38]), mix(green, sky, 0.5))
    sheet.fill(box(0, 48, 100, 100), soil)
    for at in range(-7, 8):
        near, far = 50 + at * 22, 50 + at * 7
        lane = [(far - 1, 48), (far + 1, 48), (near + 4.5, 100), (near - 4.5, 100)]
        sheet.fill(lane, mix(soil, green, 0.75) if at % 2 else darker(soil, 0.08))
    sheet.shadow = darker(soil, 0.3)


def window(sheet: Sheet, wall: str, wood: str = WOOD) -> None:
    """A lattice window on the left, a shelf below."""
    table(sheet, wall, wood, 74)
    sheet.fill(box(10, -4, 58, 52), darker(wood, 0.25))
    sheet.fill(box(13, -4, 55, 49), mix(SKY, SUNLIT, 0.35))
    with sheet.within(box(13, -4, 55, 49)):
        sheet.fill(ridge([40, 30, 34, 44, 40, 44]), mix(LEAF_LIGHT, SKY, 0.35))
        for at in (23.5, 34, 44.5):
            sheet.line([(at, -4), (at, 49)], darker(wood, 0.25), 1.4)
        for y in (10, 30):
            sheet.line([(13, y), (55, y)], darker(wood, 0.25), 1.4)


def bricks(sheet: Sheet, wall: str) -> None:
    """A mud-brick wall in warm light, a few courses showing."""
    sheet.fill(box(0, 0, 100, 100), wall)
    tone = darker(wall, 0.08)
    for row in range(7):
        shift = 9 if row % 2 else 0
        for at in range(-1, 5):
            if (row * 5 + at * 3) % 4 == 0:
                left = at * 25 + shift
                sheet.fill(box(left, row * 15 + 1, left + 23, row * 15 + 13, 1.5), tone)
    sheet.shadow = darker(wall, 0.2)


def pond(sheet: Sheet, water: str, bank: str = LEAF_LIGHT) -> None:
    """Water seen from the bank, with a few ripples."""
    sheet.fill(box(0, 0, 100, 100), mix(SKY, SUNLIT, 0.4))
    sheet.fill(ridge([34, 26, 30, 36, 28, 24]), mix(bank, SKY, 0.45))
    sheet.fill(box(0, 42, 100, 100), water)
    sheet.fill(box(0, 40, 100, 44), mix(bank, water, 0.25))
    for x, y, wide in ((18, 54, 12), (78, 60, 14), (30, 88, 16), (82, 82, 10), (58, 94, 12)):
        sheet.line(arc(x, y - 8, wide, 8, 60, 120), lighter(water, 0.35), 1)
    sheet.shadow = darker(water, 0.2)
