"""The server says of a photo what the phone says of it."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from blueprints.core import pictures
from blueprints.core.photo_faults import BLURRED, DARK, TINY, faults_of, sharpness
from tests.browser.scenes import Scene, blurred, dimmed, noisy, stall, tiny
from tests.photos import camera_jpeg


def test_warnings_are_right_in_ninety_five_of_a_hundred() -> None:
    right, wrong = 0, []
    for n in range(700, 735):
        scene = stall(n)
        for told, made in (
            ((), scene),
            ((), noisy(scene, 8)),
            ((DARK,), dimmed(scene, 0.25)),
            ((BLURRED,), blurred(scene, 5)),
            ((TINY,), tiny(scene, 400)),
            ((DARK, TINY), dimmed(tiny(scene, 500), 0.3)),
        ):
            said = faults(made)
            right += said == told
            wrong += [] if said == told else [(n, told, said)]
    assert right + len(wrong) >= 200
    assert right / (right + len(wrong)) >= 0.95, wrong


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3), (15, 15), (640, 640)])
def test_a_bare_picture_of_any_shape_is_not_called_blurred(size: tuple[int, int]) -> None:
    assert BLURRED not in faults_of(Image.new("RGB", size, "#8a9a70"), min(size))
    assert sharpness(Image.new("L", size)) == 1.0


def test_an_upload_is_looked_at_as_it_came_not_as_it_is_kept() -> None:
    """What is kept has 1,080 pixels at most: a photo of the camera is not called tiny for that."""
    assert TINY not in pictures.accept(io.BytesIO(camera_jpeg())).faults
    assert pictures.accept(io.BytesIO(tiny(stall(1), 400).jpeg)).faults == (TINY,)


def faults(scene: Scene) -> tuple[str, ...]:
    image = Image.open(io.BytesIO(scene.jpeg)).convert("RGB")
    shortest = min(image.size)
    image.thumbnail((1080, 1080))
    return faults_of(image, shortest)
