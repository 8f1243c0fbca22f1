"""Kinds, days, stock in two taps, shops: through the pages, and what they say of bad input."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from blueprints.core import clock
from tests.page import Client, Page
from tests.storefront.conftest import GUEST, Client_, id_in, sell
from tests.village import FARMER, MANAGER, TREASURER, Village

DAY = clock.local(clock.now()).date() + timedelta(days=20)


def at(product: str, rest: str = "") -> str:
    return f"/storefront/products/{product}{rest}"


@pytest.fixture
def seller(client: Client_) -> Client:
    one = client()
    one.sign_in(FARMER)
    return one


def add_kind(seller: Client, product: str, **fields: str) -> Page:
    form = seller.get(at(product, "/variants/new"))
    return seller.submit(form, **{"name": "大", "price": "6.00", "stock": "5", **fields})


def test_a_buyer_chooses_a_kind_and_the_order_says_which(seller: Client, client: Client_) -> None:
    product, buyer = id_in(sell(seller, title="分级核桃")), client()
    for name, price in (("大", "6.00"), ("小", "4.00")):
        seller.follow(add_kind(seller, product, name=name, price=price))
    shown = buyer.get(at(product))
    assert "from ¥4.00" in shown.words
    assert "¥12.00 per kg" in shown.words
    [large, _small] = [one.get("value") for one in shown.all("input", name="variant")]
    basket = buyer.follow(buyer.submit(shown, to="/storefront/basket", variant=large, quantity="2"))
    assert "大" in basket.words
    checkout = buyer.get("/storefront/checkout")
    order = buyer.follow(buyer.submit(checkout, **GUEST))
    assert "大" in order.words
    assert order.one("data", value=True).get("data-total-minor") == "1200"
    assert "3 left" in buyer.get(at(product)).words


def test_a_product_with_kinds_asked_without_one_is_refused_in_a_sentence(
    seller: Client, client: Client_
) -> None:
    product = id_in(sell(seller, title="分级核桃"))
    seller.follow(add_kind(seller, product))
    answer = client().post("/storefront/basket", data={"product": product, "quantity": "1"})
    assert answer.status_code == 422
    assert "“分级核桃” comes in several kinds" in answer.text
    assert answer.link(at(product))
    told = client().post(
        "/storefront/basket",
        data={"product": product, "quantity": "1"},
        headers={"Accept": "application/json"},
    )
    assert "variant" in told.get_json()["errors"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"stock": ""}, "Please say how many there are"),
        ({"price": ""}, "Please say what one of it costs"),
        ({"price": "0"}, "The price must be more than zero"),
        ({"stock": "-1"}, "from 0 to"),
        ({"name": ""}, "Please give this kind a name"),
    ],
)
def test_a_grade_that_lacks_something_is_told_and_nothing_typed_is_lost(
    seller: Client, fields: dict[str, str], sentence: str
) -> None:
    product = id_in(sell(seller))
    typed = {"name": "特级", "price": "6.60", "stock": "7", "other_name": "Best", **fields}
    answer = add_kind(seller, product, **typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    for name, value in typed.items():
        assert answer.one("input", name=name).get("value", "") == value
    assert not seller.get(at(product)).all("input", name="variant")


def test_a_date_of_the_past_is_refused_and_a_coming_one_is_sold_with_its_place(
    seller: Client, client: Client_
) -> None:
    visit = id_in(sell(seller, title="摘茶半日", category="visits", unit="位"))
    answer = add_kind(seller, visit, name="", starts_at="2020-05-01T09:00")
    assert (answer.status_code, "That day has passed" in answer.text) == (422, True)
    assert answer.one("input", name="starts_at").get("value") == "2020-05-01T09:00"
    seller.follow(add_kind(seller, visit, name="", starts_at=f"{DAY}T09:30"))
    form = seller.get(at(visit, "/particulars"))
    seller.follow(seller.submit(form, meeting="村口大樟树下"))
    buyer = client()
    shown = buyer.get(at(visit))
    assert "09:30" in shown.words
    assert "村口大樟树下" in shown.words
    buyer.follow(buyer.submit(shown, to="/storefront/basket", quantity="2"))
    order = buyer.follow(buyer.submit(buyer.get("/storefront/checkout"), **GUEST))
    assert "09:30" in order.words
    assert "村口大樟树下" in order.words


def test_a_promised_day_is_seen_everywhere_and_the_order_keeps_it(
    seller: Client, client: Client_
) -> None:
    product = id_in(sell(seller, title="先订腊肉"))
    form = seller.get(at(product, "/particulars"))
    past = seller.submit(form, promised_on="2020-01-01")
    assert (past.status_code, "Please promise a day to come" in past.text) == (422, True)
    seller.follow(
        seller.submit(
            past, promised_on=str(DAY), season_from="11", season_to="2", harvest_on="2026-10-01"
        )
    )
    buyer = client()
    said = f"{DAY.day} {DAY:%b}"
    shown = buyer.get(at(product))
    assert f"you get it on {said}" in shown.words
    assert "November to February" in shown.words
    assert f"for {said}" in buyer.get("/storefront/?q=先订腊肉").words
    basket = buyer.follow(buyer.submit(shown, to="/storefront/basket", quantity="1"))
    assert said in basket.words
    checkout = buyer.get("/storefront/checkout")
    assert said in checkout.words
    order = buyer.follow(buyer.submit(checkout, **GUEST))
    form = seller.get(at(product, "/particulars"))
    seller.follow(seller.submit(form, promised_on=""))
    assert f"Promised for {said}" in buyer.get(order.request.path).words


def test_half_a_season_is_refused_and_a_box_has_a_weight(seller: Client) -> None:
    product = id_in(sell(seller, unit="盒"))
    form = seller.get(at(product, "/particulars"))
    answer = seller.submit(form, season_from="11", weight_grams="750")
    assert "Please give both months" in answer.text
    assert answer.one("input", name="weight_grams").get("value") == "750"
    seller.follow(seller.submit(answer, season_to="1"))
    assert "750 g" in seller.get(at(product)).words
    weighed = id_in(sell(seller, unit="斤"))
    assert not seller.get(at(weighed, "/particulars")).all("input", name="weight_grams")


def test_stock_and_price_are_one_field_each_and_a_sale_in_between_is_asked_about(
    seller: Client, client: Client_
) -> None:
    product, buyer = id_in(sell(seller, stock="20")), client()
    own = seller.get(at(product, "/own"))
    changed = seller.follow(seller.submit(own, to=at(product, "/price"), price="5.20"))
    assert "¥5.20" in changed.words
    shown = buyer.get(at(product))
    buyer.follow(buyer.submit(shown, to="/storefront/basket", quantity="2"))
    buyer.follow(buyer.submit(buyer.get("/storefront/checkout"), **GUEST))
    asked = seller.submit(changed, to=at(product, "/stock"), stock="30")
    assert asked.status_code == 409
    assert "18 are left now, and not 20" in asked.text
    assert asked.one("input", id="stock").get("value") == "30"
    again = seller.follow(seller.submit(asked, to=at(product, "/stock"), stock="30"))
    assert again.one("data", value=True).get("data-stock") == "30"
    zero = seller.submit(again, to=at(product, "/price"), price="0")
    assert (zero.status_code, "The price must be more than zero" in zero.text) == (422, True)


def test_a_pause_takes_it_out_of_the_lists_and_its_own_list_puts_it_back(
    seller: Client, client: Client_
) -> None:
    product = id_in(sell(seller, title="独一份柚"))
    seller.follow(seller.submit(seller.get(at(product, "/own")), to=at(product, "/pause")))
    stranger = client()
    assert product not in stranger.get("/storefront/?q=独一份柚").text
    page = stranger.get(at(product))
    assert (page.status_code, "not selling this just now" in page.text) == (200, True)
    assert not page.all("input", name="quantity")
    mine = seller.get("/storefront/products/mine")
    assert "Paused" in mine.words
    seller.follow(seller.submit(mine, to=at(product, "/resumption")))
    assert product in stranger.get("/storefront/?q=独一份柚").text


def test_an_edit_of_the_words_leaves_the_kinds_their_prices(seller: Client) -> None:
    product = id_in(sell(seller, price="4.80", stock="20"))
    seller.follow(add_kind(seller, product))
    form = seller.get(at(product, "/edit"))
    own = seller.follow(seller.submit(form, title="新名字", price="1.00", stock="999"))
    data = own.one("data", value=True)
    assert (data.get("data-price-minor"), data.get("data-stock")) == ("600", "5")
    assert own.h1 == "新名字"


def test_markup_in_words_is_shown_and_never_run(seller: Client, client: Client_) -> None:
    evil = "<script>alert(1)</script><b onclick=x>甜</b>"
    product = id_in(sell(seller, description=evil))
    seller.follow(add_kind(seller, product, name="<i>大</i>"))
    for page in (client().get(at(product)), seller.get(at(product, "/own"))):
        assert "<i>大</i>" not in page.text
        assert "&lt;i&gt;大" in page.text
        assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in client().get(at(product)).text


def test_twenty_thousand_characters_are_refused_in_one_sentence_and_kept(seller: Client) -> None:
    long = "甜" * 20_000
    answer = seller.submit(seller.get("/storefront/products/new"), title="蜜", description=long)
    assert answer.status_code == 422
    sentence = "Please keep this to 2000 characters; it has 20000."
    assert answer.one("p", id="description-error").text.strip() == sentence
    assert long in answer.text


def test_a_shop_says_who_sells_from_where_and_no_number(
    seller: Client, client: Client_, village: Village
) -> None:
    words = "屋后三亩地。\n欢迎来看。"
    seller.follow(seller.submit(seller.get("/storefront/about"), about=words))
    product = id_in(sell(seller))
    page = client().get(at(product))
    shop = client().get(page.link("/storefront/sellers/"))
    assert shop.status_code == 200
    assert "屋后三亩地。" in shop.text
    assert "欢迎来看。" in shop.text
    assert product in shop.text
    for path in (shop.request.path, f"/storefront/shops/{village.organisation()}"):
        text = client().get(path).text
        assert not re.search(r"1[3-9]\d{9}|tel:", text)


def test_a_co_ops_shop_pages_by_key_and_its_organisation_links_it(
    client: Client_, village: Village
) -> None:
    path = f"/storefront/shops/{village.organisation()}"
    seen: list[str] = []
    while path:
        page = client().get(path)
        goods = [link for link in page.links if link.startswith("/storefront/products/")]
        assert not set(goods) & set(seen)
        seen += goods
        path = next((link for link in page.links if "after=" in link), "")
    assert len(seen) > 12
    organisation = client().get(f"/members/organisations/{village.organisation()}")
    assert organisation.link("/storefront/shops/")


def test_only_the_manager_writes_the_shops_words(client: Client_, village: Village) -> None:
    path = f"/storefront/shops/{village.organisation()}"
    treasurer, manager = client(), client()
    treasurer.sign_in(TREASURER)
    assert treasurer.get(f"{path}/about").status_code == 403
    manager.sign_in(MANAGER)
    form = manager.get(f"{path}/about")
    too_long = manager.submit(form, about="字" * 601)
    assert (too_long.status_code, "字" * 601 in too_long.text) == (422, True)
    shop = manager.follow(manager.submit(form, about="七户一起卖。"))
    assert "七户一起卖。" in shop.text


def test_weights_are_said_in_jin_and_in_kilograms_in_lists_and_on_pages(
    seller: Client, client: Client_
) -> None:
    for unit, other in (("斤", "¥9.60 per kg"), ("kg", "¥2.40 per jin")):
        product = id_in(sell(seller, title=f"称重瓜{unit}", unit=unit))
        assert other in client().get(at(product)).words
        assert other in client().get(f"/storefront/?q=称重瓜{unit}").words
