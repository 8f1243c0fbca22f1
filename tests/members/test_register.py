"""The register of members: found by name, filtered, paged by key, always by index."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Select, event, text
from sqlalchemy.orm import Session

from blueprints.core import clock
from blueprints.core.db import db, dialect
from blueprints.core.errors import NotFound
from blueprints.members import queries, rules, services
from blueprints.members.models import Person
from blueprints.members.queries import Wanted
from blueprints.members.queries.register import page_of
from tests.members.crowds import newcomers
from tests.members.test_queries import statements
from tests.page import Client
from tests.village import FARMER, MANAGER, SHIQIAO_MANAGER, TREASURER, Village

OPEN = Callable[..., Client]


def liushu() -> uuid.UUID:
    return queries.organisation_with("Liushu Cooperative")


def page(after: str = "", **wanted: Any) -> queries.Register:
    return queries.register(queries.person_with(MANAGER), liushu(), Wanted(**wanted), after)


def found(**wanted: Any) -> set[str]:
    return {row.name for row in page(**wanted).rows}


def all_pages(**wanted: Any) -> list[str]:
    names, after = [], ""
    while True:
        here = page(after, **wanted)
        names += [row.name for row in here.rows]
        if here.after is None:
            return names
        after = here.after


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("柳大田", ["liudatian", "ldt", "datian", "dt"]),
        ("单小吕", ["shanxiaolv", "shanxiaolu", "shanxiaolü", "sxl"]),
        ("曾子墨", ["zengzimo", "zzm"]),
        ("欧阳春", ["ouyangchun", "oyc"]),
    ],
)
def test_a_name_is_typed_whole_by_initials_and_as_one_calls_people(
    name: str, typed: list[str]
) -> None:
    assert set(typed) <= set(rules.spellings(name))


@pytest.mark.parametrize("name", ["Ana Pérez", "", "·", "⿰", "𠮷", "仁" * 50])
def test_any_name_has_bounded_spellings(name: str) -> None:
    told = rules.spellings(name)
    assert len(told) <= 24 * 12
    assert all(one.isalpha() for one in told)


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("大田", {"柳大田"}),
        ("柳", {"柳大田", "柳春生", "柳小雨"}),
        ("柳大田", {"柳大田"}),
        ("ldt", {"柳大田"}),
        ("LDT", {"柳大田"}),
        ("liu da", {"柳大田"}),
        ("liudat", {"柳大田"}),
        ("datian", {"柳大田"}),
        ("l", set()),
        ("石", set()),
        ("??", set()),
        ('"柳" OR *', set()),
    ],
)
def test_people_are_found_by_characters_and_by_letters(words: str, names: set[str]) -> None:
    assert found(words=words) == names


@pytest.mark.usefixtures("live")
def test_the_register_is_filtered_by_office_village_and_day() -> None:
    hewan = queries.place_with("Hewan")
    assert found(role="treasurer") == {"陈穗芳"}
    assert found(place_id=hewan) == {"何满仓", "林桂枝"}
    assert found(place_id=hewan, words="hmc") == {"何满仓"}
    assert found(place_id=hewan, role="manager") == set()
    last = page().rows[0]
    assert found(since=last.since) == {last.name}
    assert found(since=last.since + timedelta(seconds=1)) == set()


@pytest.mark.usefixtures("live")
def test_only_its_own_leaders_read_it() -> None:
    for phone, may in ((TREASURER, True), (FARMER, False), (SHIQIAO_MANAGER, False)):
        person = queries.person_with(phone)
        if may:
            assert queries.register(person, liushu(), Wanted(), "").members == 7
            continue
        for ask in (
            lambda who=person: queries.register(who, liushu(), Wanted(), ""),
            lambda who=person: queries.whole_register(who, liushu()),
        ):
            with pytest.raises(NotFound):
                ask()


def test_a_new_name_is_found_and_the_old_one_no_longer(live: Session) -> None:
    farmer = live.get_one(Person, queries.person_with(FARMER))
    farmer.name = "单望田"
    live.flush()
    assert found(words="swt") == found(words="望田") == {"单望田"}
    assert found(words="大田") == set()
    farmer.place_id = queries.place_with("Hewan")
    live.flush()
    assert "单望田" in found(place_id=queries.place_with("Hewan"))


@pytest.mark.usefixtures("live")
def test_who_left_is_found_no_longer() -> None:
    farmer = queries.person_with(FARMER)
    services.leave_organisation(
        person_id=farmer, organisation_id=liushu(), reason="", key=uuid.uuid4()
    )
    assert found(words="大田") == set()
    assert "柳大田" not in found()


def test_every_page_leads_on_and_nobody_is_missed_or_shown_twice(live: Session) -> None:
    names = newcomers(live, liushu(), 130)
    everybody = all_pages()
    assert everybody[:130] == names[::-1]
    assert len(everybody) == 137
    with_li = all_pages(words="李")
    assert with_li == [name for name in names[::-1] if "李" in name]
    assert len(all_pages(since=clock.now() - timedelta(days=2))) == 130


def test_a_page_of_thousands_asks_what_a_page_of_seven_asks(live: Session) -> None:
    village, counts = queries.place_with("Liushu"), []
    for more in (0, 2_000):
        newcomers(live, liushu(), more) if more else None
        live.flush()
        with statements() as asked:
            page()
            page(words="王秀", place_id=village)
            page(role="manager")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 22


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (Wanted(), "ix_members_membership_register"),
        (Wanted(words="王秀"), "search"),
        (Wanted(words="wxy"), "search"),
        (Wanted(role="manager"), "members_membership"),
    ],
)
def test_a_page_is_found_by_index_and_never_by_walking_all(
    live: Session, wanted: Wanted, index: str
) -> None:
    newcomers(live, liushu(), 4_000)
    live.execute(text("ANALYZE"))
    plan = explained(live, page_of(liushu(), wanted, None))
    assert index in plan
    for walk in ("Seq Scan on members_membership", "Seq Scan on members_person",
                 "SCAN members_membership", "SCAN members_person"):  # fmt: skip
        assert walk not in plan.replace("SCAN members_membership USING", "")
    if index == "ix_members_membership_register":
        assert "TEMP B-TREE" not in plan
        assert "Sort" not in plan


def explained(live: Session, asked: Select[Any]) -> str:
    """The plan of the statement as it is really sent, with its values."""
    sent: list[tuple[str, Any]] = []

    def note(_conn: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        sent.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", note)
    live.execute(asked)
    event.remove(db.engine, "before_cursor_execute", note)
    how = "EXPLAIN" if dialect() == "postgresql" else "EXPLAIN QUERY PLAN"
    rows = live.connection().exec_driver_sql(f"{how} {sent[-1][0]}", sent[-1][1])
    return "\n".join(str(row) for row in rows.all())


def test_a_leader_finds_a_member_through_the_page(client: OPEN, village: Village) -> None:
    at = f"/members/organisations/{village.organisation()}/register"
    manager = client(MANAGER)
    everybody = manager.get(at)
    assert "7 members" in everybody.words
    one = manager.submit(everybody, q="ldt")
    assert [li.one("b").text for li in one.all("li", data_member=True)] == ["柳大田"]
    assert "Nobody here is found" in manager.submit(everybody, q="月球").words
    odd = manager.get(f"{at}?role=king&place=x&since=yesterday&after=x&q=%00")
    assert len(odd.all("li", data_member=True)) == 7
