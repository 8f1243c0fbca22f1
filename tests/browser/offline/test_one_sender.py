"""Many pages and a worker, one sender; and what cannot be sent holds up nobody else."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone, Phones, Server
from tests.browser.offline.acts import (
    NEW,
    all_received,
    listed,
    offer,
    offer_all,
    products,
    ready,
    send_now,
)
from tests.browser.offline.conftest import becomes, items, truthful
from tests.browser.offline.line import Line
from tests.browser.offline.test_killed import (
    Worker,
    all_once,
    queued,
    slow,
    until_some,
)
from tests.browser.steps import fill, press, put_away, sell
from tests.village import FARMER

pytestmark = pytest.mark.browser


def another(one: Phone) -> Page:
    page = one.context.new_page()
    page.goto(f"{one.url}/sync/")
    return page


def test_three_pages_and_the_worker_send_one_thing_at_a_time(
    phone: Phones, server: Server, line: Line
) -> None:
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), NEW)
    worker = Worker(farmer)
    pages = [farmer.page, another(farmer), another(farmer)]
    titles = queued(farmer, line, "Together", 15)
    slow(line, 0.2)
    line.mend()
    for page in pages:
        page.evaluate("() => { app.go(true); }")  # what "Send now" does, in the same instant
    worker.wake()
    until_some(farmer.page, server, "Together", 5)
    for page in pages:
        page.evaluate("() => { app.go(true); }")
    worker.wake()
    all_once(farmer.page, server, "Together", titles)
    assert line.most_at_once == 1
    keys = [key for _, _, key, _ in line.arrivals if key]
    assert len(keys) == len(set(keys)) == 15, "and nothing was sent twice"


@pytest.mark.parametrize("locks", [True, False], ids=["with locks", "with a lease"])
def test_a_tab_closed_in_the_middle_hands_the_sending_on(
    phone: Phones, server: Server, line: Line, locks: bool
) -> None:
    name = f"Handed on {locks}"
    farmer = phone("en-GB", who=FARMER, url=line.url)
    if not locks:
        farmer.context.add_init_script("delete Navigator.prototype.locks")
    ready(farmer, NEW)
    stays = another(farmer)
    stays.clock.install()
    stays.reload()
    titles = queued(farmer, line, name, 8)
    slow(line, 0.3)
    line.mend()
    send_now(farmer.page)
    until_some(stays, server, name, 2)
    put_away(farmer.page)
    if not locks:
        stays.clock.fast_forward("01:10")  # a lease ends by itself
    all_once(stays, server, name, titles)


def test_something_that_is_always_refused_holds_up_nothing_behind_it(
    phone: Phones, server: Server, line: Line
) -> None:
    farmer = ready(phone("en-GB", who=FARMER, url=line.url))
    gone = sell(farmer, title="Withdrawn already")
    farmer.open(f"/storefront/products/{gone}/edit")
    farmer.open(NEW)
    line.cut()
    bad = offer(farmer.page, "Poisoned", price="cheap")
    page = farmer.open(f"/storefront/products/{gone}/edit")
    fill(page, price="9.99", stock="-4")
    page.locator("form[action$='/edit'] .btn--main").click()
    page.wait_for_url("**/sync/**")
    offer_all(farmer, "Behind it 1", "Behind it 2")
    line.mend()
    send_now(page)
    all_received(page, server, "Behind it 1", "Behind it 2")
    refused = becomes(page, "refused", bad["key"])
    assert "12.50" in refused["words"] or "amount" in refused["words"]
    assert [one["state"] for one in items(page)].count("refused") == 2
    truthful(page, server)
    assert products(server, "Poisoned") == []
    expect(page.locator("#waiting")).to_have_text("2 waiting")

    before = [one[2] for one in line.arrivals].count(bad["key"])
    send_now(page)
    line.cut()
    offer_all(farmer, "Behind it 3")
    line.mend()
    send_now(page)
    all_received(page, server, "Behind it 3")
    assert [one[2] for one in line.arrivals].count(bad["key"]) == before, "nor is it asked again"


def hang_on(page: Page, title: str, parent: str) -> None:
    """This waiting item is to be sent only after that one."""
    page.evaluate(
        """async ([title, parent]) => {
            const item = (await outbox.mine()).find((one) => one.title === title);
            await outbox.change(item.seq, { dependsOn: parent });
        }""",
        [title, parent],
    )


def test_what_hangs_on_something_refused_waits_for_it_and_holds_up_nothing(
    phone: Phones, server: Server, line: Line
) -> None:
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), NEW)
    line.cut()
    parent = offer(farmer.page, "Parent", price="cheap")
    offer_all(farmer, "Child", "Stranger")
    page = farmer.page
    hang_on(page, "Child", parent["key"])
    line.mend()
    send_now(page)
    becomes(page, "refused", parent["key"])
    all_received(page, server, "Stranger")
    assert listed(page, "Child")["state"] == "saved"
    assert products(server, "Child") == []
    truthful(page, server)

    page.locator("[data-state=refused] [data-do=edit]").click()
    page.wait_for_url(f"**{NEW}#edit=*")
    expect(page.locator("main [name=title]")).to_have_value("Parent")
    fill(page, price="3.20")
    press(page, f"form[action='{NEW}'] .btn--main")
    farmer.open("/sync/")
    all_received(page, server, "Parent", "Child")
    ((mended, _),) = products(server, "Parent")
    ((child, _),) = products(server, "Child")
    assert mended < child, "in their order"
