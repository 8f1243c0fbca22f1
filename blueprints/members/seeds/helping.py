"""A member without a phone, whom the manager of Shiqiao acts for. She, too, lives nowhere."""

from __future__ import annotations

import hashlib
import io
import uuid
from datetime import datetime, timedelta

from PIL import Image, ImageDraw
from sqlalchemy import select
from sqlalchemy.orm import Session

from blueprints.core.storage import storage
from blueprints.members.models import Act, Consent, Device, Mandate, Membership, Person, Role
from blueprints.members.seeds.names import id_for

NAME = "石阿婆"
EVIDENCE = "evidence/0000000000000000000000000000d3e0.webp"


def plant_helping(
    live: Session,
    start: datetime,
    organisation: uuid.UUID,
    helper: uuid.UUID,
    place: uuid.UUID,
) -> None:
    """She belongs, signed a paper, and something was put in the shop for her, and out again."""
    joined, since = start - timedelta(days=400), start - timedelta(days=2)
    member = Person(id=id_for(joined, "person", NAME), name=NAME, place_id=place, joined_at=joined)
    belongs = Membership(
        id=id_for(joined, "membership", NAME),
        person_id=member.id,
        organisation_id=organisation,
        since=joined,
    )
    for row in (member, belongs):
        live.add(row)
        live.flush()
    role = live.scalars(select(Role).where(Role.person_id == helper, Role.name == "manager")).one()
    mandate = Mandate(
        id=id_for(since, "mandate", NAME),
        key=id_for(since, "mandate key", NAME),
        member_id=member.id,
        helper_id=helper,
        organisation_id=organisation,
        role_id=role.id,
        membership_id=belongs.id,
        scope=["order", "sell"],
        how="paper",
        evidence=EVIDENCE,
        since=since,
        until=since + timedelta(days=28),
    )
    live.add_all([mandate, _consent(mandate)])
    live.flush()
    _put_in_the_shop_and_out(live, start - timedelta(days=1), mandate)
    storage().put(EVIDENCE, _paper(), "image/webp")


def _consent(mandate: Mandate) -> Consent:
    return Consent(
        id=id_for(mandate.since, "consent", NAME),
        key=mandate.key,
        person_id=mandate.member_id,
        purpose="help",
        how=mandate.how,
        by=mandate.helper_id,
        given_at=mandate.since,
    )


def _put_in_the_shop_and_out(live: Session, at: datetime, mandate: Mandate) -> None:
    device = Device(
        id=id_for(at, "device", NAME),
        token_hash=hashlib.sha256(b"nobody knows this token").hexdigest(),
        label="Android · Chrome",
        first_seen_at=at,
    )
    live.add(device)
    live.flush()
    live.add(
        Act(
            id=id_for(at, "act", NAME),
            key=id_for(at, "act key", NAME),
            mandate_id=mandate.id,
            member_id=mandate.member_id,
            helper_id=mandate.helper_id,
            device_id=device.id,
            kind="storefront.product_listed",
            subject_id=None,
            sentence="Put “%(title)s” in the shop, at %(price)s.",
            params={"title": "石桥土鸡蛋", "price": "¥1.50"},
            location="/storefront/",
            receipt="paper",
            at=at,
            undone_at=at + timedelta(hours=2),
            undone_by=mandate.helper_id,
        )
    )


def _paper() -> bytes:
    """A sheet with lines, and a thumb's print in red: nothing to read, since nobody signed."""
    sheet = Image.new("RGB", (320, 440), "#fdfbf3")
    pen = ImageDraw.Draw(sheet)
    for y in range(60, 320, 32):
        pen.line((36, y, 284 - (y * 7) % 60, y), fill="#555555", width=2)
    for r in range(4, 26, 4):
        pen.ellipse((230 - r, 372 - r * 1.3, 230 + r, 372 + r * 1.3), outline="#b83a2a", width=2)
    body = io.BytesIO()
    sheet.save(body, "WEBP", quality=60)
    return body.getvalue()
