"""Tables of decisions. What happened is a row of its own; only envelopes are overwritten."""

from blueprints.decisions.models.proposals import (
    Amendment,
    AmendmentSecond,
    Comment,
    Nameless,
    NamelessTurn,
    Option,
    Proposal,
    RuleSet,
    Second,
    Withdrawal,
)
from blueprints.decisions.models.records import (
    DecidedEffect,
    Minutes,
    Outcome,
    Refused,
    Reminder,
    Signature,
    WrittenRule,
)
from blueprints.decisions.models.voting import Ballot, Opening, PaperEntry, Scrutineer, Voter

__all__ = [
    "Amendment",
    "AmendmentSecond",
    "Ballot",
    "Comment",
    "DecidedEffect",
    "Minutes",
    "Nameless",
    "NamelessTurn",
    "Opening",
    "Option",
    "Outcome",
    "PaperEntry",
    "Proposal",
    "Refused",
    "Reminder",
    "RuleSet",
    "Scrutineer",
    "Second",
    "Signature",
    "Voter",
    "Withdrawal",
    "WrittenRule",
]
