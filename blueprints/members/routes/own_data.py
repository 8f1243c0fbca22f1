"""Everything of one's own: to read, to take along, to put right; and what we promise about it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import Response as FileResponse
from flask import current_app, render_template
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import SelectChoice  # type: ignore[attr-defined]  # new in 3.3

from blueprints.core import cards, clock, i18n, ids, own_data
from blueprints.core.access import member, public, signed_in
from blueprints.core.errors import N_, NotFound
from blueprints.core.money import format_minor
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private, keep_public
from blueprints.core.web.templating import locale
from blueprints.members import forms, queries, services
from blueprints.members.routes.answers import bp

MOST_SHOWN = 50

cards.link("me", 80, lazy_gettext("My data"), "lock", "/members/me/data")
own_data.register(
    10, *queries.OWN_DATA, *queries.OWN_GATE, *queries.OWN_HOME, *queries.OWN_REGISTER
)
own_data.register(11, *queries.OWN_ACTING)


@bp.get("/privacy")
@public
@keep_public
def privacy() -> str:
    return render_template("members/privacy.html", operator=current_app.config["SETTINGS"].operator)


@bp.get("/members/me/data")
@signed_in
def own_data_page() -> str:
    counts = own_data.counts_of(member().id)
    return render_template("members/data.html", parts=own_data.parts(), counts=counts)


@bp.get("/members/me/data/<part>")
@signed_in
def own_data_part(part: str) -> str:
    found = own_data.part_named(part)
    if found is None:
        raise NotFound
    rows = own_data.rows_of(found, member().id, MOST_SHOWN)
    return render_template(
        "members/data_part.html",
        part=found,
        rows=[_said(found, row) for row in rows],
        most=MOST_SHOWN,
    )


@bp.get("/members/me/data.json")
@signed_in
def own_data_json() -> FileResponse:
    return _file(own_data.as_json(member().id), "json", "application/json")


@bp.get("/members/me/data.zip")
@signed_in
def own_data_zip() -> FileResponse:
    return _file(own_data.as_zip(member().id), "zip", "application/zip")


@bp.get("/members/me/correction")
@signed_in
@keep_private
def correct_me() -> str:
    own = queries.own_page(member().id, member().device_id)
    name, place_id = (own.name, own.place_id) if own else ("", None)
    return _correction_page(forms.CorrectionForm.read(name=name, place=str(place_id or "")))


@bp.post("/members/me/correction")
@signed_in
def correct_me_sent() -> Response:
    form, known = forms.CorrectionForm.read(), member()
    name, place = form.name.data or "", ids.as_uuid(form.place.data)
    if form.place.data and place is None:
        place = known.id  # no place: the service says so, at its field
    return act(
        lambda key: services.correct_person(member_id=known.id, name=name, place_id=place, key=key),
        then=lambda _done: "/members/me",
        form=form,
        page=lambda: _correction_page(form),
        said=N_("Put right."),
    )


def _correction_page(form: forms.CorrectionForm) -> str:
    form.place.choices = [SelectChoice("", gettext("Not said"))] + [
        SelectChoice(
            str(one.id), queries.place_line(one.id, locale()), render_kw={"data-user-text": True}
        )
        for one in queries.villages()
    ]
    return render_template("members/correction.html", form=form)


def _said(part: own_data.Part, row: own_data.Row) -> list[tuple[str, str, bool]]:
    """Label, value, and whether the value is somebody's own words; what is empty is left out."""
    told = []
    for column in part.columns:
        value = row[column.name]
        if value not in (None, "", {}, []) and column.name != "currency":
            words = column.words.get(str(value))
            text = gettext(words) if words else _value(column.name, value, row)
            told.append((gettext(column.label), text, words is None))
    return told


def _value(name: str, value: Any, row: own_data.Row) -> str:
    if isinstance(value, datetime):
        return i18n.say_moment(value, locale())
    if isinstance(value, date):
        return value.isoformat()
    if name.endswith("_minor"):
        return format_minor(value, row.get("currency") or current_app.config["CURRENCY"], locale())
    return str(value)


def _file(body: str | bytes, ending: str, kind: str) -> FileResponse:
    day = clock.local(clock.now()).date().isoformat()
    answer = FileResponse(body, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="commonfield-{day}.{ending}"'
    return answer
