"""A passkey, made and used in Chromium with a phone's authenticator (CDP's virtual one)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import FLAGS, Phone, Server, new_phone
from tests.browser.steps import fill, path_of, press, sign_in
from tests.setup_browser import chromium
from tests.village import NEIGHBOUR, PIN

pytestmark = pytest.mark.browser
MAKE = "form[action='/members/me/passkeys'] .btn--main"
SIGN_IN = "form[action='/sign-in/passkey'] button"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def named(server: Server) -> str:
    """A passkey belongs to a name, never to an address of numbers."""
    return server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def phone(browser: Browser, named: str) -> Iterator[Phone]:
    made = new_phone(browser, named, "en-GB", shut=False, worker=False)
    cdp = made.context.new_cdp_session(made.page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield made
    made.context.close()


@pytest.fixture(scope="module")
def browser(browser: Browser) -> Iterator[Browser]:
    """One that knows its own machine by name."""
    flags = [flag.replace("127.0.0.1", "127.0.0.1, EXCLUDE localhost") for flag in FLAGS]
    found = browser.browser_type.launch(executable_path=chromium(), args=flags)
    yield found
    found.close()


def come_in(phone: Phone) -> Page:
    page = phone.open("/sign-in?next=/members/me/passkeys")
    with page.expect_navigation(url="**/members/me/passkeys"):
        page.locator(SIGN_IN).click()
    return page


def test_a_passkey_is_made_after_the_pin_signs_in_and_can_be_removed(phone: Phone) -> None:
    sign_in(phone, NEIGHBOUR)
    page = phone.open("/members/me/passkeys")
    press(page, MAKE)
    assert page.inner_text("h1") == "Your PIN, please"
    fill(page, pin=PIN)
    press(page, "main form .btn--main")
    assert path_of(page) == "/members/me/passkeys"
    assert page.locator(".devices > li").count() == 1

    phone.context.clear_cookies()  # a phone that nobody knows, but for the passkey
    page = come_in(phone)
    assert "used" in page.inner_text(".devices")
    assert phone.open("/switch").locator("[name=person]").count() == 0

    page = phone.open("/members/me/passkeys")
    press(page, ".devices form button")
    assert page.locator(".devices > li").count() == 0
    phone.context.clear_cookies()
    page = phone.open("/sign-in")
    press(page, SIGN_IN)
    assert "did not work" in page.inner_text("#problems")
    assert not phone.complaints


def test_without_passkeys_nothing_is_offered(browser: Browser, named: str) -> None:
    plain = new_phone(browser, named, "zh-CN", script=False, shut=False)
    page = plain.open("/sign-in")
    assert page.locator("form[action='/sign-in/passkey']").is_hidden()
    plain.context.close()


def test_an_answer_is_good_once(phone: Phone) -> None:
    """What the phone signed, sent once more: its challenge is used up."""
    sign_in(phone, NEIGHBOUR)
    page = phone.open("/members/me/passkeys")
    press(page, MAKE)
    fill(page, pin=PIN)
    press(page, "main form .btn--main")
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.post_data or ""))
    come_in(phone)
    signed = next(one for one in sent if "signature" in one)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    again = phone.context.request.post(
        f"{phone.url}/sign-in/passkey", data=signed, headers=headers, max_redirects=0
    )
    assert again.status == 422
