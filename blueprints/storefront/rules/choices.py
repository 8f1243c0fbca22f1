"""What exactly somebody chose, whether it can be ordered, and from whose shop."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from blueprints.core.errors import N_, Conflict, DomainError

MOST_VARIANTS = 30


class VariantMissing(DomainError):
    field = "variant"
    sentence = N_("“%(title)s” comes in several kinds. Please choose one of them.")


class TooManyVariants(DomainError):
    sentence = N_("A product may have 30 kinds or dates at most.")


class DatePassed(Conflict):
    sentence = N_("The day of “%(title)s” has passed. Nothing was ordered.")


@dataclass(frozen=True)
class Choice:
    """A product, or one of its variants."""

    product_id: uuid.UUID
    variant_id: uuid.UUID | None = None

    @property
    def word(self) -> str:
        """As a basket keeps it."""
        return ":".join(one.hex for one in (self.product_id, self.variant_id) if one)


@dataclass(frozen=True)
class ShopKey:
    """With an organisation the shop is the organisation's, whoever of it sells there."""

    organisation_id: uuid.UUID | None
    seller_id: uuid.UUID

    @classmethod
    def of(cls, organisation_id: uuid.UUID | None, seller_id: uuid.UUID) -> ShopKey:
        """All sellers of one cooperative are one shop, and so one key."""
        return cls(organisation_id, uuid.UUID(int=0) if organisation_id else seller_id)

    @property
    def id(self) -> uuid.UUID:
        return self.organisation_id or self.seller_id


def is_shown(*, withdrawn_at: datetime | None) -> bool:
    """Its page is there, though it may not be ordered just now."""
    return withdrawn_at is None


def on_sale(
    *,
    withdrawn_at: datetime | None,
    paused_at: datetime | None,
    hidden_at: datetime | None = None,
) -> bool:
    return is_shown(withdrawn_at=withdrawn_at) and paused_at is None and hidden_at is None


def has_passed(starts_at: datetime | None, now: datetime) -> bool:
    """A visit that has begun can no longer be joined."""
    return starts_at is not None and starts_at <= now


def price_and_stock(kinds: Iterable[tuple[int, int]]) -> tuple[int | None, int]:
    """Of a product whose kinds have these prices and stocks: the cheapest that is left, the sum."""
    kinds = list(kinds)
    left = [price for price, stock in kinds if stock] or [price for price, _ in kinds]
    return min(left, default=None), sum(stock for _, stock in kinds)
