"""Where a character of a YAML scalar is in its file, also in folded, quoted and indented text."""

from collections.abc import Iterator
from dataclasses import dataclass

_ESCAPES = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "\t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    " ": " ",
    '"': '"',
    "/": "/",
    "\\": "\\",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}
_HEXADECIMAL = {"x": 2, "u": 4, "U": 8}
_BLANK = " \t\r\n"


@dataclass(frozen=True, slots=True)
class _Character:
    """A character that is no blank: its place in the file, how much it takes there, and what it is."""

    start: int
    length: int
    text: str


def locate_character(file: str, start: int, end: int, *, text: str, offset: int) -> int | None:
    """Return where the character at an offset in a text stands in its file, in which the text is from start to end.

    An offset after the last character is the place after it; None if file and text do not fit together.
    """
    letters = _LETTERS.get(file[start : start + 1], _read_plain_letters)(file[start:end])
    before = start
    for at, wanted in enumerate(text):
        if wanted in _BLANK:
            if at >= offset:
                return before
            continue
        letter = next((it for it in letters if it.text not in _BLANK), None)
        if letter is None or letter.text != wanted:
            return None
        if at >= offset:
            return start + letter.start
        before = start + letter.start + letter.length
    return before


def _read_plain_letters(written: str) -> Iterator[_Character]:
    return (_Character(at, 1, letter) for at, letter in enumerate(written))


def _read_block_letters(written: str) -> Iterator[_Character]:
    first = written.find("\n") + 1  # after | or > with its indicators
    return (_Character(first + at, 1, letter) for at, letter in enumerate(written[first:]))


def _read_single_quoted(written: str) -> Iterator[_Character]:
    at = 1
    while at < len(written) - 1:
        length = 2 if written.startswith("''", at) else 1
        yield _Character(at, length, written[at])
        at += length


def _read_double_quoted(written: str) -> Iterator[_Character]:
    at = 1
    while at < len(written) - 1:
        letter = _read_escape(written, at) if written[at] == "\\" else _Character(at, 1, written[at])
        yield letter
        at += letter.length


def _read_escape(written: str, at: int) -> _Character:
    kind = written[at + 1]
    digits = _HEXADECIMAL.get(kind, 0)
    if digits:
        return _Character(at, 2 + digits, chr(int(written[at + 2 : at + 2 + digits], 16)))
    return _Character(at, 2, _ESCAPES.get(kind, "\n"))  # an escaped line break adds no character


_LETTERS = {"'": _read_single_quoted, '"': _read_double_quoted, "|": _read_block_letters, ">": _read_block_letters}
