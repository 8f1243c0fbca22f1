"""Who is here, who wrote it, and was it meant once or twice."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone, Phones, Server
from tests.browser.offline.acts import (
    NEW,
    PUT_IN_THE_SHOP,
    all_received,
    asked,
    compose,
    everything_kept,
    listed,
    offer,
    offer_all,
    order_here,
    orders,
    products,
    ready,
    send_now,
)
from tests.browser.offline.conftest import becomes, items, truthful
from tests.browser.offline.line import Line
from tests.browser.steps import fill, press, sell, sign_in, to_checkout, until
from tests.village import BUYER, FARMER, MANAGER, PIN

pytestmark = pytest.mark.browser
ORDER = "form[action='/storefront/checkout'] .btn--main"


def end_last_session(server: Server) -> None:
    """As time does, or its owner from another phone."""
    with closing(sqlite3.connect(server.instance / "commonfield.db", timeout=30)) as base:
        newest = "SELECT id FROM members_session ORDER BY started_at DESC LIMIT 1"
        base.execute(f"UPDATE members_session SET ended_at = started_at WHERE id = ({newest})")
        base.commit()


def sign_in_again(one: Phone, number: str) -> None:
    """On a phone that is confirmed for this person already."""
    page = one.open("/sign-in")
    fill(page, phone=number, pin=PIN)
    press(page, "main form[action='/sign-in'] button")


def sign_out(one: Phone) -> Page:
    page = one.open("/members/me")
    page.locator("form[action='/sign-out'] button").click()
    return page


def seller_of(server: Server, title: str) -> list[tuple[str]]:
    named = (
        "SELECT m.phone FROM storefront_product p JOIN members_person m ON m.id = p.seller_id "
        "WHERE p.title = ?"
    )
    return asked(server, named, title)


def test_a_session_that_ended_waits_for_its_owner_and_somebody_else_sees_and_sends_nothing(
    phone: Phones, server: Server, line: Line
) -> None:
    shared = phone("en-GB", url=line.url)
    sign_in(shared, FARMER)
    page = ready(shared, NEW).page
    line.cut()
    kept = offer(page, "Whose cherries")
    end_last_session(server)
    line.mend()
    send_now(page)
    assert becomes(page, "sign-in", kept["key"])["title"] == "Whose cherries"
    expect(page.locator("#waiting")).to_have_text("1 waiting")
    assert products(server, "Whose cherries") == []

    sign_in(shared, MANAGER)
    before = len(line.arrivals)
    shared.open(NEW)
    line.cut()
    offer(page, "The other's dates")
    assert [one["title"] for one in items(page)] == ["The other's dates"]
    line.mend()
    send_now(page)
    all_received(page, server, "The other's dates")
    truthful(page, server)
    assert kept["key"] not in [one[2] for one in line.arrivals[before:]]
    assert "Whose cherries" not in everything_kept(page)
    assert products(server, "Whose cherries") == []
    sign_out(shared).wait_for_url(lambda url: url.endswith("/"))

    sign_in_again(shared, FARMER)
    shared.open("/sync/")
    becomes(page, "received", kept["key"])
    truthful(page, server)
    assert seller_of(server, "Whose cherries") == [(f"+86{FARMER}",)]
    assert seller_of(server, "The other's dates") == [(f"+86{MANAGER}",)]


def with_another_secret(server: Server) -> None:
    assert server.end() == 0
    (server.instance / "secret.key").write_text("quite another secret, and long enough for all")
    server.start()


@pytest.fixture
def far_server(own_server: Server, own_line: Line) -> Server:
    own_server.start()
    own_line.start()
    return own_server


def test_a_deploy_with_another_secret_refuses_nothing_and_loses_nothing(
    phone: Phones, far_server: Server, own_line: Line
) -> None:
    """Neither what waits nor what is locked hangs on the key file beside the database."""
    farmer = phone("en-GB", url=own_line.url)
    sign_in(farmer, FARMER)
    page = ready(farmer, "/members/me", NEW).page
    own_line.cut()
    titles = ("Secret sloes 1", "Secret sloes 2")
    offer_all(farmer, titles[0])
    sign_out(farmer).wait_for_url("**/sync/#leave")
    page.locator("[data-do=leave-lock]").click()
    page.wait_for_url(lambda url: url.endswith("/"))
    own_line.mend()
    sign_in_again(farmer, FARMER)
    farmer.open(NEW)
    own_line.cut()
    offer_all(farmer, titles[1])
    with_another_secret(far_server)
    own_line.mend()
    farmer.open("/sync/")
    all_received(page, far_server, *titles)
    assert [len(products(far_server, title)) for title in titles] == [1, 1]


def test_a_guest_whose_first_answer_was_lost_is_the_same_guest_after_another_secret(
    phone: Phones, far_server: Server, own_line: Line
) -> None:
    """With the answer the cookie was lost: only the key tells whose it was."""
    farmer = phone("en-GB", url=own_line.url)
    sign_in(farmer, FARMER)
    product = sell(farmer, title="Guest's sloes")
    guest = ready(phone("en-GB", url=own_line.url))
    page = guest.open(f"/storefront/products/{product}")
    own_line.cut()
    order_here(page)
    own_line.choose = lambda one: "reset_after" if one.method == "POST" else None
    own_line.mend()
    guests = "SELECT DISTINCT owner FROM core_key WHERE owner LIKE 'v:%'"
    until(page, lambda: len(asked(far_server, guests)) == 1, "the first thing has arrived")
    with_another_secret(far_server)
    own_line.choose = lambda one: None
    guest.open("/sync/")
    send_now(page)
    until(page, lambda: {one["state"] for one in items(page)} == {"received"}, "all arrived")
    assert len(orders(far_server, product)) == 1
    assert len(asked(far_server, guests)) == 1


def test_two_taps_without_a_network_mean_one(phone: Phones, server: Server, line: Line) -> None:
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), NEW)
    page = farmer.page
    line.cut()
    compose(page, "Tapped twice")
    page.locator(PUT_IN_THE_SHOP).dblclick()
    page.wait_for_url("**/sync/**")
    listed(page, "Tapped twice")
    assert [one["title"] for one in items(page)] == ["Tapped twice"]
    line.mend()
    send_now(page)
    all_received(page, server, "Tapped twice")
    assert len(products(server, "Tapped twice")) == 1


def test_two_taps_without_script_mean_one(phone: Phones, server: Server, line: Line) -> None:
    farmer = phone("en-GB", who=FARMER, script=False, url=line.url)
    page = farmer.open(NEW)
    compose(page, "Tapped plainly")
    line.hold = 0.5
    line.fault("slow_after", path=NEW, times=2)
    page.locator(PUT_IN_THE_SHOP).dblclick()
    page.wait_for_url("**/own")
    assert len(products(server, "Tapped plainly")) == 1


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_enter_and_a_tap_mean_one(phone: Phones, server: Server, line: Line, script: bool) -> None:
    title = f"Entered and tapped {script}"
    farmer = phone("en-GB", who=FARMER, script=script, url=line.url)
    if script:
        ready(farmer)
    page = farmer.open(NEW)
    compose(page, title)
    line.hold = 3  # the tap must come before the answer, on a busy machine too
    line.fault("slow_after", path=NEW, times=2)
    page.locator("main [name=title]").focus()
    page.locator(PUT_IN_THE_SHOP).scroll_into_view_if_needed()
    box = page.locator(PUT_IN_THE_SHOP).bounding_box()
    assert box is not None
    # As fingers do: neither waits for what the other began.
    page.keyboard.press("Enter")
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    # The tap breaks off what Enter began, so there is not one navigation to wait for.
    until(page, lambda: page.url.endswith("/own"), "the product's page is here")
    assert len(products(server, title)) == 1


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_going_back_and_pressing_again_sells_nothing_twice(
    phone: Phones, server: Server, line: Line, script: bool
) -> None:
    title = f"Pressed again {script}"
    farmer = phone("en-GB", who=FARMER, script=script, url=line.url)
    if script:
        ready(farmer)
    page = farmer.open(NEW)
    compose(page, title)
    press(page, PUT_IN_THE_SHOP)
    page.wait_for_url("**/own")
    page.go_back()
    press(page, PUT_IN_THE_SHOP)
    expect(page.locator("main [name=title]")).to_have_value(title)
    assert len(products(server, title)) == 1
    compose(page, f"{title}, the small ones")
    press(page, PUT_IN_THE_SHOP)
    page.wait_for_url("**/own")
    assert len(products(server, title)) == 1
    assert len(products(server, f"{title}, the small ones")) == 1


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_going_back_and_pressing_again_orders_nothing_twice(
    phone: Phones, server: Server, line: Line, script: bool
) -> None:
    product = sell(phone("en-GB", who=FARMER, script=False), title=f"Ordered once {script}")
    buyer = phone("en-GB", who=BUYER, script=script, url=line.url)
    if script:
        ready(buyer)
    page = to_checkout(buyer, product)
    press(page, ORDER)
    page.wait_for_url("**/storefront/orders/*")
    page.go_back()
    if page.locator(ORDER).count():
        press(page, ORDER)
    assert len(orders(server, product)) == 1


def test_a_form_kept_from_earlier_is_one_thing_with_the_same_words_and_two_with_others(
    phone: Phones, server: Server, line: Line
) -> None:
    """Its key is baked in; without script nobody makes another."""
    farmer = phone("en-GB", who=FARMER, script=False, url=line.url)
    page = farmer.open(NEW)
    compose(page, "Kept form")
    fields: dict[str, str | float | bool] = dict(
        page.locator(f"form[action='{NEW}']").evaluate(
            "form => Array.from(new FormData(form)).filter(([, one]) => typeof one === 'string')"
        )
    )
    first, again, other = (
        farmer.context.request.post(line.url + NEW, form={**fields, "title": title})
        for title in ("Kept form", "Kept form", "Kept form, other words")
    )
    assert first.url == again.url != other.url
    assert len(products(server, "Kept form")) == 1
    assert len(products(server, "Kept form, other words")) == 1


def test_one_saved_form_takes_two_things_on_one_day_without_a_network(
    phone: Phones, server: Server, line: Line
) -> None:
    """Both come from the same saved page, with the same key baked in."""
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), NEW)
    page = farmer.page
    line.cut()
    offer_all(farmer, "Baked 1", "Baked 2", "Baked 2")
    line.mend()
    send_now(page)
    all_received(page, server, "Baked 1", "Baked 2", "Baked 2")
    assert len(products(server, "Baked 1")) == 1
    assert len(products(server, "Baked 2")) == 2, "twice the same words may be meant twice"
