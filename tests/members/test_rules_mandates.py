"""For what, and how long, one may be asked to act; what a recording is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.members.rules import mandates

WORDS = st.sets(st.sampled_from(["sell", "order", "vote", "", "*"]))


@given(WORDS, WORDS)
def test_only_what_is_offered_may_be_asked_for(wanted: set[str], offered: set[str]) -> None:
    if wanted and wanted <= offered:
        assert mandates.check_scope(wanted, offered) == wanted
    else:
        with pytest.raises(mandates.ScopeUnknown):
            mandates.check_scope(wanted, offered)


@given(st.integers())
def test_from_a_day_to_four_weeks(days: int) -> None:
    if 1 <= days <= 28:
        assert mandates.check_days(days) == timedelta(days=days)
    else:
        with pytest.raises(mandates.TimeUnknown):
            mandates.check_days(days)


def test_every_choice_is_possible() -> None:
    assert [mandates.check_days(days).days for days in mandates.DAYS_TO_CHOOSE] == [1, 7, 14, 28]


@pytest.mark.parametrize(
    ("beginning", "ending"),
    [
        (b"\x1aE\xdf\xa3", "webm"),
        (b"OggS", "ogg"),
        (b"\0\0\0\x20ftypM4A ", "m4a"),
        (b"RIFF....WAVE", "wav"),
        (b"ID3\x04", "mp3"),
        (b"#!AMR\n", "amr"),
    ],
)
def test_a_recording_is_known_by_its_beginning(beginning: bytes, ending: str) -> None:
    assert mandates.sound_of(beginning + bytes(40))[1] == ending


@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff\xd8\xff\xe0", b"PK\x03\x04"])
def test_anything_else_is_none(body: bytes) -> None:
    with pytest.raises(mandates.NoSound):
        mandates.sound_of(body)


def test_a_long_one_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(mandates.SoundTooHeavy):
        mandates.sound_of(b"OggS" + bytes(mandates.MOST_VOICE_BYTES))


@given(st.sets(st.integers(0, 4)), st.sets(st.integers(0, 4)))
def test_a_pin_proves_something_where_one_phone_is_theirs_alone(
    theirs: set[int], helpers: set[int]
) -> None:
    assert mandates.proves_nothing(theirs, helpers) == (bool(theirs) and not theirs - helpers)
