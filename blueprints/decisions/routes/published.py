"""What anybody needs to count again: the ballots, the roll, and a page that does it."""

from __future__ import annotations

import uuid

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from blueprints.core.access import member, public, signed_in, viewer
from blueprints.core.web.headers import keep_private
from blueprints.decisions import queries
from blueprints.decisions.routes.door import bp


@bp.get("/<uuid:proposal_id>/ballots.csv")
@public
def ballots_csv(proposal_id: uuid.UUID) -> Response:
    known = viewer()
    return _file(queries.ballots_csv(proposal_id, known.id if known else None), "ballots.csv")


@bp.get("/<uuid:proposal_id>/recount")
@public
@keep_private
def recount(proposal_id: uuid.UUID) -> str:
    known = viewer()
    found = queries.published_to(known.id if known else None, proposal_id)
    return render_template("decisions/recount.html", found=found)


@bp.get("/<uuid:proposal_id>/roll")
@signed_in
@keep_private
def show_roll(proposal_id: uuid.UUID) -> str:
    who = member().id
    return render_template(
        "decisions/roll.html",
        proposal_id=proposal_id,
        roll=queries.roll_of(who, proposal_id, request.args.get("after", "")),
    )


@bp.get("/<uuid:proposal_id>/roll.csv")
@signed_in
def roll_csv(proposal_id: uuid.UUID) -> Response:
    return _file(queries.roll_csv(member().id, proposal_id), "roll.csv")


def _file(text: str, name: str) -> Response:
    response = make_response(text)
    response.mimetype = "text/csv"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
