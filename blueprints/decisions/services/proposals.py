"""Proposing, seconding, withdrawing, and an organisation's rules of order."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from blueprints.core import clock, effects
from blueprints.core.db import session
from blueprints.core.errors import N_, Conflict, NotFound
from blueprints.decisions import queries, rules
from blueprints.decisions.models import Option, Proposal, RuleSet, Second, Withdrawal
from blueprints.members import queries as members


class TermsByDecision(Conflict):
    sentence = N_("These rules are in force. Only a decision of the members changes them.")


class OnlyProposer(rules.NotYours):
    sentence = N_("Only whoever proposed it may take it back.")


@dataclass(frozen=True)
class Draft:
    """What somebody wants decided. `fields` are the template's; `candidates` are people."""

    organisation_id: uuid.UUID
    title: str
    body: str
    threshold: str
    ballot: str
    closes_at: datetime
    template: str = "words"
    method: str = "yes_no"
    options: tuple[str, ...] = ()
    candidates: tuple[uuid.UUID, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    effective_on: date | None = None


def set_terms(
    *, by: uuid.UUID, organisation_id: uuid.UUID, terms: rules.Terms, key: uuid.UUID
) -> RuleSet:
    """Once. OnlyLeaders, BadTerms, BelowTheLaw, TermsByDecision."""
    if not members.leads(by, organisation_id):
        raise rules.OnlyLeaders
    asked = select(RuleSet.id).where(RuleSet.organisation_id == organisation_id)
    if session.scalar(asked.limit(1)) is not None:
        raise TermsByDecision
    rules.check_terms(terms)
    found = RuleSet(
        key=key,
        organisation_id=organisation_id,
        terms=terms.as_json(),
        set_by=by,
        set_at=clock.now(),
    )
    session.add(found)
    session.flush()
    return found


def propose(*, by: uuid.UUID, draft: Draft, key: uuid.UUID) -> Proposal:
    """Raises what `rules.check_draft` and the effect's own check raise."""
    terms = queries.terms_of(draft.organisation_id)
    _may_propose(by, draft.organisation_id, terms)
    named = members.names_of(draft.candidates)
    options = tuple(named[one] for one in draft.candidates) if draft.candidates else draft.options
    _check(draft, options, terms)
    fields = _fields_of(draft)
    proposal = Proposal(
        key=key,
        organisation_id=draft.organisation_id,
        proposed_by=by,
        proposed_at=clock.now(),
        title=draft.title.strip(),
        body=draft.body.strip(),
        template=draft.template,
        method=draft.method,
        threshold=draft.threshold,
        ballot=draft.ballot,
        payload=fields,
        before=_before(draft, fields),
        effective_on=draft.effective_on,
        closes_at=draft.closes_at,
        terms=terms.as_json(),
    )
    session.add(proposal)
    session.flush()
    for place, words in enumerate(options):
        who = draft.candidates[place] if draft.candidates else None
        session.add(Option(proposal_id=proposal.id, place=place, words=words, candidate_id=who))
    session.flush()
    return proposal


def second(*, by: uuid.UUID, proposal_id: uuid.UUID, key: uuid.UUID) -> Second:
    proposal = queries.seen_by(by, proposal_id, lock=True)
    must_be_talked_over(proposal)
    if proposal.proposed_by == by:
        raise rules.OwnSecond
    if session.get(Second, (proposal_id, by)) is not None:
        raise rules.SecondedAlready
    found = Second(proposal_id=proposal_id, person_id=by, key=key, at=clock.now())
    session.add(found)
    session.flush()
    return found


def withdraw(*, by: uuid.UUID, proposal_id: uuid.UUID, reason: str, key: uuid.UUID) -> Withdrawal:
    """Before the voting opens. OnlyProposer, AlreadyOpen."""
    proposal = queries.seen_by(by, proposal_id, lock=True)
    if proposal.proposed_by != by:
        raise OnlyProposer
    course = queries.course_of(proposal_id)
    if course.opened or course.withdrawn:
        raise rules.AlreadyOpen
    reason = rules.read_words(reason, rules.LONGEST_COMMENT)
    found = Withdrawal(
        proposal_id=proposal_id, key=key, withdrawn_by=by, at=clock.now(), reason=reason
    )
    session.add(found)
    session.flush()
    return found


def must_be_talked_over(proposal: Proposal) -> None:
    """Raises DiscussionOver once the voting is open, or it was withdrawn."""
    course = queries.course_of(proposal.id)
    if course.opened or course.withdrawn:
        raise rules.DiscussionOver


def _may_propose(by: uuid.UUID, organisation_id: uuid.UUID, terms: rules.Terms) -> None:
    if members.organisation(organisation_id) is None:
        raise NotFound
    if not members.is_member(by, organisation_id):
        raise rules.NotAMember
    if terms.proposers == "leaders" and not members.leads(by, organisation_id):
        raise rules.OnlyLeaders


def _check(draft: Draft, options: tuple[str, ...], terms: rules.Terms) -> None:
    rules.check_wording(draft.title, draft.body)
    rules.check_shape(
        draft.template,
        rules.Shape(draft.method, draft.threshold, draft.ballot, options, bool(draft.candidates)),
        terms,
    )
    rules.check_closing_time(clock.now(), draft.closes_at, terms)
    everyone = {True}
    if draft.candidates:
        everyone = {members.is_member(one, draft.organisation_id) for one in draft.candidates}
    if everyone != {True}:
        raise rules.BadOptions


def _fields_of(draft: Draft) -> dict[str, Any]:
    """Checked by the room that offers the effect, or by what the template itself asks."""
    fields = dict(draft.fields)
    template = rules.template_named(draft.template)
    if template.effect == "decisions.rule":
        fields["kind"] = draft.template
    if template.effect and effects.is_offered(template.effect):
        effects.named(template.effect).check(draft.organisation_id, fields)
    else:
        rules.check_own_fields(draft.template, fields)
    return fields


def _before(draft: Draft, fields: dict[str, Any]) -> dict[str, Any]:
    name = rules.template_named(draft.template).effect
    if not name or not effects.is_offered(name):
        return {}
    return dict(effects.named(name).before(draft.organisation_id, fields))
