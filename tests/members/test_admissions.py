"""Asking to belong, being admitted or declined, leaving: rules, services and the pages."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from blueprints.core import clock, events
from blueprints.core.errors import NotFound
from blueprints.members import queries, rules, services
from blueprints.members.models import Membership, Request, Role
from tests.page import Client
from tests.village import BUYER, FARMER, MANAGER, SHIQIAO_MANAGER, TREASURER, Village

OPEN = Callable[..., Client]
LEADING = st.sets(st.sampled_from(rules.LEADERS))


def liushu() -> uuid.UUID:
    return queries.organisation_with("Liushu Cooperative")


def who(phone: str) -> dict[str, uuid.UUID]:
    return {"person_id": queries.person_with(phone), "organisation_id": liushu()}


def ask(phone: str = BUYER, note: str = "") -> Request:
    return services.ask_to_join(**who(phone), note=note, key=uuid.uuid4())


def decide(outcome: str, reason: str = "", *, by: str = MANAGER, phone: str = BUYER) -> Request:
    return services.decide_admission(
        leader_id=queries.person_with(by),
        **who(phone),
        outcome=outcome,
        reason=reason,
        key=uuid.uuid4(),
    )


def leave(phone: str) -> None:
    services.leave_organisation(**who(phone), reason="", key=uuid.uuid4())


def state(phone: str = BUYER) -> str:
    return queries.standing(**who(phone)).state


@given(LEADING, LEADING)
def test_after_somebody_leaves_there_is_still_a_manager_if_there_was_one(
    own: Collection[str], others: Collection[str]
) -> None:
    try:
        rules.check_leaving(own, others)
    except rules.LastLeader:
        assert own
        return
    assert not own or others
    assert "manager" not in own or "manager" in others


@pytest.mark.parametrize(
    ("outcome", "reason", "refusal"),
    [
        ("", "", rules.NoSuchOutcome),
        ("withdraw", "", rules.NoSuchOutcome),
        ("decline", "", rules.ReasonNeeded),
    ],
)
def test_an_answer_is_yes_or_no_with_a_reason(
    outcome: str, reason: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        rules.check_decision(outcome, reason)


def test_who_is_admitted_belongs_from_that_moment(live: Session) -> None:
    heard: list[uuid.UUID] = []

    def hear(*, person_id: uuid.UUID, **_more: object) -> None:
        heard.append(person_id)

    events.on("members.admitted")(hear)
    ask()
    assert state() == "asked"
    before = clock.now()
    answered = decide("admit")
    events._listeners["members.admitted"].remove(hear)
    assert heard == [queries.person_with(BUYER)]
    assert (state(), answered.decided_by) == ("member", queries.person_with(MANAGER))
    since = queries.standing(**who(BUYER)).since
    assert since is not None
    assert since >= before
    assert live.scalar(select(func.count()).select_from(Membership)) == 14


@pytest.mark.usefixtures("live")
def test_who_is_declined_reads_why_and_may_ask_again() -> None:
    ask()
    decide("decline", "我们只收本村人。", by=TREASURER)
    stands = queries.standing(**who(BUYER))
    assert (stands.state, stands.reason) == ("declined", "我们只收本村人。")
    ask()
    assert state() == "asked"


@pytest.mark.usefixtures("live")
def test_nobody_asks_twice_or_where_they_belong_or_where_nobody_can() -> None:
    ask()
    with pytest.raises(rules.AlreadyAsked):
        ask()
    with pytest.raises(rules.AlreadyMember):
        ask(FARMER)
    for name, refusal in (("Heguang Village Lender", rules.TakesNoMembers), ("", NotFound)):
        place = queries.organisation_with(name) if name else uuid.uuid4()
        with pytest.raises(refusal):
            services.ask_to_join(
                person_id=queries.person_with(BUYER), organisation_id=place, note="", key=place
            )


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("phone", [SHIQIAO_MANAGER, FARMER, BUYER])
def test_only_its_own_leaders_answer(phone: str) -> None:
    ask()
    with pytest.raises(NotFound):
        decide("admit", by=phone)
    with pytest.raises(NotFound):
        queries.applicants(queries.person_with(phone), liushu(), "")
    assert state() == "asked"


def test_a_leader_of_yesterday_no_longer_answers(live: Session) -> None:
    ask()
    manager = queries.person_with(MANAGER)
    role = live.scalars(select(Role).where(Role.person_id == manager)).one()
    role.ended_at, role.ended_by = clock.now(), manager
    with pytest.raises(NotFound):
        decide("admit")


@pytest.mark.usefixtures("live")
def test_an_answer_that_comes_too_late_changes_nothing() -> None:
    ask()
    services.withdraw_request(**who(BUYER), key=uuid.uuid4())
    assert state() == "none"
    for late in (
        lambda: decide("admit"),
        lambda: services.withdraw_request(**who(BUYER), key=uuid.uuid4()),
    ):
        with pytest.raises(rules.NothingAsked):
            late()


def test_an_invitation_is_the_persons_to_answer(live: Session) -> None:
    live.add(Request(**who(BUYER), invited_by=queries.person_with(MANAGER), key=uuid.uuid4()))
    live.flush()
    assert state() == "invited"
    before = queries.waiting_for_leader(queries.person_with(MANAGER))
    with pytest.raises(rules.NothingAsked):
        decide("admit")
    asked = ask()
    assert (state(), asked.decided_by) == ("member", queries.person_with(BUYER))
    assert queries.waiting_for_leader(queries.person_with(MANAGER)) == before


@pytest.mark.usefixtures("live")
def test_who_leaves_stays_in_the_register_of_the_days_before() -> None:
    before = clock.now()
    leave(FARMER)
    with pytest.raises(rules.NoMember):
        leave(FARMER)
    farmer = queries.person_with(FARMER)
    then, now = queries.members_on(liushu(), before), queries.members_on(liushu(), clock.now())
    assert farmer in {row.person_id for row in then}
    assert {row.person_id for row in then} - {row.person_id for row in now} == {farmer}
    long_ago = queries.members_on(liushu(), before - timedelta(days=4000))
    assert long_ago == ()


@pytest.mark.usefixtures("live")
def test_who_comes_back_stands_once_in_the_register() -> None:
    leave(FARMER)
    ask(FARMER)
    decide("admit", phone=FARMER)
    roll = [row.person_id for row in queries.members_on(liushu(), clock.now())]
    assert len(roll) == len(set(roll)) == 7


@pytest.mark.usefixtures("live")
def test_the_last_manager_stays_and_a_treasurer_lays_the_office_down() -> None:
    with pytest.raises(rules.LastLeader):
        leave(MANAGER)
    leave(TREASURER)
    assert not queries.leads(queries.person_with(TREASURER), liushu())
    assert state(MANAGER) == "member"


def test_a_buyer_asks_and_the_manager_admits_through_the_pages(
    client: OPEN, village: Village
) -> None:
    at = f"/members/organisations/{village.organisation()}"
    buyer, manager = client(BUYER), client(MANAGER)
    page = buyer.get(buyer.get(at).link(f"{at}/membership"))
    answer = buyer.submit(page, to="/membership", note="种了十亩姜。")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{at}/membership")
    assert buyer.follow(answer).one(data_state=True).get("data-state") == "asked"
    assert "Liushu Cooperative" in buyer.get("/members/me").words

    waiting = manager.get(f"{at}/admissions")
    assert "种了十亩姜。" in waiting.words
    person = str(village.person(BUYER))
    refused = manager.post(f"{at}/admissions", data={"member": person, "outcome": "decline"})
    assert refused.status_code == 422
    assert "why" in refused.words
    done = manager.post(f"{at}/admissions", data={"member": person, "outcome": "admit"})
    assert done.status_code == 303
    assert buyer.get(f"{at}/membership").one(data_state=True).get("data-state") == "member"
    assert "8" in buyer.get(at).words


def test_a_stranger_is_asked_to_sign_in_first(client: OPEN, village: Village) -> None:
    at = f"/members/organisations/{village.organisation()}/membership"
    assert client().get(at).headers["Location"] == f"/sign-in?next={at}"


def test_the_last_manager_is_told_what_to_do(client: OPEN, village: Village) -> None:
    at = f"/members/organisations/{village.organisation()}/membership"
    manager = client(MANAGER)
    page = manager.submit(manager.get(at), leave="yes", reason="")
    assert page.status_code == 422
    assert "hand that over" in page.words
