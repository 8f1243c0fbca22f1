"""Who may act for whom, and how it ends: with the database."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from blueprints.core import clock
from blueprints.core.db import session, writing
from blueprints.core.errors import DomainError, NotFound, TooMany
from blueprints.members import queries, seeds, services
from blueprints.members.models import (
    Attempt,
    Confirmation,
    Consent,
    Device,
    Mandate,
    MandateRefusal,
    Membership,
    Person,
    Role,
)
from blueprints.members.rules import mandates
from blueprints.members.services.pins import hash_pin
from tests.members.helping import ALL, helper, take, wish
from tests.village import (
    BUYER,
    FARMER,
    MANAGER,
    MENTOR,
    NEIGHBOUR,
    SHIQIAO_MANAGER,
    TREASURER,
)


def refused(live: Session) -> list[str]:
    return list(live.scalars(select(MandateRefusal.why)))


def take_refused(live: Session, by: str = MANAGER, phone: str = FARMER, **other: object) -> str:
    """The refusal's code, after its record was written as a request would."""
    with pytest.raises(DomainError) as caught, writing():
        services.take_mandate(
            helper=helper(by), wish=wish(phone, **other), offered=ALL, key=uuid.uuid4()
        )
    if caught.value.record is not None:
        with writing():
            caught.value.record()
    return caught.value.code


def holds(mandate: Mandate, by: str = MANAGER) -> bool:
    return queries.holds_just_now(helper(by), mandate.id) is not None


def test_a_manager_may_act_and_the_consent_stands_beside_it(live: Session) -> None:
    mandate = take()
    assert holds(mandate)
    farmer = seeds.person_with(FARMER)
    assert "help" in queries.consents_of(farmer)
    given = live.scalars(select(Consent).where(Consent.person_id == farmer)).one()
    assert (given.how, given.by) == ("paper", seeds.person_with(MANAGER))


@pytest.mark.usefixtures("live")
def test_a_mentor_of_the_county_may_act_too() -> None:
    assert holds(take(by=MENTOR), MENTOR)


@pytest.mark.parametrize(
    ("by", "phone", "other", "code", "why"),
    [
        (MANAGER, MANAGER, {}, "ForOneself", "own"),
        (SHIQIAO_MANAGER, FARMER, {}, "NotTheirHelper", "stranger"),
        (FARMER, NEIGHBOUR, {}, "NotTheirHelper", "stranger"),
        (TREASURER, FARMER, {}, "NotTheirHelper", "stranger"),
        (MENTOR, BUYER, {}, "NotTheirHelper", "stranger"),
        (MANAGER, TREASURER, {}, "RoleNotLent", "holds_role"),
        (MANAGER, FARMER, {"scope": ()}, "ScopeUnknown", "scope"),
        (MANAGER, FARMER, {"scope": ("sell", "vote")}, "ScopeUnknown", "scope"),
        (MANAGER, FARMER, {"days": 0}, "TimeUnknown", "time"),
        (MANAGER, FARMER, {"days": 29}, "TimeUnknown", "time"),
    ],
)
def test_what_smells_of_abuse_is_refused_and_written_down(
    live: Session, by: str, phone: str, other: dict[str, object], code: str, why: str
) -> None:
    before = live.scalars(select(Mandate.id)).all()
    assert take_refused(live, by, phone, **other) == code
    assert refused(live) == [why]
    assert live.scalars(select(Mandate.id)).all() == before


@pytest.mark.parametrize(
    "other",
    [
        {"how": "paper", "evidence": None},
        {"how": "voice", "evidence": None},
        {"how": "pin", "evidence": None},
        {"how": "pin", "proof": services.PinProof(uuid.UUID(int=7))},
        {"how": "word"},
    ],
)
def test_a_helpers_own_word_is_no_consent(live: Session, other: dict[str, object]) -> None:
    assert take_refused(live, **other) == "NotFound"
    assert queries.consents_of(seeds.person_with(FARMER)) == frozenset()


def test_twice_with_one_key_is_one_mandate_and_another_is_asked_to_end_the_first(
    live: Session,
) -> None:
    take()
    assert take_refused(live) == "AlreadyHelping"


def test_one_that_is_over_makes_room_for_the_next(
    live: Session, clock_at: Callable[[datetime], datetime]
) -> None:
    first = take()
    clock_at(clock.now() + timedelta(days=8))
    assert not holds(first)
    second = take()
    assert holds(second)
    live.refresh(first)
    assert first.ended_at == first.until
    assert first.ended_by is None


@pytest.mark.parametrize("by", [FARMER, MANAGER])
def test_each_of_the_two_may_end_it_at_any_time(live: Session, by: str) -> None:
    mandate = take()
    for _ in range(2):
        with writing():
            services.end_mandate(by=seeds.person_with(by), mandate_id=mandate.id)
    live.refresh(mandate)
    assert mandate.ended_by == seeds.person_with(by)
    assert not holds(mandate)
    assert queries.consents_of(seeds.person_with(FARMER)) == frozenset()


