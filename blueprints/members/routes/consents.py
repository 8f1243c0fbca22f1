"""What I agreed to; and the officer's look, which somebody agreed to."""

from __future__ import annotations

import uuid

from flask import render_template
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from blueprints.core import cards
from blueprints.core.access import member, role, signed_in
from blueprints.core.errors import N_, DomainError, NotFound
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.members import forms, queries, rules, services
from blueprints.members.routes.answers import bp

CONSENTS = "/members/me/consents"
LOOKUPS = "/members/lookups"

cards.link("me", 75, lazy_gettext("What I agreed to"), "hand", CONSENTS)


class NoSuchAnswer(DomainError):
    sentence = N_("Please press one of the buttons.")


@bp.get(CONSENTS)
@signed_in
@keep_private
def consents() -> str:
    return render_template(
        "members/consents.html",
        given=queries.consents_given(member().id),
        words=rules.CONSENT_WORDS,
    )


@bp.post(f"{CONSENTS}/<purpose>")
@signed_in
def change_consent(purpose: str) -> Response:
    outcome, known = forms.OutcomeForm.read().outcome.data, member()
    return act(
        lambda key: _change(outcome, known.id, purpose, key),
        then=lambda _done: CONSENTS,
    )


@bp.get(LOOKUPS)
@role("officer")
def lookup() -> str:
    return _lookup_page(forms.LookupForm.read())


@bp.post(LOOKUPS)
@role("officer")
def look_up_household() -> Response:
    form, known = forms.LookupForm.read(), member()
    phone = form.phone.data or ""
    return act(
        lambda key: services.look_up_household(by=known.id, phone=phone, key=key),
        then=lambda lookup_id: f"{LOOKUPS}/{lookup_id}",
        form=form,
        page=lambda: _lookup_page(form),
        said=N_("Written down: you may look for a quarter of an hour."),
    )


@bp.get(f"{LOOKUPS}/<uuid:lookup_id>")
@signed_in
def looked_up(lookup_id: uuid.UUID) -> str:
    seen = queries.looked_up(lookup_id, member().id)
    if seen is None:
        raise NotFound
    return render_template("members/looked_up.html", seen=seen, rules=rules)


def _change(outcome: str | None, member_id: uuid.UUID, purpose: str, key: uuid.UUID) -> None:
    if purpose == "household" and outcome == "withdraw":
        services.leave_household(member_id)
    elif outcome == "withdraw":
        services.withdraw_consent(person_id=member_id, purpose=purpose)
    elif outcome == "give" and purpose not in ("household", "help"):
        services.give_consent(person_id=member_id, purpose=purpose, by=member_id, key=key)
    else:
        raise NotFound if purpose not in rules.CONSENTS else NoSuchAnswer


def _lookup_page(form: forms.LookupForm) -> str:
    return render_template("members/lookup.html", form=form)
