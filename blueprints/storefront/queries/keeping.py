"""Who keeps a shop: its own seller, or the manager of the cooperative."""

from __future__ import annotations

import uuid

from blueprints.core.access import Viewer
from blueprints.core.errors import NotFound
from blueprints.members import queries as members
from blueprints.storefront.rules import ShopKey


def may_keep(viewer: Viewer, shop: ShopKey) -> bool:
    """For somebody else one keeps only their own shop: an office is not theirs to hand on."""
    if shop.organisation_id is not None:
        return viewer.helper_id is None and members.holds(
            viewer.id, shop.organisation_id, "manager"
        )
    return shop.seller_id == viewer.id and viewer.may("sell")


def shop_kept_by(viewer: Viewer, organisation_id: uuid.UUID | None) -> ShopKey:
    """Raises NotFound: another's shop has no such page."""
    shop = ShopKey(organisation_id, viewer.id)
    if not may_keep(viewer, shop):
        raise NotFound
    return shop


def shops_managed_by(viewer: Viewer) -> tuple[uuid.UUID, ...]:
    """The cooperatives whose shop this person keeps."""
    if viewer.helper_id is not None:
        return ()
    led = members.organisations_led_by(viewer.id)
    return tuple(one for one in led if members.holds(viewer.id, one, "manager"))