def test_the_desk_ends_what_a_mentor_was_asked_to_do_and_strangers_end_nothing(
    live: Session,
) -> None:
    mandate = take(by=MENTOR)
    for stranger in (NEIGHBOUR, SHIQIAO_MANAGER):
        with pytest.raises(NotFound), writing():
            services.end_mandate(by=seeds.person_with(stranger), mandate_id=mandate.id)
    assert holds(mandate, MENTOR)
    with writing():
        services.end_mandate(by=seeds.person_with(MANAGER), mandate_id=mandate.id)
    live.refresh(mandate)
    assert not holds(mandate, MENTOR)


@pytest.mark.parametrize("lost", ["role", "membership", "lent"])
def test_losing_what_it_stands_on_ends_it_for_good(live: Session, lost: str) -> None:
    """A role found again, or somebody who came back, is not what the member agreed to."""
    mandate, now = take(), clock.now()
    with writing():
        if lost == "role":
            ends = update(Role).where(Role.id == mandate.role_id)
            live.execute(ends.values(ended_at=now, ended_by=mandate.helper_id))
        elif lost == "membership":
            ends = update(Membership).where(Membership.id == mandate.membership_id)
            live.execute(ends.values(until=now))
        else:
            given = {"name": "treasurer", "organisation_id": mandate.organisation_id}
            live.add(Role(person_id=mandate.member_id, granted_by=mandate.helper_id, **given))
    assert not holds(mandate)


def test_taking_the_consent_back_ends_all_of_them(live: Session) -> None:
    mandates = take(), take(by=MENTOR)
    with writing():
        services.withdraw_consent(person_id=seeds.person_with(FARMER), purpose="help")
    assert not any(map(holds, mandates, (MANAGER, MENTOR)))


def test_a_member_without_a_number_is_entered_by_a_leader_of_theirs(live: Session) -> None:
    there, key = seeds.organisation_with("Liushu Cooperative"), uuid.uuid4()
    with pytest.raises(NotFound), writing():
        services.enter_member(
            leader_id=seeds.person_with(FARMER),
            organisation_id=there,
            name="柳婆婆",
            place_id=None,
            key=key,
        )
    leader = seeds.person_with(MANAGER)
    with writing():
        made = services.enter_member(
            leader_id=leader, organisation_id=there, name="柳婆婆", place_id=None, key=key
        )
    person = live.get_one(Person, made)
    assert (person.phone, person.pin_hash) == (None, None)
    assert [one.person_id for one in queries.may_help(leader, "柳婆婆")] == [made]
    assert queries.may_help(seeds.person_with(SHIQIAO_MANAGER), "柳婆婆") == ()


class TestThePinOfTheMember:
    """Typed on the helper's phone."""

    def give(self, pin: str) -> services.PinProof:
        return services.check_pin_of_member(helper(), seeds.person_with(FARMER), pin)

    def set_pin(self, phone: str, pin: str) -> None:
        theirs = Person.id == seeds.person_with(phone)
        with writing() as live:
            live.execute(update(Person).where(theirs).values(pin_hash=hash_pin(pin)))

    def test_theirs_is_a_proof_and_leaves_no_trace(self, live: Session) -> None:
        assert self.give("246810") == services.PinProof(seeds.person_with(FARMER))
        assert live.scalars(select(Attempt)).all() == []
        assert refused(live) == []

    def test_the_helpers_own_is_refused_and_written_down(self, live: Session) -> None:
        self.set_pin(FARMER, "739205")
        with pytest.raises(mandates.OwnPinGiven):
            self.give("246810")
        assert refused(live) == ["own_pin"]
        assert [one.outcome for one in live.scalars(select(Attempt))] == ["wrong"]

    def test_a_wrong_one_counts_at_the_members_account(self, live: Session) -> None:
        with pytest.raises(services.NotThePin):
            self.give("830417")
        assert [one.outcome for one in live.scalars(select(Attempt))] == ["wrong"]
        assert refused(live) == []

    def test_guessing_stops_as_it_does_at_the_gate(self, live: Session) -> None:
        looked_at = 0
        for n in range(30):
            try:
                self.give(f"83{n:04}")
            except services.NotThePin:
                looked_at += 1
            except TooMany:
                continue
        assert looked_at <= 10
        assert live.scalars(select(Attempt)).all()

    @pytest.mark.parametrize("own_phone_too", [False, True])
    def test_an_account_opened_only_on_the_helpers_phone_proves_nothing(
        self, live: Session, own_phone_too: bool
    ) -> None:
        here = helper()
        other = uuid.uuid4()
        with writing():
            for person in (here.id, seeds.person_with(FARMER)):
                live.add(Confirmation(device_id=here.device_id, person_id=person, by="code"))
            if own_phone_too:
                device = Device(id=other, token_hash="0" * 64, label="")
                live.add(device)
                live.flush()
                live.add(
                    Confirmation(device_id=other, person_id=seeds.person_with(FARMER), by="code")
                )
        if own_phone_too:
            assert self.give("246810")
            assert refused(live) == []
        else:
            with pytest.raises(mandates.OnlyOnYourPhone):
                self.give("246810")
            assert refused(live) == ["own_phone"]

    def test_somebody_without_a_pin_says_yes_otherwise(self, live: Session) -> None:
        alone = live.scalars(select(Person.id).where(Person.phone.is_(None))).one()
        with pytest.raises(mandates.HasNoPin):
            services.check_pin_of_member(helper(SHIQIAO_MANAGER), alone, "246810")
        assert session.scalars(select(Attempt)).all() == []
