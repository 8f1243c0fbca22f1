"""Paper, effects, minutes: what surrounds the count."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from blueprints.core import clock, effects, events, ids, own_data
from blueprints.core.db import session, writing
from blueprints.core.errors import DomainError, NotFound
from blueprints.decisions import jobs, queries, rules, services
from blueprints.members import queries as members
from blueprints.storefront import services as storefront
from blueprints.storefront.models import Product, Variant
from tests.decisions.votes import (
    FARMER,
    LIUSHU,
    MANAGER,
    NEIGHBOUR,
    SEVEN,
    TREASURER,
    all_vote,
    cast,
    count,
    opened,
    propose,
    who,
)
from tests.storefront.together import Circle
from tests.village import BUYER

pytestmark = pytest.mark.usefixtures("live")


def seen(one: uuid.UUID, phone: str = FARMER) -> queries.DecisionView:
    return queries.decision_seen_by(who(phone), one, "en")


# ---- paper


def name(one: uuid.UUID, *phones: str, by: str = MANAGER) -> None:
    with writing():
        people = [who(phone) for phone in phones]
        services.name_scrutineers(by=who(by), proposal_id=one, people=people, key=ids.uuid7())


def enter(one: uuid.UUID, phone: str, tally: dict[str, int], *people: str) -> None:
    with writing():
        services.enter_paper(
            by=who(phone),
            proposal_id=one,
            tally=tally,
            people=[who(each) for each in people],
            key=ids.uuid7(),
        )


def test_paper_counts_when_both_have_read_the_same_and_one_person_counts_once() -> None:
    one = opened()
    name(one, TREASURER, NEIGHBOUR)
    cast(one, {SEVEN[4]: "no", SEVEN[5]: "no", FARMER: "yes"})
    with pytest.raises(rules.PaperMissing):
        count(one)
    enter(one, TREASURER, {"yes": 3}, SEVEN[4], SEVEN[6], MANAGER)
    assert queries.paper_entries_seen_by(who(TREASURER), one).other_entered is False
    enter(one, NEIGHBOUR, {"yes": 2, "no": 1}, SEVEN[4], SEVEN[6], MANAGER)
    assert queries.paper_entries_seen_by(who(TREASURER), one).agree is False
    with pytest.raises(rules.PaperMismatch):
        count(one)
    assert seen(one).outcome is None
    enter(one, NEIGHBOUR, {"yes": 3}, SEVEN[4], SEVEN[6], MANAGER)
    outcome = count(one)
    # SEVEN[4] said no on the phone and voted on paper as well: the paper counts.
    assert (outcome.present, outcome.on_paper) == (5, 3)
    assert outcome.counts == {"yes": 4, "no": 1, "abstain": 0}
    assert seen(one, SEVEN[4]).on_paper
    assert sum(row.voted for row in queries.roll_of(who(FARMER), one).rows) == 5


def test_paper_that_cannot_be_is_refused() -> None:
    one = opened()
    with pytest.raises(rules.NotAScrutineer):
        enter(one, FARMER, {"yes": 1}, FARMER)
    name(one, TREASURER, NEIGHBOUR)
    for tally, people, refusal in (
        ({"maybe": 1}, (FARMER,), rules.NotOnThePaper),
        ({"yes": -1, "no": 2}, (FARMER,), rules.NotOnThePaper),
        ({"yes": 2}, (FARMER,), rules.PaperDiffers),
        ({"yes": 1}, (BUYER,), rules.NotOnTheRoll),
    ):
        with pytest.raises(refusal):
            enter(one, TREASURER, tally, *people)
    with pytest.raises(NotFound):
        queries.paper_entries_seen_by(who(FARMER), one)


def test_candidates_strangers_and_one_alone_do_not_count_paper() -> None:
    standing = {"candidates": (who(FARMER), who(NEIGHBOUR)), "method": "one"}
    one = opened(template="leader", fields={"role": "treasurer"}, **standing)
    for phones, refusal in (
        ((FARMER, SEVEN[5]), rules.ScrutineerIsCandidate),
        ((SEVEN[5], BUYER), rules.TwoScrutineers),
        ((SEVEN[5],), rules.TwoScrutineers),
    ):
        with pytest.raises(refusal):
            name(one, *phones)
    with pytest.raises(rules.OnlyLeaders):
        name(one, SEVEN[4], SEVEN[5], by=FARMER)
    name(one, SEVEN[4], SEVEN[5])
    name(one, SEVEN[5], SEVEN[6])
    with pytest.raises(rules.NotAScrutineer):
        enter(one, SEVEN[4], {})


# ---- effects


def sold() -> Product:
    there = members.organisation_with(LIUSHU)
    in_kinds = select(Variant.product_id)
    asked = select(Product).where(Product.organisation_id == there, Product.id.not_in(in_kinds))
    found = session.scalars(asked.order_by(Product.id).limit(1)).one()
    session.refresh(found)
    return found


def price_vote(product: Product, price: int, **other: Any) -> uuid.UUID:
    fields = {"product_id": str(product.id), "price_minor": price}
    return opened(template="price", fields=fields, **other)


def test_a_decided_price_holds_at_once_and_only_another_decision_changes_it() -> None:
    product = sold()
    was = product.price_minor
    one = price_vote(product, was + 100)
    changes = {change.label: (change.before, change.after) for change in seen(one).changes}
    assert changes["New price"] == (was, was + 100)
    all_vote(one, "yyyyn--")
    count(one)
    assert sold().price_minor == was + 100
    effect = seen(one).effect
    assert effect
    assert effect.applied_at
    decided = queries.decided_on("storefront.price", str(product.id))
    assert decided
    assert decided.proposal_id == one
    with pytest.raises(storefront.PriceWasDecided), writing():
        reprice(product, was)
    two = price_vote(product, was)
    all_vote(two, "yyyyy--")
    count(two)
    assert sold().price_minor == was


def reprice(product: Product, price: int) -> None:
    listing = storefront.Listing(
        title=product.title, description=product.description, category=product.category,
        price_minor=price, currency=product.currency, unit=product.unit, stock=product.stock,
        language=product.language, organisation_id=product.organisation_id,
        place_id=product.place_id,
    )  # fmt: skip
    storefront.change_product(
        seller_id=product.seller_id, product_id=product.id, version=None, listing=listing
    )


def test_what_members_decided_ends_the_offer_there_is_and_takes_no_other() -> None:
    """Nor a group order for less."""
    product, circle = sold(), Circle()
    was = product.price_minor
    circle.offers(product.id, was - 50, MANAGER)
    one = price_vote(product, was - 10)
    all_vote(one, "yyyyy--")
    count(one)
    assert circle.price(product.id) == was - 10
    with pytest.raises(storefront.PriceWasDecided):
        circle.offers(product.id, was - 50, MANAGER)
    with pytest.raises(storefront.PriceWasDecided):
        circle.opens(product.id, MANAGER, price_minor=was - 50)
    circle.opens(product.id, MANAGER)


def test_an_effect_happens_once_at_its_day() -> None:
    product = sold()
    was, today = product.price_minor, clock.local(clock.now()).date()
    one = price_vote(product, was + 7, effective_on=today + timedelta(days=2))
    all_vote(one, "yyyyy--")
    count(one)
    jobs.switch_on()
    assert sold().price_minor == was
    with clock.stopped_at(clock.now() + timedelta(days=2)):
        jobs.switch_on()
        version = sold().version
        assert sold().price_minor == was + 7
        jobs.switch_on()
        with writing():
            assert services.switch_on_due(one) is False
        assert sold().version == version


def test_what_has_not_passed_changes_nothing() -> None:
    product = sold()
    was = product.price_minor
    one = price_vote(product, was + 100)
    all_vote(one, "yyynnn-")
    assert count(one).state == "tied"
    assert (sold().price_minor, seen(one).effect) == (was, None)


@pytest.mark.parametrize("price", [0, -5, "7", None])
def test_a_price_that_is_none_is_refused(price: object) -> None:
    fields = {"product_id": str(sold().id), "price_minor": price}
    with pytest.raises(DomainError):
        propose(template="price", fields=fields)


def test_only_what_is_sold_through_the_cooperative_is_priced_by_it() -> None:
    other = session.scalars(
        select(Product.id).where(
            Product.organisation_id == members.organisation_with("Shiqiao Cooperative")
        )
    ).first()
    for product_id in (other, uuid.uuid4(), "nonsense"):
        with pytest.raises(DomainError, match="not sold through"):
            propose(template="price", fields={"product_id": str(product_id), "price_minor": 5})


def test_an_elected_treasurer_takes_over_from_the_one_before() -> None:
    one = opened(
        template="leader", method="one", fields={"role": "treasurer"},
        candidates=(who(FARMER), who(TREASURER)),
    )  # fmt: skip
    mine = str(queries.options_of(one)[0].id)
    cast(one, dict.fromkeys(SEVEN[:5], mine))
    assert count(one).state == "passed"
    there = members.organisation_with(LIUSHU)
    holders = [held.person_id for held in members.holders_of(there) if held.role == "treasurer"]
    assert holders == [who(FARMER)]


def test_a_role_that_the_organisation_does_not_have_is_not_voted_on() -> None:
    with pytest.raises(DomainError, match="no such role"):
        propose(template="leader", fields={"role": "officer", "person_id": str(who(FARMER))})
    with pytest.raises(DomainError, match="has this number"):
        propose(template="leader", fields={"role": "manager", "person_id": str(who(BUYER))})


def test_a_written_rule_links_to_its_vote_and_another_vote_replaces_it() -> None:
    before = {rule.title for rule in queries.written_rules_of(members.organisation_with(LIUSHU))}
    rule = decided_rule({"title": "Sizes", "text": "65 mm and more."})
    assert rule.title not in before
    newer = decided_rule({"title": "Sizes", "text": "70 mm.", "replaces": str(rule.id)})
    now = {one.id for one in queries.written_rules_of(members.organisation_with(LIUSHU))}
    assert newer.id in now
    assert rule.id not in now
    with pytest.raises(services.NoSuchRule):
        propose(
            template="quality",
            fields={"title": "Sizes", "text": "80 mm.", "replaces": str(rule.id)},
        )


def decided_rule(fields: dict[str, str]) -> queries.RuleInForce:
    one = opened(template="quality", fields=fields)
    all_vote(one, "yyyyy--")
    count(one)
    there = members.organisation_with(LIUSHU)
    return next(rule for rule in queries.written_rules_of(there) if rule.proposal_id == one)


def test_where_no_room_can_do_it_yet_the_effect_waits_and_says_so() -> None:
    shares = [{"who": "farmer", "percent": 70}, {"who": "cooperative", "percent": 30}]
    one = opened(template="split", fields={"shares": shares})
    all_vote(one, "yyyyy--")
    assert count(one).state == "passed"
    effect = seen(one).effect
    assert effect
    assert (effect.applied_at, effect.waits) == (None, rules.NO_ROOM_YET)
    done: list[Any] = []
    effects.register(effects.Effect("ledger.split", "Money is split so.", done.append))
    try:
        jobs.switch_on()
        with clock.stopped_at(clock.now() + timedelta(hours=2)):
            jobs.switch_on()
    finally:
        effects._effects.pop("ledger.split")
    assert [plan.fields["shares"] for plan in done] == [shares]
    assert done[0].decision_id == one


def test_an_effect_that_is_refused_on_its_day_waits_with_the_reason() -> None:
    product = sold()
    one = price_vote(product, product.price_minor + 1)
    all_vote(one, "yyyyy--")
    with writing():
        storefront.withdraw_product(seller_id=product.seller_id, product_id=product.id)
    assert count(one).state == "passed"
    effect = seen(one).effect
    assert effect
    assert effect.applied_at is None
    assert effect.waits == "That product is not sold through this cooperative."


# ---- minutes, announcements, own data


def test_minutes_write_themselves_are_signed_and_only_corrected_by_another_record() -> None:
    one = opened()
    all_vote(one, "yyyyn--")
    with pytest.raises(services.NotCounted):
        correct(one)
    count(one)
    first = queries.minutes_of(who(FARMER), one)[0]
    assert first.facts["counts"] == [["yes", 4], ["no", 1], ["abstain", 0]]
    assert (first.facts["quorum"], first.facts["needed"], first.facts["roll"]) == (5, 4, 7)
    sign(first.id, NEIGHBOUR)
    with pytest.raises(services.SignedAlready):
        sign(first.id, NEIGHBOUR)
    with pytest.raises(NotFound):
        sign(first.id, BUYER)
    with pytest.raises(rules.NotYours):
        correct(one, NEIGHBOUR)
    correct(one)
    found = queries.minutes_of(who(NEIGHBOUR), one)
    assert [each.number for each in found] == [1, 2]
    assert (found[0].facts, found[1].words) == (first.facts, "It was raining.")
    assert (found[0].signed_by_me, found[1].signed_by_me) == (True, False)


def correct(one: uuid.UUID, phone: str = MANAGER) -> None:
    with writing():
        services.correct_minutes(
            by=who(phone), proposal_id=one, words="It was raining.", key=ids.uuid7()
        )


def sign(minutes_id: uuid.UUID, phone: str) -> None:
    with writing():
        services.sign_minutes(by=who(phone), minutes_id=minutes_id, key=ids.uuid7())


def test_a_vote_about_to_close_is_announced_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[dict[str, Any]] = []
    listeners = {"decisions.closing_soon": [lambda **facts: told.append(facts)]}
    monkeypatch.setattr(events, "_listeners", {**events._listeners, **listeners})
    one = opened()
    jobs.remind()
    jobs.remind()
    assert [facts["decision_id"] for facts in told] == [one]


def test_ones_own_data_tell_that_one_voted_and_how_only_where_it_was_open() -> None:
    secret, open_one = opened(), opened(ballot="open", title="Openly")
    for one in (secret, open_one):
        all_vote(one, "yyyyy--")
        count(one)
    told = {
        part.name: own_data.rows_of(part, who(FARMER))
        for part in own_data.parts()
        if part in queries.OWN_DATA
    }
    assert len(told["votes"]) == 2 + seeded_votes()
    assert "Openly" in {row["title"] for row in told["open_ballots"]}
    assert "Buy a second scale" not in {row["title"] for row in told["open_ballots"]}
    assert told["proposals"]


def seeded_votes() -> int:
    """How often the village itself has let them vote."""
    return sum(
        row.state not in ("proposed", "discussion")
        for row in queries.decisions_of(who(FARMER)).rows
        if row.title not in ("Buy a second scale", "Openly")
    )
