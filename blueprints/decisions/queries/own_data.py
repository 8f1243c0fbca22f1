"""What decisions hold about one person. Of a secret ballot only that they voted."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import InstrumentedAttribute

from blueprints.core.errors import N_
from blueprints.core.own_data import Asked, Column, Part
from blueprints.decisions.models import (
    Amendment,
    AmendmentSecond,
    Ballot,
    Comment,
    Minutes,
    Opening,
    Option,
    PaperEntry,
    Proposal,
    RuleSet,
    Scrutineer,
    Second,
    Signature,
    Voter,
    Withdrawal,
)

_TITLE, _AT = Column("title", N_("Decision")), Column("at", N_("When"))
_BODY = Column("body", N_("Words"))
_BALLOT = {"open": N_("Open"), "secret": N_("Secret")}
_YES_NO = {"True": N_("Yes"), "False": N_("No")}


def _of(person: Any, *shown: Any, link: Any) -> Callable[[uuid.UUID], Asked]:
    """The proposal's title and what else is shown, of rows whose `person` they are."""

    def rows(person_id: uuid.UUID) -> Asked:
        asked = select(Proposal.title, *shown).join(Proposal, Proposal.id == link)
        return asked.where(person == person_id).order_by(Proposal.id.desc())

    return rows


def _rule_sets(person_id: uuid.UUID) -> Asked:
    asked = select(RuleSet.terms, RuleSet.set_at).where(RuleSet.set_by == person_id)
    return asked.order_by(RuleSet.id.desc())


def _proposals(person_id: uuid.UUID) -> Asked:
    asked = select(Proposal.title, Proposal.body, Proposal.proposed_at)
    return asked.where(Proposal.proposed_by == person_id).order_by(Proposal.id.desc())


def _amendments(person_id: uuid.UUID) -> Asked:
    theirs = or_(Amendment.moved_by == person_id, Amendment.answered_by == person_id)
    asked = select(Proposal.title, Amendment.body, Amendment.moved_at, Amendment.outcome)
    joined = asked.join(Proposal, Proposal.id == Amendment.proposal_id)
    return joined.where(theirs).order_by(Amendment.id.desc())


def _amendment_seconds(person_id: uuid.UUID) -> Asked:
    return (
        select(Proposal.title, Amendment.body, AmendmentSecond.at)
        .join(Amendment, Amendment.id == AmendmentSecond.amendment_id)
        .join(Proposal, Proposal.id == Amendment.proposal_id)
        .where(AmendmentSecond.person_id == person_id)
        .order_by(AmendmentSecond.at.desc())
    )


def _scrutinies(person_id: uuid.UUID) -> Asked:
    theirs = or_(Scrutineer.person_id == person_id, Scrutineer.named_by == person_id)
    asked = select(Proposal.title, Scrutineer.since, Scrutineer.until)
    joined = asked.join(Proposal, Proposal.id == Scrutineer.proposal_id)
    return joined.where(theirs).order_by(Scrutineer.id.desc())


def _signatures(person_id: uuid.UUID) -> Asked:
    return (
        select(Proposal.title, Signature.at)
        .join(Minutes, Minutes.id == Signature.minutes_id)
        .join(Proposal, Proposal.id == Minutes.proposal_id)
        .where(Signature.person_id == person_id)
        .order_by(Signature.at.desc())
    )


def _one(name: str, title: str, person: Any, at: InstrumentedAttribute[Any], link: Any) -> Part:
    """A part that says of which decision, and when."""
    return Part(name, title, (_TITLE, _AT), _of(person, at, link=link))


OWN_DATA = (
    Part(
        "votes",
        N_("Votes you could take part in"),
        (
            _TITLE,
            Column("ballot", N_("Ballot"), _BALLOT),
            Column("voted", N_("Voted"), _YES_NO),
            Column("on_paper", N_("On paper"), _YES_NO),
        ),
        _of(
            Voter.person_id,
            Proposal.ballot,
            Voter.voted,
            Voter.on_paper,
            link=Voter.proposal_id,
        ),
    ),
    Part(
        "open_ballots",
        N_("How you voted, where votes are open"),
        (_TITLE, Column("choice", N_("Choice"))),
        _of(Ballot.person_id, Ballot.choice, link=Ballot.proposal_id),
    ),
    Part(
        "proposals",
        N_("What you proposed"),
        (_TITLE, _BODY, Column("proposed_at", N_("When"))),
        _proposals,
    ),
    Part(
        "candidacies",
        N_("Where you stood for election"),
        (_TITLE, Column("words", N_("On the paper as"))),
        _of(Option.candidate_id, Option.words, link=Option.proposal_id),
    ),
    _one("seconds", N_("What you seconded"), Second.person_id, Second.at, Second.proposal_id),
    Part(
        "comments",
        N_("What you said in discussions"),
        (_TITLE, _BODY, _AT),
        _of(Comment.person_id, Comment.body, Comment.at, link=Comment.proposal_id),
    ),
    Part(
        "amendments",
        N_("Amendments you moved or answered"),
        (
            _TITLE,
            _BODY,
            _AT,
            Column("outcome", N_("Answer"), {"taken": N_("Taken in"), "declined": N_("Declined")}),
        ),
        _amendments,
    ),
    Part(
        "amendment_seconds",
        N_("Amendments you seconded"),
        (_TITLE, _BODY, _AT),
        _amendment_seconds,
    ),
    _one(
        "withdrawals",
        N_("What you took back"),
        Withdrawal.withdrawn_by,
        Withdrawal.at,
        Withdrawal.proposal_id,
    ),
    _one(
        "openings",
        N_("Votes you opened"),
        Opening.opened_by,
        Opening.opened_at,
        Opening.proposal_id,
    ),
    Part(
        "scrutinies",
        N_("Where you counted paper ballots, or named who does"),
        (_TITLE, Column("since", N_("Since")), Column("until", N_("Until"))),
        _scrutinies,
    ),
    _one(
        "paper_entries",
        N_("Paper ballots you entered"),
        PaperEntry.entered_by,
        PaperEntry.entered_at,
        PaperEntry.proposal_id,
    ),
    Part(
        "minutes_corrected",
        N_("Minutes you corrected"),
        (_TITLE, Column("words", N_("Words")), _AT),
        _of(Minutes.written_by, Minutes.words, Minutes.written_at, link=Minutes.proposal_id),
    ),
    Part("minutes_signed", N_("Minutes you signed"), (_TITLE, _AT), _signatures),
    Part(
        "rules_of_order",
        N_("Rules of order you set"),
        (Column("terms", N_("Rules")), Column("set_at", N_("When"))),
        _rule_sets,
    ),
)
