"""Kinds and dates on real databases: their own price and stock, and never one too many."""

from __future__ import annotations

import threading
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from blueprints.core import clock, ids
from blueprints.core.db import session, writing
from blueprints.core.errors import NotFound
from blueprints.members import queries as members
from blueprints.storefront import queries, rules, services
from blueprints.storefront.models import Line, Product, Variant
from blueprints.storefront.rules import ACCEPT_WITHIN, Choice, Wanted
from blueprints.storefront.services import KindTold, ProductChanged
from tests.storefront.conftest import Rows, Stall, buyer_of
from tests.village import BUYER, FARMER, MANAGER, OTHER_BUYER

Stop = Callable[[datetime], datetime]
A_DAY = timedelta(days=1)


def add(product: uuid.UUID, name: str = "大", seller: str = FARMER, **told: Any) -> Choice:
    with writing():
        kind = services.add_variant(
            seller_id=members.person_with(seller),
            product_id=product,
            told=kind_told(name=name, **told),
            key=ids.uuid7(),
        )
        return Choice(product, kind.id)


def kind_told(**told: Any) -> KindTold:
    plain = {"name": "大", "price_minor": 600, "stock": 5, "starts_at": None, "others": {}}
    return KindTold(**{**plain, **told})


def left(choice: Choice) -> int:
    session.rollback()
    return session.scalars(select(Variant.stock).where(Variant.id == choice.variant_id)).one()


def of(choice: Choice, seller: str = FARMER) -> dict[str, Any]:
    return {"seller_id": members.person_with(seller), **vars(choice)}


def test_a_product_with_kinds_repeats_the_cheapest_price_and_the_sum(stall: Stall) -> None:
    product = stall.sells(stock=20, price_minor=480)
    small = add(product, "小", price_minor=400, stock=3)
    add(product, "大", price_minor=600, stock=5)
    assert stall.stock(product) == 8
    assert session.get_one(Product, product).price_minor == 400
    stall.orders({small: 3})
    session.expire_all()
    assert session.get_one(Product, product).price_minor == 600, "the cheapest that is left"
    card = queries.product(product, "zh").card
    assert (card.kinds, card.varies, card.stock, card.price_minor) == (2, True, 5, 600)


def test_an_order_takes_from_its_kind_and_keeps_its_name_and_price(stall: Stall) -> None:
    product = stall.sells()
    large, small = add(product), add(product, "小", price_minor=400, stock=9)
    [order] = stall.orders({large: 2, small: 1})
    lines = session.scalars(select(Line).where(Line.order_id == order).order_by(Line.place)).all()
    assert [(one.variant, one.price_minor, one.quantity) for one in lines] == [
        ("大", 600, 2),
        ("小", 400, 1),
    ]
    assert (left(large), left(small), stall.stock(product)) == (3, 8, 11)


@pytest.mark.parametrize("how", ["cancelled", "lapsed"])
def test_what_was_not_bought_goes_back_to_its_kind(stall: Stall, clock_at: Stop, how: str) -> None:
    product = stall.sells()
    large = add(product)
    now = clock_at(clock.now())
    [order] = stall.orders({large: 5})
    assert (left(large), stall.stock(product)) == (0, 0)
    if how == "cancelled":
        stall.does(services.cancel_order, order, BUYER, reason="改天")
    else:
        clock_at(now + ACCEPT_WITHIN)
        stall.orders({large: 5}, OTHER_BUYER)
        return
    assert (left(large), stall.stock(product)) == (5, 5)


def test_what_comes_back_to_a_kind_taken_away_is_not_for_sale(stall: Stall) -> None:
    product = stall.sells()
    large, small = add(product), add(product, "小", stock=9)
    [order] = stall.orders({large: 2})
    with writing():
        services.withdraw_variant(**of(large))
    stall.does(services.cancel_order, order, BUYER, reason="改天")
    assert (left(large), left(small), stall.stock(product)) == (5, 9, 9)
    with pytest.raises(rules.NoLongerSold):
        stall.orders({large: 1})


