"""Belonging to a cooperative, as people do it: ask, be admitted, leave. With and without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Phones
from tests.browser.steps import fill, path_of, press, sign_in, state_of
from tests.village import BUYER, MANAGER, OTHER_BUYER

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("script", "number"),
    [(False, BUYER), (True, OTHER_BUYER)],
    ids=["without script", "with script"],
)
def test_somebody_asks_is_admitted_and_leaves(phone: Phones, script: bool, number: str) -> None:
    newcomer, manager = (phone("en-GB", script=script) for _ in range(2))
    sign_in(manager, MANAGER)
    at = path_of(press(manager.page, "main a[href^='/members/organisations/']"))
    sign_in(newcomer, number)

    newcomer.open(at)
    page = press(newcomer.page, f"a[href='{at}/membership']")
    fill(page, note="种了十亩姜。")
    press(page, "form[action$='/membership'] .btn--main")
    assert state_of(page) == "asked"

    manager.open("/members/me")
    desk = press(manager.page, "a[href='/members/desk']")
    press(desk, f"a[href='{at}/admissions']")
    asking = desk.locator("li[data-member]", has_text="种了十亩姜。")
    expect(asking).to_have_count(1)
    with desk.expect_navigation():
        asking.get_by_role("button", name="Admit").click()
    expect(desk.locator("li[data-member]", has_text="种了十亩姜。")).to_have_count(0)

    assert state_of(newcomer.open(f"{at}/membership")) == "member"
    name = newcomer.open("/members/me").inner_text("h1")
    found = manager.open(f"{at}/register")
    fill(found, q=name[1:])
    press(found, "form.search .btn--main")
    expect(found.locator("li[data-member]")).to_contain_text(name)

    page = newcomer.open(f"{at}/membership")
    page.click("main summary")
    press(page, "[name=leave][value=yes]")
    assert state_of(page) == "none"
    assert newcomer.complaints == manager.complaints == []
