"""What may be typed."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
import wtforms
from flask import Flask
from werkzeug.datastructures import MultiDict

from blueprints.core.forms import (
    AmountField,
    CountField,
    Form,
    UuidField,
    at_most,
    fresh_key,
    required,
    tidy,
)
from blueprints.core.ids import as_uuid
from tests.core.conftest import SoldOut


class Basket(Form):
    price = AmountField(currency=lambda: "CNY", validators=[required("A price, please.")])
    stock = CountField(least=0, most=1_000_000)
    title = wtforms.StringField(validators=[at_most(5)])
    product = UuidField()


@pytest.fixture(autouse=True)
def _request(ground: Flask) -> Iterator[None]:
    with ground.test_request_context("/", headers={"Accept-Language": "en"}):
        yield


def typed(**fields: str) -> Basket:
    return Basket(MultiDict({"price": "1", **fields}))


@pytest.mark.parametrize(
    ("text", "minor"), [("4.80", 480), ("4.8", 480), (" 12 ", 1200), ("４．８０", 480), ("0.01", 1)]
)
def test_a_price_is_read_as_people_type_it(text: str, minor: int) -> None:
    form = typed(price=text)
    assert form.validate(), form.errors
    assert form.price.minor == minor


@pytest.mark.parametrize(
    "text", ["-1", "0", "0.00", "1.234", "1e3", "abc", "１２.３４５", "9" * 40, "--", "1,2,3.4"]
)
def test_a_price_that_is_none_keeps_the_persons_words(text: str) -> None:
    form = typed(price=text)
    assert not form.validate()
    assert form.price.data == text
    assert len(form.errors["price"]) == 1


def test_a_missing_price_gets_the_forms_own_sentence() -> None:
    form = typed(price="  ")
    assert not form.validate()
    assert form.errors["price"] == ["A price, please."]


@pytest.mark.parametrize(
    ("text", "number"), [("20", 20), ("２０", 20), ("0", 0), ("1000000", 10**6)]
)
def test_a_number_is_read_with_full_width_digits_too(text: str, number: int) -> None:
    form = typed(stock=text)
    assert form.validate(), form.errors
    assert form.stock.number == number


@pytest.mark.parametrize("text", ["-1", "1000001", "1000000000000", "2.5", "two", "9" * 5000])
def test_a_number_out_of_bounds_is_refused_in_words(text: str) -> None:
    form = typed(stock=text)
    assert not form.validate()
    assert form.stock.data == text


def test_what_is_too_long_says_how_long() -> None:
    form = typed(title="果" * 5000)
    assert not form.validate()
    assert any("5000" in sentence for sentence in form.errors["title"])


def test_an_id_is_an_id_or_missing() -> None:
    one = uuid.uuid4()
    assert typed(product=str(one)).product.id_value == one
    assert typed(product="' or 1=1").product.id_value is None


def test_tidy_words_have_one_form_and_no_nul() -> None:
    assert tidy(" cafe\u0301\x00 ") == "café"
    assert tidy(None) is None


def test_a_refusal_stands_at_its_field_or_above_the_form() -> None:
    form = typed()
    form.blame(SoldOut(left=3))  # its field is not on this form
    assert form.problem == "Only 3 left."

    class AtTheStock(SoldOut):
        field = "stock"

    form.blame(AtTheStock(left=2))
    assert list(form.stock.errors) == ["Only 2 left."]


def test_every_form_gets_a_key_of_its_own() -> None:
    keys = {fresh_key() for _ in range(100)}
    assert len(keys) == 100
    assert all(as_uuid(key) for key in keys)


def test_a_server_without_a_language_shows_forms_too(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(wtforms.meta.DefaultMeta, "translations_cache", {})
    with app.test_request_context("/"):
        assert Basket.read(title="Eggs").title.data == "Eggs"
