"""Photos whose truth is known: drawn stalls with a product, turned, dimmed, blurred, made small."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

Box = tuple[float, float, float, float]
WIDE, HIGH = 1280, 960
_GROUNDS = ["#c9b79a", "#b8c2b0", "#d8d2c4", "#9fb0bd", "#a98f74", "#cfc6d6"]
_GOODS = ["#d9541e", "#8c1f2b", "#3f6b2a", "#e8b81f", "#5b3a1e", "#7a2f6b"]


@dataclass(frozen=True)
class Scene:
    """`box`: left, top, right and bottom of the product, in pixels."""

    image: Image.Image
    box: Box

    @property
    def jpeg(self) -> bytes:
        file = io.BytesIO()
        self.image.save(file, "JPEG", quality=88)
        return file.getvalue()


def stall(seed: int, tilt: float = 0.0) -> Scene:
    """A product on a table before boards, with the grain of a camera; `tilt` in degrees clockwise.

    Drawn larger than it is taken, so that no corner is empty when it is turned.
    """
    luck = random.Random(seed)
    big = (round(WIDE * 1.3), round(HIGH * 1.3))
    image = Image.new("RGB", big, luck.choice(_GROUNDS))
    draw = ImageDraw.Draw(image)
    _boards(draw, luck, big)
    box = _goods(draw, luck, big)
    image = _grain(image.filter(ImageFilter.GaussianBlur(0.8)), luck, 5)
    turned = image.rotate(-tilt, Image.Resampling.BICUBIC)
    left, top = (big[0] - WIDE) // 2, (big[1] - HIGH) // 2
    taken = turned.crop((left, top, left + WIDE, top + HIGH))
    return Scene(taken, _turned(box, tilt, big, (left, top)))


def dimmed(scene: Scene, to: float) -> Scene:
    return replace(scene, image=ImageEnhance.Brightness(scene.image).enhance(to))


def blurred(scene: Scene, radius: float) -> Scene:
    """Out of focus, and then the camera's grain, as in a real one."""
    soft = scene.image.filter(ImageFilter.GaussianBlur(radius))
    return replace(scene, image=_grain(soft, random.Random(1), 3))


def noisy(scene: Scene, strength: float) -> Scene:
    return replace(scene, image=_grain(scene.image, random.Random(2), strength))


def tiny(scene: Scene, shorter: int) -> Scene:
    size = round(shorter * WIDE / HIGH), shorter
    return replace(scene, image=scene.image.resize(size, Image.Resampling.LANCZOS))


def large(scene: Scene) -> Scene:
    """As many pixels as a phone's camera gives, or about."""
    size = WIDE * 2, HIGH * 2
    box = tuple(2 * one for one in scene.box)
    return Scene(scene.image.resize(size, Image.Resampling.BICUBIC), box)  # type: ignore[arg-type]


def overlap(one: Box, other: Box) -> float:
    """What both have, as a share of what either has."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    both = max(0.0, wide) * max(0.0, high)
    return both / (_area(one) + _area(other) - both)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _boards(draw: ImageDraw.ImageDraw, luck: random.Random, size: tuple[int, int]) -> None:
    wide, high = size
    table = round(high * luck.uniform(0.55, 0.7))
    shade = luck.choice([-28, -20, 18])
    ground = draw.im.getpixel((0, 0))  # type: ignore[attr-defined]
    other = tuple(max(0, min(255, one + shade)) for one in ground)
    draw.rectangle((0, table, wide, high), fill=other)
    line = tuple(max(0, one - 45) for one in ground)
    draw.line((0, table, wide, table), fill=line, width=5)
    for n in range(luck.randint(1, 4)):
        x = round(wide * (0.12 + 0.76 * (n + luck.random()) / 4))
        draw.line((x, 0, x, table), fill=line, width=4)


def _goods(draw: ImageDraw.ImageDraw, luck: random.Random, size: tuple[int, int]) -> Box:
    wide, high = size
    tall = HIGH * luck.uniform(0.38, 0.6)
    broad = tall * luck.uniform(0.8, 1.25)
    x = wide / 2 + WIDE * luck.uniform(-0.14, 0.14)
    y = high / 2 + HIGH * luck.uniform(-0.08, 0.12)
    box = (x - broad / 2, y - tall / 2, x + broad / 2, y + tall / 2)
    kind: Callable[..., None] = luck.choice([_fruit, _crate, _jar])
    kind(draw, luck, box, luck.choice(_GOODS))
    return box


def _fruit(draw: ImageDraw.ImageDraw, luck: random.Random, box: Box, colour: str) -> None:
    draw.ellipse(box, fill=colour)
    left, top, right, bottom = box
    for _ in range(14):
        x, y = luck.uniform(0.25, 0.75), luck.uniform(0.25, 0.75)
        r = (right - left) * 0.1
        at = (left + x * (right - left), top + y * (bottom - top))
        draw.ellipse((at[0] - r, at[1] - r, at[0] + r, at[1] + r), fill=colour, outline="#2a1408")


def _crate(draw: ImageDraw.ImageDraw, luck: random.Random, box: Box, colour: str) -> None:
    draw.rectangle(box, fill=colour, outline="#241a12", width=4)
    left, top, right, bottom = box
    for n in range(1, 4):
        y = top + n * (bottom - top) / 4
        draw.line((left, y, right, y), fill="#241a12", width=4)


def _jar(draw: ImageDraw.ImageDraw, luck: random.Random, box: Box, colour: str) -> None:
    left, top, right, bottom = box
    inset = (right - left) * 0.2
    draw.rounded_rectangle(box, radius=inset, fill=colour, outline="#241a12", width=4)
    label = (left + inset, top + 2 * inset, right - inset, bottom - inset)
    draw.rectangle(label, fill="#f2ead2")


def _grain(image: Image.Image, luck: random.Random, strength: float) -> Image.Image:
    noise = Image.effect_noise(image.size, strength * 2)
    grain = Image.merge("RGB", (noise, noise, noise))
    return ImageChops.add(image, grain, scale=1, offset=-128)


def _turned(box: Box, tilt: float, big: tuple[int, int], corner: tuple[int, int]) -> Box:
    """The upright box around the turned one."""
    turn, (cx, cy) = math.radians(tilt), (big[0] / 2, big[1] / 2)
    points: list[Any] = []
    for x, y in ((box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3])):
        dx, dy = x - cx, y - cy
        points.append(
            (
                cx + dx * math.cos(turn) - dy * math.sin(turn) - corner[0],
                cy + dx * math.sin(turn) + dy * math.cos(turn) - corner[1],
            )
        )
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys)
