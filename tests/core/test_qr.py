"""What is drawn is what a camera reads."""

from __future__ import annotations

import re

import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from blueprints.core import qr

ADDRESS = "http://127.0.0.1:8000/v/4F7K9QXM2ZTC8WPA"
DOT = 4


def drawn(text: str) -> Image.Image:
    """The strokes of the picture itself, on white."""
    svg = qr.qr(text, "Code")
    size = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])  # type: ignore[index]
    picture = Image.new("L", (size * DOT, size * DOT), 255)
    pen = ImageDraw.Draw(picture)
    for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", svg):
        left, top = int(x) * DOT, int(y) * DOT
        pen.rectangle((left, top, left + int(length) * DOT - 1, top + DOT - 1), fill=0)
    return picture


def read(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def test_it_reads_as_what_was_asked() -> None:
    assert read(drawn(ADDRESS)) == [ADDRESS]


@settings(max_examples=25, deadline=None)
@given(st.text(st.sampled_from("ABCDEFGHJKMNPQRSTVWXYZ0123456789"), min_size=16, max_size=16))
def test_every_voucher_reads(token: str) -> None:
    address = f"https://tongtian.example.org/v/{token}"
    assert read(drawn(address)) == [address]


def test_a_stain_may_cover_a_part_of_it() -> None:
    picture = drawn(ADDRESS)
    side = picture.width // 6
    middle = picture.width // 2
    ImageDraw.Draw(picture).rectangle((middle, middle, middle + side, middle + side), fill=255)
    assert read(picture) == [ADDRESS]


def test_the_label_is_escaped_and_the_picture_needs_no_style() -> None:
    svg = qr.qr(ADDRESS, 'a "label" <b>')
    assert "<b>" not in svg
    assert "style=" not in svg
    assert len(svg) < 6_000
