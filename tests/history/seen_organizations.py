"""An organization on two days, what a snapshot saw of it, and a naive oracle of what changed.

The oracle is plain Python over what was seen, row by row; it shares nothing with the tool.
"""

import random
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from orglint.model.organization_changes import OrganizationChange
from orglint.model.snapshot import Snapshot
from orglint.snapshots.collecting import AnsweredKeys
from support.making import EARLIER_TASK, NOON, TASK, Making

ROLES = ["atlassian/org-admin", "atlassian/site-admin", "atlassian/user-access-admin"]
LISTS = {
    "users": {"platformRoles": "", "groups": "id"},
    "policies": {"resources": "id"},
    "user_roles": {"roleAssignments": "role"},
}
"""By table the lists that are compared, with the member that tells their elements apart."""
PLACES = {"groups": "groups[].id", "resources": "resources[].id", "roleAssignments": "roleAssignments[].role"}
SCALARS = {
    "users": ["claimStatus", "status", "mfaEnabled"],
    "policies": ["status", "type", "name"],
    "groups": ["name", "managedBy", "externalSynced"],
    "domains": ["claim.status", "claim.type", "name"],
}
MAY_BE_ABSENT = {"managedBy"}
OF_NEW_ROWS = {"platformRoles", "roleAssignments"}
KEYS = {"users": "accountId", "user_roles": "id"}
Told = tuple[str, str, str, str, str | None, str | None]
"""Kind, table, key, place, value before, value after."""


@dataclass
class Seen:
    """What a snapshot saw: rows by table and key, paths that were not readable, tables cut short, keys answered."""

    rows: dict[str, dict[str, dict[str, Any]]]
    lost: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)

    def seal(self, store: Path, day: int) -> Snapshot:
        """Seal it with the real code; on the first day under another specification than this version's."""
        tables = {name: [self._page_row(name, key) for key in rows] for name, rows in self.rows.items()}
        keys = AnsweredKeys(len(self.rows["users"]), tuple(sorted(self.answered)))
        tables["user_roles"] = [it for it in tables["user_roles"] if it["accountId"] in self.answered]
        return Making(store).snapshot(
            tables.pop("users"),
            at=NOON + timedelta(days=day),
            beside=tables,
            partial=self.cut,
            by_key={"user_roles": keys},
            task=TASK if day else EARLIER_TASK,
        )

    def _page_row(self, table: str, key: str) -> dict[str, Any]:
        row, lost = deepcopy(self.rows[table][key]), self.lost.get((table, key), set())
        for path in lost:
            column, _, member = path.partition(".")
            name, _, place = column.partition("[")
            if place:
                row[name][int(place.rstrip("]"))] = None
            elif member:
                row[column][member] = None
            else:
                row[column] = None
        return {**row, "_left": [], "_bad": sorted(lost)}


def find_changes(before: Seen, after: Seen, complete: tuple[set[str], set[str]]) -> set[Told]:
    """Return what certainly changed; `complete` are the tables of which each snapshot has every row."""
    return {it for table in before.rows for it in _compare(table, before, after, complete)}


def _compare(table: str, before: Seen, after: Seen, complete: tuple[set[str], set[str]]) -> Iterator[Told]:
    one, other = before.rows[table], after.rows[table]
    whole = [table in side for side in complete]
    if table == "user_roles":
        both = before.answered & after.answered
        one, other = ({key: row for key, row in rows.items() if row["accountId"] in both} for rows in (one, other))
        whole = [True, True]
    for key in one.keys() | other.keys():
        if table != "user_roles" and key not in one and whole[0]:
            yield ("added", table, key, "", None, None)
        if table != "user_roles" and key not in other and whole[1]:
            yield ("removed", table, key, "", None, None)
        if key in one and key in other:
            yield from _compare_scalars(table, key, before, after)
        for column in LISTS.get(table, {}):
            sides = tuple(zip((before, after), (key in one, key in other), whole, strict=True))
            yield from _compare_lists(table, key, column, sides)


