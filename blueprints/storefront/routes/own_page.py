"""The seller's own page of a product, and its small forms."""

from __future__ import annotations

import uuid

from flask import render_template

from blueprints.core import money
from blueprints.core.access import member
from blueprints.core.web.templating import locale
from blueprints.storefront import queries, rules
from blueprints.storefront.forms import AppealForm, PriceForm, StockForm


def own_page(
    product_id: uuid.UUID,
    stock: StockForm | None = None,
    price: PriceForm | None = None,
    appeal: AppealForm | None = None,
) -> str:
    """A form that was refused comes back with what was typed, and with what is there now."""
    seller = member().id
    own = queries.own_product(product_id, seller, locale())
    card = own.view.card
    plain = money.plain(card.ordinary_minor, card.currency)
    return render_template(
        "storefront/own.html",
        own=own,
        hiding=queries.hiding_of(product_id, seller) if own.view.hidden else None,
        appeal=appeal or AppealForm(None),
        rules=rules,
        missing=queries.missing_of(own),
        groups=queries.groups_running(product_id),
        stock=stock or StockForm(None, stock=str(card.stock)),
        price_form=price or PriceForm(None, price=plain),
    )
