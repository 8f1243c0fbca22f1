"""Vouchers in one call each, for tests."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from blueprints.core import ids
from blueprints.core.db import session, writing
from blueprints.members import queries, rules, services
from blueprints.members.models import Organisation, Voucher, VoucherTry
from tests.members.gate import NEW, NEW_PIN, browser
from tests.village import MANAGER, OFFICER

SECRET = "a secret of the server"
LIUSHU = "Liushu Cooperative"


def made(
    *, by: str = MANAGER, at: str = LIUSHU, kind: str = "member", key: uuid.UUID | None = None,
    count: int = 1, role: str | None = None, phone: str | None = None, name: str | None = None,
) -> list[str]:  # fmt: skip
    """What opens each of them."""
    phone = rules.read_phone(phone) if phone else None
    wish = services.VoucherWish(kind, count, role, phone, name)
    there, maker = queries.organisation_with(at), queries.person_with(by)
    with writing():
        sheet = services.make_vouchers(
            by=maker, organisation_id=there, wish=wish, secret=SECRET, key=key or ids.uuid7()
        )
    return list(queries.sheet(there, sheet, maker, SECRET).tokens.values())


def lead(role: str = "manager", at: str = LIUSHU, **more: str) -> str:
    return made(by=OFFICER, at=at, kind="lead", role=role, **more)[0]  # type: ignore[arg-type]


def use(
    token: str,
    phone: str = NEW,
    *,
    pin: str = NEW_PIN,
    name: str | None = "田新",
    device: str | None = None,
) -> services.Entered:
    return services.use_voucher(
        token=token, phone=phone, name=name, pin=pin, browser=browser(device), say=lambda: "new PIN"
    )


def outcomes() -> list[str]:
    """Of every vain try, oldest first."""
    return list(session.scalars(select(VoucherTry.outcome).order_by(VoucherTry.id)))


def voucher_of(token: str) -> Voucher:
    mark = rules.token_mark(token)
    return session.scalars(select(Voucher).where(Voucher.token_hash == mark)).one()


def new_organisation(kind: str = "cooperative", name: str = "Hewan Cooperative") -> uuid.UUID:
    """Without anybody in it."""
    with writing() as live:
        made = Organisation(
            id=ids.uuid7(), kind=kind, name=name, latin_name=name,
            place_id=queries.place_with("Hewan"),
        )  # fmt: skip
        live.add(made)
    return made.id
