"""Acting for somebody, through the pages."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from blueprints.core import clock
from blueprints.core.access import mark_of
from blueprints.core.db import session, writing
from blueprints.core.jobs import Job
from blueprints.members.models import Act, Mandate, MandateRefusal, Person, Role
from blueprints.members.services.pins import hash_pin
from blueprints.storefront.models import Order, Product
from tests.members.helping import ALL, GOODS, SOUND, alone, ask, begin, mandate_of
from tests.page import Client, Page
from tests.village import BUYER, FARMER, MANAGER, MENTOR, NEIGHBOUR, SHIQIAO_MANAGER, Village

NEW = "/storefront/products/new"
Client_ = Callable[..., Client]


def rows(app: Flask, table: Any, *where: Any) -> list[Any]:
    with app.app_context():
        found = list(session.scalars(select(table).where(*where)))
        session.remove()
    return found


def acts(app: Flask) -> list[Act]:
    """Those of this test: the village has one of its own."""
    return rows(app, Act, Act.subject_id.is_not(None))


def sell(client: Client, **other: Any) -> Page:
    return client.submit(client.get(NEW), **{**GOODS, **other})


@pytest.mark.parametrize("how", ["paper", "voice", "pin"])
def test_a_leader_sells_for_a_member_who_said_yes(
    app: Flask, client: Client_, village: Village, how: str
) -> None:
    leader, farmer = client(MANAGER), village.person(FARMER)
    page = begin(leader, farmer, how=how)
    assert page.h1 == "For 柳大田"
    assert page.one(data_acting=str(farmer))
    own = leader.follow(sell(leader))
    assert "You act for 柳大田" in own.words
    assert "Put in the shop by 周禾秀, for the seller." in own.words
    product = rows(app, Product, Product.title == GOODS["title"])[0]
    assert product.seller_id == farmer
    done = acts(app)[0]
    assert (done.key, done.subject_id) == (product.key, product.id)
    assert (done.member_id, done.helper_id) == (farmer, village.person(MANAGER))
    assert done.location == f"/storefront/products/{product.id}/own"


def test_who_has_a_number_is_told_by_sms_and_who_has_none_by_paper(
    app: Flask, client: Client_, village: Village
) -> None:
    leader = client(MANAGER)
    begin(leader, village.person(FARMER))
    sell(leader)
    told = [job.payload for job in rows(app, Job, Job.kind == "core.sms")]
    assert any("土鸡蛋" in one["words"] and one["phone"] == f"+86{FARMER}" for one in told)
    other = client(SHIQIAO_MANAGER)
    mandate = other.get("/members/helping").link("/members/mandates/")
    page = other.follow(other.submit(other.get(mandate), to="/acting"))
    assert "give them the receipt on paper" in page.words
    sell(other)
    assert [one.receipt for one in acts(app)] == ["sms", "paper"]
    receipt = other.get(other.get("/members/acting").link("/members/acts/"))
    assert "Put “土鸡蛋” in the shop" in receipt.words
    assert "石阿婆" in receipt.words
    assert "石敬山" in receipt.words


def test_while_acting_nothing_personal_and_nothing_outside_the_scope(
    client: Client_, village: Village
) -> None:
    leader = client(MANAGER)
    begin(leader, village.person(FARMER), scope=["order"])
    for path in ("/members/me", "/members/me/data", "/members/me/pin", "/members/helping"):
        page = leader.get(path)
        assert page.status_code == 403
        assert "only for themselves" in page.words
    assert "has not asked you to do this" in leader.get(NEW).words
    assert leader.post(NEW, data=GOODS).status_code == 403
    assert leader.get("/storefront/basket").status_code == 200
    assert leader.get("/storefront/").one(data_acting=True)
    page = leader.follow(leader.submit(leader.get("/members/acting"), to="/acting/end"))
    assert page.h1 == "周禾秀"
    assert not page.all(data_acting=True)


def test_every_unmarked_post_refuses(app: Flask, client: Client_, village: Village) -> None:
    """Whatever the room: who acts reaches only what has opted in."""
    leader = client(MANAGER)
    begin(leader, village.person(FARMER))
    before = dict(leader._cookies or {})
    opted, refused = set(), set()
    for rule in app.url_map.iter_rules():
        if not (rule.methods or set()) & {"POST", "PUT"}:
            continue
        mark = mark_of(app, rule.endpoint)
        assert mark is not None
        if mark.for_others:
            opted.add(rule.endpoint)
            continue
        with app.test_request_context():
            given = {name: _stands_for(rule.rule, name) for name in rule.arguments}
            path = app.url_map.bind("localhost").build(rule.endpoint, given)
        answer = leader.open(path, method="PUT" if "PUT" in rule.methods else "POST")
        assert (rule.endpoint, answer.status_code) == (rule.endpoint, 403)
        leader._cookies = dict(before)
        refused.add(rule.endpoint)
    assert {"members.own_pin_sent", "members.close_account", "members.change_consent"} <= refused
    assert {name for name in opted if not name.startswith("storefront.")} == {
        "members.start_acting",
        "members.stop_acting",
        "members.end_mandate",
        "members.undo_act",
        "members.preferences",
        "members.sign_out",
        "sync.take_file",
    }


def _stands_for(rule: str, name: str) -> Any:
    return uuid.uuid4() if f"<uuid:{name}>" in rule else "0" * 64


def test_each_opted_in_post_is_one_act_in_the_same_commit(
    app: Flask, client: Client_, village: Village
) -> None:
    leader, farmer = client(MANAGER), village.person(FARMER)
    begin(leader, farmer)
    key = {"key": str(uuid.uuid4()), "acting": str(rows(app, Mandate)[-1].id)}
    for _ in range(2):
        answer = leader.post(NEW, data={**GOODS, **key})
        assert answer.status_code == 303
    assert len(acts(app)) == 1
    assert len(rows(app, Product, Product.title == GOODS["title"])) == 1
    leader.post(NEW, data={**GOODS, "price": "-1", **key})
    assert len(acts(app)) == 1, "what was refused is no act"


class TestAnOutbox:
    """What was written while acting is sent as that, whenever it comes."""

    def send(self, client: Client, village: Village, **fields: str) -> Page:
        headers = {
            "Accept": "application/json",
            "Idempotency-Key": str(uuid.uuid4()),
            "X-Uid": village.person(MANAGER).hex,
        }
        return client.post(NEW, data={**GOODS, **fields}, headers=headers)

    def seller(self, app: Flask) -> list[uuid.UUID]:
        return [one.seller_id for one in rows(app, Product, Product.title == GOODS["title"])]

    def test_it_stays_theirs_after_one_has_stopped(
        self, app: Flask, client: Client_, village: Village
    ) -> None:
        leader = client(MANAGER)
        mandate = mandate_of(begin(leader, village.person(FARMER)))
        leader.post("/members/acting/end")
        sent = self.send(leader, village, acting=mandate)
        assert sent.json["state"] == "received"
        assert self.seller(app) == [village.person(FARMER)]
        assert len(acts(app)) == 1

    def test_ones_own_stays_ones_own_while_acting(
        self, app: Flask, client: Client_, village: Village
    ) -> None:
        leader = client(MANAGER)
        begin(leader, village.person(FARMER))
        assert self.send(leader, village).json["state"] == "received"
        assert self.seller(app) == [village.person(MANAGER)]
        assert acts(app) == []

    def test_when_the_mandate_has_ended_it_is_refused_in_a_sentence(
        self, app: Flask, client: Client_, village: Village
    ) -> None:
        leader = client(MANAGER)
        mandate = mandate_of(begin(leader, village.person(FARMER)))
        client(FARMER).post(f"/members/mandates/{mandate}/ending")
        told = self.send(leader, village, acting=mandate)
        assert (told.status_code, told.json["state"]) == (410, "refused")
        assert "no longer act" in told.json["message"]
        assert told.headers["Idempotency-Key"]
        assert self.seller(app) == []

    def test_somebody_elses_mandate_is_of_no_use(
        self, app: Flask, client: Client_, village: Village
    ) -> None:
        mandate = mandate_of(begin(client(MANAGER), village.person(FARMER)))
        answer = client(NEIGHBOUR).post(NEW, data={**GOODS, "acting": mandate})
        assert answer.status_code == 410
        assert self.seller(app) == []

    def test_a_photo_that_follows_finds_its_product(
        self, app: Flask, client: Client_, village: Village
    ) -> None:
        leader = client(MANAGER)
        mandate = mandate_of(begin(leader, village.person(FARMER)))
        assert self.send(leader, village, acting=mandate, photo_sha256="a" * 64).json
        owners = app.extensions  # only to keep the line short below
        assert owners is not None
        from blueprints.storefront.models import AwaitedPhoto

        waiting = rows(app, AwaitedPhoto, AwaitedPhoto.sha256 == "a" * 64)
        assert [one.owner for one in waiting] == [f"m:{village.person(MANAGER).hex}"]


def test_a_form_opened_before_is_ones_own_and_a_page_after_the_end_says_so(
    app: Flask, client: Client_, village: Village
) -> None:
    leader = client(MANAGER)
    form = leader.get(NEW)
    mandate = mandate_of(begin(leader, village.person(FARMER)))
    assert leader.submit(form, **GOODS).status_code == 303
    assert acts(app) == []
    late = leader.get(NEW)
    client(FARMER).post(f"/members/mandates/{mandate}/ending")
    assert leader.submit(late, **{**GOODS, "title": "迟到的"}).status_code == 410
    assert rows(app, Product, Product.title == "迟到的") == []
    assert leader.get("/members/me").h1 == "周禾秀", "oneself again"


def test_the_role_lost_ends_it_at_once(app: Flask, client: Client_, village: Village) -> None:
    leader = client(MANAGER)
    begin(leader, village.person(FARMER))
    with app.app_context(), writing() as live:
        mine = update(Role).where(Role.person_id == village.person(MANAGER))
        live.execute(mine.values(ended_at=clock.now(), ended_by=village.person(MANAGER)))
    assert leader.post(NEW, data=GOODS).status_code == 410


def test_the_time_over_ends_it(
    client: Client_, village: Village, clock_at: Callable[[datetime], datetime]
) -> None:
    leader = client(MANAGER)
    begin(leader, village.person(FARMER), days="1")
    clock_at(clock.now() + timedelta(days=1, seconds=1))
    assert leader.post(NEW, data=GOODS).status_code == 410


def test_an_order_is_placed_undone_and_both_names_are_seen(
    app: Flask, client: Client_, village: Village
) -> None:
    mentor, farmer = client(MENTOR), client(FARMER)
    begin(mentor, village.person(FARMER))
    product = village.product(NEIGHBOUR)
    mentor.post("/storefront/basket", data={"product": str(product), "quantity": "2"})
    placed = mentor.submit(
        mentor.get("/storefront/checkout"), to="/checkout", address="柳树村", delivery="ship"
    )
    page = mentor.follow(placed)
    assert page.one(data_through="placed").text == "Placed: 柳大田, through 苏念慈"
    helped = farmer.get("/members/me/helped")
    assert "Placed the order" in helped.words
    assert farmer.follow(farmer.submit(helped, to="/undoing")).status_code == 200
    order = rows(app, Order, Order.buyer_id == village.person(FARMER))[-1]
    assert order.state == "cancelled"
    done = acts(app)[-1]
    assert done.undone_by == village.person(FARMER)
    again = farmer.post(f"/members/acts/{done.id}/undoing")
    assert again.status_code == 303


def test_what_is_final_says_why_and_strangers_undo_nothing(
    app: Flask, client: Client_, village: Village
) -> None:
    leader, farmer = client(MANAGER), client(FARMER)
    begin(leader, village.person(FARMER))
    leader.follow(sell(leader))
    product = acts(app)[0].subject_id
    for order in rows(app, Order, Order.seller_id == village.person(FARMER)):
        if order.state == "placed":
            leader.post(f"/storefront/orders/{order.id}/acceptance")
    accepted = next(one for one in acts(app) if one.kind == "storefront.order_accepted")
    assert "The other side has been told" in farmer.get("/members/me/helped").words
    assert farmer.post(f"/members/acts/{accepted.id}/undoing").status_code == 409
    listed = acts(app)[0]
    assert client(NEIGHBOUR).post(f"/members/acts/{listed.id}/undoing").status_code == 404
    assert client(BUYER).get(f"/members/acts/{listed.id}/receipt").status_code == 404
    assert farmer.post(f"/members/acts/{listed.id}/undoing").status_code == 303
    assert rows(app, Product, Product.id == product)[0].withdrawn_at is not None


def test_the_proof_is_seen_by_those_it_concerns(client: Client_, village: Village) -> None:
    leader, farmer = client(MANAGER), client(FARMER)
    mandate = mandate_of(begin(leader, village.person(FARMER), how="voice"))
    at = f"/members/mandates/{mandate}/evidence"
    for one in (leader, farmer):
        assert one.get(at).data == SOUND
    for stranger in (client(NEIGHBOUR), client(SHIQIAO_MANAGER)):
        assert stranger.get(at).status_code == 404
    assert client().get(at).status_code == 303


@pytest.mark.parametrize(
    ("how", "wrong", "sentence"),
    [
        ("voice", {"voice": (b"<html>", "v.webm")}, "no recording we can read"),
        ("paper", {"paper": (b"no", "p.jpg")}, ""),
        ("pin", {"pin": "830417"}, "not the PIN"),
        ("pin", {"pin": ""}, "fill this in"),
        ("pin", {"scope": None}, "fill this in"),
    ],
)
def test_a_bad_proof_is_told_at_its_field_and_nothing_begins(
    app: Flask,
    client: Client_,
    village: Village,
    how: str,
    wrong: dict[str, Any],
    sentence: str,
) -> None:
    before = len(rows(app, Mandate))
    # A file is read to its end by each of the engines.
    sent = {
        name: (io.BytesIO(said[0]), said[1]) if isinstance(said, tuple) else said
        for name, said in wrong.items()
    }
    answer = ask(client(MANAGER), village.person(FARMER), how=how, **sent)
    assert answer.status_code == 422
    assert sentence in answer.words
    assert len(rows(app, Mandate)) == before
    assert "830417" not in answer.text


def test_the_helpers_own_pin_is_told_and_the_member_sees_who_tried(
    app: Flask, client: Client_, village: Village
) -> None:
    with app.app_context(), writing() as live:
        theirs = update(Person).where(Person.id == village.person(FARMER))
        live.execute(theirs.values(pin_hash=hash_pin("739205")))
    answer = ask(client(MANAGER), village.person(FARMER), how="pin")
    assert "That is your own PIN" in answer.words
    assert [one.why for one in rows(app, MandateRefusal)] == ["own_pin"]
    farmer = Client(app, Page)
    farmer.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    farmer.sign_in(FARMER, "739205")
    assert "Gave their own PIN" in farmer.get("/members/me/helped").words


def test_closing_the_account_ends_it_and_forgets_the_proof(
    app: Flask, client: Client_, village: Village
) -> None:
    leader = client(MANAGER)
    begin(leader, village.person(NEIGHBOUR), how="paper")
    kept = rows(app, Mandate, Mandate.member_id == village.person(NEIGHBOUR))[0].evidence
    storage = app.extensions["storage"]
    assert storage.exists(kept)
    closed = client(NEIGHBOUR).post("/members/me/closing", data={"pin": "246810"})
    if closed.status_code == 303:
        assert not storage.exists(kept)
        assert leader.post(NEW, data=GOODS).status_code == 410


def test_a_member_without_a_number_is_entered_and_found(client: Client_, village: Village) -> None:
    leader = client(MANAGER)
    at = f"/members/organisations/{village.organisation()}/newcomers"
    page = leader.follow(leader.submit(leader.get(at), name="柳婆婆"))
    assert "柳婆婆" in page.words
    assert "no phone" in page.words
    asked = leader.get(page.link("/members/helping/"))
    assert "May I act for 柳婆婆?" in asked.words
    assert client(SHIQIAO_MANAGER).get(at).status_code == 404


def test_everybody_who_is_concerned_sees_the_mandate(client: Client_, village: Village) -> None:
    leader = client(SHIQIAO_MANAGER)
    at = leader.get("/members/helping").link("/members/mandates/")
    assert "石阿婆" in leader.get(at).words
    assert "石阿婆" in leader.get(f"{at}/paper").words
    assert client(MANAGER).get(at).status_code == 404
    assert client(SHIQIAO_MANAGER).get(f"/members/helping/{alone(village)}").status_code == 200
    assert client(MANAGER).get(f"/members/helping/{alone(village)}").status_code == 404
    assert ALL
