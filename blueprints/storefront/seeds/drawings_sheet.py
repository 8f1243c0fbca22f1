"""A square sheet that takes flat shapes and gives a smooth-edged picture."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import cos, hypot, radians, sin

from PIL import Image, ImageDraw

from . import drawings_paths as paths
from .drawings_palette import PAPER, darker
from .drawings_paths import Path, Point

_Frame = tuple[float, float, float, float, float, float]


class Sheet:
    """One hundred units wide and high, whatever its size in pixels."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._fine = 2 if size > 400 else 4
        side = size * self._fine
        self._image = Image.new("RGB", (side, side), PAPER)
        self._pen = ImageDraw.Draw(self._image)
        self._corner = (0, 0)
        self._frame: _Frame = (side / 100, 0, 0, side / 100, 0, 0)
        self.shadow = darker(PAPER)

    def picture(self) -> Image.Image:
        return self._image.reduce(self._fine)

    def fill(self, path: Sequence[Point], colour: str) -> None:
        self._pen.polygon(self._pixels(path), fill=colour)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: str, turn: float = 0) -> None:
        self.fill(paths.oval(x, y, rx, ry, turn), colour)

    def line(
        self, path: Sequence[Point], colour: str, width: float, end: float | None = None
    ) -> None:
        """A round-ended stroke that may grow or taper from one width to another."""
        points = self._pixels(path)
        scale = hypot(self._frame[0], self._frame[2]) / 2
        last = max(1, len(points) - 1)
        final = width if end is None else end
        radii = [scale * (width + (final - width) * at / last) for at in range(len(points))]
        for (x, y), radius in zip(points, radii, strict=True):
            self._pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
        for at in range(len(points) - 1):
            self._span(points[at], points[at + 1], radii[at], radii[at + 1], colour)

    def body(
        self,
        path: Sequence[Point],
        colour: str,
        light: Point = (-2.5, -2.5),
        shade: float = 0.16,
    ) -> None:
        """A shape lit from one side: where its moved copy does not reach, it is darker."""
        with self.within(path):
            self.fill(path, darker(colour, shade))
            self.fill(paths.moved(path, *light), colour)

    @contextmanager
    def at(
        self, x: float, y: float, turn: float = 0, scale: float = 1, flip: bool = False
    ) -> Iterator[None]:
        """Draw around a point of the sheet, turned clockwise by degrees and scaled."""
        before = self._frame
        a, b, c, d, e, f = before
        cs, sn = cos(radians(turn)) * scale, sin(radians(turn)) * scale
        side = -1 if flip else 1
        self._frame = (
            (a * cs + b * sn) * side,
            b * cs - a * sn,
            (c * cs + d * sn) * side,
            d * cs - c * sn,
            a * x + b * y + e,
            c * x + d * y + f,
        )
        try:
            yield
        finally:
            self._frame = before

    @contextmanager
    def within(self, path: Path | Sequence[Point]) -> Iterator[None]:
        """Draw only inside the shape."""
        outline = self._pixels(path)
        left, top, right, bottom = self._bounds(outline)
        mask = Image.new("L", (right - left, bottom - top), 0)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in outline], fill=255)
        image, pen, corner = self._image, self._pen, self._corner
        self._image = image.crop((left, top, right, bottom))
        self._pen = ImageDraw.Draw(self._image)
        self._corner = (corner[0] + left, corner[1] + top)
        try:
            yield
        finally:
            image.paste(self._image, (left, top), mask)
            self._image, self._pen, self._corner = image, pen, corner

    def _bounds(self, outline: Path) -> tuple[int, int, int, int]:
        wide, high = self._image.size
        left = min(max(0, int(min(x for x, _ in outline))), wide - 1)
        top = min(max(0, int(min(y for _, y in outline))), high - 1)
        right = min(wide, int(max(x for x, _ in outline)) + 2)
        bottom = min(high, int(max(y for _, y in outline)) + 2)
        return left, top, max(right, left + 1), max(bottom, top + 1)

    def _pixels(self, path: Sequence[Point]) -> Path:
        a, b, c, d, e, f = self._frame
        left, top = self._corner
        return [(a * x + b * y + e - left, c * x + d * y + f - top) for x, y in path]

    def _span(self, start: Point, stop: Point, near: float, far: float, colour: str) -> None:
        dx, dy = stop[0] - start[0], stop[1] - start[1]
        length = hypot(dx, dy)
        if not length:
            return
        nx, ny = -dy / length, dx / length
        quad = [
            (start[0] + nx * near, start[1] + ny * near),
            (stop[0] + nx * far, stop[1] + ny * far),
            (stop[0] - nx * far, stop[1] - ny * far),
            (start[0] - nx * near, start[1] - ny * near),
        ]
        self._pen.polygon(quad, fill=colour)
