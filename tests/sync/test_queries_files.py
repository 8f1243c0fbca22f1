"""What a phone may ask about itself."""

from __future__ import annotations

from sqlalchemy.orm import Session

from blueprints.core import clock, keys
from blueprints.core.ids import uuid7
from blueprints.sync import queries
from blueprints.sync.rules import State


def test_a_file_that_was_never_begun_is_unknown_and_has_no_length(live: Session) -> None:
    told = queries.file_of("v:nobody", "0" * 64)
    assert (told.state, told.stored, told.length) == (State.UNKNOWN, 0, None)


def test_what_was_received_is_listed_newest_first_and_only_to_its_owner(live: Session) -> None:
    first, second = uuid7(), uuid7()
    for key, owner in ((first, "v:one"), (second, "v:one"), (uuid7(), "v:other")):
        live.add(
            keys.Key(
                owner=owner,
                key=key,
                route="POST /",
                payload="",
                state="received",
                status=200,
                message="Received.",
                location="/",
                errors={},
                answered_at=clock.now(),
            )
        )
        live.flush()
    numbers = [one.number for one in queries.received_from("v:one", 5)]
    head = str(second)[:8].upper()
    assert len(numbers) == 2
    assert numbers[0] == f"{head[:4]}-{head[4:]}"
    assert len(queries.received_from("v:one", 1)) == 1
