"""How each table is read: plain lists by their declaration, the others in modules of their own; the calls it takes."""

from collections.abc import Callable, Mapping
from functools import partial

from orglint.collect.tables import groups, organization, users
from orglint.collect.tables.by_key import list_calls_by_key
from orglint.collect.tables.call import OperationCalls
from orglint.collect.tables.plain import list_calls, read_plain
from orglint.collect.walk import TableReader
from orglint.snapshots.collecting import TableWalk
from orglint.tables import DECLARATIONS

_OWN_WAYS = {"organization": organization, "users": users, "groups": groups}
_PLAIN = {one.name: one for one in DECLARATIONS if one.name not in _OWN_WAYS and not one.parent}

READERS: Mapping[str, Callable[[TableReader], TableWalk]] = {
    **{name: module.read for name, module in _OWN_WAYS.items()},
    **{name: partial(read_plain, declaration=declaration) for name, declaration in _PLAIN.items()},
}
CALLS: Mapping[str, tuple[OperationCalls, ...]] = {
    **{name: module.CALLS for name, module in _OWN_WAYS.items()},
    **{name: list_calls(declaration) for name, declaration in _PLAIN.items()},
    **{one.name: list_calls_by_key(one) for one in DECLARATIONS if one.parent},
}
