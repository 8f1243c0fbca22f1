"""What a phone is told about itself: who it is, and what became of its writes."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime

import pytest

from blueprints.core import clock
from tests.page import Client, Page
from tests.village import BUYER, FARMER

Visit = Callable[..., Client]
JSON = {"Accept": "application/json"}
SHAPE = {"key", "state", "message", "location", "errors"}


def basket(client: Client, key: object, product: str, quantity: str = "2") -> Page:
    return client.post(
        "/storefront/basket",
        data={"product": product, "quantity": quantity},
        headers={**JSON, "Idempotency-Key": str(key)},
    )


@pytest.fixture
def product(client: Visit) -> str:
    shelf = client().get("/storefront/").one("ul", class_="plots")
    return shelf.one("a").get("href").split("/")[-1]


@pytest.fixture
def key() -> uuid.UUID:
    return uuid.uuid4()


def test_the_token_names_nobody_then_the_member_and_is_never_kept(client: Visit) -> None:
    phone = client()
    told = phone.get("/sync/token")
    assert set(told.json) >= {"uid", "server_time", "release"}
    assert told.json["uid"] is None
    assert "no-store" in told.headers["Cache-Control"]
    assert told.headers["X-Offline"] == "never"
    phone.sign_in(FARMER)
    mine = phone.get("/sync/token").json
    assert uuid.UUID(mine["uid"])
    assert mine["uid"] != client(BUYER).get("/sync/token").json["uid"]
    assert mine["release"] == told.json["release"]


def test_the_servers_time_is_the_one_clock_with_its_zone(
    client: Visit, clock_at: Callable[[datetime], datetime]
) -> None:
    moment = clock_at(clock.now().replace(microsecond=0))
    assert datetime.fromisoformat(client().get("/sync/token").json["server_time"]) == moment


def test_the_fragment_is_personal_and_counts_what_waits(client: Visit, product: str) -> None:
    phone = client()
    assert phone.get("/sync/me").json["name"] is None
    basket(phone, uuid.uuid4(), product)
    assert phone.get("/sync/me").json["waiting"]["basket"] == 1
    farmer = client(FARMER).get("/sync/me")
    assert farmer.json["name"]
    assert farmer.json["waiting"]["orders"] >= 0
    assert "no-store" in farmer.headers["Cache-Control"]
    nothing = client().get("/sync/me").json["waiting"]
    assert {"basket", "orders", "desk"} <= set(nothing)
    assert set(nothing.values()) == {0}


def test_looking_gives_nobody_a_cookie(client: Visit, key: uuid.UUID) -> None:
    for path in ("/sync/token", "/sync/me", f"/sync/receipts?keys={key}"):
        assert "Set-Cookie" not in client().get(path).headers


def test_a_receipt_is_the_answer_in_the_order_asked(
    client: Visit, product: str, key: uuid.UUID
) -> None:
    phone, refused, never = client(BUYER), uuid.uuid4(), uuid.uuid4()
    received = basket(phone, key, product).json
    wrong = basket(phone, refused, product, "many").json
    told = phone.get(f'/sync/receipts?keys={never},"{key}",{refused}').json
    assert told == [
        {"key": str(never), "state": "unknown", "message": "", "location": None, "errors": {}},
        received,
        wrong,
    ]
    assert [set(one) for one in told] == [SHAPE] * 3
    assert (received["state"], wrong["state"]) == ("received", "refused")


def test_a_conflict_has_a_receipt_too(client: Visit, product: str, key: uuid.UUID) -> None:
    phone = client(BUYER)
    sent = {"name": "李婶", "phone": "13912345678", "delivery": "pickup", "payment": "on_delivery"}
    answer = phone.post(
        "/storefront/checkout",
        data={**sent, "line": f"{product}:1:1"},
        headers={**JSON, "Idempotency-Key": str(key)},
    )
    [receipt] = phone.get(f"/sync/receipts?keys={key}").json
    assert (answer.status_code, receipt["state"]) == (409, "conflict")
    assert receipt == answer.json


def test_a_receipt_is_shown_only_to_the_phone_or_member_who_sent_it(
    client: Visit, product: str, key: uuid.UUID
) -> None:
    phone = client()
    basket(phone, key, product)
    for other in (client(), client(FARMER), client(BUYER)):
        assert other.get(f"/sync/receipts?keys={key}").json[0]["state"] == "unknown"
    assert phone.get(f"/sync/receipts?keys={key}").json[0]["state"] == "received"
    phone.sign_in(BUYER)
    assert phone.get(f"/sync/receipts?keys={key}").json[0]["state"] == "received"


def test_fifty_keys_may_be_asked_for_and_one_more_may_not(client: Visit) -> None:
    keys = [str(uuid.uuid4()) for _ in range(51)]
    fifty = client().get("/sync/receipts?keys=" + ",".join(keys[:50]))
    assert [one["key"] for one in fifty.json] == keys[:50]
    assert client().get("/sync/receipts?keys=" + ",".join(keys)).status_code == 422


@pytest.mark.parametrize(
    "asked", ["", "?keys=", "?keys=x", f"?keys={uuid.UUID(int=1)},x", "?keys=,,"]
)
def test_keys_that_are_none_are_refused_in_words(client: Visit, asked: str) -> None:
    answer = client().get("/sync/receipts" + asked, headers=JSON)
    assert (answer.status_code, answer.json["state"]) == (422, "refused")
    assert "1 to 50 keys" in answer.json["message"]
