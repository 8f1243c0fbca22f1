"""The page of one decision, whatever form on it came back."""

from __future__ import annotations

import uuid
from typing import Any

from flask import render_template
from werkzeug.wrappers import Response

from blueprints.core.access import member, signed_in
from blueprints.core.errors import N_
from blueprints.core.forms import Form
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.core.web.templating import locale
from blueprints.decisions import queries, rules, services
from blueprints.decisions.forms import (
    ClosingForm,
    ReasonForm,
    TalkForm,
    VoteForm,
    amendment_form_for,
)
from blueprints.decisions.routes.door import bp, page_of


@bp.get("/<uuid:proposal_id>")
@signed_in
@keep_private
def show(proposal_id: uuid.UUID) -> str:
    return decision_page(proposal_id)


@bp.post("/<uuid:proposal_id>/seconds")
@signed_in
def second(proposal_id: uuid.UUID) -> Response:
    return step(proposal_id, services.second, N_("Received. You have seconded it."))


@bp.post("/<uuid:proposal_id>/withdrawal")
@signed_in
def withdraw(proposal_id: uuid.UUID) -> Response:
    form, who = ReasonForm.read(), member().id
    return act(
        lambda key: services.withdraw(
            by=who, proposal_id=proposal_id, reason=form.reason.data or "", key=key
        ),
        then=lambda _done: page_of(proposal_id),
        form=form,
        page=lambda: decision_page(proposal_id, withdrawal=form),
        said=N_("Received. The proposal is taken back."),
    )


def step(proposal_id: uuid.UUID, verb: Any, said: str) -> Response:
    """A button without fields."""
    who, form = member().id, VoteForm.read()
    return act(
        lambda key: verb(by=who, proposal_id=proposal_id, key=key),
        then=lambda _done: page_of(proposal_id),
        form=form,
        page=lambda: decision_page(proposal_id, vote=form),
        said=said,
    )


def decision_page(proposal_id: uuid.UUID, **forms: Form) -> str:
    who, here = member().id, locale()
    view = queries.decision_seen_by(who, proposal_id, here)
    fresh: dict[str, type[Form]] = {
        "vote": VoteForm,
        "talk": TalkForm,
        "amendment": amendment_form_for(view.proposal.template),
        "withdrawal": ReasonForm,
        "again": ClosingForm,
    }
    return render_template(
        "decisions/show.html",
        view=view,
        talk=queries.discussion_of(who, proposal_id),
        rules=rules,
        forms={name: forms.get(name) or kind(None) for name, kind in fresh.items()},
        wrong=next(iter(forms.values()), None),
    )
