"""Why a way, a window or a delay that was set for somebody is not taken back by itself."""

from __future__ import annotations

from blueprints.core.acting import Undo
from blueprints.core.errors import N_

_ON_ITS_PAGE = N_("It can be changed again on the page of how buyers get it.")
_TOLD = N_("The buyers have been told. If the day changes again, note that day too.")


def _stays(reason: str) -> Undo:
    return Undo(lambda ids: dict.fromkeys(ids, reason), lambda _id, _viewer, _key: None)


UNDO_DELIVERY: dict[str, Undo] = {
    **{
        f"storefront.{did}": _stays(_ON_ITS_PAGE)
        for did in ("way_set", "way_ended", "window_set", "window_ended")
    },
    **{f"storefront.{did}": _stays(_TOLD) for did in ("order_delayed", "window_delayed")},
}
