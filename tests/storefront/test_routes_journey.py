"""The main job, over HTTP and without script: list, find, order, accept, hand over, complete."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.page import Client, Page
from tests.photos import SECRET
from tests.storefront.conftest import (
    GUEST,
    Client_,
    camera_photo,
    id_in,
    sell,
    to_checkout,
)
from tests.village import BUYER, FARMER, NEIGHBOUR


def ordered(buyer: Client, product: str, quantity: int = 3, **who: str) -> Page:
    checkout = to_checkout(buyer, product, quantity)
    return buyer.follow(buyer.submit(checkout, to="/storefront/checkout", **{**GUEST, **who}))


def state_of(page: Page) -> str:
    return page.one("main").one(data_state=True).get("data-state")


def number_of(page: Page) -> str:
    return "".join(sign for sign in page.h1 if sign.isdecimal())


def pressed(client: Client, order: str, step: str, **fields: str) -> Page:
    page = client.get(f"/storefront/orders/{order}")
    return client.follow(client.submit(page, to=f"/{step}", **fields))


def test_a_farmer_sells_to_a_visitor_without_an_account(client: Client_) -> None:
    farmer, visitor = client(FARMER, locale="zh"), client()
    own = sell(farmer, photo=(camera_photo(), "IMG_1.jpg"), other_title="Mountain mandarins")
    product = id_in(own)
    found = visitor.get("/storefront/?q=蜜桔")
    assert f"/storefront/products/{product}" in found.links
    order = ordered(visitor, product)
    assert order.request.path == f"/storefront/orders/{id_in(order)}"
    assert state_of(order) == "placed"
    assert len(number_of(order)) == 8
    assert "¥14.40" in order.words
    assert f"/storefront/orders/{id_in(order)}" in farmer.get("/storefront/orders/").links
    assert state_of(pressed(farmer, id_in(order), "acceptance")) == "accepted"
    assert state_of(pressed(farmer, id_in(order), "handover")) == "handed_over"
    assert state_of(pressed(visitor, id_in(order), "completion")) == "completed"
    assert state_of(farmer.get(f"/storefront/orders/{id_in(order)}")) == "completed"
    assert visitor.get(f"/storefront/products/{product}").one(data_stock="17")


@pytest.mark.parametrize(("locale", "title"), [("zh", "高山蜜桔"), ("en", "Mountain mandarins")])
def test_the_listing_shows_a_new_product_to_everybody_in_their_language(
    client: Client_, locale: str, title: str
) -> None:
    product = id_in(sell(client(FARMER, locale="zh"), other_title="Mountain mandarins"))
    for anyone in (client(locale=locale), client(BUYER, locale=locale)):
        listing = anyone.get("/storefront/")
        assert listing.one("a", href=f"/storefront/products/{product}").text == title
        assert anyone.get(f"/storefront/products/{product}").h1 == title


def test_a_camera_photo_comes_out_small_upright_and_without_its_place(client: Client_) -> None:
    product = id_in(sell(client(FARMER), photo=(camera_photo(), "IMG_1.jpg")))
    shown = client().get(f"/storefront/products/{product}").one("img", class_="hero")
    picture = client().get(shown.get("src"))
    assert len(picture.data) <= 25_000
    assert SECRET.encode() not in picture.data
    image = Image.open(io.BytesIO(picture.data))
    assert image.height > image.width, "it was held upright"
    assert not image.getexif()
    left, right = (image.convert("RGB").getpixel((x, 20)) for x in (20, image.width - 20))
    assert left[0] > 150 > left[2], "red is at the top left"
    assert right[2] > 150 > right[0], "blue is at the top right"


def test_a_product_without_a_photo_is_sold_too(client: Client_) -> None:
    product = id_in(sell(client(FARMER)))
    assert client().get(f"/storefront/products/{product}").h1 == "高山蜜桔"


def test_a_members_order_shows_both_sides_the_other(client: Client_) -> None:
    farmer, buyer = client(FARMER), client(BUYER)
    order = ordered(buyer, id_in(sell(farmer)), name="王小梅", phone="13800000011")
    assert "13800000001" in order.words.replace(" ", "").replace("-", "")
    seen = farmer.get(f"/storefront/orders/{id_in(order)}")
    assert "王小梅" in seen.words


def test_a_buyer_cancels_with_a_reason_and_the_stock_comes_back(client: Client_) -> None:
    farmer, buyer = client(FARMER), client(BUYER)
    product = id_in(sell(farmer))
    order = id_in(ordered(buyer, product, 5))
    silent = pressed(buyer, order, "cancellation", reason="  ")
    assert silent.status_code == 422
    assert client().get(f"/storefront/products/{product}").one(data_stock="15")
    assert state_of(pressed(buyer, order, "cancellation", reason="家里来客，改天买")) == "cancelled"
    assert "家里来客，改天买" in farmer.get(f"/storefront/orders/{order}").words
    assert client().get(f"/storefront/products/{product}").one(data_stock="20")


def test_a_guest_finds_the_order_again_by_number_and_phone(client: Client_) -> None:
    visitor, other_phone = client(), client()
    order = ordered(visitor, id_in(sell(client(FARMER))))
    assert other_phone.get(f"/storefront/orders/{id_in(order)}").status_code == 404
    page = other_phone.get("/storefront/orders/lookup")
    number = number_of(order)
    found = other_phone.follow(
        other_phone.submit(page, number=f"{number[:4]} {number[4:]}", phone="139 1234 5678")
    )
    assert id_in(found) == id_in(order)


def test_two_sellers_make_two_orders_and_lead_to_the_list(client: Client_) -> None:
    buyer = client()
    mine, theirs = id_in(sell(client(FARMER))), id_in(sell(client(NEIGHBOUR), title="鸡蛋"))
    to_checkout(buyer, mine)
    answer = buyer.submit(to_checkout(buyer, theirs), to="/storefront/checkout", **GUEST)
    assert answer.headers["Location"].endswith("/storefront/orders/")
    assert len(buyer.follow(answer).one("main").all(data_state="placed")) == 2


def test_signing_in_takes_the_basket_and_the_orders_along(client: Client_) -> None:
    farmer, phone = client(FARMER), client()
    product = id_in(sell(farmer))
    order = id_in(ordered(phone, product))
    to_checkout(phone, product, 2)
    phone.sign_in(BUYER)
    assert phone.get(f"/storefront/orders/{order}").status_code == 200
    assert f"/storefront/products/{product}" in phone.get("/storefront/basket").links
    elsewhere = client(BUYER)
    assert f"/storefront/orders/{order}" in elsewhere.get("/storefront/orders/").links


def test_a_problem_is_told_seen_and_settled(client: Client_) -> None:
    farmer, buyer = client(FARMER), client(BUYER)
    order = id_in(ordered(buyer, id_in(sell(farmer))))
    pressed(farmer, order, "acceptance")
    pressed(farmer, order, "handover")
    assert "坏了两斤" in pressed(buyer, order, "problems", reason="坏了两斤").words
    assert "坏了两斤" in farmer.get(f"/storefront/orders/{order}").words
    settled = pressed(buyer, order, "problems/closing")
    assert settled.one("section", data_problem=True).get("data-problem") == "settled"
    assert state_of(pressed(buyer, order, "completion")) == "completed"