def _compare_scalars(table: str, key: str, before: Seen, after: Seen) -> Iterator[Told]:
    for place in SCALARS.get(table, ()):
        if place == "mfaEnabled" and not all(_is_managed(seen, key) for seen in (before, after)):
            continue
        values = []
        for seen in (before, after):
            lost = seen.lost.get((table, key), set())
            column, _, member = place.partition(".")
            cell = seen.rows[table][key][column]
            value = cell[member] if member else cell
            known = not {place, column} & lost and (value is not None or place in MAY_BE_ABSENT)
            values.append((known, None if value is None else str(value).lower() if value in (True, False) else value))
        if values[0][0] and values[1][0] and values[0] != values[1]:
            yield ("changed", table, key, place, values[0][1], values[1][1])


def _is_managed(seen: Seen, account: str) -> bool:
    """Return whether an account is known to be managed: the API tells of a second step for these alone."""
    lost = seen.lost.get(("users", account), set())
    return "claimStatus" not in lost and seen.rows["users"][account]["claimStatus"] == "managed"


def _compare_lists(table: str, key: str, column: str, sides: tuple[tuple[Seen, bool, bool], ...]) -> Iterator[Told]:
    if not all(here for _, here, _ in sides) and column not in OF_NEW_ROWS:
        return
    one, other = (_read_list(seen, table, key, column) if here else (complete, set()) for seen, here, complete in sides)
    place = PLACES.get(column, column)
    if one[0]:
        yield from (("gained", table, key, place, None, it) for it in other[1] - one[1])
    if other[0]:
        yield from (("lost", table, key, place, it, None) for it in one[1] - other[1])


def _read_list(seen: Seen, table: str, key: str, column: str) -> tuple[bool, set[str]]:
    """Return whether the whole list is known, and the elements that certainly are in it."""
    lost, member = seen.lost.get((table, key), set()), LISTS[table][column]
    if column in lost:
        return False, set()
    elements = seen.rows[table][key][column]
    gone = {at for at in range(len(elements)) if f"{column}[{at}]" in lost}
    return not gone, {it[member] if member else it for at, it in enumerate(elements) if at not in gone}


def tell(change: OrganizationChange) -> Told:
    """Return a change of the tool in the oracle's words."""
    return (change.kind.value, change.table, change.key, change.column, change.before, change.after)


def make_organization(dice: random.Random) -> Seen:
    """Return an organization of some rows, seen whole."""
    users = {f"712020:{number:02}": _make_user(dice, number) for number in range(dice.randint(6, 14))}
    users["712020:99"] = _make_user(dice, 99) | {
        "platformRoles": ROLES[:1],
        "status": "active",
    }  # no day is without one
    roles = [_make_role(dice, account, site) for account in users for site in ("a", "b") if dice.random() < 0.5]
    return Seen(
        {
            "users": users,
            "user_roles": _give_roles(dice, users, {it["id"]: it for it in roles}),
            "groups": {f"g{number}": _make_group(dice, number) for number in range(dice.randint(1, 5))},
            "policies": {f"p{number}": _make_policy(dice, number) for number in range(dice.randint(1, 5))},
            "domains": {f"d{number}": _make_domain(dice, number) for number in range(dice.randint(1, 4))},
        },
        answered=set(users),
    )


