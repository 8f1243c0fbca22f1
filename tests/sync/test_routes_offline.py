"""What the phone asks the server: its words first, then the photo; and whose item it is."""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Callable
from typing import Any

from PIL import Image

from tests.page import Client, Page
from tests.village import BUYER, FARMER, MANAGER

NEW = "/storefront/products/new"
GOODS = {"title": "蜜桔", "category": "fruit", "price": "4.80", "unit": "斤", "stock": "20"}
People = Callable[..., Client]


def photo() -> bytes:
    Image.new("RGB", (64, 48), "#27633a").save(file := io.BytesIO(), "PNG")
    return file.getvalue()


BODY = photo()
NAME = hashlib.sha256(BODY).hexdigest()


def sent(phone: Client, path: str, fields: dict[str, Any], **headers: str) -> Page:
    head = {"Accept": "application/json", "Idempotency-Key": str(uuid.uuid4()), **headers}
    return phone.post(path, data=fields, headers=head)


def put(phone: Client, body: bytes = BODY, name: str = NAME, **headers: Any) -> Page:
    head = {"Upload-Offset": "0", "Upload-Length": str(len(BODY)), **headers}
    return phone.put(f"/sync/files/{name}", data=body, headers=head)


def uid_of(phone: Client) -> str:
    return str(phone.get("/sync/me").json["uid"])


def test_the_words_are_received_and_the_photo_follows(client: People) -> None:
    farmer = client(FARMER)
    answer = sent(farmer, NEW, {**GOODS, "photo_sha256": NAME}, **{"X-Uid": uid_of(farmer)})
    assert answer.json["state"] == "received"
    own = answer.json["location"]
    assert "still on its way" in farmer.get(own).words
    assert farmer.get(f"/sync/files/{NAME}").json["state"] == "unknown"
    assert put(farmer).json["state"] == "complete"
    page = farmer.get(own)
    assert "still on its way" not in page.words
    assert page.all("img", class_="hero") or "/pictures/" in page.text


def test_a_photo_that_was_there_already_is_told_of_again(client: People) -> None:
    farmer = client(FARMER)
    put(farmer)
    own = sent(farmer, NEW, {**GOODS, "photo_sha256": NAME}).json["location"]
    assert "/pictures/" not in farmer.get(own).text
    assert put(farmer, b"").json["state"] == "complete"
    assert "/pictures/" in farmer.get(own).text


def test_somebody_elses_file_is_not_attached(client: People) -> None:
    farmer, manager = client(FARMER), client(MANAGER)
    own = sent(farmer, NEW, {**GOODS, "photo_sha256": NAME}).json["location"]
    put(manager)
    assert "/pictures/" not in farmer.get(own).text
    assert farmer.get(f"/sync/files/{NAME}").json["state"] == "unknown"


def test_an_item_of_another_person_is_told_to_wait_for_them(client: People) -> None:
    """Before any rule could refuse it for good: B may not even ask about A's product."""
    farmer, buyer = client(FARMER), client(BUYER)
    own = sent(farmer, NEW, GOODS).json["location"]
    edit = own.removesuffix("/own") + "/edit"
    for path in (NEW, edit, "/storefront/basket"):
        answer = sent(buyer, path, GOODS, **{"X-Uid": uid_of(farmer)})
        assert (answer.status_code, answer.json["state"]) == (401, "needs_sign_in")
        assert answer.headers["Idempotency-Key"] == answer.json["key"]
    assert put(buyer, **{"X-Uid": uid_of(farmer)}).status_code == 401
    assert sent(buyer, NEW, GOODS, **{"X-Uid": ""}).status_code == 401
    assert sent(client(), "/storefront/basket", {}, **{"X-Uid": ""}).status_code == 422


def test_a_damaged_piece_is_no_answer_for_good(client: People) -> None:
    farmer = client(FARMER)
    for headers in ({"Upload-Offset": "x"}, {"Upload-Length": ""}, {"Upload-Offset": "9" * 40}):
        assert put(farmer, **headers).status_code == 400
    assert put(farmer, name="nothing").status_code == 404


def test_the_seal_is_for_its_owner_alone(client: People) -> None:
    farmer, buyer = client(FARMER), client(BUYER)
    one, other = farmer.get("/sync/seal").json, buyer.get("/sync/seal").json
    assert one["uid"] == uid_of(farmer)
    assert one["key"] != other["key"]
    assert farmer.get("/sync/seal").headers["Cache-Control"] == "private, no-store"
    assert client().get("/sync/seal").status_code == 303


def test_what_was_received_stands_there_whatever_happened_to_the_phone(client: People) -> None:
    farmer = client(FARMER)
    key = sent(farmer, NEW, GOODS).json["key"]
    assert f"{key[:4]}-{key[4:8]}".upper() in farmer.get("/sync/received").words
    assert key[:4].upper() not in client(BUYER).get("/sync/received").words


def test_the_pages_of_the_outbox_say_nothing_personal(client: People) -> None:
    for path in ("/sync/", "/sync/offline", "/sync/diagnostics"):
        answer = client(FARMER).get(path)
        assert answer.headers["X-Offline"] == "public"
        assert answer.data == client().get(path).data
