"""What a product looks like on paper, and in other people's chats."""

from __future__ import annotations

import uuid

from flask import render_template, request, url_for
from flask_babel import gettext

from blueprints.core import ids, qr
from blueprints.core.access import public
from blueprints.core.web.headers import keep_public, true_until
from blueprints.core.web.templating import locale
from blueprints.storefront import queries
from blueprints.storefront.routes.door import bp


@bp.get("/products/<uuid:product_id>/poster")
@public
@keep_public
def poster(product_id: uuid.UUID) -> str:
    """To print on A4 or A5 (`?paper=a5`), and to make a picture of."""
    product = queries.product(product_id, locale())
    true_until(product.card.until)
    link = url_for("home.short_link", word=ids.short(product_id), _external=True)
    return render_template(
        "storefront/poster.html",
        product=product,
        link=link,
        code=qr.qr(link, gettext("A code that leads to this product")),
        paper="a5" if request.args.get("paper") == "a5" else "a4",
    )
