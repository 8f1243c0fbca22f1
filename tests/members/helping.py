"""Acting for somebody, in one call each."""

from __future__ import annotations

import io
import re
import uuid
from typing import Any

from sqlalchemy import select

from blueprints.core.access import Viewer
from blueprints.core.db import session, writing
from blueprints.members import seeds, services
from blueprints.members.models import Device, Mandate, Person
from tests.page import Client, Page
from tests.photos import camera_jpeg
from tests.village import FARMER, MANAGER, Village

ALL = ("sell", "order")
GOODS = {"title": "土鸡蛋", "category": "fruit", "price": "1.50", "unit": "个", "stock": "30"}
SOUND = b"\x1aE\xdf\xa3" + bytes(400)


def helper(phone: str = MANAGER) -> Viewer:
    """As a request of theirs would know them."""
    person = session.get_one(Person, seeds.person_with(phone))
    device = session.scalars(select(Device)).first()
    assert device is not None
    return Viewer(person.id, person.name, uuid.uuid4(), device.id, frozenset({"manager"}))


def wish(phone: str = FARMER, **other: Any) -> services.MandateWish:
    told = {"scope": ALL, "days": 7, "how": "paper", "evidence": "evidence/x.webp", **other}
    return services.MandateWish(member_id=seeds.person_with(phone), **told)


def take(phone: str = FARMER, by: str = MANAGER, key: uuid.UUID | None = None) -> Mandate:
    with writing():
        return services.take_mandate(
            helper=helper(by), wish=wish(phone), offered=ALL, key=key or uuid.uuid4()
        )


def ask(client: Client, member_id: uuid.UUID, *, how: str = "pin", **other: Any) -> Page:
    """Through the form."""
    proofs = {
        "paper": {"paper": (io.BytesIO(camera_jpeg()), "paper.jpg")},
        "voice": {"voice": (io.BytesIO(SOUND), "voice.webm")},
        "pin": {"pin": "246810"},
    }
    page = client.get(f"/members/helping/{member_id}")
    typed = {"scope": list(ALL), "days": "7", "how": how, **proofs[how], **other}
    return client.submit(page, **typed)


def begin(client: Client, member_id: uuid.UUID, **other: Any) -> Page:
    """Asked and begun; the page that says for whom. Its `id` is the mandate's."""
    asked = ask(client, member_id, **other)
    assert asked.status_code == 303, asked.words[:400]
    return client.follow(client.submit(client.follow(asked), to="/acting"))


def mandate_of(page: Page) -> str:
    found = re.search(r"/members/mandates/([\w-]+)", page.text)
    assert found
    return found[1]


def alone(village: Village) -> uuid.UUID:
    """The member without a phone."""
    found = select(Person.id).where(Person.phone.is_(None))
    with village.app.app_context():
        one = session.scalars(found).one()
        session.remove()
    return one
