"""The few words that a shop says of itself."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.core.errors import N_, Forbidden, NotFound
from blueprints.members import queries as members
from blueprints.storefront.models import About

# Who keeps the shop of an organisation.
KEEPER = "manager"


class NotTheKeeper(Forbidden):
    sentence = N_("Only the manager of the cooperative writes what its shop says of itself.")


def check_keeper(person_id: uuid.UUID, organisation_id: uuid.UUID) -> None:
    """Raises NotTheKeeper, and NotFound where there is no such cooperative."""
    if members.organisation(organisation_id) is None:
        raise NotFound
    if not members.holds(person_id, organisation_id, KEEPER):
        raise NotTheKeeper


def write_about(
    *,
    writer_id: uuid.UUID,
    organisation_id: uuid.UUID | None,
    words: str,
    language: str,
    key: uuid.UUID,
) -> About:
    """Of one's own shop, or of the organisation's; the last words hold."""
    if organisation_id:
        check_keeper(writer_id, organisation_id)
    whose = (
        About.organisation_id == organisation_id
        if organisation_id
        else About.seller_id == writer_id
    )
    about = session.scalar(select(About).where(whose).with_for_update())
    if about is None:
        seller_id = None if organisation_id else writer_id
        about = About(key=key, seller_id=seller_id, organisation_id=organisation_id)
        session.add(about)
    about.words, about.language = words, language
    about.written_by, about.written_at = writer_id, clock.now()
    return about
