"""Closing one's account."""

from __future__ import annotations

from flask import render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from blueprints.core import visitors
from blueprints.core.access import member, public, signed_in
from blueprints.core.errors import N_
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_public
from blueprints.members import forms, services
from blueprints.members.routes.answers import bp, drop_session

CLOSED = "/members/closed"


@bp.get("/members/me/closing")
@signed_in
def closing() -> str:
    return _page(forms.ClosingForm.read())


@bp.post("/members/me/closing")
@signed_in
def close_account() -> Response:
    form, member_id = forms.ClosingForm.read(), member().id
    farewell = gettext("Your Commonfield account is closed. Was it not you? Ask your cooperative.")
    response = act(
        lambda key: services.close_account(member_id=member_id, farewell=farewell, key=key),
        then=lambda _done: CLOSED,
        form=form,
        page=lambda: _page(form),
        said=N_("Your account is closed."),
    )
    if response.status_code < 400:
        drop_session(response)
        visitors.forget_visitor()
    return response


@bp.get(CLOSED)
@public
@keep_public
def closed() -> str:
    return render_template("members/closed.html")


def _page(form: forms.ClosingForm) -> str:
    return render_template("members/closing.html", form=form)
