"""Without a network: what was seen opens, what was written arrives, exactly once."""

from __future__ import annotations

import sqlite3

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phones, Server
from tests.browser.steps import GOODS, camera_photo, fill
from tests.offline.conftest import becomes, worker_is_ready
from tests.village import FARMER

pytestmark = pytest.mark.browser


def rows(server: Server, title: str) -> list[tuple[str, int]]:
    """Products of this title and how many photos each has, as the database holds them."""
    with sqlite3.connect(f"file:{server.instance / 'commonfield.db'}?mode=ro", uri=True) as base:
        asked = (
            "SELECT p.id, (SELECT count(*) FROM storefront_photo f WHERE f.product_id = p.id) "
            "FROM storefront_product p WHERE p.title = ?"
        )
        return base.execute(asked, (title,)).fetchall()


def compose(page: Page, **words: str) -> None:
    fill(page, **{**GOODS, **words})


def test_a_farmer_lists_a_product_without_a_network_and_it_arrives_once(
    phone: Phones, server: Server
) -> None:
    farmer = phone("en-GB", who=FARMER)
    page = farmer.open("/storefront/")
    links = [one.get_attribute("href") for one in page.locator("main h2 a").all()[:2]]
    for link in links:
        farmer.open(str(link))
    worker_is_ready(farmer)
    farmer.open("/storefront/products/new")
    farmer.open("/")

    farmer.context.set_offline(True)
    for path in ("/", "/storefront/", *map(str, links), "/sync/"):
        expect(farmer.open(path).locator("#status")).to_contain_text("Saved copy from")
    absent = farmer.open("/storefront/rules")
    expect(absent.locator("h1")).to_contain_text("not saved")
    expect(absent.locator(f"#pages a[href='{links[0]}']")).to_be_visible()

    page = farmer.open("/storefront/products/new")
    compose(page, title="Offline kiwis")
    page.set_input_files("[name=photo]", camera_photo())
    page.locator("form[action='/storefront/products/new'] .btn--main").click()
    page.wait_for_url("**/sync/**")
    kept = becomes(page, "saved")
    assert kept["title"] == "Offline kiwis"
    assert "Saved on this phone" in kept["words"]
    expect(page.locator("#waiting")).to_have_text("1 waiting")
    assert rows(server, "Offline kiwis") == []
    page.close()

    farmer.context.set_offline(False)
    farmer.page = farmer.context.new_page()
    page = farmer.open("/sync/")
    done = becomes(page, "received", kept["key"])
    assert kept["key"][:4].upper() in done["words"]
    expect(page.locator("#waiting")).to_have_text("")
    ((_, photos),) = rows(server, "Offline kiwis")
    assert photos == 1
    page.locator("#outbox a[data-link]").first.click()
    expect(page.locator("img.hero")).to_be_visible()
    assert not farmer.complaints
