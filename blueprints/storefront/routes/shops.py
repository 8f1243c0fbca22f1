"""A shop of one's own, and a shop of the co-op's."""

from __future__ import annotations

import uuid
from typing import Any

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from blueprints.core.access import member, public, signed_in
from blueprints.core.errors import N_
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private, keep_public, true_until
from blueprints.core.web.templating import locale
from blueprints.storefront import queries, services
from blueprints.storefront.forms import AboutForm
from blueprints.storefront.routes import deeds_goods as deeds
from blueprints.storefront.routes.door import bp


@bp.get("/shops/<uuid:organisation_id>")
@public
@keep_public
def show_shop(organisation_id: uuid.UUID) -> str:
    after = request.args.get("after", "")
    shop = queries.shop_of_organisation(organisation_id, after, locale())
    true_until(shop.shelf.until)
    return render_template("storefront/shop.html", shop=shop)


@bp.get("/sellers/<uuid:seller_id>")
@public
@keep_public
def show_seller(seller_id: uuid.UUID) -> str:
    shop = queries.shop_of_seller(seller_id, request.args.get("after", ""), locale())
    true_until(shop.shelf.until)
    return render_template("storefront/shop.html", shop=shop)


@bp.get("/about")
@signed_in(for_others="sell")
@keep_private
def edit_own_about() -> str:
    return _page(AboutForm.read(about=queries.words_of_seller(member().id)), "/storefront/about")


@bp.post("/about")
@signed_in(for_others="sell")
def write_own_about() -> Response:
    return _write(None)


@bp.get("/shops/<uuid:organisation_id>/about")
@signed_in
@keep_private
def edit_about(organisation_id: uuid.UUID) -> str:
    services.check_keeper(member().id, organisation_id)
    words = queries.words_of_organisation(organisation_id)
    return _page(AboutForm.read(about=words), f"/storefront/shops/{organisation_id}/about")


@bp.post("/shops/<uuid:organisation_id>/about")
@signed_in
def write_about(organisation_id: uuid.UUID) -> Response:
    services.check_keeper(member().id, organisation_id)
    return _write(organisation_id)


def _write(organisation_id: uuid.UUID | None) -> Response:
    form, by, here, path = AboutForm.read(), member().id, locale(), request.path
    of: dict[str, Any] = {"writer_id": by, "organisation_id": organisation_id, "language": here}
    at = (
        url_for(".show_shop", organisation_id=organisation_id)
        if organisation_id
        else url_for(".own_products")
    )
    return act(
        lambda key: services.write_about(**of, words=form.about.data or "", key=key),
        then=lambda _about: at,
        form=form,
        page=lambda: _page(form, path),
        said=N_("Received. It stands in the shop."),
        deeds=deeds.about_written,
    )


def _page(form: AboutForm, action: str) -> str:
    return render_template("storefront/about.html", form=form, action=action)
