"""From short answers to a description, in the person's own words.

The script of the page does the same with the same labels (static/js/photos/8-draft.js), so that a
draft is the same whoever makes it; a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from blueprints.core.errors import N_

# What is asked → what stands before the answer. The first needs nothing: it opens the description.
LABELS: Mapping[str, str] = {
    "special": "%(words)s",
    "grown": N_("How it is grown or made: %(words)s"),
    "keeping": N_("How to keep it: %(words)s"),
}
MOST_OF_AN_ANSWER = 200
MOST_OF_A_DESCRIPTION = 2000

# What a sentence may end with; a draft adds nothing behind it.
_ENDS = re.compile(r"[.!?。！？…～~”」』）)\"]$")
# What stands where a sentence goes on; at its end it gives way to a full stop.
_GOES_ON = re.compile(r"[\s,，、;；:：]+$")
_FULL_WIDTH = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]$")


def draft(answers: Sequence[tuple[str, str]]) -> str:
    """`answers`: (label with `{words}`, what was answered), in order; a line each."""
    lines = ((label, _sentence(answer)) for label, answer in answers)
    return "\n".join(label.replace("{words}", words) for label, words in lines if words)


def drafted(description: str, before: str, now: str) -> str:
    """The description with the draft in it: in place of the draft before, or behind what is there.

    Nothing that the person wrote themselves is lost; a line that would be too much stays out, and
    its answer where it was given.
    """
    text = _lines(description)
    if before and _lines(before) in text:
        lead, _, tail = text.partition(_lines(before))
        text = f"{lead.rstrip()}\n{tail.lstrip()}".strip()
    for line in now.split("\n"):
        longer = f"{text}\n{line}" if text else line
        if line and line not in text.split("\n") and len(longer) <= MOST_OF_A_DESCRIPTION:
            text = longer
    return text


def _sentence(answer: str) -> str:
    """With a full stop of the writing that it ends in."""
    words = _GOES_ON.sub("", " ".join(answer.split()))
    if not words or _ENDS.search(words):
        return words
    return words + ("。" if _FULL_WIDTH.search(words) else ".")


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
