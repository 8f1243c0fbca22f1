"""Several people, one phone: two taps and the PIN, and nothing of the one for the other."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Phone, Phones, Server
from tests.browser.offline.acts import NEW, everything_kept, offer, products, ready
from tests.browser.offline.conftest import becomes, items, truthful
from tests.browser.offline.line import Fault, Line
from tests.browser.steps import fill, path_of, press, sign_in
from tests.village import BUYER, FARMER, PIN

pytestmark = pytest.mark.browser
CHANGED_PIN = "739205"


def switch(phone: Phone) -> Page:
    """On a phone of two, the other one is meant."""
    page = phone.open("/members/me")
    press(page, "main a[href='/switch']")
    fill(page, pin=PIN)
    return press(page, "form[action='/switch'] .btn--main")


def test_what_one_wrote_waits_locked_while_the_other_has_the_phone(
    phone: Phones, server: Server, line: Line
) -> None:
    shared = phone("en-GB", url=line.url)
    sign_in(shared, BUYER)
    sign_in(shared, FARMER)
    page = ready(shared, NEW).page
    line.cut()
    kept = offer(page, "Whose damsons")
    broken = Fault("reset_before", "POST", NEW, 1_000)
    line.choose = lambda one: broken.name if broken.meets(one) else None
    line.mend()
    page = switch(shared)
    assert page.inner_text("h1") == "江望舒"
    page = shared.open("/sync/")
    assert items(page) == []
    kept_here = everything_kept(page)
    assert "Whose damsons" not in kept_here
    assert FARMER not in kept_here, "a number that stands on her own page only"
    broken.times = 0
    assert switch(shared).inner_text("h1") == "柳大田"
    page = shared.open("/sync/")
    becomes(page, "received", kept["key"])
    truthful(page, server)
    assert len(products(server, "Whose damsons")) == 1


def test_without_script_the_phone_is_handed_over_and_back_shows_nothing(phone: Phones) -> None:
    shared = phone("zh-CN", script=False)
    sign_in(shared, BUYER)
    sign_in(shared, FARMER)
    assert switch(shared).inner_text("h1") == "江望舒"
    shared.page.go_back()
    shared.page.go_back()
    shared.page.reload()
    assert "柳大田" not in shared.page.inner_text("h1")
    assert switch(shared).inner_text("h1") == "柳大田"


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_new_phone_is_let_in_by_a_code_and_a_new_pin(phone: Phones, script: bool) -> None:
    number = "13800000024" if script else "13800000025"  # whom no other journey needs
    old, new = phone("zh-CN"), phone("zh-CN", script=script)
    sign_in(old, number)
    page = new.open("/sign-in")
    press(page, "main a[href^='/new-pin']")
    fill(page, phone=number)
    press(page, "form[action='/new-pin'] .btn--main")
    fill(page, code="".join(re.findall(r"\d", page.inner_text("[data-demo-code]"))))
    press(page, "form:has([name=code]) .btn--main")
    fill(page, pin=CHANGED_PIN)
    press(page, "form[action='/new-pin']:has([name=pin]) .btn--main")
    assert path_of(page) == "/members/me"
    assert path_of(old.open("/members/me")).startswith("/sign-in")
    assert not new.complaints
