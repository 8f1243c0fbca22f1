"""Pictures: a stranger's bytes come in, small clean pixels come out, or a plain refusal."""

import hashlib
import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image, ImageCms, ImageDraw, ImageOps

from blueprints.core.pictures import (
    BUDGETS,
    MAX_BYTES,
    WIDTHS,
    NotAPicture,
    Picture,
    PictureTooHeavy,
    PictureTooLarge,
    accept,
    path_of,
    store,
)
from blueprints.core.storage import FolderStorage

MARKER = "SECRET-ORCHARD-27.0583N"
RED, GREEN, BLUE, GREY = (230, 30, 30), (30, 160, 60), (40, 60, 210), (128, 128, 128)
PAPER = (251, 247, 236)


def written(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def accepted(body: bytes) -> Picture:
    return accept(io.BytesIO(body))


def at(image: Image.Image, x: int, y: int) -> tuple[int, int, int]:
    red, green, blue = image.convert("RGB").crop((x, y, x + 1, y + 1)).tobytes()
    return red, green, blue


def opened(picture: Picture, width: int = 1080) -> Image.Image:
    return Image.open(io.BytesIO(picture.sizes[width])).convert("RGB")


def near(seen: tuple[int, int, int], meant: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 24 for one, other in zip(seen, meant, strict=True))


def scene(width: int, height: int) -> Image.Image:
    """Texture with a red corner at the top left and a blue one at the top right."""
    texture = Image.effect_noise((width // 50, height // 50), 30).resize((width, height))
    image = Image.merge("RGB", (texture, texture, texture))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 4, height // 4), fill=RED)
    draw.rectangle((width * 3 // 4, 0, width, height // 4), fill=BLUE)
    return image


def camera_exif(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = MARKER
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef] = "N"
    gps[ExifTags.GPS.GPSLatitude] = (27.0, 3.0, 30.0)
    gps[ExifTags.GPS.GPSProcessingMethod] = MARKER.encode()
    return exif


@pytest.fixture(scope="module")
def photo() -> bytes:
    """What a phone sends: 12 megapixels lying on their side, and the place they were taken at."""
    body = written(
        scene(4032, 3024),
        "JPEG",
        quality=88,
        exif=camera_exif(6),
        xmp=f"<x:xmpmeta>{MARKER}</x:xmpmeta>".encode(),
        comment=MARKER.encode(),
        icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    )
    assert body.count(MARKER.encode()) == 4
    return body


def test_a_phone_photo_becomes_three_upright_files_within_their_budgets(photo: bytes) -> None:
    picture = accepted(photo)
    assert (picture.width, picture.height) == (1080, 1440)
    for width in WIDTHS:
        image = Image.open(io.BytesIO(picture.sizes[width]))
        assert (image.format, image.size) == ("WEBP", (width, width * 4 // 3))
        assert len(picture.sizes[width]) <= BUDGETS[width]
        upright = image.convert("RGB")
        # Orientation 6 lies on its left side: what was stored top left is seen top right.
        assert near(at(upright, width - 5, 5), RED)
        assert near(at(upright, width - 5, width * 4 // 3 - 5), BLUE)


def test_nothing_that_the_camera_wrote_beside_the_pixels_is_left(photo: bytes) -> None:
    for body in accepted(photo).sizes.values():
        chunks = {body[start : start + 4] for start in range(12, len(body))}
        assert not chunks & {b"EXIF", b"XMP ", b"ICCP", b"VP8X", b"Exif"}
        assert MARKER.encode() not in body
        assert Image.open(io.BytesIO(body)).info.keys() <= {"loop", "background"}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_way_of_holding_the_phone_comes_out_upright(orientation: int) -> None:
    stored = written(scene(400, 240), "JPEG", quality=95, exif=camera_exif(orientation))
    meant = ImageOps.exif_transpose(Image.open(io.BytesIO(stored))).convert("RGB")
    seen = opened(accepted(stored))
    assert seen.size == meant.size
    corners = [(x, y) for x in (10, meant.width - 10) for y in (10, meant.height - 10)]
    coloured = [place for place in corners if max(at(meant, *place)) - min(at(meant, *place)) > 99]
    assert len(coloured) == 2
    assert all(near(at(seen, *place), at(meant, *place)) for place in coloured)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "HEIF", "MPO"])
def test_every_kind_that_phones_send_is_read(kind: str) -> None:
    picture = accepted(written(Image.new("RGB", (640, 480), GREEN), kind))
    assert (picture.width, picture.height) == (640, 480)
    assert near(at(opened(picture), 320, 240), GREEN)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_pixel_is_read(mode: str) -> None:
    if mode == "I;16":
        image = Image.new(mode, (64, 48), 128 * 256)
    elif mode == "P":
        image = Image.new("RGB", (64, 48), GREY).quantize(4)
    else:
        image = Image.new("RGB", (64, 48), (255,) * 3 if mode == "1" else GREY).convert(mode)
    seen = opened(accepted(written(image, "JPEG" if mode == "CMYK" else "PNG")))
    assert near(at(seen, 32, 24), (255, 255, 255) if mode == "1" else GREY)


def test_only_the_first_frame_of_a_moving_picture_is_kept() -> None:
    first, second = (Image.new("RGB", (64, 48), colour) for colour in (RED, BLUE))
    body = written(first, "GIF", save_all=True, append_images=[second])
    assert near(at(opened(accepted(body)), 32, 24), RED)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_see_through_shows_paper(kind: str) -> None:
    image = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    image.paste((*BLUE, 255), (0, 0, 100, 100))
    seen = opened(accepted(written(image, kind)))
    assert near(at(seen, 150, 50), PAPER)
    assert near(at(seen, 50, 50), BLUE)


def test_another_colour_space_is_brought_to_the_one_every_phone_shows() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = (
        profile.replace(b"rXYZ", b"????", 1)
        .replace(b"bXYZ", b"rXYZ", 1)
        .replace(b"????", b"bXYZ", 1)
    )
    body = written(Image.new("RGB", (64, 48), (255, 0, 0)), "PNG", icc_profile=swapped)
    assert near(at(opened(accepted(body)), 32, 24), (0, 0, 255))


@pytest.mark.parametrize("profile", [b"nonsense", b"\x00" * 200])
def test_a_broken_colour_profile_does_not_cost_the_picture(profile: bytes) -> None:
    body = written(Image.new("RGB", (64, 48), RED), "PNG", icc_profile=profile)
    assert near(at(opened(accepted(body)), 32, 24), RED)


@pytest.mark.parametrize(
    ("size", "sizes"),
    [
        ((1, 1), [(1, 1)] * 3),
        ((200, 100), [(160, 80), (200, 100), (200, 100)]),
        ((3000, 10), [(160, 1), (480, 2), (1080, 4)]),
        ((300, 3000), [(40, 400), (120, 1200), (270, 2700)]),
    ],
)
def test_a_picture_keeps_its_shape_and_is_never_blown_up(
    size: tuple[int, int], sizes: list[tuple[int, int]]
) -> None:
    picture = accepted(written(Image.new("RGB", size, RED), "PNG"))
    assert [opened(picture, width).size for width in WIDTHS] == sizes
    assert (picture.width, picture.height) == sizes[-1]


def test_even_pure_noise_fits_the_budgets() -> None:
    noise = Image.merge("RGB", [Image.effect_noise((700, 700), 200) for _ in range(3)])
    for width, body in accepted(written(noise, "PNG")).sizes.items():
        assert len(body) <= BUDGETS[width]


def png(width: int, height: int, pixels: bytes, depth: int = 1) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        crc = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc)

    header = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_a_bomb_of_400_megapixels_is_refused() -> None:
    packer = zlib.compressobj(9)
    row = bytes(1 + 20_000 // 8)
    pixels = b"".join(packer.compress(row) for _ in range(20_000)) + packer.flush()
    bomb = png(20_000, 20_000, pixels)
    assert len(bomb) < 100_000
    with pytest.raises(PictureTooLarge):
        accepted(bomb)


@pytest.mark.parametrize("size", [(5_001, 5_000), (7_072, 7_072), (9_000, 9_000), (2**31 - 1, 2)])
def test_pixels_are_counted_before_any_is_decoded(size: tuple[int, int]) -> None:
    # What follows this header cannot be decoded: whoever tried would say NotAPicture.
    with pytest.raises(PictureTooLarge):
        accepted(png(*size, b"no pixels"))
    with pytest.raises(NotAPicture):
        accepted(png(5_000, 5_000, b"no pixels"))


def test_a_camera_may_send_twice_the_pixels_of_a_drawing() -> None:
    drawing = Image.new("L", (5_100, 5_000), 200)
    with pytest.raises(PictureTooLarge):
        accepted(written(drawing, "PNG"))
    assert accepted(written(drawing, "JPEG")).width == 1080
    with pytest.raises(PictureTooLarge):
        accepted(written(Image.new("L", (7_100, 7_100)), "JPEG"))


def test_a_photo_with_thousands_of_scans_is_refused_before_decoding() -> None:
    body = written(scene(64, 48), "JPEG", progressive=True)
    last_scan = body[body.rindex(b"\xff\xda") : -2]
    assert accepted(body[:-2] + last_scan * 5 + body[-2:]).width == 64
    with pytest.raises(NotAPicture):
        accepted(body[:-2] + last_scan * 200 + body[-2:])


class Endless(io.RawIOBase):
    """An upload that never ends, and counts what was taken of it."""

    taken = 0

    def read(self, size: int = -1) -> bytes:
        self.taken += size
        return bytes(size)


def test_an_upload_is_read_no_further_than_its_bound() -> None:
    endless = Endless()
    with pytest.raises(PictureTooHeavy):
        accept(endless)  # type: ignore[arg-type]
    assert endless.taken == MAX_BYTES + 1


GOOD_GIF = written(Image.new("RGB", (20, 20), RED), "GIF")
HTML = f"<html><script>alert('{MARKER}')</script></html>".encode()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"GIF89a",
        b"GIF89a" + HTML,
        b"\xff\xd8\xff\xe0" + HTML,
        b"\x89PNG\r\n\x1a\n" + HTML,
        b"RIFF\x24\x00\x00\x00WEBPVP8 " + HTML,
        b"\x00\x00\x00\x18ftypheic" + HTML,
        HTML,
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"%PDF-1.7\n%%EOF",
        b"PK\x03\x04" + bytes(100),
        bytes(10_000),
        written(Image.new("RGB", (20, 20)), "BMP"),
        written(Image.new("RGB", (20, 20)), "TIFF"),
        written(Image.new("RGB", (20, 20)), "ICO"),
        written(Image.new("RGB", (20, 20)), "EPS"),
    ],
)
def test_what_is_no_photo_is_refused_whatever_it_begins_with(body: bytes) -> None:
    with pytest.raises(NotAPicture):
        accepted(body)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("part", [0.02, 0.5, 0.9])
def test_half_a_picture_is_refused(kind: str, part: float) -> None:
    body = written(scene(320, 240), kind)
    with pytest.raises(NotAPicture):
        accepted(body[: int(len(body) * part)])


def test_a_page_hidden_behind_a_good_picture_does_not_come_through() -> None:
    for body in accepted(GOOD_GIF + HTML).sizes.values():
        assert b"<" + b"script" not in body
        assert MARKER.encode() not in body


def test_a_name_tells_the_served_bytes_and_nothing_of_the_original() -> None:
    plain = written(scene(320, 240), "PNG")
    image = Image.open(io.BytesIO(plain))
    told = written(image, "PNG", exif=camera_exif(1))
    assert plain != told
    first, second = accepted(plain), accepted(told)
    assert first.sha256 == second.sha256
    assert first.sha256 == hashlib.sha256(b"".join(first.sizes[w] for w in WIDTHS)).hexdigest()
    assert first.sha256 != accepted(written(Image.new("RGB", (320, 240)), "PNG")).sha256


def test_a_stored_picture_is_found_under_its_three_names(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path)
    picture = accepted(GOOD_GIF)
    store(picture, storage)
    store(picture, storage)
    start = picture.sha256[:2]
    assert path_of(picture.sha256, 160) == f"pictures/{start}/{picture.sha256}.160.webp"
    for width in WIDTHS:
        assert storage.get(path_of(picture.sha256, width)) == picture.sizes[width]


@pytest.mark.parametrize(("sha256", "width"), [("../../x", 160), ("a" * 64, 161), ("A" * 64, 160)])
def test_a_name_of_no_picture_is_refused(sha256: str, width: int) -> None:
    with pytest.raises(ValueError, match="no picture"):
        path_of(sha256, width)
