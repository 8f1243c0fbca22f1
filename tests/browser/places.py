"""Every page there is, as each of five people may reach it. The list is the URL map's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, StorageState, ViewportSize

from app import create_app
from blueprints.core.i18n import LANGUAGES, SIZES
from tests.browser.arguments import (
    LEADER,
    NEVER,
    OVERSEER,
    PURCHASER,
    SELLER,
    STRANGER,
    Team,
    what_stands,
)
from tests.browser.conftest import Phone, Server, new_phone, signed_in_cookies
from tests.browser.stalls_goods import faulty_goods
from tests.browser.stalls_together import faulty_together
from tests.browser.steps import fill, id_of, order, press, sell, to_checkout
from tests.conftest import settings_for
from tests.village import BUYER, FARMER, MANAGER, OFFICER

NOT_PAGES = frozenset(
    {
        "static",
        "home.health",
        "home.picture",
        "home.alpine",
        "home.manifest",
        "members.register_csv",
        "members.register_xlsx",
        "members.mandate_evidence",
        "storefront.shop_orders_xlsx",
        "storefront.problem_photo",
        "decisions.ballots_csv",
        "decisions.roll_csv",
        "sync.token",
        "sync.me",
        "sync.receipts",
        "sync.seal",
        "sync.show_file",
        "home.worker",
    }
)
BESIDE_THE_MAP = (
    "/storefront/?q=蜜&category=fruit&sort=price",
    "/storefront/?q=月球",
    "/look?dir=rtl",
    "/not/there",
)
# A part of one's own data, and a look-up that nobody made.
KNOWN_TO_ALL = {
    "part": ["person", "products"],
    "lookup_id": [NEVER],
    "import_id": [NEVER],
    "member_id": [NEVER],
    "mandate_id": [NEVER],
    "act_id": [NEVER],
    "variant_id": [NEVER],
    "role_id": [NEVER],
    "word": ["000000000000"],
    "review_id": [NEVER],
}


class Place(NamedTuple):
    who: str
    path: str


class Variant(NamedTuple):
    locale: str
    size: str


VARIANTS = tuple(Variant(locale, size) for locale in LANGUAGES for size in SIZES)
FURTHEST_APART = (Variant("zh", "normal"), Variant("en", "large"))  # shortest words and longest


@dataclass
class Places:
    """The people's cookies, and what stands where."""

    browser: Browser
    url: str
    cookies: dict[str, StorageState | None]
    all: list[Place] = field(default_factory=list)
    faulty: dict[str, Callable[[Phone], Page]] = field(default_factory=dict)

    def phone(
        self, who: str, variant: Variant, viewport: ViewportSize, *, script: bool = True
    ) -> Phone:
        cookies = self.cookies[who]
        made = new_phone(self.browser, self.url, script=script, cookies=cookies, viewport=viewport)
        for name, value in (("locale", variant.locale), ("size", variant.size)):
            made.context.add_cookies([{"name": name, "value": value, "url": self.url}])
        return made

    def walk(self, variant: Variant, viewport: ViewportSize) -> Iterator[tuple[Place, Phone]]:
        """Open one after the other, each person with one phone."""
        for who in self.cookies:
            phone = self.phone(who, variant, viewport)
            for place in self.all:
                if place.who == who:
                    phone.open(place.path)
                    yield place, phone
            phone.context.close()


