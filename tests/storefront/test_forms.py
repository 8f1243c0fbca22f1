"""What may be typed in the shop, as people type it."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from wtforms import ValidationError

from blueprints.storefront.forms import (
    BasketForm,
    CheckoutForm,
    LookupForm,
    ProductForm,
    phone_number,
    wanted_from,
)
from blueprints.storefront.rules import Choice, Wanted
from tests.storefront.conftest import GOODS, GUEST

ONE = uuid.UUID(int=1)


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("4.80", 480),
        ("4.8", 480),
        ("４．８０", 480),
        ("¥4.80", 480),
        ("12元", 1200),
        (" 1,200 ", 120000),
    ],
)
def test_a_price_is_read_as_people_write_it(app: Flask, typed: str, minor: int) -> None:
    with app.test_request_context("/", method="POST", data={**GOODS, "price": typed}):
        form = ProductForm.read()
        assert form.validate(), form.errors
        assert form.price.minor == minor


@pytest.mark.parametrize(("typed", "number"), [("20", 20), ("０２０", 20), (" 7 ", 7), ("0", 0)])
def test_a_count_is_read_as_people_write_it(app: Flask, typed: str, number: int) -> None:
    with app.test_request_context("/", method="POST", data={**GOODS, "stock": typed}):
        form = ProductForm.read()
        assert form.validate(), form.errors
        assert form.stock.number == number


@pytest.mark.parametrize(
    ("sent", "version", "stock"),
    [
        ("3-20", 3, 20),
        ("3", 3, None),
        ("", None, None),
        ("x-y", None, None),
        ("9" * 30, None, None),
    ],
)
def test_an_edit_page_says_what_it_was_made_from(
    app: Flask, sent: str, version: int | None, stock: int | None
) -> None:
    with app.test_request_context("/", method="POST", data={**GOODS, "version": sent}):
        form = ProductForm.read()
        assert (form.seen_version, form.seen_stock) == (version, stock)


@pytest.mark.parametrize(
    "typed", ["13900000001", "139 0000 0001", "+86 139-0000-0001", "１３９00000001"]
)
def test_a_phone_number_is_one_number_however_it_is_written(typed: str) -> None:
    assert phone_number(typed) == "+8613900000001"


@pytest.mark.parametrize("typed", ["", "12", "phone", "1" * 20, "+86"])
def test_what_is_no_phone_number_is_refused(app: Flask, typed: str) -> None:
    with app.test_request_context("/"), pytest.raises(ValidationError):
        phone_number(typed)


@pytest.mark.parametrize("typed", ["41270386", "4127 0386", "No. 4127-0386", "４１２７０３８６"])
def test_an_order_number_may_be_written_with_gaps(app: Flask, typed: str) -> None:
    sent = {"number": typed, "phone": "13900000001"}
    with app.test_request_context("/", method="POST", data=sent):
        form = LookupForm.read()
        assert form.validate(), form.errors
        assert form.digits == "41270386"


def test_a_checkout_that_is_sent_needs_an_address_and_one_that_is_collected_does_not(
    app: Flask,
) -> None:
    for delivery, good in (("pickup", True), ("ship", False)):
        with app.test_request_context("/", method="POST", data={**GUEST, "delivery": delivery}):
            assert CheckoutForm.read().validate() == good


@given(
    st.dictionaries(
        st.tuples(st.uuids(), st.none() | st.uuids()),
        st.tuples(st.integers(1, 10_000), st.integers(1, 10**12)),
    )
)
def test_the_lines_of_a_page_come_back_as_they_were_shown(
    lines: dict[tuple[uuid.UUID, uuid.UUID | None], tuple[int, int]],
) -> None:
    sent = [
        f"{product}:{quantity}:{price}" + (f":{variant}" if variant else "")
        for (product, variant), (quantity, price) in lines.items()
    ]
    assert wanted_from(sent) == {Choice(*one): Wanted(*told) for one, told in lines.items()}


@given(st.lists(st.text()))
def test_whatever_else_is_sent_as_lines_is_left_out(lines: list[str]) -> None:
    assert wanted_from([f"x{line}" for line in lines]) == {}


def test_a_line_with_anything_damaged_is_left_out_whole() -> None:
    bad = [
        "1:480",
        ":1:480",
        f"{ONE}",
        f"{ONE}:1",
        f"{ONE}:0:480",
        f"{ONE}:1:0",
        f"{ONE}:-1:480",
        f"{ONE}:1:480:big",
    ]
    assert wanted_from(bad) == {}
    assert wanted_from([*bad, f"{ONE}:2:480"]) == {Choice(ONE): Wanted(2, 480)}


@pytest.mark.parametrize(("seen", "minor"), [("480", 480), ("", None), ("-1", None), ("x", None)])
def test_the_price_seen_is_a_whole_number_or_not_said(
    app: Flask, seen: str, minor: int | None
) -> None:
    sent = {"product": str(ONE), "quantity": "1", "seen": seen}
    with app.test_request_context("/", method="POST", data=sent):
        assert BasketForm.read().seen_minor == minor
