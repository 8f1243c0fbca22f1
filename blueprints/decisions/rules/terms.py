"""Rules of order: the law's as default, and what an organisation may make of them.

Farmers' Specialized Cooperatives Law (2017), articles 22 and 30: one member, one vote; two thirds
of the members are a quorum; more than half of all members' votes pass a resolution, two thirds a
change of the charter. “All” is everybody on the roll, not those who came.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from blueprints.core.errors import N_, DomainError

THRESHOLDS = ("ordinary", "charter")
BALLOTS = ("open", "secret")
PROPOSERS = ("members", "leaders")
LONGEST_VOTE = timedelta(days=90)

_QUORUM, _ORDINARY, _CHARTER = Fraction(2, 3), Fraction(1, 2), Fraction(2, 3)


class BelowTheLaw(DomainError):
    sentence = N_(
        "The law asks for more: a quorum of two thirds of the members, more than half of all "
        "members for a decision, two thirds of all for the charter."
    )


class BadTerms(DomainError):
    sentence = N_("These rules of order do not fit together. Please look at each line again.")


@dataclass(frozen=True)
class Terms:
    """Hours are the least that a discussion or a vote lasts; `turns` 0 is any number.

    `at_once`: a leader may open the voting without waiting for seconds or time. `kinds`: template →
    `open`, `secret` or `either`. Parts are “2/3”; `ordinary` is more than its part, the others at
    least theirs.
    """

    proposers: str = "members"
    seconds: int = 1
    discussion_hours: int = 72
    voting_hours: int = 24
    turns: int = 3
    nameless: bool = False
    at_once: bool = False
    quorum: str = "2/3"
    ordinary: str = "1/2"
    charter: str = "2/3"
    kinds: Mapping[str, str] = field(default_factory=lambda: {"leader": "secret"})

    def kind_of_ballot(self, template: str) -> str:
        return self.kinds.get(template, "either")

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "kinds": dict(self.kinds)}


THE_LAWS = Terms()


def terms_from(stored: Mapping[str, Any] | None) -> Terms:
    return Terms(**stored) if stored else THE_LAWS


def check_terms(terms: Terms) -> None:
    """Raises BadTerms and BelowTheLaw."""
    try:
        quorum, ordinary, charter = map(Fraction, (terms.quorum, terms.ordinary, terms.charter))
    except (ValueError, ZeroDivisionError):
        raise BadTerms from None
    if quorum < _QUORUM or ordinary < _ORDINARY or charter < _CHARTER:
        raise BelowTheLaw
    numbers = (terms.seconds, terms.discussion_hours, terms.voting_hours, terms.turns)
    fits = (
        max(quorum, charter) <= 1
        and ordinary < 1
        and all(0 <= number <= 24 * 60 for number in numbers)
        and timedelta(hours=terms.voting_hours) <= LONGEST_VOTE
        and terms.proposers in PROPOSERS
        and set(terms.kinds.values()) <= {*BALLOTS, "either"}
    )
    if not fits:
        raise BadTerms


def quorum_of(roll: int, terms: Terms = THE_LAWS) -> int:
    """How many must have voted, abstentions too."""
    return _at_least(roll * Fraction(terms.quorum))


def needed_of(roll: int, threshold: str, terms: Terms = THE_LAWS) -> int:
    """How many of all members must say yes."""
    if threshold == "charter":
        return _at_least(roll * Fraction(terms.charter))
    return roll * Fraction(terms.ordinary) // 1 + 1


def discussed_until(began_at: datetime, terms: Terms) -> datetime:
    return began_at + timedelta(hours=terms.discussion_hours)


def _at_least(part: Fraction) -> int:
    return -(-part.numerator // part.denominator)
