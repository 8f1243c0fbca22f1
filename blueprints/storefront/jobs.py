"""Work of the storefront that nobody waits for."""

from __future__ import annotations

import uuid
from datetime import timedelta

from blueprints.core import jobs, tallies
from blueprints.core.db import writing
from blueprints.storefront import services


@jobs.every(timedelta(minutes=1), "storefront.settle_due_orders")
def settle_due_orders() -> None:
    """What time has decided already shows everywhere; this writes it down and frees the stock."""
    settled = 1
    while settled:
        with writing():  # one at a time: no lock is held while the next order waits for its own
            settled = services.settle_due_orders(at_most=1)


@jobs.every(timedelta(minutes=1), "storefront.let_dates_pass")
def let_dates_pass() -> None:
    with writing():
        services.let_dates_pass()


@jobs.every(timedelta(minutes=1), "storefront.settle_due_groups")
def settle_due_groups() -> None:
    """For all or for none: what was decided the second it closed is written down, once."""
    settled = 1
    while settled:
        with writing():
            settled = services.settle_due_groups()


@jobs.work("storefront.settle_groups_of")
def settle_groups_of(product_id: str) -> None:
    """The moment one closes, without waiting for the round."""
    with writing():
        services.steps.lock_products({uuid.UUID(product_id)})


@jobs.every(timedelta(days=1), "storefront.forget_guesses")
def forget_guesses() -> None:
    with writing():
        services.forget_guesses()


@jobs.every(timedelta(hours=1), "storefront.add_up_seen")
def add_up_seen() -> None:
    """A file cannot be part of a commit: the keys of the days that are gone go after them."""
    with writing():
        first_left = services.add_up_seen()
    tallies.forget_before(first_left)


@jobs.work("storefront.delete_pictures")
def delete_pictures(names: list[str]) -> None:
    """Files of a product that is gone for good: a file cannot be part of a commit."""
    services.delete_pictures(names)


@jobs.work("storefront.take_in_photos")
def take_in_photos(names: list[str]) -> None:
    """Photos of a problem leave the public pictures."""
    services.take_in_photos(names)


@jobs.work("storefront.delete_evidence")
def delete_evidence(names: list[str]) -> None:
    """Photos of somebody who closed their account."""
    services.delete_evidence(names)
