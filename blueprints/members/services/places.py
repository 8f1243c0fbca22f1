"""The places of a county: one by hand, or a whole list after a look at it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import select

from blueprints.core import clock, ids
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members import queries, rules
from blueprints.members.models import Place, PlaceImport


def add_place(
    *,
    by: uuid.UUID,
    parent_id: uuid.UUID | None,
    name: str,
    latin_name: str,
    code: str,
    key: uuid.UUID,
) -> Place:
    """Raises NotALevelUp, BadPlaceName, BadPlaceCode."""
    parent = queries.place(parent_id)
    if parent is None or parent.id not in {one.id for one in queries.places_overseen(by)}:
        raise rules.NotALevelUp
    plain = rules.read_place_name(name)
    place = Place(
        id=ids.uuid7(),
        parent_id=parent.id,
        level=rules.level_below(parent.level),
        name=plain,
        latin_name=latin_name[: rules.LONGEST_LATIN] or rules.latin_of(plain),
        code=_free_code(code),
        key=key,
    )
    session.add(place)
    session.flush()
    return place


def look_at_list(
    *, by: uuid.UUID, county_id: uuid.UUID, rows: Sequence[Sequence[str]], key: uuid.UUID
) -> PlaceImport:
    """What a confirmation would do. Nothing is changed yet. Raises NotFound and BadList."""
    county_code = _county(by, county_id).code or rules.county_code_in(rows)
    if county_code is None:
        raise rules.BadList
    found = rules.read_divisions(rows, _known(county_id, county_code))
    seen = PlaceImport(
        id=ids.uuid7(),
        made_by=by,
        made_at=clock.now(),
        found={**asdict(found), "county": str(county_id), "code": county_code},
        key=key,
    )
    session.add(seen)
    session.flush()
    return seen


def confirm_list(*, by: uuid.UUID, import_id: uuid.UUID) -> None:
    """All of what was right, in one commit; again: nothing more. NotFound, ImportOver."""
    asked = select(PlaceImport).where(PlaceImport.id == import_id, PlaceImport.made_by == by)
    seen = session.scalar(asked.with_for_update())
    if seen is None:
        raise NotFound
    if seen.confirmed_at is not None:
        return
    county = _county(by, uuid.UUID(seen.found["county"]))
    known = _codes()
    new = [rules.Division(**one) for one in seen.found["new"]]
    mine = known.get(seen.found["code"], county.id)
    if mine != county.id or any(one.code in known for one in new):
        raise rules.ImportOver
    county.code = seen.found["code"]
    known[seen.found["code"]] = county.id
    for one in new:
        known[one.code] = ids.uuid7()
        session.add(_place(one, known))
        if one.level == "township":
            session.flush()
    seen.confirmed_at = clock.now()
    session.flush()


def _place(one: rules.Division, known: dict[str, uuid.UUID]) -> Place:
    if one.parent not in known:
        raise rules.ImportOver
    return Place(
        id=known[one.code],
        parent_id=known[one.parent],
        level=one.level,
        name=one.name,
        latin_name=one.latin_name,
        code=one.code,
    )


def _county(by: uuid.UUID, county_id: uuid.UUID) -> Place:
    overseen = {one.id for one in queries.places_overseen(by) if one.level == "county"}
    if county_id not in overseen:
        raise NotFound
    return session.get_one(Place, county_id, with_for_update=True)


def _free_code(text: str) -> str | None:
    if not text:
        return None
    code = rules.read_code_of(text)
    taken = select(Place.id).where(Place.code == code)
    if code is None or session.scalar(taken) is not None:
        raise rules.BadPlaceCode
    return code


def _codes() -> dict[str, uuid.UUID]:
    asked = select(Place.code, Place.id).where(Place.code.is_not(None))
    return {code: place_id for code, place_id in session.execute(asked) if code}


def _known(county_id: uuid.UUID, county_code: str) -> dict[str, str]:
    """Names by code; the county answers to the code that was given for it."""
    asked = select(Place.code, Place.name).where(Place.code.is_not(None))
    known = {code: name for code, name in session.execute(asked) if code}
    return {**known, county_code: session.get_one(Place, county_id).name}
