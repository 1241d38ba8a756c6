"""Regular expressions: what RE2 means by them, written for Java, as far as both certainly mean the same.

Every set of letters is written as ranges of code points, so that no flag, no class and no locale of Java's can matter.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from orglint.expressions.spark import ambiguity, re2, regex
from orglint.expressions.spark.texts import quoted

LONGEST = 2000
"""Characters of a text that a pattern with repeated groups is asked of: Java recurses for each repetition."""

_BEHIND, _AHEAD = "(?<=[0-9A-Za-z_])", "(?=[0-9A-Za-z_])"
_NOT_BEHIND, _NOT_AHEAD = "(?<![0-9A-Za-z_])", "(?![0-9A-Za-z_])"
_PLACES = {
    regex.Place.START: r"\A",
    regex.Place.END: r"\z",
    regex.Place.LINE_START: r"(?:\A|(?<=\n))",
    regex.Place.LINE_END: r"(?:\z|(?=\n))",
    regex.Place.EDGE: f"(?:{_BEHIND}{_NOT_AHEAD}|{_NOT_BEHIND}{_AHEAD})",
    regex.Place.NO_EDGE: f"(?:{_BEHIND}{_AHEAD}|{_NOT_BEHIND}{_NOT_AHEAD})",
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as Java reads it; `deep` if it repeats groups, for each of which Java recurses."""

    text: str
    deep: bool


def search(value: str, pattern: str) -> str:
    """Return the SQL of whether a pattern is found in a text that is already written, or refuse the pattern."""
    translated = java(pattern)
    found = f"({value} RLIKE {quoted(translated.text)})"
    return f"CASE WHEN char_length({value}) <= {LONGEST} THEN {found} END" if translated.deep else found


def java(pattern: str) -> Pattern:
    """Return a pattern of RE2 as one of Java, or refuse it."""
    tree = re2.parse(pattern)
    ambiguity.refuse(tree)
    return Pattern("".join(_written(tree)), any(_is_deep(part) for part in regex.walk(tree)))


def matches_once(pattern: str) -> bool:
    """Return whether a pattern says that it stands at the beginning or at the end of a text."""
    tree = re2.parse(pattern)
    parts = tree.parts if isinstance(tree, regex.Sequence) else ()
    return bool(parts) and (parts[0] is regex.Place.START or parts[-1] is regex.Place.END)


def _written(node: regex.Node) -> Iterator[str]:
    match node:
        case regex.Letters(ranges):
            yield f"[{''.join(_range(low, high) for low, high in ranges)}]"
        case regex.Place():
            yield _PLACES[node]
        case regex.Repeat(inner, least, most):
            body = "".join(_written(inner))
            group = body if isinstance(inner, regex.Letters) else f"(?:{body})"
            yield f"{group}{{{least},{'' if most is None else most}}}"
        case regex.Sequence(parts):
            for part in parts:
                yield from _written(part)
        case regex.Choice(parts):
            yield f"(?:{'|'.join(''.join(_written(part)) for part in parts)})"


def _range(low: int, high: int) -> str:
    first = f"\\x{{{low:x}}}"
    return first if low == high else f"{first}-\\x{{{high:x}}}"


def _is_deep(node: regex.Node) -> bool:
    return isinstance(node, regex.Repeat) and node.most is None and not isinstance(node.inner, regex.Letters)
