"""Pictures: whatever a phone sends becomes three small WebP files that hold pixels and no more.

Decoding a stranger's bytes is the most dangerous thing the server does. Bytes are bounded before
reading, pixels before decoding, scans before decoding, and only five decoders are ever tried.
"""

import hashlib
import io
import re
import threading
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

import pillow_heif
from PIL import ExifTags, Image, ImageCms

from blueprints.core.errors import N_, DomainError
from blueprints.core.photo_faults import faults_of
from blueprints.core.storage import Storage

# A list's thumbnail, a page on a phone, a page on a large screen; with the bytes each may weigh.
# 3 KB and 25 KB are the budgets of a page; 90 KB is nine seconds at 80 kbit/s, asked for by few.
BUDGETS = {160: 3_000, 480: 25_000, 1080: 90_000}
WIDTHS = tuple(BUDGETS)

# Phone cameras reach 50 megapixels, in JPEG and HEIC, which decode within half a gigabyte. A WebP
# of 38 bytes can say 50 megapixels too and took 830 MB; no camera makes those, so half is enough.
MAX_PIXELS = 50_000_000
MAX_PIXELS_OF_OTHERS = 25_000_000
_CAMERA_FORMATS = ("JPEG", "MPO", "HEIF")
# A 12-megapixel photo weighs about 4 MB, so one of 50 megapixels about 17.
MAX_BYTES = 20_000_000
# A progressive JPEG has about ten scans. Each costs a pass over the whole picture, so thousands of
# tiny ones keep a decoder busy for hours: https://bugzilla.redhat.com/show_bug.cgi?id=1344214
MAX_SCANS = 100

PAPER = "#fbf7ec"
# Long screenshots and panoramas: higher than this they become narrower, so that they stay bounded.
_TALLEST = 2.5
_QUALITIES = (80, 71, 62, 53, 44, 35, 26, 17)
# From the first quality to the last a file shrinks about so many times. One that is heavier yet
# gets fewer pixels: they look better than a worse quality does.
_WITHIN_REACH = 4
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF")
# The worst picture that is accepted takes about half a gigabyte: one at a time in a process.
_table = threading.Lock()

pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
# Between one and two times the bound Pillow only warns. Set here, once: setting it around each
# decoding is not safe with threads.
warnings.simplefilter("error", Image.DecompressionBombWarning)

_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


class NotAPicture(DomainError):
    sentence = N_("This file is not a picture that we can read. Please choose a photo.")


class PictureTooLarge(DomainError):
    sentence = N_("This picture has too many pixels. Please choose a smaller one.")


class PictureTooHeavy(DomainError):
    sentence = N_("This file is too heavy. A picture may have 20 MB at most.")


@dataclass(frozen=True)
class Picture:
    """`sha256` is taken over the three files that are served, smallest first.

    It names exactly those bytes, so they may be cached for ever; and it tells nothing about the
    original, which a hash of the upload would. `width` and `height` are those of the largest file.
    """

    sha256: str
    width: int
    height: int
    sizes: Mapping[int, bytes]
    faults: tuple[str, ...] = ()


def accept(stream: BinaryIO) -> Picture:
    """The picture in an upload; NotAPicture, PictureTooLarge or PictureTooHeavy."""
    body = _read(stream)
    with _table:
        clean = _upright_pixels(body)
        faults = faults_of(clean, min(Image.open(io.BytesIO(body), formats=_FORMATS).size))
        sizes = {width: _encoded(clean, width) for width in WIDTHS}
    largest = Image.open(io.BytesIO(sizes[max(WIDTHS)]))
    digest = hashlib.sha256(b"".join(sizes[width] for width in WIDTHS)).hexdigest()
    return Picture(digest, largest.width, largest.height, sizes, faults)


def path_of(sha256: str, width: int) -> str:
    """The name in storage: pictures/ab/abcdef….160.webp."""
    if not _SHA256.fullmatch(sha256) or width not in WIDTHS:
        raise ValueError("no picture has that name")
    return f"pictures/{sha256[:2]}/{sha256}.{width}.webp"


def store(picture: Picture, storage: Storage) -> None:
    """Keep the three files; a picture that is there already is not written again."""
    for width, body in picture.sizes.items():
        name = path_of(picture.sha256, width)
        if not storage.exists(name):
            storage.put(name, body, "image/webp")


def _read(stream: BinaryIO) -> bytes:
    body = bytearray()
    while piece := stream.read(min(1 << 20, MAX_BYTES + 1 - len(body))):
        body += piece
        if len(body) > MAX_BYTES:
            raise PictureTooHeavy
    return bytes(body)


