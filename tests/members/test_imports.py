"""A register from a file: what is wrong is named, and nothing changes until a leader says so."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from blueprints.core.db import db, writing
from blueprints.core.errors import Conflict, DomainError, NotFound
from blueprints.members import queries, rules, services
from blueprints.members.models import Import, Membership, Person, Request
from tests.members import gate
from tests.members.test_routes import code_on
from tests.page import Client, Page
from tests.village import BUYER, FARMER, MANAGER, PIN, SHIQIAO_MANAGER, Village

OPEN = Callable[..., Client]
HEADS = "姓名,手机号,村子"
GOOD = "田小禾,13900000001,柳树村\n麦苗,139 0000 0002,\n"
PLACES = {"柳树村": uuid.uuid4(), "双村": None}
MOST_STATEMENTS = 110  # 10,000 people; a third of them are the search index's, 500 at once


def table(*lines: str, encoding: str = "utf-8") -> rules.Table:
    return rules.read_table("\n".join([HEADS, *lines]).encode(encoding), PLACES)


def said(faults: Iterable[rules.Fault]) -> list[tuple[int, str]]:
    return [(one.line, one.sentence % dict(one.params)) for one in faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_a_file_is_read_in_the_letters_that_programs_write_here(encoding: str) -> None:
    found = table(*GOOD.splitlines(), encoding=encoding)
    assert [(one.name, one.phone) for one in found.good] == [
        ("田小禾", "+8613900000001"),
        ("麦苗", "+8613900000002"),
    ]
    assert found.good[0].place_id == PLACES["柳树村"]
    assert found.wrong == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("=1+1,13900000009,", "formula"),
        ("@田,13900000009,", "formula"),
        ('"=HYPERLINK(""x"")",13900000009,', "formula"),
        ("'=田,13900000009,", "formula"),
        ("田,=13900000009+1,", "mobile"),
        ("田,12345,", "mobile"),
        ("田,,", "mobile"),
        (",13900000009,", "name"),
        ("字" * 51 + ",13900000009,", "name"),
        ("田,13900000009,月球村", "village"),
        ("田,13900000009,双村", "village"),
        ("田,139 0000 0001,", "line 2"),
    ],
)
def test_a_wrong_line_is_named_with_what_is_wrong(line: str, told: str) -> None:
    found = table("田小禾,13900000001,柳树村", "", line, "麦苗,+86 139 0000 0002,")
    [(number, sentence)] = said(found.wrong)
    assert number == 4
    assert told in sentence.lower()
    assert len(found.good) == 2


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (b"PK\x03\x04 a workbook", rules.NotATable),
        (b"", rules.NoHeads),
        (GOOD.encode(), rules.NoHeads),
        ("姓名,手机号\n田,1".encode("utf-16-le"), rules.WrongEncoding),
        ("姓名,手机號碼".encode("big5"), rules.NoHeads),
        (b"\xff\xff\xff\x81\xff", rules.WrongEncoding),
        (b'name,phone\n"never closed,139', rules.NotATable),
        ("姓名,手机号\n" + "田,1\n" * 10_001, rules.TooLong),
    ],
)
def test_what_is_no_register_is_refused_whole(
    body: bytes | str, refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        rules.read_table(body.encode() if isinstance(body, str) else body, PLACES)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(body: bytes) -> None:
    for one in (body, HEADS.encode() + b"\n" + body):
        try:
            found = rules.read_table(one, PLACES)
        except DomainError:
            continue
        assert len({line.phone for line in found.good}) == len(found.good)


def liushu() -> uuid.UUID:
    return queries.organisation_with("Liushu Cooperative")


def brought(found: rules.Table, by: str = MANAGER) -> Import:
    return services.check_import(
        leader_id=queries.person_with(by),
        organisation_id=liushu(),
        table=found,
        file_name="社员.csv",
        key=uuid.uuid4(),
    )


def take(one: Import, by: str = MANAGER) -> Import:
    return services.take_import(
        leader_id=queries.person_with(by),
        organisation_id=liushu(),
        import_id=one.id,
        key=uuid.uuid4(),
    )


def counted(live: Session) -> list[int]:
    tables = (Person, Membership, Request)
    return [live.scalar(select(func.count()).select_from(one)) or 0 for one in tables]


def test_nothing_changes_until_it_is_taken_in_and_then_once(live: Session) -> None:
    before = counted(live)
    one = brought(people(GOOD))
    assert counted(live) == before
    take(one)
    assert (one.joined, one.invited, one.known) == (2, 0, 0)
    assert counted(live) == [before[0] + 2, before[1] + 2, before[2]]
    assert one.good == one.wrong == []
    with pytest.raises(Conflict):
        take(one)
    manager = queries.person_with(MANAGER)
    wanted = queries.Wanted(words="txh", place_id=queries.place_with("Liushu"))
    assert [row.name for row in queries.register(manager, liushu(), wanted, "").rows] == ["田小禾"]


def test_who_has_an_account_is_asked_first_and_keeps_their_name(live: Session) -> None:
    one = take(brought(people(f"谁呀,{BUYER},\n谁呀,{FARMER},\n谁呀,13800000083,\n")))
    assert (one.joined, one.invited, one.known) == (0, 1, 2)
    buyer = queries.person_with(BUYER)
    assert queries.standing(buyer, liushu()).state == "invited"
    assert queries.names_of([buyer]) == {buyer: "江望舒"}
    assert {row.person_id for row in queries.members_on(liushu(), one.taken_at or one.made_at)}
    again = take(brought(people(f"谁呀,{BUYER},\n")))
    assert (again.joined, again.invited, again.known) == (0, 0, 1)


@pytest.mark.usefixtures("live")
def test_only_its_own_leaders_bring_and_take() -> None:
    one = brought(people(GOOD))
    for phone in (FARMER, SHIQIAO_MANAGER):
        for verb in (
            lambda who=phone: brought(people(GOOD), who),
            lambda who=phone: take(one, who),
            lambda who=phone: queries.import_seen_by(queries.person_with(who), liushu(), one.id),
        ):
            with pytest.raises(NotFound):
                verb()


def test_ten_thousand_join_in_one_commit_and_few_statements(live: Session) -> None:
    lines = "".join(f"田{chr(0x4E00 + n % 5000)},139{n:08},柳树村\n" for n in range(10_000))
    one = brought(people(lines))
    live.commit()
    asked: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    with writing():
        done = services.take_import(
            leader_id=queries.person_with(MANAGER),
            organisation_id=liushu(),
            import_id=one.id,
            key=uuid.uuid4(),
        )
    event.remove(db.engine, "before_cursor_execute", note)
    assert (done.joined, queries.figures_of(liushu()).members) == (10_000, 10_007)
    assert len(asked) <= MOST_STATEMENTS


def test_who_was_brought_in_comes_by_joining_and_chooses_name_and_pin(live: Session) -> None:
    take(brought(people("小名,13900000001,\n")))
    live.commit()
    token = gate.join("13900000001")
    entered = gate.enter("join", token)
    assert isinstance(entered, services.Entered)
    assert queries.names_of([entered.member_id]) == {entered.member_id: "田新"}
    assert [one.latin_name for one in queries.organisations_of(entered.member_id)] == [
        "Liushu Cooperative"
    ]
    again = gate.enter("join", gate.join("13900000001", pin="842917"))
    assert isinstance(again, services.KnownNumber)
    assert isinstance(gate.sign_in("13900000001", gate.NEW_PIN), services.CodeSent)


def test_nobody_signs_in_for_who_has_no_pin_yet(live: Session) -> None:
    take(brought(people("小名,13900000001,\n")))
    live.commit()
    for pin in (PIN, gate.NEW_PIN):
        with pytest.raises(services.WrongPin):
            gate.sign_in("13900000001", pin)


def people(lines: str) -> rules.Table:
    return rules.read_table(f"{HEADS}\n{lines}".encode(), queries.places_by_name())


def sent(leader: Client, at: str, body: bytes, key: str = "") -> Page:
    more = {"key": key} if key else {}
    page = leader.get(f"{at}/imports/new")
    return leader.submit(page, to="/new", file=(io.BytesIO(body), "社员.csv"), **more)


def test_a_leader_brings_a_file_looks_at_it_and_takes_it_in(client: OPEN, village: Village) -> None:
    at = f"/members/organisations/{village.organisation()}"
    manager = client(MANAGER)
    answer = sent(manager, at, f"{HEADS}\n{GOOD}田三,12,\n".encode("gb18030"))
    page = manager.follow(answer)
    assert page.one(data_state=True).get("data-state") == "checked"
    assert "Line 4" in page.words
    assert "7 members" in manager.get(f"{at}/register").words
    taken = manager.follow(manager.submit(page, to=page.request.path))
    assert taken.one(data_state=True).get("data-state") == "taken"
    assert "9 members" in manager.get(f"{at}/register?q=田小").words

    stranger = client()
    first = stranger.submit(
        stranger.get("/join"), phone="13900000001", name="田小禾", pin=gate.NEW_PIN
    )
    page = stranger.follow(first)
    stranger.submit(page, code=code_on(page))
    assert "Liushu Cooperative" in stranger.get("/members/me").words


def test_a_file_sent_twice_with_one_key_is_one(
    client: OPEN, village: Village, live: Session
) -> None:
    at = f"/members/organisations/{village.organisation()}"
    manager, key = client(MANAGER), str(uuid.uuid4())
    body = f"{HEADS}\n{GOOD}".encode()
    first, second = sent(manager, at, body, key), sent(manager, at, body, key)
    assert first.headers["Location"] == second.headers["Location"]
    assert live.scalar(select(func.count()).select_from(Import)) == 1
    key = str(uuid.uuid4())
    for _ in range(2):
        assert manager.post(first.headers["Location"], data={"key": key}).status_code == 303
    assert queries.figures_of(liushu()).members == 9


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "choose a file"),
        (b"PK\x03\x04", "cannot be read as a table"),
        (b"a,b\n1,2", "columns"),
    ],
)
def test_a_file_that_is_no_register_is_told_at_its_field(
    client: OPEN, village: Village, body: bytes, told: str
) -> None:
    page = sent(client(MANAGER), f"/members/organisations/{village.organisation()}", body)
    assert page.status_code == 422
    assert told in page.words
