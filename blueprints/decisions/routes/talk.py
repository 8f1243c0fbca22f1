"""Speaking: with a name, without one, and other words for the proposal."""

from __future__ import annotations

import uuid

from flask import request
from werkzeug.wrappers import Response

from blueprints.core.access import member, signed_in
from blueprints.core.errors import N_
from blueprints.core.web.act import act
from blueprints.decisions import queries, services
from blueprints.decisions.forms import TalkForm, amendment_form_for
from blueprints.decisions.routes.door import bp, page_of
from blueprints.decisions.routes.show import decision_page, step


@bp.post("/<uuid:proposal_id>/comments")
@signed_in
def comment(proposal_id: uuid.UUID) -> Response:
    if request.form.get("nameless"):
        return _comment_nameless(proposal_id)
    form, who = TalkForm.read(), member().id
    return act(
        lambda key: services.comment(
            by=who, proposal_id=proposal_id, body=form.body.data or "", key=key
        ),
        then=lambda _done: page_of(proposal_id),
        form=form,
        page=lambda: decision_page(proposal_id, talk=form),
        said=N_("Received. Everybody can read it."),
    )


def _comment_nameless(proposal_id: uuid.UUID) -> Response:
    form, who = TalkForm.read(), member().id
    return act(
        lambda _key: services.comment_nameless(
            by=who, proposal_id=proposal_id, body=form.body.data or ""
        ),
        then=lambda _done: page_of(proposal_id),
        form=form,
        page=lambda: decision_page(proposal_id, talk=form),
        seal=services.talk_seal(proposal_id),
    )


@bp.post("/<uuid:proposal_id>/amendments")
@signed_in
def amend(proposal_id: uuid.UUID) -> Response:
    who = member().id
    form = amendment_form_for(queries.seen_by(who, proposal_id).template).read()
    words = form.body.data or ""
    return act(
        lambda key: services.move_amendment(
            by=who, proposal_id=proposal_id, body=words, key=key, fields=form.fields
        ),
        then=lambda _done: page_of(proposal_id),
        form=form,
        page=lambda: decision_page(proposal_id, amendment=form),
        said=N_("Received. The others can second your amendment."),
    )


@bp.post("/<uuid:proposal_id>/amendments/<uuid:amendment_id>/seconds")
@signed_in
def second_amendment(proposal_id: uuid.UUID, amendment_id: uuid.UUID) -> Response:
    return step(
        proposal_id,
        lambda *, by, proposal_id, key: services.second_amendment(
            by=by, amendment_id=amendment_id, key=key
        ),
        N_("Received. You have seconded the amendment."),
    )


@bp.post("/<uuid:proposal_id>/amendments/<uuid:amendment_id>/answer")
@signed_in
def answer_amendment(proposal_id: uuid.UUID, amendment_id: uuid.UUID) -> Response:
    take = request.form.get("outcome") == "take"
    return step(
        proposal_id,
        lambda *, by, proposal_id, key: services.answer_amendment(
            by=by, amendment_id=amendment_id, take=take
        ),
        N_("Received. Everybody sees your answer."),
    )
