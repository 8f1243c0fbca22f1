"""What was done to somebody's goods in their name, in words."""

from __future__ import annotations

from typing import Any

from blueprints.core import clock, i18n, money
from blueprints.core.acting import Deed
from blueprints.core.errors import N_


def stock_set(product: Any, number: str | None) -> list[Deed]:
    words = N_("Set what is left of “%(title)s” to %(n)s.")
    return [Deed("storefront.stock_set", product.id, words, {**_of(product), "n": number})]


def price_set(product: Any) -> list[Deed]:
    words = N_("Set the price of “%(title)s”; it is sold from %(price)s.")
    price = money.format_minor(product.price_minor, product.currency, i18n.DEFAULT)
    return [Deed("storefront.price_set", product.id, words, {**_of(product), "price": price})]


def paused(product: Any) -> list[Deed]:
    return [_deed(product, "product_paused", N_("Paused “%(title)s”."))]


def resumed(product: Any) -> list[Deed]:
    return [_deed(product, "product_resumed", N_("Put “%(title)s” on sale again."))]


def described(product: Any) -> list[Deed]:
    words = N_("Said when “%(title)s” grows and comes, and what it weighs.")
    return [_deed(product, "particulars_set", words)]


def kind_added(kind: Any) -> list[Deed]:
    return [_kind(kind, "variant_added", N_("Added the kind or date “%(name)s”, %(n)s of it."))]


def kind_changed(kind: Any) -> list[Deed]:
    words = N_("Changed the kind or date “%(name)s”; %(n)s of it are left.")
    return [_kind(kind, "variant_changed", words)]


def kind_withdrawn(product: Any) -> list[Deed]:
    return [_deed(product, "variant_withdrawn", N_("Took a kind or a date of “%(title)s” away."))]


def about_written(about: Any) -> list[Deed]:
    words = N_("Wrote what the shop says of itself.")
    return [Deed("storefront.about_written", about.id, words)]


def _deed(product: Any, did: str, words: str) -> Deed:
    return Deed(f"storefront.{did}", product.id, words, _of(product))


def _kind(kind: Any, did: str, words: str) -> Deed:
    day = f"{clock.local(kind.starts_at):%Y-%m-%d %H:%M}" if kind.starts_at else ""
    name = " ".join(filter(None, (day, kind.name)))
    return Deed(f"storefront.{did}", kind.id, words, {"name": name, "n": kind.stock})


def _of(product: Any) -> dict[str, str]:
    return {"title": product.title}
