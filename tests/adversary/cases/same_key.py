"""The same key twice with different content, and JSON that says two things under one key."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from adversary import honest
from adversary.changes import (
    COUNT,
    DORMANT,
    EVERYBODY,
    MANAGED,
    NOW,
    REQUIRED,
    STALE,
    VERIFIED,
    WHOLE,
    Change,
    agree,
    decided,
    dormant,
    guest_admin,
    policy,
    resources,
    rows_of,
    stale,
    text,
    together,
    user,
    withheld,
)  # fmt: skip
from adversary.honest import ADMIN, Answers, Row


def _again(name: str, pick: int, change: Callable[[Row], Any], *, first: bool = False) -> Change:
    """Return what lists a row once more with something else in it, before or behind the true one."""

    def again(answers: Answers) -> None:
        rows = answers[name][-1]["data"]
        other = deepcopy(rows_of(answers, name)[pick])
        change(other)
        answers[name][0]["data"].insert(0, other) if first else rows.append(other)

    return again


def _says(**fields: Any) -> Callable[[Row], Any]:
    return lambda row: row.update(fields)


def _claims(status: str) -> Callable[[Row], Any]:
    return lambda row: row["attributes"]["claim"].update(status=status)


def _attributes(**fields: Any) -> Callable[[Row], Any]:
    return lambda row: row["attributes"].update(fields)


def _outside(number: int, **fields: Any) -> Change:
    """Return what lists a user a second time among those in no directory, with something else in the row."""
    return lambda answers: answers[honest.OUTSIDE][0]["data"].append(
        {**rows_of(answers, honest.USERS)[number - 1], **fields}
    )


_BOTH = (("behind", False), ("before", True))
USERS = (
    [
        withheld(
            f"an admin who is managed and unmanaged, the better row {where}",
            MANAGED,
            together(guest_admin, _again(honest.USERS, 10, _says(claimStatus="managed"), first=first)),
        )
        for where, first in _BOTH
    ]
    + [
        withheld(
            f"somebody unmanaged who is an admin in one row of two, that one {where}",
            MANAGED,
            together(_again(honest.USERS, 10, _says(platformRoles=[ADMIN]), first=first)),
        )
        for where, first in _BOTH
    ]
    + [
        withheld(
            f"an admin whose account is closed in one row of two, that one {where}",
            MANAGED,
            together(guest_admin, _again(honest.USERS, 10, _says(accountStatus="closed"), first=first)),
        )
        for where, first in _BOTH
    ]
    + [
        withheld(
            "an admin whom one walk calls managed and the other unmanaged",
            MANAGED,
            together(guest_admin, user(11, claimStatus="unmanaged"), _outside(11, claimStatus="managed")),
        ),
    ]
    + [
        withheld(
            "somebody dormant who is suspended in one walk",
            DORMANT,
            together(dormant(), _outside(4, status="suspended")),
        ),
        withheld(
            "somebody dormant who is not invited in one walk",
            DORMANT,
            together(dormant(), _outside(4, status="not_invited")),
        ),
        withheld(
            "an admin who has no role in one walk", MANAGED, together(guest_admin, _outside(11, platformRoles=[]))
        ),
        decided("the same row in both walks is one", _outside(4)),
        withheld(
            "somebody dormant who was added yesterday in one row of two",
            DORMANT,
            together(dormant(), _again(honest.USERS, 3, _says(addedToOrg=honest.moment(NOW, 1)))),
        ),
        withheld(
            "somebody dormant and unmanaged in one row of two",
            DORMANT,
            together(dormant(), _again(honest.USERS, 3, _says(claimStatus="unmanaged"), first=True)),
        ),
        decided("the same row twice is one", _again(honest.USERS, 4, _says())),
        decided(
            "what moves takes the later value",
            _again(
                honest.USERS,
                4,
                _says(
                    productAccess=[
                        {"id": honest.SITE, "key": "jira-software", "lastActiveTimestamp": honest.moment(NOW, 1)}
                    ]
                ),
            ),
        ),
        decided(
            "the same row with its members in another order is one",
            _again(honest.USERS, 4, lambda row: [row.__setitem__(name, row.pop(name)) for name in sorted(row)]),
        ),
    ]
)
THINGS = (
    [
        withheld(
            f"a domain that is verified and {status}, the better row {where}",
            VERIFIED,
            together(_again(honest.DOMAINS, 0, _claims(status), first=not first)),
        )
        for status in ("unverified", "deleted")
        for where, first in _BOTH
    ]
    + [
        withheld(
            f"a policy that is applied and failed, the better row {where}",
            WHOLE,
            _again(
                honest.POLICIES,
                0,
                _attributes(resources=[{"id": honest.SITE, "applicationStatus": "failed"}]),
                first=not first,
            ),
        )
        for where, first in _BOTH
    ]
    + [
        withheld(
            f"the only allowlist is enabled and disabled, the better row {where}",
            REQUIRED,
            _again(honest.POLICIES, 0, _attributes(status="disabled"), first=not first),
        )
        for where, first in _BOTH
    ]
    + [
        withheld(
            f"a policy of one id and two types, the better row {where}",
            REQUIRED,
            _again(honest.POLICIES, 0, _attributes(type="hipaa"), first=not first),
        )
        for where, first in _BOTH
    ]
    + [
        withheld(
            "an account that is billed and not",
            "billing/billable",
            _again(honest.ACCOUNTS, 0, _says(access_billable=False), first=True),
        ),
        withheld(
            "a group that is open and closed",
            "groups/closed",
            _again(honest.GROUPS, 0, _says(managedBy="open"), first=True),
        ),
        withheld(
            "a group that comes from elsewhere and does not",
            "groups/local",
            _again(honest.GROUPS, 0, _says(externalSynced=True), first=True),
        ),
        withheld(
            "a directory of two names",
            "places/directories",
            _again(honest.DIRECTORIES, 0, _says(name="legacy"), first=True),
        ),
    ]
)


def _twice(old: str, new: str, names: str | tuple[str, ...] = EVERYBODY) -> Change:
    """Return what writes a member twice: first the truth, then something better."""
    return text(names, old, f"{old}, {new}")


_BAD = '"claimStatus": "unmanaged"'
DOUBLED = [
    withheld(f"a claim that is said twice, {how}", MANAGED, together(guest_admin, _twice(_BAD, new)))
    for how, new in {
        "the second time better": '"claimStatus": "managed"',
        "with an escape in its name": '"claim\\u0053tatus": "managed"',
        "thrice": '"claimStatus": "unmanaged", "claimStatus": "managed"',
        "with white space": '"claimStatus"  \n : "managed"',
    }.items()
] + [
    withheld(
        "roles that are said twice",
        MANAGED,
        together(guest_admin, _twice(f'"platformRoles": ["{ADMIN}"]', '"platformRoles": []')),
    ),
    withheld(
        "a claim on a domain that is said twice",
        VERIFIED,
        together(
            lambda answers: rows_of(answers, honest.DOMAINS)[0]["attributes"]["claim"].update(status="unverified"),
            _twice('"status": "unverified"', '"status": "verified"', honest.DOMAINS),
        ),
    ),
    withheld(
        "attributes of a domain that stand there twice",
        VERIFIED,
        together(
            lambda answers: rows_of(answers, honest.DOMAINS)[0]["attributes"]["claim"].update(status="unverified"),
            text(
                honest.DOMAINS,
                '"links": {"self": "/domains/1"}',
                '"attributes": {"name": "fjord.example", "claim": {"status": "verified"}}',
            ),
        ),
    ),
    withheld(
        "a resource whose state is said twice",
        WHOLE,
        together(
            resources(0, "failed"),
            _twice('"applicationStatus": "failed"', '"applicationStatus": "applied"', honest.POLICIES),
        ),
    ),
    withheld(
        "resources that are said twice",
        WHOLE,
        together(
            policy(0, resources=["bad"]),
            text(
                honest.POLICIES,
                '"resources": ["bad"]',
                '"resources": [{"id": "r", "applicationStatus": "failed"}], "resources": []',
            ),
        ),
    ),
    withheld(
        "a list of rows that stands there twice",
        VERIFIED,
        text(
            honest.DOMAINS,
            '{"data"',
            '{"data": [{"id": "d", "type": "domains", "attributes": '
            '{"name": "a.example", "claim": {"status": "unverified"}}}], "data"',
        ),
    ),
    withheld(
        "a list of errors that stands there twice",
        VERIFIED,
        text(honest.DOMAINS, '{"data"', '{"errors": [{"code": "x"}], "errors": [], "data"'),
    ),
    withheld(
        "a continuation that stands there twice",
        VERIFIED,
        text(honest.DOMAINS, '"next": null', '"next": "https://api.example/x?cursor=page-1", "next": null'),
    ),
    withheld(
        "links that stand there twice",
        VERIFIED,
        text(
            honest.DOMAINS,
            '"links": {"self": null',
            '"links": {"next": "https://api.example/x?cursor=page-1"}, "links": {"self": null',
        ),
    ),
    withheld("a count that is said twice", COUNT, text(honest.COUNT, '"count": 12', '"count": 13, "count": 12')),
    withheld(
        "a last use that is said twice",
        STALE,
        together(
            stale(),
            text(
                EVERYBODY,
                f'"lastActiveTimestamp": "{honest.moment(NOW, 365)}"',
                f'"lastActiveTimestamp": "{honest.moment(NOW, 365)}", "lastActiveTimestamp": "{honest.moment(NOW, 1)}"',
            ),
        ),
    ),
    withheld(
        "a user's key that is said twice",
        MANAGED,
        together(
            guest_admin,
            text(EVERYBODY, '"accountId": "712020:0000000b', '"accountId": "x", "accountId": "712020:0000000b'),
        ),
    ),
    withheld(
        "a key twice deep in something that nobody knows, beside a claim that is said twice",
        MANAGED,
        together(guest_admin, _twice(_BAD, '"more": {"a": 1, "b": 2}, "claimStatus": "managed"')),
    ),
    decided(
        "colons and braces in texts are no keys",
        together(user(4, jobTitle='a": {"b": "c", "b": 1', department='\\": ::"\\'), agree),
    ),
    decided("the same name in different records is no key twice", user(4, organization='"id": "id"')),
    decided(
        "a name that looks like a key is a value", user(4, name='"claimStatus": "unmanaged", "claimStatus": "managed"')
    ),
]
CASES = [*USERS, *THINGS, *DOUBLED]
