"""What buyers say of a product, in public and for good."""

from __future__ import annotations

from fractions import Fraction

from blueprints.core.errors import N_, Conflict, DomainError
from blueprints.storefront.rules.orders import Side, State

MOST_STARS = 5
MOST_REVIEW_PHOTOS = 3


class NotBought(Conflict):
    sentence = N_("Only who bought it can say how it was, once the order is completed.")


class OwnGoods(DomainError):
    sentence = N_("These are your own goods: what they are like is for others to say.")


class ReviewedAlready(Conflict):
    sentence = N_("You have said how this was. What is said stays.")


class StarsMissing(DomainError):
    field = "stars"
    sentence = N_("Please choose one to five stars.")


class AnsweredAlready(Conflict):
    sentence = N_("This review has been answered. One answer stands beside it, and stays.")


def may_review(state: State, side: Side) -> bool:
    return side is Side.BUYER and state is State.COMPLETED


def average_tenths(stars: int, count: int) -> int | None:
    """The mean in tenths of a star, halves to the even tenth: 45 is 4.5. None before the first."""
    return round(Fraction(stars * 10, count)) if count else None


def masked(name: str) -> str:
    """As much of a name as strangers may read: `李秀英` is `李**`. Nothing of what is no name."""
    first = name.strip()[:1]
    return f"{first}**" if first.isalpha() else ""
