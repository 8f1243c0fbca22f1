"""The script that counts again: it agrees with us where nothing was forged, and finds what was."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from blueprints.decisions import queries, rules
from tests.decisions.votes import FARMER, SEVEN, all_vote, cast, count, opened, who

pytestmark = pytest.mark.usefixtures("live")

RECOUNT = Path("tools/recount.py").resolve()
Rows = list[dict[str, str]]


def recount(folder: Path, text: str, *more: str) -> tuple[int, str]:
    """In a folder with nothing else in it, and without our packages."""
    path = folder / "ballots.csv"
    path.write_text(text)
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(RECOUNT), str(path), *more],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def forged(text: str, forge: Callable[[Rows], object]) -> str:
    rows = list(csv.DictReader(io.StringIO(text)))
    heads = list(rows[0])
    forge(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, heads, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def test_list_roll_and_receipt_agree(tmp_path: Path) -> None:
    one = opened()
    all_vote(one, "yyyynna")
    receipt = queries.receipt_of(who(FARMER), one)
    assert receipt is not None
    head = count(one).head
    roll = tmp_path / "roll.csv"
    roll.write_text(queries.roll_csv(who(FARMER), one))
    more = ("--roll", str(roll), "--head", head, "--receipt", receipt.short)
    status, said = recount(tmp_path, queries.ballots_csv(one, None), *more)
    assert (status, "Everything agrees" in said) == (0, True), said
    assert "yes 4, no 2, abstain 1" in said
    assert recount(tmp_path, queries.ballots_csv(one, None), "--receipt", "AAAAA-AAAAA")[0] == 1
    assert recount(tmp_path, queries.ballots_csv(one, None), "--head", "00")[0] == 1


FORGERIES: dict[str, Callable[[Rows], object]] = {
    "a choice is changed": lambda rows: rows[2].update(
        choice="no" if rows[2]["choice"] == "yes" else "yes"
    ),
    "a ballot is dropped": lambda rows: rows.pop(3),
    "the last ballot is dropped": lambda rows: rows.pop(),
    "the first ballot is dropped": lambda rows: rows.pop(0),
    "a ballot is doubled": lambda rows: rows.append(dict(rows[-1])),
    "two ballots change places": lambda rows: rows.insert(1, rows.pop(4)),
    "a nonce is changed": lambda rows: rows[1].update(nonce="00" * 32),
    "a commitment is changed": lambda rows: rows[1].update(commitment="00" * 32),
    "a link is changed": lambda rows: rows[5].update(link="00" * 32),
    "the result is changed": lambda rows: rows[0].update(state="failed"),
    "the winner is changed": lambda rows: rows[0].update(winners="no"),
    "the counts are changed": lambda rows: rows[0].update(counts="yes=6 no=1 abstain=0"),
    "the majority is lowered": lambda rows: rows[0].update(needed="3"),
    "the quorum is lowered": lambda rows: rows[0].update(quorum="2"),
    "the roll is shortened": lambda rows: rows[0].update(roll="6", ballots="7"),
    "the head is changed": lambda rows: rows[0].update(head="ab" * 32),
    "the election is another": lambda rows: rows[0].update(election="another/1"),
    "a choice is not on the paper": lambda rows: rows[2].update(choice="maybe"),
    "a number is not hexadecimal": lambda rows: rows[2].update(nonce="not at all"),
}  # fmt: skip


def test_a_planted_forgery_is_found(tmp_path: Path) -> None:
    one = opened()
    all_vote(one, "yyyynna")
    count(one)
    text = queries.ballots_csv(one, None)
    assert recount(tmp_path, forged(text, lambda rows: None))[0] == 0
    missed = [
        name for name, forge in FORGERIES.items() if recount(tmp_path, forged(text, forge))[0] == 0
    ]
    assert missed == []


def test_a_forger_who_recomputes_everything_is_found_by_head_and_receipt(tmp_path: Path) -> None:
    one = opened()
    all_vote(one, "yyyynna")
    receipt = queries.receipt_of(who(FARMER), one)
    assert receipt is not None
    head = count(one).head

    def forge(rows: Rows) -> None:
        mine = next(row for row in rows if row["commitment"] == receipt.commitment)
        mine["choice"] = "no"
        said = {name: rows[0][name] for name in list(rows[0])[6:]}
        for row in rows:
            filled = rules.Filled(row["number"], row["choice"], row["nonce"])
            row.update(dict.fromkeys(said, ""))
            row["commitment"] = rules.commitment(said["election"], filled)
        rows.sort(key=lambda row: row["commitment"])
        links = rules.chained(said["election"], (row["commitment"] for row in rows))
        for row, link in zip(rows, links, strict=True):
            row["link"] = link
        said.update(counts="yes=3 no=3 abstain=1", state="tied", winners="", head=links[-1])
        rows[0].update(said)

    text = forged(queries.ballots_csv(one, None), forge)
    assert recount(tmp_path, text)[0] == 0
    assert recount(tmp_path, text, "--head", head)[0] == 1
    assert recount(tmp_path, text, "--receipt", receipt.short)[0] == 1


def test_a_roll_with_one_more_or_one_who_did_not_vote_is_found(tmp_path: Path) -> None:
    one = opened()
    all_vote(one, "yyyynna")
    count(one)
    text, roll = queries.ballots_csv(one, None), queries.roll_csv(who(FARMER), one)
    path = tmp_path / "roll.csv"
    for changed in (roll + "0190,Somebody,no\n", roll.replace(",yes\n", ",no\n", 1)):
        path.write_text(changed)
        assert recount(tmp_path, text, "--roll", str(path))[0] == 1


@pytest.mark.parametrize("method", ["one", "several", "ranking"])
@pytest.mark.parametrize("ballot", ["open", "secret"])
def test_other_methods_are_counted_again_too(tmp_path: Path, method: str, ballot: str) -> None:
    one = opened(method=method, ballot=ballot, options=("box", "basket", "bag"))
    a, b, c = (str(option.id) for option in queries.options_of(one))
    choices = {
        "one": [[a], [a], [b], [a], [c], [a], ["abstain"]],
        "several": [[a, b], [b], [b, c], [a, b], [c], ["abstain"], [a]],
        "ranking": [[a, b], [b, a], [c, b], [b, c], [a], [c, b, a], ["abstain"]],
    }[method]
    cast(one, dict(zip(SEVEN, choices, strict=True)))
    outcome = count(one)
    status, said = recount(tmp_path, queries.ballots_csv(one, who(FARMER)))
    assert status == 0, said
    assert outcome.state == ("tied" if method == "ranking" else "passed")


def test_an_empty_list_has_nothing_to_count(tmp_path: Path) -> None:
    one = opened()
    assert count(one).state == "no_quorum"
    text = queries.ballots_csv(one, None)
    assert len(text.splitlines()) == 1
    assert recount(tmp_path, text)[0] == 0
    assert recount(tmp_path, "not,a\nlist,of ballots\n")[0] == 2
