"""What people do on phones that lose their network, and what phone and database then hold."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing, suppress
from typing import Any

from PIL import Image
from playwright.sync_api import Error, FilePayload, Page, expect

from tests.browser.conftest import Phone, Server
from tests.browser.offline.conftest import honestly, items
from tests.browser.steps import GOODS, GUEST, fill, press, until, worker_is_ready

NEW = "/storefront/products/new"
PUT_IN_THE_SHOP = f"form[action='{NEW}'] .btn--main"


def ready(one: Phone, *paths: str) -> Phone:
    """With the worker in charge, and these pages seen."""
    one.open("/sync/")
    worker_is_ready(one)
    for path in paths:
        one.open(path)
    until(one.page, lambda: bool(one.page.evaluate(_KEY_IS_HERE)), "the key to lock with is here")
    return one


# Fetched while its owner is here, so that leaving needs no network.
_KEY_IS_HERE = """async () =>
    !document.documentElement.dataset.uid || Boolean(await outbox.meta("seal"))"""


def photo_of(title: str) -> FilePayload:
    """Unlike any other: the server knows a file by its hash."""
    file = io.BytesIO()
    Image.effect_noise((900, 700), 60).save(file, "JPEG", quality=80)
    return {"name": f"{title}.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def compose(page: Page, title: str, **words: str) -> None:
    fill(page, **{**GOODS, "title": title, **words})


def offer(page: Page, title: str, **words: str) -> dict[str, str]:
    """From the open form, without a network: the item on /sync/."""
    compose(page, title, **words)
    page.locator(PUT_IN_THE_SHOP).click()
    page.wait_for_url("**/sync/**")
    return listed(page, title)


def offer_all(one: Phone, *titles: str) -> None:
    for title in titles:
        offer(one.open(NEW), title)


def order_here(page: Page) -> str:
    """Three of it, as a guest, from the product's own page when nothing answers; its total."""
    fill(page, quantity="3")
    page.locator("[name=order]").click()
    here = page.locator("#order-here")
    expect(here).to_be_visible()
    total = here.locator("[data-total]").inner_text()
    for name, word in GUEST.items():
        here.locator(f"[name={name}]").fill(word)
    here.locator(".btn--main").click()
    page.wait_for_url("**/sync/**")
    until(page, lambda: len(items(page)) == 2, "the basket's line and the order wait")
    return total


def listed(page: Page, title: str) -> dict[str, str]:
    """The item of this title on /sync/, once it is there."""
    until(page, lambda: title in [one["title"] for one in items(page)], f"{title} is listed")
    return next(one for one in items(page) if one["title"] == title)


def now_costs(seller: Phone, product: str, price: str) -> None:
    """The seller changes it, with a network."""
    page = seller.open(f"/storefront/products/{product}/edit")
    fill(page, price=price)
    press(page, "form[action$='/edit'] .btn--main")


def send_now(page: Page) -> None:
    """Press it, if it is there: what is sent by itself meanwhile takes it away."""
    with suppress(Error):
        page.locator("[data-do=send]").click(timeout=2_000)


def all_received(page: Page, server: Server, *titles: str) -> None:
    """The page comes to say so, and says nothing untrue on the way."""

    def theirs() -> list[tuple[str, str]]:
        return sorted((one["title"], one["state"]) for one in items(page) if one["title"] in titles)

    arrived = sorted((title, "received") for title in titles)
    honestly(page, server, lambda: theirs() == arrived, f"{titles} are received: {items(page)}")


def asked(server: Server, question: str, *of: Any) -> list[Any]:
    """What the database holds, whatever any page says."""
    address = f"file:{server.instance / 'commonfield.db'}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as base:
        return base.execute(question, of).fetchall()


def products(server: Server, title: str) -> list[tuple[str, int]]:
    """Those of this title, and how many photos each has."""
    photos = "SELECT count(*) FROM storefront_photo f WHERE f.product_id = p.id"
    named = f"SELECT p.id, ({photos}) FROM storefront_product p WHERE p.title = ?"
    return asked(server, named, title)


def orders(server: Server, product: str) -> list[tuple[int, str]]:
    """Total and state of each order of this product."""
    of_it = (
        "SELECT o.total_minor, o.state FROM storefront_order o "
        "JOIN storefront_line l ON l.order_id = o.id WHERE l.product_id = ?"
    )
    return asked(server, of_it, product.replace("-", ""))


def stored_items(page: Page) -> list[dict[str, Any]]:
    """The records of the outbox themselves, whoever they belong to."""
    found: list[dict[str, Any]] = page.evaluate(
        "() => outbox.read(({ items }) => outbox.get(items.getAll()))"
    )
    return found


_EVERY_WORD = """async () => {
    const told = [document.cookie];
    for (const shelf of [localStorage, sessionStorage]) told.push(JSON.stringify(shelf));
    const base = await outbox.open(), read = new TextDecoder("latin1");
    for (const name of base.objectStoreNames) {
        const rows = await outbox.get(base.transaction(name).objectStore(name).getAll());
        told.push(JSON.stringify(rows));
        for (const row of rows) {
            if (row?.body instanceof ArrayBuffer) told.push(read.decode(row.body));
        }
    }
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const { url } of await cache.keys()) {
            if (url.includes("/static/")) continue;
            told.push(name, url, await (await cache.match(url)).text());
        }
    }
    return told.join("\\n");
}"""


def everything_kept(page: Page) -> str:
    """Every word in this phone's own stores and saved pages, as whoever holds it could read it."""
    return str(page.evaluate(_EVERY_WORD))
