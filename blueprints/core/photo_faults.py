"""What may be wrong with a photo: too dark, blurred or tiny. A hint to its owner, never a refusal.

The phone asks the same questions in the same way before it sends (static/js/photos/3-faults.js),
so both say the same; the bounds are theirs alone to share.
"""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageChops

DARK, BLURRED, TINY = "dark", "blurred", "tiny"
FAULTS = (DARK, BLURRED, TINY)

LOOKED_AT = 640  # pixels of the longer side
DARKEST_MEAN = 70  # of 255
SHORTEST_SIDE = 600
# How much of a step in brightness happens within two pixels instead of eight. A sharp photo has
# 0.8 and more; one out of focus by a pixel and a half has about this, and a worse one less.
LEAST_SHARPNESS = 0.5
# Steps smaller than this are noise: a bare wall is not called blurred.
_LEAST_STEP = 8
# Pixels to both sides, and the share of all places that counts as the strongest edges: one that is
# seen twice as near is seen at a quarter of the places.
_NEAR, _FAR = (1, 0.001), (4, 0.004)
# What is usual is noise, and is taken off.
_NOISE = 2.5


def faults_of(image: Image.Image, shortest: int) -> tuple[str, ...]:
    """`image` upright and opaque; `shortest` is the shorter side of what was sent."""
    grey = image.convert("L")
    scale = LOOKED_AT / max(grey.size)
    if scale < 1:
        wide, high = (max(1, round(side * scale)) for side in grey.size)
        grey = grey.resize((wide, high), Image.Resampling.BOX)
    found = {
        DARK: _mean(grey.histogram()) < DARKEST_MEAN,
        BLURRED: sharpness(grey) < LEAST_SHARPNESS,
        TINY: shortest < SHORTEST_SIDE,
    }
    return tuple(name for name in FAULTS if found[name])


def sharpness(grey: Image.Image) -> float:
    """Steps are compared with themselves, so that neither few edges nor dim light count as blur,
    as they would in the plain variance of a Laplacian, and noise does not count as sharp.
    """
    if min(grey.size) < 16:
        return 1.0
    far = max(_step(grey, across, _FAR) for across in (True, False))
    near = max(_step(grey, across, _NEAR) for across in (True, False))
    return near / far if far >= _LEAST_STEP else 1.0


def _step(grey: Image.Image, across: bool, how: tuple[int, float]) -> float:
    """How strong the strongest steps are between the two pixels so far to both sides of one."""
    (width, height), (reach, share) = grey.size, how
    right, down = (2 * reach, 0) if across else (0, 2 * reach)
    first = grey.crop((0, 0, width - right, height - down))
    second = grey.crop((right, down, width, height))
    counts = ImageChops.difference(first, second).histogram()
    return _rank(counts, 1 - share) - _NOISE * _rank(counts, 0.5)


def _rank(histogram: Sequence[int], share: float) -> int:
    """The value below which this share of all lies."""
    left = share * sum(histogram)
    for value, count in enumerate(histogram):
        left -= count
        if left <= 0:
            return value
    return 255


def _mean(histogram: Sequence[int]) -> float:
    return sum(value * n for value, n in enumerate(histogram)) / max(1, sum(histogram))
