"""How many phones looked at a product: written down each minute, added up once a day is over."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from blueprints.core import clock
from blueprints.core.db import dialect, session, writing
from blueprints.core.tallies import Looks
from blueprints.storefront import rules
from blueprints.storefront.models import Product, Seen, SeenDay

_AT_ONCE = 1_000


def keep_seen(day: date, looks: Looks) -> None:
    """Opens a transaction of its own: nobody waits for it, and nothing public changes by it."""
    with writing() as live:
        there = set(live.scalars(select(Product.id).where(Product.id.in_(looks))))
        rows = [(one, day, who) for one in looks if one in there for who in looks[one]]
        for start in range(0, len(rows), _AT_ONCE):
            names = ("product_id", "day", "who")
            values = [dict(zip(names, row, strict=True)) for row in rows[start : start + _AT_ONCE]]
            live.execute(_insert(Seen).values(values).on_conflict_do_nothing())


def add_up_seen() -> date:
    """Days before yesterday become a number each, and their phones are gone; the first day left."""
    today = clock.local(clock.now()).date()
    yesterday = today - timedelta(days=1)
    over = Seen.day < yesterday
    counted = select(Seen.product_id, Seen.day, func.count()).where(over)
    for product_id, day, phones in session.execute(counted.group_by(Seen.product_id, Seen.day)):
        session.merge(SeenDay(product_id=product_id, day=day, phones=phones))
    session.flush()
    session.execute(delete(Seen).where(over))
    session.execute(delete(SeenDay).where(SeenDay.day < today - rules.SEEN_FOR))
    return yesterday


def _insert(table: type[Seen]) -> sqlite.Insert | postgresql.Insert:
    return postgresql.insert(table) if dialect() == "postgresql" else sqlite.insert(table)
