"""Who gets what of a seller's day and of a cooperative's orders."""

from __future__ import annotations

from typing import Any

from tests.architecture.matrix.cases import Case, Things, get


def liushu(things: Things) -> dict[str, Any]:
    return {"organisation_id": things.village.organisation()}


LEADERS = {"manager": 200}

CASES: tuple[Case, ...] = (
    get("storefront.show_day", guests=303, members=200),
    get("storefront.shop_orders", liushu, guests=303, members=404, **LEADERS),
    get("storefront.shop_orders_xlsx", liushu, guests=303, members=404, **LEADERS),
)
