"""One thing that the demo village sells."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Good:
    """What a seller has written about it; the price is in fen, for one unit."""

    slug: str
    seller: str
    through: str | None
    place: str
    category: str
    title_zh: str
    description_zh: str
    title_en: str
    description_en: str
    price_minor: int
    unit: str
    stock: int
    drawing: str
    days_ago: int
