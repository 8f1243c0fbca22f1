"""An HTML page as a small tree, with the standard library's parser only."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}
)
# Their end tags may be left out: https://html.spec.whatwg.org/multipage/syntax.html#optional-tags
_MAY_STAY_OPEN = frozenset({"li", "p", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody"})


class Element:
    def __init__(self, tag: str, attrs: dict[str, str], parent: Element | None) -> None:
        self.tag = tag
        self.attrs = attrs
        self.parent = parent
        self.children: list[Element | str] = []

    def __repr__(self) -> str:
        told = "".join(f' {name}="{value}"' for name, value in list(self.attrs.items())[:4])
        return f"<{self.tag}{told}>"

    def get(self, name: str, default: str = "") -> str:
        return self.attrs.get(name, default)

    def has(self, name: str) -> bool:
        return name in self.attrs

    @property
    def text(self) -> str:
        """What a reader reads: white space folded, no script and no style."""
        return " ".join("".join(self.strings()).split())

    @property
    def source(self) -> str:
        return "".join(child for child in self.children if isinstance(child, str))

    def strings(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield "" if self.tag in ("script", "style") else child
            else:
                yield from child.strings()

    def walk(self) -> Iterator[Element]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def all(self, *tags: str, **attrs: str | bool) -> list[Element]:
        """`all("form", data_state=True, method="post")`: True asks only that it is there."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()}
        return [
            element
            for element in self.walk()
            if (not tags or element.tag in tags)
            and all(
                element.has(name) if value is True else element.attrs.get(name) == value
                for name, value in wanted.items()
            )
        ]

    def one(self, *tags: str, **attrs: str | bool) -> Element:
        """The first that fits; AssertionError, with what was asked, where there is none."""
        found = self.all(*tags, **attrs)
        assert found, f"no {tags or 'element'} with {attrs} on the page: {self.text[:400]!r}"
        return found[0]

    def above(self) -> Iterator[Element]:
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent

    def within(self, *tags: str, **attrs: bool) -> bool:
        """Is it, or does it stand inside, an element with one of these tags and attributes?"""
        names = [name.replace("_", "-") for name in attrs]
        return any(
            (not tags or element.tag in tags) and all(element.has(name) for name in names)
            for element in self.above()
        )


class Reader(HTMLParser):
    """`faults` names the tags that do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self._here = Element("", {}, None)
        self.faults: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self._here)
        self._here.children.append(element)
        if len(element.attrs) != len(attrs):
            self.faults.append(f"{element} says an attribute twice")
        if tag not in VOID:
            self._here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._here = self._here.parent or self.root

    def handle_endtag(self, tag: str) -> None:
        open_tags = [element for element in self._here.above() if element.tag]
        if tag not in [element.tag for element in open_tags]:
            self.faults.append(f"</{tag}> closes nothing")
            return
        for element in open_tags:
            self._here = element.parent or self.root
            if element.tag == tag:
                return
            if element.tag not in _MAY_STAY_OPEN:
                self.faults.append(f"{element} is not closed before </{tag}>")

    def handle_data(self, text: str) -> None:
        self._here.children.append(text)
