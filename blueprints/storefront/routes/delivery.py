"""Where a seller, or the manager of a cooperative, says how buyers get it."""

from __future__ import annotations

import uuid

from flask import current_app, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import SelectChoice  # type: ignore[attr-defined]  # new in 3.3

from blueprints.core import ids, money
from blueprints.core.access import member, signed_in
from blueprints.core.errors import N_
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.core.web.templating import locale
from blueprints.members import queries as members
from blueprints.storefront import queries, rules, services
from blueprints.storefront.forms import WayForm, WindowForm
from blueprints.storefront.routes import deeds_delivery as deeds
from blueprints.storefront.routes.door import bp
from blueprints.storefront.routes.product_page import THEIRS


@bp.get("/delivery", defaults={"organisation_id": None})
@bp.get("/delivery/<uuid:organisation_id>")
@signed_in(for_others="sell")
@keep_private
def show_delivery(organisation_id: uuid.UUID | None) -> str:
    after = ids.as_uuid(request.args.get("after"))
    page = queries.delivery_page(member(), organisation_id, after, locale())
    home = members.home_place_of(member().id)
    form = _way_form(kind="pickup", place=str(home or ""))
    return render_template("storefront/delivery.html", shown=page, form=form, rules=rules)


@bp.get("/delivery/ways/new")
@signed_in(for_others="sell")
@keep_private
def new_way() -> str:
    kind = request.args.get("kind", "")
    home = members.home_place_of(member().id)
    form = _way_form(
        kind=kind if kind in rules.WAYS else "pickup",
        organisation=request.args.get("organisation", ""),
        place=str(home or ""),
    )
    return _way_page(form)


@bp.post("/delivery/ways/new")
@signed_in(for_others="sell")
def add_way() -> Response:
    form, who = _way_form(), member()
    organisation_id = form.organisation.id_value
    return act(
        lambda key: services.offer_way(
            viewer=who, shop=rules.ShopKey(organisation_id, who.id), told=_told(form), key=key
        ),
        then=lambda _way: _delivery_of(organisation_id),
        form=form,
        page=lambda: _way_page(form),
        said=N_("Received. Buyers see it from now on."),
        deeds=deeds.way_set,
    )


@bp.get("/delivery/ways/<uuid:way_id>/edit")
@signed_in(for_others="sell")
@keep_private
def edit_way(way_id: uuid.UUID) -> str:
    shop, way = queries.own_way(way_id, member(), locale())
    return _way_page(_way_form(**_as_typed(shop, way)), way_id)


@bp.post("/delivery/ways/<uuid:way_id>/edit")
@signed_in(for_others="sell")
def change_way(way_id: uuid.UUID) -> Response:
    form, who = _way_form(), member()
    shop, _way = queries.own_way(way_id, who, locale())
    return act(
        lambda _key: services.change_way(
            viewer=who, way_id=way_id, version=form.seen_version, told=_told(form)
        ),
        then=lambda _way: _delivery_of(shop.organisation_id),
        form=form,
        page=lambda: _way_page(form, way_id),
        said=N_("Received. It holds for orders from now on."),
        deeds=deeds.way_set,
    )


@bp.post("/delivery/ways/<uuid:way_id>/closing")
@signed_in(for_others="sell")
def end_way(way_id: uuid.UUID) -> Response:
    who = member()
    return act(
        lambda _key: services.end_way(viewer=who, way_id=way_id),
        then=lambda way: _delivery_of(way.organisation_id),
        said=N_("Received. Buyers no longer see it."),
        deeds=deeds.way_ended,
    )


@bp.get("/delivery/windows/new")
@signed_in(for_others="sell")
@keep_private
def new_window() -> str:
    return _window_page(WindowForm.read(organisation=request.args.get("organisation", "")))


@bp.post("/delivery/windows/new")
@signed_in(for_others="sell")
def add_window() -> Response:
    form, who = WindowForm.read(), member()
    shop = rules.ShopKey(form.organisation.id_value, who.id)
    return act(
        lambda key: services.open_window(viewer=who, shop=shop, told=_window_told(form), key=key),
        then=lambda window: url_for(".show_window", window_id=window.id),
        form=form,
        page=lambda: _window_page(form),
        said=N_("Received. Buyers see it from now on."),
        deeds=deeds.window_set,
    )


def _delivery_of(organisation_id: uuid.UUID | None) -> str:
    return url_for(".show_delivery", organisation_id=organisation_id)


def _way_form(**known: str) -> WayForm:
    form: WayForm = WayForm.read(**known)
    said = locale()
    form.place.choices = [SelectChoice("", gettext("Please choose"))] + [
        SelectChoice(str(row.id), members.place_line(row.id, said), THEIRS)
        for row in members.places()
    ]
    if form.kind.data == "pickup":
        form.name.flags.required = form.place.flags.required = True
    elif form.kind.data == "delivery":
        form.place.flags.required = True
    return form


def _way_page(form: WayForm, way_id: uuid.UUID | None = None) -> str:
    return render_template("storefront/way.html", form=form, way_id=way_id, rules=rules)


def _told(form: WayForm) -> services.WayTold:
    return services.WayTold(
        kind=form.kind.data or "",
        rule=form.rule,
        place_id=ids.as_uuid(form.place.data or ""),
        name=form.name.data or "",
        hours=form.hours.data or "",
        ask=form.ask.data or "",
        words=form.words.data or "",
    )


def _as_typed(shop: rules.ShopKey, way: queries.WayView) -> dict[str, str]:
    point = way.point
    place = point.place_id if point else way.place_id
    return {
        "kind": way.kind,
        "organisation": str(shop.organisation_id or ""),
        "place": str(place or ""),
        "name": point.name if point else "",
        "hours": point.hours if point else "",
        "ask": point.ask if point else "",
        "words": way.words,
        "base": _plain(way.rule.base_minor),
        "free_from": _plain(way.rule.free_from_minor),
        "step_grams": str(way.rule.step_grams or ""),
        "step": _plain(way.rule.step_minor),
        "version": str(way.version),
    }


def _plain(minor: int | None) -> str:
    return money.plain(minor, str(current_app.config["CURRENCY"])) if minor else ""


def _window_page(form: WindowForm) -> str:
    page = queries.delivery_page(member(), form.organisation.id_value, None, locale())
    form.point.choices = [("", gettext("For everything we sell"))] + [
        (str(way.point.id), way.point.name) for way in page.points if way.point
    ]
    return render_template("storefront/window_new.html", form=form, shown=page)


def _window_told(form: WindowForm) -> services.WindowTold:
    return services.WindowTold(
        opens_at=form.opens_at.moment,
        closes_at=form.closes_at.moment,
        collect_on=form.collect_on.day,
        point_id=ids.as_uuid(form.point.data or ""),
        words=form.words.data or "",
    )
