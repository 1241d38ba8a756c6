"""SQL as text: what SQLGlot writes, each part once, however many places it stands in."""

from typing import Any

from sqlglot import exp
from sqlglot.generators.duckdb import DuckDBGenerator


def written(tree: exp.Expr) -> str:
    """Return the SQL of a tree, whose parts may stand in several places."""
    return _Writer().generate(tree, copy=False)


class _Writer(DuckDBGenerator):
    """SQLGlot's writer, which remembers the text of every part."""

    def __init__(self, **options: Any) -> None:
        super().__init__(dialect="duckdb", **options)
        self.texts: dict[int, tuple[exp.Expr, str]] = {}

    def sql(self, expression: Any, key: str | None = None, comment: bool = True) -> str:  # noqa: FBT001, FBT002
        """Return the text of a part; the part is kept, so that nothing else is ever taken for it."""
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
