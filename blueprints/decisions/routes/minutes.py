"""The minutes: read, printed, signed, corrected by another record."""

from __future__ import annotations

import uuid

from flask import render_template, url_for
from werkzeug.wrappers import Response

from blueprints.core.access import member, signed_in
from blueprints.core.errors import N_
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.core.web.templating import locale
from blueprints.decisions import queries, rules, services
from blueprints.decisions.forms import CorrectionForm
from blueprints.decisions.routes.door import bp


@bp.get("/<uuid:proposal_id>/minutes")
@signed_in
@keep_private
def show_minutes(proposal_id: uuid.UUID) -> str:
    return _page(proposal_id, CorrectionForm(None))


@bp.post("/<uuid:proposal_id>/minutes")
@signed_in
def correct_minutes(proposal_id: uuid.UUID) -> Response:
    form, who = CorrectionForm.read(), member().id
    return act(
        lambda key: services.correct_minutes(
            by=who, proposal_id=proposal_id, words=form.words.data or "", key=key
        ),
        then=lambda _done: _address(proposal_id),
        form=form,
        page=lambda: _page(proposal_id, form),
        said=N_("Received. The correction stands beside the minutes."),
    )


@bp.post("/<uuid:proposal_id>/minutes/<uuid:minutes_id>/signatures")
@signed_in
def sign_minutes(proposal_id: uuid.UUID, minutes_id: uuid.UUID) -> Response:
    form, who = CorrectionForm(None), member().id
    return act(
        lambda key: services.sign_minutes(by=who, minutes_id=minutes_id, key=key),
        then=lambda _done: _address(proposal_id),
        page=lambda: _page(proposal_id, form),
        said=N_("Received. You have signed the minutes."),
    )


def _address(proposal_id: uuid.UUID) -> str:
    return url_for("decisions.show_minutes", proposal_id=proposal_id)


def _page(proposal_id: uuid.UUID, form: CorrectionForm) -> str:
    who = member().id
    return render_template(
        "decisions/minutes.html",
        view=queries.decision_seen_by(who, proposal_id, locale()),
        records=queries.minutes_of(who, proposal_id),
        form=form,
        rules=rules,
    )
