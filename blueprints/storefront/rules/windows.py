"""Order windows: from when to when a shop takes orders, and the day they are collected."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from blueprints.core.errors import N_, Conflict, DomainError

FURTHEST_WINDOW = timedelta(days=366)


class ClosesBeforeItOpens(DomainError):
    field = "closes_at"
    sentence = N_(
        "This window would close before it opens. Please give a closing time after the opening."
    )


class AlreadyClosed(DomainError):
    field = "closes_at"
    sentence = N_("This closing time is over already, so nobody could order.")


class CollectedBeforeItCloses(DomainError):
    field = "collect_on"
    sentence = N_("It would be collected before the orders close. Please give a later day.")


class TooFarAhead(DomainError):
    field = "collect_on"
    sentence = N_("Please set no window further ahead than a year.")


class WindowsOverlap(DomainError):
    field = "opens_at"
    sentence = N_(
        "Another window for the same point is open in that time, until %(until)s. "
        "An order must belong to one of them: please choose other times."
    )


class WindowHasOrders(Conflict):
    sentence = N_(
        "Orders belong to this window already, so it stays. If the day changes, note a delay."
    )


class NotOpenYet(Conflict):
    sentence = N_("%(shop)s takes orders again from %(opens)s on. Nothing was ordered.")


class ClosedSince(Conflict):
    sentence = N_(
        "%(shop)s takes no orders for this collection day any more: they closed on %(closed)s. "
        "Nothing was ordered."
    )


@dataclass(frozen=True)
class Window:
    """`point_id` None: for all that the shop sells and that no window of its point governs."""

    id: uuid.UUID
    opens_at: datetime
    closes_at: datetime
    collect_on: date
    point_id: uuid.UUID | None = None

    def is_open(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at


def check_times(
    opens_at: datetime, closes_at: datetime, collect_on: date, *, closing_day: date, now: datetime
) -> None:
    """`closing_day` is the closing's day by the county's clock."""
    if closes_at <= opens_at:
        raise ClosesBeforeItOpens
    if closes_at <= now:
        raise AlreadyClosed
    if collect_on < closing_day:
        raise CollectedBeforeItCloses
    if collect_on > now.date() + FURTHEST_WINDOW:
        raise TooFarAhead


def overlapping(new: Window, others: Iterable[Window]) -> Window | None:
    """One of the others for the same point whose time meets the new one's."""
    return next(
        (
            one
            for one in others
            if one.point_id == new.point_id
            and one.opens_at < new.closes_at
            and new.opens_at < one.closes_at
        ),
        None,
    )


def governing(
    windows: Iterable[Window], point_id: uuid.UUID | None, today: date
) -> tuple[Window, ...]:
    """Those that an order for this point must keep to; none: the shop sells as always.

    A window of the point is stronger than the whole shop's, and a past day governs nothing.
    """
    current = [one for one in windows if one.collect_on >= today]
    own = tuple(one for one in current if point_id is not None and one.point_id == point_id)
    return own or tuple(one for one in current if one.point_id is None)


def open_one(windows: Iterable[Window], now: datetime) -> Window | None:
    return min(
        (one for one in windows if one.is_open(now)), key=lambda one: one.closes_at, default=None
    )


def next_opening(windows: Iterable[Window], now: datetime) -> datetime | None:
    return min((one.opens_at for one in windows if one.opens_at > now), default=None)


def last_closing(windows: Iterable[Window]) -> datetime:
    return max(one.closes_at for one in windows)
