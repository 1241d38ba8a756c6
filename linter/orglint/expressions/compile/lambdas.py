"""Refuse subqueries in lambdas when a rule is loaded: DuckDB refuses them only when the query runs."""

from orglint.expressions.compile.translator import Translator
from orglint.sql.measures import asks_in_lambda

_WHY = (
    "here a table would be asked for each element of a list, which cannot be done; give the question a name (let) first"
)


def refuse_table_in_lambda(translator: Translator) -> None:
    """Refuse an expression, at the innermost part of it that would ask a table inside of a lambda; most have none."""
    whole = translator.cache.get(translator.checked.tree)
    if not translator.counts or (whole and not asks_in_lambda(whole[0])):
        return
    for node, (sql, _) in translator.cache.items():  # inner parts were translated first
        if asks_in_lambda(sql):
            raise translator.refusal(node, _WHY)
