"""Many people at once, as an import or the years bring them."""

from __future__ import annotations

import uuid
from datetime import timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from blueprints.core import clock, ids
from blueprints.members import services
from blueprints.members.models import Membership, Person

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "秀英桂兰建国志强丽华玉梅海燕春生大田满仓小雨"


def newcomers(live: Session, organisation_id: uuid.UUID, count: int) -> list[str]:
    """So many members more, one after another; their names, oldest membership first."""
    now, people, memberships = clock.now(), [], []
    for number in range(count):
        person, name = ids.uuid7(), _name(number)
        since = now - timedelta(days=1) + timedelta(seconds=number)
        people.append({"id": person, "phone": f"+86139{number:08}", "name": name})
        memberships.append(
            {
                "id": ids.uuid7(),
                "person_id": person,
                "organisation_id": organisation_id,
                "since": since,
            }
        )
    live.execute(insert(Person), people)
    live.execute(insert(Membership), memberships)
    services.make_findable([one["id"] for one in memberships])
    return [one["name"] for one in people]


def _name(number: int) -> str:
    first, rest = number % len(SURNAMES), number // len(SURNAMES)
    given = GIVEN[rest % len(GIVEN)] + GIVEN[(rest // len(GIVEN) + 7) % len(GIVEN)]
    return SURNAMES[first] + given
