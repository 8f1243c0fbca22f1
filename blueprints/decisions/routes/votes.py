"""Opening a vote, voting, the receipt, and the close."""

from __future__ import annotations

import uuid

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from blueprints.core import clock
from blueprints.core.access import member, signed_in
from blueprints.core.errors import N_
from blueprints.core.web.act import act
from blueprints.core.web.templating import locale
from blueprints.decisions import queries, services
from blueprints.decisions.forms import ClosingForm, VoteForm
from blueprints.decisions.routes.door import bp, or_refusal, page_of
from blueprints.decisions.routes.show import decision_page, step


@bp.post("/<uuid:proposal_id>/opening")
@signed_in
def open_voting(proposal_id: uuid.UUID) -> Response:
    return step(proposal_id, services.open_voting, N_("Received. The voting is open."))


@bp.post("/<uuid:proposal_id>/opening/again")
@signed_in
def open_again(proposal_id: uuid.UUID) -> Response:
    form, who = ClosingForm.read(), member().id
    return act(
        lambda key: services.open_again(
            by=who, proposal_id=proposal_id, closes_at=form.closes_at.moment, key=key
        ),
        then=lambda _done: page_of(proposal_id),
        form=form,
        page=lambda: decision_page(proposal_id, again=form),
        said=N_("Received. The voting is open."),
    )


@bp.post("/<uuid:proposal_id>/ballots")
@signed_in
def cast(proposal_id: uuid.UUID) -> Response:
    """Counted by when it came, however long it then waits for its turn."""
    received_at = clock.now()
    form, who, choice = VoteForm.read(), member().id, request.form.getlist("choice")
    return act(
        lambda _key: services.cast(
            by=who, proposal_id=proposal_id, choice=choice, received_at=received_at
        ),
        then=lambda _done: url_for("decisions.show_receipt", proposal_id=proposal_id),
        form=form,
        page=lambda: or_refusal(lambda: decision_page(proposal_id, vote=form), form),
        seal=services.ballot_seal(proposal_id),
    )


@bp.get("/<uuid:proposal_id>/receipt")
@signed_in
def show_receipt(proposal_id: uuid.UUID) -> str:
    """Kept by no phone: it shows what was voted."""
    who = member().id
    return render_template(
        "decisions/receipt.html",
        view=queries.decision_seen_by(who, proposal_id, locale()),
        receipt=queries.receipt_of(who, proposal_id),
    )


@bp.post("/<uuid:proposal_id>/closing")
@signed_in
def close_voting(proposal_id: uuid.UUID) -> Response:
    return step(
        proposal_id,
        lambda *, by, proposal_id, key: services.close_voting(by=by, proposal_id=proposal_id),
        N_("Received. The ballots are counted."),
    )
