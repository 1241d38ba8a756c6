"""The shapes of subqueries: rows from a source, one aggregate over them, the elements of a list as rows."""

from sqlglot import exp

from orglint.expressions.sql import call


def named(value: exp.Expr, name: str) -> exp.Expr:
    """Return a value as a column with a name; the value itself stays as it is, since it may stand elsewhere too."""
    return exp.Alias(this=value, alias=exp.to_identifier(name))


def rows(source: exp.Expr, *columns: exp.Expr) -> exp.Select:
    """Select columns from a table, a subquery or a list."""
    return exp.select(*columns, copy=False).from_(source, copy=False)


def aliased(select: exp.Select, alias: str) -> exp.Subquery:
    """Return a query as a source with an alias."""
    return select.subquery(alias, copy=False)


def scalar(select: exp.Select) -> exp.Expr:
    """Return the one value that a query gives."""
    return select.subquery(copy=False)


def aggregate(select: exp.Select, value: exp.Expr) -> exp.Expr:
    """Return an aggregate over the rows of a query."""
    return scalar(rows(aliased(select, "asked"), value))


def elements(listed: exp.Expr, alias: str, column: str) -> exp.Expr:
    """Return the elements of a list as a source of one column."""
    columns = exp.TableAlias(this=exp.to_identifier(alias), columns=[exp.to_identifier(column)])
    return exp.Unnest(expressions=[listed], alias=columns)


def anywhere(condition: exp.Expr) -> exp.Expr:
    """Return the aggregate that says whether a condition is true in any row."""
    return call("coalesce", call("bool_or", condition), exp.false())


def number_where(condition: exp.Expr) -> exp.Expr:
    """Return the aggregate that counts the rows in which a condition is true."""
    return exp.Filter(this=call("count", exp.Star()), expression=exp.Where(this=condition))
