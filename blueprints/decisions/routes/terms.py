"""An organisation's rules of order, and the rules its members have put in force."""

from __future__ import annotations

import uuid

from flask import render_template, url_for
from werkzeug.wrappers import Response

from blueprints.core.access import member, signed_in
from blueprints.core.errors import N_, NotFound
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.decisions import queries, rules, services
from blueprints.decisions.forms import TermsForm
from blueprints.decisions.routes.door import bp
from blueprints.members import queries as members


@bp.get("/rules/<uuid:organisation_id>")
@signed_in
@keep_private
def show_rules(organisation_id: uuid.UUID) -> str:
    return _page(organisation_id, TermsForm.of(rules.THE_LAWS))


@bp.post("/rules/<uuid:organisation_id>")
@signed_in
def set_terms(organisation_id: uuid.UUID) -> Response:
    form, who = TermsForm.read(), member().id
    return act(
        lambda key: services.set_terms(
            by=who, organisation_id=organisation_id, terms=form.terms, key=key
        ),
        then=lambda _done: url_for("decisions.show_rules", organisation_id=organisation_id),
        form=form,
        page=lambda: _page(organisation_id, form),
        said=N_("Received. These rules of order are in force."),
    )


def _page(organisation_id: uuid.UUID, form: TermsForm) -> str:
    who = member().id
    if not members.is_member(who, organisation_id):
        raise NotFound
    return render_template(
        "decisions/rules.html",
        organisation=members.organisation(organisation_id),
        terms=queries.terms_of(organisation_id),
        own=queries.has_own_terms(organisation_id),
        made_by=queries.vote_on_terms(organisation_id),
        written=queries.written_rules_of(organisation_id),
        leads=members.leads(who, organisation_id),
        form=form,
        rules=rules,
    )
