"""What is known of one's own product, for `rules.missing`."""

from __future__ import annotations

from blueprints.storefront import rules
from blueprints.storefront.queries.products import OwnProduct


def missing_of(own: OwnProduct) -> tuple[str, ...]:
    """Sentences (msgids) about what buyers will ask, the first one first."""
    view = own.view
    facts = rules.Facts(
        category=view.category,
        photos=len(view.pictures) + own.awaited,
        faults={fault for picture in view.pictures for fault in picture.faults},
        weighed=rules.is_weight(view.card.unit) or view.weight_grams is not None,
        description=own.description,
        has_place=view.place_id is not None,
        stock=view.card.stock,
    )
    return rules.missing(facts)
