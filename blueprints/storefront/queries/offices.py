"""Which office answers for goods: officers of the county, and the manager of a cooperative."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from blueprints.core.access import Viewer
from blueprints.members import queries as members
from blueprints.storefront.models import Product


@dataclass(frozen=True)
class Offices:
    """Who may look into one product, besides its seller, who never judges their own goods."""

    officers: frozenset[uuid.UUID]
    managers: frozenset[uuid.UUID]

    def holds(self, viewer: Viewer | None) -> bool:
        """An office is never lent: somebody who acts for another holds none."""
        return (
            viewer is not None
            and viewer.helper_id is None
            and viewer.id in self.officers | self.managers
        )


def offices_over(product: Product) -> Offices:
    through = product.organisation_id
    managers = {
        one.person_id
        for one in (members.holders_of(through) if through else ())
        if one.role == "manager"
    }
    place_id = home_of_goods(product)
    officers = members.officers_over(place_id) if place_id else ()
    own = {product.seller_id}
    return Offices(frozenset(officers) - own, frozenset(managers) - own)


def home_of_goods(product: Product) -> uuid.UUID | None:
    """Where they come from: as said, else the cooperative's place, or the seller's village."""
    if product.place_id is not None:
        return product.place_id
    if product.organisation_id is not None:
        through = members.organisation(product.organisation_id)
        return through.place_id if through else None
    return members.home_place_of(product.seller_id)
