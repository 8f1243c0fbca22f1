"""A register brought as a file: looked at, then taken in. Leaders only."""

from __future__ import annotations

import uuid

from flask import render_template, url_for
from werkzeug.wrappers import Response

from blueprints.core.access import member, signed_in
from blueprints.core.errors import N_
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.members import forms, queries, services
from blueprints.members.routes.answers import bp


@bp.get("/members/organisations/<uuid:organisation_id>/imports/new")
@signed_in
@keep_private
def new_import(organisation_id: uuid.UUID) -> str:
    return _form_page(organisation_id, forms.ImportForm.read())


@bp.post("/members/organisations/<uuid:organisation_id>/imports/new")
@signed_in
def check_import(organisation_id: uuid.UUID) -> Response:
    who = {"leader_id": member().id, "organisation_id": organisation_id}
    queries.led(**who)  # before the work of reading a file for somebody else
    form = forms.ImportForm.read()
    form.places = queries.places_by_name()
    return act(
        lambda key: services.check_import(
            **who, table=form.table, file_name=form.file_name, key=key
        ),
        then=lambda made: _address(organisation_id, made.id),
        form=form,
        page=lambda: _form_page(organisation_id, form),
    )


@bp.get("/members/organisations/<uuid:organisation_id>/imports/<uuid:import_id>")
@signed_in
@keep_private
def show_import(organisation_id: uuid.UUID, import_id: uuid.UUID) -> str:
    brought = queries.import_seen_by(member().id, organisation_id, import_id)
    return render_template("members/imports_show.html", brought=brought)


@bp.post("/members/organisations/<uuid:organisation_id>/imports/<uuid:import_id>")
@signed_in
def take_import(organisation_id: uuid.UUID, import_id: uuid.UUID) -> Response:
    leader = member().id
    there = {"organisation_id": organisation_id, "import_id": import_id}
    return act(
        lambda key: services.take_import(leader_id=leader, **there, key=key),
        then=lambda _done: _address(organisation_id, import_id),
        said=N_("Received. They stand in the register."),
    )


def _address(organisation_id: uuid.UUID, import_id: uuid.UUID) -> str:
    return url_for(".show_import", organisation_id=organisation_id, import_id=import_id)


def _form_page(organisation_id: uuid.UUID, form: forms.ImportForm) -> str:
    found = queries.led(member().id, organisation_id)
    return render_template("members/imports_new.html", organisation=found, form=form)
