"""What the shop does when a person closes their account."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select, update

from blueprints.core import clock, jobs, search
from blueprints.core.db import session, writing
from blueprints.core.storage import storage
from blueprints.storefront import services
from blueprints.storefront.models import BasketLine, Line, Order, Photo, Product, Step
from blueprints.storefront.services.closing import OrderUnderWay
from tests.village import BUYER, FARMER, Village


def settle_all() -> None:
    """Nothing is under way any more."""
    with writing() as live:
        live.execute(update(Order).values(state="completed", due_at=None))


def forget(member_id: uuid.UUID) -> None:
    with writing():
        services.forget_member(member_id)


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("phone", [FARMER, BUYER])
def test_an_order_under_way_comes_first(village: Village, phone: str) -> None:
    before = village.products(FARMER)
    with pytest.raises(OrderUnderWay) as refusal:
        forget(village.person(phone))
    assert str(refusal.value.params["number"]).isalnum()
    assert village.products(FARMER) == before


@pytest.mark.usefixtures("live")
def test_an_order_that_time_has_settled_is_not_under_way(village: Village) -> None:
    with writing() as live:
        live.execute(update(Order).values(state="placed", due_at=clock.now()))
    forget(village.person(BUYER))


@pytest.mark.usefixtures("live")
def test_goods_and_sums_stay_and_the_buyer_goes(village: Village) -> None:
    settle_all()
    buyer = village.person(BUYER)
    before = {
        (order.number, order.total_minor, order.placed_at)
        for order in session.scalars(select(Order).where(Order.buyer_id == buyer))
    }
    lines, steps = (len(session.scalars(select(one)).all()) for one in (Line, Step))
    forget(buyer)
    orders = session.scalars(select(Order).where(Order.buyer_id == buyer)).all()
    assert {(order.number, order.total_minor, order.placed_at) for order in orders} == before
    assert {(order.name, order.phone, order.address) for order in orders} == {("–", "", "")}
    assert [len(session.scalars(select(one)).all()) for one in (Line, Step)] == [lines, steps]


@pytest.mark.usefixtures("live")
def test_a_sellers_products_leave_the_shop_and_their_pictures_the_disk(village: Village) -> None:
    settle_all()
    farmer = village.person(FARMER)
    with writing():
        services.put_in_basket(
            owner=f"m:{farmer.hex}", product_id=village.product("13800000023"), quantity=1
        )
    pictured = select(Photo.name).join(Product, Product.id == Photo.product_id)
    names = set(session.scalars(pictured.where(Product.seller_id == farmer)))
    others = set(session.scalars(pictured.where(Product.seller_id != farmer)))
    assert names
    forget(farmer)
    assert village.products(FARMER) == []
    left = session.scalars(select(Product).where(Product.seller_id == farmer)).all()
    assert {one.description for one in left} == {""}
    assert set(session.scalars(pictured.where(Product.seller_id == farmer))) == set()
    assert session.scalars(select(BasketLine)).all() == []
    found = {row.subject_id for row in session.execute(search.matching("product", "柳树"))}
    assert found.isdisjoint(one.id for one in left)
    session.rollback()
    jobs.run_due()
    for name in sorted(names - others):
        assert not storage().exists(f"pictures/{name[:2]}/{name}.160.webp")
    for name in sorted(others):
        assert storage().exists(f"pictures/{name[:2]}/{name}.160.webp")
