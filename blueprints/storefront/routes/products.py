"""Listing, product page, and the seller's own pages."""

from __future__ import annotations

import uuid

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from blueprints.core.access import member, public, signed_in
from blueprints.core.errors import N_
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private, keep_public, true_until
from blueprints.core.web.templating import locale
from blueprints.members import queries as members
from blueprints.storefront import queries, rules, services
from blueprints.storefront.forms import CheckoutForm
from blueprints.storefront.routes import deeds
from blueprints.storefront.routes.door import bp
from blueprints.storefront.routes.own_page import own_page
from blueprints.storefront.routes.product_page import (
    asked_for,
    change_from,
    form_of,
    listing_from,
    page_of,
    product_form,
)


@bp.get("/")
@public
@keep_public
def index() -> str:
    asked = asked_for(request.args)
    shelf = queries.listing(**asked, locale=locale())
    true_until(shelf.until)
    return render_template(
        "storefront/index.html",
        shelf=shelf,
        chosen=asked,
        categories=rules.CATEGORIES,
        places=members.places(),
    )


@bp.get("/rules")
@public
@keep_public
def rules_page() -> str:
    return render_template("storefront/rules.html", rules=rules)


@bp.get("/products/<uuid:product_id>")
@public
@keep_public
def show_product(product_id: uuid.UUID) -> str:
    product, groups = queries.product(product_id, locale()), queries.groups_running(product_id)
    delivery = queries.delivery_of(product, locale())
    true_until(product.card.until, *(group.closes_at for group in groups))
    return render_template(
        "storefront/show.html",
        product=product,
        reviews=queries.newest_reviews(product),
        groups=groups,
        order=CheckoutForm.read().offer(delivery.sides),
        delivery=delivery,
        rules=rules,
    )


@bp.get("/products/mine")
@signed_in(for_others="sell")
@keep_private
def own_products() -> str:
    shelf = queries.products_of(member().id, request.args.get("after", ""), locale())
    return render_template("storefront/mine.html", shelf=shelf)


@bp.get("/products/<uuid:product_id>/own")
@signed_in(for_others="sell")
@keep_private
def show_own_product(product_id: uuid.UUID) -> str:
    """Where a seller lands after a change: never a copy that somebody kept."""
    return own_page(product_id)


@bp.get("/products/new")
@signed_in(for_others="sell")
@keep_private
def new_product() -> str:
    home = members.home_place_of(member().id)
    return page_of(product_form(place=str(home or "")))


@bp.post("/products/new")
@signed_in(for_others="sell")
def create_product() -> Response:
    form, seller = product_form(), member().id
    return act(
        lambda key: services.list_product(seller_id=seller, listing=listing_from(form), key=key),
        then=lambda product: url_for(".show_own_product", product_id=product.id),
        form=form,
        page=lambda: page_of(form),
        said=N_("Received. Your product is in the shop."),
        deeds=deeds.listed,
    )


@bp.get("/products/<uuid:product_id>/edit")
@signed_in(for_others="sell")
@keep_private
def edit_product(product_id: uuid.UUID) -> str:
    own = queries.own_product(product_id, member().id, locale())
    return page_of(form_of(own), own)


@bp.post("/products/<uuid:product_id>/edit")
@signed_in(for_others="sell")
def update_product(product_id: uuid.UUID) -> Response:
    seller = member().id
    own = queries.own_product(product_id, seller, locale())
    form = product_form(language=own.language)
    change = change_from(form, own, request.form.getlist("drop_photo"))
    return act(
        lambda _key: services.change_product(seller_id=seller, product_id=product_id, **change()),
        then=lambda product: url_for(".show_own_product", product_id=product.id),
        form=form,
        page=lambda: page_of(form, queries.own_product(product_id, seller, locale())),
        said=N_("Received. The change is in the shop."),
        deeds=deeds.changed,
    )


@bp.post("/products/<uuid:product_id>/withdrawal")
@signed_in(for_others="sell")
def withdraw_product(product_id: uuid.UUID) -> Response:
    seller = member().id
    return act(
        lambda _key: services.withdraw_product(seller_id=seller, product_id=product_id),
        then=lambda _none: url_for(".own_products"),
        said=N_("Received. It is no longer in the shop."),
        deeds=deeds.withdrawn,
    )
