"""Nothing is promised that was not committed, and nothing committed is forgotten."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from blueprints.core import clock, jobs
from blueprints.core.db import session, writing
from blueprints.core.jobs import Job, enqueue, every, run_due, run_rounds, run_until, work


@pytest.fixture(autouse=True)
def done(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the jobs of this test did; those of the house stay out."""
    did: list[str] = []
    monkeypatch.setattr(jobs, "_work", {})
    monkeypatch.setattr(jobs, "_rounds", {})
    work("plot.water")(lambda where: did.append(where))
    logging.getLogger("commonfield.jobs").setLevel(logging.CRITICAL)
    yield did
    logging.getLogger("commonfield.jobs").setLevel(logging.NOTSET)


def waiting() -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Job)) or 0


def ask(where: str, later: timedelta = timedelta()) -> None:
    with writing():
        enqueue("plot.water", {"where": where}, clock.now() + later)


def test_a_job_is_done_once_and_gone(soil: Session, done: list[str]) -> None:
    ask("east")
    assert run_due() == 1
    assert run_due() == 0
    assert done == ["east"]
    assert waiting() == 0


def test_a_job_of_an_undone_act_was_never_there(soil: Session, done: list[str]) -> None:
    def act() -> None:
        with writing():
            enqueue("plot.water", {"where": "east"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert run_due() == 0
    assert done == []


def test_a_job_waits_for_its_time(soil: Session, done: list[str]) -> None:
    ask("east", timedelta(hours=1))
    assert run_due() == 0
    with clock.stopped_at(clock.now() + timedelta(hours=1)):
        assert run_due() == 1
    assert done == ["east"]


def test_the_earliest_is_done_first(soil: Session, done: list[str]) -> None:
    now = clock.now()
    for where, seconds in (("late", 3), ("early", 1), ("middle", 2)):
        with writing():
            enqueue("plot.water", {"where": where}, now - timedelta(seconds=10 - seconds))
    run_due()
    assert done == ["early", "middle", "late"]


def test_a_failing_job_is_tried_again_later_and_keeps_no_other_waiting(
    soil: Session, done: list[str]
) -> None:
    def fail(where: str) -> None:
        raise OSError

    ask("east")
    work("plot.fail")(fail)
    with writing():
        enqueue("plot.fail", {"where": "x"}, clock.now() - timedelta(minutes=1))
    assert run_due() == 1
    assert done == ["east"]
    assert waiting() == 1
    work("plot.fail")(lambda where: done.append("at last"))
    with clock.stopped_at(clock.now() + timedelta(minutes=30)):
        assert run_due() == 1
    assert done[-1] == "at last"


def test_a_job_that_always_fails_is_given_up_and_kept_for_a_look(soil: Session) -> None:
    tries: list[int] = []

    def fail() -> None:
        tries.append(1)
        raise OSError

    work("plot.fail")(fail)
    with writing():
        enqueue("plot.fail", {})
    later = clock.now()
    for _ in range(20):
        later += timedelta(hours=2)
        with clock.stopped_at(later):
            run_due()
    assert len(tries) == 10
    assert waiting() == 1


def test_two_runners_never_do_the_same_job(ground: Flask, soil: Session, done: list[str]) -> None:
    for number in range(12):
        ask(str(number))

    def run() -> None:
        with ground.app_context():
            run_due()
            session.remove()

    runners = [threading.Thread(target=run) for _ in range(3)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    assert sorted(done, key=int) == [str(number) for number in range(12)]
    assert waiting() == 0


def test_the_job_of_a_runner_that_died_comes_back(soil: Session, done: list[str]) -> None:
    ask("east")
    assert jobs._take() is not None, "taken, and then the runner dies"
    assert run_due() == 0
    with clock.stopped_at(clock.now() + timedelta(minutes=3)):
        assert run_due() == 1
    assert done == ["east"]


def test_a_round_that_fails_does_not_keep_the_next_from_its_turn(
    soil: Session, done: list[str]
) -> None:
    every(timedelta(days=1), "bad")(lambda: 1 / 0)  # type: ignore[arg-type, return-value]
    every(timedelta(days=1), "good")(lambda: done.append("round"))
    run_rounds()
    assert done == ["round"]


def test_the_runner_ends_when_told(ground: Flask, done: list[str]) -> None:
    stop = threading.Event()
    every(timedelta(days=1), "once")(stop.set)
    with ground.app_context():
        ask("east")
        run_until(stop)
    assert done == ["east"]
