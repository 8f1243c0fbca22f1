"""The gate itself: join, sign in, sign out. Both ways in have a second step: the code."""

from __future__ import annotations

from collections.abc import Callable

from flask import render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from blueprints.core.access import EITHER_WAY, SESSION_COOKIE, public, viewer
from blueprints.core.db import writing
from blueprints.core.errors import DomainError
from blueprints.core.forms import Form
from blueprints.core.web.act import refuse
from blueprints.members import forms, queries, rules, services
from blueprints.members.routes.answers import (
    DEVICE_COOKIE,
    Outcome,
    arrived,
    bp,
    browser,
    drop_session,
    go,
    invalid,
)

_GATES = {"join": "/join", "device": "/sign-in", "pin": "/new-pin"}
_FORMS = {"join": forms.JoinForm, "device": forms.SignInForm, "pin": forms.NewPinForm}
_PAGES = {
    "join": "members/join.html",
    "device": "members/sign_in.html",
    "pin": "members/new_pin_number.html",
}


@bp.get("/join")
@public
def join() -> str:
    return step_page("join")


@bp.post("/join")
@public
def join_sent() -> Response:
    if is_second_step():
        return second_step("join")
    form = forms.JoinForm.read()
    return first_step(
        "join",
        form,
        lambda: services.join(**form.typed, browser=browser(), onward=form.onward, say=say_code),
    )


@bp.get("/sign-in")
@public
def sign_in() -> str:
    return step_page("device")


@bp.post("/sign-in")
@public
def sign_in_sent() -> Response:
    if is_second_step():
        return second_step("device")
    form = forms.SignInForm.read()
    return first_step(
        "device",
        form,
        lambda: services.sign_in(**form.typed, browser=browser(), onward=form.onward, say=say_code),
    )


@bp.post("/sign-out")
@public(for_others=EITHER_WAY)
def sign_out() -> Response:
    token = request.cookies.get(SESSION_COOKIE)
    if token:
        with writing():
            services.sign_out(token)
    response = go("/")
    drop_session(response)
    return response


def first_step(purpose: str, form: Form, verb: Callable[[], Outcome]) -> Response:
    def page() -> str:
        return form_page(purpose, form)

    if not form.validate():
        return invalid(form, page)
    return attempt(purpose, verb, form, page)


def is_second_step() -> bool:
    return "again" in request.form or "code" in request.form


def second_step(purpose: str) -> Response:
    """The code, or a wish for another one, or to begin anew."""
    again = request.form.get("again")
    if again == "start":
        services.start_over(purpose=purpose, browser=browser())
        return go(_GATES[purpose])
    form = forms.CodeForm.read()

    def page() -> str:
        return step_page(purpose, form)

    if again is not None:
        return attempt(
            purpose,
            lambda: services.send_again(purpose=purpose, browser=browser(), say=say_code),
            form,
            page,
        )
    if not form.validate():
        return invalid(form, page)
    return attempt(purpose, lambda: _enter(purpose, form.code.data), form, page)


def _enter(purpose: str, code: str) -> Outcome:
    if purpose == "pin":
        return services.enter_pin_code(code=code, browser=browser())
    return services.enter_code(purpose=purpose, code=code, browser=browser())


def attempt(
    purpose: str, verb: Callable[[], Outcome], form: Form, page: Callable[[], str]
) -> Response:
    try:
        return arrived(verb(), _GATES[purpose])
    except DomainError as refusal:
        return refuse(refusal, form=form, page=page)


def step_page(purpose: str, code_form: Form | None = None) -> str:
    """The code's page while this browser waits for one, else the first page."""
    pending = queries.pending_code(request.cookies.get(DEVICE_COOKIE), purpose)
    if pending is None:
        return form_page(purpose, _first_form(purpose), problem_of=code_form)
    return render_template(
        "members/code.html",
        form=code_form or forms.CodeForm.read(),
        pending=pending,
        gate=_GATES[purpose],
    )


def _first_form(purpose: str) -> Form:
    return _FORMS[purpose](None, next=rules.local_path(request.args.get("next")))


def form_page(purpose: str, form: Form, problem_of: Form | None = None) -> str:
    if problem_of is not None:
        told = [str(text) for text in problem_of.errors.get("code", ())]
        form.problem = problem_of.problem or " ".join(told)
    known = viewer()
    return render_template(
        _PAGES[purpose],
        form=form,
        signed_in_as=known.name if known else None,
        account=request.args.get("account"),
        known_here=purpose == "device" and queries.people_here(request.cookies.get(DEVICE_COOKIE)),
    )


def say_code(code: str) -> str:
    words: str = gettext(
        "%(code)s is your Commonfield code. It works for 10 minutes. Tell it to nobody.", code=code
    )
    return words
