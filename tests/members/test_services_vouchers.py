"""Printing vouchers and coming in by one: on a real database, with real commits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, event, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as LiveSession

from blueprints.core import clock, ids, jobs
from blueprints.core.db import session, writing
from blueprints.core.errors import Forbidden, NotFound, TooMany
from blueprints.members import queries, rules, services
from blueprints.members.models import Confirmation, Membership, Person, Role, Session, Voucher
from tests.members.gate import NEW, NEW_PIN, WRONG, browser, confirmed, people
from tests.members.paper import (
    LIUSHU,
    SECRET,
    lead,
    made,
    new_organisation,
    outcomes,
    use,
    voucher_of,
)
from tests.village import (
    BUYER,
    FARMER,
    MANAGER,
    NEIGHBOUR,
    OFFICER,
    PIN,
    SHIQIAO_FARMER,
    TREASURER,
)

Clock = Callable[[datetime], datetime]
pytestmark = pytest.mark.usefixtures("live")


def members_of(name: str = LIUSHU) -> int:
    return queries.figures_of(queries.organisation_with(name)).members


def test_a_newcomer_is_a_member_with_a_known_phone_and_without_any_code() -> None:
    before, members = people(), members_of()
    entered = use(made()[0])
    assert (people(), members_of()) == (before + 1, members + 1)
    viewer = queries.viewer_of(entered.session_token)
    assert viewer is not None
    assert (viewer.name, viewer.roles) == ("田新", frozenset({"member"}))
    proof = select(Confirmation.by).where(Confirmation.person_id == entered.member_id)
    assert session.scalars(proof).all() == ["voucher"]
    with pytest.raises(services.WrongPin):
        services.sign_in(
            phone=NEW, pin=WRONG, browser=browser(entered.device_token), onward=None, say=str
        )


def test_it_works_once() -> None:
    token = made()[0]
    use(token)
    before = people()
    with pytest.raises(rules.VoucherUsed):
        use(token, "13912345679")
    assert people() == before
    assert outcomes() == ["used"]


def test_an_answer_that_was_lost_is_given_again_to_number_and_pin() -> None:
    token, before = made()[0], people()
    first = use(token)
    again = use(token)
    assert again.member_id == first.member_id
    assert people() == before + 1
    assert queries.viewer_of(again.session_token) is not None
    with pytest.raises(services.OwnPinAsked):
        use(token, pin=WRONG)


def test_who_gets_an_account_meanwhile_is_asked_for_its_pin() -> None:
    """The voucher is looked at, a PIN is hashed, and just then the number joins by a code."""
    token, number = made()[0], f"+86{NEW}"
    looked: list[bool] = []
    live = session()

    def after_commit(_live: LiveSession) -> None:
        looked.append(True)

    def after_begin(_live: LiveSession, _transaction: object, connection: Connection) -> None:
        if looked.count(True) == 1:
            looked.append(False)
            row = {"id": ids.uuid7(), "phone": number, "name": "先来", "pin_hash": "theirs"}
            connection.execute(insert(Person), row)

    event.listen(live, "after_commit", after_commit)
    event.listen(live, "after_begin", after_begin)
    try:
        with pytest.raises(services.OwnPinAsked):
            use(token)
    finally:
        event.remove(live, "after_commit", after_commit)
        event.remove(live, "after_begin", after_begin)
    kept = session.scalar(select(Person.pin_hash).where(Person.phone == number))
    assert kept == "theirs"


def test_ten_minutes_later_it_is_used_for_its_owner_too(clock_at: Clock) -> None:
    start = clock_at(datetime(2026, 5, 1, 8, 0, tzinfo=UTC))
    token = made()[0]
    use(token)
    clock_at(start + rules.LOST_ANSWER)
    with pytest.raises(rules.VoucherUsed):
        use(token)


def test_tomorrow_it_is_over(clock_at: Clock) -> None:
    start = clock_at(datetime(2026, 5, 1, 8, 0, tzinfo=UTC))
    token = made()[0]
    clock_at(start + timedelta(days=1) - timedelta(seconds=1))
    assert queries.invitation(token).kind == "member"
    clock_at(start + timedelta(days=1))
    with pytest.raises(rules.VoucherOver):
        queries.invitation(token)
    with pytest.raises(rules.VoucherOver):
        use(token)
    assert outcomes() == ["over"]


def test_only_for_its_number_and_ten_guesses_of_it_are_the_last() -> None:
    token, before = made(phone=NEW, name="田新")[0], people()
    assert queries.invitation(token).phone == "139 **** 5678"
    for n in range(rules.MOST_TRIES):
        with pytest.raises(rules.OtherNumber):
            use(token, f"139123456{n:02}")
    assert outcomes() == ["number"] * rules.MOST_TRIES
    with pytest.raises(rules.VoucherOver):
        use(token)
    assert people() == before


def test_it_opens_nothing_once_its_maker_leads_no_more() -> None:
    token, maker = made()[0], queries.person_with(MANAGER)
    with writing() as live:
        ended = update(Role).where(Role.person_id == maker)
        live.execute(ended.values(ended_at=clock.now(), ended_by=maker))
    with pytest.raises(rules.MakerGone):
        use(token)
    assert outcomes() == ["maker"]


def test_taken_back_it_opens_nothing() -> None:
    token, there = made()[0], queries.organisation_with(LIUSHU)
    take_back = {"organisation_id": there, "voucher_id": voucher_of(token).id}
    for stranger in (FARMER, TREASURER, BUYER):
        with pytest.raises(NotFound), writing():
            services.take_back_voucher(by=queries.person_with(stranger), **take_back)
    for _ in range(2):
        with writing():
            services.take_back_voucher(by=queries.person_with(MANAGER), **take_back)
    with pytest.raises(rules.VoucherTakenBack):
        use(token)
    used = made()[0]
    use(used)
    with pytest.raises(rules.VoucherUsed), writing():
        services.take_back_voucher(
            by=queries.person_with(MANAGER),
            organisation_id=there,
            voucher_id=voucher_of(used).id,
        )


def test_a_token_that_never_was_is_nothing() -> None:
    for token in ("0" * 16, "", "x" * 5000, "柳"):
        with pytest.raises(NotFound):
            use(token)
        with pytest.raises(NotFound):
            queries.invitation(token)


def test_who_has_an_account_needs_its_pin_and_keeps_it() -> None:
    """Otherwise whoever leads any cooperative could take any account over."""
    token, before = made()[0], people()
    with pytest.raises(services.OwnPinAsked):
        use(token, BUYER)
    entered = use(token, BUYER, pin=PIN)
    assert entered.member_id == queries.person_with(BUYER)
    assert people() == before
    assert queries.organisations_of(entered.member_id)[0].latin_name == LIUSHU


def test_pins_guessed_by_voucher_count_as_guesses_at_the_gate() -> None:
    token, looked_at = made()[0], 0
    for _ in range(30):
        try:
            use(token, BUYER, pin=WRONG)
        except services.OwnPinAsked:
            looked_at += 1
        except TooMany:
            continue
    assert looked_at <= rules.MOST_UNCONFIRMED


def test_who_stands_in_anothers_list_without_a_pin_is_not_taken_over() -> None:
    with writing() as live:
        listed = Person(id=ids.uuid7(), phone="+8613912345678", name="田新")
        live.add(listed)
        live.flush()
        shiqiao = queries.organisation_with("Shiqiao Cooperative")
        live.add(Membership(person_id=listed.id, organisation_id=shiqiao))
    with pytest.raises(services.NotYetTheirs):
        use(made()[0])
    with writing() as live:
        live.add(Membership(person_id=listed.id, organisation_id=queries.organisation_with(LIUSHU)))
    assert use(made()[0]).member_id == listed.id


def test_a_weak_pin_spends_nothing() -> None:
    token = made()[0]
    with pytest.raises(rules.BadPin):
        use(token, pin="123456")
    with pytest.raises(rules.NamelessPerson):
        use(token, name=None)
    assert use(token)


def test_a_new_pin_ends_every_other_session_and_its_owner_is_told(live: LiveSession) -> None:
    old = confirmed(FARMER)
    token = made(kind="pin", phone=FARMER)[0]
    with pytest.raises(rules.OtherNumber):
        use(token, NEIGHBOUR, name=None)
    entered = use(token, FARMER, name=None)
    assert entered.member_id == queries.person_with(FARMER)
    assert queries.viewer_of(old.session_token) is None
    assert queries.viewer_of(entered.session_token) is not None
    still = select(func.count()).where(Confirmation.person_id == entered.member_id)
    assert live.scalar(still.where(Confirmation.ended_at.is_(None))) == 1
    ways = select(func.count()).where(Session.person_id == entered.member_id)
    assert live.scalar(ways.where(Session.ended_at.is_(None))) == 1
    told = live.scalars(select(jobs.Job.payload).where(jobs.Job.kind == "core.sms")).all()
    assert {"phone": "+8613800000001", "words": "new PIN"} in told
    again = services.sign_in(
        phone=FARMER, pin=NEW_PIN, browser=browser(entered.device_token), onward=None, say=str
    )
    assert isinstance(again, services.Entered)


@pytest.mark.parametrize("phone", [TREASURER, BUYER, SHIQIAO_FARMER, OFFICER, NEW])
def test_a_manager_renews_no_pin_of_strangers_or_of_who_holds_a_role(phone: str) -> None:
    with pytest.raises(rules.PinNotTheirs):
        made(kind="pin", phone=phone)


def test_the_officer_renews_the_pin_of_who_leads() -> None:
    assert use(made(by=OFFICER, kind="pin", phone=MANAGER)[0], MANAGER)


@pytest.mark.parametrize(("by", "kind"), [(MANAGER, "lead"), (OFFICER, "member")])
def test_what_is_not_ones_to_make_is_refused(by: str, kind: str) -> None:
    with pytest.raises(Forbidden):
        made(by=by, kind=kind)
    for stranger in (FARMER, TREASURER, BUYER):
        with pytest.raises(NotFound):
            made(by=stranger)


def test_bad_wishes_are_refused_with_nothing_made() -> None:
    with pytest.raises(rules.PhoneMissing):
        made(kind="pin")
    for count in (0, 9):
        with pytest.raises(rules.OnePhoneOneVoucher):
            made(count=count)
    with pytest.raises(rules.OnePhoneOneVoucher):
        made(count=2, phone=NEW)
    for role in ("officer", "treasurer", None):
        with pytest.raises(rules.NoSuchRole):
            made(by=OFFICER, kind="lead", role=role)
    with pytest.raises(rules.RoleTaken):
        lead("manager")
    assert session.scalar(select(func.count()).select_from(Voucher)) == 0


def test_two_lead_vouchers_never_name_a_second_manager() -> None:
    new_organisation()
    first, second = lead(at="Hewan Cooperative"), lead(at="Hewan Cooperative")
    leader = use(first)
    with pytest.raises(rules.RoleTaken):
        use(second, "13912345679")
    assert outcomes() == ["role"]
    there = queries.organisation_with("Hewan Cooperative")
    assert [one.person_id for one in queries.holders_of(there)] == [leader.member_id]
    assert queries.figures_of(there).members == 1
    with pytest.raises(LookupError):
        queries.person_with("13912345679")


def test_eight_are_eight_and_the_same_key_makes_no_second_sheet() -> None:
    key = ids.uuid7()
    assert len(set(made(count=8, key=key))) == 8
    with pytest.raises(IntegrityError):
        made(count=8, key=key)
    assert session.scalar(select(func.count()).select_from(Voucher)) == 8


def test_what_opens_it_cannot_be_read_from_the_tables_and_is_shown_for_an_hour(
    live: LiveSession, clock_at: Clock
) -> None:
    start = clock_at(datetime(2026, 5, 1, 8, 0, tzinfo=UTC))
    key = ids.uuid7()
    tokens = made(count=2, key=key)
    rows = repr(live.execute(text("SELECT * FROM members_voucher")).all())
    assert not [token for token in tokens if token in rows]
    there, maker = queries.organisation_with(LIUSHU), queries.person_with(MANAGER)
    sheet = voucher_of(tokens[0]).sheet
    with pytest.raises(NotFound):
        queries.sheet(there, sheet, queries.person_with(OFFICER), SECRET)
    use(tokens[0])
    assert list(queries.sheet(there, sheet, maker, SECRET).tokens.values()) == tokens[1:]
    clock_at(start + rules.SHEET_LIFE)
    assert queries.sheet(there, sheet, maker, SECRET).tokens == {}


def test_whom_it_was_for_is_forgotten_when_it_is_over(clock_at: Clock, live: LiveSession) -> None:
    start = clock_at(datetime(2026, 5, 1, 8, 0, tzinfo=UTC))
    token = made(phone=NEW, name="田新")[0]
    with pytest.raises(rules.OtherNumber):
        use(token, FARMER)
    clock_at(start + timedelta(days=5))
    with writing():
        services.forget_entries_before(clock.now() - timedelta(days=2))
    assert (voucher_of(token).phone, voucher_of(token).name) == (None, None)
    assert outcomes() == []


def test_the_list_tells_what_became_of_each_newest_first() -> None:
    used, spare, named = (*made(count=2), *made(phone=NEW, name="田新"))
    use(used, "13912345679", name="何苗")
    with pytest.raises(rules.OtherNumber):
        use(named, FARMER)
    rows = queries.vouchers_of(queries.organisation_with(LIUSHU), None).rows
    assert [(row.state, row.who, row.tries) for row in rows] == [
        ("open", "田新", 1),
        ("open", None, 0),
        ("used", "何苗", 0),
    ]
    assert spare


def test_a_long_list_comes_in_pages() -> None:
    for _ in range(3):
        made(count=8)
    there = queries.organisation_with(LIUSHU)
    first = queries.vouchers_of(there, None)
    rest = queries.vouchers_of(there, first.after)
    assert (len(first.rows), len(rest.rows), rest.after) == (20, 4, None)
    assert len({row.id for row in (*first.rows, *rest.rows)}) == 24
