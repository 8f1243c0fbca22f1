"""One's own page, one's devices, and how one wants to be spoken to."""

from __future__ import annotations

import uuid

from flask import render_template
from werkzeug.wrappers import Response

from blueprints.core import cards, i18n
from blueprints.core.access import EITHER_WAY, member, public, signed_in, viewer
from blueprints.core.db import writing
from blueprints.core.errors import N_, DomainError, NeedsSignIn
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.members import forms, queries, rules, services
from blueprints.members.routes.answers import OWN_PAGE, bp, drop_session, go, keep_preferences


class BadPreference(DomainError):
    sentence = N_("There is no such language or text size here. Nothing was changed.")


@bp.get("/members/me")
@signed_in
@keep_private
def me() -> str:
    known = member()
    own = queries.own_page(known.id, known.device_id)
    if own is None:
        raise NeedsSignIn
    return render_template(
        "members/me.html",
        own=own,
        asked=queries.requests_of(known.id),
        links=cards.links("me"),
        role_words=rules.ROLE_WORDS,
        offers=queries.offers_to(known.id),
    )


@bp.post("/members/devices/<uuid:device_id>/sign-out")
@signed_in
def sign_out_device(device_id: uuid.UUID) -> Response:
    known = member()
    this_one = device_id == known.device_id
    response = act(
        lambda _mark: services.sign_out_device(known.id, device_id),
        then=lambda _done: "/" if this_one else OWN_PAGE,
        said=N_("That device is signed out."),
    )
    if this_one:
        drop_session(response)
    return response


@bp.post("/preferences")
@public(for_others=EITHER_WAY)
def preferences() -> Response:
    form = forms.PreferencesForm.read()
    language, text_size = _chosen(form)
    known = viewer()
    if known is not None:
        with writing():
            services.prefer(known.id, language=language, text_size=text_size)
    response = go(rules.local_path(form.next.data) or "/")
    keep_preferences(response, language, text_size)
    return response


def _chosen(form: forms.PreferencesForm) -> tuple[str | None, str | None]:
    """Raises BadPreference for what is unknown, and when nothing was asked."""
    language = i18n.locale_named(form.language.data) if form.language.data else None
    text_size = form.text_size.data or None
    unknown_language = bool(form.language.data) and language is None
    unknown_size = text_size is not None and text_size not in i18n.SIZES
    if unknown_language or unknown_size or not (language or text_size):
        raise BadPreference
    return language, text_size
