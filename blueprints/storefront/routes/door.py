"""The blueprint itself, and what the storefront hangs out elsewhere: its area and its counts."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from flask import Blueprint, get_template_attribute, url_for
from flask_babel import gettext, lazy_gettext
from markupsafe import Markup

from blueprints.core import cards, effects, events, i18n, own_data, tallies
from blueprints.core.access import Viewer
from blueprints.core.photo_field import KeptPhoto
from blueprints.core.visitors import owner_of
from blueprints.core.web.templating import area, locale
from blueprints.storefront import queries, rules, services

bp = Blueprint("storefront", __name__, url_prefix="/storefront")

area(1, "storefront", lazy_gettext("Shop"), "shop", "/storefront/")
cards.link("me", 9, lazy_gettext("Your day as a seller"), "shop", "/storefront/day")
cards.link("me", 10, lazy_gettext("Sell something"), "sell", "/storefront/products/new")
cards.link("me", 11, lazy_gettext("My products"), "shop", "/storefront/products/mine")
cards.link("me", 13, lazy_gettext("Group orders"), "people", "/storefront/together/")
cards.link("me", 12, lazy_gettext("Orders"), "orders", "/storefront/orders/")
for _office in ("desk officer", "desk manager"):
    cards.link(_office, 10, lazy_gettext("Products to look at"), "lock", "/storefront/reports")
cards.link(
    "desk officer", 20, lazy_gettext("Waiting for mediation"), "people", "/storefront/mediation"
)
cards.link("me", 14, lazy_gettext("How buyers get it"), "truck", "/storefront/delivery")
own_data.register(
    40,
    *queries.OWN_GOODS,
    *queries.OWN_DATA,
    *queries.OWN_DELIVERY,
    *queries.OWN_TOGETHER,
    *queries.OWN_STALL,
    *queries.OWN_AFTER_SALE,
    *queries.OWN_REPORTS,
)
effects.register(services.DECIDED_PRICE)
tallies.watch("/storefront/products/", services.keep_seen)


@bp.app_template_filter("unit")
def unit_name(unit: str) -> str:
    """The word something is sold by, said in the reader's language."""
    return gettext(rules.UNITS[unit]) if unit in rules.UNITS else unit


@bp.app_template_filter("on")
def day_said(day: date) -> str:
    """A day without an hour, as `day` says moments."""
    return i18n.say_day(datetime.combine(day, time(12), UTC), locale())


@bp.app_template_filter("month")
def month_name(month: int) -> str:
    return str(gettext(rules.MONTHS[month]))


@bp.app_template_filter("order_number")
def order_number(number: str) -> str:
    """Two groups of four are easier to read out."""
    return f"{number[:4]} {number[4:]}"


@bp.app_template_filter("phone")
def phone_link(number: str) -> Markup:
    """A number to tap: as people here dial it, or with its country's code."""
    if not number:
        return Markup("–")
    return Markup('<a href="tel:{}">{}</a>').format(number, number.removeprefix("+86"))


def _basket(viewer: Viewer | None, visitor: str | None) -> int:
    if viewer is not None:
        return queries.basket_size(owner_of(viewer.id.hex))
    return queries.basket_size(f"v:{visitor}" if visitor else None)


cards.counts("basket", _basket)
cards.counts("orders", lambda viewer, _visitor: queries.orders_to_answer(viewer))


def _shop_links(organisation_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Markup]:
    macro = get_template_attribute("components/buttons.html", "button_link")
    words = gettext("To their shop")
    return {
        one: macro(words, url_for("storefront.show_shop", organisation_id=one), "shop", "second")
        for one in queries.keeping_shop(organisation_ids)
    }


cards.shows("organisation", _shop_links)


@events.on("sync.file_received")
def _attach(*, owner: str, sha256: str, photo: KeptPhoto | None, **_more: object) -> None:
    services.attach_photo(owner=owner, sha256=sha256, photo=photo)
    services.attach_evidence(owner=owner, sha256=sha256, photo=photo)
    services.attach_review_photo(owner=owner, sha256=sha256, photo=photo)


@events.on("members.signed_in")
def _adopt(*, visitor: str | None, member_id: object, **_more: object) -> None:
    if visitor is not None:
        services.adopt_visitor(visitor=visitor, member_id=member_id)  # type: ignore[arg-type]


@events.on("members.account_closed")
def _forget(*, member_id: uuid.UUID, **_more: object) -> None:
    services.forget_member(member_id)
