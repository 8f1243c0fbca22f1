"""What is found by the short word that is printed under a code."""

from __future__ import annotations

import uuid

from sqlalchemy import literal, select, union_all

from blueprints.core import ids
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.storefront.models import GroupOrder, Product, is_shown


def called(word: str) -> tuple[str, uuid.UUID]:
    """`product` or `group`, and which. Raises NotFound for a word that names none, or a product
    that is no longer sold.
    """
    between = ids.reach(word)
    if between is None:
        raise NotFound
    products = select(literal("product"), Product.id).where(
        Product.id.between(*between), is_shown()
    )
    groups = select(literal("group"), GroupOrder.id).where(GroupOrder.id.between(*between))
    found = session.execute(union_all(products, groups).order_by(Product.id).limit(1)).first()
    if found is None:
        raise NotFound
    return found[0], found[1]
