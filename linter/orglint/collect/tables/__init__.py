"""How each table is read: one small module each, and the calls that it makes."""

from collections.abc import Callable, Mapping

from orglint.collect.tables import directories, domains, groups, managed_accounts, organization, policies, users
from orglint.collect.tables.call import OperationCalls
from orglint.collect.walk import TableReader
from orglint.snapshots.collecting import TableWalk

_MODULES = {
    "organization": organization,
    "directories": directories,
    "users": users,
    "managed_accounts": managed_accounts,
    "groups": groups,
    "domains": domains,
    "policies": policies,
}
READERS: Mapping[str, Callable[[TableReader], TableWalk]] = {name: module.read for name, module in _MODULES.items()}
CALLS: Mapping[str, tuple[OperationCalls, ...]] = {name: module.CALLS for name, module in _MODULES.items()}
