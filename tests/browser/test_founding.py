"""From an empty machine to the first order, on real phones; and the sheet as a printer gets it."""

from __future__ import annotations

import io
import re

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, expect

from blueprints.members import rules
from tests.browser.conftest import Phone, Phones, Server, new_phone
from tests.browser.steps import fill, order, press, sell, state_of
from tests.village import MANAGER

pytestmark = pytest.mark.browser
A4: ViewportSize = {"width": 794, "height": 1123}  # at 96 dots an inch


@pytest.fixture
def bare(own_server: Server) -> Server:
    """Started on an empty database, without the demo."""
    own_server.env["COMMONFIELD_DEMO"] = "0"
    own_server.start()
    return own_server


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_from_the_founding_to_the_first_order(browser: Browser, bare: Server, script: bool) -> None:
    def phone() -> Phone:
        return new_phone(browser, bare.url, "zh-CN", script=script)

    officer, leader, farmer, guest = (phone() for _ in range(4))
    secret = (bare.instance / "secret.key").read_text()
    page = officer.open(f"/found/{rules.founding_token(secret)}")
    fill(page, county="新禾县", phone="13900000001", name="方正", pin="739205")
    press(page, "main form .btn--main")
    officer.open("/members/places")
    fill(officer.page, name="大河镇")
    press(officer.page, "main form[action='/members/places'] .btn--main")
    officer.open("/members/organisations/new")
    fill(officer.page, name="大河合作社")
    sheet = press(officer.page, "main form .btn--main")

    came_in(leader, address_on(sheet), "13900000002", "何苗")
    sheet = leader.open(leader.page.locator("a[href$=vouchers]").first.get_attribute("href") or "")
    sheet = press(sheet, "form[action$=vouchers] .btn--main")
    came_in(farmer, address_on(sheet), "13900000003", "田大有")
    expect(farmer.page.locator("main")).to_contain_text("大河合作社")

    product = sell(farmer)
    assert state_of(order(guest, product, 1)) == "placed"
    for one in (officer, leader, farmer, guest):
        one.context.close()


def test_eight_codes_on_a_sheet_of_paper_all_read(phone: Phones) -> None:
    leader = phone(who=MANAGER)
    page = leader.open("/members/me")
    page = leader.open(page.locator("a[href$=vouchers]").first.get_attribute("href") or "")
    fill(page, count="8")
    press(page, "form[action$=vouchers] .btn--main")
    links = {link.get_attribute("href") or "" for link in page.locator(".vouchers a").all()}
    assert len(links) == 8
    page.emulate_media(media="print")
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", paper)) == 1, "eight fit on one page"
    page.set_viewport_size(A4)
    sheet = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    assert {one.text for one in zxingcpp.read_barcodes(sheet)} == links


def came_in(phone: Phone, address: str, number: str, name: str) -> None:
    page = phone.open(address)
    fill(page, phone=number, name=name, pin="739205")
    press(page, "main form .btn--main")
    expect(page.locator("h1")).to_have_text(name)


def address_on(sheet: Page) -> str:
    link = sheet.locator(".vouchers a").first.get_attribute("href") or ""
    return f"/v/{link.rpartition('/')[2]}"
