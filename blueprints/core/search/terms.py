"""How text is cut into terms, and what a person's words ask for. Pure: knows no database."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

# Longer words are cut to this, in texts and in questions alike: PostgreSQL refuses lexemes
# above 2 KB, and nobody types more.
_LONGEST = 40
# A question longer than this is cut: each term costs a walk through the index.
_LONGEST_QUESTION = 80

# No term can hold this letter, since case folding turns it into ŧ: so nobody can type a tag.
# Neither database touches it: FTS5's ascii tokenizer leaves everything above ASCII alone.
_MARK = "Ŧ"

# One spelling for what people write in several ways; each character is folded by itself.
_VARIANTS = str.maketrans(
    # The same fruit, spelt both ways on markets: 蜜橘 蜜桔, 砂糖橘 沙糖桔, 椪柑 碰柑.
    "橘砂椪"
    # Either form stands in good dictionaries: 蕃茄 and 番茄, 黏米 and 粘米.
    "蕃黏"
    # Older forms that the First List of Variant Forms (第一批异体字整理表, 1955) replaced.
    "菓筍棃藷稉蔴菸煙"
    # Traditional forms of words for food and farming, for visitors from Hong Kong and Taiwan.
    "雞鷄鴨鵝魚蝦豬麵薑蔥棗葉藥蓮蘿蔔蘋檸獼龍蕎",
    "桔沙碰番粘果笋梨薯粳麻烟烟鸡鸡鸭鹅鱼虾猪面姜葱枣叶药莲萝卜苹柠猕龙荞",
)
_HAN = re.compile("[々〇\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]")


@dataclass(frozen=True)
class Wanted:
    """One thing that a question asks for: any of the terms, or any word that begins so."""

    terms: tuple[str, ...]
    prefix: bool = False


def terms(text: str) -> list[str]:
    """Every term of a text, once: Chinese characters singly and in pairs, other words whole."""
    found: dict[str, None] = {}
    for run, chinese in _runs(text):
        found.update(dict.fromkeys([*run, *_pairs(run)] if chinese else [run]))
    return list(found)


def wanted(words: str) -> list[Wanted]:
    """What a person's words ask for; a thing found has to have all of it.

    A Latin word asks for words that begin with it. Of a Chinese run each character has to stand
    in a pair that is found. So 柳树蜜桔, which is place and fruit written together, finds 蜜桔 from
    柳树, though 树蜜 stands nowhere.
    """
    asked: dict[Wanted, None] = {}
    for run, chinese in _runs(words[:_LONGEST_QUESTION]):
        asked.update(dict.fromkeys(_covering(run) if chinese else [_word(run)]))
    return list(asked)


def tag(name: str, value: str | int | UUID) -> str:
    """A token for something exact, such as a category: letters and digits only, one per value."""
    if not re.fullmatch("[a-z]+", name):
        raise ValueError("a tag's name is lower-case letters")
    plain = value.hex if isinstance(value, UUID) else str(value)
    escaped = re.sub("[^a-z0-9]", lambda match: f"{_MARK}{ord(match[0]):x}{_MARK}", plain)
    return f"{_MARK}{name}{_MARK}{escaped}"


def is_tag(token: str) -> bool:
    return token.startswith(_MARK) and token.isalnum()


def _runs(text: str) -> list[tuple[str, bool]]:
    """Unbroken runs of Chinese characters or of other letters and digits; True for Chinese."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    kinds = groupby(folded.translate(_VARIANTS), key=_kind)
    runs = [("".join(characters), kind) for kind, characters in kinds]
    return [
        (run if kind == "han" else run[:_LONGEST], kind == "han")
        for run, kind in runs
        if kind and any(character.isalnum() for character in run)
    ]


def _kind(character: str) -> str:
    if _HAN.match(character):
        return "han"
    # Vowel signs (Tibetan, Thai …) are marks, not letters, and belong to their word.
    return "word" if character.isalnum() or unicodedata.category(character)[0] == "M" else ""


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)]


def _word(run: str) -> Wanted:
    # A single letter begins too many words to mean anything.
    return Wanted((run,), prefix=len(run) > 1)


def _covering(run: str) -> list[Wanted]:
    """For each character, the pairs of the run that hold it."""
    if len(run) == 1:
        return [Wanted((run,))]
    pairs = _pairs(run)
    first, last = pairs[0], pairs[-1]
    inner = (tuple(pairs[place : place + 2]) for place in range(len(pairs) - 1))
    # An inner character that stands in the first or last pair is covered by that pair.
    needed = [pair for pair in inner if first not in pair and last not in pair]
    return [Wanted((first,)), Wanted((last,)), *map(Wanted, needed)]
