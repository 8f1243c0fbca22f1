"""When something is wrong with what one bought: who may say what until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from blueprints.core.errors import N_, Conflict, DomainError
from blueprints.storefront.rules.orders import Side, State

# Published on /storefront/rules, and said with its date wherever it runs.
TELL_WITHIN = timedelta(days=7)
ANSWER_WITHIN = timedelta(days=3)
QUIET_AFTER = timedelta(days=14)
ORDER_WAITS = timedelta(days=30)

MOST_PROBLEM_PHOTOS = 3
MOST_ANSWERS = 20


class Wish(StrEnum):
    REFUND = "refund"
    REPLACE = "replace"
    TALK = "talk"


class Offer(StrEnum):
    REFUND = "refund"
    REPLACE = "replace"
    TALK = "talk"
    DECLINE = "decline"


class Stage(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    WITH_MEDIATION = "with_mediation"
    SETTLED = "settled"


WISHES: Mapping[str, str] = {
    Wish.REFUND: N_("My money back"),
    Wish.REPLACE: N_("The same again, in good order"),
    Wish.TALK: N_("To talk about it"),
}
OFFERS: Mapping[str, str] = {
    Offer.REFUND: N_("I give the money back"),
    Offer.REPLACE: N_("I bring it again, in good order"),
    Offer.TALK: N_("Let us talk about it"),
    Offer.DECLINE: N_("I see it differently"),
}


class TooLateToTell(Conflict):
    sentence = N_(
        "A problem can be told until %(days)s days after an order is completed. "
        "That time is over; please call the seller."
    )


class ProblemOver(Conflict):
    sentence = N_("This problem is settled already. Please look again.")


class NoProblem(Conflict):
    sentence = N_("No problem is open with this order.")


class AnswerFirst(Conflict):
    sentence = N_(
        "The seller still has time to answer. After that, or once they have answered, "
        "you can pass it on."
    )


class WithMediationAlready(Conflict):
    sentence = N_("It has been passed on already.")


class WordsMissing(DomainError):
    field = "words"
    sentence = N_("Please write a few words. The other side will read them.")


class OfferMissing(DomainError):
    field = "offer"
    sentence = N_("Please choose what you offer.")


class EnoughSaid(Conflict):
    sentence = N_("There are %(most)s answers already. Please call one another.")


@dataclass(frozen=True)
class Told:
    """What happened with a problem so far. `answered_at`: the seller's first answer; `heard_at`:
    the last word of either side.
    """

    opened_at: datetime
    answered_at: datetime | None
    heard_at: datetime
    passed_at: datetime | None
    closed_at: datetime | None


def may_tell(state: State, completed_at: datetime | None, now: datetime) -> bool:
    """From the hand-over until some days after the end; goods spoil, and so does proof."""
    if state is State.COMPLETED and completed_at is not None:
        return now < completed_at + TELL_WITHIN
    return state is State.HANDED_OVER


def stage_at(told: Told, now: datetime) -> Stage:
    """Nobody's silence is to their profit: an unanswered problem passes on by itself, and one
    whose answer the buyer leaves alone is settled.
    """
    if told.closed_at is not None:
        return Stage.SETTLED
    if passed_on_at(told, now) is not None:
        return Stage.WITH_MEDIATION
    if told.answered_at is None:
        return Stage.OPEN
    return Stage.SETTLED if now >= told.heard_at + QUIET_AFTER else Stage.ANSWERED


def passed_on_at(told: Told, now: datetime) -> datetime | None:
    """When mediation was asked: by the buyer, or by two weeks of silence of the seller."""
    if told.passed_at is not None:
        return told.passed_at
    by_itself = told.opened_at + QUIET_AFTER
    return by_itself if (told.answered_at or now) >= by_itself else None


def answer_by(told: Told) -> datetime:
    return told.opened_at + ANSWER_WITHIN


def is_overdue(told: Told, now: datetime) -> bool:
    return told.answered_at is None and now >= answer_by(told)


def may_pass_on(told: Told, side: Side, now: datetime) -> bool:
    """The buyer, once the seller has answered or has had their time."""
    stage = stage_at(told, now)
    answered = stage is Stage.ANSWERED or (stage is Stage.OPEN and is_overdue(told, now))
    return side is Side.BUYER and answered


def ends_quietly_at(told: Told) -> datetime:
    """The day an answered problem counts as settled, if the buyer says nothing more."""
    return told.heard_at + QUIET_AFTER


def order_waits_until(opened_at: datetime, due_at: datetime) -> datetime:
    """A problem holds an order up, but not for ever; the problem itself goes on."""
    return max(due_at, opened_at + ORDER_WAITS)
