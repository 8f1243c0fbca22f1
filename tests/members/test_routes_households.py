"""Households, consents and look-ups as people meet them, without script."""

from __future__ import annotations

from collections.abc import Callable

from tests.page import Client
from tests.village import FARMER, MANAGER, NEIGHBOUR, OFFICER

OPEN = Callable[..., Client]
HOME, CONSENTS, LOOKUPS = "/members/me/household", "/members/me/consents", "/members/lookups"


def test_two_live_together_one_agrees_and_an_officer_looks(client: OPEN) -> None:
    farmer, neighbour, officer = client(FARMER), client(NEIGHBOUR), client(OFFICER)
    page = farmer.follow(farmer.submit(farmer.get(HOME), kind="poverty_edge"))
    page = farmer.follow(farmer.submit(page, phone=NEIGHBOUR, kinship="child"))
    assert "13800000004" in page.words
    asked = neighbour.get(HOME)
    assert "柳大田 asks" in asked.words
    joined = neighbour.follow(neighbour.submit(asked, to="", outcome="accept"))
    assert "Son or daughter of 柳大田" in joined.words

    refused = officer.submit(officer.get(LOOKUPS), phone=FARMER)
    assert (refused.status_code, "Nothing to see" in refused.words) == (404, True)
    given = farmer.follow(farmer.submit(farmer.get(CONSENTS), to="/subsidy", outcome="give"))
    assert given.one(data_consent="subsidy").get("data-state") == "given"
    looked = officer.submit(officer.get(LOOKUPS), phone=FARMER)
    assert looked.status_code == 303
    seen = officer.follow(looked)
    assert seen.h1 == "Household at the edge of poverty"
    assert "柳大田" in seen.words
    assert "柳春生" not in seen.words
    assert "One more lives there" in seen.words

    assert "方明礼" in farmer.get("/members/me/data/lookups").words
    back = farmer.follow(farmer.submit(given, to="/subsidy", outcome="withdraw"))
    assert back.one(data_consent="subsidy").get("data-state") == "none"
    assert officer.get(looked.headers["Location"]).status_code == 404


def test_taking_back_the_household_is_leaving_it(client: OPEN) -> None:
    farmer = client(FARMER)
    farmer.submit(farmer.get(HOME), kind="ordinary")
    page = farmer.get(CONSENTS)
    farmer.submit(page, to="/household", outcome="withdraw")
    assert farmer.get(HOME).form("kind")
    again = farmer.post(f"{CONSENTS}/household", data={"outcome": "give"})
    assert again.status_code == 422


def test_refused_forms_keep_what_was_typed(client: OPEN) -> None:
    farmer = client(FARMER)
    assert farmer.submit(farmer.get(HOME)).status_code == 422
    page = farmer.follow(farmer.submit(farmer.get(HOME), kind="ordinary"))
    bad = farmer.submit(page, phone="12", kinship="parent")
    assert bad.status_code == 422
    form = bad.form("phone", "kinship")
    assert form.one("input", name="phone").get("value") == "12"
    own = farmer.submit(page, phone=FARMER, kinship="parent")
    assert (own.status_code, "nobody is their own relative" in own.words) == (422, True)


def test_a_made_up_answer_is_refused(client: OPEN) -> None:
    farmer = client(FARMER)
    path = f"{HOME}/invitations/00000000-0000-7000-8000-000000000000"
    for outcome in ("maybe", "accept", "decline", "take_back", ""):
        assert farmer.post(path, data={"outcome": outcome}).status_code == 404
    assert farmer.post(f"{CONSENTS}/subsidy", data={"outcome": "maybe"}).status_code == 422
    assert farmer.post(f"{CONSENTS}/anything", data={"outcome": "give"}).status_code == 404
    assert client(MANAGER).get(LOOKUPS).status_code == 403
