"""The counter that tells every worker that something public changed."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from blueprints.core import facts, jobs
from blueprints.core.db import db, writing
from blueprints.core.generation import Reader, public_changed


@pytest.fixture
def reader(soil: Session) -> Reader:
    return Reader(db.engine)


def test_it_rises_with_a_public_change_and_only_then(
    soil: Session, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = reader()
    assert before is not None
    with writing():
        jobs.enqueue("plot.seed", {})
    assert reader() == before
    monkeypatch.setattr(facts.Fact, "__public__", True, raising=False)
    with writing():
        facts.state("a", "1")
    assert reader() == before + 1
    with writing():
        facts.state("a", "2")
        facts.state("b", "1")
    assert reader() == before + 2, "once a commit, however much changed"
    with writing() as live:
        live.delete(live.get(facts.Fact, "a"))
    assert reader() == before + 3
    reader.close()


def test_a_bulk_statement_may_say_so_by_hand(soil: Session, reader: Reader) -> None:
    before = reader()
    with writing() as live:
        public_changed(live)
    assert reader() == (before or 0) + 1
    reader.close()


def test_no_change_is_lost_when_many_write_at_once(ground: Flask, reader: Reader) -> None:
    before = reader() or 0

    def write() -> None:
        with ground.app_context():
            for _ in range(5):
                with writing() as live:
                    public_changed(live)
            db.session.remove()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert reader() == before + 20
    reader.close()


def test_the_change_is_seen_only_with_the_commit(soil: Session, reader: Reader) -> None:
    before = reader()
    with writing() as live:
        live.execute(text("UPDATE core_generation SET number = number + 1"))
        assert reader() == before
    assert reader() == (before or 0) + 1
    reader.close()


def test_without_the_table_it_says_nothing_rather_than_guess(soil: Session) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE core_generation RENAME TO away"))
    reader = Reader(db.engine)
    try:
        assert reader() is None
    finally:
        with db.engine.begin() as connection:
            connection.execute(text("ALTER TABLE away RENAME TO core_generation"))
    assert reader() is not None
    reader.close()
