"""Verbs of decisions: the only writers of its tables."""

from blueprints.decisions.services.closing import destroy_all_old_keys, destroy_keys, remind
from blueprints.decisions.services.counting import (
    close_voting,
    count_if_possible,
    count_now,
    due_counts,
)
from blueprints.decisions.services.discussion import (
    Answered,
    answer_amendment,
    comment,
    comment_nameless,
    move_amendment,
    second_amendment,
    talk_seal,
)
from blueprints.decisions.services.minutes import (
    NotCounted,
    SignedAlready,
    correct_minutes,
    sign_minutes,
)
from blueprints.decisions.services.ordering import ORDER, NothingChanges
from blueprints.decisions.services.paper import enter_paper, name_scrutineers
from blueprints.decisions.services.proposals import (
    Draft,
    OnlyProposer,
    TermsByDecision,
    propose,
    second,
    set_terms,
    withdraw,
)
from blueprints.decisions.services.switching import due_effects, switch_on_due
from blueprints.decisions.services.voting import (
    DESTROY_KEYS,
    ballot_seal,
    cast,
    open_again,
    open_voting,
)
from blueprints.decisions.services.written_rules import WRITTEN_RULE, BadRule, NoSuchRule

__all__ = [
    "DESTROY_KEYS",
    "ORDER",
    "WRITTEN_RULE",
    "Answered",
    "BadRule",
    "Draft",
    "NoSuchRule",
    "NotCounted",
    "NothingChanges",
    "OnlyProposer",
    "SignedAlready",
    "TermsByDecision",
    "answer_amendment",
    "ballot_seal",
    "cast",
    "close_voting",
    "comment",
    "comment_nameless",
    "correct_minutes",
    "count_if_possible",
    "count_now",
    "destroy_all_old_keys",
    "destroy_keys",
    "due_counts",
    "due_effects",
    "enter_paper",
    "move_amendment",
    "name_scrutineers",
    "open_again",
    "open_voting",
    "propose",
    "remind",
    "second",
    "second_amendment",
    "set_terms",
    "sign_minutes",
    "switch_on_due",
    "talk_seal",
    "withdraw",
]
