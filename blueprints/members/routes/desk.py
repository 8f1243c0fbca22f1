"""A leader's desk."""

from __future__ import annotations

from flask import render_template

from blueprints.core import cards
from blueprints.core.access import member, role
from blueprints.core.web.headers import keep_private
from blueprints.members import queries, rules
from blueprints.members.routes.answers import bp

cards.counts("desk", lambda viewer, _visitor: queries.waiting_on_desk(viewer))


@bp.get("/members/desk")
@role(*rules.ANSWERERS)
@keep_private
def desk() -> str:
    known = member()
    links = {one.url: one for role in sorted(known.roles) for one in cards.links(f"desk {role}")}
    return render_template("members/desk.html", places=queries.desk(known.id), links=links.values())
