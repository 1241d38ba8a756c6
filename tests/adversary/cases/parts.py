"""What is gone because its parent is gone, or stands under another name."""

from collections.abc import Callable
from typing import Any

from adversary import honest
from adversary.changes import (
    COUNT,
    DORMANT,
    MANAGED,
    NOW,
    PEOPLE,
    REQUIRED,
    STALE,
    VERIFIED,
    WHOLE,
    Change,
    agree,
    decided,
    dormant,
    guest_admin,
    less_user,
    person,
    resources,
    rows_of,
    stale,
    together,
    user,
    withheld,
)  # fmt: skip
from adversary.honest import Row

GROUPS, PRODUCTS = "people/groups", "people/products"
_ROOT = [{"id": "ari:cloud:identity::group/g-root", "name": "root", "description": None}]


def _renamed(number: int, old: str, new: str) -> Change:
    """Return what renames a field of one user."""
    return lambda answers: [row.__setitem__(new, row.pop(old)) for row in person(answers, number)]


def _everywhere(old: str, new: str) -> Change:
    """Return what renames a field of every user."""
    return lambda answers: [
        row.__setitem__(new, row.pop(old)) for name in (honest.USERS, honest.MANAGED) for row in rows_of(answers, name)
    ]


def _policy(change: Callable[[Row], Any], number: int = 0) -> Change:
    return lambda answers: change(rows_of(answers, honest.POLICIES)[number])


def _inside(name: str, change: Callable[[Row], Any], number: int = 0) -> Change:
    return lambda answers: change(rows_of(answers, name)[number])


