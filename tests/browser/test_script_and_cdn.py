"""The one foreign script: wanted, checked, never waited for; and a policy that nothing breaks."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
import time

import pytest
from playwright.sync_api import Page, Route, expect

from blueprints.core.settings import ALPINE_INTEGRITY, ALPINE_URL
from tests.browser.conftest import PHONE, Phones
from tests.browser.places import Places, Variant
from tests.browser.steps import GUEST, camera_photo, fill, press, sell, state_of
from tests.village import FARMER

pytestmark = pytest.mark.browser

PACKAGE = "@alpinejs/csp@3.17.4"
TO_ORDER = "form[action='/storefront/checkout'] .btn--main"
PLAIN = Variant("en", "normal")
# The world outside: what a phone with a Chinese and an English voice would have.
PHONE_THAT_SPEAKS = """
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const said = (window.said = []);
const voices = (window.voices = [%s]);
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices,
  speak(words) { said.push([words.lang, words.text]); setTimeout(() => words.onend(), 0); },
  cancel() {},
} });
"""
CHINESE = "{ lang: 'zh-CN', localService: true }"
ENGLISH = "{ lang: 'en-GB', localService: true }"
MUTE = "delete window.SpeechSynthesisUtterance;"


@pytest.fixture(scope="module")
def alpine(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file that the CDN serves, from the package registry."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not there: the real Alpine cannot be had")
    folder = tmp_path_factory.mktemp("alpine")
    got = subprocess.run(
        [npm, "pack", "--silent", PACKAGE], cwd=folder, capture_output=True, check=False
    )
    if got.returncode:
        pytest.skip(f"npm has no network: {PACKAGE} cannot be had")
    with tarfile.open(next(folder.glob("*.tgz"))) as packed:
        file = packed.extractfile("package/dist/cdn.min.js")
        assert file
        return file.read()


def serve_alpine(page: Page, body: bytes) -> None:
    """To the page and to its worker."""
    allowed = {"Access-Control-Allow-Origin": "*"}
    page.context.route(
        ALPINE_URL,
        lambda route: route.fulfill(body=body, content_type="text/javascript", headers=allowed),
    )


def test_no_page_breaks_the_content_policy(places: Places) -> None:
    broken = {
        place.path: said
        for place, phone in places.walk(PLAIN, PHONE)
        if (said := [phone.complaints.pop() for _ in phone.complaints[:]])
    }
    assert not broken


def test_no_page_breaks_the_content_policy_when_the_script_arrives(
    places: Places, alpine: bytes
) -> None:
    broken = {}
    for who in places.cookies:
        phone = places.phone(who, PLAIN, PHONE)
        serve_alpine(phone.page, alpine)
        for place in [one for one in places.all if one.who == who]:
            page = phone.open(place.path)
            if page.locator("body.sheet").count():
                continue  # made for paper: it asks for no script
            assert page.evaluate("() => window.Alpine?.version"), "its fingerprint was not accepted"
        broken[who] = phone.complaints
        phone.context.close()
    assert not any(broken.values())


def test_the_foreign_script_is_one_version_and_checked(phone: Phones) -> None:
    visitor = phone()
    page = visitor.open("/")
    tag = page.locator("script[src^='https:']")
    expect(tag).to_have_count(1)
    for name, value in (
        ("src", ALPINE_URL),
        ("integrity", ALPINE_INTEGRITY),
        ("crossorigin", "anonymous"),
    ):
        expect(tag).to_have_attribute(name, value)
    assert "@3.17.4/" in ALPINE_URL
    assert visitor.asked == [ALPINE_URL], "nothing else is asked of anybody else"


def test_a_script_that_was_tampered_with_does_not_run(phone: Phones, alpine: bytes) -> None:
    visitor = phone()
    serve_alpine(visitor.page, alpine + b";window.tampered = true")
    page = visitor.open("/")
    assert page.evaluate("() => [typeof tampered, typeof Alpine]") == ["undefined", "undefined"]


def test_while_the_cdn_is_silent_one_can_order(phone: Phones) -> None:
    farmer, visitor = phone(who=FARMER, script=False), phone()
    product = sell(farmer)
    silent: list[Route] = []
    page = visitor.page
    page.route(ALPINE_URL, lambda route: silent.append(route))  # asked, and never answered
    page.goto(f"{visitor.url}/storefront/products/{product}", wait_until="commit")
    fill(page, quantity="2")
    leave(page, "[name=order]", "**/storefront/checkout")
    fill(page, **GUEST)
    leave(page, TO_ORDER, "**/storefront/orders/*")
    assert state_of(page) == "placed"
    assert len(silent) == 3, "each page asked for it, and none waited"
    assert page.evaluate("document.readyState") == "interactive", "it is still on its way"


def leave(page: Page, button: str, target: str) -> None:
    """As `press`, for pages that never finish loading."""
    page.locator(button).click(no_wait_after=True)
    page.wait_for_url(target, wait_until="commit")


def test_the_stepper_steps_and_the_form_has_what_it_shows(phone: Phones, alpine: bytes) -> None:
    farmer, visitor = phone(who=FARMER, script=False), phone("en-GB")
    product = sell(farmer, stock="3")
    serve_alpine(visitor.page, alpine)
    page = visitor.open(f"/storefront/products/{product}")
    field = page.locator("[name=quantity]")
    fewer, more = page.locator(".quantity button").all()
    for button, value in ((more, "2"), (more, "3"), (more, "3"), (fewer, "2")):
        button.click()
        expect(field).to_have_value(value)
    press(page, "[name=order]")
    assert "2 jin" in page.inner_text("main .line")
    assert visitor.complaints == []


def test_chosen_photos_are_shown_and_counted(phone: Phones, alpine: bytes) -> None:
    farmer = phone("en-GB", who=FARMER)
    serve_alpine(farmer.page, alpine)
    page = farmer.open("/storefront/products/new")
    for n, said in ((1, "1 photo chosen"), (2, "2 photos chosen")):
        page.set_input_files("[name=photo]", [camera_photo(f"{one}.jpg") for one in range(n)])
        expect(page.locator("[data-many]")).to_have_text(said)
        expect(page.locator(".thumbs canvas")).to_have_count(n)
    drawn = "one => one.getContext('2d').getImageData(20, 20, 1, 1).data[3]"
    expect_drawn(page, drawn)
    assert farmer.complaints == []


def expect_drawn(page: Page, drawn: str) -> None:
    """A picture of 12 megapixels takes its time."""
    deadline = time.monotonic() + 20
    while not page.locator(".thumbs canvas").last.evaluate(drawn):
        assert time.monotonic() < deadline, "the canvas stayed empty"
        page.wait_for_timeout(100)


@pytest.mark.parametrize(
    "can",
    [MUTE, PHONE_THAT_SPEAKS % "", PHONE_THAT_SPEAKS % CHINESE],
    ids=["mute", "no voice", "another language"],
)
def test_a_phone_without_a_voice_for_it_offers_no_reading_aloud(phone: Phones, can: str) -> None:
    reader = phone("en-GB")
    reader.page.add_init_script(can)
    expect(reader.open("/storefront/rules").locator("[data-listen]")).to_be_hidden()


def test_a_voice_that_comes_late_is_offered_too(phone: Phones) -> None:
    reader = phone("en-GB")
    reader.page.add_init_script(PHONE_THAT_SPEAKS % CHINESE)
    page = reader.open("/storefront/rules")
    page.evaluate(f"() => {{ voices.push({ENGLISH}); speechSynthesis.onvoiceschanged(); }}")
    expect(page.locator("[data-listen]")).to_be_visible()


@pytest.mark.parametrize(
    ("locale", "lang", "first", "label"),
    [
        ("en-GB", "en", "The same rules for everybody, seller and buyer.", "Listen"),
        ("zh-CN", "zh-CN", "卖家买家，人人一样的规矩。", "听"),
    ],
    ids=["English", "Chinese"],
)
def test_the_page_is_read_aloud_in_its_own_language(
    phone: Phones, locale: str, lang: str, first: str, label: str
) -> None:
    reader = phone(locale)
    reader.page.add_init_script(PHONE_THAT_SPEAKS % f"{CHINESE}, {ENGLISH}")
    page = reader.open("/storefront/rules")
    button = page.locator("[data-listen]")
    expect(button).to_have_text(label)
    button.click()
    page.wait_for_function("() => said.length > 10")
    assert page.evaluate("said[0]") == [lang, first]
    assert {spoken for spoken, _text in page.evaluate("said")} == {lang}
    expect(button).to_have_text(label)
    assert reader.complaints == []
