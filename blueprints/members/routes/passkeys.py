"""Passkeys: one's own page of them, and the sign-in with one. Both need script."""

from __future__ import annotations

import uuid
from urllib.parse import urlsplit

from flask import current_app, make_response, render_template, request
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from blueprints.core import cards
from blueprints.core.access import member, public, signed_in
from blueprints.core.errors import N_, DomainError
from blueprints.core.web.act import act, refuse
from blueprints.core.web.pin_again import pin_again
from blueprints.members import forms, queries, rules, services
from blueprints.members.routes.answers import (
    DEVICE_COOKIE,
    DEVICE_S,
    arrived,
    bp,
    browser,
    set_cookie,
)
from blueprints.members.routes.entry import form_page

OWN_PASSKEYS = "/members/me/passkeys"

cards.link("me", 70, lazy_gettext("Passkeys"), "key", OWN_PASSKEYS)


@bp.get("/members/me/passkeys")
@signed_in
def passkeys() -> str:
    return _page(forms.PasskeyForm(None))


@bp.post("/members/me/passkeys/options")
@signed_in
def passkey_options() -> Response:
    return _as_json(services.ask_for_passkey(member(), _site()))


@bp.post("/members/me/passkeys")
@signed_in
@pin_again(minutes=10)
def create_passkey() -> Response:
    form, known, site = forms.PasskeyForm.read(), member(), _site()
    label = rules.browser_label(request.user_agent.string)
    return act(
        lambda mark: services.keep_passkey(
            known, credential=form.credential.data, label=label, site=site, key=mark
        ),
        then=lambda _done: OWN_PASSKEYS,
        form=form,
        page=lambda: _page(form),
    )


@bp.post("/members/passkeys/<uuid:passkey_id>/removal")
@signed_in
def end_passkey(passkey_id: uuid.UUID) -> Response:
    known = member()
    return act(
        lambda _mark: services.end_passkey(known.id, passkey_id),
        then=lambda _done: OWN_PASSKEYS,
        said=N_("That passkey no longer opens your account."),
    )


@bp.post("/sign-in/passkey/options")
@public
def passkey_sign_in_options() -> Response:
    options = services.ask_by_passkey(browser(), _site())
    response = _as_json(options.told)
    set_cookie(response, DEVICE_COOKIE, options.device_token, DEVICE_S)
    return response


@bp.post("/sign-in/passkey")
@public
def passkey_sign_in() -> Response:
    form = forms.PasskeyForm.read()
    onward, signed = rules.local_path(form.next.data), form.credential.data or ""
    try:
        done = services.sign_in_by_passkey(
            credential=signed, browser=browser(), site=_site(), onward=onward
        )
    except DomainError as refusal:
        gate = forms.SignInForm(None, next=onward)
        return refuse(refusal, form=gate, page=lambda: form_page("device", gate))
    return arrived(done, "/sign-in")


def _page(form: forms.PasskeyForm) -> str:
    return render_template(
        "members/passkeys.html", form=form, passkeys=queries.passkeys_of(member().id)
    )


def _site() -> services.Site:
    """As it is reached just now, unless the deployment says what it is called."""
    origin: str = current_app.config["ORIGIN"] or request.host_url.rstrip("/")
    return services.Site(urlsplit(origin).hostname or "", origin)


def _as_json(told: str) -> Response:
    response = make_response(told)
    response.mimetype = "application/json"
    return response