def test_where_there_are_kinds_one_must_be_chosen_and_it_must_be_one_of_them(
    stall: Stall, rows: Callable[[], Rows]
) -> None:
    product, other = stall.sells(), stall.sells(title="柚子")
    add(product)
    pear = add(other, "红")
    before = rows()
    with pytest.raises(rules.VariantMissing):
        stall.orders({product: 1})
    with pytest.raises(rules.VariantMissing), writing():
        services.put_in_basket(owner="v:x", product_id=product, quantity=1)
    foreign = Choice(product, pear.variant_id)
    with pytest.raises(rules.NoLongerSold):
        stall.orders({foreign: 1})
    with pytest.raises(NotFound), writing():
        services.put_in_basket(owner="v:x", **vars(foreign), quantity=1)
    assert rows() == before


def test_a_basket_holds_two_kinds_of_one_product_and_each_is_set_alone(stall: Stall) -> None:
    product = stall.sells()
    large, small = add(product), add(product, "小", price_minor=400)
    for choice, quantity in ((large, 2), (small, 3), (large, 1)):
        with writing():
            services.put_in_basket(owner="v:x", **vars(choice), quantity=quantity)
    basket = queries.basket_of("v:x", "zh")
    assert [(row.variant, row.quantity) for row in basket.rows] == [("大", 1), ("小", 3)]
    assert basket.total_minor == 600 + 3 * 400
    stall.orders({large: 1}, None, "x")
    assert list(queries.wanted_in("v:x")) == [small]


def test_a_visit_that_has_begun_cannot_be_joined_before_any_job_ran(
    stall: Stall, clock_at: Stop
) -> None:
    now = clock_at(clock.now())
    visit = stall.sells(category="visits", unit="位")
    first = add(visit, "", starts_at=now + A_DAY, stock=4)
    second = add(visit, "", starts_at=now + 2 * A_DAY, stock=6, price_minor=700)
    assert queries.product(visit, "zh").card.stock == 10
    clock_at(now + A_DAY)
    with pytest.raises(rules.DatePassed):
        stall.orders({first: 1})
    view = queries.product(visit, "zh")
    assert (view.card.stock, view.card.price_minor, len(view.kinds)) == (6, 700, 1)
    assert stall.stock(visit) == 10, "nobody has written it down yet"
    with writing():
        assert services.let_dates_pass() == 1
        assert services.let_dates_pass() == 0
    assert stall.stock(visit) == 6
    [order] = stall.orders({second: 6})
    [line] = session.scalars(select(Line).where(Line.order_id == order))
    assert line.starts_at == now + 2 * A_DAY
    clock_at(now + 2 * A_DAY)
    with writing():
        services.let_dates_pass()
    assert queries.product(visit, "zh").card.stock == 0


def test_a_date_needs_a_day_to_come_and_a_kind_needs_a_name(stall: Stall) -> None:
    visit, fruit = stall.sells(category="visits"), stall.sells()
    with pytest.raises(rules.StartMissing):
        add(visit)
    with pytest.raises(rules.StartPast):
        add(visit, starts_at=clock.now())
    with pytest.raises(rules.NameMissing):
        add(fruit, "")
    add(fruit, "大")
    with pytest.raises(rules.KindTwice):
        add(fruit, "大")
    for n in range(rules.MOST_VARIANTS - 1):
        add(fruit, f"第{n}种")
    with pytest.raises(rules.TooManyVariants):
        add(fruit, "再来")


