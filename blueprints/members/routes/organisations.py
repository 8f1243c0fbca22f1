"""An organisation's public page."""

from __future__ import annotations

import uuid

from flask import render_template

from blueprints.core import cards
from blueprints.core.access import public
from blueprints.core.errors import NotFound
from blueprints.core.web.headers import keep_public
from blueprints.core.web.templating import locale
from blueprints.members import queries, rules
from blueprints.members.routes.answers import bp


@bp.get("/members/organisations/<uuid:organisation_id>")
@public
@keep_public
def organisation(organisation_id: uuid.UUID) -> str:
    found = queries.organisation(organisation_id)
    if found is None:
        raise NotFound
    return render_template(
        "members/organisation.html",
        organisation=found,
        kind=rules.KIND_WORDS[found.kind],
        place=queries.place_line(found.place_id, locale()),
        figures=queries.figures_of(found.id),
        beside=cards.show("organisation", [found.id]).get(found.id, ""),
    )
