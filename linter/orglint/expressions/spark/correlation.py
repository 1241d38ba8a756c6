"""Subqueries as Spark can answer them: each asks nobody but the row next to it, and none stands inside of a function.

Spark knows no reference over two levels, and no subquery among the arguments of a function with a lambda. So what an
inner subquery asks of a row further out is carried to it, level by level, as a column of the rows in between; and every
subquery becomes a column of the rows that ask it, worked out once however often it is written.
"""

from collections.abc import Iterator
from typing import TypeVar

from sqlglot import exp

from orglint.expressions.spark.refusal import RefusedError

_Part = TypeVar("_Part", bound=exp.Expr)

_AGGREGATES = frozenset({"bit_or", "bool_or", "count", "count_if", "list", "sum"})


def straightened(tree: exp.Expr) -> exp.Expr:
    """Change a query so that every reference goes one level out at most, and return it."""
    for select in _selects(tree):
        _straighten(select)
    return tree


def _selects(tree: exp.Expr) -> Iterator[exp.Select]:
    """Yield the queries that a tree consists of: itself, its parts by UNION, and those that it names beforehand."""
    if isinstance(tree, exp.Select):
        yield tree
    elif isinstance(tree, exp.Union):
        yield from _selects(tree.this)
        yield from _selects(tree.expression)
    with_ = tree.args.get("with_")
    for named in with_.expressions if with_ else ():
        yield from _selects(named.this)


def _straighten(select: exp.Select, *, made: bool = False) -> list[exp.Column]:
    """Change a query, and return the columns that it asks of rows outside; `made` here, it holds what it should."""
    asked = list(_asked(select))
    if asked and not made and _is_plain(select):
        _move_out(select, asked)
        asked = []
    own = {source.alias_or_name for source in _sources(select)}
    free = [column for column in _parts(select, exp.Column) if column.table and column.table not in own]
    if any(map(_holds_double, free)):
        raise RefusedError("a double of a row further out")
    for source in _sources(select):
        if isinstance(source, exp.Subquery):
            free += [column for inner in _selects(source.this) for column in _straighten(inner, made=_made(source))]
    further = [column for query in asked for column in _further(query, own)]
    return [*free, *(_carried(select, further) if further else ())]


def _holds_double(column: exp.Column) -> bool:
    """Return whether a column is one of those that bring something along, or such a pair: Spark makes -0.0 0.0."""
    beside = column.parent
    if not isinstance(beside, exp.If) or beside.args.get("true") is not column:
        return column.name == "told"
    asked = beside.this.this if isinstance(beside.this, exp.Not) else None
    key = asked.this if isinstance(asked, exp.Is) else None
    return isinstance(key, exp.Column) and key.table == column.table and key.name != column.name


def _further(query: exp.Subquery, own: set[str]) -> list[exp.Column]:
    return [column for inner in _selects(query.this) for column in _straighten(inner) if column.table not in own]


def _is_plain(select: exp.Select) -> bool:
    """Return whether a query reads one source row by row."""
    calls = _parts(select, exp.Anonymous)
    grouped = select.args.get("group") or any(call.name.lower() in _AGGREGATES for call in calls)
    return len(list(_sources(select))) == 1 and not grouped


def _move_out(select: exp.Select, asked: list[exp.Subquery]) -> None:
    """Make each subquery a column of the rows that ask it."""
    alias = next(_sources(select)).alias_or_name
    names: dict[str, str] = {}
    columns: list[exp.Expr] = []
    for query in asked:
        text = query.sql("duckdb")
        name = names.setdefault(text, f"^{len(names) + 1}")
        query.replace(_column(alias, name))
        if len(columns) < len(names):
            columns.append(_named(query, name))
    _widen(select, columns)


def _carried(select: exp.Select, further: list[exp.Column]) -> list[exp.Column]:
    """Let the rows of a query carry what its subqueries ask of rows further out; return what that asks itself."""
    if not any(_sources(select)):
        return further
    alias = next(_sources(select)).alias_or_name
    carried: dict[str, exp.Column] = {}
    for column in further:
        name = f"^{column.table}.{column.name}"
        carried.setdefault(name, column.copy())
        column.replace(_column(alias, name))
    _widen(select, [_named(column, name) for name, column in carried.items()])
    return list(carried.values())


def _widen(select: exp.Select, columns: list[exp.Expr]) -> None:
    """Let the rows of a query's source have columns more."""
    source = next(_sources(select))
    alias = source.alias_or_name
    whole = exp.Column(this=exp.Star(), table=exp.to_identifier(alias, quoted=True))
    wider = exp.Select(expressions=[whole, *columns])
    placed = exp.Subquery(this=wider, alias=exp.TableAlias(this=exp.to_identifier(alias, quoted=True)))
    placed.meta[_MADE] = True
    source.replace(placed)
    wider.set("from_", exp.From(this=source))


_MADE = "made"


def _made(source: exp.Expr) -> bool:
    return bool(source.meta.get(_MADE))


def _named(value: exp.Expr, name: str) -> exp.Expr:
    return exp.Alias(this=value, alias=exp.to_identifier(name, quoted=True))


def _column(alias: str, name: str) -> exp.Expr:
    return exp.column(name, table=alias, quoted=True)


def _sources(select: exp.Select) -> Iterator[exp.Expr]:
    from_ = select.args.get("from_")
    if from_:
        yield from_.this
    for join in select.args.get("joins") or ():
        yield join.this


def _asked(select: exp.Select) -> Iterator[exp.Subquery]:
    """Yield the subqueries that stand where a value could, but for those inside of them."""
    sources = [id(source) for source in _sources(select)]
    for part in _walk(select):
        if isinstance(part, exp.Subquery) and id(part) not in sources:
            yield part


def _parts(select: exp.Select, kind: type[_Part]) -> list[_Part]:
    return [part for part in _walk(select) if isinstance(part, kind)]


def _walk(select: exp.Select) -> Iterator[exp.Expr]:
    """Yield every part of a query but what is inside of other queries."""
    for part in select.walk(prune=lambda it: isinstance(it, exp.Subquery | exp.With)):
        if part is not select:
            yield part
