"""What an officer looks after: places, and the organisations in them."""

from __future__ import annotations

import uuid
from typing import Any

from flask import current_app, render_template, request, url_for
from werkzeug.wrappers import Response

from blueprints.core import ids
from blueprints.core.access import member, role, signed_in
from blueprints.core.errors import N_
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.core.web.templating import locale
from blueprints.members import forms, queries, rules, services
from blueprints.members.routes.answers import bp

_PLACES = "/members/places"


@bp.get("/members/places")
@role("officer")
@keep_private
def places() -> str:
    return _places_page(_with_places(forms.PlaceForm.read(parent=request.args.get("in"))))


@bp.post("/members/places")
@role("officer")
def add_place() -> Response:
    form, by = _with_places(forms.PlaceForm.read()), member().id
    parent = ids.as_uuid(form.parent.data)
    words = {name: form[name].data or "" for name in ("name", "latin_name", "code")}
    return act(
        lambda key: services.add_place(by=by, parent_id=parent, **words, key=key),
        then=lambda place: f"{_PLACES}?in={place.parent_id}",
        form=form,
        page=lambda: _places_page(form),
        said=N_("Received. The place is in the list."),
    )


@bp.get("/members/places/list")
@role("officer")
@keep_private
def places_list() -> str:
    return _list_page(_with_places(forms.PlacesListForm.read()))


@bp.post("/members/places/list")
@role("officer")
def send_places_list() -> Response:
    form, by = _with_places(forms.PlacesListForm.read()), member().id
    county = ids.as_uuid(form.county.data) or uuid.UUID(int=0)
    return act(
        lambda key: services.look_at_list(by=by, county_id=county, rows=form.rows, key=key),
        then=lambda seen: url_for(".places_list_seen", import_id=seen.id),
        form=form,
        page=lambda: _list_page(form),
    )


@bp.get("/members/places/lists/<uuid:import_id>")
@signed_in
@keep_private
def places_list_seen(import_id: uuid.UUID) -> str:
    return render_template(
        "members/places_seen.html",
        seen=queries.list_seen(import_id, member().id),
        why=rules.WRONG_WORDS,
        most=20,
    )


@bp.post("/members/places/lists/<uuid:import_id>/confirmation")
@signed_in
def confirm_places_list(import_id: uuid.UUID) -> Response:
    by = member().id
    return act(
        lambda _key: services.confirm_list(by=by, import_id=import_id),
        then=lambda _done: _PLACES,
        said=N_("Received. The places are in the list."),
    )


@bp.get("/members/organisations")
@role("officer")
@keep_private
def organisations_overseen() -> str:
    after = ids.as_uuid(request.args.get("after"))
    return render_template(
        "members/organisations.html",
        page_of=queries.organisations_overseen(member().id, after),
        kind_words=rules.KIND_WORDS,
    )


@bp.get("/members/organisations/new")
@role("officer")
@keep_private
def new_organisation() -> str:
    return _organisation_page(_with_places(forms.OrganisationForm.read()))


@bp.post("/members/organisations/new")
@role("officer")
def register_organisation() -> Response:
    form, by = _with_places(forms.OrganisationForm.read()), member().id
    secret = str(current_app.config["SECRET_KEY"])
    return act(
        lambda key: services.register_organisation(
            by=by, registration=_registration(form), secret=secret, key=key
        ),
        then=lambda made: url_for(
            ".voucher_sheet", organisation_id=made.organisation_id, sheet_id=made.sheet_id
        ),
        form=form,
        page=lambda: _organisation_page(form),
    )


def _registration(form: forms.OrganisationForm) -> services.Registration:
    return services.Registration(
        kind=form.kind.data,
        name=form.name.data or "",
        latin_name=form.latin_name.data or "",
        place_id=ids.as_uuid(form.place.data),
        founded_on=form.founded_on.data,
    )


def _with_places(form: Any) -> Any:
    form.among(queries.places_overseen(member().id), locale())
    return form


def _places_page(form: forms.PlaceForm) -> str:
    rows = queries.places_overseen(member().id)
    inside = queries.place(ids.as_uuid(request.args.get("in")))
    return render_template(
        "members/places.html",
        form=form,
        inside=inside,
        here=[one for one in rows if one.parent_id == (inside.id if inside else None)]
        or [one for one in rows if not inside and one.level == "county"],
        below={one.parent_id for one in rows},
    )


def _list_page(form: forms.PlacesListForm) -> str:
    return render_template("members/places_list.html", form=form)


def _organisation_page(form: forms.OrganisationForm) -> str:
    return render_template("members/organisation_new.html", form=form)
