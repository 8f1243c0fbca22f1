"""Making vouchers, and taking them back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from blueprints.core import clock, ids, keys
from blueprints.core.db import session
from blueprints.core.errors import Forbidden, NotFound
from blueprints.members import queries, rules
from blueprints.members.models import Person, Voucher


@dataclass(frozen=True)
class VoucherWish:
    """What is to be printed: `count` alike, or one for a number and a name."""

    kind: str
    count: int = 1
    role: str | None = None
    phone: str | None = None
    name: str | None = None


def make_vouchers(
    *,
    by: uuid.UUID,
    organisation_id: uuid.UUID,
    wish: VoucherWish,
    secret: str,
    key: uuid.UUID,
) -> uuid.UUID:
    """The sheet they stand on. What opens them is only shown, never kept."""
    desk = queries.desk_of(organisation_id, by)
    if wish.kind not in rules.kinds_to_make(desk.standing):
        raise Forbidden
    person_id = _checked(desk, wish)
    now = clock.now()
    for n in range(wish.count):
        voucher_id = ids.uuid7()
        session.add(
            Voucher(
                id=voucher_id,
                kind=wish.kind,
                role=wish.role if wish.kind == "lead" else None,
                organisation_id=organisation_id,
                person_id=person_id,
                phone=wish.phone,
                name=wish.name,
                token_hash=rules.token_mark(rules.voucher_token(secret, voucher_id)),
                sheet=key,
                made_by=by,
                made_at=now,
                expires_at=now + rules.VOUCHER_LIFE,
                key=keys.nth(key, n),
            )
        )
    session.flush()
    return key


def take_back_voucher(*, by: uuid.UUID, organisation_id: uuid.UUID, voucher_id: uuid.UUID) -> None:
    """A lost one opens nothing any more; a used one stays used. Raises NotFound."""
    queries.desk_of(organisation_id, by)
    asked = select(Voucher).where(
        Voucher.id == voucher_id, Voucher.organisation_id == organisation_id
    )
    voucher = session.scalar(asked.with_for_update())
    if voucher is None:
        raise NotFound
    if voucher.used_at is not None:
        raise rules.VoucherUsed
    if voucher.ended_at is None:
        voucher.ended_at, voucher.ended_by = clock.now(), by
        session.flush()


def _checked(desk: queries.Desk, wish: VoucherWish) -> uuid.UUID | None:
    """Whose PIN it renews, if it does."""
    if not 1 <= wish.count <= rules.MOST_ON_SHEET or (wish.phone and wish.count > 1):
        raise rules.OnePhoneOneVoucher
    if wish.kind == "lead":
        _check_role(desk, wish.role)
    if wish.kind != "pin":
        return None
    if wish.phone is None:
        raise rules.PhoneMissing
    person_id = session.scalar(select(Person.id).where(Person.phone == wish.phone))
    if person_id is None or not queries.belongs(person_id, desk.organisation.id):
        raise rules.PinNotTheirs
    if not rules.may_renew_pin(desk.standing, queries.roles_held(person_id)):
        raise rules.PinNotTheirs
    return person_id


def _check_role(desk: queries.Desk, role: str | None) -> None:
    """Asked again when it is used: until then somebody else may hold it."""
    if role not in rules.roles_to_give(rules.Standing(officer=True), desk.organisation.kind):
        raise rules.NoSuchRole
    held = [one for one in queries.holders_of(desk.organisation.id) if one.role == role]
    if not rules.is_free(role, len(held)):
        raise rules.RoleTaken
