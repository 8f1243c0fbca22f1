"""Who stands at the gate: the member behind a session, the code a browser waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import literal, select, union_all

from blueprints.core import clock
from blueprints.core.access import Viewer
from blueprints.core.db import session
from blueprints.members import rules
from blueprints.members.models import Closing, Code, Device, Membership, Person, Role, Session


@dataclass(frozen=True)
class PendingCode:
    """`phone` with its middle hidden; `shown` is the code itself, in the demo only."""

    phone: str
    shown: str | None
    expires_at: datetime


def viewer_of(token: str) -> Viewer | None:
    """The member whose browser holds this token, if the session is open and not forgotten."""
    mark = rules.token_mark(token)
    if mark is None:
        return None
    oldest = clock.local(clock.now()).date() - timedelta(days=rules.SESSION_DAYS)
    row = session.execute(
        select(Session.id, Session.device_id, Person.id.label("person_id"), Person.name)
        .join(Person, Person.id == Session.person_id)
        .where(Session.token_hash == mark, Session.ended_at.is_(None), Session.seen_on >= oldest)
    ).first()
    if row is None:
        return None
    held = union_all(
        select(Role.name).where(Role.person_id == row.person_id, Role.ended_at.is_(None)),
        select(literal("member")).where(
            select(Membership.id)
            .where(Membership.person_id == row.person_id, Membership.until.is_(None))
            .exists()
        ),
    )
    roles = frozenset(session.scalars(held))
    return Viewer(row.person_id, row.name, row.id, row.device_id, roles)


def closed_by(session_token: str | None) -> Viewer | None:
    """Whoever closed their account in this session, which ended with it. They may do nothing."""
    mark = rules.token_mark(session_token)
    if mark is None:
        return None
    asked = (
        select(Session.id, Session.person_id, Session.device_id)
        .join(Closing, Closing.person_id == Session.person_id)
        .where(Session.token_hash == mark)
    )
    row = session.execute(asked).first()
    return Viewer(row[1], "", row[0], row[2], frozenset()) if row else None


def pending_code(device_token: str | None, purpose: str) -> PendingCode | None:
    """The code that this browser was promised and has not entered yet."""
    mark = rules.token_mark(device_token)
    if mark is None:
        return None
    code = session.scalars(
        select(Code)
        .join(Device, Device.id == Code.device_id)
        .where(Device.token_hash == mark, Code.purpose == purpose)
        .where(Code.used_at.is_(None), Code.ended_at.is_(None), Code.expires_at > clock.now())
        .order_by(Code.made_at.desc(), Code.id.desc())
        .limit(1)
    ).first()
    if code is None:
        return None
    return PendingCode(rules.masked_phone(code.phone), code.shown, code.expires_at)


def may_choose_pin(device_token: str | None) -> str | None:
    """The masked number for which this browser entered the code, and may now choose a PIN."""
    mark = rules.token_mark(device_token)
    if mark is None:
        return None
    newest = (
        select(Code)
        .join(Device, Device.id == Code.device_id)
        .where(Device.token_hash == mark, Code.purpose == "pin", Code.ended_at.is_(None))
        .order_by(Code.made_at.desc(), Code.id.desc())
        .limit(1)
    )
    code = session.scalars(newest).first()
    if code is None or code.used_at is None or code.person_id is None:
        return None
    over = code.used_at <= clock.now() - rules.CODE_LIFE or "chosen_by" in code.payload
    return None if over else rules.masked_phone(code.phone)
