"""When something grows and comes, what it weighs, and where a visit begins."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from blueprints.core import clock
from blueprints.storefront import rules
from blueprints.storefront.models import Product
from blueprints.storefront.services.products import ProductChanged, own_locked


@dataclass(frozen=True)
class Particulars:
    """Months are numbers; the weight is of one unit, where the unit is no weight."""

    season_from: int | None = None
    season_to: int | None = None
    harvest_on: date | None = None
    promised_on: date | None = None
    weight_grams: int | None = None
    meeting: str = ""


def set_particulars(
    *, seller_id: uuid.UUID, product_id: uuid.UUID, version: int | None, told: Particulars
) -> Product:
    product = own_locked(seller_id, product_id)
    if version not in (None, product.version):
        raise ProductChanged
    rules.check_season(told.season_from, told.season_to)
    rules.check_promise(told.promised_on, clock.local(clock.now()).date())
    product.season_from, product.season_to = told.season_from, told.season_to
    product.harvest_on, product.promised_on = told.harvest_on, told.promised_on
    product.weight_grams = told.weight_grams
    product.meeting = told.meeting or None
    product.version += 1
    return product
