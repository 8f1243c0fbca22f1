"""A leader's desk: what waits, counted also in the bar."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest

from blueprints.members import queries, services
from tests.members.test_queries import statements
from tests.page import Client
from tests.village import BUYER, FARMER, MANAGER, OTHER_BUYER, SHIQIAO_MANAGER, TREASURER, Village

OPEN = Callable[..., Client]


def ask(phone: str) -> None:
    services.ask_to_join(
        person_id=queries.person_with(phone),
        organisation_id=queries.organisation_with("Liushu Cooperative"),
        note="",
        key=uuid.uuid4(),
    )


def waiting(phone: str) -> list[int]:
    return [place.waiting for place in queries.desk(queries.person_with(phone))]


@pytest.mark.usefixtures("live")
def test_both_leaders_see_who_waits_and_nobody_else_does() -> None:
    ask(BUYER)
    assert waiting(MANAGER) == waiting(TREASURER) == [2]
    assert waiting(SHIQIAO_MANAGER) == [0]
    assert waiting(FARMER) == []


@pytest.mark.usefixtures("live")
def test_a_desk_asks_the_same_for_one_and_for_many() -> None:
    manager, counts = queries.person_with(MANAGER), []
    for phone in ("", BUYER, OTHER_BUYER):
        ask(phone) if phone else None
        with statements() as asked:
            queries.desk(manager)
        counts.append(len(asked))
    assert set(counts) == {5}


def test_the_desk_leads_to_the_answer_and_the_bar_counts(client: OPEN, village: Village) -> None:
    manager, farmer = client(MANAGER), client(FARMER)
    assert "/members/desk" in manager.get("/members/me").links
    assert "/members/desk" not in farmer.get("/members/me").links
    assert farmer.get("/members/desk").status_code == 403
    desk = manager.get("/members/desk")
    assert "1 person asks to join" in desk.words
    at = f"/members/organisations/{village.organisation()}"
    asking = manager.get(desk.link(f"{at}/admissions"))
    assert manager.get("/sync/me").json["waiting"]["desk"] == 1
    assert farmer.get("/sync/me").json["waiting"]["desk"] == 0
    member = asking.one("li", data_member=True).get("data-member")
    done = manager.post(f"{at}/admissions", data={"member": member, "outcome": "admit"})
    assert "Nobody is waiting" in manager.follow(done).words
    assert manager.get("/sync/me").json["waiting"]["desk"] == 0
    assert "Nobody waits" in manager.get("/members/desk").words