POLICIES = (
    [
        withheld(f"a policy whose attributes are {how}", (WHOLE, "policies/open"), _policy(change))
        for how, change in {
            "null": lambda row: row.update(attributes=None),
            "missing": lambda row: row.pop("attributes"),
            "renamed": lambda row: row.update(attrs=row.pop("attributes")),
            "an empty record": lambda row: row.update(attributes={}),
            "a list": lambda row: row.update(attributes=[row["attributes"]]),
            "a text": lambda row: row.update(attributes="none"),
            "false": lambda row: row.update(attributes=False),
            "in capitals": lambda row: row.update(Attributes=row.pop("attributes")),
            "spread over the row": lambda row: row.update(row.pop("attributes")),
            "one level too deep": lambda row: row.update(attributes={"attributes": row["attributes"]}),
        }.items()
    ]
    + [
        withheld(
            f"a failed resource under resources that are called {name!r}",
            WHOLE,
            together(
                resources(0, "failed"),
                _policy(lambda row, name=name: row["attributes"].__setitem__(name, row["attributes"].pop("resources"))),
            ),
        )
        for name in ("resources2", "Resources", "resource", "appliedTo", "targets")
    ]
    + [
        withheld(
            f"a failed resource under resources that are called {name!r} in every policy",
            WHOLE,
            together(
                resources(0, "failed"),
                *(
                    _policy(
                        lambda row, name=name: row["attributes"].__setitem__(name, row["attributes"].pop("resources")),
                        at,
                    )
                    for at in (0, 1, 2)
                ),
            ),
        )
        for name in ("resources2", "targets")
    ]
    + [
        withheld("resources that are null", WHOLE, _policy(lambda row: row["attributes"].update(resources=None))),
        withheld(
            "a resource without its state among others",
            (WHOLE, REQUIRED),
            _policy(lambda row: row["attributes"]["resources"].append({"id": "x"})),
        ),
        withheld(
            "a resource whose state has another name among others",
            (WHOLE, REQUIRED),
            _policy(lambda row: row["attributes"]["resources"].append({"id": "x", "applyStatus": "failed"})),
        ),
        withheld(
            "a resource that is null among others",
            (WHOLE, REQUIRED),
            _policy(lambda row: row["attributes"]["resources"].append(None)),
        ),
        withheld("a policy without a type", REQUIRED, _policy(lambda row: row["attributes"].pop("type"))),
        withheld("a policy without a status", REQUIRED, _policy(lambda row: row["attributes"].pop("status"))),
    ]
)
USERS = (
    [
        withheld(
            f"roots under groups that are called {name!r} in a single row",
            GROUPS,
            together(user(5, groups=_ROOT), _renamed(5, "groups", name)),
        )
        for name in ("groups2", "Groups", "group", "memberships", "groupMemberships")
    ]
    + [
        withheld(
            f"roots under groups that are called {name!r} in every row",
            GROUPS,
            together(user(5, groups=_ROOT), _everywhere("groups", name)),
        )
        for name in ("groups2", "memberOf")
    ]
    + [
        withheld(
            f"an unmanaged admin under roles that are called {name!r} in a single row",
            MANAGED,
            together(guest_admin, _renamed(11, "platformRoles", name)),
        )
        for name in ("platformRoles2", "platform_roles", "PlatformRoles", "roles", "orgRoles")
    ]
    + [
        withheld(
            f"an unmanaged admin under roles that are called {name!r} in every row, statistics of nothing",
            (MANAGED, COUNT),
            together(
                guest_admin,
                _everywhere("platformRoles", name),
                lambda answers: answers[honest.STATISTICS][0].update(roles=[]),
            ),
        )
        for name in ("platform_roles", "roles")
    ]
    + [
        withheld(
            "roots in a group whose name has another name", GROUPS, user(5, groups=[{"id": "x", "displayName": "root"}])
        ),
        withheld(
            "roots in a group without a name", GROUPS, user(5, groups=[{"id": "ari:cloud:identity::group/g-root"}])
        ),
        withheld("groups as the keys of a record", GROUPS, user(5, groups={"root": {}})),
        withheld("groups as texts", GROUPS, user(5, groups=["root"])),
        withheld(
            "the retired product under another name of its key",
            PRODUCTS,
            user(5, productAccess=[{"id": "x", "product": "trello"}]),
        ),
        withheld(
            "the retired product under products of another name",
            PRODUCTS,
            together(
                user(5, productAccess=[{"id": "x", "key": "trello"}]), _renamed(5, "productAccess", "productaccess")
            ),
        ),
        withheld("a dormant user without status", DORMANT, together(dormant(), less_user(4, "status"))),
        withheld("a dormant user without claim", DORMANT, together(dormant(), less_user(4, "claimStatus"))),
        withheld(
            "a dormant user whose status has another name", DORMANT, together(dormant(), _renamed(4, "status", "state"))
        ),
        withheld(
            "a dormant user whose status has another name in every row",
            DORMANT,
            together(dormant(), _everywhere("status", "state")),
        ),
        withheld(
            "a dormant user whose claim has another name in every row",
            (DORMANT, "people/factor"),
            together(dormant(), _everywhere("claimStatus", "claim")),
        ),
        withheld(
            "a stale user whose last use has another name",
            STALE,
            user(
                10,
                productAccess=[{"id": "x", "key": "jira-core", "lastActive": honest.moment(NOW, 365)}],
                addedToOrg=honest.moment(NOW, 20),
            ),
        ),
        withheld(
            "a stale user whose products have another name",
            STALE,
            together(stale(addedToOrg=honest.moment(NOW, 20)), _renamed(10, "productAccess", "products")),
        ),
        withheld("every user without an account's key", PEOPLE, _everywhere("accountId", "id")),
        withheld("a user without a key", PEOPLE, less_user(5, "accountId")),
        withheld("a user whose key is null", PEOPLE, user(5, accountId=None)),
        withheld("a user whose key is a number", PEOPLE, user(5, accountId=5)),
        withheld("a user whose key is empty", PEOPLE, user(5, accountId="")),
        withheld(
            "a user whose key is the key of another",
            PEOPLE,
            lambda answers: [row.update(accountId=person(answers, 4)[0]["accountId"]) for row in person(answers, 5)],
        ),
        withheld(
            "a user one level too deep",
            PEOPLE,
            lambda answers: answers[honest.USERS][1]["data"].__setitem__(
                0, {"user": answers[honest.USERS][1]["data"][0]}
            ),
        ),
    ]
)
OTHERS = [
    withheld(f"a domain whose attributes are {how}", VERIFIED, _inside(honest.DOMAINS, change))
    for how, change in {
        "null": lambda row: row.update(attributes=None),
        "missing": lambda row: row.pop("attributes"),
        "spread over the row": lambda row: row.update(row.pop("attributes")),
        "without a claim": lambda row: row["attributes"].pop("claim"),
        "with a claim that is null": lambda row: row["attributes"].update(claim=None),
        "with a claim that is a text": lambda row: row["attributes"].update(claim="verified"),
        "with a claim that is a list": lambda row: row["attributes"].update(claim=[row["attributes"]["claim"]]),
        "with a claim of another name": lambda row: row["attributes"].update(claims=row["attributes"].pop("claim")),
        "with a claim whose status has another name": lambda row: row["attributes"].update(
            claim={"type": "dns", "state": "verified"}
        ),
        "with a claim whose status is deeper": lambda row: row["attributes"].update(
            claim={"type": "dns", "status": {"value": "verified"}}
        ),
    }.items()
] + [
    withheld(
        "an account whose products have another name",
        "billing/products",
        _inside(
            honest.ACCOUNTS,
            lambda row: [
                row["product_access"][0].update(key="trello"),
                row.update(productAccess=row.pop("product_access")),
            ],
        ),
    ),
    withheld(
        "an account's product without its key",
        "billing/products",
        _inside(honest.ACCOUNTS, lambda row: row["product_access"][0].pop("key")),
    ),
    withheld(
        "an account without billing",
        "billing/billable",
        _inside(honest.ACCOUNTS, lambda row: row.pop("access_billable")),
    ),
    withheld(
        "an account whose billing is a text",
        "billing/billable",
        _inside(honest.ACCOUNTS, lambda row: row.update(access_billable="true")),
    ),
    withheld(
        "an account whose billing is 1",
        "billing/billable",
        _inside(honest.ACCOUNTS, lambda row: row.update(access_billable=1)),
    ),
    withheld(
        "a group whose counts are null", "groups/closed", _inside(honest.GROUPS, lambda row: row.update(counts=None))
    ),
    *(
        withheld(
            f"a group that counts {number} users",
            "groups/closed",
            _inside(honest.GROUPS, lambda row, number=number: row["counts"].update(users=number)),
        )
        for number in (-1, -100.0, -(2**63))
    ),
    withheld(
        "a group whose counts have another name",
        "groups/closed",
        _inside(honest.GROUPS, lambda row: row.update(count=row.pop("counts"))),
    ),
    withheld(
        "a group whose number of users has another name",
        "groups/closed",
        _inside(honest.GROUPS, lambda row: row["counts"].update(members=row["counts"].pop("users"))),
    ),
    withheld(
        "a group without a manager whom nobody knows",
        "groups/closed",
        _inside(honest.GROUPS, lambda row: row.update(managedBy="OPEN")),
    ),
    withheld(
        "a group that is synced by a text",
        "groups/local",
        _inside(honest.GROUPS, lambda row: row.update(externalSynced="false")),
    ),
    withheld(
        "a directory without a name", "places/directories", _inside(honest.DIRECTORIES, lambda row: row.pop("name"))
    ),
    withheld(
        "an organization without attributes",
        "places/name",
        lambda answers: answers[honest.ORGANIZATION][0]["data"].pop("attributes"),
    ),
    withheld(
        "an organization whose attributes are null",
        "places/name",
        lambda answers: answers[honest.ORGANIZATION][0]["data"].update(attributes=None),
    ),
]
FINE = [
    decided(
        "lists that were asked for and are left out are empty", together(less_user(9, "platformRoles", "productAccess"))
    ),
    decided(
        "no groups, no products, no roles in one row, as empty lists",
        user(9, groups=[], productAccess=[], platformRoles=[]),
    ),
    decided(
        "a description that is left out everywhere",
        lambda answers: [row.pop("description") for row in rows_of(answers, honest.GROUPS)],
    ),
    decided("an e-mail address that is hidden", together(less_user(5, "email"), agree)),
    decided("a field that nobody knows", user(5, shoeSize=43, nested={"a": [1, {"b": None}]})),
    decided(
        "a member of a record that nobody knows",
        user(5, groups=[{"id": "x", "name": "all", "description": None, "owner": "me"}]),
    ),
]
CASES = [*POLICIES, *USERS, *OTHERS, *FINE]
