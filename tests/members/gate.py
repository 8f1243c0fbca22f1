"""The way through the gate in one call each, for tests of its services."""

from __future__ import annotations

from sqlalchemy import func, select

from blueprints.core.db import session
from blueprints.core.errors import TooMany
from blueprints.members import queries, services
from blueprints.members.models import Person
from tests.village import FARMER, PIN

NEW = "13912345678"
NEW_PIN = "739205"
WRONG = "830417"


def browser(token: str | None, *, session_token: str | None = None) -> services.Browser:
    return services.Browser(token, session_token, "Android · Chrome", None)


def say(code: str) -> str:
    return f"code {code}"


def shown(purpose: str, token: str) -> str:
    pending = queries.pending_code(token, purpose)
    assert pending is not None
    assert pending.shown is not None
    return pending.shown


def join(phone: str = NEW, token: str | None = None, pin: str = NEW_PIN) -> str:
    """Up to the code; gives the browser's token."""
    sent = services.join(
        phone=phone, name="田新", pin=pin, browser=browser(token), onward=None, say=say
    )
    return sent.device_token


def sign_in(
    phone: str = FARMER, pin: str = PIN, token: str | None = None
) -> services.Entered | services.CodeSent:
    return services.sign_in(phone=phone, pin=pin, browser=browser(token), onward=None, say=say)


def confirmed(phone: str = FARMER) -> services.Entered:
    """Signed in on a browser that is known from now on."""
    token = sign_in(phone).device_token
    entered = enter("device", token)
    assert isinstance(entered, services.Entered)
    return entered


def enter(
    purpose: str, token: str, code: str | None = None
) -> services.Entered | services.KnownNumber:
    code = code or shown(purpose, token)
    return services.enter_code(purpose=purpose, code=code, browser=browser(token))


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def people() -> int:
    return session.scalar(select(func.count()).select_from(Person)) or 0


def guesses(phone: str, times: int, token: str | None = None) -> int:
    """How many of so many wrong PINs are looked at."""
    looked_at = 0
    for _ in range(times):
        try:
            sign_in(phone, WRONG, token)
        except services.WrongPin:
            looked_at += 1
        except TooMany:
            continue
    return looked_at
