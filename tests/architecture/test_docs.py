"""Docs cannot lie: what they name is there, and what is there is named."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from blueprints import ROOMS
from blueprints.core.i18n import LANGUAGES
from blueprints.members.seeds import PEOPLE, PIN
from blueprints.storefront.rules import ACCEPT_WITHIN, COMPLETES_AFTER
from blueprints.storefront.seeds.goods import GOODS
from blueprints.storefront.seeds.kinds import MANY
from tests.screenshots import HEAVIEST, PICTURES, SHOTS

ROOT_PAPERS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
PAPERS = [*map(Path, ROOT_PAPERS), *sorted(Path("docs").rglob("*.md"))]
DECISIONS = sorted(Path("docs/decisions").glob("*.md"))
TEXTS = {path: path.read_text() for path in PAPERS}
ALL = "\n".join(TEXTS.values())
MAP = TEXTS[Path("docs/map.md")]
README = TEXTS[Path("README.md")]
MOST_LINES = {"README.md": 120, "CONTRIBUTING.md": 200, "docs/map.md": 150}

FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
# Something in backticks that reads like a file or a folder of ours.
PATH = re.compile(
    r"`((?:[\w.-]+/)*[\w.-]+\.(?:py|md|toml|txt|html|css|js|svg|png|po)|(?:[\w-]+/)+)`"
)
# Where a paper may leave out the beginning.
BEGINNINGS = (Path(), Path("blueprints"), Path("blueprints/core"))
# Made when needed, or the example of a room that is yet to be built.
NOT_YET = re.compile(r"^instance/|ledger|NNNN")


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_stands_on_the_map(room: str) -> None:
    floor = re.search(r"Floor (\d)", Path("blueprints", room, "__init__.py").read_text())
    assert floor
    assert re.search(rf"^\| {floor[1]} \| `{room}` \|", MAP, re.MULTILINE)


def test_the_map_names_every_module_of_the_ground_and_no_other() -> None:
    there = {
        path.stem for path in Path("blueprints/core").iterdir() if not path.stem.startswith("__")
    }
    table = MAP.partition("## The ground")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == there


def test_every_command_of_the_makefile_is_told_and_none_is_invented() -> None:
    makefile = Path("Makefile").read_text()
    there = set(re.findall(r"^([a-z][\w-]*):(?!=)", makefile, re.MULTILINE))
    told = set(re.findall(r"(?<![\w-])`?make ([a-z][\w-]*)(?=[`\s]|$)", _commands(ALL)))
    assert told - there == set()
    assert there - told == {"help"}


def test_every_setting_is_explained_and_none_is_invented() -> None:
    source = Path("blueprints/core/settings.py").read_text()
    read = set(re.findall(r'"(COMMONFIELD_[A-Z_]+|HOST|PORT)"', source))
    assert len(read) > 10
    told = re.findall(r"^\| `(\w+)` \|", TEXTS[Path("docs/settings.md")], re.MULTILINE)
    assert sorted(told) == sorted(read)
    named = set(re.findall(r"\bCOMMONFIELD_[A-Z]+(?:_[A-Z]+)*", ALL))
    assert named - read == set()


def test_decisions_are_numbered_without_a_gap_and_listed_on_the_map() -> None:
    numbers = [path.name[:4] for path in DECISIONS]
    assert numbers == [f"{n:04}" for n in range(1, len(DECISIONS) + 1)]
    assert [path.name for path in DECISIONS if f"decisions/{path.name}" not in MAP] == []


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_short_and_says_its_status_reasons_and_consequences(path: Path) -> None:
    text = TEXTS[path]
    assert text.startswith(f"# {path.name[:4]}")
    assert len(text.splitlines()) <= 60
    assert re.search(r"^\W*Status\W+(accepted|proposed|superseded)", text, re.MULTILINE)
    for heading in ("Context", "Decision", "Consequences"):
        assert re.search(rf"^## {heading}", text, re.MULTILINE), heading


@pytest.mark.parametrize("paper", PAPERS, ids=str)
def test_a_paper_names_no_path_that_is_not_there(paper: Path) -> None:
    text = FENCE.sub("", TEXTS[paper])
    links = [one or other for one, other in LINK.findall(text)]
    broken = [
        link
        for link in links
        if not link.startswith(("http", "#", "mailto:"))
        and not (paper.parent / link.partition("#")[0]).exists()
    ]
    named = [name for name in PATH.findall(text) if not NOT_YET.search(name)]
    assert broken + [name for name in named if not _is_there(name)] == []


@pytest.mark.parametrize("paper", MOST_LINES)
def test_a_paper_is_short_enough_to_be_read(paper: str) -> None:
    assert len(TEXTS[Path(paper)].splitlines()) <= MOST_LINES[paper]


def test_every_picture_is_shown_and_made_by_the_command() -> None:
    shown = set(re.findall(r'src="docs/pictures/([\w-]+)\.png"', README))
    assert shown == {shot.name for shot in SHOTS} == {path.stem for path in PICTURES.iterdir()}


@pytest.mark.parametrize("name", [shot.name for shot in SHOTS])
def test_a_picture_is_a_phone_large_and_light(name: str) -> None:
    body = (PICTURES / f"{name}.png").read_bytes()
    assert body[:8] == b"\x89PNG\r\n\x1a\n"
    # The size stands in the first chunk: https://www.w3.org/TR/png-3/#11IHDR
    assert struct.unpack(">II", body[16:24]) in ((360, 640), (720, 1280))
    assert len(body) <= HEAVIEST


def test_the_readme_tells_of_the_village_that_is_there() -> None:
    phones = {f"138000000{villager.last_two:02}" for villager in PEOPLE}
    assert set(re.findall(r"\b138\d{8}\b", README)) <= phones
    assert PIN in README
    assert f"{len(PEOPLE)} people" in README
    assert f"{len(GOODS) + len(MANY)} products" in README


def test_the_buttons_in_the_leaders_guide_are_those_on_the_pages() -> None:
    chinese, _, english = TEXTS[Path("docs/leaders.md")].partition("\n## English")
    said: dict[str, set[str]] = {"zh": set(), "en": set()}
    for po in Path("translations/zh/LC_MESSAGES").glob("*.po"):
        with po.open("rb") as source:
            for message in read_po(source):
                said["en"].add(str(message.id).rstrip("."))
                said["zh"].add(str(message.string).rstrip("。"))
    assert set(LANGUAGES) == set(said), "a new language needs its part of the guide"
    for locale, text in (("zh", chinese), ("en", english)):
        quoted = set(re.findall("“([^”]+)”", text))
        assert len(quoted) > 10
        assert quoted - said[locale] == set()


def test_the_days_in_the_leaders_guide_are_those_of_the_rules() -> None:
    assert (ACCEPT_WITHIN.days, COMPLETES_AFTER.days) == (3, 10)
    guide = TEXTS[Path("docs/leaders.md")]
    for words in ("三天不接", "十天后", "for three days", "after ten days"):
        assert words in guide


def _commands(text: str) -> str:
    """What stands in backticks or in a fence: “make it” in a sentence is no command."""
    inline = re.findall(r"`([^`\n]+)`", FENCE.sub("", text))
    fenced = [re.sub(r"#.*", "", one) for one in FENCE.findall(text)]
    return "\n".join([*fenced, *(f"`{one}`" for one in inline)])


def _is_there(name: str) -> bool:
    if any((beginning / name).exists() for beginning in BEGINNINGS):
        return True
    # A bare name, like rules.py, stands for the file of that name in every room.
    return "/" not in name and any([*Path("blueprints").rglob(name), *Path("tests").rglob(name)])
