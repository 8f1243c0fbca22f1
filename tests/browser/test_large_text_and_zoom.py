"""Every page with a tape measure: narrow, narrower, lying on its side; normal and large text."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.places import FURTHEST_APART, VARIANTS, Places, Variant

pytestmark = pytest.mark.browser

MEASURE = (Path(__file__).parent / "measure.js").read_text()
PHONES: tuple[ViewportSize, ...] = (
    {"width": 360, "height": 640},
    {"width": 320, "height": 568},
    {"width": 640, "height": 360},
)
LOW = 420  # px; on a lower screen the bar stays at the end of the page


def faults_of(page: Page, variant: Variant) -> list[str]:
    faults = []
    for screen in PHONES:
        page.set_viewport_size(screen)
        told = {
            "width": screen["width"],
            "large": variant.size == "large",
            "sticky": screen["height"] >= LOW,
        }
        faults += [f"{screen['width']}: {fault}" for fault in page.evaluate(MEASURE, told)]
    return faults


@pytest.mark.parametrize("variant", VARIANTS, ids="-".join)
def test_nothing_is_too_small_too_wide_or_hidden_on_any_page(
    places: Places, variant: Variant
) -> None:
    faults = {
        f"{place.who} {place.path}": found
        for place, phone in places.walk(variant, PHONES[0])
        if (found := faults_of(phone.page, variant))
    }
    assert not faults, "\n".join(f"{where}: {fault}" for where in faults for fault in faults[where])


@pytest.mark.parametrize("variant", FURTHEST_APART, ids="-".join)
def test_a_refused_form_is_as_easy_to_read_and_press(places: Places, variant: Variant) -> None:
    faults = {}
    for who, go in places.faulty.items():
        phone = places.phone(who.split()[0], variant, PHONES[0])
        faults[who] = faults_of(go(phone), variant)
        phone.context.close()
    assert not any(faults.values()), "\n".join(
        f"{who}: {fault}" for who in faults for fault in faults[who]
    )