def survey(browser: Browser, server: Server, folder: Path) -> Places:
    """Make what pages need (a product, a basket, orders in every state), then list them all."""
    who_is = {SELLER: FARMER, PURCHASER: BUYER, LEADER: MANAGER, OVERSEER: OFFICER}
    people = Places(browser, server.url, {})
    for who, number in who_is.items():
        people.cookies[who] = signed_in_cookies(browser, server, number)
    plain = Variant("zh", "normal")
    stranger = new_phone(browser, server.url, script=False)
    seller, buyer, leader, officer = (
        people.phone(who, plain, {"width": 360, "height": 640}, script=False) for who in who_is
    )
    product = sell(seller, other_title="Liushu honey mandarins", description="甜。\n现摘。")
    guest_order = id_of(order(stranger, product, 1))
    for phone in (stranger, buyer):
        to_checkout(phone, product, 2)
    people.cookies[STRANGER] = stranger.context.storage_state()
    team = Team(stranger, seller, buyer, leader, officer)
    known, common = what_stands(team, product, guest_order)
    common |= KNOWN_TO_ALL
    for phone, who in zip(team, (STRANGER, *who_is), strict=True):
        told = {**common, **known[who]}
        wanted = [*_addresses(folder, told), *(BESIDE_THE_MAP if who == STRANGER else ())]
        people.all += [Place(who, path) for path in wanted if _is_theirs(phone, who, path)]
        phone.context.close()
    graded, group = known[SELLER]["product_id"][1], common["group_id"][0]
    people.faulty = _faulty(product, guest_order, graded, group)
    return people


def _addresses(folder: Path, known: dict[str, list[str]]) -> list[str]:
    """Of every GET rule; a new argument must be told here what stands for it."""
    paths = []
    for rule in create_app(settings_for(folder)).url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in NOT_PAGES:
            continue
        for name in rule.arguments:
            assert name in known, f"{rule.rule}: tests/browser/places.py knows no {name}"
        ways = [{}]
        for name in rule.arguments:
            ways = [{**way, name: one} for way in ways for one in known[name]]
        paths += [
            re.sub(r"<(?:\w+:)?(\w+)>", lambda m, way=way: way[m[1]], rule.rule) for way in ways
        ]
    return paths


def _is_theirs(phone: Phone, who: str, path: str) -> bool:
    """What is the same bytes for everyone is looked at once, and a closed door is no page."""
    answer = phone.context.request.get(phone.url + path, max_redirects=0)
    if path == "/not/there":
        return answer.status == 404
    if answer.status != 200 or not answer.headers["content-type"].startswith("text/html"):
        return False
    return who == STRANGER or answer.headers["x-offline"] != "public"


def _faulty(
    product: str, guest_order: str, graded: str, group: str
) -> dict[str, Callable[[Phone], Page]]:
    """Every form in its error state: whose it is, and how one gets there."""

    def sent(path: str, button: str, **words: str) -> Callable[[Phone], Page]:
        def go(phone: Phone) -> Page:
            page = phone.open(path)
            for closed in page.locator("main details:not([open]) > summary").all():
                closed.click()
            fill(page, **words)
            return press(page, button)

        return go

    def wrong_code(phone: Phone) -> Page:
        page = phone.open("/sign-in")
        fill(page, phone="13800000012", pin="246810")
        press(page, "main form[action='/sign-in'] button")
        fill(page, code="000000")
        return press(page, "form:has([name=code]) button")

    new, edit = "/storefront/products/new", f"/storefront/products/{product}/edit"
    lookup = "/storefront/orders/lookup"
    at = f"/storefront/orders/{guest_order}"
    return {
        **faulty_goods(product, graded, sent),
        **faulty_together(product, group, sent),
        "stranger joining": sent("/join", "main form[action='/join'] .btn--main", phone="1"),
        "stranger signing in": sent("/sign-in", "main form .btn--main", phone="1"),
        "stranger with a wrong code": wrong_code,
        "stranger ordering": sent("/storefront/checkout", "main form .btn--main", phone="1"),
        "stranger looking up": sent(lookup, "main form .btn--main", number="1"),
        "stranger with a bad basket": sent("/storefront/basket", "main form .pill", quantity="-1"),
        "stranger cancelling in silence": sent(at, "form[action$=cancellation] button"),
        "seller listing": sent(new, "form[action$=new] .btn--main", price="-1", stock="many"),
        "seller changing": sent(edit, "form[action$=edit] .btn--main", title="", price="1.234"),
    }
