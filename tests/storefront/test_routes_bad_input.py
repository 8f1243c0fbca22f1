"""Bad input gets a clear sentence, keeps what was typed, and changes nothing."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.page import Client, Page, values_of
from tests.storefront.conftest import (
    GOODS,
    GUEST,
    JSON,
    Client_,
    Rows,
    camera_photo,
    id_in,
    lines_of,
    sell,
    send,
    to_checkout,
)
from tests.village import BUYER, FARMER

NEW = "/storefront/products/new"
TYPED = {
    **GOODS,
    "description": '甜，皮薄。\n<b>不是</b> HTML & "引号"',
    "other_title": "Mandarins",
}

BAD_WORDS = [
    ("price", "-4.80", "below zero"),
    ("price", "4.805", "too many digits after the point"),
    ("price", "four", "not an amount"),
    ("price", "0", "more than zero"),
    ("price", "99999999999.00", "too large"),
    ("stock", "1000000000000", "from 0 to 1000000"),
    ("stock", "1" * 5_000, "from 0 to 1000000"),
    ("stock", "-1", "from 0 to 1000000"),
    ("stock", "2.5", "a whole number"),
    ("title", "桔" * 5_000, "to 60 characters; it has 5000"),
    ("title", " \u3000 ", "fill this in"),
    ("unit", "斤" * 300, "10 characters"),
    ("category", "weapons", "what kind of thing"),
    ("organisation", "x' OR 1=1", "one of the list"),
    ("place", str(uuid.uuid4()), "not on our list"),
    ("description", "长" * 2_001, "2000 characters"),
]


MENUS = ("category", "organisation", "place")


@cache
def bomb() -> bytes:
    """400 megapixels in a few kilobytes."""
    file = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG", compress_level=1)
    return file.getvalue()


BAD_FILES: list[tuple[str, Callable[[], bytes], str]] = [
    ("words", lambda: b"Dear shop, here are my mandarins." * 40, "not a picture"),
    ("a bomb", bomb, "too many pixels"),
    ("30 MB", lambda: b"\xff\xd8\xff" + bytes(30_000_000), "too heavy"),
    ("half a photo", lambda: camera_photo().getvalue()[:2_000], "not a picture"),
    ("nothing", lambda: b"", "not a picture"),
]


@pytest.mark.parametrize(
    ("field", "bad", "sentence"), BAD_WORDS, ids=[f"{f}-{s}" for f, _, s in BAD_WORDS]
)
def test_a_wrong_word_is_told_at_its_field_and_the_rest_stays(
    client: Client_, rows: Callable[[], Rows], field: str, bad: str, sentence: str
) -> None:
    farmer = client(FARMER)
    page, before = farmer.get(NEW), rows()
    answer = farmer.submit(page, **{**TYPED, field: bad})
    assert answer.status_code == 422
    assert sentence in answer.one("p", id=f"{field}-error").text.replace(",", "")
    assert f"#{field}" in answer.links, "the summary leads to the field"
    kept = values_of(answer.form("title", "price"))
    typed = {**TYPED, field: bad.strip()}
    if field in MENUS:  # a menu holds only what it offers
        typed.pop(field)
    assert {name: kept[name][0] for name in typed} == typed
    assert kept["key"] != values_of(page.form("title", "price"))["key"]
    assert rows() == before


@pytest.mark.parametrize(
    ("made", "sentence"),
    [(made, told) for _, made, told in BAD_FILES],
    ids=[n for n, *_ in BAD_FILES],
)
def test_a_photo_that_is_none_is_told_and_the_words_stay(
    client: Client_, rows: Callable[[], Rows], made: Callable[[], bytes], sentence: str
) -> None:
    farmer = client(FARMER)
    page, before = farmer.get(NEW), rows()
    answer = farmer.submit(page, **TYPED, photo=(io.BytesIO(made()), "IMG_1.jpg"))
    assert answer.status_code == 422
    assert sentence in answer.one("p", id="photo-error").text
    kept = values_of(answer.form("title", "price"))
    assert {name: kept[name][0] for name in TYPED} == TYPED
    assert rows() == before


def test_a_good_photo_is_kept_beside_a_bad_one_and_sold_with(client: Client_) -> None:
    farmer = client(FARMER)
    photos = [(camera_photo(), "IMG_1.jpg"), (io.BytesIO(b"no"), "IMG_2.jpg")]
    answer = farmer.submit(farmer.get(NEW), **TYPED, photo=photos)
    assert answer.status_code == 422
    assert "IMG_2.jpg" in answer.one("p", id="photo-error").text
    own = farmer.follow(farmer.submit(answer, title="高山蜜桔"))
    assert own.status_code == 200
    assert own.one("img", class_="hero").get("src").startswith("/pictures/")


def test_a_form_beyond_every_bound_is_refused_before_it_is_read(
    client: Client_, rows: Callable[[], Rows]
) -> None:
    farmer = client(FARMER)
    before = rows()
    answer = farmer.post(
        NEW,
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": "70000000"},
    )
    assert answer.status_code == 413
    assert "a photo may have 20 MB" in answer.words
    assert rows() == before


@pytest.mark.parametrize("key", ["1234", "not a key", "00000000-0000-0000-0000-00000000000g"])
def test_a_damaged_key_is_told_and_the_words_stay(
    client: Client_, rows: Callable[[], Rows], key: str
) -> None:
    farmer = client(FARMER)
    page, before = farmer.get(NEW), rows()
    answer = farmer.submit(page, **TYPED, key=key)
    assert answer.status_code == 422
    assert "key" in answer.one(role="alert").text
    kept = values_of(answer.form("title", "price"))
    assert {name: kept[name][0] for name in TYPED} == TYPED
    assert rows() == before
    assert farmer.submit(answer, title="高山蜜桔").status_code == 303, "the page has a good key"


def test_a_damaged_key_in_the_header_is_refused_as_json(
    client: Client_, rows: Callable[[], Rows]
) -> None:
    farmer = client(FARMER)
    before = rows()
    answer = send(farmer, NEW, "1234", GOODS)
    assert (answer.status_code, answer.json["state"]) == (422, "refused")
    assert list(answer.json["errors"]) == ["key"]
    assert rows() == before


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/storefront/products/7", f"/storefront/products/{uuid.uuid4()}", "/storefront/x",
     f"/storefront/orders/{uuid.uuid4()}", f"/storefront/products/{uuid.uuid4()}/edit", "/%00"],
)  # fmt: skip
def test_a_path_that_is_not_there_says_so_kindly(
    client: Client_, rows: Callable[[], Rows], path: str
) -> None:
    farmer = client(FARMER)
    before = rows()
    answer = farmer.get(path)
    assert answer.status_code == 404
    assert answer.h1
    assert "the address is not right" in answer.words or "no such order" in answer.words
    assert "/" in answer.links, "there is a way out"
    assert farmer.post(path, data=GOODS).status_code in (404, 405)
    assert farmer.get(path, headers=JSON).json["state"] == "refused"
    assert rows() == before


@pytest.mark.parametrize("broken", ["x", "x" * 3_000, '"; DROP', "é中", "%00%ff", "=.=.="])
def test_broken_cookies_are_taken_for_none(client: Client_, broken: str) -> None:
    product, phone = id_in(sell(client(FARMER))), client()
    for name in ("session", "visitor", "device", "locale", "size"):
        phone.set_cookie(name, broken)
    for path in ("/", "/storefront/", "/storefront/basket", "/storefront/orders/", "/sign-in"):
        assert phone.get(path).status_code == 200
    assert phone.get("/sync/token").json["uid"] is None
    assert phone.get("/members/me").status_code == 303
    assert send(phone, "/storefront/checkout", uuid.uuid4(), lines_of(product)).status_code == 200


FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost.evil.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
    {"Referer": "https://evil.example/storefront/products/new"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_form_from_another_site_changes_nothing(
    client: Client_, rows: Callable[[], Rows], headers: dict[str, str]
) -> None:
    farmer = client(FARMER)
    key, before = values_of(farmer.get(NEW).form("title", "price"))["key"][0], rows()
    answer = farmer.post(NEW, data={**GOODS, "key": key}, headers=headers)
    assert answer.status_code == 403
    assert "another site" in answer.words
    assert send(farmer, NEW, key, GOODS, **headers).status_code == 403
    assert rows() == before


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://localhost"}, {"Sec-Fetch-Site": "none"}, {}]
)
def test_our_own_form_is_taken(client: Client_, headers: dict[str, str]) -> None:
    assert client(FARMER).post(NEW, data=GOODS, headers=headers).status_code == 303


BAD_ORDERS = [
    ({"phone": "12"}, "phone", "does not look like a phone number"),
    ({"name": ""}, "name", "fill this in"),
    ({"name": "李" * 51}, "name", "50 characters"),
    ({"delivery": "drone"}, "delivery", "how you get it"),
    ({"payment": "later"}, "payment", "how you pay"),
    ({"delivery": "ship", "address": ""}, "address", "where it should be sent"),
]


@pytest.mark.parametrize(("bad", "field", "sentence"), BAD_ORDERS, ids=[s for *_, s in BAD_ORDERS])
def test_a_wrong_word_at_the_checkout_orders_nothing(
    client: Client_, rows: Callable[[], Rows], bad: dict[str, str], field: str, sentence: str
) -> None:
    buyer, product = client(), id_in(sell(client(FARMER)))
    page, before = to_checkout(buyer, product, 2), rows()
    answer = buyer.submit(page, to="/checkout", **{**GUEST, **bad})
    assert answer.status_code == 422
    assert sentence in answer.one("p", id=f"{field}-error").text
    assert answer.form("name", "phone").one("input", name="name").get("value") == bad.get(
        "name", GUEST["name"]
    )
    assert rows() == before
    mended = buyer.submit(answer, to="/checkout", **{**GUEST, "address": "柳树村 3 号"})
    assert buyer.follow(mended).one(data_state="placed")


@pytest.mark.parametrize(
    "line", ["", "x", "{}:0:480", "{}:-1:480", "{}:1.5:480", "{}:1:", "{}:²:480"]
)
def test_a_damaged_line_is_not_ordered(
    client: Client_, rows: Callable[[], Rows], line: str
) -> None:
    product, buyer = id_in(sell(client(FARMER))), client()
    before = rows()
    sent = {**GUEST, "line": line.format(product), "key": str(uuid.uuid4())}
    assert buyer.post("/storefront/checkout", data=sent).status_code == 422
    assert rows() == before


ODD = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    ["\x00", "🍊" * 30, "\u202e斤", "1" * 400, "9" * 18, "-1", "1e9", "٣", "%", "' --"]
)
TARGETS = {
    NEW: (*GOODS, "description", "organisation", "place", "kept_photo", "version", "key"),
    "/storefront/basket": ("product", "quantity", "seen", "order"),
    "/storefront/checkout": (*GUEST, "address", "line", "key"),
    "/storefront/orders/lookup": ("number", "phone", "key"),
    "/preferences": ("language", "text_size", "next"),
    "/sign-in": ("phone", "pin", "code"),
}


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_random_words_are_never_a_fault(client: Client_, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(TARGETS)))
    sent = {name: data.draw(ODD | st.just(str(GOODS.get(name, "")))) for name in TARGETS[path]}
    signed_in = client(BUYER) if path == NEW else client()
    assert signed_in.post(path, data=sent).status_code < 500
    asked = {name: data.draw(ODD) for name in ("q", "category", "place", "sort", "after")}
    assert client().get("/storefront/", query_string=asked).status_code == 200


def test_a_megabyte_of_words_is_no_fault(client: Client_) -> None:
    farmer: Client = client(FARMER)
    answer: Page = farmer.submit(farmer.get(NEW), **{**TYPED, "description": "桔" * 350_000})
    assert answer.status_code == 422
