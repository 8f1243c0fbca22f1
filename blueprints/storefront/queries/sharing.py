"""A product found by the short word that is printed under its code."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from blueprints.core import ids
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.storefront.models import Product, is_shown


def product_called(word: str) -> uuid.UUID:
    """Raises NotFound for a word that names none, or one that is no longer sold."""
    between = ids.reach(word)
    if between is None:
        raise NotFound
    named = select(Product.id).where(Product.id.between(*between), is_shown())
    found = session.scalars(named.order_by(Product.id).limit(1)).first()
    if found is None:
        raise NotFound
    return found
