"""Find the API key in what the API answers, so that no part of it reaches a disk, a terminal or a report.

Twelve characters of the key in a row count as the key: as they are, in base64 (whatever stands before them), in hex,
percent- or JSON-escaped, in any case, and with white space anywhere between them. Every form is compared in one flat
spelling: lower case, without white space, with one alphabet for both kinds of base64.

A page is searched for a few blocks first. They are cut so that every piece of twelve characters holds one of them
whole; only where one is found is it worth a closer look.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import jsonschema_rs

SHOWN = "[key]"
LEAST = 12
LARGEST = 1 << 20

_FLAT = bytes({45: 43, 95: 47}.get(code, code | 32 if 65 <= code <= 90 else code) for code in range(256))  # noqa: PLR2004 - A to Z
_DROPPED = bytes([*range(33), *range(127, 256)])
_ESCAPED = re.compile(r"\\+u(?P<unit>[0-9a-fA-F]{4})|%(?P<byte>[0-9a-fA-F]{2})|(?P<blank>\\+[bfnrt])")
_LAYERS = 3
_DIGITS = frozenset("0123456789abcdef")
_BLANKS = frozenset("bfnrt")
_BYTES = {f"{code:02x}": chr(code) for code in range(128)}
# How many characters of each form twelve characters of the key fill for certain, and the blocks to look for first.
_BASE64, _HEX = 15, 24


@dataclass(frozen=True, slots=True)
class _FlatCharacter:
    """One character of the flat spelling, and the part of the original text that it stands for."""

    flat: str
    begin: int
    end: int


class Echo:
    """Knows the forms of one key; `found` counts how often it has blotted it out."""

    def __init__(self, key: str) -> None:
        self.found = 0
        forms = {LEAST: [key], _BASE64: list(_in_base64(key.encode())), _HEX: [key.encode().hex()]}
        flat = {size: [_flatten_text(form.encode()) for form in every] for size, every in forms.items()}
        self._pieces: Mapping[int, frozenset[str]] = {
            size: frozenset(form[place : place + size] for form in every for place in range(len(form) - size + 1))
            for size, every in flat.items()
        }
        blocks = sorted({block for size, every in flat.items() for form in every for block in _cut_blocks(form, size)})
        self._blocks = jsonschema_rs.Draft202012Validator(
            {"pattern": "|".join(re.escape(block) for block in blocks)}, pattern_options=jsonschema_rs.RegexOptions()
        )

    def __repr__(self) -> str:
        return "Echo(***)"

    def may_be_in(self, text: bytes) -> bool:
        """Tell quickly whether a text may hold some of the key; it does not if the answer is no."""
        flat = _flatten_text(text)
        for _ in range(_LAYERS):
            if self._blocks.is_valid(flat):
                return True
            if "%" not in flat and "\\" not in flat:
                return False
            flat = _flatten_text(_quickly_unescaped(flat).encode("utf-8", "replace"))
        return self._blocks.is_valid(flat)

    def blot_out_key(self, text: str) -> str:
        """Return the text with whatever it holds of the key blotted out."""
        if len(text) < LEAST or not self.may_be_in(text.encode("utf-8", "replace")):
            return text
        places = [(0, len(text))] if len(text) > LARGEST else _join_places(sorted(self._find_places(text)))
        self.found += len(places)
        for begin, end in reversed(places):
            text = f"{text[:begin]}{SHOWN}{text[end:]}"
        return text

    def _find_places(self, text: str) -> Iterator[tuple[int, int]]:
        letters = [_FlatCharacter(letter, place, place + 1) for place, letter in enumerate(text)]
        for _ in range(_LAYERS + 1):
            letters = [flat for letter in letters for flat in _flatten_letter(letter)]
            yield from self._find_pieces(letters)
            plain = _unescape_letters(letters)
            if len(plain) == len(letters):
                return
            letters = plain

    def _find_pieces(self, letters: list[_FlatCharacter]) -> Iterator[tuple[int, int]]:
        flat = "".join(letter.flat for letter in letters)
        for size, pieces in self._pieces.items():
            for place in range(len(flat) - size + 1):
                if flat[place : place + size] in pieces:
                    yield letters[place].begin, letters[place + size - 1].end


def _in_base64(key: bytes) -> Iterator[str]:
    """Yield the base64 of the key, for each place in a group of three that it may begin at: only what it decides."""
    for before in range(3):
        bits = 8 * (before + len(key))
        yield b64encode(bytes(before) + key).decode()[(8 * before + 5) // 6 : bits // 6]


def _cut_blocks(form: str, size: int) -> Iterator[str]:
    """Yield blocks side by side that leave no room for a piece of that size without one of them."""
    block = (size + 1) // 2
    yield from (form[place : place + block] for place in range(0, len(form) - block + 1, block))


def _flatten_text(text: bytes) -> str:
    # Characters beyond ASCII are left out: no key has one, and a false match here costs only time.
    return text.translate(_FLAT, _DROPPED).decode("ascii")


def _flatten_letter(letter: _FlatCharacter) -> Iterator[_FlatCharacter]:
    if letter.flat.isspace() or not letter.flat.isprintable():
        return
    code = letter.flat.encode("utf-8", "replace")
    yield _FlatCharacter(_flatten_text(code) or "\0", letter.begin, letter.end)


def _unescape_match(escape: re.Match[str]) -> str:
    if escape["blank"]:
        return ""
    return chr(int(escape["unit"] or escape["byte"], 16))


def _quickly_unescaped(flat: str) -> str:
    """Return a flat text without escapes; without a pattern, which would take ten times as long."""
    first, *others = flat.split("\\")
    flat = first + "".join([_after_backslash(part) for part in others])
    first, *others = flat.split("%")
    return first + "".join([_BYTES.get(part[:2], part[:2]) + part[2:] for part in others])


def _after_backslash(part: str) -> str:
    unit = part[1:5]
    if part[:1] == "u" and len(unit) == 4 and set(unit) <= _DIGITS:  # noqa: PLR2004 - u0041
        return chr(int(unit, 16)) + part[5:]
    return part[1:] if part[:1] in _BLANKS else part


def _unescape_letters(letters: list[_FlatCharacter]) -> list[_FlatCharacter]:
    """Return the letters that escapes stand for, each in the place of its escape."""
    text = "".join(letter.flat for letter in letters)
    found: list[_FlatCharacter] = []
    done = 0
    for escape in _ESCAPED.finditer(text):
        begin, end = escape.span()
        found += letters[done:begin]
        found += [
            _FlatCharacter(plain, letters[begin].begin, letters[end - 1].end) for plain in _unescape_match(escape)
        ]
        done = end
    return found + letters[done:]


def _join_places(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for begin, end in places:
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined
