"""Asking and answering a correction as people meet it, without script."""

from __future__ import annotations

from collections.abc import Callable

from tests.page import Client
from tests.village import FARMER, MANAGER, PLATFORM, Village

OPEN = Callable[..., Client]
OWN = "/members/me/corrections"


def test_it_goes_to_the_desk_and_the_answer_comes_back(client: OPEN, village: Village) -> None:
    farmer, manager = client(FARMER), client(MANAGER)
    page = farmer.get(farmer.get("/members/me/data").link(OWN))
    asked = farmer.submit(page, to=OWN, subject="other", told="名字里的字写错了。")
    assert "Waits for their answer" in farmer.follow(asked).words
    assert manager.get("/sync/me").json["waiting"]["desk"] == 2  # and one who asks to join
    desk = manager.get("/members/desk")
    assert "1 person asks that something be put right" in desk.words
    at = f"/members/organisations/{village.organisation()}/corrections"
    there = manager.get(desk.link(at))
    assert "名字里的字写错了。" in there.words
    wish = there.one("li", data_wish=True).get("data-wish")
    bare = manager.post(f"{at}/{wish}", data={"outcome": "refuse", "reason": ""})
    assert bare.status_code == 422
    assert "Please write why" in bare.words
    done = manager.post(f"{at}/{wish}", data={"outcome": "refuse", "reason": "没有错。"})
    assert "Left as it is" in manager.follow(done).words
    told = farmer.get(OWN).words
    assert "Left as it is" in told
    assert "没有错。" in told
    assert manager.get("/sync/me").json["waiting"]["desk"] == 1


def test_what_is_missing_is_said_at_its_field_and_words_are_kept(client: OPEN) -> None:
    farmer = client(FARMER)
    for told, words in (
        ({"subject": "joined", "day": "gestern", "told": "很早"}, "Please give the day"),
        ({"subject": "other", "told": ""}, "Please write what is wrong"),
        ({"subject": "other", "told": "x" * 301}, "300"),
        ({"subject": "joined", "organisation": "nobody"}, "Please choose who holds it"),
    ):
        page = farmer.submit(farmer.get(OWN), to=OWN, **told)
        assert page.status_code == 422
        assert words in page.words
    assert "Waits for their answer" not in farmer.get(OWN).words


def test_a_day_is_changed_by_the_leader_with_one_button(client: OPEN, village: Village) -> None:
    farmer, manager = client(FARMER), client(MANAGER)
    asked = farmer.submit(farmer.get(OWN), to=OWN, subject="joined", day="2019-03-01")
    assert asked.status_code == 303
    at = f"/members/organisations/{village.organisation()}/corrections"
    page = manager.get(at)
    assert "Change the day" in page.words
    wish = page.one("li", data_wish=True).get("data-wish")
    assert manager.post(f"{at}/{wish}", data={"outcome": "done"}).status_code == 303
    assert "1 Mar 2019" in farmer.get("/members/me").words


def test_whoever_is_known_to_nobody_is_told_so(client: OPEN) -> None:
    assert "No cooperative and no office" in client(PLATFORM).get(OWN).words
