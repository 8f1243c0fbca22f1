"""Deciding on a phone, from the proposal to what it changes; counted again by whoever likes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import HOUSE, Phone, Phones, Server
from tests.browser.decisions import close_now, counted, only_the_seven, open_voting, propose, vote
from tests.browser.steps import PATIENCE_MS, fill, press, sell, sign_in, state_of
from tests.village import FARMER, MANAGER, NEIGHBOUR, PIN, TREASURER

FIFTH = "13800000005"

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _seven(server: Server) -> None:
    only_the_seven(server)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_a_proposal_to_its_effect(phone: Phones, server: Server, script: bool) -> None:
    """A price that the members decide: seconded, talked over, opened, voted, in the shop."""
    farmer = phone("en-GB", who=FARMER, script=script)
    neighbour = phone("en-GB", who=NEIGHBOUR, script=script)
    manager = phone("en-GB", who=MANAGER, script=script)
    new = farmer.open("/storefront/products/new")
    liushu = new.locator("[name=organisation] option").nth(1).get_attribute("value") or ""
    title = f"Voted pears {script}"
    product = sell(farmer, title=title, price="4.80", organisation=liushu)
    asked = {"effect_product_id": product, "effect_price_minor": "5.60"}
    at = propose(farmer, f"A price for {title}", "open", "?template=price", **asked)
    expect(farmer.page.locator(".change")).to_contain_text("4.80")
    expect(farmer.page.locator(".change")).to_contain_text("5.60")

    press(neighbour.open(at), "form[action$='/seconds'] button")
    assert state_of(neighbour.page) == "discussion"
    neighbour.page.locator("form[action$='/comments'] textarea").fill("Fair for both sides.")
    press(neighbour.page, "form[action$='/comments'] button")
    expect(farmer.open(at).locator(".said").first).to_contain_text("Fair for both sides.")
    open_voting(manager, at)
    for one in (farmer, neighbour, manager):
        vote(one, at, "yes")
    for number in (TREASURER, FIFTH):
        vote(phone("en-GB", who=number, script=script), at, "yes")

    page = counted(farmer, server, at)
    assert state_of(page) == "passed"
    expect(page.locator("tr[data-choice=yes]")).to_have_attribute("data-count", "5")
    shown = farmer.open(f"/storefront/products/{product}")
    expect(shown.locator("main [data-price-minor='560']").first).to_be_attached()
    assert not farmer.complaints


def test_a_secret_vote_is_counted_again_by_the_page_and_by_the_program(
    phone: Phones, server: Server, tmp_path: Path
) -> None:
    farmer, manager = phone("en-GB", who=FARMER), phone("en-GB", who=MANAGER)
    at = propose(farmer, "A second scale, secretly")
    open_voting(manager, at)
    first = vote(farmer, at, "no")
    receipt = vote(farmer, at, "yes")  # changed, and so another receipt
    assert first != receipt
    vote(manager, at, "no")
    for number in (TREASURER, NEIGHBOUR, FIFTH):
        vote(phone("en-GB", who=number), at, "yes")
    assert farmer.context.request.get(f"{farmer.url}{at}/ballots.csv").status == 404
    page = counted(farmer, server, at)
    assert state_of(page) == "passed"

    stranger = phone("en-GB")
    for one in (farmer, stranger):
        page = one.open(f"{at}/recount")
        page.locator("#count").click()
        expect(page.locator("#recount")).to_have_attribute("data-agree", "yes", timeout=PATIENCE_MS)
        expect(page.locator("#checks")).to_contain_text("Roll, ballots and result agree.")
        page.locator("#receipt").fill(first)
        expect(page.locator("#found")).to_contain_text("No ballot has this receipt")
        page.locator("#receipt").fill(receipt.lower())
        expect(page.locator("#found")).to_contain_text("It says: Yes")
    assert not stranger.complaints

    listed = tmp_path / "ballots.csv"
    listed.write_bytes(stranger.context.request.get(f"{stranger.url}{at}/ballots.csv").body())
    program = [sys.executable, str(HOUSE / "tools/recount.py"), str(listed)]
    assert subprocess.run(program, check=False).returncode == 0
    listed.write_text(listed.read_text().replace(",yes,", ",no,", 1))
    assert subprocess.run(program, check=False).returncode != 0


def test_a_list_that_was_touched_is_seen_by_the_page(phone: Phones, server: Server) -> None:
    farmer, manager = phone("en-GB", who=FARMER), phone("en-GB", who=MANAGER)
    at = propose(farmer, "A third scale, secretly")
    open_voting(manager, at)
    vote(farmer, at, "no")
    vote(manager, at, "yes")
    counted(farmer, server, at)

    stranger = phone("en-GB")
    true = stranger.context.request.get(f"{stranger.url}{at}/ballots.csv").text()
    touched = true.replace(",no,", ",yes,", 1)
    stranger.context.route("**/ballots.csv", lambda route: route.fulfill(body=touched))
    page = stranger.open(f"{at}/recount")
    page.locator("#count").click()
    expect(page.locator("#recount")).to_have_attribute("data-agree", "no", timeout=PATIENCE_MS)
    expect(page.locator("[data-check=ballots_bad]")).to_be_visible()
    expect(page.locator("[data-check=result_bad]")).to_be_visible()


def test_paper_that_two_read_differently_holds_up_the_count(phone: Phones, server: Server) -> None:
    farmer, manager = phone("en-GB", who=FARMER), phone("en-GB", who=MANAGER)
    at = propose(farmer, "A scale, on paper")
    open_voting(manager, at)
    page = manager.open(f"{at}/scrutineers")
    names = page.locator("label.choice")
    for who in ("陈穗芳", "柳春生"):  # the treasurer and the neighbour
        names.filter(has_text=who).locator("input").check()
    press(page, "form[action$='/scrutineers'] .btn--main")
    expect(page.locator("main")).to_contain_text("Two scrutineers enter them")

    treasurer, neighbour = phone("en-GB", who=TREASURER), phone("en-GB", who=NEIGHBOUR)

    def enter(one: Phone, yes: int, people: int) -> str:
        page = one.open(f"{at}/paper")
        page.locator("#count-yes").fill(str(yes))
        boxes = page.locator("[name=person]")
        for n in range(boxes.count()):
            boxes.nth(n).set_checked(n < people)
        press(page, "form[action$='/paper'] .btn--main")
        return str(page.locator("main [data-agree]").get_attribute("data-agree"))

    assert enter(treasurer, 5, 5) == "unknown"
    assert enter(neighbour, 4, 4) == "no"
    close_now(server, at)
    page = farmer.open(at)
    press(page, "form[action$='/closing'] button")
    expect(page.locator("#problems")).to_contain_text("entries of paper ballots differ")
    assert state_of(page) == "counting"
    assert enter(neighbour, 5, 5) == "yes"
    page = counted(farmer, server, at)
    assert state_of(page) == "passed"
    expect(page.locator("main")).to_contain_text("of these on paper")


def test_another_member_votes_on_a_shared_phone_with_their_own_pin(
    phone: Phones, server: Server
) -> None:
    """Both are confirmed on it; whoever is signed in stays signed in and sees nothing."""
    shared = phone("en-GB", script=False)
    sign_in(shared, NEIGHBOUR)
    sign_in(shared, MANAGER)
    at = propose(shared, "A scale, at the desk")
    open_voting(shared, at)
    page = shared.open(f"{at}/booth")
    page.locator("label.choice").filter(has_text="柳春生").locator("input").check()
    fill(page, pin="000000")
    press(page, "form[action$='/booth'] button[value=no]")
    expect(page.locator("#problems")).to_contain_text("That is not the PIN")
    page.locator("label.choice").filter(has_text="柳春生").locator("input").check()
    fill(page, pin=PIN)
    press(page, "form[action$='/booth'] button[value=no]")
    expect(page.locator(".state")).to_contain_text("hand the phone on")
    expect(shared.open(at).locator("main")).to_contain_text("1 of 7 have voted")
    expect(shared.open(f"{at}/receipt").locator("main")).to_contain_text("no vote of yours")
