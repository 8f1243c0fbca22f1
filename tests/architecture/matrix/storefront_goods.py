"""Who sets stock, price, kinds and days, and who writes what a shop says."""

from __future__ import annotations

from typing import Any

from tests.architecture.matrix.cases import Case, Things, fixed, get, post
from tests.architecture.matrix.storefront import product
from tests.village import BUYER, MANAGER, SHIQIAO_FARMER


def visit(things: Things) -> dict[str, Any]:
    """The manager's own, which has dates."""
    return {"product_id": things.village.in_kinds(MANAGER)}


def date(things: Things) -> dict[str, Any]:
    wanted = things.village.in_kinds(MANAGER)
    return {"product_id": wanted, "variant_id": things.village.kinds(wanted)[0]}


def shop(things: Things) -> dict[str, Any]:
    return {"organisation_id": things.village.organisation()}


def seller(things: Things) -> dict[str, Any]:
    return {"seller_id": things.village.person(SHIQIAO_FARMER)}


def nobodys(things: Things) -> dict[str, Any]:
    """Somebody who sells nothing: that there is such a person is not told."""
    return {"seller_id": things.village.person(BUYER)}


OWN = {"guests": 401, "members": 404, "farmer": 303}
DATED = {"guests": 401, "members": 404, "manager": 303}
SEEN = {"guests": 303, "members": 404, "manager": 200}
KIND = fixed(name="早场", price="30", stock="8", starts_at="2098-05-01T09:00")
WORDS = fixed(about="我们七户人一起卖。")

CASES: tuple[Case, ...] = (
    post("storefront.set_stock", product(), fixed(stock="7"), **OWN),
    post("storefront.set_price", product(), fixed(price="5.00"), **OWN),
    post("storefront.pause_product", product(), **OWN),
    post("storefront.resume_product", product(), **OWN),
    get("storefront.edit_particulars", visit, **SEEN),
    post("storefront.set_particulars", visit, fixed(meeting="村口"), **DATED),
    get("storefront.list_variants", visit, **SEEN),
    get("storefront.new_variant", visit, **SEEN),
    post("storefront.add_variant", visit, KIND, **DATED),
    get("storefront.edit_variant", date, **SEEN),
    post("storefront.update_variant", date, KIND, **DATED),
    post("storefront.withdraw_variant", date, **DATED),
    get("storefront.show_shop", shop, everyone=200),
    get("storefront.show_seller", seller, everyone=200),
    get("storefront.show_seller", nobodys, whose="nobody's", everyone=404),
    get("storefront.edit_own_about", guests=303, members=200),
    post("storefront.write_own_about", data=WORDS, guests=401, members=303),
    get("storefront.edit_about", shop, guests=303, members=403, manager=200),
    post("storefront.write_about", shop, WORDS, guests=401, members=403, manager=303),
)