def _give_roles(
    dice: random.Random, users: dict[str, dict[str, Any]], roles: dict[str, dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Return roles that agree with the users, of whom nobody administers without one, and each with itself."""
    holders = {it["accountId"] for it in roles.values()}
    lacking = [key for key, it in users.items() if it["platformRoles"] and key not in holders]
    every = [*roles.values(), *(_make_role(dice, account, "a") for account in lacking)]
    return {it["id"]: it | {"roles": [given["role"] for given in it["roleAssignments"]]} for it in every}


def make_next_day(dice: random.Random, day: Seen) -> Seen:
    """Return the same organization later: rows came and went, and cells are others."""
    other, rows = make_organization(dice), deepcopy(day.rows)
    for table, them in rows.items():
        for key in list(them):
            new = other.rows[table].get(key)
            if new is None:
                del them[key]
            else:
                them[key] |= {name: new[name] for name in new if dice.random() < 0.3}
        them |= {key: row for key, row in other.rows[table].items() if key not in them and dice.random() < 0.5}
    rows["users"]["712020:99"] |= {"platformRoles": ROLES[:1], "status": "active"}
    left = {key: row for key, row in rows["user_roles"].items() if row["accountId"] in rows["users"]}
    rows["user_roles"] = _give_roles(dice, rows["users"], left)
    return Seen(rows, answered=set(rows["users"]))


def hide(dice: random.Random, seen: Seen) -> Seen:
    """Return the same with less: cells and elements that could not be read, tables cut short, keys not answered."""
    less = deepcopy(seen)
    for table, rows in less.rows.items():
        if table != "user_roles" and dice.random() < 0.3:
            less.cut.add(table)
            for key in [key for key in rows if dice.random() < 0.3]:
                del rows[key]
                less.lost.pop((table, key), None)
        for key, row in rows.items():
            paths = less.lost.setdefault((table, key), set())
            for place in _list_places(table, row):
                if dice.random() < 0.15 and not any(_is_below(place, it) or _is_below(it, place) for it in paths):
                    paths.add(place)
    less.answered = {key for key in less.answered if dice.random() < 0.8}
    return less


def _is_below(path: str, above: str) -> bool:
    return path.startswith((f"{above}[", f"{above}."))


def _list_places(table: str, row: dict[str, Any]) -> Iterator[str]:
    yield from SCALARS.get(table, ())
    for column in LISTS.get(table, {}):
        yield column
        yield from (f"{column}[{at}]" for at in range(len(row[column])))


def _some(dice: random.Random, values: list[Any]) -> list[Any]:
    return [it for it in values if dice.random() < 0.4]


def _make_user(dice: random.Random, number: int) -> dict[str, Any]:
    return {
        "accountId": f"712020:{number:02}",
        "email": f"user-{number}@d0.example",
        "accountStatus": "active",
        "membershipStatus": "active",
        "status": dice.choice(["active", "active", "suspended", "deactivated"]),
        "claimStatus": dice.choice(["managed", "managed", "unmanaged"]),
        "mfaEnabled": dice.random() < 0.5,
        "platformRoles": _some(dice, ROLES),
        "groups": _some(dice, [{"id": f"g{it}", "name": f"team {it}", "description": None} for it in range(4)]),
        "productAccess": [],
    }


def _make_role(dice: random.Random, account: str, site: str) -> dict[str, Any]:
    resource = f"ari:cloud:jira::site/{site}"
    given = [{"role": it, "roleAssignmentMethods": ["direct"]} for it in _some(dice, ["atlassian/user", *ROLES])]
    return {
        "id": f"{account} {resource} d",
        "accountId": account,
        "resourceId": resource,
        "directoryId": "d",
        "roles": [it["role"] for it in given],
        "roleAssignments": given,
        "userDirectoryStatus": "active",
    }


def _make_group(dice: random.Random, number: int) -> dict[str, Any]:
    return {
        "id": f"g{number}",
        "name": dice.choice([f"team {number}", f"squad {number}"]),
        "directoryId": "d",
        "managedBy": dice.choice(["admins", "open", None]),
        "externalSynced": dice.random() < 0.5,
    }


def _make_policy(dice: random.Random, number: int) -> dict[str, Any]:
    return {
        "id": f"p{number}",
        "name": dice.choice([f"policy {number}", f"rule {number}"]),
        "type": "ip-allowlist",
        "status": dice.choice(["enabled", "disabled"]),
        "resources": _some(dice, [{"id": f"ari:{it}", "applicationStatus": "applied"} for it in range(3)]),
    }


def _make_domain(dice: random.Random, number: int) -> dict[str, Any]:
    return {
        "id": f"d{number}",
        "name": f"d{number}.example",
        "claim": {"status": dice.choice(["verified", "unverified"]), "type": dice.choice(["dns", "http"])},
    }
