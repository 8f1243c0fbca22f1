"""A sale for somebody without a phone: by their leave, with both names, and taken back again."""

from __future__ import annotations

import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone, Phones
from tests.browser.steps import camera_photo, fill, id_of, order, path_of, press, sell, sign_in
from tests.browser.steps import step as take_step
from tests.village import FARMER, MANAGER, SHIQIAO_MANAGER

pytestmark = pytest.mark.browser


def agreed(leader: Phone, name: str, **proof: str) -> Page:
    """Found by name, asked, and said yes; the page on which it begins."""
    page = leader.open("/members/helping")
    fill(page, q=name)
    press(page, "form.search .btn--main")
    press(page, "a[href^='/members/helping/']")
    page.check("[name=scope][value=sell]")
    if proof:
        page.check("[name=how][value=pin]")
        fill(page, **proof)
    else:
        page.check("[name=how][value=paper]")
        page.set_input_files("[name=paper]", camera_photo())
    press(page, "main form:has([name=how]) .btn--main")
    expect(page.locator("main [data-state=holds]")).to_be_attached()
    return page


def entered(leader: Phone, name: str) -> None:
    """By name alone: the cooperative has a paper, and no number."""
    page = leader.open("/members/helping")
    press(page, "a[href$='/newcomers']")
    fill(page, name=name)
    press(page, "form[action$='/newcomers'] .btn--main")


def handed_out_and_taken_back(leader: Phone, name: str, title: str) -> None:
    """The receipt on paper; what is not final is taken back."""
    page = leader.open("/members/acting")
    expect(page.locator("li[data-act]")).to_have_count(3)
    listed = page.locator("li[data-act]", has_text=title)
    expect(listed).to_contain_text("print it for them")
    with page.expect_navigation():
        listed.get_by_role("link", name="Receipt").click()
    expect(page.locator("main")).to_contain_text(name)
    page = leader.open("/members/acting")
    with page.expect_navigation():
        page.locator("li[data-act]", has_text=title).get_by_role(
            "button", name="Take it back"
        ).click()
    expect(page.locator("li[data-act][data-state=undone]")).to_have_count(1)


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_assisted_sale_by_someone_without_a_phone(phone: Phones, script: bool) -> None:
    leader, buyer = phone("en-GB", script=script), phone("en-GB", script=False)
    name = f"石阿公{uuid.uuid4().hex[:4]}"
    sign_in(leader, SHIQIAO_MANAGER)
    entered(leader, name)
    page = agreed(leader, name)
    mandate = path_of(page)
    page = press(page, f"form[action='{mandate}/acting'] button")
    banner = page.locator("[data-acting]")
    expect(banner).to_contain_text(name)
    expect(banner).to_contain_text("no phone")
    product = sell(leader, title="石桥土鸡蛋", price="1.50", unit="个", stock="30")
    expect(page.locator("main")).to_contain_text("for the seller")
    expect(banner).to_contain_text(name)

    at = path_of(order(buyer, product, 2))
    assert take_step(leader, at, "acceptance") == "accepted"
    assert take_step(leader, at, "handover") == "handed_over"
    through = buyer.open(at).locator("[data-through=accepted]")
    expect(through).to_contain_text(f"{name}, through 石敬山")
    handed_out_and_taken_back(leader, name, "石桥土鸡蛋")

    page = leader.open("/members/me")
    expect(page.locator("main")).to_contain_text("only for themselves")
    press(page, "[data-acting] form button")
    expect(page.locator("[data-acting]")).to_have_count(0)
    page = leader.open(mandate)
    page.locator("main details summary").click()
    press(page, f"form[action='{mandate}/ending'] button")
    expect(page.locator("main [data-state=over]")).to_be_attached()


def test_the_member_sees_it_takes_it_back_and_ends_it(phone: Phones) -> None:
    leader, farmer = phone("en-GB", script=False), phone("en-GB", script=False)
    sign_in(farmer, FARMER)
    sign_in(leader, MANAGER)
    page = agreed(leader, "柳大田", pin="246810")
    mandate = path_of(page)
    press(page, f"form[action='{mandate}/acting'] button")
    title = f"蜜桔{uuid.uuid4().hex[:4]}"
    sell(leader, title=title)
    assert id_of(leader.page)

    page = farmer.open("/members/me")
    press(page, "a[href='/members/me/helped']")
    done = page.locator("li[data-act]", has_text=title)
    expect(done).to_contain_text("through 周禾秀")
    with page.expect_navigation():
        done.get_by_role("button", name="Take it back").click()
    expect(page.locator("li[data-state=undone]", has_text=title)).to_have_count(1)
    press(page, f"form[action='{mandate}/ending'] button")
    expect(page.locator(f"[data-mandate='{mandate.rpartition('/')[2]}']")).to_have_attribute(
        "data-state", "over"
    )
    page = leader.open("/storefront/products/new")
    expect(page.locator("main")).to_contain_text("no longer act")
    expect(leader.open("/members/me").locator("h1")).to_have_text("周禾秀")
