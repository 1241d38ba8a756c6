"""Which accounts are certainly nobody's for administration or emergencies, so that calls about them may be sent."""

from collections.abc import Collection, Iterable, Mapping

from orglint.engine import duckdb
from orglint.engine.duckdb import EngineFactory
from orglint.engine.queries import EvaluationError
from orglint.errors import ExpressionError
from orglint.evaluate.session import over_snapshot
from orglint.expressions import compile_condition, organization_scope
from orglint.model.snapshot import Snapshot
from orglint.model.table import Table
from orglint.sql.quoting import quote_identifier

_NO_ADMIN = "user.platformRoles.all(role, role == 'atlassian/ai-access')"
_USERS = "users"


def select_ordinary_accounts(
    keys: Collection[str],
    reserved: Iterable[str],
    snapshot: Snapshot,
    tables: Mapping[str, Table],
    *,
    open_engine: EngineFactory = duckdb.open_engine,
) -> frozenset[str]:
    """Return those of some accounts that hold no role of an administrator and have none of the `reserved` addresses.

    An account of which that is not known is left out. Addresses are compared without regard to upper and lower case.
    """
    table = tables[_USERS]
    try:
        condition = compile_condition(_NO_ADMIN, organization_scope(tables).with_row(table))
    except ExpressionError:  # the specification has no roles
        return frozenset()
    row, key = quote_identifier(table.variable), quote_identifier(table.key)
    names = {address.lower() for address in reserved}
    address = "email" if names and "email" in table.columns else "NULL"
    sought = f"{row}.{key} IN (SELECT unnest(CAST($keys AS VARCHAR[])))"
    query = f"SELECT {row}.{key}, {address} FROM {_USERS} AS {row} WHERE {sought} AND {condition.sql}"
    with over_snapshot(snapshot, tables, now=snapshot.taken_at, open_engine=open_engine) as session:
        try:
            found = session.engine.fetch(query, {**session.values, "keys": sorted(keys)})
        except EvaluationError:
            return frozenset()
    return frozenset(account for account, its in found if not names or (its and its.lower() not in names))
