"""Message templates: text with expressions in braces."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PIECE = re.compile(r"(?P<escape>\{\{|\}\})|\{(?P<expression>[^{}]*)\}|(?P<stray>[{}])|(?P<text>[^{}]+)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a template: literal text, or an expression with its column (from 1)."""

    text: str
    column: int
    is_expression: bool = False


class TemplateError(ValueError):
    """A brace without its partner; the argument is its column."""


def split_template(template: str) -> Iterator[Piece]:
    """Yield the stretches of a template in order; braces are doubled to stand for themselves."""
    for match in _PIECE.finditer(template):
        if match["stray"]:
            raise TemplateError(match.start() + 1)
        if match["escape"]:
            yield Piece(match["escape"][0], match.start() + 1)
        elif match["expression"] is not None:
            yield Piece(match["expression"], match.start() + 2, is_expression=True)
        else:
            yield Piece(match["text"], match.start() + 1)
