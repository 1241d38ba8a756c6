"""Habits from other languages, found token by token in an expression that does not parse."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from orglint.expressions.cel.source.tokens import Token, match_brackets, tokenize_source

OffsetText = tuple[int, str]
"""A place in the text, and what is wrong there."""

_WORDS: Mapping[str, str] = {
    "and": "write && instead of and",
    "or": "write || instead of or",
    "not": "write ! instead of not: !(...)",
    "is": "write == instead of is",
    "like": "write a function instead of like: contains('...'), startsWith('...'), endsWith('...') or matches('...')",
    "if": "write ? and : instead of if: condition ? value : other value",
    "then": "write ? and : instead of then: condition ? value : other value",
    "else": "write ? and : instead of else: condition ? value : other value",
    "between": "write two comparisons instead of between: a <= x && x <= b",
}
_SIGNS: Mapping[str, str] = {
    "===": "write == instead of ===",
    "!==": "write != instead of !==",
    "=>": "write >= instead of =>",
    "=<": "write <= instead of =<",
    "<>": "write != instead of <>",
    "=": "write == instead of =",
    "&": "write && instead of &",
    "|": "write || instead of |",
    ";": "an expression has no ;",
    "@": "@ is no sign of CEL",
    "$": "there is no $: a parameter is params.name, a let is its name",
    "#": "# begins no comment here: write //",
    "^": "^ is no sign of CEL",
    "~": "~ is no sign of CEL: a text is compared with a pattern by matches('...')",
    "\u2018": "write ' instead of the quote \u2018 of printed text",
    "\u2019": "write ' instead of the quote \u2019 of printed text",
    "\u201c": 'write " instead of the quote \u201c of printed text',
    "\u201d": 'write " instead of the quote \u201d of printed text',
    "\u2013": "write - instead of the dash \u2013 of printed text",
    "\u00a0": "write a plain space: this is one of printed text",
}
_UNITS: Mapping[str, str] = {
    "d": "days({0})",
    "day": "days({0})",
    "days": "days({0})",
    "h": "duration('{0}h')",
    "m": "duration('{0}m')",
    "min": "duration('{0}m')",
    "s": "duration('{0}s')",
}
_ROUNDED = {"(": "round bracket", "[": "square bracket", "{": "brace"}


def find_habits(source: str) -> list[OffsetText]:
    """Return what is wrong in an expression that does not parse, as far as it is a habit or a bracket; in order."""
    words = tokenize_source(source)
    quote = next((place for place, word in enumerate(words) if word.kind == "sign" and word.text in {"'", '"'}), None)
    seen = words[:quote]  # whether the rest is text or code cannot be known
    found = [hit for look in _LOOKS for hit in look(seen)]
    if quote is not None:
        found += _find_inner_quotes(seen)
        text = f"this text never ends: {words[quote].text} has no partner on its line"
        return sorted([*found, (words[quote].start, text)])
    return sorted([*found, *_find_unmatched_brackets(words)])


def _find_foreign_words(words: Sequence[Token]) -> Iterator[OffsetText]:
    """Yield words that other languages have, where they cannot be the name of anything."""
    for place, word in enumerate(words):
        lowered = word.text.lower()
        after_dot = place > 0 and words[place - 1].text == "."
        if word.kind != "name" or lowered not in _WORDS or after_dot:
            continue
        if lowered == "not" and place and words[place - 1].text.lower() == "is":
            continue
        following = [after.text.lower() for after in words[place + 1 : place + 3]]
        if lowered == "is" and "null" in following:
            has = "has(...)" if "not" in following else "!has(...)"
            yield word.start, f"write {has}: it asks whether a field is there"
        elif lowered == "not" and following[:1] == ["in"]:
            yield word.start, "write !(... in ...) instead of not in"
        else:
            yield word.start, _WORDS[lowered]


def _find_foreign_signs(words: Sequence[Token]) -> Iterator[OffsetText]:
    """Yield signs that CEL has not, several that stand together as one."""
    before = -1
    for place, word in enumerate(words):
        if word.kind != "sign" or word.start < before:
            continue
        next_one = words[place + 1] if place + 1 < len(words) else None
        joined = word.text + next_one.text if next_one and next_one.start == word.end else word.text
        sign = joined if joined in _SIGNS else word.text
        if sign in _SIGNS:
            before = word.start + len(sign)
            yield word.start, _SIGNS[sign]


def _find_time_units(words: Sequence[Token]) -> Iterator[OffsetText]:
    """Yield numbers that carry a unit of time."""
    for number, unit in pairwise(words):
        if number.kind == "number" and unit.kind == "name" and number.end == unit.start and unit.text in _UNITS:
            yield number.start, f"write {_UNITS[unit.text].format(number.text)}: a length of time"


def _find_inner_quotes(words: Sequence[Token]) -> Iterator[OffsetText]:
    """Yield texts that end where a word goes on: a quote inside of a text has ended it."""
    for text, after in pairwise(words):
        if text.kind == "text" and after.kind == "name" and text.end == after.start:
            yield text.end - 1, f"write \\{text.text[-1]} instead of {text.text[-1]} inside of a text"


def _find_unmatched_brackets(words: Sequence[Token]) -> Iterator[OffsetText]:
    pairs = match_brackets(words)
    for place, word in enumerate(words):
        if place not in pairs and word.kind == "sign" and word.text in "([{":
            yield word.start, f"this {_ROUNDED[word.text]} is never closed"
        elif place not in pairs and word.kind == "sign" and word.text in ")]}":
            yield word.start, f"this {word.text} closes nothing"


def _find_open_conditionals(words: Sequence[Token]) -> Iterator[OffsetText]:
    """Yield a ? that has no : (a map has some of its own)."""
    asked = [word for word in words if word.text == "?"]
    if len(asked) > sum(word.text == ":" for word in words):
        yield asked[-1].start, "this ? has no : after it: condition ? value : other value"


_LOOKS: tuple[Callable[[Sequence[Token]], Iterator[OffsetText]], ...] = (
    _find_foreign_words,
    _find_foreign_signs,
    _find_time_units,
    _find_open_conditionals,
)
