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
# 0.6 and more; one that was out of focus by two pixels and more has less than this.
LEAST_SHARPNESS = 0.46
# Steps smaller than this are noise: a bare wall is not called blurred.
_LEAST_STEP = 16
_NEAR, _FAR = 1, 4
_STRONGEST = 0.004  # the share of pixels that counts as its strongest edges


def faults_of(image: Image.Image, shortest: int) -> tuple[str, ...]:
    """`image` upright and opaque; `shortest` is the shorter side of what was sent."""
    grey = image.convert("L")
    scale = LOOKED_AT / max(grey.size)
    if scale < 1:
        size = tuple(max(1, round(side * scale)) for side in grey.size)
        grey = grey.resize(size, Image.Resampling.BOX)  # type: ignore[arg-type]
    found = {
        DARK: _mean(grey.histogram()) < DARKEST_MEAN,
        BLURRED: sharpness(grey) < LEAST_SHARPNESS,
        TINY: shortest < SHORTEST_SIDE,
    }
    return tuple(name for name in FAULTS if found[name])


def sharpness(grey: Image.Image) -> float:
    """From 0 to 1. Steps are compared with themselves, so that neither few edges nor dim light
    count as blur, as they would in the plain variance of a Laplacian.
    """
    if min(grey.size) < 4 * _FAR:
        return 1.0
    far = max(_step(grey, _FAR, 0), _step(grey, 0, _FAR))
    near = max(_step(grey, _NEAR, 0), _step(grey, 0, _NEAR))
    return near / far if far >= _LEAST_STEP else 1.0


def _step(grey: Image.Image, across: int, down: int) -> int:
    """How strong the strongest steps are between pixels so far to both sides of one."""
    width, height = grey.size
    first = grey.crop((0, 0, width - 2 * across, height - 2 * down))
    second = grey.crop((2 * across, 2 * down, width, height))
    return _strongest(ImageChops.difference(first, second).histogram())


def _strongest(histogram: Sequence[int]) -> int:
    left = sum(histogram) * _STRONGEST
    for value in range(255, 0, -1):
        left -= histogram[value]
        if left <= 0:
            return value
    return 0


def _mean(histogram: Sequence[int]) -> float:
    return sum(value * n for value, n in enumerate(histogram)) / max(1, sum(histogram))
