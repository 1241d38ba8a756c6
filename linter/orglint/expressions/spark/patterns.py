"""Regular expressions: what RE2 means by them, written for Java, as far as both certainly mean the same.

Every set of letters is written as ranges of code points, so that no flag, no class and no locale of Java's can matter.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from orglint.expressions.spark import ambiguity, re2, regex
from orglint.expressions.spark.refusal import RefusedError
from orglint.expressions.spark.texts import quoted

_LONGEST_DEEP = 2000
"""Characters of a text that a pattern with repeated groups is asked of: Java recurses for each repetition."""
_LONGEST = {2: 20_000, 3: 500, 4: 100}
"""The same by the power of the length that trying can take; of longer texts the answer is unknown."""

_BEHIND, _AHEAD = "(?<=[0-9A-Za-z_])", "(?=[0-9A-Za-z_])"
_NOT_BEHIND, _NOT_AHEAD = "(?<![0-9A-Za-z_])", "(?![0-9A-Za-z_])"
_PLACES = {
    regex.Place.START: r"\A",
    regex.Place.END: r"\z",
    regex.Place.LINE_START: r"(?:\A|(?<=\n))",
    regex.Place.LINE_END: r"(?:\z|(?=\n))",
    regex.Place.EDGE: f"(?:{_BEHIND}{_NOT_AHEAD}|{_NOT_BEHIND}{_AHEAD})",
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as Java reads it, and the length of the texts that it may be asked of; None if there is no limit."""

    text: str
    longest: int | None


def search(value: str, pattern: str) -> str:
    """Return the SQL of whether a pattern is found in a text that is already written, or refuse the pattern."""
    translated = java(_shortened(re2.parse(pattern)))
    found = f"({value} RLIKE {quoted(translated.text)})"
    if translated.longest is None:
        return found
    return f"CASE WHEN char_length({value}) <= {translated.longest} THEN {found} END"


def java(tree: regex.Node) -> Pattern:
    """Return a pattern of RE2 as one of Java, or refuse it."""
    found = ambiguity.degree(tree)
    degree = found + (0 if found == 0 or _begins(tree) else 1)  # Java begins anew at every letter
    if degree > max(_LONGEST):
        raise RefusedError("a pattern with so many repetitions of the same letters")
    deep = any(_is_deep(part) for part in regex.walk(tree))
    limits = [limit for limit in (_LONGEST.get(degree), _LONGEST_DEEP if deep else None) if limit is not None]
    return Pattern("".join(_written(tree)), min(limits, default=None))


def _begins(tree: regex.Node) -> bool:
    return isinstance(tree, regex.Sequence) and tree.parts[:1] == (regex.Place.START,)


def _may_be_missing(node: regex.Node) -> bool:
    return isinstance(node, regex.Repeat) and node.least == 0


def _shortened(tree: regex.Node) -> regex.Node:
    """Return a pattern without what may be missing at its ends: it is found in the same texts."""
    parts = list(tree.parts) if isinstance(tree, regex.Sequence) else [tree]
    for end in (0, -1):
        while parts and _may_be_missing(parts[end]):
            del parts[end]
    return regex.Sequence(tuple(parts))


def once(pattern: str) -> str:
    """Return a pattern that says that it stands at the beginning or at the end of a text, or refuse it."""
    tree = re2.parse(pattern)
    parts = tree.parts if isinstance(tree, regex.Sequence) else ()
    if not parts or (parts[0] is not regex.Place.START and parts[-1] is not regex.Place.END):
        raise RefusedError("a pattern that could be found more than once")
    return java(tree).text


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
