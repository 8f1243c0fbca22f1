"""Handing a role over as people meet it, without script."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from tests.page import Client
from tests.village import FARMER, MANAGER, OFFICER, TREASURER, Village

OPEN = Callable[..., Client]


def test_the_manager_asks_and_the_farmer_says_yes(client: OPEN, village: Village) -> None:
    manager, farmer = client(MANAGER), client(FARMER)
    here = f"/members/organisations/{village.organisation()}/roles"
    assert here in manager.get("/members/me").links
    asked = manager.submit(manager.get(here), role="manager", phone=FARMER)
    assert "Offered, and not answered yet" in manager.follow(asked).words
    page = farmer.get(farmer.get("/members/me").link("/members/offers/"))
    assert "周禾秀" in page.words
    done = farmer.submit(page, outcome="accept")
    assert "Manager · Liushu Cooperative" in farmer.follow(done).words
    assert manager.get(here).status_code == 404
    public = client().get(f"/members/organisations/{village.organisation()}")
    assert "柳大田" in public.words
    assert farmer.get(page.request.path).status_code == 404


def test_a_number_that_is_not_here_is_named_at_its_field(client: OPEN, village: Village) -> None:
    treasurer = client(TREASURER)
    page = treasurer.get(f"/members/organisations/{village.organisation()}/roles")
    assert [one.get("value") for one in page.all("option")] == ["treasurer"]
    refused = treasurer.submit(page, role="treasurer", phone="13912345678")
    assert refused.status_code == 422
    assert "First they become a member" in refused.words


def test_the_officer_sees_who_leads(client: OPEN, village: Village) -> None:
    officer = client(OFFICER)
    page = officer.get(officer.get("/members/organisations").link("/members/organisations/"))
    assert page.status_code == 200
    roles = officer.get(f"/members/organisations/{village.organisation()}/roles")
    assert "周禾秀" in roles.words
    assert not roles.all("input", name="phone")


def test_the_command_prints_a_link_that_opens(app: Flask, client: OPEN) -> None:
    run = app.test_cli_runner()
    said = run.invoke(args=["members", "recover", "--phone", OFFICER]).output
    officer = client()
    page = officer.get("/v/" + said.strip().rpartition("/")[2])
    assert page.h1 == "Choose a new PIN"
    arrived = officer.submit(page, phone=OFFICER, pin="739205")
    assert officer.follow(arrived).h1 == "方明礼"
