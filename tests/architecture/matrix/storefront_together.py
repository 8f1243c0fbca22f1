"""Who makes offers, and who opens, joins, closes and calls off group orders."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from blueprints.core import clock
from tests.architecture.matrix.cases import Case, Things, fixed, get, post
from tests.architecture.matrix.storefront import REASON, product


def group(things: Things) -> dict[str, Any]:
    return {"group_id": things.group}


def share(things: Things) -> dict[str, Any]:
    return {"group_id": things.group, "share_id": things.share}


def offer(things: Things) -> dict[str, Any]:
    """The farmer's, still to come."""
    product_id, offer_id = things.village.offer()
    return {"product_id": product_id, "offer_id": offer_id}


def terms(_things: Things) -> dict[str, Any]:
    return {"price": "1.00", "starts_at": in_days(1), "ends_at": in_days(4), "most": "3"}


def plan(_things: Things) -> dict[str, Any]:
    return {"least": "3", "handed_out": "村口", "closes_at": in_days(4)}


def in_days(days: int) -> str:
    return f"{clock.local(clock.now()) + timedelta(days=days):%Y-%m-%dT%H:%M}"


JOIN = fixed(quantity="2", name="王秀英", phone="13900000009")
SIDES = {"guests": 401, "members": 404, "buyer": 303}

CASES: tuple[Case, ...] = (
    get("storefront.show_offers", product(), guests=303, members=404, farmer=200),
    post("storefront.make_offer", product(), terms, guests=401, members=404, farmer=303),
    post("storefront.end_offer", offer, guests=401, members=404, farmer=303),
    get("storefront.new_group", product(), guests=303, members=200),
    post("storefront.open_group", product(), plan, guests=401, members=303),
    get("storefront.show_group", group, everyone=200),
    get("storefront.list_groups", everyone=200),
    get("storefront.show_shares", group, everyone=200),
    # Nobody buys from themselves.
    post("storefront.join_group", group, JOIN, everyone=303, farmer=422),
    post("storefront.take_back_share", share, everyone=404, visitor=303),
    get("storefront.show_own_group", group, guests=303, members=404, buyer=200, farmer=200),
    # Of the two, only who leads it closes it.
    post("storefront.close_group", group, **SIDES, farmer=404),
    post("storefront.call_off_group", group, REASON, **SIDES, farmer=303),
)
