"""Everybody at once: each identity of the matrix, signed in, on one remembered village."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import url_for

from blueprints.core.db import db, writing
from blueprints.core.generation import public_changed
from blueprints.core.ids import as_uuid
from tests.architecture.matrix import IDENTITIES, Case, Things
from tests.conftest import House
from tests.databases import SqliteDatabase
from tests.page import Client, Page
from tests.village import FARMER, Village


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
    assert isinstance(house.database, SqliteDatabase)
    with house.app.app_context():
        engine = db.engine
    house.database.remember(engine)
    cookies = {name: dict(client._cookies or {}) for name, client in clients.items()}
    yield Crowd(house, clients, Things(village, guest_order), cookies)
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
