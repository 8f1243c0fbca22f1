"""An order as both sides see it, and its steps."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from blueprints.core.access import public, signed_in, viewer
from blueprints.core.visitors import known_visitor, visitor
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.storefront import queries, services
from blueprints.storefront.forms import LookupForm, ReasonForm
from blueprints.storefront.routes import deeds
from blueprints.storefront.routes.door import bp
from blueprints.storefront.routes.order_page import order_page


@bp.get("/orders/")
@public(for_others="sell order")
@keep_private
def list_orders() -> str:
    orders = queries.orders_of(viewer(), known_visitor(), request.args.get("after", ""))
    return render_template("storefront/orders.html", orders=orders, signed_in=viewer())


@bp.get("/orders/lookup")
@public
def look_up_order() -> str:
    return render_template("storefront/lookup.html", form=LookupForm.read())


@bp.post("/orders/lookup")
@public
def find_order() -> Response:
    form: LookupForm = LookupForm.read()
    asking = visitor()
    return act(
        lambda _key: services.find_order(number=form.digits, phone=form.e164, visitor=asking),
        then=lambda order_id: url_for(".show_order", order_id=order_id),
        form=form,
        page=lambda: render_template("storefront/lookup.html", form=form),
    )


@bp.get("/orders/<uuid:order_id>")
@public(for_others="sell order")
@keep_private
def show_order(order_id: uuid.UUID) -> str:
    return order_page(order_id)


@bp.post("/orders/<uuid:order_id>/acceptance")
@signed_in(for_others="sell")
def accept_order(order_id: uuid.UUID) -> Response:
    return _step(order_id, services.accept_order, "accepted")


@bp.post("/orders/<uuid:order_id>/handover")
@signed_in(for_others="sell")
def hand_over_order(order_id: uuid.UUID) -> Response:
    return _step(order_id, services.hand_over_order, "handed_over")


@bp.post("/orders/<uuid:order_id>/completion")
@public(for_others="order")
def complete_order(order_id: uuid.UUID) -> Response:
    return _step(order_id, services.complete_order, "completed")


@bp.post("/orders/<uuid:order_id>/cancellation")
@public(for_others="sell order")
def cancel_order(order_id: uuid.UUID) -> Response:
    return _with_reason(order_id, services.cancel_order, "cancelled")


def _step(
    order_id: uuid.UUID, verb: Callable[..., Any], did: str, form: ReasonForm | None = None
) -> Response:
    """`verb` finds the order through the person, so a stranger's guess is a 404."""
    who = {"order_id": order_id, "viewer": viewer(), "visitor": known_visitor()}
    said = {"reason": form.reason.data or ""} if form else {}
    return act(
        lambda key: verb(**who, **said, key=key),
        then=lambda _order: url_for(".show_order", order_id=order_id),
        form=form,
        page=lambda: order_page(order_id, form),
        deeds=lambda order: deeds.stepped(order, did),
    )


def _with_reason(order_id: uuid.UUID, verb: Callable[..., Any], did: str) -> Response:
    return _step(order_id, verb, did, ReasonForm.read())
