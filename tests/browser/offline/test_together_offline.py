"""Joining a group order without a network: in time, and too late."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Phones, Server
from tests.browser.offline.acts import ready
from tests.browser.offline.conftest import becomes
from tests.browser.offline.line import Line
from tests.browser.stalls_together import close_by_time, opened, orders_with
from tests.browser.steps import press, sell, state_of
from tests.village import BUYER, FARMER, NEIGHBOUR

pytestmark = pytest.mark.browser


def test_whoever_joins_without_a_network_is_in_as_soon_as_there_is_one(
    phone: Phones, line: Line
) -> None:
    farmer, leader = phone(who=FARMER), phone(who=NEIGHBOUR)
    product = sell(farmer, title="断网也能拼的橙子")
    group = opened(leader, product)
    at = f"/storefront/together/{group}/shares"
    buyer = ready(phone(who=BUYER, url=line.url), at)
    line.cut()
    page = buyer.open(at)
    page.locator("main [name=quantity]").fill("4")
    page.locator("main form[action$=shares] .btn--main").click()
    page.wait_for_url("**/sync/**")
    kept = becomes(page, "saved")
    assert kept["title"] == "断网也能拼的橙子"
    line.mend()
    becomes(page, "received", kept["key"])
    own = leader.open(f"/storefront/together/{group}/own")
    assert state_of(press(own, "form[action$=closing] .btn--main")) == "happened"
    page = press(buyer.open(at), "[data-share] a.btn--main")
    assert state_of(page) == "placed"


def test_a_share_that_comes_too_late_says_so_in_one_sentence(
    phone: Phones, server: Server, line: Line
) -> None:
    farmer, leader = phone(who=FARMER), phone(who=NEIGHBOUR)
    product = sell(farmer, title="来晚了的李子")
    group = opened(leader, product)
    at = f"/storefront/together/{group}/shares"
    buyer = ready(phone("en-GB", who=BUYER, url=line.url), at)
    line.cut()
    page = buyer.open(at)
    page.locator("main form[action$=shares] .btn--main").click()
    page.wait_for_url("**/sync/**")
    becomes(page, "saved")
    close_by_time(server, group)
    line.mend()
    refused = becomes(page, "refused")
    assert "You are not in it, and owe nothing." in refused["words"]
    assert orders_with(buyer, "来晚了的李子") == 0
