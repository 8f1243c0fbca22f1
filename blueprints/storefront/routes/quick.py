"""Stock, price and pause, each one small form: on the product's own page and in the list."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from flask import url_for
from werkzeug.wrappers import Response

from blueprints.core.access import member, signed_in
from blueprints.core.errors import N_
from blueprints.core.web.act import act
from blueprints.storefront import services
from blueprints.storefront.forms import PriceForm, StockForm
from blueprints.storefront.routes import deeds_goods as deeds
from blueprints.storefront.routes.door import bp
from blueprints.storefront.routes.own_page import own_page


@bp.post("/products/<uuid:product_id>/stock")
@signed_in(for_others="sell")
def set_stock(product_id: uuid.UUID) -> Response:
    form: StockForm = StockForm.read()
    of = _of(product_id, form)
    return act(
        lambda _key: services.set_stock(**of, stock=form.stock.number, seen=form.seen_number),
        then=_own,
        form=form,
        page=lambda: own_page(product_id, stock=form),
        said=N_("Received. The new number is in the shop."),
        deeds=partial(deeds.stock_set, number=form.stock.data),
    )


@bp.post("/products/<uuid:product_id>/price")
@signed_in(for_others="sell")
def set_price(product_id: uuid.UUID) -> Response:
    form: PriceForm = PriceForm.read()
    of = _of(product_id, form)
    return act(
        lambda _key: services.set_price(**of, **_price(form)),
        then=_own,
        form=form,
        page=lambda: own_page(product_id, price=form),
        said=N_("Received. The new price is in the shop."),
        deeds=deeds.price_set,
    )


@bp.post("/products/<uuid:product_id>/pause")
@signed_in(for_others="sell")
def pause_product(product_id: uuid.UUID) -> Response:
    seller = member().id
    return act(
        lambda _key: services.pause_product(seller_id=seller, product_id=product_id),
        then=_own,
        said=N_("Received. Nobody can order it until you sell it again."),
        deeds=deeds.paused,
    )


@bp.post("/products/<uuid:product_id>/resumption")
@signed_in(for_others="sell")
def resume_product(product_id: uuid.UUID) -> Response:
    seller = member().id
    return act(
        lambda _key: services.resume_product(seller_id=seller, product_id=product_id),
        then=_own,
        said=N_("Received. It can be ordered again."),
        deeds=deeds.resumed,
    )


def _of(product_id: uuid.UUID, form: StockForm | PriceForm) -> dict[str, Any]:
    return {
        "seller_id": member().id,
        "product_id": product_id,
        "variant_id": form.variant_id,
    }


def _price(form: PriceForm) -> dict[str, Any]:
    return {"price_minor": form.price.minor, "seen_minor": form.seen_number}


def _own(product: object) -> str:
    return url_for(".show_own_product", product_id=product.id)  # type: ignore[attr-defined]
