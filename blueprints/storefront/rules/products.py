"""What is sold, and by what measure."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from blueprints.core.errors import N_

MOST_STOCK = 1_000_000

MOST_PHOTOS = 6

CATEGORIES: Mapping[str, str] = {
    "fruit": N_("Fruit"),
    "vegetables": N_("Vegetables"),
    "grain": N_("Grain and oil"),
    "meat_eggs": N_("Meat and eggs"),
    "tea_honey": N_("Tea and honey"),
    "preserves": N_("Dried and preserved"),
    "crafts": N_("Handicraft"),
    "visits": N_("Visits and stays"),
}

# The word that is sold by → how it is said elsewhere, and grams where it is a weight.
UNITS: Mapping[str, str] = {
    "斤": N_("jin"),
    "kg": N_("kg"),
    "个": N_("piece"),
    "只": N_("head"),
    "盒": N_("box"),
    "瓶": N_("bottle"),
    "袋": N_("bag"),
    "罐": N_("jar"),
    "件": N_("item"),
    "张": N_("sheet"),
    "篮": N_("basketful"),
    "位": N_("person"),
}

_GRAMS = {"斤": 500, "公斤": 1000, "kg": 1000, "千克": 1000, "两": 50, "g": 1, "克": 1}


def is_weight(unit: str) -> bool:
    return unit in _GRAMS


def per_kg_minor(price_minor: int, unit: str) -> int | None:
    """The price of a kilogram, where the unit is another weight. Half-even, once, at the end."""
    grams = _GRAMS.get(unit)
    if grams in (None, 1000):
        return None
    return round(Fraction(price_minor * 1000, grams))


def per_jin_minor(price_minor: int, unit: str) -> int | None:
    """The price of a 斤, where something is sold by the kilogram."""
    return round(Fraction(price_minor, 2)) if _GRAMS.get(unit) == 1000 else None
