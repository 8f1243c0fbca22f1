"""Acting for a member who has no phone or cannot read: for what, how long, and by whose leave."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from blueprints.core.errors import N_, DomainError, Forbidden

# A season's market days; whoever needs help for longer is asked again.
MOST_DAYS = 28
DAYS_TO_CHOOSE = (1, 7, 14, MOST_DAYS)
HELPERS = ("manager", "mentor")
# How the member said yes; none of it is the helper's word alone.
MANDATE_HOW = {
    "pin": N_("They type their PIN here"),
    "voice": N_("They say it, and it is recorded"),
    "paper": N_("They sign a paper, and it is photographed"),
}
# What smells of abuse, and is kept: why a mandate was refused.
REFUSED_WORDS = {
    "own": N_("Asked to act for themselves"),
    "stranger": N_("Does not lead or mentor this member"),
    "holds_role": N_("The member holds a role, which nobody may lend"),
    "scope": N_("For things that nobody may be asked to do"),
    "time": N_("For too long"),
    "own_pin": N_("Gave their own PIN as the member's"),
    "own_phone": N_("The member's account was only ever opened on the helper's phone"),
}
MOST_VOICE_BYTES = 3 * 1024 * 1024
_DAY = timedelta(days=1)
# What a recording begins with, at which place, and what it is then.
_SOUNDS = (
    (0, b"\x1aE\xdf\xa3", "audio/webm", "webm"),
    (0, b"OggS", "audio/ogg", "ogg"),
    (4, b"ftyp", "audio/mp4", "m4a"),
    (0, b"RIFF", "audio/wav", "wav"),
    (0, b"ID3", "audio/mpeg", "mp3"),
    (0, b"\xff\xfb", "audio/mpeg", "mp3"),
    (0, b"\xff\xf3", "audio/mpeg", "mp3"),
    (0, b"\xff\xf1", "audio/aac", "aac"),
    (0, b"\xff\xf9", "audio/aac", "aac"),
    (0, b"#!AMR", "audio/amr", "amr"),
    (0, b"caff", "audio/x-caf", "caf"),
)


class ForOneself(Forbidden):
    sentence = N_("For yourself you need nobody's leave. This was written down.")


class NotTheirHelper(Forbidden):
    sentence = N_(
        "Only the manager of their cooperative, or a mentor of their county, may act for a member. "
        "This was written down."
    )


class RoleNotLent(Forbidden):
    sentence = N_("This member holds a role, and a role is never lent. This was written down.")


class ScopeUnknown(DomainError):
    field = "scope"
    sentence = N_("Please choose what they ask you to do, from these.")


class TimeUnknown(DomainError):
    field = "days"
    sentence = N_("Please choose for how long: %(most)s days at most.")


class OwnPinGiven(DomainError):
    field = "pin"
    sentence = N_(
        "That is your own PIN. The member types theirs, and you do not look. This was written down."
    )


class OnlyOnYourPhone(DomainError):
    field = "how"
    sentence = N_(
        "Their account was only ever opened on a phone of yours, so its PIN proves nothing. "
        "Please record their voice, or a signed paper. This was written down."
    )


class HasNoPin(DomainError):
    field = "how"
    sentence = N_("They have no PIN. Please record their voice, or a signed paper.")


class NoSound(DomainError):
    field = "voice"
    sentence = N_("That is no recording we can read. Please record it once more.")


class SoundTooHeavy(DomainError):
    field = "voice"
    sentence = N_("This recording is too long. Half a minute is enough.")


class AlreadyHelping(DomainError):
    sentence = N_("You act for them already. End that first, if it should change.")


def check_scope(wanted: Collection[str], known: Collection[str]) -> frozenset[str]:
    """Raises ScopeUnknown for nothing, and for anything that no room offers."""
    if not wanted or not set(wanted) <= set(known):
        raise ScopeUnknown
    return frozenset(wanted)


def check_days(days: int) -> timedelta:
    if not 1 <= days <= MOST_DAYS:
        raise TimeUnknown(most=MOST_DAYS)
    return days * _DAY


def sound_of(body: bytes) -> tuple[str, str]:
    """Its kind and its ending, by what it begins with: what a browser calls it proves nothing."""
    if len(body) > MOST_VOICE_BYTES:
        raise SoundTooHeavy
    for place, sign, kind, ending in _SOUNDS:
        if body[place : place + len(sign)] == sign:
            return kind, ending
    raise NoSound


def proves_nothing(theirs: Collection[object], helpers: Collection[object]) -> bool:
    """Devices confirmed for the member, and for the helper: is there none that is theirs alone?"""
    return bool(theirs) and set(theirs) <= set(helpers)
