"""Taking back what somebody did for another: offers and shares of group orders."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.access import Viewer
from blueprints.core.acting import Undo
from blueprints.core.db import session
from blueprints.core.errors import N_
from blueprints.storefront.models import GroupOrder, Offer, Share
from blueprints.storefront.services.offers import end_offer
from blueprints.storefront.services.shares import take_back_share

_OFFER_OVER = N_("The offer is over.")
_GROUP_OVER = N_("The group order is over, or they have left it. It stands on its own page.")
_FINAL = N_("The others have seen it. A new one can be made on the product’s own page.")


def _offers_over(offer_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    still = select(Offer.id).where(
        Offer.id.in_(offer_ids), Offer.ended_at.is_(None), Offer.ends_at > clock.now()
    )
    return dict.fromkeys(set(offer_ids) - set(session.scalars(still)), _OFFER_OVER)


def _end(offer_id: uuid.UUID, viewer: Viewer, _key: uuid.UUID) -> None:
    offer = session.get_one(Offer, offer_id)
    end_offer(by=viewer.id, product_id=offer.product_id, offer_id=offer_id)


def _shares_settled(share_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    still = (
        select(Share.id)
        .join(GroupOrder, GroupOrder.id == Share.group_order_id)
        .where(
            Share.id.in_(share_ids),
            Share.taken_back_at.is_(None),
            GroupOrder.outcome.is_(None),
            GroupOrder.closes_at > clock.now(),
        )
    )
    return dict.fromkeys(set(share_ids) - set(session.scalars(still)), _GROUP_OVER)


def _leave(share_id: uuid.UUID, viewer: Viewer, _key: uuid.UUID) -> None:
    share = session.get_one(Share, share_id)
    take_back_share(group_id=share.group_order_id, share_id=share_id, viewer=viewer, visitor=None)


def _final(reason: str) -> Undo:
    return Undo(lambda ids: dict.fromkeys(ids, reason), lambda _id, _viewer, _key: None)


UNDO = {
    "storefront.offer_made": Undo(_offers_over, _end),
    "storefront.offer_ended": _final(_FINAL),
    "storefront.share_taken": Undo(_shares_settled, _leave),
    "storefront.share_taken_back": _final(N_("They can join again on its own page.")),
    "storefront.group_called_off": _final(_FINAL),
}
