"""The span of each node of a checked expression in its text, from the places that the official parser recorded.

The parser records one place a node: of an operator the sign, of a call its bracket, of a name its start. A part reaches
from the leftmost word of what is in it to the rightmost, and never ends between a bracket and its partner.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from orglint.expressions.cel.checker import Checked
from orglint.expressions.cel.macros import recognize_macro
from orglint.expressions.cel.source.tokens import Token, match_brackets, tokenize_source


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a checked expression, in which parts can be looked up."""

    checked: Checked
    words: Sequence[Token]
    pairs: Mapping[int, int]

    def of(self, node: Any) -> str:
        """Return the text of a node as its author wrote it, on one line and without comments."""
        first, last = self._widen_to_brackets(*self._compute_span(node))
        words = self.words[first : last + 1]
        gaps = [" " * (after.start > before.end) for before, after in pairwise(words)]
        return "".join(word.text + gap for word, gap in zip(words, [*gaps, ""], strict=True))

    def _compute_span(self, node: Any) -> tuple[int, int]:
        ends = [self._compute_own_span(node), *(self._compute_span(child) for child in iterate_children(node))]
        return min(first for first, _ in ends), max(last for _, last in ends)

    def _compute_own_span(self, node: Any) -> tuple[int, int]:
        place = bisect_left(self.words, self.checked.message.source_info.positions[node.id], key=lambda it: it.start)
        sign = self.words[place].text
        if sign == "(":  # a call: the name is before its bracket
            return place - 1, self.pairs[place]
        if sign == ".":  # a field: its name follows; what it is a field of may be a name that was taken as one with it
            whole = node.WhichOneof("kind") == "ident_expr"
            return place - whole, place + 1
        if sign == "-" and node.WhichOneof("kind") == "const_expr":
            return place, place + 1
        return place, self.pairs.get(place, place)

    def _widen_to_brackets(self, first: int, last: int) -> tuple[int, int]:
        while True:
            ends = [self.pairs[place] for place in range(first, last + 1) if place in self.pairs]
            wider = min([first, *ends]), max([last, *ends])
            if wider == (first, last):
                return wider
            first, last = wider


def index_source(checked: Checked) -> Text:
    """Return the text of a checked expression, in which parts can be looked up."""
    words = tokenize_source(checked.source)
    return Text(checked, words, match_brackets(words))


def iterate_children(node: Any) -> Iterator[Any]:
    """Yield the parts of a node in the order of the text; of a macro its list, its condition and what it makes."""
    inside = getattr(node, node.WhichOneof("kind") or "const_expr")
    match node.WhichOneof("kind"):
        case "select_expr":
            yield inside.operand
        case "call_expr":
            yield from ([inside.target] if inside.HasField("target") else [])
            yield from inside.args
        case "list_expr":
            yield from inside.elements
        case "struct_expr":
            yield from (part for entry in inside.entries for part in (entry.map_key, entry.value))
        case "comprehension_expr":
            asked = recognize_macro(node)
            parts = (asked.range, asked.condition, asked.value) if asked else (inside.iter_range,)
            yield from (part for part in parts if part is not None)
