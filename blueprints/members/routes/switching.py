"""Several people, one phone: choose who you are, and your PIN."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from blueprints.core import cards
from blueprints.core.access import public, viewer
from blueprints.core.errors import DomainError
from blueprints.core.web.act import refuse
from blueprints.members import forms, queries, rules, services
from blueprints.members.routes.answers import DEVICE_COOKIE, arrived, bp, browser, invalid

cards.link("me", 50, lazy_gettext("Switch person"), "people", "/switch")


@bp.get("/switch")
@public
def switch() -> str:
    return _page(forms.SwitchForm(None, next=rules.local_path(request.args.get("next"))))


@bp.post("/switch")
@public
def switch_sent() -> Response:
    form = forms.SwitchForm.read()
    if not form.validate():
        return invalid(form, lambda: _page(form))
    who = {"person_id": form.person.id_value, "pin": form.pin.data}
    try:
        done = services.switch_person(**who, browser=browser(), onward=form.onward)
    except DomainError as refusal:
        return refuse(refusal, form=form, page=lambda: _page(form))
    return arrived(done, "/switch")


def _page(form: forms.SwitchForm) -> str:
    """Whoever is signed in need not choose themselves; of two, the other one is meant."""
    known = viewer()
    people = queries.people_here(request.cookies.get(DEVICE_COOKIE))
    others = [one for one in people if known is None or one.id != known.id]
    chosen = form.person.id_value or (others[0].id if len(others) == 1 else None)
    return render_template(
        "members/switch.html",
        form=form,
        others=others,
        chosen=chosen,
        signed_in_as=known.name if known else None,
    )
