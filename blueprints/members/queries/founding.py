"""Whether this deployment has been founded."""

from __future__ import annotations

from sqlalchemy import select

from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members import rules
from blueprints.members.models import Role


def is_founded() -> bool:
    """Somebody is, or once was, an officer."""
    asked = select(Role.id).where(Role.name == "officer").limit(1)
    return session.scalar(asked) is not None


def check_founding(secret: str, token: str) -> None:
    """Raises Founded, and NotFound for a link that is not the one on the screen."""
    if is_founded():
        raise rules.Founded
    if not rules.opens_the_founding(secret, token):
        raise NotFound
