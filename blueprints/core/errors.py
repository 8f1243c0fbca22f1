"""Refusals that a person can understand, and the mark that lets a catalogue find them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


def N_(sentence: str) -> str:  # noqa: N802  the customary gettext name
    """Mark a sentence for the catalogue without translating it: rules know no language."""
    return sentence


class Amount(int):
    """Minor units among a refusal's params: said as money, in the reader's language."""


@dataclass(frozen=True)
class When:
    """A moment among a refusal's params: said by the clock and in the language of the reader."""

    at: datetime

    def __str__(self) -> str:
        return self.at.isoformat()


class DomainError(Exception):
    """A rule says no. `sentence` is a msgid; its `%(name)s` places are filled from `params`.

    `code` names the refusal for programs; `field`, if set, is the form field to mend.
    """

    status: int = 422
    sentence: str = N_("That cannot be done.")
    field: str | None = None
    # What the rules write down about the refusal itself (a wrong guess): done after the roll-back.
    record: Callable[[], None] | None = None

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(self.sentence % params if params else self.sentence)

    @property
    def code(self) -> str:
        return type(self).__name__


class NotFound(DomainError):
    """Also what a stranger gets for things that are not theirs: existence is not theirs to know."""

    status = 404
    sentence = N_(
        "There is nothing here. It may have been taken away, or the address is not right."
    )


class Forbidden(DomainError):
    status = 403
    sentence = N_("That is not yours to do.")


class Conflict(DomainError):
    """The world changed since the person looked: they are shown both versions and asked."""

    status = 409
    sentence = N_("Something has changed since you looked. Please look again.")


class Gone(DomainError):
    status = 410
    sentence = N_("That is over.")


class TooMany(DomainError):
    """`seconds` tells when to try again."""

    status = 429
    sentence = N_("Too many tries. Please wait a little and try again.")

    def __init__(self, seconds: int = 60, **params: object) -> None:
        self.seconds = seconds
        super().__init__(seconds=seconds, **params)


class NeedsSignIn(DomainError):
    status = 401
    sentence = N_("Please sign in first.")
