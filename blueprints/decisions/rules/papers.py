"""The voting paper, and the envelope's arithmetic: choices, commitments, the chain, receipts.

Commitments are those of `standards.md` 3.5: SHA-256 over the parts, each parted by a zero byte.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from blueprints.core.errors import N_, DomainError

METHODS = ("yes_no", "one", "several", "ranking")
# What the paper says of its method: a name, and how it is counted.
METHOD_WORDS = {
    "yes_no": (
        N_("Yes or no"),
        N_("Everybody says yes, no or abstains. It passes if enough of all members say yes."),
    ),
    "one": (
        N_("One of several"),
        N_("Everybody chooses one. The one that enough of all members chose has passed."),
    ),
    "several": (
        N_("Several of several"),
        N_("Everybody chooses as many as they like. Each that enough of all members chose passes."),
    ),
    "ranking": (
        N_("Ranking (instant run-off)"),
        N_(
            "Everybody puts the options in order, and the one with the fewest first places drops "
            "out, its papers going to the next on each. This goes on until one has enough of all "
            "members, or two are left."
        ),
    ),
}
YES, NO, ABSTAIN = "yes", "no", "abstain"
MOST_OPTIONS = 12
_BETWEEN = {"several": "+", "ranking": ">"}
_LINE = re.compile(r"([\d\s,，、>+]+)[:：]\s*(\d{1,7})")
_NUMBERS = re.compile(r"(\d{1,7})(?:[-–—~～](\d{1,7}))?")


class NotOnThePaper(DomainError):
    field = "choice"
    sentence = N_("That is not on the voting paper. Nothing was counted; please choose again.")


class NothingChosen(DomainError):
    field = "choice"
    sentence = N_("Please choose. Who does not want to decide chooses “abstain”.")


class ChosenTwice(DomainError):
    field = "choice"
    sentence = N_("Each option can stand on your paper only once.")


class LineUnreadable(DomainError):
    field = "lines"
    sentence = N_(
        "“%(line)s” cannot be read. Write the numbers of the options as they stand on the ballot, "
        "a colon, and how many ballots say so, like “2 1 3: 4”."
    )


class NumbersUnreadable(DomainError):
    field = "taken"
    sentence = N_("“%(part)s” is no number on the roll. Write them like 3, 17, 21-25.")


@dataclass(frozen=True)
class Paper:
    """What may be chosen, in the order of the paper. `options` are ids; none for yes and no."""

    method: str
    options: tuple[str, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        return (YES, NO, ABSTAIN) if self.method == "yes_no" else (*self.options, ABSTAIN)

    @property
    def longest(self) -> int:
        """The most characters a choice can have: every envelope is made as large."""
        between = _BETWEEN.get(self.method)
        if between is None:
            return max(map(len, self.choices))
        return max(len(ABSTAIN), len(between.join(self.options)))


@dataclass(frozen=True)
class Filled:
    """A ballot as it lies in its envelope: a random number and 256 random bits with the choice."""

    number: str
    choice: str
    nonce: str

    def packed(self, longest: int) -> bytes:
        """The same length whatever was chosen: nobody reads a ballot off its size."""
        text = json.dumps([self.number, self.nonce, self.choice])
        return text.ljust(longest + 120).encode()

    @staticmethod
    def unpacked(body: bytes) -> Filled:
        number, nonce, choice = json.loads(body)
        return Filled(number, choice, nonce)


def read_choice(paper: Paper, given: Sequence[str]) -> str:
    """The choice as it is counted. NothingChosen, NotOnThePaper, ChosenTwice."""
    marks = [mark.strip() for mark in given if mark.strip()]
    if not marks:
        raise NothingChosen
    if any(mark not in paper.choices for mark in marks):
        raise NotOnThePaper
    if len(set(marks)) < len(marks):
        raise ChosenTwice
    if len(marks) > 1 and (ABSTAIN in marks or paper.method not in _BETWEEN):
        raise NotOnThePaper
    if paper.method == "several":
        marks.sort(key=paper.choices.index)
    return _BETWEEN.get(paper.method, "").join(marks)


def read_lines(paper: Paper, text: str) -> dict[str, int]:
    """Ballots with several marks as scrutineers write them down: a line for each kind of ballot.

    `2 1 3: 4` are four ballots that put the second option first; 0 abstains. LineUnreadable.
    """
    tally: Counter[str] = Counter()
    for line in filter(None, map(str.strip, text.splitlines())):
        found = _LINE.fullmatch(line)
        marks = [int(number) for number in re.findall(r"\d+", found[1])] if found else []
        if found is None or (0 in marks and len(marks) > 1) or max(marks) > len(paper.options):
            raise LineUnreadable(line=line)
        try:
            choice = read_choice(paper, [(ABSTAIN, *paper.options)[mark] for mark in marks])
        except DomainError:
            raise LineUnreadable(line=line) from None
        tally[choice] += int(found[2])
    return dict(tally)


def written_lines(paper: Paper, tally: Mapping[str, int]) -> str:
    """The same back again."""
    place = {choice: str(n) for n, choice in enumerate((ABSTAIN, *paper.options))}
    return "\n".join(
        " ".join(place[mark] for mark in marks_of(paper.method, choice)) + f": {times}"
        for choice, times in sorted(tally.items())
    )


def read_numbers(text: str, most: int) -> set[int]:
    """`3, 17, 21-25`: places on a roll of `most`. NumbersUnreadable."""
    numbers: set[int] = set()
    for part in filter(None, re.split(r"[\s,，、;；]+", text)):
        found = _NUMBERS.fullmatch(part)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 1 <= first <= last <= most:
            raise NumbersUnreadable(part=part)
        numbers.update(range(first, last + 1))
    return numbers


def is_on(paper: Paper, choice: str) -> bool:
    """Does an entry of a scrutineer say something that the paper holds?"""
    try:
        return read_choice(paper, marks_of(paper.method, choice)) == choice
    except DomainError:
        return False


def marks_of(method: str, choice: str) -> list[str]:
    """The options a choice names, in its order; `yes`, `no` and `abstain` are marks too."""
    between = _BETWEEN.get(method)
    return choice.split(between) if between else [choice]


def election_of(proposal_id: uuid.UUID, round_: int) -> str:
    return f"{proposal_id}/{round_}"


def commitment(election: str, filled: Filled) -> str:
    parts = (b"coop-ballot-v1", election.encode(), filled.number.encode(), filled.choice.encode())
    return hashlib.sha256(b"\0".join([*parts, bytes.fromhex(filled.nonce)])).hexdigest()


def chained(election: str, commitments: Iterable[str]) -> list[str]:
    """A link for each commitment, in their order: SHA-256 of the link before and this one."""
    link = hashlib.sha256(b"\0".join([b"coop-chain-v1", election.encode()])).hexdigest()
    links = []
    for one in commitments:
        link = hashlib.sha256(f"{link}\0{one}".encode()).hexdigest()
        links.append(link)
    return links


def receipt(commitment_: str) -> str:
    """Ten signs that a person can read out."""
    signs = base64.b32encode(bytes.fromhex(commitment_)).decode()
    return f"{signs[:5]}-{signs[5:10]}"


def fingerprint(person_ids: Iterable[uuid.UUID]) -> str:
    """Of a roll: SHA-256 of the sorted ids, one a line."""
    lines = sorted(str(one) for one in person_ids)
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
