"""The whole journey, and every refusal on the way: nobody can be found in what was logged."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from io import StringIO

import pytest
from flask import Flask

from tests.page import Client
from tests.village import BUYER, FARMER, Village

NAME, ADDRESS, PHONE = "王秀英", "柳树村三组十七号", "13900000042"


@pytest.fixture
def written(app: Flask) -> StringIO:
    """What reaches the house's own log, as it is written down."""
    return StringIO()


def test_no_name_phone_pin_code_address_or_token_is_in_the_log(
    app: Flask, client: Callable[..., Client], village: Village, written: StringIO
) -> None:
    house = logging.getLogger("commonfield")
    ours = next(one for one in house.handlers if type(one) is logging.StreamHandler)
    before, level = ours.setStream(written), house.level
    house.setLevel(logging.DEBUG)
    try:
        secrets = _live_a_little(client, village)
    finally:
        house.setLevel(level)
        ours.setStream(before)
    told = written.getvalue()
    assert len(told.splitlines()) > 10
    for secret in secrets:
        assert secret not in told
    assert not re.search(r"\d{6,}", told)


def _live_a_little(client: Callable[..., Client], village: Village) -> list[str]:
    """What must not be found afterwards."""
    farmer, guest = client(FARMER), client()
    guest.get(f"/storefront/?q={NAME}")
    guest.post("/sign-in", data={"phone": PHONE, "pin": "135791"})
    guest.post("/join", data={"phone": PHONE, "name": NAME, "pin": "739154"})
    product = str(village.product(FARMER))
    guest.post("/storefront/basket", data={"product": product, "quantity": "1"})
    placed = guest.submit(
        guest.get("/storefront/checkout"),
        to="/storefront/checkout",
        name=NAME,
        phone=PHONE,
        address=ADDRESS,
    )
    assert placed.status_code == 303
    order = placed.headers["Location"]
    farmer.submit(farmer.get(order), to="/acceptance")
    guest.get(f"/storefront/orders/{order[-36:]}x")
    guest.post("/storefront/orders/lookup", data={"number": "1234567890", "phone": BUYER})
    cookies = [cookie.value for cookie in (farmer._cookies | guest._cookies).values()]
    return [NAME, ADDRESS, PHONE, FARMER, BUYER, "246810", "739154", order[-36:], *cookies]
