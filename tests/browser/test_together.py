"""Buying together, as people do it: a link goes round, and it happens for all or for none."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Phone, Phones, Server
from tests.browser.stalls_together import close_by_time, joined, offered, opened, orders_with
from tests.browser.steps import id_of, path_of, press, sell, state_of, stock_of, to_checkout
from tests.village import FARMER, NEIGHBOUR

pytestmark = pytest.mark.browser
GUEST = {"name": "李婶", "phone": "13912345678"}


def link_of(leader: Phone, group: str) -> str:
    """What the leader sends round: short, and it leads to the page."""
    told = leader.open(f"/storefront/together/{group}/own").locator("#poster")
    return told.get_attribute("data-link") or ""


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_a_leader_opens_it_others_join_by_its_link_and_it_happens(
    phone: Phones, script: bool
) -> None:
    title = f"拼单蜜桔{script:d}"
    farmer, leader, guest = (phone(script=script, who=who) for who in (FARMER, NEIGHBOUR, ""))
    product = sell(farmer, title=title)
    group = opened(leader, product, message="周日一起去拿。")
    page = guest.open("/s/" + link_of(leader, group).rpartition("/s/")[2])
    assert path_of(page) == f"/storefront/together/{group}"
    assert title in page.inner_text("h1")
    assert "周日一起去拿。" in page.inner_text("main")
    assert "春生" in page.inner_text("main")
    assert "柳春生" not in page.inner_text("main"), "no more than the given name"
    press(page, f"a[href='/storefront/together/{group}/shares']")
    page = joined(guest, group, quantity="3", **GUEST)
    expect(page.locator("[data-share]")).to_have_count(1)
    joined(leader, group, quantity="1")
    assert stock_of(guest.open(f"/storefront/products/{product}")) == 16
    page = leader.open(f"/storefront/together/{group}/own")
    assert GUEST["phone"] in page.inner_text("main")
    press(page, "form[action$='/closing'] .btn--main")
    assert state_of(page) == "happened"
    for one in (guest, leader):
        page = one.open(f"/storefront/together/{group}/shares")
        press(page, "[data-share] a.btn--main")
        assert "/storefront/orders/" in page.url
        assert state_of(page) == "placed"
        assert "村口老樟树下" in page.inner_text("main")
    assert orders_with(farmer, title) == 2
    assert stock_of(guest.open(f"/storefront/products/{product}")) == 16


def test_too_few_by_the_last_moment_and_nobody_has_anything(phone: Phones, server: Server) -> None:
    title = "没拼成的柚子"
    farmer, leader, guest = phone(who=FARMER), phone(who=NEIGHBOUR), phone()
    product = sell(farmer, title=title)
    group = opened(leader, product)
    joined(guest, group, quantity="3", **GUEST)
    close_by_time(server, group)
    assert state_of(guest.open(f"/storefront/together/{group}")) == "missed"
    page = guest.open(f"/storefront/products/{product}")
    # The runner's round is a minute.
    for _ in range(400):
        if stock_of(page) == 20:
            break
        page.wait_for_timeout(300)
        page.reload()
    assert stock_of(page) == 20
    assert [orders_with(one, title) for one in (guest, leader, farmer)] == [0, 0, 0]


def test_an_offer_shows_both_prices_and_each_person_gets_so_many(phone: Phones) -> None:
    farmer, guest = phone("en-GB", who=FARMER, script=False), phone("en-GB", script=False)
    product = sell(farmer, title="Offered plums")
    page = offered(farmer, product, price="4.00", most="2")
    expect(page.locator("[data-offer][data-state=holding]")).to_have_count(1)
    page = guest.open(f"/storefront/products/{product}")
    assert page.locator("main [data-price-minor]").first.get_attribute("data-price-minor") == "400"
    shown = " ".join(page.inner_text("main").split())
    assert "¥4.00" in shown
    assert "instead of ¥4.80" in shown
    page = to_checkout(guest, product, 3)
    page.locator("main [name=name]").fill("Guest")
    page.locator("main [name=phone]").fill("13911112222")
    press(page, "form[action='/storefront/checkout'] .btn--main")
    assert "each person gets 2" in page.inner_text("#problems")
    page = to_checkout(guest, product, 2)
    page.locator("main [name=name]").fill("Guest")
    page.locator("main [name=phone]").fill("13911112222")
    press(page, "form[action='/storefront/checkout'] .btn--main")
    assert "¥8.00" in page.inner_text("main")
    assert id_of(page)
    press(farmer.open(f"/storefront/products/{product}/offers"), "form[action$=ending] button")
    page = guest.open(f"/storefront/products/{product}")
    assert page.locator("main [data-price-minor]").first.get_attribute("data-price-minor") == "480"
