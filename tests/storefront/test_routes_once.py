"""Exactly once over HTTP, and what an outbox is told."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable

import pytest

from tests.page import Client, Page, values_of
from tests.storefront.conftest import (
    GOODS,
    GUEST,
    JSON,
    Client_,
    id_in,
    lines_of,
    sell,
    send,
    to_checkout,
)
from tests.village import BUYER, FARMER, MANAGER

CHECKOUT = "/storefront/checkout"
SHAPE = {"key", "state", "message", "location", "errors"}


@pytest.fixture
def farmer(client: Client_) -> Client:
    return client(FARMER)


@pytest.fixture
def product(farmer: Client) -> str:
    return id_in(sell(farmer))


@pytest.fixture
def key() -> str:
    return str(uuid.uuid4())


def stock_of(anyone: Client, product: str) -> int:
    return int(anyone.get(f"/storefront/products/{product}").one(data_stock=True).get("data-stock"))


def edited(seller: Client, product: str, **fields: str) -> Page:
    page = seller.get(f"/storefront/products/{product}/edit")
    return seller.submit(page, **{"title": "高山蜜桔", **fields})


def test_an_order_sent_twice_by_an_outbox_is_one_order(
    client: Client_, product: str, key: str, count: Callable[[], int]
) -> None:
    buyer, before = client(BUYER), count()
    first, second = (send(buyer, CHECKOUT, key, lines_of(product, 3)) for _ in range(2))
    assert (first.status_code, first.json["state"]) == (200, "received")
    assert (second.status_code, second.json) == (200, first.json)
    assert second.headers["Idempotency-Replayed"] == "true"
    assert count() == before + 1
    assert stock_of(buyer, product) == 17


def test_an_order_sent_twice_by_a_form_is_one_order(
    client: Client_, product: str, count: Callable[[], int]
) -> None:
    buyer = client()
    page, before = to_checkout(buyer, product, 3), count()
    first, second = (buyer.submit(page, to="/checkout", **GUEST) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert count() == before + 1


def test_a_product_and_each_step_sent_twice_happen_once(
    client: Client_, farmer: Client, product: str
) -> None:
    mine = set(farmer.get("/storefront/products/mine").links)
    new = [send(farmer, "/storefront/products/new", uuid.UUID(int=7), GOODS) for _ in range(2)]
    assert new[0].json == new[1].json
    added = set(farmer.get("/storefront/products/mine").links) - mine
    assert added == {new[0].json["location"]}
    buyer = client(BUYER)
    order = send(buyer, CHECKOUT, uuid.uuid4(), lines_of(product)).json["location"]
    steps = [(farmer, "acceptance"), (farmer, "handover"), (buyer, "completion")]
    for who, step in steps:
        key = uuid.uuid4()
        twice = [send(who, f"{order}/{step}", key, {}).json for _ in range(2)]
        assert twice[0] == twice[1]
        assert twice[0]["state"] == "received"


def test_a_cancellation_sent_twice_returns_the_stock_once(
    client: Client_, product: str, key: str
) -> None:
    buyer = client(BUYER)
    order = send(buyer, CHECKOUT, uuid.uuid4(), lines_of(product, 5)).json["location"]
    for _ in range(2):
        send(buyer, f"{order}/cancellation", key, {"reason": "改天"})
    assert stock_of(buyer, product) == 20


def test_one_key_with_other_content_is_refused_from_an_outbox(
    client: Client_, product: str, key: str, count: Callable[[], int]
) -> None:
    buyer, before = client(BUYER), count()
    send(buyer, CHECKOUT, key, lines_of(product, 1))
    other = send(buyer, CHECKOUT, key, lines_of(product, 2))
    assert (other.status_code, other.json["state"]) == (422, "refused")
    assert other.json["key"] == key
    elsewhere = send(buyer, "/storefront/basket", key, lines_of(product, 1))
    assert elsewhere.status_code == 422
    assert count() == before + 1


def test_a_saved_form_with_other_content_is_a_new_order(
    client: Client_, product: str, count: Callable[[], int]
) -> None:
    buyer = client()
    page, before = to_checkout(buyer, product), count()
    for name in ("李婶", "王婶", "王婶"):
        assert buyer.submit(page, to="/checkout", **{**GUEST, "name": name}).status_code == 303
    assert count() == before + 2


def test_the_same_order_at_the_same_time_is_one_order(
    client: Client_, product: str, key: str, count: Callable[[], int]
) -> None:
    before, told, start = count(), [], threading.Barrier(6)

    def once() -> None:
        phone = client()
        phone.set_cookie("visitor", "one-and-the-same-phone")
        start.wait()
        told.append(send(phone, CHECKOUT, key, lines_of(product)).json["state"])

    threads = [threading.Thread(target=once) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(told) <= {"received", "in_progress"}
    assert "received" in told
    assert count() == before + 1


def test_a_visitors_first_order_gives_the_cookie_that_owns_it(
    client: Client_, product: str, key: str, count: Callable[[], int]
) -> None:
    phone, before = client(), count()
    first = send(phone, CHECKOUT, key, lines_of(product))
    assert "visitor=" in first.headers["Set-Cookie"]
    again = send(phone, CHECKOUT, key, lines_of(product))
    assert again.json == first.json
    assert "Set-Cookie" not in again.headers
    assert count() == before + 1
    assert phone.get(first.json["location"]).status_code == 200
    assert client().get(first.json["location"]).status_code == 404


def test_a_first_answer_lost_with_its_cookie_does_not_order_twice(
    client: Client_, product: str, key: str, count: Callable[[], int]
) -> None:
    before = count()
    first, second = (send(client(), CHECKOUT, key, lines_of(product)) for _ in range(2))
    assert second.json == first.json
    assert second.headers["Set-Cookie"].split(";")[0] == first.headers["Set-Cookie"].split(";")[0]
    assert count() == before + 1


def test_signing_in_between_does_not_order_twice(
    client: Client_, product: str, key: str, count: Callable[[], int]
) -> None:
    phone, before = client(), count()
    first = send(phone, CHECKOUT, key, lines_of(product))
    phone.sign_in(BUYER)
    assert send(phone, CHECKOUT, key, lines_of(product)).json == first.json
    assert count() == before + 1


ANSWERS = [
    ("received", 200, lambda product: lines_of(product)),
    ("refused", 422, lambda product: {**lines_of(product), "phone": "12"}),
    ("conflict", 409, lambda product: lines_of(product, price=470)),
    ("conflict", 409, lambda product: lines_of(product, 21)),
    ("refused", 422, lambda _product: {**GUEST}),
]


@pytest.mark.parametrize(("state", "status", "sent"), ANSWERS)
def test_every_answer_has_the_published_shape_and_its_receipt(
    client: Client_,
    product: str,
    key: str,
    state: str,
    status: int,
    sent: Callable[[str], dict[str, str]],
) -> None:
    buyer = client(BUYER)
    answer = send(buyer, CHECKOUT, f'"{key}"', sent(product))
    assert (answer.status_code, answer.json["state"]) == (status, state)
    assert set(answer.json) == SHAPE
    assert answer.json["key"] == answer.headers["Idempotency-Key"] == key
    assert answer.json["message"]
    assert bool(answer.json["location"]) == (state == "received")
    assert bool(answer.json["errors"]) == (state != "received")
    assert answer.headers["Content-Security-Policy"].count(";") <= 1
    [receipt] = buyer.get(f"/sync/receipts?keys={key}").json
    assert receipt == answer.json
    assert send(buyer, CHECKOUT, key, sent(product)).json == answer.json


def test_a_signed_out_outbox_is_told_to_sign_in_and_its_key_stays_unused(
    client: Client_, key: str
) -> None:
    phone = client()
    answer = send(phone, "/storefront/products/new", key, GOODS)
    assert (answer.status_code, answer.json["state"]) == (401, "needs_sign_in")
    assert answer.json["key"] == answer.headers["Idempotency-Key"] == key
    phone.sign_in(FARMER)
    assert send(phone, "/storefront/products/new", key, GOODS).json["state"] == "received"


def test_a_page_is_told_as_a_page_and_an_outbox_as_json(
    client: Client_, product: str, key: str
) -> None:
    buyer = client(BUYER)
    page = buyer.post(CHECKOUT, data=lines_of(product), headers={"Idempotency-Key": key})
    assert page.status_code == 303
    assert (
        send(buyer, CHECKOUT, key, lines_of(product)).json["location"] == page.headers["Location"]
    )
    assert buyer.get("/storefront/orders/x", headers=JSON).json["state"] == "refused"


def test_a_changed_price_is_shown_beside_the_old_and_ordered_only_when_confirmed(
    client: Client_, farmer: Client, product: str, count: Callable[[], int]
) -> None:
    buyer = client()
    checkout, before = to_checkout(buyer, product, 3), count()
    assert edited(farmer, product, price="5.20").status_code == 303
    asked = buyer.submit(checkout, to="/checkout", **GUEST)
    assert asked.status_code == 409
    change = asked.one(data_price_changed=True)
    assert "¥4.80" in change.text
    assert "¥5.20" in change.text
    assert "Order at the new price: ¥15.60" in asked.words
    assert asked.one("input", name="name").get("value") == GUEST["name"]
    assert (count(), stock_of(buyer, product)) == (before, 20)
    placed = buyer.follow(buyer.submit(asked, to="/checkout"))
    assert "¥15.60" in placed.one("main").text
    assert count() == before + 1


def test_a_price_that_changed_in_the_basket_is_shown_before_ordering(
    client: Client_, farmer: Client, product: str
) -> None:
    buyer = client()
    to_checkout(buyer, product)
    edited(farmer, product, price="5.20")
    for path in ("/storefront/basket", CHECKOUT):
        words = buyer.get(path).one("main").text
        assert "¥4.80" in words
        assert "¥5.20" in words


def test_the_last_ones_go_to_one_and_the_other_is_told_what_is_left(
    client: Client_, farmer: Client, product: str, count: Callable[[], int]
) -> None:
    first, second, before = client(), client(BUYER), count()
    waiting = to_checkout(second, product, 15)
    first.submit(to_checkout(first, product, 15), to="/checkout", **GUEST)
    told = second.submit(waiting, to="/checkout", **GUEST)
    assert told.status_code == 409
    assert "Only 5 of “高山蜜桔” are left, you asked for 15" in told.words
    assert "Only 5 left" in told.words
    assert (count(), stock_of(second, product)) == (before + 1, 5)


def test_ones_own_product_and_a_withdrawn_one_are_not_ordered(
    client: Client_, farmer: Client, product: str, count: Callable[[], int]
) -> None:
    before = count()
    own = farmer.submit(to_checkout(farmer, product), to="/checkout", **GUEST)
    assert own.status_code == 422
    assert "your own product" in own.words
    buyer = client()
    waiting = to_checkout(buyer, product)
    farmer.submit(farmer.get(f"/storefront/products/{product}/own"), to="/withdrawal")
    gone = buyer.submit(waiting, to="/checkout", **GUEST)
    assert gone.status_code == 409
    assert "no longer sold" in gone.words
    assert buyer.get(f"/storefront/products/{product}").status_code == 404
    assert count() == before


def test_an_old_edit_page_is_asked_about_and_saved_when_confirmed(
    farmer: Client, product: str
) -> None:
    old = farmer.get(f"/storefront/products/{product}/edit")
    assert edited(farmer, product, price="5.20").status_code == 303
    asked = farmer.submit(old, title="冰糖蜜桔")
    assert asked.status_code == 409
    kept = values_of(asked.form("title", "price"))
    assert (kept["title"], kept["price"]) == (["冰糖蜜桔"], ["4.80"])
    own = farmer.follow(farmer.submit(asked, title="冰糖蜜桔"))
    assert own.h1 == "冰糖蜜桔"


def test_an_edit_made_beside_a_sale_does_not_bring_back_what_was_sold(
    client: Client_, farmer: Client, product: str
) -> None:
    page = farmer.get(f"/storefront/products/{product}/edit")
    send(client(BUYER), CHECKOUT, uuid.uuid4(), lines_of(product, 3))
    saved = farmer.submit(page, title="冰糖蜜桔")
    assert saved.status_code in (303, 409)
    assert stock_of(farmer, product) == 17


def test_wrong_guesses_at_an_order_are_limited_however_they_are_sent(
    client: Client_, product: str
) -> None:
    place = send(client(), CHECKOUT, uuid.uuid4(), lines_of(product)).json["location"]
    assert place
    guess = {"number": "12345678", "phone": GUEST["phone"]}
    told = [
        send(client(), "/storefront/orders/lookup", uuid.uuid4(), guess).status_code
        for _ in range(11)
    ]
    assert told == [422] * 10 + [429]


def test_a_strangers_step_is_not_found(client: Client_, product: str) -> None:
    order = send(client(BUYER), CHECKOUT, uuid.uuid4(), lines_of(product)).json["location"]
    for step in ("acceptance", "handover", "completion", "cancellation", "problems"):
        sent = {"reason": "x"}
        assert send(client(MANAGER), f"{order}/{step}", uuid.uuid4(), sent).status_code == 404
        assert send(client(), f"{order}/{step}", uuid.uuid4(), sent).status_code == 401
