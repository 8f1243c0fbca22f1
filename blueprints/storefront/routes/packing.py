"""Packing lists and labels to print; windows, and delays with their reason."""

from __future__ import annotations

import uuid
from typing import Any

from flask import current_app, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from blueprints.core.access import member, signed_in
from blueprints.core.errors import N_
from blueprints.core.qr import qr
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.storefront import queries, rules, services
from blueprints.storefront.forms import DelayForm
from blueprints.storefront.routes import deeds_delivery as deeds
from blueprints.storefront.routes.door import bp


@bp.get("/packing", defaults={"organisation_id": None})
@bp.get("/packing/<uuid:organisation_id>")
@signed_in(for_others="sell")
@keep_private
def show_packing(organisation_id: uuid.UUID | None) -> str:
    """Every accepted order: what to pack in all, then one order after the other."""
    who, after = member(), request.args.get("after", "")
    queries.shop_kept_by(who, organisation_id)
    packing = queries.packing_of(who.id, organisation_id, after)
    return render_template(
        "storefront/packing.html",
        packing=packing,
        organisation_id=organisation_id,
        after=after,
        ways=rules.WAYS,
    )


@bp.get("/packing/labels", defaults={"organisation_id": None})
@bp.get("/packing/<uuid:organisation_id>/labels")
@signed_in(for_others="sell")
@keep_private
def show_labels(organisation_id: uuid.UUID | None) -> str:
    """Eight a sheet, each with a code that leads to its order."""
    who = member()
    queries.shop_kept_by(who, organisation_id)
    parcels, after = queries.labels_of(who.id, organisation_id, request.args.get("after", ""))
    return render_template(
        "storefront/labels.html",
        parcels=parcels,
        after=after,
        organisation_id=organisation_id,
        codes={one.id: qr(_link(one.id), gettext("Code to scan")) for one in parcels},
        ways=rules.WAYS,
    )


@bp.get("/windows/<uuid:window_id>")
@signed_in(for_others="sell")
@keep_private
def show_window(window_id: uuid.UUID) -> str:
    return _window_page(window_id, DelayForm.read())


@bp.post("/windows/<uuid:window_id>/closing")
@signed_in(for_others="sell")
def end_window(window_id: uuid.UUID) -> Response:
    who = member()
    return act(
        lambda _key: services.end_window(viewer=who, window_id=window_id),
        then=lambda window: url_for(".show_delivery", organisation_id=window.organisation_id),
        said=N_("Received. Buyers no longer see it."),
        deeds=deeds.window_ended,
    )


@bp.post("/windows/<uuid:window_id>/delays")
@signed_in(for_others="sell")
def delay_window(window_id: uuid.UUID) -> Response:
    form, who = DelayForm.read(), member()
    return act(
        lambda key: services.delay_window(viewer=who, window_id=window_id, **_delay(form), key=key),
        then=lambda _window: url_for(".show_window", window_id=window_id),
        form=form,
        page=lambda: _window_page(window_id, form),
        said=N_("Received. Every buyer of this window reads it on their order."),
        deeds=deeds.window_delayed,
    )


@bp.get("/orders/<uuid:order_id>/delays")
@signed_in(for_others="sell")
@keep_private
def new_delay(order_id: uuid.UUID) -> str:
    return _delay_page(order_id, DelayForm.read())


@bp.post("/orders/<uuid:order_id>/delays")
@signed_in(for_others="sell")
def delay_order(order_id: uuid.UUID) -> Response:
    form, who = DelayForm.read(), member()
    return act(
        lambda key: services.delay_order(viewer=who, order_id=order_id, **_delay(form), key=key),
        then=lambda _order: url_for(".show_order", order_id=order_id),
        form=form,
        page=lambda: _delay_page(order_id, form),
        said=N_("Received. The buyer reads it on the order."),
        deeds=deeds.order_delayed,
    )


def _delay(form: DelayForm) -> dict[str, Any]:
    return {"day": form.day.day, "reason": form.reason.data or ""}


def _window_page(window_id: uuid.UUID, form: DelayForm) -> str:
    shown = queries.window_kept_by(member(), window_id)
    return render_template("storefront/window.html", shown=shown, form=form)


def _delay_page(order_id: uuid.UUID, form: DelayForm) -> str:
    order = queries.order_to_delay(order_id, member())
    return render_template("storefront/delay.html", order=order, form=form)


def _link(order_id: uuid.UUID) -> str:
    """Absolute, for a camera that knows nothing of us."""
    origin = current_app.config["ORIGIN"] or request.host_url.rstrip("/")
    return origin + url_for(".show_order", order_id=order_id)
