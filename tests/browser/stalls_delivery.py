"""What the pages of delivery need before they can be looked at."""

from __future__ import annotations

from datetime import timedelta

from blueprints.core import clock
from tests.browser.conftest import Phone
from tests.browser.steps import fill, press


def made_by_shopkeeper(leader: Phone, organisation: str) -> dict[str, list[str]]:
    """A point of the cooperative, and a window for it that is not open yet."""
    name = "祠堂旁边的小卖部"
    way = set_point(leader, organisation, name)
    return {"way_id": [way], "window_id": [open_window(leader, organisation, name)]}


def set_point(leader: Phone, organisation: str, name: str) -> str:
    """Free, in the village that is chosen already; the way's id."""
    page = leader.open(f"/storefront/delivery/ways/new?kind=pickup&organisation={organisation}")
    fill(page, name=name, hours="9:00–19:00")
    if not page.input_value("main [name=place]"):
        page.select_option("main [name=place]", index=1)
    press(page, "main form .btn--main")
    return page.locator("[data-way]", has_text=name).get_attribute("data-way") or ""


def set_parcel(seller: Phone, **told: str) -> str:
    """In the seller's own shop; the way's id."""
    page = seller.open("/storefront/delivery/ways/new?kind=parcel")
    for closed in page.locator("main details:not([open]) > summary").all():
        closed.click()
    fill(page, **told)
    press(page, "main form .btn--main")
    return page.locator("[data-way]").last.get_attribute("data-way") or ""


def open_window(
    leader: Phone, organisation: str, point: str, opens: timedelta = timedelta(days=300)
) -> str:
    """Its id. Open for two days, collected on the day after."""
    page = leader.open(f"/storefront/delivery/windows/new?organisation={organisation}")
    start = clock.local(clock.now() + opens)
    closes = start + timedelta(days=2)
    collect_on = closes + timedelta(days=1)
    moments = {"opens_at": start, "closes_at": closes}
    fill(page, **{name: f"{one:%Y-%m-%dT%H:%M}" for name, one in moments.items()})
    fill(page, collect_on=f"{collect_on:%Y-%m-%d}")
    page.select_option("main [name=point]", label=point)
    return press(page, "main form .btn--main").url.rpartition("/")[2]
