"""The basket, and the way from it to an order."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from blueprints.core.access import public, viewer
from blueprints.core.errors import N_
from blueprints.core.visitors import known_visitor, owner, owner_of, visitor
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.core.web.templating import locale
from blueprints.members import queries as members
from blueprints.storefront import queries, services
from blueprints.storefront.forms import BasketForm, CheckoutForm, wanted_from
from blueprints.storefront.routes import deeds
from blueprints.storefront.routes.door import bp


@bp.get("/basket")
@public(for_others="order")
@keep_private
def show_basket() -> str:
    return _basket_page(BasketForm.read())


@bp.post("/basket")
@public(for_others="order")
def change_basket() -> Response:
    """Sets one line; harmless to repeat, so the public product page needs no key for it."""
    form, mine = BasketForm.read(), owner()
    onward = url_for(".check_out" if "order" in request.form else ".show_basket")
    return act(
        lambda _key: services.put_in_basket(owner=mine, **_line_of(form)),
        then=lambda _none: onward,
        form=form,
        page=lambda: _basket_page(form),
        said=N_("Received. It is in your basket."),
        deeds=lambda _none: deeds.chosen(form),
    )


@bp.get("/checkout")
@public(for_others="order")
@keep_private
def check_out() -> str:
    known = viewer()
    contact = (
        members.contact_of(known.id, by=known.id, purpose=members.Purpose.OWN) if known else None
    )
    form = CheckoutForm.read(
        name=contact.name if contact else "", phone=contact.phone if contact else ""
    )
    return _checkout_page(form, queries.basket_of(_known_owner(), locale()))


@bp.post("/checkout")
@public(for_others="order")
def place_order() -> Response:
    form: CheckoutForm = CheckoutForm.read()
    known, here = viewer(), locale()
    lines = request.form.getlist("line")
    wanted = wanted_from(lines) if lines else queries.wanted_in(owner())
    whose = {"owner": owner(), "member_id": known.id if known else None}
    whose["visitor"] = None if known else visitor()
    return act(
        lambda key: services.place_orders(buyer=_buyer(form, whose), wanted=wanted, key=key),
        then=_after_order,
        form=form,
        page=lambda: _checkout_page(form, queries.basket_as_sent(wanted, here)),
        said=N_("Received. The seller has your order."),
        deeds=deeds.ordered,
    )


def _line_of(form: BasketForm) -> dict[str, Any]:
    return {
        "product_id": form.product.id_value or uuid.UUID(int=0),
        "variant_id": form.variant_id,
        "quantity": form.quantity.number,
        "seen_minor": form.seen_minor,
    }


def _known_owner() -> str | None:
    """Without giving anyone a cookie for looking."""
    known = viewer()
    if known is not None:
        return owner_of(known.id.hex)
    return f"v:{known_visitor()}" if known_visitor() else None


def _buyer(form: CheckoutForm, whose: Mapping[str, Any]) -> services.Buyer:
    return services.Buyer(
        **whose,
        name=form.name.data or "",
        phone=form.e164,
        address=form.address.data or "",
        delivery=form.delivery.data,
        payment=form.payment.data,
    )


def _after_order(order_ids: Sequence[uuid.UUID]) -> str:
    if len(order_ids) == 1:
        return url_for(".show_order", order_id=order_ids[0])
    return url_for(".list_orders")


def _basket_page(form: BasketForm) -> str:
    basket = queries.basket_of(_known_owner(), locale())
    return render_template("storefront/basket.html", basket=basket, form=form)


def _checkout_page(form: CheckoutForm, basket: queries.Basket) -> str:
    return render_template("storefront/checkout.html", form=form, basket=basket, signed_in=viewer())
