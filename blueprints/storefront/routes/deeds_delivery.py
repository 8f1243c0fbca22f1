"""What was set up for somebody's shop, or told its buyers, in words."""

from __future__ import annotations

from typing import Any

from blueprints.core.acting import Deed
from blueprints.core.errors import N_


def way_set(way: Any) -> list[Deed]:
    return [Deed("storefront.way_set", way.id, N_("Set how buyers get what they sell."))]


def way_ended(way: Any) -> list[Deed]:
    words = N_("Ended one of the ways buyers get what they sell.")
    return [Deed("storefront.way_ended", way.id, words)]


def window_set(window: Any) -> list[Deed]:
    words = N_("Set an order window; it is collected on %(day)s.")
    return [Deed("storefront.window_set", window.id, words, _day(window.collect_on))]


def window_ended(window: Any) -> list[Deed]:
    words = N_("Ended the order window of %(day)s.")
    return [Deed("storefront.window_ended", window.id, words, _day(window.collect_on))]


def window_delayed(window: Any) -> list[Deed]:
    words = N_("Told the buyers that what was for %(day)s comes later.")
    return [Deed("storefront.window_delayed", window.id, words, _day(window.collect_on))]


def order_delayed(order: Any) -> list[Deed]:
    words = N_("Told the buyer that the order %(number)s comes later.")
    return [Deed("storefront.order_delayed", order.id, words, {"number": order.number})]


def _day(day: Any) -> dict[str, str]:
    return {"day": day.isoformat()}
