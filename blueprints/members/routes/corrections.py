"""Asking that something be put right which somebody else keeps; and their answer."""

from __future__ import annotations

import uuid

from flask import render_template, url_for
from werkzeug.wrappers import Response

from blueprints.core import ids
from blueprints.core.access import member, signed_in
from blueprints.core.errors import N_
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.core.web.templating import locale
from blueprints.members import forms, queries, rules, services
from blueprints.members.routes.answers import bp

OWN = "/members/me/corrections"
THERE = "/members/organisations/<uuid:organisation_id>/corrections"


@bp.get(OWN)
@signed_in
@keep_private
def own_corrections() -> str:
    return _own_page(forms.CorrectionWishForm.read())


@bp.post(OWN)
@signed_in
def ask_correction() -> Response:
    form, known = forms.CorrectionWishForm.read(), member()
    there, day = ids.as_uuid(form.organisation.data), form.day_value
    told = {"subject": form.subject.data or "", "words": form.told.data or ""}
    return act(
        lambda key: services.ask_correction(
            member_id=known.id, organisation_id=there, day=day, **told, key=key
        ),
        then=lambda _wish: OWN,
        form=form,
        page=lambda: _own_page(form),
        said=N_("Received. They answer, and you see it here."),
    )


@bp.post(f"{OWN}/<uuid:wish_id>/withdrawal")
@signed_in
def take_back_correction(wish_id: uuid.UUID) -> Response:
    known = member()
    return act(
        lambda _key: services.take_back_correction(member_id=known.id, wish_id=wish_id),
        then=lambda _done: OWN,
        said=N_("Taken back."),
    )


@bp.get(THERE)
@signed_in
@keep_private
def corrections(organisation_id: uuid.UUID) -> str:
    return _page(organisation_id, None, forms.ReplyForm.read())


@bp.post(f"{THERE}/<uuid:wish_id>")
@signed_in
def answer_correction(organisation_id: uuid.UUID, wish_id: uuid.UUID) -> Response:
    form, by = forms.ReplyForm.read(), member().id
    told = {"outcome": form.outcome.data or "", "reason": form.reason.data or ""}
    return act(
        lambda _key: services.answer_correction(
            by=by, organisation_id=organisation_id, wish_id=wish_id, **told
        ),
        then=lambda _done: url_for(".corrections", organisation_id=organisation_id),
        form=form,
        page=lambda: _page(organisation_id, wish_id, form),
        said=N_("Received. The person sees your answer."),
    )


def _own_page(form: forms.CorrectionWishForm) -> str:
    found = queries.corrections_of(member().id)
    form.among(found.holders, locale())
    return render_template("members/corrections_own.html", own=found, form=form, rules=rules)


def _page(organisation_id: uuid.UUID, refused: uuid.UUID | None, form: forms.ReplyForm) -> str:
    found, rows = queries.corrections_at(member().id, organisation_id)
    return render_template(
        "members/corrections.html",
        organisation=found,
        rows=rows,
        form=form,
        refused=refused,
        rules=rules,
    )
