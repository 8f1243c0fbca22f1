"""The kinds of a product, or the dates of a visit: one a page."""

from __future__ import annotations

import uuid
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from blueprints.core import money
from blueprints.core.access import member, signed_in
from blueprints.core.errors import N_
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.core.web.templating import locale
from blueprints.storefront import queries, rules, services
from blueprints.storefront.forms import VariantForm
from blueprints.storefront.routes import deeds_goods as deeds
from blueprints.storefront.routes.door import bp
from blueprints.storefront.routes.product_page import other_language


@bp.get("/products/<uuid:product_id>/variants")
@signed_in(for_others="sell")
@keep_private
def list_variants(product_id: uuid.UUID) -> str:
    own = queries.own_product(product_id, member().id, locale())
    return render_template("storefront/variants.html", own=own, is_visit=_is_visit(own))


@bp.get("/products/<uuid:product_id>/variants/new")
@signed_in(for_others="sell")
@keep_private
def new_variant(product_id: uuid.UUID) -> str:
    own = queries.own_product(product_id, member().id, locale())
    card = own.view.card
    return _page(_form(own, price=money.plain(card.ordinary_minor, card.currency)), own)


@bp.post("/products/<uuid:product_id>/variants/new")
@signed_in(for_others="sell")
def add_variant(product_id: uuid.UUID) -> Response:
    seller = member().id
    own = queries.own_product(product_id, seller, locale())
    form, of = _form(own), {"seller_id": seller, "product_id": product_id}
    return act(
        lambda key: services.add_variant(**of, told=_told(form, own), key=key),
        then=lambda _kind: url_for(".list_variants", product_id=product_id),
        form=form,
        page=lambda: _page(form, own),
        said=N_("Received. It is in the shop."),
        deeds=deeds.kind_added,
    )


@bp.get("/products/<uuid:product_id>/variants/<uuid:variant_id>")
@signed_in(for_others="sell")
@keep_private
def edit_variant(product_id: uuid.UUID, variant_id: uuid.UUID) -> str:
    own = queries.own_product(product_id, member().id, locale())
    kind = queries.own_variant(product_id, variant_id, member().id)
    return _page(_form(own, **_known(own, kind)), own, kind)


@bp.post("/products/<uuid:product_id>/variants/<uuid:variant_id>")
@signed_in(for_others="sell")
def update_variant(product_id: uuid.UUID, variant_id: uuid.UUID) -> Response:
    seller = member().id
    own = queries.own_product(product_id, seller, locale())
    kind, form = queries.own_variant(product_id, variant_id, seller), _form(own)
    of = {"seller_id": seller, "product_id": product_id, "variant_id": variant_id}
    return act(
        lambda _key: services.change_variant(**{**of, **_change(form, own)}),
        then=lambda _kind: url_for(".list_variants", product_id=product_id),
        form=form,
        page=lambda: _page(form, own, kind),
        said=N_("Received. The change is in the shop."),
        deeds=deeds.kind_changed,
    )


@bp.post("/products/<uuid:product_id>/variants/<uuid:variant_id>/withdrawal")
@signed_in(for_others="sell")
def withdraw_variant(product_id: uuid.UUID, variant_id: uuid.UUID) -> Response:
    of = {"seller_id": member().id, "product_id": product_id, "variant_id": variant_id}
    return act(
        lambda _key: services.withdraw_variant(**of),
        then=lambda _product: url_for(".list_variants", product_id=product_id),
        said=N_("Received. It is no longer in the shop."),
        deeds=deeds.kind_withdrawn,
    )


def _is_visit(own: queries.OwnProduct) -> bool:
    return own.view.category == rules.VISITS


def _form(own: queries.OwnProduct, **known: Any) -> VariantForm:
    form: VariantForm = VariantForm.read(**known)
    other = other_language(own.language)
    form.other_name.label.text = gettext("Name, in %(language)s", language=other.name)
    if _is_visit(own):
        form.starts_at.flags.required = True
    else:
        del form.starts_at
        form.name.flags.required = True
    return form


def _known(own: queries.OwnProduct, kind: queries.OwnKind) -> dict[str, Any]:
    return {
        "starts_at": kind.starts_typed,
        "name": kind.name,
        "price": money.plain(kind.price_minor, own.view.card.currency),
        "stock": str(kind.stock),
        "other_name": kind.others.get(other_language(own.language).locale, ""),
        "version": f"{kind.version}-{kind.stock}",
    }


def _told(form: VariantForm, own: queries.OwnProduct) -> services.KindTold:
    other = form.other_name.data
    return services.KindTold(
        name=form.name.data or "",
        price_minor=form.price.minor,
        stock=form.stock.number,
        starts_at=form.starts,
        others={other_language(own.language).locale: other} if other else {},
    )


def _change(form: VariantForm, own: queries.OwnProduct) -> dict[str, Any]:
    return {
        "version": form.seen_version,
        "seen_stock": form.seen_stock,
        "told": _told(form, own),
    }


def _page(form: VariantForm, own: queries.OwnProduct, kind: queries.OwnKind | None = None) -> str:
    if kind is not None and isinstance(form.refusal, (services.ProductChanged, rules.StockChanged)):
        kind = queries.own_variant(own.view.card.id, kind.id, own.view.seller_id)
        form.answer_to(kind.version, kind.stock)
    return render_template(
        "storefront/variant.html", form=form, own=own, kind=kind, is_visit=_is_visit(own)
    )
