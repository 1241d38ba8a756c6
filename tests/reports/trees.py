"""A page as a tree of elements, read by the parser of the standard library."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "input", "link", "br", "hr", "img", "wbr"}


@dataclass
class Element:
    name: str
    attributes: dict[str, str]
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    def walk(self) -> Iterator["Element"]:
        """Return the elements in their order; pieces of text are among them, without a name."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all(self, *names: str) -> list["Element"]:
        return [element for element in self.walk() if element.name in names]

    def having(self, word: str) -> list["Element"]:
        """Return the elements of a class."""
        return [element for element in self.walk() if word in element.attributes.get("class", "").split()]

    def find(self, word: str) -> "Element":
        """Return the first element of a class."""
        return self.having(word)[0]

    def said(self) -> str:
        """Return the text; words that may break in the middle are whole."""
        parts = ("\0" if element.name == "wbr" else element.text for element in self.walk())
        return re.sub(r" ?\0 ?", "", " ".join(" ".join(parts).split()))

    def shape(self) -> object:
        return (
            self.name,
            sorted(self.attributes),
            self.attributes.get("class"),
            [child.shape() for child in self.children if child.name not in {"", "wbr"}],
        )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.stack = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.stack[-1].children.append(element)
        if tag not in VOID:
            self.stack.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop().name == tag

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(Element("", {}, text=data))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def tree(page: str) -> Element:
    """Return the root; a page whose tags do not close in order, or with a comment, is refused."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert len(reader.stack) == 1
    return reader.stack[0]
