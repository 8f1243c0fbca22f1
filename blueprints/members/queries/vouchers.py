"""Vouchers: what stands on the printed sheet, what became of them, what one of them invites to."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members import rules
from blueprints.members.models import Person, Voucher, VoucherTry
from blueprints.members.queries.organisations import OrganisationRow, organisation
from blueprints.members.queries.roles import Desk, desk_of, standing_of

PAGE = 20


@dataclass(frozen=True)
class VoucherRow:
    """`state` is open, used, taken_back or over; `who` used it, or is it meant for."""

    id: uuid.UUID
    kind: str
    role: str | None
    state: str
    who: str | None
    phone: str | None
    made_at: datetime
    expires_at: datetime
    tries: int


@dataclass(frozen=True)
class VoucherPage:
    rows: tuple[VoucherRow, ...]
    after: uuid.UUID | None


@dataclass(frozen=True)
class Invitation:
    """What one reads before using a voucher; `phone` with its middle hidden."""

    kind: str
    role: str | None
    name: str | None
    phone: str | None
    expires_at: datetime
    organisation: OrganisationRow | None


@dataclass(frozen=True)
class Sheet:
    """`tokens` by voucher: shown to the maker alone, and for an hour."""

    desk: Desk
    vouchers: tuple[VoucherRow, ...]
    tokens: dict[uuid.UUID, str]


def vouchers_of(organisation_id: uuid.UUID, after: uuid.UUID | None) -> VoucherPage:
    """The newest first."""
    tries = (
        select(func.count())
        .where(VoucherTry.voucher_id == Voucher.id, VoucherTry.outcome == "number")
        .scalar_subquery()
    )
    asked = (
        select(Voucher, Person.name, tries)
        .outerjoin(Person, Person.id == Voucher.used_by)
        .where(Voucher.organisation_id == organisation_id)
        .order_by(Voucher.id.desc())
        .limit(PAGE + 1)
    )
    if after is not None:
        asked = asked.where(Voucher.id < after)
    found = [_row(*one) for one in session.execute(asked)]
    return VoucherPage(tuple(found[:PAGE]), found[PAGE - 1].id if len(found) > PAGE else None)


def sheet(organisation_id: uuid.UUID, sheet: uuid.UUID, by: uuid.UUID, secret: str) -> Sheet:
    """Raises NotFound for anybody but the maker."""
    desk = desk_of(organisation_id, by)
    asked = (
        select(Voucher)
        .where(Voucher.sheet == sheet, Voucher.made_by == by)
        .where(Voucher.organisation_id == organisation_id)
        .order_by(Voucher.id)
    )
    rows = tuple(_row(one, None, 0) for one in session.scalars(asked))
    if not rows:
        raise NotFound
    shown = clock.now() < rows[0].made_at + rules.SHEET_LIFE
    open_ones = [row.id for row in rows if row.state == "open"] if shown else []
    return Sheet(desk, rows, {one: rules.voucher_token(secret, one) for one in open_ones})


def invitation(token: str) -> Invitation:
    """Raises NotFound for a token that never was, and what is wrong with one that was."""
    mark = rules.token_mark(rules.read_voucher_token(token))
    voucher = session.scalar(select(Voucher).where(Voucher.token_hash == mark))
    if voucher is None:
        raise NotFound
    refusal = rules.why_not(paper_of(voucher), None, clock.now())
    if refusal is not None:
        raise refusal
    found = organisation(voucher.organisation_id) if voucher.organisation_id else None
    phone = rules.masked_phone(voucher.phone) if voucher.phone else None
    return Invitation(voucher.kind, voucher.role, voucher.name, phone, voucher.expires_at, found)


def paper_of(voucher: Voucher) -> rules.Paper:
    """As the rules look at it."""
    vain = select(func.count()).where(VoucherTry.voucher_id == voucher.id)
    return rules.Paper(
        phone=voucher.phone,
        expires_at=voucher.expires_at,
        used=voucher.used_at is not None,
        taken_back=voucher.ended_at is not None,
        tries=session.scalar(vain) or 0,
        maker_acts=_maker_acts(voucher),
    )


def _maker_acts(voucher: Voucher) -> bool:
    if voucher.made_by is None or voucher.organisation_id is None:
        return True
    there = organisation(voucher.organisation_id)
    return there is not None and voucher.kind in rules.kinds_to_make(
        standing_of(voucher.made_by, there)
    )


def _row(voucher: Voucher, used_by: str | None, tries: int) -> VoucherRow:
    return VoucherRow(
        voucher.id,
        voucher.kind,
        voucher.role,
        _state(voucher),
        used_by or voucher.name,
        rules.masked_phone(voucher.phone) if voucher.phone else None,
        voucher.made_at,
        voucher.expires_at,
        tries,
    )


def _state(voucher: Voucher) -> str:
    if voucher.used_at is not None:
        return "used"
    if voucher.ended_at is not None:
        return "taken_back"
    return "over" if voucher.expires_at <= clock.now() else "open"
