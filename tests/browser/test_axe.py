"""Every page through axe, in both languages and both text sizes: nothing to complain about."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.browser.places import FURTHEST_APART, VARIANTS, Places, Variant

pytestmark = pytest.mark.browser

# So tall that nothing lies under the bar, where axe cannot measure contrast.
TALL: ViewportSize = {"width": 360, "height": 6000}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},  # axe leaves it out by itself
}


def complaints(page: Page) -> list[str]:
    found = Axe().run(page, options=OPTIONS).response
    return [
        f"{rule['id']} ({rule['help']}): {node['html'][:160]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("variant", VARIANTS, ids="-".join)
def test_axe_has_nothing_to_say_about_any_page(places: Places, variant: Variant) -> None:
    faults = [
        f"{place.who} {place.path}: {fault}"
        for place, phone in places.walk(variant, TALL)
        for fault in complaints(phone.page)
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("variant", FURTHEST_APART, ids="-".join)
def test_axe_has_nothing_to_say_about_a_refused_form(places: Places, variant: Variant) -> None:
    faults = []
    for who, go in places.faulty.items():
        phone = places.phone(who.split()[0], variant, TALL)
        page = go(phone)
        assert page.locator("#problems").count() == 1, f"{who}: nothing was refused"
        faults += [f"{who}: {fault}" for fault in complaints(page)]
        phone.context.close()
    assert not faults, "\n".join(faults)