def test_a_sale_in_between_is_never_overwritten(stall: Stall) -> None:
    product = stall.sells(stock=20)
    large = add(stall.sells(title="柚子"), stock=20)
    for choice in (Choice(product), large):
        stall.orders({choice: 3})
        with pytest.raises(rules.StockChanged), writing():
            services.set_stock(**of(choice), stock=25, seen=20)
        with writing():
            services.set_stock(**of(choice), stock=20, seen=20)
        assert stall.stock(choice.product_id) == 17, "a number nobody touched follows the sales"
        with writing():
            services.set_stock(**of(choice), stock=0, seen=20)
        assert stall.stock(choice.product_id) == 0, "sold out is sold out"
        with pytest.raises(rules.StockChanged), writing():
            services.set_stock(**of(choice), stock=4, seen=1)
    with pytest.raises(ProductChanged), writing():
        services.change_variant(**of(large), version=9, seen_stock=0, told=kind_told())
    with pytest.raises(rules.StockChanged), writing():
        services.change_variant(**of(large), version=1, seen_stock=5, told=kind_told(stock=7))


def test_a_paused_product_is_not_listed_and_not_sold_and_its_page_stays(stall: Stall) -> None:
    product = stall.sells(title="独一无二柚")
    [order] = stall.orders({product: 1})
    with writing():
        services.pause_product(seller_id=members.person_with(FARMER), product_id=product)
    with pytest.raises(rules.NoLongerSold):
        stall.orders({product: 1})
    with pytest.raises(NotFound), writing():
        services.put_in_basket(owner="v:x", product_id=product, quantity=1)
    assert _found("独一无二柚") == 0
    assert queries.product(product, "zh").card.paused
    stall.does(services.accept_order, order)
    with writing():
        services.resume_product(seller_id=members.person_with(FARMER), product_id=product)
    assert _found("独一无二柚") == 1
    stall.orders({product: 1})


def test_a_price_is_set_once_and_a_quicker_phone_wins(stall: Stall) -> None:
    large = add(stall.sells())
    with writing():
        services.set_price(**of(large), price_minor=650, seen_minor=600)
    with pytest.raises(rules.PriceMoved), writing():
        services.set_price(**of(large), price_minor=610, seen_minor=600)
    assert session.get_one(Product, large.product_id).price_minor == 650
    with pytest.raises(rules.VariantMissing), writing():
        services.set_price(**of(Choice(large.product_id)), price_minor=1, seen_minor=None)


@pytest.mark.parametrize("stranger", [MANAGER, BUYER])
def test_only_the_seller_sets_anything(
    stall: Stall, rows: Callable[[], Rows], stranger: str
) -> None:
    large = add(stall.sells())
    before, theirs = rows(), of(large, stranger)
    product = {name: theirs[name] for name in ("seller_id", "product_id")}
    for verb, more in (
        (services.set_stock, {**theirs, "stock": 1, "seen": None}),
        (services.set_price, {**theirs, "price_minor": 1, "seen_minor": None}),
        (services.pause_product, product),
        (services.resume_product, product),
        (services.withdraw_variant, theirs),
        (services.add_variant, {**product, "told": kind_told(), "key": ids.uuid7()}),
    ):
        with pytest.raises(NotFound), writing():
            verb(**more)
    assert rows() == before


def test_the_last_of_a_kind_goes_to_one_buyer(app: Flask) -> None:
    with app.app_context():
        last = add(Stall().sells(), stock=1)
        session.remove()
    told: Counter[str] = Counter()
    start = threading.Barrier(16)

    def buy(n: int) -> None:
        with app.app_context():
            start.wait()
            try:
                with writing():
                    services.place_orders(
                        buyer=buyer_of(None, f"racer-{n}"),
                        wanted={last: Wanted(1, 600)},
                        key=ids.uuid7(),
                    )
                told["won"] += 1
            except Exception as refusal:
                told[type(refusal).__name__] += 1
            session.remove()

    threads = [threading.Thread(target=buy, args=(n,)) for n in range(16)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert told == {"won": 1, "SoldOut": 15}
    with app.app_context():
        assert left(last) == 0
        session.remove()


def _found(words: str) -> int:
    shelf = queries.listing(
        words=words, category="", place_id=None, sort="new", after="", locale="zh"
    )
    return len(shelf.cards)
