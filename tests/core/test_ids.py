"""Ids: ordered by their making, unlike one another, and read back strictly."""

import os
import threading
import time
import uuid
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.core.ids import as_uuid, reach, short, uuid7

MOMENT = 1_788_000_000_000


def milliseconds(made: uuid.UUID) -> int:
    return made.int >> 80


def test_an_id_is_a_uuid_of_version_seven_and_carries_the_present() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid7()
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert before <= milliseconds(made) <= time.time_ns() // 1_000_000 + 10


def test_every_id_is_greater_than_the_one_before() -> None:
    made = [uuid7() for _ in range(20_000)]
    assert all(earlier < later for earlier, later in pairwise(made))


def test_order_survives_many_more_ids_than_one_millisecond_counts() -> None:
    made = [uuid7(MOMENT) for _ in range(10_000)]
    assert made == sorted(set(made))
    assert milliseconds(made[0]) == MOMENT
    assert milliseconds(made[-1]) > MOMENT


def test_a_given_moment_is_carried_and_does_not_disturb_the_present() -> None:
    earlier = uuid7()
    assert milliseconds(uuid7(MOMENT * 2)) == MOMENT * 2
    assert milliseconds(uuid7(MOMENT)) == MOMENT
    assert earlier < uuid7() < uuid7(MOMENT * 2)


def test_a_clock_set_back_brings_no_smaller_id(monkeypatch: pytest.MonkeyPatch) -> None:
    earlier = uuid7()
    monkeypatch.setattr(time, "time_ns", lambda: 1_000_000_000)
    assert uuid7() > earlier


def test_threads_never_mint_the_same_id() -> None:
    made: list[uuid.UUID] = []
    threads = [
        threading.Thread(target=lambda: made.extend([uuid7() for _ in range(2_000)]))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 16_000


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_forked_child_mints_ids_of_its_own() -> None:
    uuid7()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, b"".join(uuid7().bytes for _ in range(100)))
        os._exit(0)
    mine = {uuid7() for _ in range(100)}
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        sent = pipe.read()
    os.waitpid(child, 0)
    theirs = {uuid.UUID(bytes=sent[at : at + 16]) for at in range(0, len(sent), 16)}
    assert len(mine | theirs) == 200


@pytest.mark.parametrize("moment", [-1, 1 << 48])
def test_a_moment_outside_the_format_is_refused(moment: int) -> None:
    with pytest.raises(ValueError, match="48 bits"):
        uuid7(moment)


@given(st.uuids(), st.sampled_from(["{}", '"{}"', ' "{}" ', "{}\r\n"]))
def test_a_uuid_is_read_bare_or_quoted_in_any_version(made: uuid.UUID, around: str) -> None:
    assert as_uuid(around.format(made)) == made
    assert as_uuid(around.format(str(made).upper())) == made


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        '"',
        '""',
        "12",
        "not-a-key",
        "0192f0c1a5b77c3e9d2a5b6c7d8e9f00",
        "{0192f0c1-a5b7-7c3e-9d2a-5b6c7d8e9f00}",
        "urn:uuid:0192f0c1-a5b7-7c3e-9d2a-5b6c7d8e9f00",
        '"0192f0c1-a5b7-7c3e-9d2a-5b6c7d8e9f00',
        "0192f0c1-a5b7-7c3e-9d2a-5b6c7d8e9f0g",
        "٠192f0c1-a5b7-7c3e-9d2a-5b6c7d8e9f00",
        "0192f0c1-a5b7-7c3e-9d2a-5b6c7d8e9f00" * 2,
    ],
)
def test_what_is_not_a_uuid_is_none(text: str | None) -> None:
    assert as_uuid(text) is None


def test_a_short_word_says_moment_and_count() -> None:
    one = uuid.UUID("01890a5d-ac96-774b-bcce-b302099a8057")
    assert short(one) == "064GMQDCJSTB"
    assert reach("064GMQDCJSTB") == (
        uuid.UUID("01890a5d-ac96-774b-0000-000000000000"),
        uuid.UUID("01890a5d-ac96-774b-ffff-ffffffffffff"),
    )


def test_every_id_is_within_reach_of_its_word_however_it_is_written() -> None:
    for made in (uuid7() for _ in range(500)):
        word = short(made)
        typed = f"{word[:4]}-{word[4:8]} {word[8:]}".lower().replace("0", "o").replace("1", "l")
        between = reach(typed)
        assert between is not None
        assert between[0] <= made <= between[1]


@given(st.text(max_size=14))
def test_any_other_text_reaches_nothing_or_one_word(text: str) -> None:
    between = reach(text)
    assert between is None or reach(short(between[0])) == between
