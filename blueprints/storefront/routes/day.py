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
    day = queries.day_of(member().id)
    return render_template("storefront/day.html", day=day, rules=rules, said=locale())
