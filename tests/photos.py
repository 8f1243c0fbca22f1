"""The photo that tests send, as a phone's camera would have made it."""

from __future__ import annotations

import io
from functools import cache

from PIL import ExifTags, Image, ImageDraw

SECRET = "ORCHARD-27.0583N"


@cache
def camera_jpeg() -> bytes:
    """12 megapixels, held upright so that EXIF turns it, with a place and words nobody should see.

    Upright it has its red corner at the top left and its blue one at the top right.
    """
    noise = Image.effect_noise((400, 300), 40).resize((4000, 3000))
    photo = Image.merge("RGB", (noise, noise, noise))
    draw = ImageDraw.Draw(photo)
    draw.rectangle((0, 2000, 999, 2999), fill=(230, 30, 30))
    draw.rectangle((0, 0, 999, 999), fill=(40, 60, 210))
    for x in range(0, 4000, 250):
        draw.ellipse((x, 1300, x + 200, 1500), fill=(236, 138, 30))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.ImageDescription] = SECRET
    exif[ExifTags.IFD.GPSInfo] = {
        ExifTags.GPS.GPSLatitudeRef: "N",
        ExifTags.GPS.GPSLatitude: (27.0, 3.0, 29.88),
    }
    file = io.BytesIO()
    photo.save(file, "JPEG", quality=85, exif=exif, comment=SECRET.encode())
    return file.getvalue()
