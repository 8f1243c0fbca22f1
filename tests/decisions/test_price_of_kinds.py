"""A price that the members decided is the price of every kind of that product."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from blueprints.core import ids
from blueprints.core.db import session, writing
from blueprints.members import queries as members
from blueprints.storefront import services
from blueprints.storefront.models import Product, Variant
from blueprints.storefront.services import KindTold, PriceWasDecided
from tests.decisions.votes import LIUSHU, all_vote, count, opened

pytestmark = pytest.mark.usefixtures("live")


def test_what_the_members_decided_costs_the_same_in_every_kind() -> None:
    there = members.organisation_with(LIUSHU)
    asked = select(Product).join(Variant).where(Product.organisation_id == there)
    product = session.scalars(asked.order_by(Product.id)).first()
    assert product
    vote = opened(template="price", fields={"product_id": str(product.id), "price_minor": 5500})
    all_vote(vote, "yyyyn--")
    count(vote)
    kinds = session.scalars(select(Variant).where(Variant.product_id == product.id)).all()
    assert {one.price_minor for one in kinds} == {5500}
    assert session.get_one(Product, product.id).price_minor == 5500
    of = {"seller_id": product.seller_id, "product_id": product.id}
    with pytest.raises(PriceWasDecided), writing():
        services.set_price(**of, variant_id=kinds[0].id, price_minor=5000, seen_minor=5500)
    with pytest.raises(PriceWasDecided), writing():
        services.add_variant(**of, told=KindTold("碎", 3000, 9, None, {}), key=ids.uuid7())
    with pytest.raises(PriceWasDecided), writing():
        services.change_variant(
            **of,
            variant_id=kinds[0].id,
            version=None,
            seen_stock=None,
            told=KindTold("特级", 5000, 9, None, {}),
        )
    with writing():
        services.add_variant(**of, told=KindTold("碎", 5500, 9, None, {}), key=ids.uuid7())
