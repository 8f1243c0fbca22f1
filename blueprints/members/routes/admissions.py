"""How one stands to an organisation, and its leaders' answers."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from blueprints.core.access import member, signed_in
from blueprints.core.errors import N_
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.members import forms, queries, services
from blueprints.members.routes.answers import bp


@bp.get("/members/organisations/<uuid:organisation_id>/membership")
@signed_in
@keep_private
def membership(organisation_id: uuid.UUID) -> str:
    return _membership_page(organisation_id, forms.MembershipForm.read())


@bp.post("/members/organisations/<uuid:organisation_id>/membership")
@signed_in
def change_membership(organisation_id: uuid.UUID) -> Response:
    form = forms.MembershipForm.read()
    return act(
        _wish(form, {"person_id": member().id, "organisation_id": organisation_id}),
        then=lambda _done: url_for(".membership", organisation_id=organisation_id),
        form=form,
        page=lambda: _membership_page(organisation_id, form),
    )


@bp.get("/members/organisations/<uuid:organisation_id>/admissions")
@signed_in
@keep_private
def admissions(organisation_id: uuid.UUID) -> str:
    return _admissions_page(organisation_id, forms.AdmissionForm.read())


@bp.post("/members/organisations/<uuid:organisation_id>/admissions")
@signed_in
def decide_admission(organisation_id: uuid.UUID) -> Response:
    form = forms.AdmissionForm.read()
    return act(
        _answer(form, {"leader_id": member().id, "organisation_id": organisation_id}),
        then=lambda _done: url_for(".admissions", organisation_id=organisation_id),
        form=form,
        page=lambda: _admissions_page(organisation_id, form),
        said=N_("Received. The person sees your answer."),
    )


def _wish(form: forms.MembershipForm, who: dict[str, uuid.UUID]) -> Callable[[uuid.UUID], object]:
    if form.leave.data:
        reason = form.reason.data or ""
        return lambda key: services.leave_organisation(**who, reason=reason, key=key)
    if form.withdraw.data:
        return lambda key: services.withdraw_request(**who, key=key)
    note = form.note.data or ""
    return lambda key: services.ask_to_join(**who, note=note, key=key)


def _answer(form: forms.AdmissionForm, who: dict[str, uuid.UUID]) -> Callable[[uuid.UUID], object]:
    person, outcome, reason = form.member.id_value, form.outcome.data or "", form.reason.data or ""
    return lambda key: services.decide_admission(
        **who, person_id=person, outcome=outcome, reason=reason, key=key
    )


def _membership_page(organisation_id: uuid.UUID, form: forms.MembershipForm) -> str:
    stands = queries.standing(member().id, organisation_id)
    return render_template("members/admissions_own.html", stands=stands, form=form)


def _admissions_page(organisation_id: uuid.UUID, form: forms.AdmissionForm) -> str:
    asking = queries.applicants(member().id, organisation_id, request.args.get("after", ""))
    return render_template(
        "members/admissions_leader.html", asking=asking, form=form, place_line=queries.place_line
    )
