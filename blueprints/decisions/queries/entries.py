"""What a scrutineer sees of the paper ballots entered."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.decisions import rules
from blueprints.decisions.models import PaperEntry, Proposal
from blueprints.decisions.queries.courses import newest_entry, paper_of, scrutineers_of
from blueprints.decisions.queries.published import numbers_of


@dataclass(frozen=True)
class PaperState:
    """For a scrutineer. `agree` is None until both have entered."""

    mine: PaperEntry | None
    other_entered: bool
    agree: bool | None


def paper_entries_seen_by(person_id: uuid.UUID, proposal_id: uuid.UUID) -> PaperState:
    """NotFound for whoever is no scrutineer. What the other one read is not shown."""
    named = scrutineers_of(proposal_id)
    if person_id not in named:
        raise NotFound
    mine = newest_entry(proposal_id, person_id)
    other = next(newest_entry(proposal_id, one) for one in named if one != person_id)
    agree = None
    if mine is not None and other is not None:
        agree = (mine.tally, mine.people) == (other.tally, other.people)
    return PaperState(mine, other is not None, agree)


def as_written(proposal_id: uuid.UUID, entry: PaperEntry) -> tuple[str, str]:
    """An entry as its scrutineer wrote it: the lines, and the numbers on the roll."""
    paper = paper_of(session.get_one(Proposal, proposal_id))
    lines = "" if paper.method in ("yes_no", "one") else rules.written_lines(paper, entry.tally)
    numbers = numbers_of(proposal_id, [uuid.UUID(hex=one) for one in entry.people])
    return lines, ", ".join(map(str, numbers))
