"""Render SQLGlot trees as SQL text, each shared part once.

SQLGlot's own writer knows every dialect and writes a part again for each place. The few kinds of parts that expressions
compile to have one line each here, and a test holds every one to SQLGlot's text; anything else is left to SQLGlot.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeAlias

from sqlglot import exp

Texts: TypeAlias = dict[int, tuple[exp.Expr, str]]
"""The text of parts, by their ids; a part is kept, so that nothing else is ever taken for it."""

_Write: TypeAlias = Callable[[exp.Expr], str]


def render_sql(tree: exp.Expr, known: Texts | None = None) -> str:
    """Return the SQL of a tree, whose parts may stand in several places; for those that are known, their text."""
    texts = dict(known or {})

    def write(part: exp.Expr) -> str:
        found = texts.get(id(part))
        if found is None:
            kind = _KINDS.get(type(part)) if _is_plain(part) else None
            found = texts[id(part)] = part, kind(part.args, write) if kind else part.sql("duckdb")
        return found[1]

    return write(tree)


def _is_plain(part: exp.Expr) -> bool:
    """Return whether a part says nothing but what is written here: an ORDER BY, say, must never be left out."""
    said = _SAID.get(type(part), _OFTEN)
    return said.issuperset(part.args) or all(name in said for name, value in part.args.items() if value)


def _render_list(parts: list[exp.Expr] | None, write: _Write) -> str:
    return ", ".join([write(part) for part in parts or ()])


def _render_case(args: dict[str, Any], write: _Write) -> str:
    subject, otherwise = args.get("this"), args.get("default")
    branches = [f" WHEN {write(it.args['this'])} THEN {write(it.args['true'])}" for it in args["ifs"]]
    asked = f" {write(subject)}" if subject is not None else ""
    last = f" ELSE {write(otherwise)}" if otherwise is not None else ""
    return f"CASE{asked}{''.join(branches)}{last} END"


def _render_literal(args: dict[str, Any], _: _Write) -> str:
    text = args["this"]
    return f"'{_double_quotes(text, chr(39))}'" if args.get("is_string") else text


def _render_identifier(args: dict[str, Any], _: _Write) -> str:
    text = args["this"]
    return f'"{_double_quotes(text, chr(34))}"' if args.get("quoted") else text


def _double_quotes(text: str, quote: str) -> str:
    return text.replace(quote, quote + quote)


def _render_column(args: dict[str, Any], write: _Write) -> str:
    table = args.get("table")
    return f"{write(table)}.{write(args['this'])}" if table is not None else write(args["this"])


def _render_select(args: dict[str, Any], write: _Write) -> str:
    clauses = [args[name] for name in ("from_", "where", "group") if args.get(name)]
    return " ".join([f"SELECT {_render_list(args['expressions'], write)}", *map(write, clauses)])


def _add_alias(text: str, args: dict[str, Any], write: _Write) -> str:
    alias = args.get("alias")
    if alias is None:
        return text
    return f"{text} AS {alias if isinstance(alias, str) else write(alias)}"


def _render_table_alias(args: dict[str, Any], write: _Write) -> str:
    columns = args.get("columns")
    return write(args["this"]) + (f"({_render_list(columns, write)})" if columns else "")


@cache
def _render_type(kind: exp.DType) -> str:
    return exp.DataType(this=kind).sql("duckdb")


def _make_infix_renderer(operator: str) -> Callable[[dict[str, Any], _Write], str]:
    return lambda args, write: f"{write(args['this'])} {operator} {write(args['expression'])}"


_INFIX: Mapping[type[exp.Expr], str] = {
    exp.Add: "+",
    exp.And: "AND",
    exp.Div: "/",
    exp.DPipe: "||",
    exp.EQ: "=",
    exp.GT: ">",
    exp.GTE: ">=",
    exp.IntDiv: "//",
    exp.Is: "IS",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.Mod: "%",
    exp.Mul: "*",
    exp.NEQ: "<>",
    exp.Or: "OR",
    exp.Sub: "-",
}

_KINDS: Mapping[type[exp.Expr], Callable[[dict[str, Any], _Write], str]] = {
    **{kind: _make_infix_renderer(operator) for kind, operator in _INFIX.items()},
    exp.Alias: lambda args, write: f"{write(args['this'])} AS {write(args['alias'])}",
    exp.Anonymous: lambda args, write: f"{args['this'].upper()}({_render_list(args.get('expressions'), write)})",
    exp.Array: lambda args, write: f"[{_render_list(args.get('expressions'), write)}]",
    exp.Between: lambda args, write: f"{write(args['this'])} BETWEEN {write(args['low'])} AND {write(args['high'])}",
    exp.Boolean: lambda args, _: "TRUE" if args.get("this") else "FALSE",
    exp.Case: _render_case,
    exp.Cast: lambda args, write: f"CAST({write(args['this'])} AS {write(args['to'])})",
    exp.Column: _render_column,
    exp.DataType: lambda args, _: _render_type(args["this"]),
    exp.Filter: lambda args, write: f"{write(args['this'])} FILTER({write(args['expression'])})",
    exp.From: lambda args, write: f"FROM {write(args['this'])}",
    exp.Group: lambda args, write: f"GROUP BY {_render_list(args['expressions'], write)}",
    exp.Identifier: _render_identifier,
    exp.In: lambda args, write: f"{write(args['this'])} IN {write(args['query'])}",
    exp.Lambda: lambda args, write: f"LAMBDA {_render_list(args['expressions'], write)} : {write(args['this'])}",
    exp.Literal: _render_literal,
    exp.Neg: lambda args, write: f"-{write(args['this'])}",
    exp.Not: lambda args, write: f"NOT {write(args['this'])}",
    exp.Null: lambda _, __: "NULL",
    exp.Paren: lambda args, write: f"({write(args['this'])})",
    exp.Placeholder: lambda args, _: f"${args['this']}",
    exp.Select: _render_select,
    exp.Star: lambda _, __: "*",
    exp.Subquery: lambda args, write: _add_alias(f"({write(args['this'])})", args, write),
    exp.Table: lambda args, write: _add_alias(write(args["this"]), args, write),
    exp.TableAlias: _render_table_alias,
    exp.TryCast: lambda args, write: f"TRY_CAST({write(args['this'])} AS {write(args['to'])})",
    exp.Unnest: lambda args, write: _add_alias(f"UNNEST({_render_list(args['expressions'], write)})", args, write),
    exp.Where: lambda args, write: f"WHERE {write(args['this'])}",
}

_OFTEN = frozenset({"this", "expression", "expressions"})
_SAID: Mapping[type[exp.Expr], frozenset[str]] = {
    exp.Alias: frozenset({"this", "alias"}),
    exp.Between: frozenset({"this", "low", "high"}),
    exp.Case: frozenset({"this", "ifs", "default"}),
    exp.Cast: frozenset({"this", "to"}),
    exp.Column: frozenset({"this", "table"}),
    exp.DataType: frozenset({"this"}),
    exp.Identifier: frozenset({"this", "quoted"}),
    exp.In: frozenset({"this", "query"}),
    exp.Literal: frozenset({"this", "is_string"}),
    exp.Select: frozenset({"expressions", "from_", "where", "group"}),
    exp.Subquery: frozenset({"this", "alias"}),
    exp.Table: frozenset({"this", "alias"}),
    exp.TableAlias: frozenset({"this", "columns"}),
    exp.TryCast: frozenset({"this", "to"}),
    exp.Unnest: frozenset({"expressions", "alias"}),
}
"""What each kind of part may say to be written here; one that says more is left to SQLGlot."""
