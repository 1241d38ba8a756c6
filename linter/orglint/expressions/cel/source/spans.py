"""The span of each node of a checked expression in its text, from the places that the official parser recorded.

The parser records one place a node: of an operator the sign, of a call its bracket, of a name its start. A part reaches
from the leftmost word of what is in it to the rightmost, and never ends between a bracket and its partner.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from orglint.expressions.cel.source.tokens import Token, match_brackets, tokenize_source
from orglint.expressions.cel.tree import Const, Ident, Node, iterate_children


@dataclass(frozen=True, slots=True)
class Text:
    """The words of an expression and its pairs of brackets, in which the text of nodes can be looked up."""

    words: Sequence[Token]
    pairs: Mapping[int, int]

    def of(self, node: Node) -> str:
        """Return the text of a node as its author wrote it, on one line and without comments."""
        first, last = self._find_ends(node)
        words = self.words[first : last + 1]
        gaps = [" " * (after.start > before.end) for before, after in pairwise(words)]
        return "".join(word.text + gap for word, gap in zip(words, [*gaps, ""], strict=True))

    def locate(self, node: Node) -> tuple[int, int]:
        """Return where the text of a node starts, and where it ends, in characters."""
        first, last = self._find_ends(node)
        return self.words[first].start, self.words[last].end

    def _find_ends(self, node: Node) -> tuple[int, int]:
        return self._widen_to_brackets(*self._compute_span(node))

    def _compute_span(self, node: Node) -> tuple[int, int]:
        ends = [self._compute_own_span(node), *(self._compute_span(child) for child in iterate_children(node))]
        return min(first for first, _ in ends), max(last for _, last in ends)

    def _compute_own_span(self, node: Node) -> tuple[int, int]:
        place = bisect_left(self.words, node.offset, key=lambda it: it.start)
        sign = self.words[place].text
        if sign == "(":  # a call: the name is before its bracket
            return place - 1, self.pairs[place]
        if sign == ".":  # a field: its name follows; what it is a field of may be a name that was taken as one with it
            return place - isinstance(node, Ident), place + 1
        if sign == "-" and isinstance(node, Const):
            return place, place + 1
        return place, self.pairs.get(place, place)

    def _widen_to_brackets(self, first: int, last: int) -> tuple[int, int]:
        while True:
            ends = [self.pairs[place] for place in range(first, last + 1) if place in self.pairs]
            wider = min([first, *ends]), max([last, *ends])
            if wider == (first, last):
                return wider
            first, last = wider


def index_source(source: str) -> Text:
    """Return the text of an expression, in which its nodes can be looked up."""
    words = tokenize_source(source)
    return Text(words, match_brackets(words))
