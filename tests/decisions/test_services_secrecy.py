"""Try to find out who voted what, with a whole dump of the database in hand.

What is looked at: every row of every table (before, during and after the count), values and order,
ids that tell a time, key rows, jobs, log lines, and the bytes of the database file itself. The
write-ahead log and old backups still hold sealed envelopes; they are sealed under a key that lies
in neither, and that is destroyed.
"""

from __future__ import annotations

import hashlib
import json
import logging
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from blueprints.core import ids, vault
from blueprints.core.db import db, session, writing
from blueprints.core.errors import NotFound
from blueprints.core.keys import Intent
from blueprints.decisions import queries, services
from tests.conftest import House
from tests.decisions.votes import (
    FARMER,
    SEVEN,
    all_vote,
    cast,
    count,
    opened,
    propose,
    run_jobs,
    who,
)

pytestmark = pytest.mark.usefixtures("live")
Dump = dict[str, list[dict[str, Any]]]


def dump() -> Dump:
    """Every table, its rows as they lie: SQLite by rowid, PostgreSQL as COPY would."""
    tables = [name for name in db.metadatas[None].tables if "search" not in name]
    return {
        name: [dict(row) for row in session.execute(text(f"SELECT * FROM {name}")).mappings()]
        for name in tables
    }


def words_of(row: dict[str, Any]) -> str:
    def plain(value: Any) -> str:
        if isinstance(value, (bytes, memoryview)):
            return bytes(value).hex()
        return value.hex if isinstance(value, uuid.UUID) else str(value)

    return json.dumps({name: plain(value) for name, value in row.items()}).replace("-", "")


def ballots(rows: Dump, proposal_id: uuid.UUID) -> list[dict[str, Any]]:
    return [
        row
        for row in rows["decisions_ballot"]
        if proposal_id.hex in words_of({"id": row["proposal_id"]})
    ]


def secret_vote(choices: str = "yynayny") -> tuple[uuid.UUID, dict[str, queries.Receipt]]:
    one = opened()
    all_vote(one, choices)
    all_vote(one, "ny-----")  # two change their mind
    cast(one, {SEVEN[0]: "yes"})
    receipts = {phone: queries.receipt_of(who(phone), one) for phone in SEVEN}
    return one, {phone: found for phone, found in receipts.items() if found}


def counted() -> tuple[uuid.UUID, dict[str, queries.Receipt]]:
    one, receipts = secret_vote()
    count(one)
    run_jobs()
    return one, receipts


def test_no_row_holds_both_a_voter_and_a_ballot() -> None:
    one, receipts = counted()
    rows = dump()
    assert len(ballots(rows, one)) == len(receipts) == 7
    tokens = [
        {str(ballot["commitment"]), str(ballot["number"]), str(ballot["nonce"])}
        for ballot in ballots(rows, one)
    ]
    people = [who(phone).hex for phone in SEVEN]
    for name, table in rows.items():
        for row in table:
            words = words_of(row)
            held = [one_ for one_ in tokens if any(token in words for token in one_)]
            assert not held or name == "decisions_ballot", name
            if held:
                assert not any(person in words for person in people)


def test_ballots_lie_in_the_order_of_commitments_and_carry_no_time() -> None:
    one, _ = counted()
    mine = ballots(dump(), one)
    assert [row["commitment"] for row in mine] == sorted(row["commitment"] for row in mine)
    for row in mine:
        assert not any(isinstance(value, datetime) for value in row.values())
        # A UUIDv7 tells when it was made: none of these may be one.
        assert all(len(str(row[name])) in (32, 64) for name in ("number", "nonce", "commitment"))
        assert set(row) == {
            "proposal_id", "commitment", "number", "choice", "nonce", "link", "person_id",
        }  # fmt: skip


def test_envelopes_are_empty_and_tell_no_order_of_voting() -> None:
    one, _ = counted()
    voters = [row for row in dump()["decisions_voter"] if one.hex in words_of(row)]
    assert len(voters) == 7
    assert {row["sealed"] for row in voters} == {None}
    assert set(voters[0]) == {"proposal_id", "person_id", "voted", "on_paper", "sealed"}


def test_before_the_count_no_choice_can_be_read_off_value_or_size() -> None:
    _, receipts = secret_vote("ynayyna")
    rows = dump()
    sealed = [row["sealed"] for row in rows["decisions_voter"] if row["sealed"] is not None]
    assert len({len(one) for one in sealed}) == 1
    assert len({bytes(one)[:12] for one in sealed}) == len(sealed), "a nonce is never used twice"
    whole = " ".join(words_of(row) for table in rows.values() for row in table)
    for receipt in receipts.values():
        for token in (receipt.commitment, receipt.number, receipt.nonce):
            assert token not in whole


