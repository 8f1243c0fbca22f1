"""Everybody at once: each identity of the matrix, signed in, on one remembered village."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import url_for
from sqlalchemy import select, text

from blueprints.core import clock
from blueprints.core.db import db, writing
from blueprints.core.generation import public_changed
from blueprints.core.ids import as_uuid
from blueprints.storefront.models import Product
from tests.architecture.matrix import IDENTITIES, Case, Things
from tests.conftest import House
from tests.databases import SqliteDatabase
from tests.page import Client, Page
from tests.village import FARMER, NEIGHBOUR, SHIQIAO_FARMER, Village


@dataclass
class Crowd:
    """`ask(case, "farmer")` sends that case's request as that identity."""

    house: House
    clients: dict[str, Client]
    things: Things
    cookies: dict[str, dict[Any, Any]]

    def ask(self, case: Case, identity: str, locale: str = "en", **more: Any) -> Page:
        return self.send(self.request(case), identity, locale, **more)

    def request(self, case: Case) -> dict[str, Any]:
        """Made once where it is sent twice: what it does may change which thing it would name."""
        sent = {"data": case.data(self.things)} if case.method == "POST" else {}
        return {"path": self.path(case), "method": case.method, **sent}

    def send(self, request: dict[str, Any], identity: str, locale: str = "en", **more: Any) -> Page:
        client = self.clients[identity]
        client.environ_base["HTTP_ACCEPT_LANGUAGE"] = locale
        return client.open(**{**request, **more})

    def path(self, case: Case) -> str:
        with self.house.app.test_request_context():
            return url_for(case.endpoint, **case.arguments(self.things))

    def forget_pages(self) -> None:
        """So that the next page does not come from memory."""
        with self.house.app.app_context(), writing() as live:
            public_changed(live)

    def begin_again(self) -> None:
        """As everybody had just signed in."""
        self.house.begin_again()
        for name in self.clients:
            self.sign_in_again(name)

    def sign_in_again(self, identity: str) -> None:
        """With the cookies of the beginning: signing out, too, may be sent twice."""
        self.clients[identity]._cookies = dict(self.cookies[identity])


@pytest.fixture(scope="module")
def crowd(house: House) -> Iterator[Crowd]:
    house.begin_again()
    village = Village(house.app)
    clients = {name: _enter(house, phone) for name, phone in IDENTITIES.items()}
    _enter(house, FARMER)  # the farmer's other phone, which `device(FARMER)` names
    guest_order = _order_as_guest(clients["visitor"], village)
    sheet, token = _print_vouchers(clients["manager"], village)
    clients["manager"].post("/members/me/household", data={"kind": "demonstration"})
    invitation = _ask_into_a_household(_enter(house, NEIGHBOUR), house)
    offer = _offer_role(clients, village)
    places = _send_places(clients["officer"], village)
    wish = _ask_correction(clients["farmer"], house)
    shared = _buy_together(clients, village)
    hidden = _hide_product(clients["manager"], village)
    assert isinstance(house.database, SqliteDatabase)
    with house.app.app_context():
        engine = db.engine
    house.database.remember(engine)
    cookies = {name: dict(client._cookies or {}) for name, client in clients.items()}
    things = Things(
        village, guest_order, sheet, token, invitation, offer, places, wish, *shared, hidden
    )
    yield Crowd(house, clients, things, cookies)
    house.database.forget(engine)


def _enter(house: House, phone: str | None) -> Client:
    client = Client(house.app, Page)
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    if phone:
        client.sign_in(phone)
    return client


def _order_as_guest(client: Client, village: Village) -> Any:
    product = str(village.product(FARMER))
    client.post("/storefront/basket", data={"product": product, "quantity": "1"})
    checkout = client.get("/storefront/checkout")
    placed = client.submit(
        checkout, to="/storefront/checkout", name="Guest", phone="13900000000", address="Village"
    )
    assert placed.status_code == 303, placed.words[:400]
    client.post("/storefront/basket", data={"product": product, "quantity": "2"})
    return as_uuid(placed.headers["Location"].rpartition("/")[2])


