"""DuckDB's SQL → a tree in which every function keeps the name that it was written with."""

import sys
from collections.abc import Callable
from typing import Any, ClassVar

from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB
from sqlglot.errors import ParseError
from sqlglot.parsers.duckdb import DuckDBParser

_DEEP = 20_000
"""Frames of Python that the deepest query may take: an expression has 32 levels, and the parser some 250 for each."""

_Table = dict[str, Callable[..., Any]]


class _Parser(DuckDBParser):
    """DuckDB's parser without its knowledge of functions: it would give several of them one meaning."""

    FUNCTIONS: ClassVar[_Table] = {}
    FUNCTION_PARSERS: ClassVar[_Table] = {it: DuckDBParser.FUNCTION_PARSERS[it] for it in ("CAST", "TRY_CAST")}
    NO_PAREN_FUNCTIONS: ClassVar[dict[Any, Any]] = {}
    NO_PAREN_FUNCTION_PARSERS: ClassVar[_Table] = {"CASE": DuckDBParser.NO_PAREN_FUNCTION_PARSERS["CASE"]}


def read(query: str) -> exp.Expr:
    """Return the tree of one query; SQLGlot's own errors say what cannot be read."""
    # raised and never lowered again: somebody else may be reading too
    sys.setrecursionlimit(max(sys.getrecursionlimit(), _DEEP))
    dialect = DuckDB()
    trees = _Parser(dialect=dialect).parse(dialect.tokenize(query), query)
    if len(trees) != 1 or trees[0] is None:
        raise ParseError("one query is expected")
    return trees[0]
