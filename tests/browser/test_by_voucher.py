"""In person, without a message: let in by paper, back on a new phone, a day put right."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone, Phones
from tests.browser.steps import fill, press
from tests.village import MANAGER

pytestmark = pytest.mark.browser
FIRST_PIN, NEW_PIN = "739205", "604817"


def printed(leader: Phone, **wish: str) -> str:
    """The address on the paper; `wish` names kind and number."""
    kind = wish.pop("kind")
    link = leader.open("/members/me").locator("a[href$=vouchers]").first.get_attribute("href")
    page = leader.open(link or "")
    page.locator(f"[name=kind][value={kind}]").check()
    fill(page, **wish)
    sheet = press(page, "form[action$=vouchers] .btn--main")
    address = sheet.locator(".vouchers a").first.get_attribute("href") or ""
    return "/v/" + address.rpartition("/")[2]


def come_in(phone: Phone, address: str, /, **words: str) -> Page:
    page = phone.open(address)
    fill(page, **words)
    return press(page, "main form .btn--main")


@pytest.mark.parametrize(
    ("script", "number"),
    [(False, "13922220001"), (True, "13922220002")],
    ids=["without script", "with script"],
)
def test_paper_lets_a_member_in_and_back_in_on_a_new_phone(
    phone: Phones, script: bool, number: str
) -> None:
    leader = phone("en-GB", who=MANAGER, script=script)
    old, new = (phone("en-GB", script=script) for _ in range(2))
    paper = printed(leader, kind="member")
    page = come_in(old, paper, phone=number, name="苗满仓", pin=FIRST_PIN)
    expect(page.locator("main")).to_contain_text("Liushu Cooperative")
    expect(new.open(paper).locator("main")).to_contain_text("has been used")

    page = come_in(new, printed(leader, kind="pin", phone=number), phone=number, pin=NEW_PIN)
    assert page.inner_text("h1") == "苗满仓"
    expect(old.open("/members/me").locator("h1")).to_have_text("Sign in")

    page = new.open("/members/me/corrections")
    fill(page, subject="joined", day="2019-03-01")
    press(page, "main form[action$=corrections] .btn--main")
    press(leader.open("/members/desk"), "a[href$=corrections]")
    press(leader.page, "li:has-text('苗满仓') button[value=done]")
    expect(new.open("/members/me").locator("main")).to_contain_text("since 1 Mar 2019")
