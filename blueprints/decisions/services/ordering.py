"""Rules of order that members change by a vote: two thirds of all, like the charter."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.core.effects import Effect, Field, Plan
from blueprints.core.errors import N_, DomainError
from blueprints.decisions import queries, rules
from blueprints.decisions.models import RuleSet

_NUMBERS = ("seconds", "discussion_hours", "voting_hours", "turns")
_YES_OR_NO = ("nameless", "at_once")


class NothingChanges(DomainError):
    field = "seconds"
    sentence = N_("Please say what is to change in the rules of order.")


def order_anew(plan: Plan) -> None:
    terms = read_order(plan.organisation_id, plan.fields)
    session.add(
        RuleSet(
            key=plan.key,
            organisation_id=plan.organisation_id,
            proposal_id=plan.decision_id,
            terms=terms.as_json(),
            set_by=plan.by,
            set_at=clock.now(),
        )
    )
    session.flush()


def read_order(organisation_id: uuid.UUID, fields: Mapping[str, Any]) -> rules.Terms:
    """What is left empty stays as it is. NothingChanges, BadTerms, BelowTheLaw."""
    known = queries.terms_of(organisation_id).as_json()
    given: dict[str, Any] = {
        name: text for name in known if (text := str(fields.get(name) or "").strip())
    }
    if not given:
        raise NothingChanges
    try:
        given |= {name: int(given[name]) for name in _NUMBERS if name in given}
    except ValueError:
        raise rules.BadTerms from None
    given |= {name: given[name] == "yes" for name in _YES_OR_NO if name in given}
    terms = rules.Terms(**{**known, **given})
    rules.check_terms(terms)
    return terms


def _check(organisation_id: uuid.UUID, fields: Mapping[str, Any]) -> None:
    read_order(organisation_id, fields)


def _before(organisation_id: uuid.UUID, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    known = queries.terms_of(organisation_id).as_json()
    known |= {name: "yes" if known[name] else "no" for name in _YES_OR_NO}
    return {name: str(known[name]) for name in known if fields.get(name)}


def _who(_organisation_id: uuid.UUID, _locale: str) -> list[tuple[str, str]]:
    return [("members", N_("Every member")), ("leaders", N_("Only the leaders"))]


def _yes_or_no(_organisation_id: uuid.UUID, _locale: str) -> list[tuple[str, str]]:
    return [("yes", N_("Yes")), ("no", N_("No"))]


ORDER = Effect(
    name="decisions.order",
    describe=N_("These rules of order hold for every proposal from that day on."),
    apply=order_anew,
    fields=(
        Field("proposers", N_("Who may propose"), "choice", _who, optional=True),
        Field("seconds", N_("Others who must second it"), "text", optional=True),
        Field("discussion_hours", N_("Hours of discussion at least"), "text", optional=True),
        Field("voting_hours", N_("Hours of voting at least"), "text", optional=True),
        Field(
            "turns", N_("Turns to speak for each member; 0 is any number"), "text", optional=True
        ),
        Field(
            "nameless",
            N_("Members may speak without their name"),
            "choice",
            _yes_or_no,
            optional=True,
        ),
        Field(
            "at_once",
            N_("A leader may open the voting at once"),
            "choice",
            _yes_or_no,
            optional=True,
        ),
        Field(
            "quorum", N_("Part of all members who must vote, at least 2/3"), "text", optional=True
        ),
        Field("ordinary", N_("Yes from more than this part of all"), "text", optional=True),
        Field("charter", N_("For the charter, at least"), "text", optional=True),
    ),
    check=_check,
    before=_before,
    subject=lambda _fields: "",
)
