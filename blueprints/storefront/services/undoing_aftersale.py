"""What is said after a sale was read by the other side, or by everybody: it is final."""

from __future__ import annotations

from blueprints.core.errors import N_
from blueprints.storefront.services.undoing import BY_THE_OTHER_SIDE, final

_SAID_IN_PUBLIC = N_("What is said of a product stays; nobody can take it away.")
_WITH_THE_OFFICE = N_("The office has it now, and answers.")

UNDO_AFTER_SALE = {
    **{
        f"storefront.order_{did}": final(BY_THE_OTHER_SIDE)
        for did in ("problem", "settled", "answered", "passed_on")
    },
    "storefront.review_written": final(_SAID_IN_PUBLIC),
    "storefront.review_answered": final(_SAID_IN_PUBLIC),
    "storefront.hiding_appealed": final(_WITH_THE_OFFICE),
}
