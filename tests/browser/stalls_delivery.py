"""What the pages of delivery need before they can be looked at."""

from __future__ import annotations

from datetime import timedelta

from blueprints.core import clock
from tests.browser.conftest import Phone
from tests.browser.steps import fill, press


def made_by_shopkeeper(leader: Phone, organisation: str) -> dict[str, list[str]]:
    """A point of the cooperative, and a window for it that is not open yet."""
    page = leader.open(f"/storefront/delivery/ways/new?organisation={organisation}")
    fill(page, name="祠堂旁边的小卖部", hours="每天 9:00–19:00", ask="找店主")
    press(page, "main form .btn--main")
    point = page.locator("[data-way]", has_text="祠堂旁边的小卖部")
    way = str(point.get_attribute("data-way"))
    return {"way_id": [way], "window_id": [open_window(leader, organisation, "祠堂旁边的小卖部")]}


def open_window(
    leader: Phone,
    organisation: str,
    point: str = "",
    opens: timedelta = timedelta(days=300),
) -> str:
    """Through the form; its id. Open for a day, collected on the day after."""
    page = leader.open(f"/storefront/delivery/windows/new?organisation={organisation}")
    start = clock.local(clock.now() + opens)
    moments = [start, start + timedelta(days=1), start + timedelta(days=2)]
    opens_at, closes_at, _ = (one.strftime("%Y-%m-%dT%H:%M") for one in moments)
    fill(page, opens_at=opens_at, closes_at=closes_at, collect_on=f"{moments[2]:%Y-%m-%d}")
    if point:
        page.select_option("main [name=point]", label=point)
    return press(page, "main form .btn--main").url.rpartition("/")[2]
