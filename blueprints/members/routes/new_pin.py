"""A forgotten PIN or a new phone: the number, the code, a new PIN. One address, a page a step."""

from __future__ import annotations

from flask import g, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from blueprints.core.access import public
from blueprints.core.forms import Form
from blueprints.members import forms, queries, services
from blueprints.members.routes.answers import DEVICE_COOKIE, bp, browser, invalid
from blueprints.members.routes.entry import (
    attempt,
    first_step,
    is_second_step,
    say_code,
    second_step,
    step_page,
)


@bp.get("/new-pin")
@public
def new_pin() -> str:
    phone = queries.may_choose_pin(request.cookies.get(DEVICE_COOKIE))
    return _choosing(forms.ChoosePinForm.read(), phone) if phone else step_page("pin")


@bp.post("/new-pin")
@public
def new_pin_sent() -> Response:
    if is_second_step():
        return second_step("pin")
    if "pin" in request.form:
        return _chosen()
    form = forms.NewPinForm.read()
    return first_step(
        "pin",
        form,
        lambda: services.ask_new_pin(
            phone=form.phone.data, browser=browser(), onward=form.onward, say=say_code
        ),
    )


def _chosen() -> Response:
    form = forms.ChoosePinForm.read()

    def page() -> str:
        phone = queries.may_choose_pin(request.cookies.get(DEVICE_COOKIE))
        return _choosing(form, phone) if phone else _over(form)

    if not form.validate():
        return invalid(form, page)
    return attempt(
        "pin",
        lambda: services.choose_pin(
            pin=form.pin.data, browser=browser(), say_changed=say_changed, key=g.get("key")
        ),
        form,
        page,
    )


def _choosing(form: Form, phone: str) -> str:
    return render_template("members/new_pin.html", form=form, phone=phone)


def _over(form: Form) -> str:
    """The right to choose ran out meanwhile: the step that this browser is at, and why."""
    told = forms.CodeForm(None)
    told.problem = form.problem
    return step_page("pin", told)


def say_changed() -> str:
    words: str = gettext(
        "Your Commonfield PIN was changed just now. Was it not you? "
        "Choose a new one at once: sign-in page, “Forgotten PIN or new phone”."
    )
    return words