def test_an_envelope_opens_for_nobody_else_and_in_no_other_vote() -> None:
    one, _ = secret_vote()
    opening = queries.last_opening(one)
    assert opening is not None
    key = vault.derived(queries.election_key(opening) or b"", "envelopes")
    voter = queries.voter_of(one, who(FARMER))
    assert voter is not None
    assert vault.unseal(key, voter.sealed or b"", queries.envelope_of(one, 1, who(FARMER)))
    for about in (
        queries.envelope_of(one, 1, who(SEVEN[1])),
        queries.envelope_of(one, 2, who(FARMER)),
        queries.envelope_of(uuid.uuid4(), 1, who(FARMER)),
    ):
        with pytest.raises(vault.KeyIsGone):
            vault.unseal(key, voter.sealed or b"", about)


def test_the_key_is_in_no_table_and_is_destroyed_after_the_count(app: Flask) -> None:
    one, _ = secret_vote()
    opening = queries.last_opening(one)
    assert opening is not None
    key = queries.election_key(opening) or b""
    assert len(key) == 32
    whole = " ".join(words_of(row) for table in dump().values() for row in table)
    for derived in (key, *(vault.derived(key, one_) for one_ in ("envelopes", "answers"))):
        assert derived.hex() not in whole
    place = Path(app.instance_path) / "keys" / queries.round_key(one, 1)
    assert place.stat().st_mode & 0o777 == 0o600
    assert (place.parent / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172")
    count(one)
    assert place.exists(), "destroyed only after the commit"
    run_jobs()
    assert not place.exists()


def trying(mark: Callable[[str], str]) -> Iterator[str]:
    return map(mark, ("yes", "no", "abstain"))


def test_a_key_row_cannot_be_tried_out_for_the_choice() -> None:
    """As `act` makes it: the payload's hash, known to whoever knows the form, under the seal."""
    one, _ = secret_vote()
    seal = services.ballot_seal(one)
    plain = hashlib.sha256(json.dumps(["choice", ["yes"]]).encode()).hexdigest()
    intent = Intent("member:x", ids.uuid7(), f"POST /decisions/{one}/ballots", plain, True)
    hidden = seal.over(intent)
    assert hidden.payload not in (plain, "")
    assert (hidden.owner, hidden.key) == (intent.owner, intent.key)
    guessed = set(trying(lambda choice: hashlib.sha256(choice.encode()).hexdigest()))
    assert hidden.payload not in guessed
    count(one)
    run_jobs()
    assert services.ballot_seal(one).secret is None


def test_the_logs_tell_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="commonfield"):
        one, receipts = counted()
    for line in caplog.messages:
        assert one.hex not in line.replace("-", "")
        assert not any(found.commitment in line for found in receipts.values())


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_the_file_holds_no_choice_beside_a_voter(house: House, app: Flask) -> None:
    """Freed pages too: what once lay in an envelope was never anything but sealed."""
    one, receipts = counted()
    session.remove()
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    body = Path(str(db.engine.url.database)).read_bytes()
    for receipt in receipts.values():
        places = [n for n in range(len(body)) if body.startswith(receipt.number.encode(), n)]
        for place in places:
            near = body[max(0, place - 200) : place + 400]
            assert not any(who(phone).bytes in near for phone in SEVEN)
            assert not any(who(phone).hex.encode() in near for phone in SEVEN)
    assert one


def test_nameless_words_carry_no_key_no_time_and_no_order() -> None:
    one = propose()
    for n, phone in enumerate(SEVEN[:5]):
        with writing():
            services.comment_nameless(by=who(phone), proposal_id=one, body=f"word {n}")
    rows = dump()
    pile = [row for row in rows["decisions_nameless"] if one.hex in words_of(row)]
    assert set(pile[0]) == {"id", "proposal_id", "body"}
    found = [uuid.UUID(str(row["id"])) for row in pile]
    assert {one_.version for one_ in found} == {4}
    assert [one_.hex for one_ in found] == sorted(one_.hex for one_ in found)
    tokens = [row["token"] for row in rows["decisions_nameless_turn"]]
    guessed = {
        hashlib.sha256(part).hexdigest()
        for phone in SEVEN
        for part in (who(phone).bytes, who(phone).hex.encode(), str(who(phone)).encode())
    }
    assert not guessed & set(tokens)
    seal = services.talk_seal(one)
    sent = Intent(f"member:{who(FARMER).hex}", ids.uuid7(), f"POST /{one}", "abc", True)
    hidden = seal.over(sent)
    for part in (hidden.owner, hidden.key.hex, hidden.payload, hidden.route):
        assert who(FARMER).hex not in part
        assert one.hex not in part.replace("-", "")
    assert hidden.key != sent.key
    assert seal.over(sent) == hidden, "a repeat finds its row"


def test_nobody_learns_a_part_of_the_result_before_the_close() -> None:
    one, _ = secret_vote()
    view = queries.decision_seen_by(who(FARMER), one, "en")
    assert view.outcome is None
    assert (view.roll and view.roll.voted) == 7
    with pytest.raises(NotFound):
        queries.ballots_csv(one, who(FARMER))
    assert "yes" not in queries.roll_csv(who(FARMER), one).replace(",yes\n", "")
    assert queries.minutes_of(who(FARMER), one) == ()
