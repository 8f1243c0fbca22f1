"""Offers: a lower price between two moments, perhaps so many for each person."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from blueprints.core.errors import N_, Conflict, DomainError

LONGEST_OFFER = timedelta(days=60)


class OfferNotLower(DomainError):
    field = "price"
    sentence = N_("An offer is lower than the ordinary price, %(price)s, and above 0.")


class OfferEndsFirst(DomainError):
    field = "ends_at"
    sentence = N_("The offer would end before it begins. Please look at both days again.")


class OfferIsPast(DomainError):
    field = "ends_at"
    sentence = N_("That moment is past already: the offer would never hold.")


class OfferTooLong(DomainError):
    field = "ends_at"
    sentence = N_("An offer lasts 60 days at most. If it is for longer, change the price itself.")


class OffersOverlap(Conflict):
    field = "starts_at"
    sentence = N_("There is another offer for this in those days. End that one first.")


class LimitPassed(Conflict):
    """`most` for each person; `have` is what this buyer has of the offer already."""

    sentence = N_(
        "At this price each person gets %(most)s of “%(title)s” at most; with %(wanted)s more you "
        "would have %(together)s. Nothing was ordered."
    )


@dataclass(frozen=True)
class Price:
    """What one costs now. `before_minor`: the ordinary price, where an offer holds.

    `until`: when this price may be another one, because an offer ends or begins.
    """

    minor: int
    offer_id: uuid.UUID | None = None
    before_minor: int | None = None
    most_per_person: int | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Window:
    """An offer as far as the price is concerned; it holds from its first moment to before its last.

    `ends_at` is when it really ended, where somebody ended it early.
    """

    offer_id: uuid.UUID
    price_minor: int
    starts_at: datetime
    ends_at: datetime
    most_per_person: int | None = None

    def holds(self, now: datetime) -> bool:
        return self.starts_at <= now < self.ends_at


def price_now(ordinary_minor: int, windows: Iterable[Window], now: datetime) -> Price:
    """The one rule of what something costs. Never more than the ordinary price."""
    known = list(windows)
    changes = [one.ends_at if one.holds(now) else one.starts_at for one in known]
    until = min((moment for moment in changes if moment > now), default=None)
    holding = [one for one in known if one.holds(now) and one.price_minor < ordinary_minor]
    if not holding:
        return Price(ordinary_minor, until=until)
    best = min(holding, key=lambda one: one.price_minor)
    return Price(best.price_minor, best.offer_id, ordinary_minor, best.most_per_person, until)


def check_window(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Raises OfferEndsFirst, OfferIsPast, OfferTooLong."""
    if ends_at <= starts_at:
        raise OfferEndsFirst
    if ends_at <= now:
        raise OfferIsPast
    if ends_at - max(starts_at, now) > LONGEST_OFFER:
        raise OfferTooLong


def overlap(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> bool:
    """Of (begins, ends); where one ends as the other begins, both may be."""
    return one[0] < other[1] and other[0] < one[1]


def passes_limit(have: int, wanted: int, most: int | None) -> bool:
    return most is not None and have + wanted > most
