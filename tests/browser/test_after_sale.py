"""After the sale, on phones: a problem told without a network, answers, reviews, and hidings."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone, Phones, Server
from tests.browser.offline.acts import asked, photo_of, ready
from tests.browser.offline.conftest import cut_off, items
from tests.browser.steps import (
    fill,
    path_of,
    press,
    sell,
    to_checkout,
    until,
)
from tests.browser.steps import step as take_step
from tests.village import BUYER, FARMER, OFFICER, OTHER_BUYER

pytestmark = pytest.mark.browser


def ordered(buyer: Phone, product: str) -> str:
    """As a member; the path of the order."""
    page = to_checkout(buyer, product, 2)
    return path_of(press(page, "form[action='/storefront/checkout'] .btn--main"))


def handed_over(farmer: Phone, at: str) -> str:
    assert take_step(farmer, at, "acceptance") == "accepted"
    assert take_step(farmer, at, "handover") == "handed_over"
    return at


def stage(phone: Phone, at: str) -> str:
    shown = phone.open(at).locator("section[data-problem]")
    return shown.get_attribute("data-problem") or ""


def states(page: Page) -> set[str]:
    return {one["state"] for one in items(page)}


def problems(server: Server, at: str) -> list[tuple[str, str, int]]:
    """Words, wish and number of photos of each problem of this order."""
    photos = "SELECT count(*) FROM storefront_problem_photo f WHERE f.problem_id = p.id"
    told = f"SELECT p.reason, p.wish, ({photos}) FROM storefront_problem p WHERE p.order_id = ?"
    return asked(server, told, at.rpartition("/")[2].replace("-", ""))


def test_a_problem_told_without_a_network_arrives_once_with_its_photo_and_is_passed_on(
    phone: Phones, server: Server
) -> None:
    farmer, buyer = phone("en-GB", who=FARMER, script=False), phone("en-GB", who=BUYER)
    at = handed_over(farmer, ordered(buyer, sell(farmer)))
    page = ready(buyer, at).page
    cut_off(buyer)
    page.locator("details summary", has_text="Something is wrong").click()
    fill(page, reason="压坏了")
    page.check("[name=wish][value=refund]")
    page.set_input_files("[name=photo]", photo_of("broken"))
    page.locator("form[action$='/problems'] .btn").click()
    page.wait_for_url("**/sync/**")
    until(page, lambda: "saved" in states(page), "it waits on the phone")
    assert problems(server, at) == []
    buyer.context.set_offline(False)
    until(page, lambda: states(page) == {"received"}, "it is received")
    assert problems(server, at) == [("压坏了", "refund", 1)]

    page = farmer.open(at)
    expect(page.locator("section[data-problem]")).to_contain_text("My money back")
    seen = page.locator("img[src*='/problems/photos/0']")
    assert seen.evaluate("one => one.decode().then(() => one.naturalWidth)") > 0
    page.check("[name=offer][value=decline]")
    fill(page, words="路上没有压。")
    press(page, "form[action$='/problems/answers'] .btn--main")
    assert stage(buyer, at) == "answered"
    buyer.page.locator("details summary", has_text="mediation").click()
    fill(buyer.page, reason="我们没有谈拢。")
    press(buyer.page, "form[action$='/problems/mediation'] button")
    assert (stage(buyer, at), stage(farmer, at)) == ("with_mediation", "with_mediation")
    officer = phone("en-GB", who=OFFICER, script=False)
    expect(officer.open("/storefront/mediation").locator("main")).to_contain_text("我们没有谈拢。")


def test_a_buyer_says_how_it_was_and_the_seller_answers_in_public(phone: Phones) -> None:
    farmer, buyer = (phone("en-GB", who=who, script=False) for who in (FARMER, OTHER_BUYER))
    product = sell(farmer)
    at = handed_over(farmer, ordered(buyer, product))
    assert take_step(buyer, at, "completion") == "completed"
    press(buyer.page, "a[href*='/reviews/new']")
    press(buyer.page, "form[action$='/reviews'] .btn--main")
    expect(buyer.page.locator("#problems")).to_contain_text("one to five stars")
    buyer.page.check("[name=stars][value='4']")
    fill(buyer.page, words="甜，个头也匀。")
    press(buyer.page, "form[action$='/reviews'] .btn--main")
    press(farmer.open(at), "[data-reviewed] a")
    fill(farmer.page, words="谢谢您！")
    press(farmer.page, "form[action$='/answer'] .btn--main")
    page = phone("en-GB").open(f"/storefront/products/{product}")
    expect(page.locator("[data-average='40']")).to_contain_text("4.0")
    review = page.locator("[data-review]")
    expect(review).to_contain_text("甜，个头也匀。")
    expect(review).to_contain_text("谢谢您！")
    expect(review).to_contain_text("**")
    assert "/reviews/new" not in page.content()


def test_a_visitor_reports_an_officer_hides_and_the_seller_objects(phone: Phones) -> None:
    farmer, officer = (phone("en-GB", who=who, script=False) for who in (FARMER, OFFICER))
    visitor = phone("en-GB", script=False)
    product = sell(farmer, title="借来的照片")
    page = visitor.open(f"/storefront/products/{product}")
    press(page, "a[href$='/reports/new']")
    page.check("[name=kind][value=stolen_picture]")
    press(page, "form[action$='/reports'] .btn--main")
    expect(page.locator("main")).to_contain_text("never learns")

    page = officer.open("/members/desk")
    press(page, "a[href='/storefront/reports']")
    press(page, f"a[href='/storefront/reports/{product}']")
    fill(page, reason="照片是别人的。")
    press(page, "form[action$='/hiding'] .btn--danger")
    assert visitor.page.goto(f"{visitor.url}/storefront/products/{product}").status == 410  # type: ignore[union-attr]
    expect(visitor.page.locator("main")).to_contain_text("not on sale just now")

    page = farmer.open(f"/storefront/products/{product}/own")
    expect(page.locator("[data-hidden=yes]")).to_contain_text("照片是别人的。")
    fill(page, body="是我自己拍的。")
    press(page, "form[action$='/appeals'] button")
    page = officer.open(f"/storefront/reports/{product}")
    expect(page.locator("main")).to_contain_text("是我自己拍的。")
    fill(page, reason="看过原片，没有问题。")
    press(page, "button[value=lifted]")
    expect(visitor.open("/storefront/?q=借来的照片").locator("main")).to_contain_text("借来的照片")
