"""Who gets what of delivery: whoever keeps the shop, and the buyers of its orders."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.storefront.models import Way, Window
from tests.architecture.matrix.cases import Case, Things, get, post
from tests.architecture.matrix.members_admissions import liushu
from tests.architecture.matrix.storefront import ACCEPTED


def _first(things: Things, table: Any) -> Any:
    with things.village.app.app_context():
        found = session.scalars(select(table.id).order_by(table.id)).first()
        session.remove()
    return found


def way(things: Things) -> dict[str, Any]:
    """The cooperative's own."""
    return {"way_id": _first(things, Way)}


def window(things: Things) -> dict[str, Any]:
    return {"window_id": _first(things, Window)}


def point(things: Things) -> dict[str, Any]:
    return {"kind": "pickup", "place": str(things.village.place()), "name": "我家门口"}


def theirs(things: Things) -> dict[str, Any]:
    """For the cooperative of Liushu."""
    return {**point(things), "organisation": str(things.village.organisation())}


def times(_things: Things) -> dict[str, Any]:
    opens = clock.local(clock.now() + timedelta(days=2))
    closes = opens + timedelta(days=1)
    moments = {"opens_at": opens, "closes_at": closes}
    said = {name: one.strftime("%Y-%m-%dT%H:%M") for name, one in moments.items()}
    return {**said, "collect_on": (closes + timedelta(days=1)).strftime("%Y-%m-%d")}


def later(_things: Things) -> dict[str, Any]:
    day = clock.today() + timedelta(days=2)
    return {"day": day.isoformat(), "reason": "路不通。"}


MEMBERS = {"guests": 303, "members": 200}
KEEPER = {"guests": 303, "members": 404, "manager": 200}
KEEPER_POSTS = {"guests": 401, "members": 404, "manager": 303}

CASES: tuple[Case, ...] = (
    get("storefront.show_delivery", whose="own", **MEMBERS),
    get("storefront.show_delivery", liushu, whose="theirs", **KEEPER),
    get("storefront.new_way", **MEMBERS),
    post("storefront.add_way", data=point, whose="own", guests=401, members=303),
    post("storefront.add_way", data=theirs, whose="theirs", guests=401, members=403, manager=303),
    get("storefront.edit_way", way, **KEEPER),
    post("storefront.change_way", way, point, **KEEPER_POSTS),
    post("storefront.end_way", way, **KEEPER_POSTS),
    get("storefront.new_window", **MEMBERS),
    post("storefront.add_window", data=times, guests=401, members=303),
    get("storefront.show_window", window, **KEEPER),
    post("storefront.end_window", window, **KEEPER_POSTS),
    post("storefront.delay_window", window, later, **KEEPER_POSTS),
    # The other side of one's own order is no secret: the step is refused with a reason.
    get("storefront.new_delay", ACCEPTED, guests=303, members=404, manager=200),
    post(
        "storefront.delay_order",
        ACCEPTED,
        later,
        guests=401,
        members=404,
        manager=303,
        buyer=404,
    ),
    get("storefront.show_packing", whose="own", **MEMBERS),
    get("storefront.show_packing", liushu, whose="theirs", **KEEPER),
    get("storefront.show_labels", whose="own", **MEMBERS),
    get("storefront.show_labels", liushu, whose="theirs", **KEEPER),
)
