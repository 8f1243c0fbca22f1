"""Outlines as lists of points, on a sheet 100 units wide and high with y downwards."""

from collections.abc import Sequence
from math import cos, pi, radians, sin

Point = tuple[float, float]
Path = list[Point]


def oval(x: float, y: float, rx: float, ry: float, turn: float = 0, steps: int = 72) -> Path:
    around = [2 * pi * step / steps for step in range(steps)]
    return turned([(x + rx * cos(a), y + ry * sin(a)) for a in around], turn, (x, y))


def arc(x: float, y: float, rx: float, ry: float, start: float, end: float) -> Path:
    """An open piece of an oval between two angles in degrees, clockwise from the right."""
    steps = max(6, int(abs(end - start) / 5))
    angles = [radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return [(x + rx * cos(a), y + ry * sin(a)) for a in angles]


def box(left: float, top: float, right: float, bottom: float, corner: float = 0) -> Path:
    if corner <= 0:
        return [(left, top), (right, top), (right, bottom), (left, bottom)]
    centres = [
        (right - corner, top + corner, -90),
        (right - corner, bottom - corner, 0),
        (left + corner, bottom - corner, 90),
        (left + corner, top + corner, 180),
    ]
    return [p for x, y, a in centres for p in arc(x, y, corner, corner, a, a + 90)]


def leaf(length: float, width: float, bend: float = 0) -> Path:
    """A pointed leaf from the origin to the right; `bend` lifts its middle."""
    along = [step / 16 for step in range(17)]
    bow = [4 * t * (1 - t) for t in along]
    upper = [(length * t, -bow_t * (width / 2 + bend)) for t, bow_t in zip(along, bow, strict=True)]
    lower = [(length * t, bow_t * (width / 2 - bend)) for t, bow_t in zip(along, bow, strict=True)]
    return upper + lower[::-1]


def smooth(knots: Sequence[Point], closed: bool = True, steps: int = 10) -> Path:
    """The Catmull-Rom curve through the points."""
    count = len(knots)
    drawn: Path = []
    for at in range(count if closed else count - 1):
        four = [_neighbour(knots, at + shift, closed) for shift in (-1, 0, 1, 2)]
        drawn += [_between(four, step / steps) for step in range(steps)]
    return drawn if closed else [*drawn, knots[-1]]


def curve(places: str, closed: bool = True) -> Path:
    """The smooth curve through "x,y x,y ...": many points, short to read."""
    return smooth(points(places), closed)


def points(places: str) -> Path:
    """The points of "x,y x,y ..."."""
    pairs = (place.split(",") for place in places.split())
    return [(float(x), float(y)) for x, y in pairs]


def moved(path: Sequence[Point], right: float, down: float) -> Path:
    return [(x + right, y + down) for x, y in path]


def turned(path: Sequence[Point], degrees: float, around: Point = (0, 0)) -> Path:
    if not degrees:
        return list(path)
    c, s = cos(radians(degrees)), sin(radians(degrees))
    cx, cy = around
    return [(cx + (x - cx) * c - (y - cy) * s, cy + (x - cx) * s + (y - cy) * c) for x, y in path]


def scattered(count: int, seed: int = 0) -> Path:
    """Points spread evenly over the unit square, the same each time.

    The R2 sequence: M. Roberts, "The Unreasonable Effectiveness of Quasirandom Sequences", 2018.
    """
    return [
        ((0.5 + 0.7548776662466927 * n) % 1, (0.5 + 0.5698402909980532 * n) % 1)
        for n in range(seed, seed + count)
    ]


def scattered_in_oval(count: int, x: float, y: float, rx: float, ry: float, seed: int = 0) -> Path:
    return [
        (x + rx * v**0.5 * cos(2 * pi * u), y + ry * v**0.5 * sin(2 * pi * u))
        for u, v in scattered(count, seed)
    ]


def _neighbour(knots: Sequence[Point], at: int, closed: bool) -> Point:
    return knots[at % len(knots)] if closed else knots[min(max(at, 0), len(knots) - 1)]


def _between(four: Sequence[Point], t: float) -> Point:
    x, y = (_spline([point[axis] for point in four], t) for axis in (0, 1))
    return x, y


def _spline(values: Sequence[float], t: float) -> float:
    a, b, c, d = values
    slope, bend = c - a, 2 * a - 5 * b + 4 * c - d
    return b + 0.5 * t * (slope + t * (bend + t * (3 * (b - c) + d - a)))
