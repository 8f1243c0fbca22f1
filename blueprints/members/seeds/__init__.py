"""The people, places and organisations of the demo village. Nobody in it lives anywhere.

Everybody's PIN is known, which is why a real deployment refuses a database that holds them.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from blueprints.core import clock
from blueprints.members.models import Membership, Organisation, Person, Place, Request, Role
from blueprints.members.queries import organisation_with, person_with, place_with
from blueprints.members.seeds.helping import plant_helping
from blueprints.members.seeds.homes import plant_homes
from blueprints.members.seeds.names import id_for
from blueprints.members.services.pins import hash_pin

__all__ = ["id_for", "organisation_with", "person_with", "place_with", "plant", "village_stands"]

PIN = "246810"

# latin name, name, level, lies in, division code (99 is no province)
PLACES = (
    ("Qinghe", "青禾县", "county", None, "990101000000"),
    ("Liuhe", "柳河镇", "township", "Qinghe", "990101101000"),
    ("Shiling", "石岭乡", "township", "Qinghe", "990101202000"),
    ("Liushu", "柳树村", "village", "Liuhe", "990101101201"),
    ("Hewan", "河湾村", "village", "Liuhe", "990101101202"),
    ("Shiqiao", "石桥村", "village", "Shiling", "990101202201"),
    ("Yunping", "云坪村", "village", "Shiling", "990101202202"),
)

# latin name, name, kind, place, founded years ago
ORGANISATIONS = (
    ("Liushu Cooperative", "柳树合作社", "cooperative", "Liushu", 9),
    ("Shiqiao Cooperative", "石桥合作社", "cooperative", "Shiqiao", 5),
    ("Qinghe County Government", "青禾县人民政府", "government", "Qinghe", 60),
    ("Tongxin Rural Service", "同心乡村服务社", "social", "Qinghe", 7),
    ("Heguang Village Lender", "禾光村镇小额贷款", "lender", "Qinghe", 6),
    ("Anhe Farm Insurance", "安禾农业保险", "insurer", "Qinghe", 8),
    ("Commonfield Platform", "同田平台公司", "platform", "Qinghe", 3),
    ("Tianwei Foods", "田味食品商行", "buyer", "Qinghe", 4),
)


class Villager(NamedTuple):
    """`role` is held in `organisation`, or for a representative in `home`."""

    last_two: int
    name: str
    home: str | None
    organisation: str | None = None
    member: bool = False
    role: str | None = None


LIUSHU, SHIQIAO = "Liushu Cooperative", "Shiqiao Cooperative"
PEOPLE = (
    Villager(1, "柳大田", "Liushu", LIUSHU, member=True),
    Villager(2, "周禾秀", "Liushu", LIUSHU, member=True, role="manager"),
    Villager(3, "陈穗芳", "Liushu", LIUSHU, member=True, role="treasurer"),
    Villager(4, "柳春生", "Liushu", LIUSHU, member=True),
    Villager(5, "何满仓", "Hewan", LIUSHU, member=True),
    Villager(6, "林桂枝", "Hewan", LIUSHU, member=True),
    Villager(7, "柳小雨", "Liushu", LIUSHU, member=True),
    Villager(11, "江望舒", None),
    Villager(12, "顾青", None),
    Villager(21, "石敬山", "Shiqiao", SHIQIAO, member=True, role="manager"),
    Villager(22, "石玉兰", "Shiqiao", SHIQIAO, member=True, role="treasurer"),
    Villager(23, "云长庚", "Yunping", SHIQIAO, member=True),
    Villager(24, "云采薇", "Yunping", SHIQIAO, member=True),
    Villager(25, "石阿木", "Shiqiao", SHIQIAO, member=True),
    Villager(31, "方明礼", None, "Qinghe County Government", role="officer"),
    Villager(41, "苏念慈", None, "Tongxin Rural Service", role="mentor"),
    Villager(51, "钱守信", None, "Heguang Village Lender", role="loan_officer"),
    Villager(61, "安若谷", None, "Anhe Farm Insurance", role="claims_officer"),
    Villager(71, "程知行", None, "Commonfield Platform", role="platform_staff"),
    Villager(81, "柳老根", "Liushu", role="representative"),
    Villager(82, "柳金凤", "Liushu", role="representative"),
    Villager(83, "周水生", "Liushu", role="representative"),
    Villager(84, "陈小满", "Liushu", role="representative"),
    Villager(85, "柳向东", "Liushu", role="representative"),
)


def village_stands(live: Session) -> bool:
    return live.scalar(select(Person.id).limit(1)) is not None


def plant(live: Session) -> None:
    """The same village for the same day: ids, too, follow from the day and the name."""
    today = clock.local(clock.now()).replace(hour=8, minute=0, second=0, microsecond=0)
    start = today.astimezone(UTC)
    places = _places(live, start)
    organisations = _organisations(live, start, places)
    people = _people(live, start, places)
    founder = people[2]
    for villager in PEOPLE:
        _belonging(live, start, villager, places, organisations, people, founder)
    _handed_over(live, start, organisations, people)
    _asking(live, start, organisations[LIUSHU], people[83])
    plant_homes(live, start, people)
    plant_helping(live, start, organisations[SHIQIAO], people[21], places["Shiqiao"])
    live.flush()


def _places(live: Session, start: datetime) -> dict[str, uuid.UUID]:
    ids: dict[str, uuid.UUID] = {}
    moment = start - timedelta(days=3000)
    for latin, name, level, lies_in, code in PLACES:
        ids[latin] = id_for(moment, "place", latin)
        live.add(
            Place(
                id=ids[latin],
                parent_id=ids.get(lies_in or ""),
                level=level,
                name=name,
                latin_name=latin,
                code=code,
                key_county=level == "county",
            )
        )
        live.flush()
    return ids


def _organisations(
    live: Session, start: datetime, places: dict[str, uuid.UUID]
) -> dict[str, uuid.UUID]:
    ids: dict[str, uuid.UUID] = {}
    for latin, name, kind, place, years in ORGANISATIONS:
        founded = start - timedelta(days=365 * years + len(latin))
        ids[latin] = id_for(start - timedelta(days=2900), "organisation", latin)
        live.add(
            Organisation(
                id=ids[latin],
                kind=kind,
                name=name,
                latin_name=latin,
                place_id=places[place],
                founded_on=founded.date(),
            )
        )
    live.flush()
    return ids


def _people(live: Session, start: datetime, places: dict[str, uuid.UUID]) -> dict[int, uuid.UUID]:
    one_hash = hash_pin(PIN)  # everybody's PIN is the same and known: no reason to wait for 24
    ids: dict[int, uuid.UUID] = {}
    for villager in PEOPLE:
        joined = start - timedelta(days=700 - 5 * villager.last_two)
        phone = f"+861380000{villager.last_two:04}"
        ids[villager.last_two] = id_for(joined, "person", phone)
        live.add(
            Person(
                id=ids[villager.last_two],
                phone=phone,
                name=villager.name,
                pin_hash=one_hash,
                place_id=places[villager.home] if villager.home else None,
                joined_at=joined,
            )
        )
    live.flush()
    return ids


def _belonging(
    live: Session,
    start: datetime,
    villager: Villager,
    places: dict[str, uuid.UUID],
    organisations: dict[str, uuid.UUID],
    people: dict[int, uuid.UUID],
    founder: uuid.UUID,
) -> None:
    person, since = people[villager.last_two], start - timedelta(days=650 - 5 * villager.last_two)
    organisation = organisations.get(villager.organisation or "")
    if villager.member and organisation:
        live.add(
            Membership(
                id=id_for(since, "membership", person.hex),
                person_id=person,
                organisation_id=organisation,
                since=since,
            )
        )
    if villager.role:
        home = (
            places[villager.home] if villager.role == "representative" and villager.home else None
        )
        live.add(
            Role(
                id=id_for(since, "role", person.hex),
                person_id=person,
                name=villager.role,
                organisation_id=organisation,
                place_id=home,
                granted_at=since,
                granted_by=founder,
            )
        )


def _handed_over(
    live: Session,
    start: datetime,
    organisations: dict[str, uuid.UUID],
    people: dict[int, uuid.UUID],
) -> None:
    """Someone kept Shiqiao's books before: history has a past from the first day."""
    began, ended = start - timedelta(days=600), start - timedelta(days=540)
    live.add(
        Role(
            id=id_for(began, "role before", people[23].hex),
            person_id=people[23],
            name="treasurer",
            organisation_id=organisations[SHIQIAO],
            granted_at=began,
            granted_by=people[21],
            ended_at=ended,
            ended_by=people[21],
        )
    )


def _asking(live: Session, start: datetime, organisation: uuid.UUID, neighbour: uuid.UUID) -> None:
    """One waits for the manager's answer."""
    moment = start - timedelta(days=1)
    one, key = (id_for(moment, word, neighbour.hex) for word in ("request", "request key"))
    words = {"note": "种八亩蜜桔。", "asked_at": moment, "key": key}
    live.add(Request(id=one, person_id=neighbour, organisation_id=organisation, **words))
