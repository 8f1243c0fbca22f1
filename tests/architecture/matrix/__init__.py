"""Who gets what: one row for each route and each kind of ownership, a module a room.

A route without a row fails.
"""

from __future__ import annotations

from tests.architecture.matrix import (
    decisions,
    members,
    members_acting,
    members_admissions,
    members_corrections,
    members_desk,
    members_entry,
    members_founding,
    members_imports,
    members_own,
    members_register,
    porch,
    storefront,
    storefront_aftersale,
    storefront_delivery,
    storefront_goods,
    storefront_stall,
    storefront_together,
)
from tests.architecture.matrix.cases import GUESTS, IDENTITIES, Case, Things

__all__ = ["CASES", "GUESTS", "IDENTITIES", "Case", "Things"]

CASES: tuple[Case, ...] = (
    *porch.CASES,
    *members.CASES,
    *members_acting.CASES,
    *members_admissions.CASES,
    *members_corrections.CASES,
    *members_desk.CASES,
    *members_entry.CASES,
    *members_founding.CASES,
    *members_imports.CASES,
    *members_own.CASES,
    *members_register.CASES,
    *storefront.CASES,
    *storefront_goods.CASES,
    *storefront_delivery.CASES,
    *storefront_together.CASES,
    *storefront_stall.CASES,
    *storefront_aftersale.CASES,
    *decisions.CASES,
)
