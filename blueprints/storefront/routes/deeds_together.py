"""What was done for somebody else in offers and group orders, in words."""

from __future__ import annotations

from typing import Any

from blueprints.core import acting, i18n, money
from blueprints.core.acting import Deed
from blueprints.core.errors import N_
from blueprints.storefront.queries.cards import Card
from blueprints.storefront.services.undoing_together import UNDO

for _kind, _undo in UNDO.items():
    acting.undoes(_kind, _undo)


def offered(offer: Any, card: Card) -> list[Deed]:
    words = N_("Made an offer: “%(title)s” at %(price)s.")
    price = money.format_minor(offer.price_minor, card.currency, i18n.DEFAULT)
    told = {"title": card.title, "price": price}
    return [Deed("storefront.offer_made", offer.id, words, told)]


def offer_ended(offer: Any, card: Card) -> list[Deed]:
    words = N_("Ended the offer on “%(title)s”.")
    return [Deed("storefront.offer_ended", offer.id, words, {"title": card.title})]


def joined(share: Any, title: str) -> list[Deed]:
    words = N_("Joined a group order: %(n)s of “%(title)s”.")
    return [Deed("storefront.share_taken", share.id, words, {"n": share.quantity, "title": title})]


def left(share: Any, title: str) -> list[Deed]:
    words = N_("Left the group order of “%(title)s”.")
    return [Deed("storefront.share_taken_back", share.id, words, {"title": title})]


def called_off(group: Any) -> list[Deed]:
    words = N_("Called off the group order of “%(title)s”.")
    return [Deed("storefront.group_called_off", group.id, words, {"title": group.title})]
