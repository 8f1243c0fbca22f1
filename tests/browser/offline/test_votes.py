"""A vote without a network: kept, told that it is not counted yet, and counted by its receipt."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Phone, Phones, Server
from tests.browser.decisions import close_now, only_the_seven, open_voting, propose
from tests.browser.offline.acts import ready
from tests.browser.offline.conftest import becomes, items
from tests.browser.offline.line import Line
from tests.village import FARMER, MANAGER

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _seven(server: Server) -> None:
    only_the_seven(server)


def _vote_without_network(phone: Phones, line: Line, title: str) -> tuple[Phone, Phone, str]:
    manager = phone("en-GB", who=MANAGER, script=False)
    at = propose(manager, title)
    open_voting(manager, at)
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), at)
    line.cut()
    farmer.page.locator("form[action$='/ballots'] button[value=no]").click()
    farmer.page.wait_for_url("**/sync/**")
    kept = becomes(farmer.page, "saved")
    assert kept["title"] == f"Vote: {title}"
    assert "Not counted yet; closes" in kept["words"]
    return farmer, manager, at


def test_a_vote_made_offline_counts_when_it_arrives_in_time(
    phone: Phones, server: Server, line: Line
) -> None:
    farmer, manager, at = _vote_without_network(phone, line, "A scale, from the far field")
    expect(manager.open(at).locator("main")).to_contain_text("0 of 7 have voted")
    line.mend()
    done = becomes(farmer.page, "received")
    assert "Not counted yet" not in done["words"]
    expect(manager.open(at).locator("main")).to_contain_text("1 of 7 have voted")
    held = farmer.page.evaluate("async () => JSON.stringify(await outbox.mine(9))")
    assert '"choice"' not in held  # what was received is no longer held by the phone
    farmer.page.locator("#outbox a[data-link]").first.click()
    expect(farmer.page.locator("[data-receipt]")).to_be_visible()


def test_a_vote_that_arrives_after_the_close_is_refused_clearly_and_counts_nowhere(
    phone: Phones, server: Server, line: Line
) -> None:
    farmer, manager, at = _vote_without_network(phone, line, "A scale, too late")
    close_now(server, at)
    line.mend()
    refused = becomes(farmer.page, "refused")
    assert "came too late and was not counted" in refused["words"]
    assert len(items(farmer.page)) == 1
    expect(manager.open(at).locator("main")).to_contain_text("0 of 7 have voted")
