"""Vouchers as people meet them, without script."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.page import Client, Page
from tests.village import BUYER, FARMER, MANAGER, OFFICER, PIN, Village

OPEN = Callable[..., Client]
NEW = {"phone": "139 1234 5678", "name": "田新", "pin": "739205"}


def desk(village: Village) -> str:
    return f"/members/organisations/{village.organisation()}/vouchers"


def printed(leader: Client, village: Village, **wish: str) -> Page:
    return leader.follow(leader.submit(leader.get(desk(village)), **{"count": "1", **wish}))


def link_on(sheet: Page) -> str:
    found = [one for one in sheet.links if "/v/" in one]
    assert found, sheet.words
    return found[0].partition("localhost")[2]


def test_a_leader_prints_eight_and_a_newcomer_comes_in(client: OPEN, village: Village) -> None:
    leader, stranger = client(MANAGER), client()
    assert desk(village) in leader.get("/members/me").links
    sheet = printed(leader, village, count="8")
    assert len([one for one in sheet.links if "/v/" in one]) == 8
    assert len(sheet.all("svg", class_="qr")) == 8
    assert (sheet.headers["X-Offline"], sheet.headers["Cache-Control"]) == (
        "never",
        "private, no-store",
    )
    page = stranger.get(link_on(sheet))
    assert page.h1 == "Liushu Cooperative invites you"
    assert page.headers["X-Offline"] == "never"
    arrived = stranger.submit(page, **NEW)
    assert (arrived.status_code, arrived.headers["Location"]) == (303, "/members/me")
    me = stranger.get("/members/me")
    assert me.h1 == "田新"
    assert "Liushu Cooperative" in me.words
    listed = leader.get(desk(village))
    assert listed.words.count("Take it back") == 7
    assert "A new member · 田新" in listed.words


def test_the_link_is_short_enough_to_type(client: OPEN, village: Village) -> None:
    sheet = printed(client(MANAGER), village)
    typed = link_on(sheet).lower()
    groups = [one.text for one in sheet.all("b") if one.text.count("-") == 3]
    assert len(groups) == 1
    for way in (typed, f"/v/{groups[0]}"):
        assert client().get(way).h1 == "Liushu Cooperative invites you"


def test_sent_again_with_its_key_it_is_the_same_sheet(client: OPEN, village: Village) -> None:
    leader, key = client(MANAGER), str(uuid.uuid4())
    sent = {"kind": "member", "count": "3", "key": key}
    first, second = (leader.post(desk(village), data=sent) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert link_on(leader.follow(first)) == link_on(leader.follow(second))
    assert leader.get(desk(village)).words.count("Take it back") == 3


def test_used_or_over_is_one_clear_sentence(
    client: OPEN, village: Village, clock_at: Callable[[datetime], datetime]
) -> None:
    start = clock_at(datetime(2026, 11, 22, 8, 0, tzinfo=UTC))
    leader = client(MANAGER)
    link, other = (link_on(printed(leader, village)) for _ in range(2))
    stranger = client()
    page = stranger.get(link)
    stranger.submit(page, **NEW)
    for answer in (client().get(link), client().submit(page, **{**NEW, "phone": "13912345679"})):
        assert answer.status_code == 410
        assert "has been used" in answer.words
    clock_at(start + timedelta(days=1))
    late = client().get(other)
    assert (late.status_code, "the day is over" in late.words) == (410, True)
    assert client().get("/v/0000-0000-0000-0000").status_code == 404


def test_another_number_is_told_so_and_keeps_what_was_typed(client: OPEN, village: Village) -> None:
    link = link_on(printed(client(MANAGER), village, phone=NEW["phone"], name=NEW["name"]))
    stranger = client()
    page = stranger.get(link)
    assert "139 **** 5678" in page.words
    assert "13912345678" not in page.text
    refused = stranger.submit(page, phone=BUYER, name="江望舒", pin="739205")
    assert refused.status_code == 422
    assert "for another mobile number" in refused.words
    assert refused.form("phone").all("input", name="phone")[0].get("value") == BUYER
    assert "739205" not in refused.text


def test_an_account_that_is_there_keeps_its_pin(client: OPEN, village: Village) -> None:
    link = link_on(printed(client(MANAGER), village))
    buyer = client()
    refused = buyer.submit(buyer.get(link), phone=BUYER, name="江望舒", pin="739205")
    assert refused.status_code == 422
    assert "has an account already" in refused.words
    arrived = buyer.submit(refused, phone=BUYER, name="江望舒", pin=PIN)
    assert arrived.status_code == 303
    assert "Liushu Cooperative" in buyer.get("/members/me").words


def test_a_forgotten_pin_is_chosen_anew(client: OPEN, village: Village) -> None:
    link = link_on(printed(client(MANAGER), village, kind="pin", phone=FARMER))
    farmer = client()
    page = farmer.get(link)
    assert page.h1 == "Choose a new PIN"
    assert not page.all("input", name="name")
    arrived = farmer.submit(page, phone=FARMER, pin="739205")
    assert arrived.status_code == 303
    assert farmer.get("/members/me").h1 == "柳大田"


def test_a_new_pin_without_a_number_is_asked_for_it(client: OPEN, village: Village) -> None:
    leader = client(MANAGER)
    refused = leader.submit(leader.get(desk(village)), kind="pin", count="1")
    assert refused.status_code == 422
    assert "the mobile number that the new PIN is for" in refused.words
    bad = leader.submit(leader.get(desk(village)), kind="king", count="many", phone="12", name="?")
    assert bad.status_code == 422
    assert len(bad.one("ul", class_="problems").all("li")) == 4


def test_the_officer_makes_only_vouchers_for_who_leads(client: OPEN, village: Village) -> None:
    officer = client(OFFICER)
    page = officer.get(desk(village))
    assert [one.get("value") for one in page.all("input", name="kind")] == ["lead", "pin"]
    refused = officer.submit(page, kind="lead", role="manager", count="1")
    assert refused.status_code == 409
    assert "Somebody holds this role already" in refused.words


def test_taking_one_back(client: OPEN, village: Village) -> None:
    leader = client(MANAGER)
    link = link_on(printed(leader, village))
    done = leader.submit(leader.get(desk(village)), to="/withdrawal")
    assert "taken back" in leader.follow(done).words
    assert client().get(link).status_code == 410


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_the_sheet_speaks_the_leaders_language(client: OPEN, village: Village, locale: str) -> None:
    sheet = printed(client(MANAGER, locale), village)
    assert {"zh": "柳树合作社", "en": "Liushu Cooperative"}[locale] in sheet.words
