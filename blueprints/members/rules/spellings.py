"""How a Chinese name is typed on a keyboard of Latin letters."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice, product

# Names of more characters are found by their first ones; of many readings the likeliest count.
_LONGEST = 6
_MOST_READINGS = 24


def spellings(name: str) -> list[str]:
    """柳大田: liudatian, ldt; and from each later character on, as one calls people: datian, dt."""
    readings = [one for one in map(_readings, name) if one][:_LONGEST]
    found: dict[str, None] = {}
    for way in islice(product(*readings), _MOST_READINGS):
        for start in range(len(way)):
            found["".join(way[start:])] = None
            found["".join(syllable[0] for syllable in way[start:])] = None
    return list(found)


@lru_cache(maxsize=8192)
def _readings(sign: str) -> tuple[str, ...]:
    """All of them, since a surname often has its own: 单 is Shan, 曾 Zeng. Empty for letters."""
    from pypinyin import Style, pinyin  # its tables take half a second: only who writes waits

    if sign.isascii():
        return ()
    [heard] = pinyin(sign, style=Style.NORMAL, heteronym=True, errors="ignore") or [[]]
    plain = dict.fromkeys(one for one in heard if one.isalpha())
    # The ü of 吕 is typed in each of these ways.
    typed = [way for one in plain for way in _typed(one)]
    return tuple(dict.fromkeys(typed))


def _typed(syllable: str) -> tuple[str, ...]:
    if "v" not in syllable:
        return (syllable,)
    return syllable, syllable.replace("v", "u"), syllable.replace("v", "ü")
