"""The page a seller opens each morning."""

from __future__ import annotations

from flask import render_template

from blueprints.core.access import member, signed_in
from blueprints.core.web.headers import keep_private
from blueprints.core.web.templating import locale
from blueprints.storefront import queries, rules
from blueprints.storefront.routes.door import bp


@bp.get("/day")
@signed_in(for_others="sell")
@keep_private
def show_day() -> str:
    seller = member()
    day = queries.day_of(seller.id)
    # A cooperative's books are nobody's to read for its leader.
    led = () if seller.helper_id else day.led
    return render_template("storefront/day.html", day=day, led=led, rules=rules, said=locale())
