"""Addresses of the gate."""

from __future__ import annotations

from flask import g, has_request_context
from flask_babel import lazy_gettext
from sqlalchemy.orm import Session

from blueprints.core.access import identified_by
from blueprints.core.db import before_commit
from blueprints.core.web.templating import area
from blueprints.members import jobs, queries, services
from blueprints.members.routes import (
    acting,
    admissions,
    closing,
    consents,
    corrections,
    desk,
    entry,
    founding,
    helped,
    households,
    imports,
    new_pin,
    organisations,
    overseen,
    own,
    own_data,
    passkeys,
    pins,
    register,
    roles,
    switching,
    vouchers,
)
from blueprints.members.routes.answers import bp

__all__ = [
    "acting",
    "admissions",
    "bp",
    "closing",
    "consents",
    "corrections",
    "desk",
    "entry",
    "founding",
    "helped",
    "households",
    "imports",
    "jobs",
    "new_pin",
    "organisations",
    "overseen",
    "own",
    "own_data",
    "passkeys",
    "pins",
    "register",
    "roles",
    "switching",
    "vouchers",
]

identified_by(queries.viewer_of)
area(9, "members", lazy_gettext("Me"), "person", "/members/me", waiting="desk")


@before_commit
def _seen_today(_live: Session) -> None:
    """Whoever does something was here; reading alone writes nothing."""
    known = g.get("holder") if has_request_context() else None
    if known is not None:
        services.seen(known.session_id)
