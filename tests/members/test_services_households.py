"""Living together, agreeing, and being looked at."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from blueprints.core import ids
from blueprints.core.db import session, writing
from blueprints.core.errors import DomainError, Forbidden, NotFound
from blueprints.members import queries, rules, services
from blueprints.members.models import Consent, Housemate, Lookup
from tests.village import BUYER, FARMER, MENTOR, NEIGHBOUR, OFFICER, SHIQIAO_FARMER, TREASURER

NOBODYS = "13999999999"


def person(phone: str) -> uuid.UUID:
    return queries.person_with(phone)


def begin(phone: str, kind: str = "ordinary") -> None:
    with writing():
        services.state_household(member_id=person(phone), kind=kind, key=ids.uuid7())


def ask(by: str, phone: str, kinship: str = "other") -> None:
    with writing():
        services.ask_housemate(member_id=person(by), phone=phone, kinship=kinship, key=ids.uuid7())


def accept(phone: str) -> None:
    with writing():
        [asked] = queries.invitations_to(person(phone))
        services.accept_invitation(member_id=person(phone), invitation_id=asked.id, key=ids.uuid7())


def leave(phone: str) -> None:
    with writing():
        services.leave_household(person(phone))


def agree(phone: str) -> None:
    with writing():
        services.give_consent(
            person_id=person(phone), purpose="subsidy", by=person(phone), key=ids.uuid7()
        )


def look(phone: str = FARMER, by: str = OFFICER) -> uuid.UUID:
    with writing():
        return services.look_up_household(by=person(by), phone=phone, key=ids.uuid7())


@pytest.mark.usefixtures("live")
def test_each_states_it_for_themselves() -> None:
    begin(FARMER)
    ask(FARMER, NEIGHBOUR, "child")
    home = queries.home_of(person(FARMER))
    assert home is not None
    assert ([one.name for one in home.mates], [one.phone for one in home.waiting]) == (
        ["柳大田"],
        [f"+86{NEIGHBOUR}"],
    )
    assert queries.home_of(person(NEIGHBOUR)) is None
    accept(NEIGHBOUR)
    home = queries.home_of(person(NEIGHBOUR))
    assert home is not None
    assert [(one.name, one.kinship, one.of) for one in home.mates] == [
        ("柳大田", None, None),
        ("柳春生", "child", "柳大田"),
    ]
    assert queries.consents_of(person(NEIGHBOUR)) == {"household"}


@pytest.mark.usefixtures("live")
def test_the_kind_can_change_and_the_last_one_holds() -> None:
    begin(FARMER)
    begin(FARMER, "poverty_edge")
    home = queries.home_of(person(FARMER))
    assert home is not None
    assert (home.kind, len(home.mates)) == ("poverty_edge", 1)


@pytest.mark.usefixtures("live")
def test_asking_does_not_tell_who_has_an_account() -> None:
    begin(FARMER)
    for phone in (NOBODYS, BUYER):
        ask(FARMER, phone)
    home = queries.home_of(person(FARMER))
    assert home is not None
    assert {(one.name, one.person_id) for one in home.waiting} == {(None, None)}


@pytest.mark.usefixtures("live")
def test_a_household_of_four_hundred_is_refused() -> None:
    begin(FARMER)
    for n in range(rules.MOST_HOUSEMATES - 1):
        ask(FARMER, f"139000001{n:02}")
    with pytest.raises(rules.HouseholdFull):
        ask(FARMER, NEIGHBOUR)


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize(
    ("phone", "refusal"),
    [(FARMER, rules.OwnKin), (NEIGHBOUR, rules.AlreadyInvited), ("12", rules.BadPhone)],
)
def test_a_question_that_makes_no_sense_is_not_asked(
    phone: str, refusal: type[DomainError]
) -> None:
    begin(FARMER)
    ask(FARMER, NEIGHBOUR)
    with pytest.raises(refusal):
        ask(FARMER, phone)
    with pytest.raises(NotFound):
        ask(BUYER, FARMER)


@pytest.mark.usefixtures("live")
def test_nobody_becomes_their_own_forebear() -> None:
    begin(FARMER)
    ask(FARMER, NEIGHBOUR, "child")
    accept(NEIGHBOUR)
    leave(FARMER)
    ask(NEIGHBOUR, FARMER, "child")
    with pytest.raises(rules.KinInACircle):
        accept(FARMER)
    assert queries.home_of(person(FARMER)) is None


@pytest.mark.usefixtures("live")
def test_whoever_leaves_takes_their_kinship_along() -> None:
    begin(FARMER)
    ask(FARMER, NEIGHBOUR, "child")
    accept(NEIGHBOUR)
    leave(NEIGHBOUR)
    left = select(Housemate.kinship).where(Housemate.person_id == person(NEIGHBOUR))
    assert session.scalars(left).all() == [None]


@pytest.mark.usefixtures("live")
def test_one_lives_in_one_household() -> None:
    for phone in (FARMER, BUYER):
        begin(phone)
    ask(FARMER, BUYER)
    with pytest.raises(rules.AlreadyHome):
        accept(BUYER)
    leave(BUYER)
    accept(BUYER)


@pytest.mark.usefixtures("live")
def test_anothers_invitation_is_not_there() -> None:
    begin(FARMER)
    ask(FARMER, NEIGHBOUR)
    [asked] = queries.invitations_to(person(NEIGHBOUR))
    for verb in (services.decline_invitation, services.take_back_invitation):
        with pytest.raises(NotFound), writing():
            verb(member_id=person(BUYER), invitation_id=asked.id)
    with writing():
        services.decline_invitation(member_id=person(NEIGHBOUR), invitation_id=asked.id)
    assert queries.invitations_to(person(NEIGHBOUR)) == ()
    assert set(session.scalars(select(Housemate.phone))) == {None}


@pytest.mark.usefixtures("live")
def test_the_last_to_leave_takes_every_question_back() -> None:
    begin(FARMER)
    ask(FARMER, NEIGHBOUR)
    leave(FARMER)
    assert queries.invitations_to(person(NEIGHBOUR)) == ()
    assert queries.consents_of(person(FARMER)) == frozenset()
    begin(FARMER)


@pytest.mark.usefixtures("live")
def test_an_officer_sees_only_after_a_look_is_written_down(
    clock_at: Callable[[datetime], datetime],
) -> None:
    start = clock_at(datetime(2026, 5, 1, 8, 0, tzinfo=UTC))
    begin(FARMER, "poverty_edge")
    for phone, kinship in ((NEIGHBOUR, "child"), (TREASURER, "spouse")):
        ask(FARMER, phone, kinship)
        accept(phone)
    with pytest.raises(services.NothingToSee):
        look()
    for phone in (FARMER, NEIGHBOUR):
        agree(phone)
    lookup = look()
    seen = queries.looked_up(lookup, person(OFFICER))
    assert seen is not None
    assert (seen.kind, seen.more) == ("poverty_edge", 1)
    assert [(one.name, one.kinship) for one in seen.mates] == [
        ("柳大田", None),
        ("柳春生", "child"),
    ]
    rows = session.scalars(select(Lookup)).all()
    assert {row.whose for row in rows} == {person(FARMER), person(NEIGHBOUR)}
    assert queries.looked_up(lookup, person(MENTOR)) is None
    clock_at(start + timedelta(minutes=14))
    assert queries.looked_up(lookup, person(OFFICER)) is not None
    clock_at(start + timedelta(minutes=15))
    assert queries.looked_up(lookup, person(OFFICER)) is None


@pytest.mark.usefixtures("live")
def test_a_consent_taken_back_closes_the_page_at_once() -> None:
    begin(FARMER)
    agree(FARMER)
    lookup = look()
    with writing():
        services.withdraw_consent(person_id=person(FARMER), purpose="subsidy")
    assert queries.looked_up(lookup, person(OFFICER)) is None
    with pytest.raises(services.NothingToSee):
        look()
    agree(FARMER)
    both = select(Consent).where(Consent.person_id == person(FARMER), Consent.purpose == "subsidy")
    assert len(session.scalars(both).all()) == 2


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize(("by", "phone"), [(MENTOR, FARMER), (OFFICER, NOBODYS), (OFFICER, BUYER)])
def test_who_may_not_look_and_whom_there_is_not_sound_alike(by: str, phone: str) -> None:
    for one in (FARMER, BUYER):
        begin(one)
        agree(one)
    with pytest.raises(services.NothingToSee):
        look(phone, by)
    assert session.scalars(select(Lookup)).all() == []


@pytest.mark.usefixtures("live")
def test_a_helper_writes_a_consent_down_with_a_proof_and_never_as_the_person() -> None:
    farmer, mentor = person(FARMER), person(MENTOR)
    for by, how in ((mentor, "own"), (farmer, "pin"), (farmer, "paper")):
        with pytest.raises(Forbidden), writing():
            services.give_consent(
                person_id=farmer, purpose="subsidy", by=by, how=how, key=ids.uuid7()
            )
    with pytest.raises(IntegrityError), writing() as live:
        live.add(
            Consent(person_id=farmer, purpose="subsidy", by=mentor, how="own", key=ids.uuid7())
        )
    with writing():
        services.give_consent(
            person_id=farmer, purpose="subsidy", by=mentor, how="paper", key=ids.uuid7()
        )
    assert queries.consents_given(farmer)["subsidy"].how == "paper"


@pytest.mark.usefixtures("live")
def test_closing_an_account_leaves_the_household_and_its_questions() -> None:
    begin(SHIQIAO_FARMER)
    agree(SHIQIAO_FARMER)
    ask(SHIQIAO_FARMER, NEIGHBOUR)
    gone = person(SHIQIAO_FARMER)
    with writing():
        services.close_account(member_id=gone, farewell="closed", key=ids.uuid7())
    assert queries.home_of(gone) is None
    assert queries.consents_of(gone) == frozenset()
    assert queries.invitations_to(person(NEIGHBOUR)) == ()
    assert set(session.scalars(select(Housemate.phone))) == {None}
