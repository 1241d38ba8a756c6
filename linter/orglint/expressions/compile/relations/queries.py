"""Builders for subqueries: rows of a source, one aggregate over them, the elements of a list as rows."""

from sqlglot import exp

from orglint.sql.builders import call_function


def name_column(value: exp.Expr, name: str) -> exp.Expr:
    """Return a value as a column with a name; the value itself stays as it is, since it may stand elsewhere too."""
    return exp.Alias(this=value, alias=exp.to_identifier(name))


def name_table(name: str, alias: str) -> exp.Table:
    """Return a table as a source with an alias; names are made here, since SQLGlot would parse a text as SQL."""
    return exp.Table(this=exp.to_identifier(name), alias=exp.TableAlias(this=exp.to_identifier(alias)))


def select_columns(source: exp.Expr, *columns: exp.Expr) -> exp.Select:
    """Select columns from a table, a subquery or a list."""
    return exp.select(*columns, copy=False).from_(source, copy=False)


def alias_query(select: exp.Select, alias: str) -> exp.Subquery:
    """Return a query as a source with an alias."""
    return select.subquery(alias, copy=False)


def query_to_scalar(select: exp.Select) -> exp.Expr:
    """Return the one value that a query gives."""
    return select.subquery(copy=False)


def aggregate_rows(select: exp.Select, value: exp.Expr) -> exp.Expr:
    """Return an aggregate over the rows of a query."""
    return query_to_scalar(select_columns(alias_query(select, "asked"), value))


def unnest_list(listed: exp.Expr, alias: str, column: str) -> exp.Expr:
    """Return the elements of a list as a source of one column."""
    columns = exp.TableAlias(this=exp.to_identifier(alias), columns=[exp.to_identifier(column)])
    return exp.Unnest(expressions=[listed], alias=columns)


def is_true_in_any_row(condition: exp.Expr) -> exp.Expr:
    """Return the aggregate that says whether a condition is true in any row."""
    return call_function("coalesce", call_function("bool_or", condition), exp.false())


def count_rows_where(condition: exp.Expr) -> exp.Expr:
    """Return the aggregate that counts the rows in which a condition is true."""
    return exp.Filter(this=call_function("count", exp.Star()), expression=exp.Where(this=condition))
