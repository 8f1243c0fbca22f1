"""Browsers and sessions: who is known where, since when, until when."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session as LiveSession

from blueprints.core import clock, events, ids, keys
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members import rules
from blueprints.members.models import Confirmation, Device, Session


@dataclass(frozen=True)
class Browser:
    """What a request tells about where it comes from. `visitor` is the name of its visitor."""

    device_token: str | None
    session_token: str | None
    label: str
    visitor: str | None


@dataclass(frozen=True)
class KnownDevice:
    id: uuid.UUID
    token: str


def known_device(live: LiveSession, browser: Browser) -> KnownDevice | None:
    mark = rules.token_mark(browser.device_token)
    if mark is None or browser.device_token is None:
        return None
    device_id = live.scalar(select(Device.id).where(Device.token_hash == mark))
    return KnownDevice(device_id, browser.device_token) if device_id else None


def device_of(live: LiveSession, browser: Browser) -> KnownDevice:
    """The browser's own device, or a new one: its token goes into a cookie."""
    known = known_device(live, browser)
    if known is not None:
        return known
    token, device_id = rules.new_token(), ids.uuid7()
    mark = rules.token_mark(token)
    live.add(Device(id=device_id, token_hash=mark, label=browser.label[:60]))
    live.flush()
    return KnownDevice(device_id, token)


def is_confirmed(
    live: LiveSession, device: KnownDevice | None, person_id: uuid.UUID | None
) -> bool:
    if device is None or person_id is None:
        return False
    asked = select(Confirmation.id).where(
        Confirmation.device_id == device.id,
        Confirmation.person_id == person_id,
        Confirmation.ended_at.is_(None),
    )
    return live.scalar(asked) is not None


def confirm(live: LiveSession, device: KnownDevice, person_id: uuid.UUID, by: str) -> None:
    if not is_confirmed(live, device, person_id):
        live.add(Confirmation(device_id=device.id, person_id=person_id, by=by))
        live.flush()


def start_session(
    live: LiveSession, device: KnownDevice, person_id: uuid.UUID, browser: Browser
) -> str:
    """Always a new token. Whoever was signed in on this browser no longer is."""
    end_sessions_on(live, device.id, browser.session_token)
    token, now = rules.new_token(), clock.now()
    live.add(
        Session(
            person_id=person_id,
            device_id=device.id,
            token_hash=rules.token_mark(token),
            started_at=now,
            seen_on=clock.local(now).date(),
        )
    )
    live.flush()
    if browser.visitor:
        keys.adopt(live, f"v:{browser.visitor}", f"m:{person_id.hex}")
    events.announce("members.signed_in", live=live, visitor=browser.visitor, member_id=person_id)
    return token


def open_session(live: LiveSession, device_id: uuid.UUID, person_id: uuid.UUID) -> Session | None:
    asked = select(Session).where(Session.device_id == device_id, Session.person_id == person_id)
    return live.scalars(asked.where(Session.ended_at.is_(None)).limit(1)).first()


def sign_out(session_token: str | None) -> None:
    """The device stays confirmed: next time the PIN is enough."""
    mark = rules.token_mark(session_token)
    still = update(Session).where(Session.token_hash == mark, Session.ended_at.is_(None))
    session.execute(still.values(ended_at=clock.now()))


def sign_out_device(member_id: uuid.UUID, device_id: uuid.UUID) -> None:
    """End this person's session and confirmation there; others who share it stay. NotFound."""
    ever = select(Confirmation.id).where(
        Confirmation.device_id == device_id, Confirmation.person_id == member_id
    )
    if session.scalar(ever.limit(1)) is None:
        raise NotFound
    now = clock.now()
    for table in (Confirmation, Session):
        session.execute(
            update(table)
            .where(table.device_id == device_id, table.person_id == member_id)
            .where(table.ended_at.is_(None))
            .values(ended_at=now)
        )


def end_sessions_on(live: LiveSession, device_id: uuid.UUID, session_token: str | None) -> None:
    mark = rules.token_mark(session_token)
    here = or_(Session.device_id == device_id, Session.token_hash == mark)
    live.execute(
        update(Session).where(here, Session.ended_at.is_(None)).values(ended_at=clock.now())
    )
