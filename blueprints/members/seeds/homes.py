"""Who lives together in the demo village, as each of them stated, and what they agreed to."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from blueprints.members.models import Consent, Household, HouseholdKind, Housemate
from blueprints.members.seeds.names import id_for


class Home(NamedTuple):
    """`other` is to `founder` what `kinship` says; `agreed`: both, to subsidies."""

    founder: int
    other: int
    kinship: str
    kind: str
    days_ago: int
    agreed: bool = False


HOMES = (
    Home(5, 6, "spouse", "ordinary", 90),
    Home(22, 25, "child", "poverty_edge", 60, agreed=True),
)


def plant_homes(live: Session, start: datetime, people: Mapping[int, uuid.UUID]) -> None:
    """`people` by the last two digits of their numbers."""
    for home in HOMES:
        moment = start - timedelta(days=home.days_ago)
        _plant(live, moment, home, people[home.founder], people[home.other])


def _plant(
    live: Session, moment: datetime, home: Home, founder: uuid.UUID, other: uuid.UUID
) -> None:
    def named(word: str, whose: uuid.UUID) -> dict[str, uuid.UUID]:
        names = (word, f"{word} key")
        one, key = (id_for(moment, name, whose.hex) for name in names)
        return {"id": one, "key": key}

    house = named("household", founder)
    live.add(Household(**house, founded_by=founder, founded_at=moment))
    live.flush()
    there, since = house["id"], {"asked_at": moment, "accepted_at": moment}
    stated = {"household_id": there, "kind": home.kind, "stated_by": founder, "at": moment}
    live.add(HouseholdKind(**named("kind", founder), **stated))
    live.add(Housemate(**named("mate", founder), household_id=there, person_id=founder, **since))
    kin = {"person_id": other, "kinship": home.kinship, "asked_by": founder}
    live.add(Housemate(**named("mate", other), household_id=there, **kin, **since))
    for who in (founder, other):
        for purpose in ("household", "subsidy") if home.agreed else ("household",):
            given = {"purpose": purpose, "how": "own", "given_at": moment}
            live.add(Consent(**named(purpose, who), person_id=who, by=who, **given))
