"""Typed expressions as one grammar: what an expression of each kind may be made of.

Two drivers grow expressions from it: hypothesis (`typed_expressions`) and a seeded random generator (`torture`). A
driver is a function that chooses a number below another one; 0 is always the simplest choice.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from support.expressions.templates import ELEMENTS, RECORDS, ROWS, SCALARS, SINGLE, TEMPLATES
from support.expressions.words import CELLS, LITERALS, WORDS

__all__ = ["ELEMENTS", "LITERALS", "SCALARS", "Choose", "Name", "Names", "Part", "Spelling", "grow", "smaller"]

Choose = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Name:
    """A variable in scope and its kind: its value may be `known` when the rule is loaded, or ask a table."""

    name: str
    kind: str
    known: bool = False
    asks: bool = False
    official: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """What an expression may name, newest last, and how many tables it may ask, one inside the other."""

    variables: tuple[Name, ...] = (Name("thing", "thing"), Name("now", "timestamp"))
    tables: int = 2

    def spelled(self, kind: str, *, known: bool = False) -> "list[str | Spelling]":
        """Return every name, or cell of a name, that has a kind."""
        fitting = (name for name in self.variables if name.known is known and (self.tables or not name.asks))
        return [text for name in fitting for text in _cells(name, kind)]

    def having(self, name: Name) -> "Names":
        """Return these names and one more."""
        return replace(self, variables=(*self.variables, name))


@dataclass(frozen=True, slots=True)
class Spelling:
    """A piece of text that is another one for the official evaluator."""

    ours: str
    official: str

    def __str__(self) -> str:
        return self.ours


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """An expression of a kind, in pieces: text, and the expressions that it is made of."""

    kind: str
    pieces: "tuple[str | Spelling | Part, ...]"

    def __str__(self) -> str:
        return "".join(map(str, self.pieces))

    __repr__ = __str__

    @property
    def official(self) -> str:
        """The expression as the official evaluator is asked."""
        return "".join(piece if isinstance(piece, str) else piece.official for piece in self.pieces)

    @property
    def parts(self) -> "list[Part]":
        """The expressions that it is made of."""
        return [piece for piece in self.pieces if isinstance(piece, Part)]


def grow(kind: str, depth: int, names: Names, choose: Choose, *, anchored: bool = False) -> Part:
    """Return an expression of a kind, nested at most so deep; one that is `anchored` is no constant."""
    records = (*(f"list({it})" for it in RECORDS), *SINGLE)
    groups = _groups(kind, names.tables > 0, tuple(it for it in records if not names.spelled(it)))
    if depth <= 0 or not groups or choose(4) == 0:
        return _leaf(kind, names, choose, anchored=anchored)
    group = groups[choose(len(groups))]
    return _filled(kind, group[choose(len(group))], depth - 1, names, choose)


def smaller(part: Part) -> Iterator[Part]:
    """Yield simpler expressions of the same kind, the simplest first: leaves, parts of it, it with a simpler part."""
    for leaf in (*LITERALS.get(part.kind, ())[:2], *Names().spelled(part.kind)[:3]):
        if str(part) != leaf and len(leaf) < len(str(part)):
            yield Part(part.kind, (leaf,))
    inner = [found for found in _inside(part) if found.kind == part.kind]
    yield from sorted(inner, key=lambda found: len(str(found)))
    for place, piece in enumerate(part.pieces):
        if isinstance(piece, Part):
            for other in smaller(piece):
                yield replace(part, pieces=(*part.pieces[:place], other, *part.pieces[place + 1 :]))


def _inside(part: Part) -> Iterator[Part]:
    for child in part.parts:
        yield child
        yield from _inside(child)


def _cells(name: Name, kind: str) -> "Iterator[str | Spelling]":
    if name.kind == kind:
        yield Spelling(name.name, name.official) if name.official else name.name
    yield from (cell.replace("{}", name.name) for cell in CELLS.get(name.kind, {}).get(kind, ()))


def _leaf(kind: str, names: Names, choose: Choose, *, anchored: bool) -> Part:
    cells, constants = names.spelled(kind), [*LITERALS.get(kind, ()), *names.spelled(kind, known=True)]
    fixed = not cells or (constants and not anchored and choose(4) == 0)
    found = constants if fixed else cells
    return Part(kind, (found[choose(len(found))],))


_SLOT = re.compile(r"<([^<> ]+)>")


def _filled(kind: str, template: str, depth: int, names: Names, choose: Choose) -> Part:
    texts = _SLOT.split(template)
    slots = sum(1 for slot in texts[1::2] if slot[0] not in "+~@%$")
    anchor = choose(slots) if slots and choose(32) != 31 else -1  # constants must be folded now and then
    pieces: list[str | Spelling | Part] = [texts[0]]
    filled = 0
    for slot, after in zip(texts[1::2], texts[2::2], strict=True):
        if slot[0] in "+~":
            names = _with_new(slot, names)
            pieces += [names.variables[-1].name, after]
            continue
        piece = _plain(slot, names, choose)
        if piece is None:
            piece = grow(slot.rstrip("^"), depth, _seen(slot, names), choose, anchored=filled == anchor)
            filled += 1
        pieces += [piece, after]
    return Part(kind, tuple(pieces))


def _with_new(slot: str, names: Names) -> Names:
    if slot[0] == "~":
        return replace(names, variables=(*names.variables[:-1], replace(names.variables[-1], kind=slot[1:])))
    known = slot[1] == "$"
    kind = slot[1 + known :]
    new = Name(f"v{len(names.variables)}", kind, known)
    return replace(names.having(new), tables=names.tables - (kind in ROWS.values()))


def _plain(slot: str, names: Names, choose: Choose) -> "str | Spelling | None":
    """Return the text of a slot that is no expression; None for one that is."""
    if slot[0] == "%":
        words = WORDS[slot[1:]]
    elif slot[0] == "@":
        words = list(_cells(names.variables[-1], slot[1:]))
    elif slot[0] == "$":
        words = [*LITERALS[slot[1:]], *names.spelled(slot[1:], known=True)]
    else:
        return None
    return words[choose(len(words))]


def _seen(slot: str, names: Names) -> Names:
    return replace(names, variables=names.variables[:-1]) if slot.endswith("^") else names


@cache
def _groups(kind: str, tables: bool, missing: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:  # noqa: FBT001 - a key
    """Return the templates for a kind; without those that ask tables, or records that nothing in scope has."""
    slots = [f"<{it}>" for it in missing]
    fitting = (
        tuple(one for one in group if (tables or not _ASKS.search(one)) and not any(it in one for it in slots))
        for group in TEMPLATES.get(kind, ())
    )
    return tuple(group for group in fitting if group)


_ASKS = re.compile("|".join(rf"\b{table}\b" for table in ROWS))
