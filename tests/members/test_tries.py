"""Guessing PINs is hopeless, and the owner never pays for it (ux-ecosystem-security, C-10)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blueprints.core.db import session, writing
from blueprints.core.errors import TooMany
from blueprints.members import rules, services
from blueprints.members.models import Attempt
from tests.members.gate import WRONG, confirmed, enter, guesses, join, sign_in
from tests.village import FARMER


@pytest.mark.usefixtures("live")
def test_a_wrong_pin_reads_the_same_for_known_and_unknown_numbers() -> None:
    refusals = []
    for phone in (FARMER, "13700000099"):
        with pytest.raises(services.WrongPin) as refusal:
            sign_in(phone, WRONG)
        refusals.append(str(refusal.value))
    assert refusals[0] == refusals[1]


@pytest.mark.parametrize("phone", [FARMER, "13700000099"])
@pytest.mark.usefixtures("live")
def test_at_most_ten_guesses_a_day_are_looked_at_from_anywhere(
    phone: str, clock_at: Callable[[datetime], datetime]
) -> None:
    moment = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
    looked_at = 0
    for _ in range(200):
        moment = clock_at(moment + timedelta(minutes=7))
        looked_at += guesses(phone, 1)
        if moment.day != 1:
            break
    assert looked_at == 10


@pytest.mark.usefixtures("live")
def test_the_owner_on_a_known_device_is_never_locked_out() -> None:
    owner = confirmed()
    assert guesses(FARMER, 30) == 5
    assert isinstance(sign_in(token=owner.device_token), services.Entered)


@pytest.mark.usefixtures("live")
def test_a_known_device_is_slowed_and_says_for_how_long() -> None:
    owner = confirmed()
    assert guesses(FARMER, 30, owner.device_token) == 5
    with pytest.raises(TooMany) as refusal:
        sign_in(token=owner.device_token)
    assert 25 <= refusal.value.seconds <= 30


@pytest.mark.usefixtures("live")
def test_a_code_to_ones_own_number_opens_the_door_again() -> None:
    guesses(FARMER, 30)
    with pytest.raises(TooMany):
        sign_in()
    token = join(FARMER)
    enter("join", token)
    assert isinstance(sign_in(token=token), services.Entered)
    assert isinstance(sign_in(), services.CodeSent)


@pytest.mark.usefixtures("live")
def test_right_pins_are_not_slowed_and_leave_nothing_behind() -> None:
    for _ in range(12):
        assert isinstance(sign_in(), services.CodeSent)
    assert session.scalars(select(Attempt)).all() == []


def test_many_guesses_at_once_cannot_pass_the_limit_together(app: Flask) -> None:
    looked_at: list[int] = []

    def guess() -> None:
        with app.app_context():
            looked_at.append(guesses(FARMER, 5))

    threads = [threading.Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 5 <= sum(looked_at) <= rules.MOST_UNCONFIRMED


def test_a_guess_that_is_not_looked_at_waits_for_no_writer(app: Flask) -> None:
    """A flood of them must not queue for the one lock, and keep everybody else waiting."""
    with app.app_context():
        guesses(FARMER, 5)
        session.remove()
        refused: list[int] = []

        def guess() -> None:
            with app.app_context():
                try:
                    sign_in(FARMER, WRONG)
                except TooMany as told:
                    refused.append(told.seconds)
                session.remove()

        with writing():
            other = threading.Thread(target=guess)
            other.start()
            other.join(10)
            assert len(refused) == 1
