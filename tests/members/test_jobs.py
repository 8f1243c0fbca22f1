"""What the gate does by itself."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from blueprints.core import clock, search
from blueprints.members import jobs, queries, rules, services
from blueprints.members.models import Import
from blueprints.members.queries.register import KIND
from tests.village import MANAGER


def found(words: str) -> list[queries.RegisterRow]:
    liushu = queries.organisation_with("Liushu Cooperative")
    wanted = queries.Wanted(words=words)
    return list(queries.register(queries.person_with(MANAGER), liushu, wanted, "").rows)


def test_what_no_session_noticed_is_found_after_the_next_round(live: Session) -> None:
    [row] = found("大田")
    search.remove(KIND, row.membership_id)
    live.commit()
    assert found("大田") == []
    jobs.make_findable()
    assert [one.name for one in found("大田")] == ["柳大田"]


def test_the_lines_of_a_file_that_nobody_took_in_are_forgotten(
    live: Session, clock_at: Callable[[datetime], datetime]
) -> None:
    line = rules.Newcomer(2, "田小禾", "+8613900000001", None)
    made = services.check_import(
        leader_id=queries.person_with(MANAGER),
        organisation_id=queries.organisation_with("Liushu Cooperative"),
        table=rules.Table([line], [rules.Fault(3, "麦苗", "", {})]),
        file_name="",
        key=uuid.uuid4(),
    )
    live.commit()
    for days, lines in ((1, 1), (3, 0)):
        clock_at(clock.now() + timedelta(days=days))
        jobs.forget_entries()
        live.expire_all()
        kept = live.get_one(Import, made.id)
        assert (len(kept.good), len(kept.wrong), kept.good_lines) == (lines, lines, 1)
