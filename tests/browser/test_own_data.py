"""What is theirs: taken along, agreed to and taken back, left for good; without script and with."""

from __future__ import annotations

import json
import re
import secrets

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Phone, Phones
from tests.browser.steps import fill, path_of, press, sell
from tests.village import PIN

pytestmark = pytest.mark.browser

NEW_PIN = "739205"


def join(phone: Phone) -> str:
    """Somebody new; their number."""
    number = f"139{secrets.randbelow(10**8):08}"
    page = phone.open("/join")
    fill(page, phone=number, name="田新", pin=NEW_PIN)
    press(page, "main form[action='/join'] .btn--main")
    fill(page, code="".join(re.findall(r"\d", page.inner_text("[data-demo-code]"))))
    press(page, "form:has([name=code]) button")
    return number


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_whoever_joins_may_take_everything_along_and_leave(phone: Phones, script: bool) -> None:
    newcomer, stranger = phone(script=script), phone(script=script)
    number = join(newcomer)
    product = sell(newcomer)
    page = newcomer.open("/members/me/data")
    with page.expect_download() as loading:
        page.click("a[href='/members/me/data.json']")
    told = json.loads(loading.value.path().read_text())["parts"]
    assert told["person"][0]["phone"] == f"+86{number}"
    assert [one["title"] for one in told["products"]] == ["柳树蜜桔"]

    page = newcomer.open("/members/me/consents")
    press(page, "form[action$='/subsidy'] button")
    expect(page.locator("[data-consent=subsidy]")).to_have_attribute("data-state", "given")
    press(page, "form[action$='/subsidy'] button")
    expect(page.locator("[data-consent=subsidy]")).to_have_attribute("data-state", "none")

    page = newcomer.open("/members/me/closing")
    fill(page, pin=PIN)
    press(page, "main form .btn--danger")
    assert path_of(page) == "/members/me/closing"
    fill(page, pin=NEW_PIN)
    press(page, "main form .btn--danger")
    assert path_of(page) == "/members/closed"
    assert path_of(newcomer.open("/members/me")).startswith("/sign-in")
    if script:
        kept = "async () => (await caches.keys()).filter((name) => name.startsWith('priv-')).length"
        page.wait_for_function(f"({kept})().then((n) => n === 0)")
    answer = stranger.page.goto(f"{stranger.url}/storefront/products/{product}")
    assert answer is not None
    assert answer.status == 404
