"""Photos that follow their words: piece by piece, as often as it takes, and only to their owner."""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from blueprints.core import clock, events
from blueprints.core.db import session
from blueprints.core.facts import Fact
from blueprints.core.photo_field import KeptPhoto
from blueprints.core.visitors import owner_of
from blueprints.sync import jobs, queries, rules, services
from blueprints.sync.models import File, Piece
from blueprints.sync.rules import State

OWNER = owner_of(uuid.UUID(int=1).hex)
PIECE = 400

Arrived = list[tuple[str, str, KeptPhoto | None]]


def photo(colour: str = "#a8321a") -> bytes:
    file = io.BytesIO()
    Image.effect_noise((60, 40), 60).convert("RGB").save(file, "JPEG")
    Image.new("RGB", (64, 48), colour).save(file := io.BytesIO(), "PNG")
    return file.getvalue() + b"\0" * 1000  # what follows a picture's end is nobody's


def name_of(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def send(body: bytes, offset: int, size: int, owner: str = OWNER) -> queries.FileView:
    return services.take_piece(
        owner=owner,
        sha256=name_of(body),
        offset=offset,
        length=len(body),
        body=body[offset : offset + size],
    )


@pytest.fixture
def arrived() -> Iterator[Arrived]:
    told: Arrived = []

    def listen(*, owner: str, sha256: str, photo: KeptPhoto | None) -> None:
        told.append((owner, sha256, photo))

    events.on("sync.file_received")(listen)
    yield told
    events._listeners["sync.file_received"].remove(listen)


def test_a_photo_arrives_in_pieces_and_is_told_of_once_whole(
    live: Session, arrived: Arrived
) -> None:
    body = photo()
    for offset in range(0, len(body), PIECE):
        assert arrived == []
        told = send(body, offset, PIECE)
        assert told.stored == min(offset + PIECE, len(body))
    assert told.state == State.COMPLETE
    ((owner, sha256, kept),) = arrived
    assert (owner, sha256) == (OWNER, name_of(body))
    assert kept is not None
    assert (kept.width, kept.height) == (64, 48)
    assert live.scalar(select(func.count()).select_from(Piece)) == 0


def test_a_lost_answer_costs_nothing_but_a_repeat(live: Session, arrived: Arrived) -> None:
    body = photo()
    for _ in range(2):
        assert send(body, 0, PIECE).stored == PIECE
    assert send(body, 0, 0).stored == PIECE, "an empty piece only asks"
    send(body, PIECE, len(body))
    again = send(body, 0, 0)
    assert again.state == State.COMPLETE
    assert len(arrived) == 2, "a later form may wait for the same photo"


def test_a_piece_beyond_a_gap_is_not_taken(live: Session) -> None:
    body = photo()
    assert send(body, PIECE, PIECE).stored == 0


def test_a_file_that_is_no_picture_is_refused_with_a_reason(
    live: Session, arrived: Arrived
) -> None:
    body = b"not a picture" * 9
    told = send(body, 0, len(body))
    assert told.state == State.REFUSED
    assert "not a picture" in told.message
    assert arrived == [(OWNER, name_of(body), None)]
    assert queries.file_of(OWNER, name_of(body)).state == State.REFUSED


def test_other_bytes_under_that_name_are_not_believed(live: Session, arrived: Arrived) -> None:
    body = photo()
    with pytest.raises(rules.NotTheFile):
        services.take_piece(
            owner=OWNER, sha256=name_of(b"other"), offset=0, length=len(body), body=body
        )
    assert queries.file_of(OWNER, name_of(b"other")).state == State.UNKNOWN
    assert arrived == []


def test_nobody_else_sees_how_far_a_file_has_come(live: Session) -> None:
    body = photo()
    send(body, 0, PIECE)
    other = queries.file_of(owner_of(uuid.UUID(int=2).hex), name_of(body))
    assert (other.stored, other.length, other.state) == (0, None, State.UNKNOWN)


def test_what_a_visitor_sent_goes_with_them_when_they_sign_in(live: Session) -> None:
    body = photo()
    send(body, 0, PIECE, owner="v:somebody")
    services.adopt(session(), "somebody", OWNER)
    session.commit()
    assert send(body, PIECE, len(body)).state == State.COMPLETE


def test_one_person_cannot_fill_the_house_with_beginnings(live: Session) -> None:
    for n in range(rules.MOST_UNDER_WAY):
        services.take_piece(owner=OWNER, sha256=f"{n:064x}", offset=0, length=9, body=b"")
    with pytest.raises(rules.TooManyFiles):
        services.take_piece(owner=OWNER, sha256="f" * 64, offset=0, length=9, body=b"")


def test_a_beginning_that_nobody_went_on_with_is_forgotten(
    live: Session, clock_at: Callable[..., object]
) -> None:
    body = photo()
    send(body, 0, PIECE)
    clock_at(clock.now() + rules.KEPT_FOR + timedelta(days=1))
    jobs.forget_unfinished()
    assert live.get(File, (OWNER, name_of(body))) is None
    assert live.scalar(select(func.count()).select_from(Piece)) == 0


def test_the_key_to_what_is_locked_is_each_persons_own(live: Session) -> None:
    one, other = (services.seal_key(uuid.UUID(int=n)) for n in (1, 2))
    assert one != other
    assert len(one) == 32
    assert one == services.seal_key(uuid.UUID(int=1))
    live.get_one(Fact, "phones").value = "another deployment's"
    live.flush()
    assert one != services.seal_key(uuid.UUID(int=1))
