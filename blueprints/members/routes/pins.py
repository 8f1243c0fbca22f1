"""The PIN once more, and a new one in place of the old."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from blueprints.core import cards
from blueprints.core.access import member, signed_in
from blueprints.core.errors import DomainError
from blueprints.core.forms import Form
from blueprints.core.web.act import read_intent, refuse
from blueprints.core.web.pin_again import Asked, Doorkeeper, pins_asked_by
from blueprints.members import forms, queries, rules, services
from blueprints.members.routes.answers import OWN_PAGE, bp, go, invalid
from blueprints.members.routes.new_pin import say_changed

cards.link("me", 60, lazy_gettext("Change PIN"), "lock", "/members/me/pin")


@bp.get("/members/me/pin")
@signed_in
def own_pin() -> str:
    """With `next`: the PIN once more, and on; else a new PIN."""
    onward = rules.local_path(request.args.get("next"))
    if onward:
        return _again_page(forms.PinAgainForm(None, next=onward))
    return _change_page(forms.ChangePinForm.read())


@bp.post("/members/me/pin")
@signed_in
def own_pin_sent() -> Response:
    return _changed() if "new_pin" in request.form else _confirmed()


def _confirmed() -> Response:
    form = forms.PinAgainForm.read()
    known = member()
    if not form.validate():
        return invalid(form, lambda: _again_page(form))
    try:
        services.confirm_pin(known, form.pin.data)
    except DomainError as refusal:
        return refuse(refusal, form=form, page=lambda: _again_page(form))
    return go(form.onward or OWN_PAGE)


def _changed() -> Response:
    form = forms.ChangePinForm.read()
    known, key = member(), read_intent().mark
    if not form.validate():
        return invalid(form, lambda: _change_page(form))
    try:
        services.change_own_pin(known, **form.typed, say_changed=say_changed, key=key)
    except DomainError as refusal:
        return refuse(refusal, form=form, page=lambda: _change_page(form))
    return go(OWN_PAGE)


def _again_page(form: Form) -> str:
    return render_template("members/pin_again.html", form=form, action="/members/me/pin")


def _change_page(form: Form) -> str:
    return render_template(
        "members/pin.html",
        form=form,
        changed=queries.last_pin_change(member().id),
        proofs=rules.PIN_PROOF_WORDS,
    )


def _asked_page(asked: Asked) -> str:
    """On the way of another form: its fields go along."""
    form = forms.PinAgainForm(None)
    if asked.refusal is not None:
        form.blame(asked.refusal)
    return render_template(
        "members/pin_again.html",
        form=form,
        action=asked.action,
        about=asked.about,
        fields=asked.fields,
    )


pins_asked_by(
    Doorkeeper(
        is_fresh=lambda viewer, minutes: queries.pin_confirmed_within(viewer.session_id, minutes),
        check=services.confirm_pin,
        page=_asked_page,
    )
)
