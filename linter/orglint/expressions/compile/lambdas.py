"""Refuse subqueries in lambdas when a rule is loaded: DuckDB refuses them only when the query runs."""

from sqlglot import exp

from orglint.expressions.compile.translator import Translator

_WHY = (
    "here a table would be asked for each element of a list, which cannot be done; give the question a name (let) first"
)


def refuse_table_in_lambda(translator: Translator) -> None:
    """Refuse an expression, at the innermost part of it that would ask a table inside of a lambda; most have none."""
    whole = translator.cache.get(translator.checked.tree)
    if not translator.counts or (whole and not asks_inside(whole[0])):
        return
    for node, (sql, _) in translator.cache.items():  # inner parts were translated first
        if asks_inside(sql):
            raise translator.refusal(node, _WHY)


def asks_inside(sql: exp.Expr) -> bool:
    """Return whether there is a lambda that asks a table in what it makes of its variable."""
    waiting, seen = [(sql, False)], set()
    while waiting:
        part, inside = waiting.pop()
        if (id(part), inside) in seen:
            continue
        seen.add((id(part), inside))
        if inside and isinstance(part, exp.Select):
            return True
        inner = inside or isinstance(part, exp.Lambda)
        waiting += [(it, inner) for it in part.iter_expressions()]
    return False
