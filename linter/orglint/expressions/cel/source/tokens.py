"""Split an expression into tokens: texts, numbers, names, signs, each with its place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TEXT = (
    r"(?P<raw>(?:[bB]?[rR]|[rR][bB])(?:'''[\s\S]*?'''|\"\"\"[\s\S]*?\"\"\"|'[^'\r\n]*'|\"[^\"\r\n]*\"))"
    r"|(?P<text>[bB]?(?:'''(?:\\[\s\S]|[^\\])*?'''|\"\"\"(?:\\[\s\S]|[^\\])*?\"\"\""
    r"|'(?:\\.|[^'\\\r\n])*'|\"(?:\\.|[^\"\\\r\n])*\"))"
)
_TOKEN = re.compile(
    rf"(?P<blank>\s+|//[^\n]*)|{_TEXT}"
    r"|(?P<number>0[xX][0-9a-fA-F]+[uU]?|(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?[uU]?)"
    r"|(?P<name>[A-Za-z_]\w*|`[^`\n]*`)"
    r"|(?P<sign>==|!=|<=|>=|&&|\|\||[\s\S])",
    re.ASCII,
)
_CLOSES = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Token:
    """One token of an expression; `kind` is raw, text (both are string literals), number, name or sign."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The place after its last character."""
        return self.start + len(self.text)


def tokenize_source(source: str) -> list[Token]:
    """Return the words of an expression, without blanks and comments; never fails, whatever the text is."""
    found = (Token(match.lastgroup or "", match[0], match.start()) for match in _TOKEN.finditer(source))
    return [token for token in found if token.kind != "blank"]


def match_brackets(words: Sequence[Token]) -> dict[int, int]:
    """Return for each bracket that has a partner, by its place in the list, the place of the partner."""
    pairs: dict[int, int] = {}
    still_open: list[int] = []
    for place, word in enumerate(words):
        if word.text in _CLOSES:
            still_open.append(place)
        elif still_open and word.text == _CLOSES[words[still_open[-1]].text]:
            start = still_open.pop()
            pairs |= {start: place, place: start}
    return pairs