def _print_vouchers(client: Client, village: Village) -> tuple[Any, str]:
    at = f"/members/organisations/{village.organisation()}/vouchers"
    printed = client.submit(client.get(at), kind="member", count="2")
    assert printed.status_code == 303, printed.words[:400]
    sheet = client.follow(printed)
    found = [link for link in sheet.links if "/v/" in link]
    return as_uuid(printed.headers["Location"].rpartition("/")[2]), found[0].rpartition("/")[2]


def _ask_into_a_household(client: Client, house: House) -> Any:
    """The neighbour lives here, has agreed that an officer looks, and asks the farmer in."""
    home = "/members/me/household"
    client.post(home, data={"kind": "ordinary"})
    client.post("/members/me/consents/subsidy", data={"outcome": "give"})
    asked = client.post(f"{home}/invitations", data={"phone": FARMER, "kinship": "sibling"})
    assert asked.status_code == 303, asked.words[:400]
    with house.app.app_context(), db.engine.connect() as connection:
        found = text("SELECT id FROM members_housemate WHERE person_id IS NULL")
        return as_uuid(str(uuid.UUID(connection.execute(found).scalar_one())))


def _ask_correction(client: Client, house: House) -> Any:
    page = client.get("/members/me/corrections")
    told = {"subject": "joined", "day": "2020-05-01", "told": ""}
    asked = client.submit(page, to="/members/me/corrections", **told)
    assert asked.status_code == 303, asked.words[:400]
    with house.app.app_context(), db.engine.connect() as connection:
        found = text("SELECT id FROM members_correction_request")
        return as_uuid(str(uuid.UUID(connection.execute(found).scalar_one())))


def _hide_product(client: Client, village: Village) -> Any:
    """The farmer's newest, sold through the cooperative."""
    theirs = Product.seller_id == village.person(FARMER)
    through = Product.organisation_id == village.organisation()
    asked = select(Product.id).where(theirs, through).order_by(Product.id.desc())
    product = village.first(asked)
    done = client.post(f"/storefront/products/{product}/hiding", data={"reason": "照片不对。"})
    assert done.status_code == 303, done.words[:400]
    return product


def _send_places(client: Client, village: Village) -> Any:
    """With a right row and a wrong one."""
    body = io.BytesIO("990101101204,北坡村\n12,\nx,无码村\n".encode())
    county = str(village.place("Qinghe"))
    sent = client.post(
        "/members/places/list", data={"county": county, "list": (body, "places.csv")}
    )
    assert sent.status_code == 303, sent.words[:400]
    return as_uuid(sent.headers["Location"].rpartition("/")[2])


def _buy_together(clients: dict[str, Client], village: Village) -> tuple[Any, Any]:
    """The buyer opens a group order of the farmer's; the visitor has joined. The farmer makes an
    offer, on something else, that is still to come.
    """
    offers = f"/storefront/products/{village.products(FARMER)[1]}/offers"
    form, soon = clients["farmer"].get(offers), f"{clock.now() + timedelta(days=2):%Y-%m-%dT%H:%M}"
    made = clients["farmer"].submit(form, to="/offers", price="0.10", starts_at=soon)
    assert made.status_code == 303, made.words[:400]
    at = f"/storefront/products/{village.product(FARMER)}/together"
    form = clients["buyer"].get(at)
    opened = clients["buyer"].submit(form, to="/together", least="3", handed_out="村口")
    assert opened.status_code == 303, opened.words[:400]
    group = opened.headers["Location"].split("/")[-2]
    visitor = clients["visitor"]
    page = visitor.get(f"/storefront/together/{group}/shares")
    joined = visitor.submit(page, to="/shares", name="Guest", phone="13900000000", quantity="3")
    share = visitor.follow(joined).one("section", data_share=True).get("data-share")
    return as_uuid(group), as_uuid(share)


def _offer_role(clients: dict[str, Client], village: Village) -> Any:
    at = f"/members/organisations/{village.organisation('Shiqiao Cooperative')}/roles"
    leader, other = clients["shiqiao_manager"], clients["shiqiao_farmer"]
    asked = leader.submit(leader.get(at), to="/roles", role="manager", phone=SHIQIAO_FARMER)
    assert asked.status_code == 303, asked.words[:400]
    return as_uuid(other.get("/members/me").link("/members/offers/").rpartition("/")[2])
