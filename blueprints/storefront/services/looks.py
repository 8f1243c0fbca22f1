"""Writing down who read the list of all orders of an organisation."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.db import session, writing
from blueprints.core.errors import NotFound
from blueprints.members import queries as members
from blueprints.storefront import rules
from blueprints.storefront.models import OrderLook


def note_order_look(*, by: uuid.UUID, organisation_id: uuid.UUID, how: str) -> None:
    """Before it is shown. A file is a look each time; pages one after the other are one.

    Opens a transaction of its own: reading alone, too, must leave its trace.
    """
    if how == "page" and _is_going_on(by, organisation_id):
        return
    with writing() as live:
        if not members.leads(by, organisation_id):
            raise NotFound
        live.add(OrderLook(by=by, organisation_id=organisation_id, how=how))


def _is_going_on(by: uuid.UUID, organisation_id: uuid.UUID) -> bool:
    asked = select(OrderLook.id).where(
        OrderLook.by == by,
        OrderLook.organisation_id == organisation_id,
        OrderLook.how == "page",
        OrderLook.at > clock.now() - rules.LOOK_LASTS,
    )
    return session.scalar(asked.limit(1)) is not None
