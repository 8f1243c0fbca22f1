"""When a product grows and comes, what it weighs, where a visit begins: a page of its own."""

from __future__ import annotations

import uuid
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import SelectChoice  # type: ignore[attr-defined]  # new in 3.3

from blueprints.core.access import member, signed_in
from blueprints.core.errors import N_
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.core.web.templating import locale
from blueprints.storefront import queries, rules, services
from blueprints.storefront.forms import ParticularsForm, month_of
from blueprints.storefront.routes import deeds_goods as deeds
from blueprints.storefront.routes.door import bp, month_name


@bp.get("/products/<uuid:product_id>/particulars")
@signed_in(for_others="sell")
@keep_private
def edit_particulars(product_id: uuid.UUID) -> str:
    own = queries.own_product(product_id, member().id, locale())
    return _page(_form(own, **_known(own)), own)


@bp.post("/products/<uuid:product_id>/particulars")
@signed_in(for_others="sell")
def set_particulars(product_id: uuid.UUID) -> Response:
    seller = member().id
    own = queries.own_product(product_id, seller, locale())
    form, of = _form(own), {"seller_id": seller, "product_id": product_id}
    return act(
        lambda _key: services.set_particulars(**of, version=form.seen_version, told=_told(form)),
        then=lambda product: url_for(".show_own_product", product_id=product.id),
        form=form,
        page=lambda: _page(form, queries.own_product(product_id, seller, locale())),
        said=N_("Received. The change is in the shop."),
        deeds=deeds.described,
    )


def _form(own: queries.OwnProduct, **known: Any) -> ParticularsForm:
    """Only what this product is asked: a visit meets somewhere, a box has a weight."""
    form: ParticularsForm = ParticularsForm.read(**known)
    months = [SelectChoice("", gettext("Not said"))]
    months += [SelectChoice(str(month), month_name(month)) for month in rules.MONTHS]
    form.season_from.choices = form.season_to.choices = months
    if own.view.category == rules.VISITS:
        del form.harvest_on, form.promised_on, form.weight_grams
    else:
        del form.meeting
        if own.view.category == rules.CRAFTS:
            del form.season_from, form.season_to, form.harvest_on
        if rules.is_weight(own.view.card.unit):
            del form.weight_grams
    return form


def _known(own: queries.OwnProduct) -> dict[str, Any]:
    view = own.view
    return {
        "season_from": str(view.season_from or ""),
        "season_to": str(view.season_to or ""),
        "harvest_on": view.harvest_on.isoformat() if view.harvest_on else "",
        "promised_on": view.card.promised_on.isoformat() if view.card.promised_on else "",
        "weight_grams": str(view.weight_grams or ""),
        "meeting": view.meeting,
        "version": str(own.version),
    }


def _told(form: ParticularsForm) -> services.Particulars:
    grams = form.weight_grams.number if "weight_grams" in form else 0
    return services.Particulars(
        season_from=month_of(form.season_from) if "season_from" in form else None,
        season_to=month_of(form.season_to) if "season_to" in form else None,
        harvest_on=form.days.get("harvest_on"),
        promised_on=form.days.get("promised_on"),
        weight_grams=grams or None,
        meeting=(form.meeting.data or "") if "meeting" in form else "",
    )


def _page(form: ParticularsForm, own: queries.OwnProduct) -> str:
    if isinstance(form.refusal, services.ProductChanged):
        form.version.data = str(own.version)
    return render_template("storefront/particulars.html", form=form, own=own)
