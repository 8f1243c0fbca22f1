"""Who lives with me."""

from __future__ import annotations

import uuid

from flask import render_template
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from blueprints.core import cards
from blueprints.core.access import member, signed_in
from blueprints.core.errors import NotFound
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.members import forms, queries, rules, services
from blueprints.members.routes.answers import bp

HOME = "/members/me/household"

cards.link("me", 70, lazy_gettext("My household"), "home", HOME)


@bp.get(HOME)
@signed_in
@keep_private
def household() -> str:
    return _page()


@bp.post(HOME)
@signed_in
def state_household() -> Response:
    form, known = forms.HouseholdForm.read(), member()
    kind = form.kind.data or ""
    return act(
        lambda key: services.state_household(member_id=known.id, kind=kind, key=key),
        then=lambda _done: HOME,
        form=form,
        page=lambda: _page(kind_form=form),
    )


@bp.post(f"{HOME}/invitations")
@signed_in
def ask_housemate() -> Response:
    form, known = forms.InvitationForm.read(), member()
    phone, kinship = form.phone.data or "", form.kinship.data or ""
    return act(
        lambda key: services.ask_housemate(
            member_id=known.id, phone=phone, kinship=kinship, key=key
        ),
        then=lambda _done: HOME,
        form=form,
        page=lambda: _page(ask_form=form),
    )


@bp.post(f"{HOME}/invitations/<uuid:invitation_id>")
@signed_in
def answer_invitation(invitation_id: uuid.UUID) -> Response:
    outcome, known = forms.OutcomeForm.read().outcome.data, member()
    return act(
        lambda key: _answer(outcome, known.id, invitation_id, key),
        then=lambda _done: HOME,
    )


@bp.post(f"{HOME}/departure")
@signed_in
def leave_household() -> Response:
    known = member()
    return act(lambda _key: services.leave_household(known.id), then=lambda _done: HOME)


def _answer(
    outcome: str | None, member_id: uuid.UUID, invitation_id: uuid.UUID, key: uuid.UUID
) -> None:
    if outcome == "accept":
        services.accept_invitation(member_id=member_id, invitation_id=invitation_id, key=key)
    elif outcome == "decline":
        services.decline_invitation(member_id=member_id, invitation_id=invitation_id)
    elif outcome == "take_back":
        services.take_back_invitation(member_id=member_id, invitation_id=invitation_id)
    else:
        raise NotFound


def _page(
    kind_form: forms.HouseholdForm | None = None, ask_form: forms.InvitationForm | None = None
) -> str:
    home = queries.home_of(member().id)
    known_kind = home.kind if home else None
    return render_template(
        "members/household.html",
        home=home,
        invitations=queries.invitations_to(member().id),
        kind_form=kind_form or forms.HouseholdForm(None, kind=known_kind),
        ask_form=ask_form or forms.InvitationForm(None),
        problem_of=kind_form or ask_form,
        rules=rules,
    )
