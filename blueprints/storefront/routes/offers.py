"""A seller's offers on one product."""

from __future__ import annotations

import uuid
from datetime import timedelta

from flask import render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import SelectChoice  # type: ignore[attr-defined]  # new in 3.3

from blueprints.core import clock, ids, money
from blueprints.core.access import member, signed_in
from blueprints.core.errors import N_
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.core.web.templating import locale
from blueprints.storefront import services
from blueprints.storefront.forms.together import OfferForm, typed
from blueprints.storefront.queries.offers import OffersPage, offers_page
from blueprints.storefront.routes import deeds_together as deeds
from blueprints.storefront.routes.door import bp
from blueprints.storefront.services.offers import Terms


@bp.get("/products/<uuid:product_id>/offers")
@signed_in(for_others="sell")
@keep_private
def show_offers(product_id: uuid.UUID) -> str:
    page = offers_page(product_id, member().id, locale())
    now = clock.now()
    form = _form(page, starts_at=typed(now), ends_at=typed(now + timedelta(days=3)))
    return render_template("storefront/offers.html", shop=page, form=form)


@bp.post("/products/<uuid:product_id>/offers")
@signed_in(for_others="sell")
def make_offer(product_id: uuid.UUID) -> Response:
    seller = member().id
    page = offers_page(product_id, seller, locale())
    form = _form(page)
    return act(
        lambda key: services.make_offer(
            by=seller, product_id=product_id, terms=_terms(form), key=key
        ),
        then=lambda _offer: url_for(".show_offers", product_id=product_id),
        form=form,
        page=lambda: render_template("storefront/offers.html", shop=page, form=form),
        said=N_("Received. The offer stands in the shop from its first moment to its last."),
        deeds=lambda offer: deeds.offered(offer, page.card),
    )


@bp.post("/products/<uuid:product_id>/offers/<uuid:offer_id>/ending")
@signed_in(for_others="sell")
def end_offer(product_id: uuid.UUID, offer_id: uuid.UUID) -> Response:
    seller = member().id
    page = offers_page(product_id, seller, locale())
    return act(
        lambda _key: services.end_offer(by=seller, product_id=product_id, offer_id=offer_id),
        then=lambda _offer: url_for(".show_offers", product_id=product_id),
        said=N_("Received. From now on it costs what it did before."),
        deeds=lambda offer: deeds.offer_ended(offer, page.card),
    )


def _form(page: OffersPage, **known: str) -> OfferForm:
    form: OfferForm = OfferForm.read(**known)
    form.variant.choices = kinds(page.kinds, page.card.currency)
    return form


def kinds(known: tuple[tuple[str, str, int], ...], currency: str) -> list[SelectChoice]:
    """Each with its own price; none for a product that comes in one kind."""
    if not known:
        return []
    said = [
        (one, f"{name} · {money.format_minor(price, currency, locale())}")
        for one, name, price in known
    ]
    theirs = [SelectChoice(one, words, render_kw={"data-user-text": True}) for one, words in said]
    return [SelectChoice("", gettext("Please choose")), *theirs]


def _terms(form: OfferForm) -> Terms:
    return Terms(
        price_minor=form.price.minor,
        starts_at=form.starts_at.moment,
        ends_at=form.ends_at.moment,
        most_per_person=form.most.number or None,
        variant_id=ids.as_uuid(form.variant.data or ""),
    )
