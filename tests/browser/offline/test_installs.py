"""An app on the home screen: what Chromium itself says of it, and the way there."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Phones
from tests.browser.steps import worker_is_ready

pytestmark = pytest.mark.browser
WECHAT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130 MicroMessenger/8.0.50"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"


def test_the_browser_finds_nothing_missing(phone: Phones) -> None:
    visitor = phone("zh-CN")
    visitor.open("/sync/")
    worker_is_ready(visitor)
    wire = visitor.context.new_cdp_session(visitor.page)
    manifest = wire.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["url"].endswith("/manifest.webmanifest")
    found = wire.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A window that keeps nothing cannot install anything; that is this test's window, not ours.
    assert [one["errorId"] for one in found] in ([], ["in-incognito"])


def test_a_browser_that_offers_it_gets_a_button(phone: Phones) -> None:
    visitor = phone("en-GB")
    page = visitor.open("/sync/")
    expect(page.locator("#install")).to_be_hidden()
    page.evaluate(
        """() => {
            const offer = new Event("beforeinstallprompt", { cancelable: true });
            offer.prompt = async () => { self.prompted = true; };
            dispatchEvent(offer);
        }"""
    )
    page.locator("[data-do=install]").click()
    assert page.evaluate("() => self.prompted")
    expect(page.locator("#install")).to_be_hidden()


@pytest.mark.parametrize(("agent", "words"), [(WECHAT, "Tap ···"), (IPHONE, "Add to Home Screen")])
def test_elsewhere_words_tell_the_way(phone: Phones, agent: str, words: str) -> None:
    visitor = phone("en-GB")
    visitor.context.add_init_script(
        f"Object.defineProperty(navigator, 'userAgent', {{ get: () => '{agent}' }})"
    )
    page = visitor.open("/sync/")
    expect(page.locator("#install p:visible")).to_have_count(1)
    expect(page.locator("#install p:visible")).to_contain_text(words)
