"""Counting: what the ballots say under each method. A tie is called a tie, and never broken."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from blueprints.decisions.rules.papers import ABSTAIN, NO, YES, Paper, marks_of

PASSED, FAILED, TIED, NO_QUORUM = "passed", "failed", "tied", "no_quorum"
OUTCOMES = (PASSED, FAILED, TIED, NO_QUORUM)

Round = dict[str, int]


@dataclass(frozen=True)
class Result:
    """`counts`: what stands at each line of the paper; for a ranking the first places.

    `rounds` only for a ranking. `winners` are the options that passed, `yes` for yes and no; of a
    tie, those between whom it stands.
    """

    state: str
    present: int
    counts: Mapping[str, int]
    rounds: tuple[Round, ...] = ()
    winners: tuple[str, ...] = field(default=())


def count(paper: Paper, ballots: Mapping[str, int], *, quorum: int, needed: int) -> Result:
    """`ballots`: choice → how many. `needed` is more than half of all members, or more."""
    present = sum(ballots.values())
    counts = dict.fromkeys(paper.choices, 0)
    for choice, times in ballots.items():
        marks = marks_of(paper.method, choice)
        for mark in marks[:1] if paper.method == "ranking" else marks:
            counts[mark] += times
    rounds: tuple[Round, ...] = ()
    if paper.method == "ranking":
        state, winners, rounds = _ranking(paper, ballots, needed)
    else:
        state, winners = _JUDGES[paper.method](counts, needed)
    if present < quorum:
        state, winners = NO_QUORUM, ()
    return Result(state, present, counts, rounds, winners)


def _yes_no(counts: Mapping[str, int], needed: int) -> tuple[str, tuple[str, ...]]:
    if counts[YES] >= needed:
        return PASSED, (YES,)
    return (TIED if counts[YES] == counts[NO] else FAILED), ()


def _one(counts: Mapping[str, int], needed: int) -> tuple[str, tuple[str, ...]]:
    options = {option: times for option, times in counts.items() if option != ABSTAIN}
    best = max(options.values())
    ahead = tuple(option for option, times in options.items() if times == best)
    if best >= needed:
        return PASSED, ahead
    return (TIED, ahead) if len(ahead) > 1 and best else (FAILED, ())


def _several(counts: Mapping[str, int], needed: int) -> tuple[str, tuple[str, ...]]:
    reached = tuple(
        option for option, times in counts.items() if times >= needed and option != ABSTAIN
    )
    return (PASSED if reached else FAILED), reached


_JUDGES = {"yes_no": _yes_no, "one": _one, "several": _several}


def _ranking(
    paper: Paper, ballots: Mapping[str, int], needed: int
) -> tuple[str, tuple[str, ...], tuple[Round, ...]]:
    """Instant run-off: the fewest first places drop out, until one has `needed` or two are left.

    Where several have the fewest, each way of dropping one is followed; only if all ways end the
    same is it a result, otherwise a tie (Conitzer, Rognlie, Xia: parallel universes, 2009).
    """
    rankings = [
        (tuple(marks_of("ranking", choice)), times)
        for choice, times in ballots.items()
        if choice != ABSTAIN
    ]
    if not rankings:
        return FAILED, (), ()
    ends = _ends(rankings, paper.options, needed)
    won = tuple(option for option in paper.options if (option, True) in ends)
    if len(ends) == 1:
        state, winners = (PASSED, won) if won else (FAILED, ())
    else:
        between = tuple(option for option in paper.options if any(e[0] == option for e in ends))
        state, winners = TIED, between
    return state, winners, tuple(_shown(rankings, paper.options, needed))


def _ends(
    rankings: Collection[tuple[tuple[str, ...], int]], options: Collection[str], needed: int
) -> set[tuple[str, bool]]:
    """(who is ahead at the end, whether that was enough), over all ways of dropping."""
    ends: set[tuple[str, bool]] = set()
    seen, ahead = set(), [frozenset(options)]
    while ahead:
        left = ahead.pop()
        if left in seen:
            continue
        seen.add(left)
        round_ = _first_places(rankings, left)
        best, least = max(round_.values()), min(round_.values())
        if best >= needed or len(left) <= 2:
            ends |= {(one, best >= needed) for one, times in round_.items() if times == best}
        else:
            ahead += [left - {one} for one, times in round_.items() if times == least]
    return ends


def _shown(
    rankings: Collection[tuple[tuple[str, ...], int]], options: tuple[str, ...], needed: int
) -> list[Round]:
    """One way through the rounds, for the page: of equals, the last on the paper drops out."""
    left, rounds = list(options), []
    while True:
        round_ = _first_places(rankings, left)
        rounds.append({one: round_[one] for one in left})
        if max(round_.values()) >= needed or len(left) <= 2:
            return rounds
        least = min(round_.values())
        left.remove([one for one in left if round_[one] == least][-1])


def _first_places(
    rankings: Collection[tuple[tuple[str, ...], int]], left: Collection[str]
) -> Round:
    round_ = dict.fromkeys(left, 0)
    for ranking, times in rankings:
        first = next((one for one in ranking if one in round_), None)
        if first is not None:
            round_[first] += times
    return round_
