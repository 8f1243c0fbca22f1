"""What one may be asked to do after a sale for somebody else, in words."""

from __future__ import annotations

from typing import Any

from blueprints.core import acting
from blueprints.core.acting import Deed
from blueprints.core.errors import N_
from blueprints.storefront import services

for _kind, _undo in services.UNDO_AFTER_SALE.items():
    acting.undoes(_kind, _undo)


def reviewed(review: Any) -> list[Deed]:
    words = N_("Said how a product was: %(stars)s of 5 stars.")
    return [Deed("storefront.review_written", review.id, words, {"stars": review.stars})]


def review_answered(answer: Any) -> list[Deed]:
    words = N_("Answered what a buyer said of a product.")
    return [Deed("storefront.review_answered", answer.review_id, words)]


def appealed(appeal: Any) -> list[Deed]:
    words = N_("Objected that a product is hidden.")
    return [Deed("storefront.hiding_appealed", appeal.id, words)]
