"""What somebody did to another's goods: each is changed again where it was done."""

from __future__ import annotations

from blueprints.core.acting import Undo
from blueprints.core.errors import N_

_ON_ITS_PAGE = N_("It can be changed again on the product’s own page.")
_IN_THE_SHOP = N_("It can be written anew on the shop’s own page.")


def _final(reason: str) -> Undo:
    return Undo(lambda ids: dict.fromkeys(ids, reason), lambda _id, _viewer, _key: None)


UNDO_GOODS = {
    **{
        f"storefront.{did}": _final(_ON_ITS_PAGE)
        for did in (
            "stock_set",
            "price_set",
            "product_paused",
            "product_resumed",
            "particulars_set",
            "variant_added",
            "variant_changed",
            "variant_withdrawn",
        )
    },
    "storefront.about_written": _final(_IN_THE_SHOP),
}
