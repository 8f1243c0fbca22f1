"""What is no photo is refused with a clear sentence, what is one in HEIC is taken, nothing is lost.

Through the form, and in pieces as an outbox sends it.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from functools import cache

import pillow_heif
import pytest
from PIL import Image

from blueprints.core import ids
from tests.browser import scenes
from tests.page import Client, Page, values_of
from tests.storefront.conftest import GOODS, JSON, Client_, camera_photo, id_in
from tests.village import FARMER

NEW = "/storefront/products/new"
TYPED = {
    **GOODS,
    "description": "甜，皮薄。",
    "special": "皮薄汁多",
    "grown": "不打药",
    "keeping": "放阴凉处",
}
NOT_READ = "This file is not a picture that we can read. Please choose a photo."


def svg() -> bytes:
    return b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="9"/></svg>' * 20


def renamed_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("photo.jpg", camera_photo().getvalue()[:50_000])
    return file.getvalue()


def text() -> bytes:
    return "亲爱的买家，这是我家的橘子。".encode() * 50


@cache
def heic() -> bytes:
    """As an iPhone sends it."""
    photo = Image.open(io.BytesIO(scenes.stall(7).jpeg))
    file = io.BytesIO()
    pillow_heif.from_pillow(photo).save(file, quality=60)
    return file.getvalue()


@cache
def faulty() -> bytes:
    return scenes.dimmed(scenes.tiny(scenes.stall(3), 420), 0.2).jpeg


NO_PHOTOS = [(svg, "picture.svg"), (renamed_zip, "IMG_3.jpg"), (text, "IMG_4.jpg")]
NAMES = ["SVG", "a renamed ZIP", "text"]
Made = Callable[[], bytes]


@pytest.mark.parametrize(("made", "name"), NO_PHOTOS, ids=NAMES)
def test_what_is_no_photo_is_refused_and_every_word_and_good_photo_stays(
    client: Client_, made: Made, name: str
) -> None:
    farmer = client(FARMER)
    photos = [(camera_photo(), "IMG_1.jpg"), (io.BytesIO(made()), name)]
    answer = farmer.submit(farmer.get(NEW), **TYPED, photo=photos)
    assert answer.status_code == 422
    assert answer.one("p", id="photo-error").text == f"{name}: {NOT_READ}"
    kept = values_of(answer.form("title", "price"))
    assert {field: kept[field][0] for field in TYPED} == TYPED
    assert len(kept["kept_photo"]) == 1
    own = farmer.follow(farmer.submit(answer, title="高山蜜桔"))
    assert len(pictures_of(farmer, own)) == 1


@pytest.mark.parametrize(("made", "name"), NO_PHOTOS, ids=NAMES)
def test_a_change_with_such_a_file_keeps_the_photos_that_were_there(
    client: Client_, made: Made, name: str
) -> None:
    farmer = client(FARMER)
    first = farmer.submit(farmer.get(NEW), **TYPED, photo=(camera_photo(), "a.jpg"))
    own = farmer.follow(first)
    edit = farmer.get(f"/storefront/products/{id_in(own)}/edit")
    answer = farmer.submit(edit, title="新名字", photo=(io.BytesIO(made()), name))
    assert answer.status_code == 422
    assert answer.one("p", id="photo-error").text == NOT_READ
    own = farmer.follow(farmer.submit(answer, title="新名字"))
    assert own.h1 == "新名字"
    assert len(pictures_of(farmer, own)) == 1


def test_a_photo_in_heic_is_taken(client: Client_) -> None:
    assert heic()[4:12] == b"ftypheic"
    farmer = client(FARMER)
    sent = farmer.submit(farmer.get(NEW), **TYPED, photo=(io.BytesIO(heic()), "IMG_0001.HEIC"))
    own = farmer.follow(sent)
    assert own.status_code == 200
    [picture] = pictures_of(farmer, own)
    shown = Image.open(io.BytesIO(farmer.get(picture).data))
    assert shown.format == "WEBP"
    assert shown.width > shown.height


@pytest.mark.parametrize(("made", "name"), NO_PHOTOS, ids=NAMES)
def test_an_outbox_is_told_the_same_and_the_product_stands_without_that_file(
    client: Client_, made: Made, name: str
) -> None:
    farmer = client(FARMER)
    own, told = by_outbox(farmer, made())
    assert told.json["state"] == "refused", name
    assert told.json["message"] == NOT_READ
    page = farmer.get(own)
    assert page.status_code == 200
    assert "on its way" not in page.words, "nothing is waited for any longer"
    assert "甜，皮薄。" in farmer.get(own.removesuffix("/own")).words


def test_an_outbox_brings_heic_too(client: Client_) -> None:
    farmer = client(FARMER)
    own, told = by_outbox(farmer, heic())
    assert told.json["state"] == "complete"
    assert len(pictures_of(farmer, farmer.get(own))) == 1


def test_what_is_wrong_with_a_photo_is_said_also_of_one_that_came_in_pieces(
    client: Client_,
) -> None:
    farmer = client(FARMER)
    own, _told = by_outbox(farmer, faulty())
    asked = farmer.get(own).one("ul", data_missing=True).text
    assert "rather dark" in asked
    assert "very small" in asked


def test_a_photo_kept_from_before_is_told_of_after_the_next_change(client: Client_) -> None:
    """What is wrong with it goes along when the photos around it change."""
    farmer = client(FARMER)
    photo = (io.BytesIO(faulty()), "a.jpg")
    answer = farmer.submit(farmer.get(NEW), **{**TYPED, "price": "no"}, photo=photo)
    own = farmer.follow(farmer.submit(answer, price="4.80"))
    edit = farmer.get(f"/storefront/products/{id_in(own)}/edit")
    own = farmer.follow(farmer.submit(edit, to="/edit", photo=(camera_photo(), "b.jpg")))
    assert len(pictures_of(farmer, own)) == 2
    assert "very small" in own.one("ul", data_missing=True).text


def by_outbox(farmer: Client, body: bytes) -> tuple[str, Page]:
    """The words first, then the file in pieces; where the product is, and what the last one got."""
    name = hashlib.sha256(body).hexdigest()
    told = {**JSON, "Idempotency-Key": str(ids.uuid7())}
    answer = farmer.post(NEW, data={**TYPED, "photo_sha256": name}, headers=told)
    assert answer.json["state"] == "received", answer.json
    for start in range(0, len(body), 40_000):
        piece = body[start : start + 40_000]
        head = {**JSON, "Upload-Offset": str(start), "Upload-Length": str(len(body))}
        head["Content-Type"] = "application/octet-stream"
        put = farmer.put(f"/sync/files/{name}", data=piece, headers=head)
    return answer.json["location"], put


def pictures_of(farmer: Client, own: Page) -> set[str]:
    page = farmer.get(f"/storefront/products/{id_in(own)}")
    found = {image.get("src") for image in page.one("main").all("img")}
    return {src for src in found if src.startswith("/pictures/")}
