"""What buyers will ask about a product, in the order in which they ask it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from blueprints.core.errors import N_

# Where an answer to "how do I keep it?" is looked for: words that such an answer has.
_KEEPING = ("存", "放", "保鲜", "冷藏", "冰箱", "阴凉", "keep", "store", "fridge", "cool", "last")
_IS_KEPT = frozenset({"fruit", "vegetables", "grain", "meat_eggs", "tea_honey", "preserves"})
_HAS_NO_WEIGHT = frozenset({"crafts", "visits"})
SHORT_DESCRIPTION = 15

_PHOTO_FAULTS = {
    "dark": N_("A photo is rather dark: by a window or outside it would look better."),
    "blurred": N_("A photo is blurred: hold the phone with both hands and take it once more."),
    "tiny": N_("A photo is very small: buyers cannot look closer. Send the one from the camera."),
}


@dataclass(frozen=True)
class Facts:
    """What is known of a product. `weighed`: its unit is a weight, or its weight is given."""

    category: str
    photos: int
    faults: Collection[str]
    weighed: bool
    description: str
    has_place: bool
    stock: int


def missing(facts: Facts) -> tuple[str, ...]:
    """Kind sentences, the first one first. Nothing of it stops anybody from selling."""
    said = [sentence for name, sentence in _PHOTO_FAULTS.items() if name in facts.faults]
    asked = (
        (not facts.photos, N_("No photo yet: buyers look at that before all else.")),
        (
            not facts.weighed and facts.category not in _HAS_NO_WEIGHT,
            N_("No weight given: buyers ask this first."),
        ),
        (
            facts.category in _IS_KEPT and not _says_how_to_keep(facts.description),
            N_("Not said how to keep it: one sentence is enough."),
        ),
        (not facts.has_place, N_("Not said where it comes from: that is what buyers come for.")),
        (
            len(facts.description) < SHORT_DESCRIPTION,
            N_("The description is short: what is special about it?"),
        ),
        (not facts.stock, N_("None in stock: nobody can order it just now.")),
    )
    found = [sentence for is_so, sentence in asked if is_so]
    return tuple(found[:1] + said + found[1:]) if not facts.photos else tuple(said + found)


def runs_out(stock: int, ordered: int) -> bool:
    """No more left than was ordered in the last seven days, or three at most."""
    return stock <= max(RUNNING_OUT, ordered)


RUNNING_OUT = 3


def _says_how_to_keep(description: str) -> bool:
    text = description.lower()
    return any(word in text for word in _KEEPING)
