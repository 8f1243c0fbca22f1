"""How often one may try: PINs and codes. All of it counted per account and device, not address.

A village may share one address, and an attacker may have a thousand
(reference/ux-ecosystem-security.md, C-10 and C-11).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

CODE_LIFE = timedelta(minutes=10)
CHALLENGE_LIFE = timedelta(minutes=5)
CODE_ATTEMPTS = 5
DAY = timedelta(days=1)
SLOW_WINDOW = timedelta(minutes=15)
SESSION_DAYS = 180

FREE_WRONG = 5
MOST_UNCONFIRMED = 10
MOST_AT_ONCE = 10
# On a phone that its owner confirmed: whoever found it does not try for weeks on end. A code or a
# voucher still lets the owner in (NIST 800-63B-4 asks for at most 100 in a row).
MOST_CONFIRMED = 30
DEVICE_WRONG = 20
_FIRST_WAIT = timedelta(seconds=30)

# Sent codes an hour and a day to one number; the demo sends none, it only shows them.
_CODES = (5, 10)
_CODES_SHOWN = (2_000, 20_000)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Tries:
    """Wrong and open PINs of one account on one confirmed device, or on all others together."""

    wrong: Sequence[datetime]
    open: Sequence[datetime]
    of_device: Sequence[datetime]
    on_confirmed: bool


def pin_wait(tries: Tries, now: datetime) -> timedelta:
    """How long until the next PIN is looked at; zero or less: now.

    From somewhere unconfirmed at most ten a day are looked at, so that guessing is hopeless. On a
    device that the owner confirmed nothing of that counts: a stranger cannot lock anyone out.
    """
    waits = [_slowed(tries.wrong, FREE_WRONG, now), _slowed(tries.of_device, DEVICE_WRONG, now)]
    if tries.on_confirmed:
        recent = _since([*tries.wrong, *tries.open], now - SLOW_WINDOW)
        waits.append(_until_room(recent, MOST_AT_ONCE, SLOW_WINDOW, now))
        today = _since([*tries.wrong, *tries.open], now - DAY)
        waits.append(_until_room(today, MOST_CONFIRMED, DAY, now))
    else:
        today = _since([*tries.wrong, *tries.open], now - DAY)
        waits.append(_until_room(today, MOST_UNCONFIRMED, DAY, now))
    return max(waits)


def code_wait(sent: Sequence[datetime], now: datetime, *, shown: bool) -> timedelta:
    """How long until another code may go to this number."""
    an_hour, a_day = _CODES_SHOWN if shown else _CODES
    return max(
        _until_room(_since(sent, now - _HOUR), an_hour, _HOUR, now),
        _until_room(_since(sent, now - DAY), a_day, DAY, now),
    )


def _slowed(wrong: Sequence[datetime], free: int, now: datetime) -> timedelta:
    """30 s after the last free one, then twice as long each time, 15 minutes at most."""
    recent = _since(wrong, now - SLOW_WINDOW)
    if len(recent) < free:
        return timedelta()
    wait: timedelta = min(_FIRST_WAIT * 2 ** min(len(recent) - free, 10), SLOW_WINDOW)
    return recent[-1] + wait - now


def _until_room(
    times: Sequence[datetime], most: int, window: timedelta, now: datetime
) -> timedelta:
    if len(times) < most:
        return timedelta()
    return times[len(times) - most] + window - now


def _since(times: Sequence[datetime], start: datetime) -> list[datetime]:
    return sorted(moment for moment in times if moment > start)
