"""Closing one's account."""

from __future__ import annotations

import uuid

from flask import g, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from blueprints.core import keys, visitors
from blueprints.core.access import SESSION_COOKIE, member, public, signed_in, viewer
from blueprints.core.errors import N_
from blueprints.core.web.act import act, read_intent
from blueprints.core.web.headers import keep_public
from blueprints.members import forms, queries, services
from blueprints.members.routes.answers import bp, drop_session

CLOSED = "/members/closed"


@bp.get("/members/me/closing")
@signed_in
def closing() -> str:
    return _page(forms.ClosingForm.read())


@bp.post("/members/me/closing")
@public  # so that a second tap, whose session the first one ended, gets the same answer
def close_account() -> Response:
    form, member_id = forms.ClosingForm.read(), _closing_member()
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


def _closing_member() -> uuid.UUID:
    """Who closed it a moment ago counts for a key that was answered: `act` says that again."""
    if viewer() is None:
        g.holder = queries.closed_by(request.cookies.get(SESSION_COOKIE))
        if g.holder is not None and keys.answer_to(read_intent()) is None:
            g.holder = None
    return member().id


def _page(form: forms.ClosingForm) -> str:
    return render_template("members/closing.html", form=form)
