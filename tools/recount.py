#!/usr/bin/env python3
"""Count a published list of ballots again, without trusting the site that published it.

    python3 recount.py BALLOTS.csv [--roll ROLL.csv] [--head HEX] [--receipt ABCDE-FGHIJ]

Needs nothing but Python 3.8 or newer; read it, it is short. It ends with 0 where everything agrees,
with 1 where anything does not, and with 2 where a file cannot be read.

What is checked: each ballot opens its commitment; the commitments ascend, each once; the chain
links them to the published head; there are as many as said; the counts, the quorum, the majority
and the result follow from them. With --roll: the roll has its published fingerprint, and as many
people voted as there are ballots. With --receipt: that ballot is among them. With --head: this list
is the one whose head was published elsewhere, on paper for instance; a list made up from scratch,
head and all, can be told only by that, or by a voter whose receipt is missing.
"""

import argparse
import base64
import csv
import hashlib
import sys

NEEDED = {"commitment", "choice", "number", "nonce", "link", "election", "method", "state", "head"}


def main(arguments=None):
    asked = argparse.ArgumentParser(description="Count a published list of ballots again.")
    asked.add_argument("ballots")
    asked.add_argument("--roll")
    asked.add_argument("--head")
    asked.add_argument("--receipt", action="append", default=[])
    given = asked.parse_args(arguments)
    try:
        ballots = read(given.ballots, NEEDED)
        roll = read(given.roll, {"person", "voted"}) if given.roll else None
    except (OSError, ValueError, csv.Error) as wrong:
        print("cannot be read:", wrong)
        return 2
    if not ballots:
        print("no ballots: there is nothing to count")
        return 1 if given.head or given.receipt else 0
    try:
        faults = recount(ballots, roll, given.head, given.receipt)
    except (KeyError, ValueError, IndexError) as wrong:
        faults = [f"the list is damaged: {type(wrong).__name__} {wrong}"]
    for fault in faults:
        print("WRONG:", fault)
    print("This list does NOT agree." if faults else "Everything agrees.")
    return 1 if faults else 0


def read(path, needed):
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = needed - set(rows.fieldnames or ())
        if missing:
            raise ValueError("{} lacks the columns {}".format(path, ", ".join(sorted(missing))))
        return list(rows)


def recount(ballots, roll, head, receipts):
    """A sentence for each thing that does not agree."""
    said = ballots[0]
    election, method = said["election"], said["method"]
    faults = [
        "row %d: the ballot does not open its commitment" % n
        for n, row in enumerate(ballots, 1)
        if commitment(election, row) != row["commitment"]
    ]
    numbers = [row["commitment"] for row in ballots]
    if numbers != sorted(set(numbers)):
        faults.append("the ballots do not stand in order, or one stands there twice")
    if len({row["number"] for row in ballots}) != len(ballots):
        faults.append("two ballots have one number")
    faults += chain(election, ballots, head or said["head"])
    if head and head != said["head"]:
        faults.append("the list names another head than the one you gave")
    shown = {short(row["commitment"]) for row in ballots}
    faults += [f"receipt {one} is not in the list" for one in receipts if one not in shown]
    size, quorum, needed = (int(said[name]) for name in ("roll", "quorum", "needed"))
    if int(said["ballots"]) != len(ballots) or len(ballots) > size:
        faults.append(
            "%d ballots, %s announced, %d on the roll" % (len(ballots), said["ballots"], size)
        )
    if 3 * quorum < 2 * size or 2 * needed <= size:
        faults.append("quorum or majority is less than the law asks for")
    faults += result(ballots, said, method, quorum, needed)
    return faults + (check_roll(roll, said, len(ballots)) if roll is not None else [])


def commitment(election, row):
    parts = [b"coop-ballot-v1", election.encode(), row["number"].encode(), row["choice"].encode()]
    return hashlib.sha256(b"\0".join([*parts, bytes.fromhex(row["nonce"])])).hexdigest()


def chain(election, ballots, head):
    link = hashlib.sha256(b"coop-chain-v1\0" + election.encode()).hexdigest()
    for n, row in enumerate(ballots, 1):
        link = hashlib.sha256((link + "\0" + row["commitment"]).encode()).hexdigest()
        if link != row["link"]:
            return ["the chain breaks at row %d" % n]
    return [] if link == head else ["the chain does not end in the published head"]


