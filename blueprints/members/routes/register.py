"""The register of members: searched, and taken home as a file. Leaders only."""

from __future__ import annotations

import uuid

from flask import render_template, request
from werkzeug.wrappers import Response

from blueprints.core.access import member, signed_in
from blueprints.core.web.headers import keep_private
from blueprints.core.web.templating import locale
from blueprints.members import queries, rules, services
from blueprints.members.forms import wanted_from
from blueprints.members.routes import sheets
from blueprints.members.routes.answers import bp


@bp.get("/members/organisations/<uuid:organisation_id>/register")
@signed_in
@keep_private
def register(organisation_id: uuid.UUID) -> str:
    wanted, after = wanted_from(request.args), request.args.get("after", "")
    found = queries.register(member().id, organisation_id, wanted, after)
    services.note_look(by=member().id, organisation_id=organisation_id, how="page")
    leaders = {name: rules.ROLE_WORDS[name] for name in rules.LEADERS}
    told = {"leaders": leaders, "villages": queries.villages(), "place_line": queries.place_line}
    return render_template("members/register.html", register=found, wanted=wanted, **told)


@bp.get("/members/organisations/<uuid:organisation_id>/register.csv")
@signed_in
def register_csv(organisation_id: uuid.UUID) -> Response:
    return _file(organisation_id, "csv")


@bp.get("/members/organisations/<uuid:organisation_id>/register.xlsx")
@signed_in
def register_xlsx(organisation_id: uuid.UUID) -> Response:
    return _file(organisation_id, "xlsx")


def _file(organisation_id: uuid.UUID, ending: str) -> Response:
    found, rows = queries.whole_register(member().id, organisation_id)
    services.note_look(by=member().id, organisation_id=organisation_id, how=ending)
    return sheets.download(found.called(locale()), ending, sheets.rows_of(rows))
