"""Talking it over: turns, words without a name, and amendments."""

from __future__ import annotations

import hmac
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, func, insert, select

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.core.effects import is_offered, named
from blueprints.core.errors import N_, Conflict, NotFound
from blueprints.core.keys import Seal
from blueprints.core.vault import derived, vault
from blueprints.decisions import queries, rules
from blueprints.decisions.models import (
    Amendment,
    AmendmentSecond,
    Comment,
    Nameless,
    NamelessTurn,
    Proposal,
)
from blueprints.decisions.services.proposals import OnlyProposer, must_be_talked_over


class Answered(Conflict):
    sentence = N_("This amendment was answered already.")


def comment(*, by: uuid.UUID, proposal_id: uuid.UUID, body: str, key: uuid.UUID) -> Comment:
    """One turn. BadBody, NoTurnLeft, DiscussionOver."""
    proposal = _talked_over(by, proposal_id)
    body = rules.read_words(body, rules.LONGEST_COMMENT)
    spoken = select(func.count()).where(Comment.proposal_id == proposal_id, Comment.person_id == by)
    rules.check_turn(session.scalar(spoken) or 0, rules.terms_from(proposal.terms))
    found = Comment(proposal_id=proposal_id, person_id=by, body=body, key=key, at=clock.now())
    session.add(found)
    session.flush()
    return found


def talk_seal(proposal_id: uuid.UUID) -> Seal:
    """What `act` is given with a nameless comment, so that its key row tells of nobody."""
    proposal = session.get(Proposal, proposal_id)
    secret = None
    if proposal is not None and rules.terms_from(proposal.terms).nameless:
        course = queries.course_of(proposal_id)
        if not (course.opened or course.withdrawn):
            secret = derived(vault().make(queries.talk_key(proposal_id)), "answers")
    return Seal(secret, nameless=True)


def comment_nameless(*, by: uuid.UUID, proposal_id: uuid.UUID, body: str) -> None:
    """NamesNeeded, NoTurnLeft, DiscussionOver. Turns are counted under a name nobody can read.

    The pile is written anew each time, in the order of its random ids: who came last is not told
    by where it lies in the database.
    """
    proposal = _talked_over(by, proposal_id)
    terms = rules.terms_from(proposal.terms)
    if not terms.nameless:
        raise rules.NamesNeeded
    body = rules.read_words(body, rules.LONGEST_COMMENT)
    _take_nameless_turn(by, proposal_id, terms)
    pile = [
        {"id": one.id, "proposal_id": proposal_id, "body": one.body}
        for one in session.scalars(select(Nameless).where(Nameless.proposal_id == proposal_id))
    ]
    pile.append({"id": uuid.uuid4(), "proposal_id": proposal_id, "body": body})
    session.expunge_all()
    session.execute(delete(Nameless).where(Nameless.proposal_id == proposal_id))
    session.execute(insert(Nameless), sorted(pile, key=lambda one: str(one["id"])))


def move_amendment(
    *,
    by: uuid.UUID,
    proposal_id: uuid.UUID,
    body: str,
    key: uuid.UUID,
    fields: Mapping[str, Any] | None = None,
) -> Amendment:
    """Other words, and where `fields` are given another effect, checked as the first was."""
    proposal = _talked_over(by, proposal_id)
    known = proposal.payload
    payload = {name: said for name, said in (fields or {}).items() if known.get(name) != said}
    if payload:
        _check_payload(proposal, {**known, **payload})
    found = Amendment(
        key=key,
        proposal_id=proposal_id,
        moved_by=by,
        moved_at=clock.now(),
        body=rules.read_words(body, rules.LONGEST_BODY),
        payload=payload or None,
    )
    session.add(found)
    session.flush()
    return found


def second_amendment(*, by: uuid.UUID, amendment_id: uuid.UUID, key: uuid.UUID) -> AmendmentSecond:
    amendment, proposal = _amendment(by, amendment_id)
    must_be_talked_over(proposal)
    if amendment.moved_by == by:
        raise rules.OwnSecond
    if session.get(AmendmentSecond, (amendment_id, by)) is not None:
        raise rules.SecondedAlready
    found = AmendmentSecond(amendment_id=amendment_id, person_id=by, key=key, at=clock.now())
    session.add(found)
    session.flush()
    return found


def answer_amendment(*, by: uuid.UUID, amendment_id: uuid.UUID, take: bool) -> None:
    """The proposer takes it in, once seconded, or not. OnlyProposer, SecondsMissing, Answered."""
    amendment, proposal = _amendment(by, amendment_id)
    must_be_talked_over(proposal)
    if proposal.proposed_by != by:
        raise OnlyProposer
    if amendment.outcome is not None:
        raise Answered
    asked = select(func.count()).where(AmendmentSecond.amendment_id == amendment_id)
    missing = rules.terms_from(proposal.terms).seconds - (session.scalar(asked) or 0)
    if missing > 0:
        raise rules.SecondsMissing(missing=missing)
    amendment.outcome = "taken" if take else "declined"
    amendment.answered_at, amendment.answered_by = clock.now(), by
    if take:
        changed = {**proposal.payload, **(amendment.payload or {})}
        _check_payload(proposal, changed)
        amendment.was = {"body": proposal.body, "fields": proposal.payload}
        proposal.body, proposal.payload = amendment.body, changed
    session.flush()


def _talked_over(by: uuid.UUID, proposal_id: uuid.UUID) -> Proposal:
    proposal = queries.seen_by(by, proposal_id, lock=True)
    must_be_talked_over(proposal)
    return proposal


def _amendment(by: uuid.UUID, amendment_id: uuid.UUID) -> tuple[Amendment, Proposal]:
    found = session.get(Amendment, amendment_id)
    if found is None:
        raise NotFound
    proposal = queries.seen_by(by, found.proposal_id, lock=True)
    session.refresh(found)
    return found, proposal


def _check_payload(proposal: Proposal, payload: Mapping[str, Any]) -> None:
    name = rules.template_named(proposal.template).effect
    if name and is_offered(name):
        named(name).check(proposal.organisation_id, payload)
    else:
        rules.check_own_fields(proposal.template, payload)


def _take_nameless_turn(by: uuid.UUID, proposal_id: uuid.UUID, terms: rules.Terms) -> None:
    secret = derived(vault().make(queries.talk_key(proposal_id)), "turns")
    token = hmac.new(secret, by.bytes, "sha256").hexdigest()
    turn = session.get(NamelessTurn, token)
    rules.check_turn(turn.used if turn else 0, terms)
    if turn is None:
        turn = NamelessTurn(token=token, proposal_id=proposal_id, used=0)
        session.add(turn)
    turn.used += 1
    session.flush()
