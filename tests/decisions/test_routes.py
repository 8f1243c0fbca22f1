"""From a proposal to its effect, through the pages."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest

from blueprints.core import clock
from tests.decisions.paths import WORDS, in_an_hour, opened, proposed, state_of
from tests.decisions.votes import SEVEN
from tests.page import Client
from tests.village import BUYER, FARMER, MANAGER, NEIGHBOUR, TREASURER, Village

pytestmark = pytest.mark.usefixtures("village")
Enter = Callable[..., Client]


def vote(client: Client, at: str, choice: str | list[str]) -> int:
    sent = client.post(f"{at}/ballots", data={"choice": choice})
    return int(sent.status_code)


def test_proposed_seconded_talked_over_opened_voted_and_passed(client: Enter) -> None:
    farmer, neighbour, manager = client(FARMER), client(NEIGHBOUR), client(MANAGER)
    at = proposed(farmer)
    assert state_of(farmer.get(at)) == "proposed"
    seconded = neighbour.follow(neighbour.submit(neighbour.get(at), to="/seconds"))
    assert state_of(seconded) == "discussion"
    neighbour.submit(neighbour.get(at), to="/comments", body="And cheaper than repairs.")
    assert "And cheaper than repairs." in farmer.get(at).words
    assert state_of(opened(manager, at)) == "voting"
    for phone in SEVEN[:5]:
        sent = client(phone).post(f"{at}/ballots", data={"choice": "yes"})
        assert sent.headers["Location"] == f"{at}/receipt"
    early = farmer.post(f"{at}/closing")
    assert early.status_code == 409
    assert farmer.get(f"{at}/ballots.csv").status_code == 404
    with clock.stopped_at(clock.now() + timedelta(hours=1, seconds=1)):
        assert state_of(farmer.get(at)) == "counting"
        page = farmer.follow(farmer.submit(farmer.get(at), to="/closing"))
        assert state_of(page) == "passed"
        table = {
            row.get("data-choice"): row.get("data-count")
            for row in page.all("tr", data_choice=True)
        }
        assert table == {"yes": "5", "no": "0", "abstain": "0"}
        listed = farmer.get(f"{at}/ballots.csv")
        assert listed.mimetype == "text/csv"
        assert len(listed.text.splitlines()) == 6


def test_a_decided_price_is_shown_before_and_after_and_holds_by_itself(
    client: Enter, village: Village
) -> None:
    manager = client(MANAGER)
    select = manager.get("/decisions/new?template=price").one("select", name="effect_product_id")
    product = uuid.UUID(select.all("option")[1].get("value"))
    before = village.price(product)
    at = proposed(
        manager,
        "?template=price",
        title="A fairer price",
        effect_product_id=str(product),
        effect_price_minor="12.30",
    )
    page = manager.get(at)
    assert "12.30" in page.words
    assert f"{before / 100:.2f}" in page.words
    opened(manager, at)
    for phone in SEVEN[:5]:
        assert vote(client(phone), at, "yes") == 303
    with clock.stopped_at(clock.now() + timedelta(hours=1, seconds=1)):
        page = manager.follow(manager.submit(manager.get(at), to="/closing"))
        assert state_of(page) == "passed"
        assert village.price(product) == 1230
        assert "In force since" in page.words


def test_an_amendment_says_another_price_and_once_taken_it_is_the_one_that_holds(
    client: Enter, village: Village
) -> None:
    manager, farmer = client(MANAGER), client(FARMER)
    select = manager.get("/decisions/new?template=price").one("select", name="effect_product_id")
    product = uuid.UUID(select.all("option")[1].get("value"))
    asked = {"effect_product_id": str(product), "effect_price_minor": "12.30"}
    at = proposed(manager, "?template=price", **asked)
    said = {"body": "A little less, then they sell.", "effect_price_minor": "11.70"}
    farmer.submit(farmer.get(at), to="/amendments", **said)
    one = farmer.get(at).one("li", data_amendment=True)
    assert "11.70" in one.text
    client(NEIGHBOUR).post(f"{at}/amendments/{one.get('data-amendment')}/seconds")
    manager.post(f"{at}/amendments/{one.get('data-amendment')}/answer", data={"outcome": "take"})
    opened(manager, at)
    for phone in SEVEN[:5]:
        vote(client(phone), at, "yes")
    with clock.stopped_at(clock.now() + timedelta(hours=1, seconds=1)):
        manager.submit(manager.get(at), to="/closing")
        assert village.price(product) == 1170


def test_nobody_sees_anything_of_the_result_before_the_close(client: Enter) -> None:
    farmer, manager, treasurer = client(FARMER), client(MANAGER), client(TREASURER)
    at = proposed(farmer, ballot="secret")
    opened(manager, at)
    blank = re.sub(r"[0-9a-f-]{36}", "", farmer.get(at).text)
    vote(manager, at, "no")
    with_no = re.sub(r"[0-9a-f-]{36}", "", farmer.get(at).text)
    vote(manager, at, "yes")
    vote(treasurer, at, "no")
    vote(treasurer, at, "yes")
    with_yes = re.sub(r"[0-9a-f-]{36}", "", farmer.get(at).text)
    assert blank.replace("0 of 7", "1 of 7") == with_no
    assert with_no.replace("1 of 7", "2 of 7") == with_yes
    for page in ("ballots.csv", "recount"):
        assert farmer.get(f"{at}/{page}").status_code == 404


def test_the_page_of_a_voter_is_the_same_whatever_was_voted(client: Enter) -> None:
    farmer, manager = client(FARMER), client(MANAGER)
    at = proposed(farmer, ballot="secret")
    opened(manager, at)
    pages = set()
    for choice in ("yes", "no", "abstain"):
        sent = farmer.post(f"{at}/ballots", data={"choice": choice})
        assert choice not in sent.headers["Location"]
        pages.add(re.sub(r"[0-9a-f-]{36}", "", farmer.get(at).text))
    assert len(pages) == 1


def test_yes_no_and_yes_again_from_one_page_is_yes(client: Enter) -> None:
    farmer = client(FARMER)
    at = proposed(farmer)
    opened(client(MANAGER), at)
    key = str(uuid.uuid4())
    for choice, said in (("yes", "Yes"), ("no", "No"), ("yes", "Yes")):
        sent = farmer.post(f"{at}/ballots", data={"choice": choice, "key": key})
        assert f"You voted: {said}" in farmer.follow(sent).words


def scrutineers(village: Village, manager: Client, at: str) -> None:
    two = [str(village.person(one)) for one in (TREASURER, NEIGHBOUR)]
    sent = manager.post(f"{at}/scrutineers", data={"person": two})
    assert sent.status_code == 303, sent.words[:400]


def test_ranked_ballots_on_paper_are_entered_a_line_a_kind(client: Enter, village: Village) -> None:
    manager, treasurer = client(MANAGER), client(TREASURER)
    at = proposed(manager, method="ranking", option=["Plums", "Pears", "Quinces"])
    opened(manager, at)
    scrutineers(village, manager, at)
    took = [str(village.person(one)) for one in (FARMER, MANAGER, TREASURER)]
    entered = {"lines": "2 1 3: 2\n0: 1", "person": took}
    wrong = treasurer.post(f"{at}/paper", data={**entered, "lines": "4 1: 3"})
    assert "“4 1: 3” cannot be read" in wrong.words
    for scrutineer in (treasurer, client(NEIGHBOUR)):
        assert scrutineer.post(f"{at}/paper", data=entered).status_code == 303
    page = treasurer.get(f"{at}/paper")
    assert page.one("data", data_agree=True).get("data-agree") == "yes"
    assert sorted(page.one("textarea", name="lines").source.split()) == sorted(
        ["0:", "1", "2", "1", "3:", "2"]
    )


def test_on_a_long_roll_people_are_named_by_their_numbers(client: Enter, village: Village) -> None:
    manager, treasurer = client(MANAGER), client(TREASURER)
    at = proposed(manager)
    opened(manager, at)
    scrutineers(village, manager, at)
    beyond = treasurer.post(f"{at}/paper", data={"count-yes": "2", "taken": "7, 8"})
    assert "“8” is no number on the roll" in beyond.words
    treasurer.post(f"{at}/paper", data={"count-yes": "3", "taken": "1-2 7"})
    on_roll = treasurer.get(f"{at}/roll").one("ul", class_="said").all("li")
    named = [one.one("b").text for one in on_roll if one.one("span").text in ("1", "2", "7")]
    boxes = treasurer.get(f"{at}/paper").all("label", class_="choice")
    assert [one.text for one in boxes if one.all("input", checked=True)] == named


def test_a_receipt_says_that_it_can_prove_a_vote_and_no_phone_keeps_it(client: Enter) -> None:
    farmer, manager = client(FARMER), client(MANAGER)
    at = proposed(farmer, ballot="secret")
    opened(manager, at)
    vote(farmer, at, "no")
    first = farmer.get(f"{at}/receipt")
    assert "can prove your vote to others" in first.words
    assert first.headers["X-Offline"] == "never"
    assert "no-store" in first.headers["Cache-Control"]
    short = first.one(data_receipt=True).text
    assert re.fullmatch(r"[A-Z2-7]{5}-[A-Z2-7]{5}", short)
    vote(farmer, at, "yes")
    assert farmer.get(f"{at}/receipt").one(data_receipt=True).text != short


def test_late_foreign_and_unknown_votes_are_refused_in_a_clear_sentence(client: Enter) -> None:
    farmer, manager, buyer = client(FARMER), client(MANAGER), client(BUYER)
    at = proposed(farmer)
    closed = farmer.post(f"{at}/ballots", data={"choice": "yes"})
    assert closed.status_code == 409
    opened(manager, at)
    assert buyer.post(f"{at}/ballots", data={"choice": "yes"}).status_code in (403, 404)
    unknown = farmer.post(f"{at}/ballots", data={"choice": "maybe"})
    assert unknown.status_code == 422
    assert "not on the voting paper" in unknown.words
    assert farmer.post(f"{at}/ballots", data={}).status_code == 422
    with clock.stopped_at(clock.now() + timedelta(hours=1, seconds=1)):
        late = farmer.post(f"{at}/ballots", data={"choice": "yes"})
        assert late.status_code == 410
        assert "came too late and was not counted" in late.words


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"closes_at": "2020-01-01T10:00"}, "has passed already"),
        ({"closes_at": "tomorrow"}, "Please give a day and a time"),
        ({"title": ""}, "Please fill this in"),
        ({"method": "one"}, "2 to 12 different options"),
    ],
)
def test_a_proposal_that_is_not_right_comes_back_with_its_words(
    client: Enter, fields: dict[str, str], said: str
) -> None:
    farmer = client(FARMER)
    sent = {"title": "Kept words", "body": "Why.", "closes_at": "2099-01-01T10:00", **fields}
    page = farmer.submit(farmer.get("/decisions/new"), to="/decisions/new", **sent)
    assert page.status_code == 422
    assert said in page.words
    assert page.one("textarea", name="body").text == "Why."


def test_shares_that_are_not_the_whole_are_refused(client: Enter) -> None:
    farmer = client(FARMER)
    sent = {
        "title": "Split",
        "body": "So.",
        "closes_at": in_an_hour(),
        "share_who": ["Farmer", "Cooperative"],
        "share_percent": ["70", "20"],
    }
    page = farmer.submit(farmer.get("/decisions/new?template=split"), to="/decisions/new", **sent)
    assert page.status_code == 422
    assert "must add up to 100, not 90" in page.words


def test_votes_that_wait_are_counted_on_the_front_page_of_whoever_may_still_vote(
    client: Enter,
) -> None:
    """The page is the same for everyone; the number comes from one's own fragment."""
    farmer, manager, buyer = client(FARMER), client(MANAGER), client(BUYER)
    before = farmer.get("/sync/me").json["waiting"]["decisions"]
    at = proposed(farmer)
    opened(manager, at)
    assert farmer.get("/sync/me").json["waiting"]["decisions"] == before + 1
    assert buyer.get("/sync/me").json["waiting"]["decisions"] == 0
    vote(farmer, at, "abstain")
    assert farmer.get("/sync/me").json["waiting"]["decisions"] == before
    home = farmer.get("/")
    assert home.one("a", href="/decisions/").one("b", data_waiting="decisions").text == ""


def test_the_members_change_their_rules_of_order_by_a_vote(client: Enter) -> None:
    farmer, manager = client(FARMER), client(MANAGER)
    page = farmer.get("/decisions/new?template=order")
    less = farmer.submit(page, to="/decisions/new", **WORDS, effect_quorum="1/2")
    assert "The law asks for more" in less.words
    nothing = farmer.submit(page, to="/decisions/new", **WORDS)
    assert "what is to change" in nothing.words
    at = proposed(farmer, "?template=order", effect_seconds="2", effect_at_once="no")
    shown = farmer.get(at)
    assert "Others who must second it" in shown.words
    opened(manager, at)
    for who in SEVEN:
        client(who).post(f"{at}/ballots", data={"choice": "yes"})
    with clock.stopped_at(clock.now() + timedelta(hours=1, seconds=1)):
        farmer.submit(farmer.get(at), to="/closing")
        assert state_of(farmer.get(at)) == "passed"
        home = farmer.get(farmer.get("/decisions/").link("/decisions/rules/"))
        assert f"{at}" in home.links
        assert "Others who must second it2" in home.words
