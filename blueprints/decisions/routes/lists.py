"""What is to be decided, what was, and a new proposal."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from blueprints.core.access import member, signed_in
from blueprints.core.errors import N_
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.decisions import queries, rules, services
from blueprints.decisions.forms import ProposalForm
from blueprints.decisions.routes.door import bp, page_of
from blueprints.decisions.routes.proposing import draft_of, proposal_form


@bp.get("/")
@signed_in
@keep_private
def index() -> str:
    who = member().id
    return render_template(
        "decisions/index.html",
        waiting=queries.votes_waiting(who),
        decisions=queries.decisions_of(who, request.args.get("after", "")),
        groups=queries.organisations_to_decide_in(who),
        first=not request.args.get("after"),
    )


@bp.get("/new")
@signed_in
@keep_private
def new_proposal() -> str:
    return _page(proposal_form(request.args))


@bp.post("/new")
@signed_in
def propose() -> Response:
    form, who = proposal_form(request.form), member().id
    return act(
        lambda key: services.propose(by=who, draft=draft_of(form), key=key),
        then=lambda proposal: page_of(proposal.id),
        form=form,
        page=lambda: _page(form),
        said=N_("Received. The others can second it now."),
    )


def _page(form: ProposalForm) -> str:
    return render_template("decisions/new.html", form=form, rules=rules)
