"""SQL as text: what SQLGlot writes, each part once, however many places it stands in."""

from typing import Any, TypeAlias

from sqlglot import exp
from sqlglot.generators.duckdb import DuckDBGenerator

Texts: TypeAlias = dict[int, tuple[exp.Expr, str]]
"""The text of parts, by their ids; a part is kept, so that nothing else is ever taken for it."""


def written(tree: exp.Expr, known: Texts | None = None) -> str:
    """Return the SQL of a tree, whose parts may stand in several places; for those that are known, their text."""
    return _Writer(known or {}).generate(tree, copy=False)


class _Writer(DuckDBGenerator):
    """SQLGlot's writer, which remembers the text of every part."""

    def __init__(self, known: Texts) -> None:
        super().__init__(dialect="duckdb")
        self.texts = dict(known)

    def sql(self, expression: Any, key: str | None = None, comment: bool = True) -> str:  # noqa: FBT001, FBT002
        """Return the text of a part."""
        part = expression.args.get(key) if key else expression
        if not isinstance(part, exp.Expr):
            return super().sql(part)
        if id(part) not in self.texts:
            _adopt(part)
            self.texts[id(part)] = part, super().sql(part, comment=comment)
        return self.texts[id(part)][1]


def _adopt(parent: exp.Expr) -> None:
    """Tell the parts of a whole where they stand now: some are written differently in another place."""
    for part in parent.args.values():
        for one in part if type(part) is list else (part,):
            if isinstance(one, exp.Expr):
                one.parent = parent
