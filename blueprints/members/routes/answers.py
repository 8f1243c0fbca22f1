"""What a browser brings to the gate in cookies, and what it takes away."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from flask import Blueprint, g, make_response, redirect, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from blueprints.core import acting, i18n, ids, visitors
from blueprints.core.access import SESSION_COOKIE
from blueprints.core.errors import N_
from blueprints.core.forms import Form
from blueprints.core.keys import Answer
from blueprints.core.web.act import BadKey, as_json, errors_of, wants_json
from blueprints.members import rules, services

bp = Blueprint("members", __name__)

DEVICE_COOKIE = "device"
OWN_PAGE = "/members/me"

_DAY_S = 24 * 3600
_YEAR_S = 365 * _DAY_S
DEVICE_S = 400 * _DAY_S  # the longest that browsers keep a cookie
_SESSION_S = rules.SESSION_DAYS * _DAY_S
_GATE = ("/join", "/sign-in", "/sign-out", "/new-pin", "/switch")

Outcome = (
    services.CodeSent
    | services.Entered
    | services.KnownNumber
    | services.MayChoose
    | services.UnknownNumber
)


@bp.before_request
def read_key() -> None:
    """Coming in twice is harmless, so no answers are kept; but a sender knows its key again."""
    given = request.headers.get("Idempotency-Key") or request.form.get("key")
    if request.method != "POST" or not given:
        return
    key = ids.as_uuid(given)
    if key is None:
        raise BadKey
    g.key = key


def browser() -> services.Browser:
    return services.Browser(
        device_token=request.cookies.get(DEVICE_COOKIE),
        session_token=request.cookies.get(SESSION_COOKIE),
        label=rules.browser_label(request.user_agent.string),
        visitor=visitors.known_visitor(),
    )


def go(location: str) -> Response:
    """Done: on to a page, or the same said to a program."""
    if not wants_json():
        return redirect(location, 303)
    return as_json(Answer("received", 200, gettext(N_("Received.")), location))


def invalid(form: Form, page: Callable[[], str]) -> Response:
    """The form again, with what was typed and what to mend."""
    return as_json(errors_of(form)) if wants_json() else make_response(page(), 422)


def arrived(outcome: Outcome, gate: str) -> Response:
    """Where a right step leads, with the cookies that go with it."""
    if isinstance(outcome, services.KnownNumber):
        return go(f"/sign-in?account=known{_and_next(outcome.onward)}")
    if isinstance(outcome, services.UnknownNumber):
        return go(f"/join?account=none{_and_next(outcome.onward)}")
    if isinstance(outcome, services.MayChoose):
        return go(gate)
    if isinstance(outcome, services.CodeSent):
        response = go(gate)
    else:
        response = go(_onward(outcome.onward))
        _let_in(response, outcome)
    set_cookie(response, DEVICE_COOKIE, outcome.device_token, DEVICE_S)
    return response


def set_cookie(
    response: Response, name: str, value: str, seconds: int, *, for_scripts: bool = False
) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=not for_scripts,
        samesite="Lax",
        secure=request.is_secure,
    )


def keep_preferences(response: Response, language: str | None, text_size: str | None) -> None:
    """Two small cookies that scripts, proxies and the worker may read."""
    if language:
        set_cookie(response, i18n.LOCALE_COOKIE, language, _YEAR_S, for_scripts=True)
    if text_size:
        set_cookie(response, i18n.SIZE_COOKIE, text_size, _YEAR_S, for_scripts=True)


def drop_session(response: Response) -> None:
    response.delete_cookie(acting.COOKIE)
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="Lax", secure=request.is_secure)


def _let_in(response: Response, entered: services.Entered) -> None:
    response.delete_cookie(acting.COOKIE)
    set_cookie(response, SESSION_COOKIE, entered.session_token, _SESSION_S)
    keep_preferences(response, entered.language, entered.text_size)
    visitors.forget_visitor()


def _onward(path: str | None) -> str:
    """Not back to the gate: nobody wants to arrive where they just left."""
    return path if path and not path.startswith(_GATE) else OWN_PAGE


def _and_next(onward: str | None) -> str:
    return f"&next={quote(onward)}" if onward else ""