def _upright_pixels(body: bytes) -> Image.Image:
    """Opaque sRGB pixels, upright, about as large as the largest size needs; nothing else."""
    try:
        image = Image.open(io.BytesIO(body), formats=_FORMATS)
        _bound(image, body)
        _load(image)
        turn = _turn(image)
        return _clean(_shrunk(image, turn), turn, image.info.get("icc_profile"))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise PictureTooLarge from error
    except DomainError:
        raise
    except Exception as error:
        # Decoders answer hostile bytes with a dozen types: OSError, SyntaxError, struct.error …
        raise NotAPicture from error


def _bound(image: Image.Image, body: bytes) -> None:
    allowed = MAX_PIXELS if image.format in _CAMERA_FORMATS else MAX_PIXELS_OF_OTHERS
    if image.width * image.height > allowed:
        raise PictureTooLarge
    # Inside a scan FF is always followed by 00 or by a restart mark, so each FFDA starts a scan.
    if image.format in ("JPEG", "MPO") and body.count(b"\xff\xda") > MAX_SCANS:
        raise NotAPicture


def _load(image: Image.Image) -> None:
    """Decode. A JPEG comes out at a half, a quarter or an eighth where that is enough."""
    scale = min(1.0, max(WIDTHS) / min(image.size))  # either side may be its width: see _turn
    image.draft("RGB", (round(image.width * scale), round(image.height * scale)))
    image.load()


def _turn(image: Image.Image) -> Image.Transpose | None:
    # Only after _load: for some formats reading EXIF decodes, and must not swallow its refusal.
    try:
        return _UPRIGHT.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:
        return None  # a good photo with broken EXIF is still a good photo


def _shrunk(image: Image.Image, turn: Image.Transpose | None) -> Image.Image:
    """Made small before anything else is done: each later step costs by the pixel."""
    sideways = turn in (_UPRIGHT[5], _UPRIGHT[6], _UPRIGHT[7], _UPRIGHT[8])
    width, height = (image.height, image.width) if sideways else image.size
    size = _fitted(width, height, max(WIDTHS))
    size = (size[1], size[0]) if sideways else size
    if image.mode.startswith("I"):
        # 16 bits a pixel: Pillow's own conversion to 8 would turn all but the darkest white.
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    elif image.mode != "RGBA" and not _is_opaque(image):
        image = image.convert("RGBA")
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _is_opaque(image: Image.Image) -> bool:
    return image.mode in ("L", "RGB", "CMYK") and not image.has_transparency_data


def _clean(image: Image.Image, turn: Image.Transpose | None, profile: bytes | None) -> Image.Image:
    """A new picture that shares nothing with the old one but its pixels, over paper colour."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    clean = Image.new("RGB", image.size, PAPER)
    clean.paste(_srgb(image, profile), mask=alpha)
    return clean if turn is None else clean.transpose(turn)


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    opaque = image.convert("RGB") if image.mode == "RGBA" else image
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                opaque, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            return opaque.convert("RGB")  # a broken profile, or one for other channels
        if converted is not None:
            return converted
    return opaque.convert("RGB")


def _encoded(clean: Image.Image, width: int) -> bytes:
    """WebP within the budget of its width: less quality first, then fewer pixels."""
    size = _fitted(*clean.size, width)
    while True:  # ends: a single pixel fits every budget
        image = clean.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
        if body := _best(image, BUDGETS[width]):
            return body
        size = max(1, size[0] * 3 // 4), max(1, size[1] * 3 // 4)


def _best(image: Image.Image, budget: int) -> bytes | None:
    """The highest quality that fits: mostly the first, else by halving, four encodings at most."""
    body = _webp(image, _QUALITIES[0])
    if len(body) <= budget:
        return body
    if len(body) > _WITHIN_REACH * budget:
        return None
    fits, low, high = None, 1, len(_QUALITIES)
    while low < high:
        middle = (low + high) // 2
        body = _webp(image, _QUALITIES[middle])
        if len(body) <= budget:
            fits, high = body, middle
        else:
            low = middle + 1
    return fits


def _webp(image: Image.Image, quality: int) -> bytes:
    file = io.BytesIO()
    image.save(file, "WEBP", quality=quality, method=4)
    return file.getvalue()


def _fitted(width: int, height: int, limit: int) -> tuple[int, int]:
    """The size with the same aspect that is at most `limit` wide; never larger than it was."""
    scale = min(1.0, limit / width, limit * _TALLEST / height)
    return max(1, round(width * scale)), max(1, round(height * scale))
