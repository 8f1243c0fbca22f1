"""Verbs of the gate: the only writers of its tables."""

from blueprints.members.services.codes import CodeOver, CodeWrong
from blueprints.members.services.devices import Browser, sign_out, sign_out_device
from blueprints.members.services.entry import (
    CodeSent,
    Entered,
    KnownNumber,
    WrongPin,
    enter_code,
    join,
    send_again,
    sign_in,
    start_over,
)
from blueprints.members.services.people import forget_entries_before, prefer, seen

__all__ = [
    "Browser",
    "CodeOver",
    "CodeSent",
    "CodeWrong",
    "Entered",
    "KnownNumber",
    "WrongPin",
    "enter_code",
    "forget_entries_before",
    "join",
    "prefer",
    "seen",
    "send_again",
    "sign_in",
    "sign_out",
    "sign_out_device",
    "start_over",
]
