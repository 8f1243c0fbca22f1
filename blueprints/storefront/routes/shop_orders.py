"""All orders of a cooperative, for its leader: read, and taken along for a spreadsheet."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from flask import render_template, request
from werkzeug.wrappers import Response

from blueprints.core import clock
from blueprints.core.access import member, signed_in
from blueprints.core.web.headers import keep_private
from blueprints.core.web.templating import locale
from blueprints.storefront import queries, rules, services
from blueprints.storefront.routes import shop_file
from blueprints.storefront.routes.door import bp


@bp.get("/cooperatives/<uuid:organisation_id>/orders")
@signed_in
@keep_private
def shop_orders(organisation_id: uuid.UUID) -> str:
    asked, after = asked_for(request.args), request.args.get("after", "")
    found = queries.shop_orders(member().id, organisation_id, asked, after)
    services.note_order_look(by=member().id, organisation_id=organisation_id, how="page")
    months = rules.months_until(clock.local(clock.now()).date())
    told = {"months": months, "asked": asked, "rules": rules}
    return render_template("storefront/shop_orders.html", found=found, **told)


@bp.get("/cooperatives/<uuid:organisation_id>/orders.xlsx")
@signed_in
def shop_orders_xlsx(organisation_id: uuid.UUID) -> Response:
    asked = asked_for(request.args)
    shop, orders = queries.whole_shop_orders(member().id, organisation_id, asked)
    services.note_order_look(by=member().id, organisation_id=organisation_id, how="xlsx")
    return shop_file.download(shop.called(locale()), orders)


def asked_for(args: Mapping[str, str]) -> queries.AskedOrders:
    """`state` `month` (2026-11); what is neither is not asked for."""
    state = args.get("state", "")
    month = rules.month_of(args.get("month", ""))
    return queries.AskedOrders(state if state in rules.STATES else "", month)
