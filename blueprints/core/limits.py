"""A ceiling against floods, per address and wide, since a whole village may share one.

PIN and code attempts are counted elsewhere, in the database, per account and per device.
"""

from __future__ import annotations

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from blueprints.core.settings import Settings
from blueprints.core.web.origin import SAFE


def init_limits(app: Flask, settings: Settings) -> None:
    Limiter(
        get_remote_address,
        app=app,
        default_limits=[f"{settings.writes_per_minute}/minute"],
        default_limits_exempt_when=lambda: request.method in SAFE,
        storage_uri=settings.redis_url or "memory://",
        strategy="moving-window",
    )
