"""The table of fields, walked: every field, every purpose, everybody in the village."""

from __future__ import annotations

import uuid

import pytest

from blueprints.core import ids
from blueprints.core.db import writing
from blueprints.members import queries, rules, services
from blueprints.members.queries import Purpose
from tests.village import (
    BUYER,
    FARMER,
    MANAGER,
    NEIGHBOUR,
    OFFICER,
    SHIQIAO_FARMER,
    SHIQIAO_MANAGER,
    TREASURER,
)

WHO = {
    "themselves": FARMER,
    "manager": MANAGER,
    "treasurer": TREASURER,
    "fellow": NEIGHBOUR,
    "buyer": BUYER,
    "other_farmer": SHIQIAO_FARMER,
    "other_manager": SHIQIAO_MANAGER,
    "officer": OFFICER,
}
EVERYBODY = {*WHO, "stranger"}
LEADERS = {"manager", "treasurer"}
# (field, purpose) → who sees it of the farmer, who lives with the neighbour; the rest see nothing.
SEEN = {
    ("name", Purpose.PUBLIC): EVERYBODY,
    ("phone", Purpose.REGISTER): LEADERS,
    ("place", Purpose.REGISTER): LEADERS,
    ("joined", Purpose.REGISTER): LEADERS | {"fellow", "themselves"},
    ("household", Purpose.HOUSEHOLD): {"fellow", "themselves"},
    ("household_kind", Purpose.HOUSEHOLD): {"fellow", "themselves"},
    ("kinship", Purpose.HOUSEHOLD): {"fellow", "themselves"},
    **{(field, Purpose.OWN): {"themselves"} for field in rules.FIELDS},
}
WITH_CONSENT = {
    (field, Purpose.SUBSIDY): {"officer"}
    for field in ("place", "household", "household_kind", "kinship")
}


@pytest.fixture
def home() -> None:
    """The farmer and the neighbour live together."""
    farmer, neighbour = queries.person_with(FARMER), queries.person_with(NEIGHBOUR)
    with writing():
        services.state_household(member_id=neighbour, kind="ordinary", key=ids.uuid7())
        services.ask_housemate(
            member_id=neighbour, phone=FARMER, kinship="sibling", key=ids.uuid7()
        )
    [asked] = queries.invitations_to(farmer)
    with writing():
        services.accept_invitation(member_id=farmer, invitation_id=asked.id, key=ids.uuid7())


@pytest.mark.usefixtures("live", "home")
@pytest.mark.parametrize("consent", [False, True])
def test_each_sees_what_the_table_says_and_no_more(consent: bool) -> None:
    farmer = queries.person_with(FARMER)
    if consent:
        with writing():
            services.give_consent(person_id=farmer, purpose="subsidy", by=farmer, key=ids.uuid7())
    wanted = {**SEEN, **(WITH_CONSENT if consent else {})}
    for field in rules.FIELDS:
        for purpose in Purpose:
            got = {name for name in EVERYBODY if _sees(field, purpose, name, farmer)}
            assert got == wanted.get((field, purpose), set()), (field, purpose)


@pytest.mark.usefixtures("live")
def test_the_other_side_of_an_order_is_for_the_shop_to_know() -> None:
    farmer, buyer = queries.person_with(FARMER), queries.person_with(BUYER)
    order = Purpose.ORDER
    hidden = queries.contact_of(farmer, by=buyer, purpose=order)
    assert hidden == queries.Contact("柳大田", None)
    shown = queries.contact_of(farmer, by=None, purpose=order, also={queries.Stand.OTHER_SIDE})
    assert shown == queries.Contact("柳大田", "+8613800000001")


def _sees(field: str, purpose: Purpose, name: str, whose: uuid.UUID) -> bool:
    by = queries.person_with(WHO[name]) if name in WHO else None
    return queries.sees(field, purpose=purpose, by=by, whose=whose)