def short(text):
    signs = base64.b32encode(bytes.fromhex(text)).decode()
    return f"{signs[:5]}-{signs[5:10]}"


def result(ballots, said, method, quorum, needed):
    options = said["options"].split()
    lines = ["yes", "no"] if method == "yes_no" else options
    papers = [marks(method, row["choice"]) for row in ballots]
    faults = []
    for n, paper in enumerate(papers, 1):
        known = paper == ["abstain"] or (set(paper) <= set(lines) and len(set(paper)) == len(paper))
        if not known or not paper or (method in ("yes_no", "one") and len(paper) != 1):
            faults.append("row %d: this choice is not on the paper" % n)
    counts = dict.fromkeys([*lines, "abstain"], 0)
    for paper in papers:
        for mark in paper[:1] if method == "ranking" else paper:
            counts[mark] = counts.get(mark, 0) + 1
    print("%d ballots: %s" % (len(ballots), ", ".join("%s %d" % one for one in counts.items())))
    told = " ".join("%s=%d" % one for one in counts.items())
    if told != said["counts"]:
        faults.append("the counts are {}, published are {}".format(told, said["counts"]))
    state, winners = judged(method, lines, counts, papers, needed)
    if len(ballots) < quorum:
        state, winners = "no_quorum", []
    print("result: {} {}".format(state, " ".join(winners)))
    if (state, winners) != (said["state"], said["winners"].split()):
        faults.append("published is: {} {}".format(said["state"], said["winners"]))
    return faults


def marks(method, choice):
    between = {"several": "+", "ranking": ">"}.get(method)
    return choice.split(between) if between else [choice]


def judged(method, lines, counts, papers, needed):
    """The state, and who won, or between whom the tie stands."""
    if method == "ranking":
        return run_off(lines, [paper for paper in papers if paper != ["abstain"]], needed)
    if method == "yes_no":
        if counts["yes"] >= needed:
            return "passed", ["yes"]
        return ("tied" if counts["yes"] == counts["no"] else "failed"), []
    if method == "several":
        reached = [line for line in lines if counts[line] >= needed]
        return ("passed" if reached else "failed"), reached
    most = max(counts[line] for line in lines)
    ahead = [line for line in lines if counts[line] == most]
    if most >= needed:
        return "passed", ahead
    return ("tied", ahead) if len(ahead) > 1 and most else ("failed", [])


def run_off(lines, papers, needed):
    """Fewest first places drop out. Where several have the fewest, every way is tried: a result is
    only what all of them lead to, anything else is a tie."""
    if not papers:
        return "failed", []
    tally = {}
    for paper in papers:
        tally[tuple(paper)] = tally.get(tuple(paper), 0) + 1
    known = {}

    def ends(left):
        if left not in known:
            firsts = dict.fromkeys(left, 0)
            for paper, times in tally.items():
                here = [line for line in paper if line in left]
                if here:
                    firsts[here[0]] += times
            most, least = max(firsts.values()), min(firsts.values())
            if most >= needed or len(left) == 2:
                known[left] = {(line, most >= needed) for line in left if firsts[line] == most}
            else:
                fewest = [line for line in left if firsts[line] == least]
                known[left] = set().union(*(ends(left - {line}) for line in fewest))
        return known[left]

    found = ends(frozenset(lines))
    if len(found) > 1:
        return "tied", [line for line in lines if line in {one for one, _ in found}]
    ((line, enough),) = found
    return ("passed", [line]) if enough else ("failed", [])


def check_roll(roll, said, ballots):
    people = sorted(row["person"] for row in roll)
    fingerprint = hashlib.sha256("".join(one + "\n" for one in people).encode()).hexdigest()
    voted = sum(row["voted"] == "yes" for row in roll)
    print("roll: %d people, %d voted" % (len(people), voted))
    faults = []
    if len(set(people)) != len(people) or len(people) != int(said["roll"]):
        faults.append("the roll has another length, or somebody stands there twice")
    if fingerprint != said["fingerprint"]:
        faults.append("the roll is not the one whose fingerprint was published")
    if voted < ballots:
        faults.append("%d ballots, but only %d people voted" % (ballots, voted))
    return faults


if __name__ == "__main__":
    sys.exit(main())
