"""An expression with one part taken away, to see whether that makes a difference to anybody."""

from collections.abc import Iterator
from dataclasses import dataclass

from orglint.expressions.cel.source.spans import Text, index_source
from orglint.expressions.cel.tree import Call, Node, iterate_children
from orglint.expressions.compiled import Compiled
from orglint.expressions.doubts.named import flatten_operator, parse_compiled

_NEUTRAL = {"_&&_": "true", "_||_": "false"}
"""What an operand becomes that is taken away from a conjunction or a disjunction."""


@dataclass(frozen=True, slots=True)
class Variant:
    """The text of an expression without one part; `part` is that part's text, and `offset` its place."""

    source: str
    part: str
    offset: int


def list_variants(compiled: Compiled) -> Iterator[Variant]:
    """Yield an expression without each operand of its `&&` and `||`, and without each side of its `? :`."""
    text = index_source(compiled.source)
    yield from _walk_variants(compiled.source, text, parse_compiled(compiled).tree, "")


def _walk_variants(source: str, text: Text, node: Node, above: str) -> Iterator[Variant]:
    match node:
        case Call(function=function) if function in _NEUTRAL and function != above:
            for operand in flatten_operator(node, function):
                yield _replace_part(source, text, operand, operand, _NEUTRAL[function])
        case Call(function="_?_:_", operands=(_, one, two)):
            yield _replace_part(source, text, node, one, f"({text.of(two)})")
            yield _replace_part(source, text, node, two, f"({text.of(one)})")
    inside = node.function if isinstance(node, Call) and node.function in _NEUTRAL else ""
    for child in iterate_children(node):
        yield from _walk_variants(source, text, child, inside)


def _replace_part(source: str, text: Text, whole: Node, part: Node, instead: str) -> Variant:
    start, end = text.locate(whole)
    first, _ = text.locate(part)
    return Variant(f"{source[:start]}{instead}{source[end:]}", text.of(part), first)
