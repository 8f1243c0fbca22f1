"""A cooperative's collection day on phones: set, ordered within, packed, labelled, delayed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from blueprints.core import clock
from tests.browser.conftest import Phone, Phones
from tests.browser.stalls_delivery import open_window, set_point
from tests.browser.steps import GUEST, fill, id_of, path_of, press, sell, to_checkout
from tests.village import SHIQIAO_FARMER, SHIQIAO_MANAGER

pytestmark = pytest.mark.browser
ELDER = "13800000007"


def shiqiao(phone: Phone) -> str:
    choice = phone.open("/storefront/products/new").locator("[name=organisation] option").nth(1)
    return choice.get_attribute("value") or ""


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_a_window_to_the_label_and_the_delay(phone: Phones, script: bool) -> None:
    farmer = phone("en-GB", who=SHIQIAO_FARMER, script=script)
    manager = phone("en-GB", who=SHIQIAO_MANAGER, script=script)
    buyer = phone("en-GB", script=script)
    organisation = shiqiao(farmer)
    product = sell(farmer, title=f"Window pears {script}", organisation=organisation)

    name = f"Bridge house {script}"
    set_point(manager, organisation, name)
    window = open_window(manager, organisation, name, opens=timedelta(hours=-1))

    shown = buyer.open(f"/storefront/products/{product}")
    expect(shown.locator("main")).to_contain_text(name)
    expect(shown.locator("main")).to_contain_text("Orders from")
    page = to_checkout(buyer, product)
    page.locator("label.choice", has_text=name).locator("input").check()
    expect(page.locator("label.choice", has_text=name)).to_contain_text("free")
    expect(page.locator("label.choice", has_text=name)).to_contain_text("Order by")
    fill(page, **GUEST)
    press(page, "form[action='/storefront/checkout'] .btn--main")
    order, at = id_of(page), path_of(page)
    expect(page.locator("main")).to_contain_text(name)

    press(farmer.open(at), "form[action$='/acceptance'] .btn--main")
    packing = manager.open(f"/storefront/packing/{organisation}")
    expect(packing.locator("main")).to_contain_text(f"Window pears {script}")
    expect(packing.locator(f"a[href='/storefront/orders/{order}']")).to_be_visible()
    labels = manager.open(f"/storefront/packing/{organisation}/labels")
    assert labels.locator(".labels li svg.qr").count() == labels.locator(".labels li").count() > 0

    late = manager.open(f"/storefront/windows/{window}")
    fill(late, day=f"{clock.today() + timedelta(days=9)}", reason="The bridge is closed.")
    press(late, "form[action$='/delays'] .btn--main")
    expect(buyer.open(at).locator("main")).to_contain_text("The bridge is closed.")
    expect(buyer.page.locator("main")).to_contain_text("Later:")
    assert not [one for taken in (farmer, manager, buyer) for one in taken.complaints]


def test_an_elder_sets_their_house_as_the_point_in_two_fields(phone: Phones) -> None:
    elder = phone("zh-CN", who=ELDER, size="large")
    page = elder.open("/members/me")
    press(page, "a[href='/storefront/delivery']")
    fill(page, name="我家，村口第二家")
    press(page, "form[action='/storefront/delivery/ways/new'] .btn--main")
    expect(page.locator("[data-way]", has_text="我家，村口第二家")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_only_the_ways_of_the_side_that_was_chosen_are_shown(phone: Phones) -> None:
    manager, buyer = phone("en-GB", who=SHIQIAO_MANAGER), phone("en-GB")
    organisation = shiqiao(phone("en-GB", who=SHIQIAO_FARMER))
    set_point(manager, organisation, "Two sides")
    page = manager.open(f"/storefront/delivery/ways/new?kind=delivery&organisation={organisation}")
    fill(page, base="3")
    press(page, "main form .btn--main")
    farmer = phone("en-GB", who=SHIQIAO_FARMER)
    product = sell(farmer, title="Side pears", organisation=organisation)
    page = to_checkout(buyer, product)
    expect(page.locator(".by-pickup")).to_be_visible()
    expect(page.locator(".by-ship")).to_be_hidden()
    page.check("[name=delivery][value=ship]")
    expect(page.locator(".by-ship")).to_contain_text("¥3.00")
    expect(page.locator(".by-pickup")).to_be_hidden()
    fill(page, **GUEST, address="No. 3, East Street")
    press(page, "form[action='/storefront/checkout'] .btn--main")
    expect(page.locator("[data-fee-minor='300']")).to_be_visible()
    expect(page.locator("main")).to_contain_text("¥17.40")
