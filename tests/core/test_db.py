"""One way to write."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from blueprints.core import clock, facts, jobs
from blueprints.core.db import OLDEST_SAFE_SQLITE, db, dialect, session, sqlite, writing
from blueprints.core.facts import Fact


def fact(name: str) -> str | None:
    session.rollback()
    return session.scalar(select(Fact.value).where(Fact.name == name))


def test_what_was_written_stays(soil: Session) -> None:
    with writing():
        facts.state("a", "1")
    assert fact("a") == "1"


def test_an_error_undoes_everything(soil: Session) -> None:
    def write() -> None:
        with writing():
            facts.state("a", "1")
            session.flush()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write()
    assert fact("a") is None


def test_a_refused_row_undoes_everything(soil: Session) -> None:
    def write() -> None:
        with writing() as live:
            facts.state("a", "1")
            live.execute(text("INSERT INTO core_fact (name, value) VALUES ('b', NULL)"))

    with pytest.raises(IntegrityError):
        write()
    assert fact("a") is None


def test_a_writer_sees_what_others_wrote_since_it_looked(ground: Flask, soil: Session) -> None:
    with writing():
        facts.state("n", "1")
    old = soil.get(Fact, "n")
    assert old is not None

    def other() -> None:
        with ground.app_context(), writing():
            facts.state("n", "2")

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    with writing() as live:
        assert live.get(Fact, "n").value == "2"  # type: ignore[union-attr]


def test_writers_wait_for_one_another(ground: Flask) -> None:
    """A read-modify-write by many loses nothing on SQLite, whose writers stand in line."""
    with ground.app_context():
        if dialect() != "sqlite":
            pytest.skip("PostgreSQL locks rows: each service says which")
        with writing():
            facts.state("n", "0")
        session.remove()

    def add() -> None:
        with ground.app_context():
            for _ in range(5):
                with writing():
                    facts.state("n", str(int(facts.fact("n") or 0) + 1))
            session.remove()

    threads = [threading.Thread(target=add) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with ground.app_context():
        assert fact("n") == "25"


def test_a_moment_needs_its_zone(soil: Session) -> None:
    jobs.enqueue("x", {}, datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(StatementError, match="a moment needs its zone"):
        soil.flush()
    soil.rollback()


def test_a_moment_comes_back_as_the_same_instant_in_utc(soil: Session) -> None:
    there = datetime(2026, 11, 22, 8, 30, 1, 123456, timezone(timedelta(hours=8)))
    with writing():
        jobs.enqueue("x", {}, there)
    soil.expire_all()
    kept = soil.scalars(select(jobs.Job)).one().due_at
    assert kept == there
    assert kept.utcoffset() == timedelta(0)


def test_sqlite_is_current_and_keeps_what_it_acknowledged(soil: Session) -> None:
    if dialect() != "sqlite":
        pytest.skip("for SQLite")
    assert sqlite.sqlite_version_info >= OLDEST_SAFE_SQLITE
    with db.engine.connect() as connection:
        told = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_parameter_is_never_in_an_error(soil: Session) -> None:
    """It might be a phone number, and errors end in logs."""
    with pytest.raises(StatementError) as refusal:
        soil.execute(text("INSERT INTO core_fact (name) VALUES (:phone)"), {"phone": "13800000001"})
    soil.rollback()
    assert "13800000001" not in str(refusal.value).partition("DETAIL")[0]


def test_the_clock_can_be_stopped_and_goes_on(soil: Session) -> None:
    noon = datetime(2026, 5, 1, 12, tzinfo=UTC)
    with clock.stopped_at(noon):
        assert clock.now() == noon
        with clock.stopped_at(noon + timedelta(1)):
            assert clock.now() == noon + timedelta(1)
        assert clock.now() == noon
    assert clock.now() > noon
    assert clock.local(noon).hour == 20
