"""How each table is read: by its declaration, as a list or a search, or in a module of its own; the calls it takes."""

from collections.abc import Callable, Mapping
from functools import partial

from orglint.collect.tables import organization, users
from orglint.collect.tables.by_key import list_calls_by_key, read_by_key
from orglint.collect.tables.call import OperationCalls
from orglint.collect.tables.plain import list_calls, read_plain
from orglint.collect.tables.searched import list_search_calls, read_searched
from orglint.collect.walk import TableReader
from orglint.snapshots.collecting import TableWalk
from orglint.tables import DECLARATIONS

_OWN_WAYS = {"organization": organization, "users": users}
_LISTED = {one.name: one for one in DECLARATIONS if one.name not in _OWN_WAYS and not one.parent}
_SEARCHED = {name: one for name, one in _LISTED.items() if one.search}
_PLAIN = {name: one for name, one in _LISTED.items() if not one.search}
_BY_KEY = [one for one in DECLARATIONS if one.parent]

READERS: Mapping[str, Callable[[TableReader], TableWalk]] = {
    **{name: module.read for name, module in _OWN_WAYS.items()},
    **{name: partial(read_searched, declaration=declaration) for name, declaration in _SEARCHED.items()},
    **{name: partial(read_plain, declaration=declaration) for name, declaration in _PLAIN.items()},
    **{one.name: partial(read_by_key, declaration=one) for one in _BY_KEY},
}
CALLS: Mapping[str, tuple[OperationCalls, ...]] = {
    **{name: module.CALLS for name, module in _OWN_WAYS.items()},
    **{name: list_search_calls(declaration) for name, declaration in _SEARCHED.items()},
    **{name: list_calls(declaration) for name, declaration in _PLAIN.items()},
    **{one.name: list_calls_by_key(one) for one in _BY_KEY},
}
