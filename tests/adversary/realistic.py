"""An organization as the API is known to show them: gaps, odd shapes, two directories, people who come and go."""

import json
from copy import deepcopy
from datetime import datetime
from typing import Any

from adversary import honest
from adversary.honest import ADMIN, SITE, Answers, Row, moment
from adversary.serving import Raw, World

SIZE = 230
_LEAVER, _JOINERS = 17, (SIZE + 1, SIZE + 2)
_ROLES = {
    1: [ADMIN],
    2: [ADMIN, "atlassian/site-admin"],
    3: [ADMIN, "atlassian/ai-access"],
    40: ["atlassian/site-admin"],
    41: ["atlassian/user-access-admin"],
    42: ["atlassian/ai-access"],
    43: ["atlassian/ai-access"],
}
_KINDS = (
    "admin-notification-settings",
    "generative-ai",
    "hipaa",
    "ugc-data-use-preferences",
    "user-join-settings-default",
)


def _person(now: datetime, number: int) -> Row:
    """Return one of many; every so many rows have a gap that the API is known to leave."""
    row = honest.user(now, number, platformRoles=_ROLES.get(number, []))
    row["timeZone"] = None if number % 5 == 0 else "Europe/Oslo"
    row["managementSource"] = (None, "invited", "synced")[number % 3]
    if number not in _ROLES and number % 4:  # the others send an empty list
        del row["platformRoles"]
    if number % 6 == 0:
        row["productAccess"].append({"id": f"{SITE}6", "key": "loom"})
    if number % 7 == 0:
        row["productAccess"].append({"id": f"{SITE}7", "key": "compass", "lastActiveTimestamp": None})
    if number % 10 == 0:
        row.update(nickname=None, name=None, jobTitle=None)
    if number % 11 == 0:
        row["groups"] = [{"id": f"ari:cloud:identity::group/g-{number}", "name": None, "description": None}]
    if number % 13 == 0:
        del row["groups"]
    if number % 9 == 0:
        for name in ("mfaEnabled", "managementSource", "email", "department"):
            row.pop(name)
        row.update(claimStatus="unmanaged", emailVerified=None)
    return row


def _odd_ones(now: datetime, rows: list[Row]) -> None:
    """Make some of them what every organization has: new, suspended, deactivated, about to be deleted, no people."""
    rows[50].update(addedToOrg=moment(now, 3), productAccess=[])
    rows[51].update(status="suspended", membershipStatus="suspended")
    rows[52].update(status="deactivated", accountStatus="inactive", deactivatedOn=moment(now, 40))
    rows[54].update(status="for_deletion", accountStatus="inactive", forDeletion=True, deactivatedOn=moment(now, 4))
    rows[55].update(accountType="app", email=None, jobTitle=None, picture=None)
    rows[56].update(accountStatus="closed", status="deactivated", name="Former user", nickname=None, email=None)


def _broken(now: datetime, rows: list[Row]) -> None:
    """Break what the rules about people promise."""
    rows[8].update(platformRoles=[ADMIN], claimStatus="unmanaged")
    for number in (70, 72):
        rows[number].update(platformRoles=[ADMIN], claimStatus="managed")
    rows[60].update(claimStatus="managed", productAccess=[{"id": SITE, "key": "jira-core"}])
    rows[51]["productAccess"][0]["lastActiveTimestamp"] = moment(now, 200)


def _policies(*, kept: bool) -> list[Row]:
    odd: list[Any] = [
        ["a", "b"],
        {"adminApprovalSummary": None, "consented": True, "scopeType": "ORG"},
        {"notification": [], "off": ["mail"]},
        None,
        {"in": []},
    ]
    rows = [
        honest.policy(number, kind, rule=rule, resources=[], createdAt=None, metadata={"a": None}, queryData=None)
        for number, (kind, rule) in enumerate(zip(_KINDS, odd, strict=True), 1)
    ]
    del rows[3]["attributes"]["resources"]
    states = ["applied", "applied"] if kept else ["applied", "failed"]
    places = [
        {"id": f"{SITE}{at}", "applicationStatus": state, "meta": {}, "links": {}} for at, state in enumerate(states)
    ]
    rows.append(honest.policy(8, "ip-allowlist", resources=places, updatedAt="2026-01-01T00:00:00.000Z"))
    rows.append(honest.policy(9, "data-residency", status="disabled", resources=[]))
    rows.append(honest.policy(10, "data-security", resources=[{"id": SITE, "applicationStatus": "applying"}]))
    return rows


def _domains(*, kept: bool) -> list[Row]:
    states = ["verified"] * 4 if kept else ["verified", "unverified", "missing_token", "superseded", "deleted"]
    names = ["fjord.example", *(f"d{number}.example" for number in range(1, len(states)))]  # whose accounts are managed
    rows = [honest.domain(number, *it) for number, it in enumerate(zip(names, states, strict=True))]
    for row, kind in zip(rows, ("dns", "http", "google-workspace", "entra"), strict=False):
        row["attributes"]["claim"]["type"] = kind
    return rows


def _in_two_directories(answers: Answers) -> None:
    """List two of them a second time: one the same, one who is suspended in the other directory."""
    rows = answers[honest.USERS][1]["data"]
    same, other = deepcopy(rows[3]), deepcopy(rows[5])
    other.update(status="suspended", membershipStatus="suspended", groups=[
        {"id": "ari:cloud:identity::group/g-other", "name": "other", "description": None}])  # fmt: skip
    answers[honest.USERS][2]["data"] += [same, other]


def answers(base: str, now: datetime, *, kept: bool) -> Answers:
    """Return the answers before anybody comes or goes; a well kept organization breaks no promise."""
    rows = [_person(now, number) for number in range(1, SIZE + 1)]
    _odd_ones(now, rows)
    if not kept:
        _broken(now, rows)
    outside = [
        honest.user(now, 300 + number, status="not_invited", membershipStatus="no_membership", addedToOrg=None,
                    productAccess=[], groups=[], managementSource=None)
        for number in range(3)
    ]  # fmt: skip
    for row in outside:
        del row["platformRoles"]
    made = honest.answers(base, now, _counted(rows), _policies(kept=kept), _domains(kept=kept))
    made[honest.USERS] = honest.pages(rows, 100)
    made[honest.OUTSIDE] = honest.pages(outside, 100)
    made[honest.MANAGED] = honest.pages([row for row in rows if row["claimStatus"] == "managed"] + outside, 100)
    _set_counts(made)
    _in_two_directories(made)
    made[honest.DOMAINS] = honest.pages(_domains(kept=kept), 2, f"/admin/v1/orgs/{honest.ORG}/domains")
    made[honest.POLICIES][-1].update(links=None, message="ok", meta={"next": None, "page_size": 20})
    made[honest.DIRECTORIES][0]["data"].append({"directoryId": "d-2", "name": None, "icon": None})
    made[honest.ORGANIZATION] = [Raw(b"\xef\xbb\xbf" + json.dumps(made[honest.ORGANIZATION][0]).encode())]
    return made


def _counted(rows: list[Row]) -> list[Row]:
    """Return the rows with the lists that some of them leave out."""
    return [{"platformRoles": [], **row} for row in rows]


def _set_counts(made: Answers) -> None:
    """Let counts and statistics say what they are documented to say: with the managed accounts in no directory."""
    people = {
        row["accountId"]: row for name in (honest.USERS, honest.OUTSIDE) for page in made[name] for row in page["data"]
    }
    made[honest.COUNT] = [{"count": len(people)}]
    told = honest.statistics(_counted(list(people.values())))
    told["roles"] += [{"roleId": "atlassian/user", "count": 180}, {"roleId": "atlassian/admin", "count": 12}]
    made[honest.STATISTICS] = [told]


def come_and_go(world: World, now: datetime) -> None:
    """Let one leave after the first page was read, and two join after the second."""

    def leave(told: Answers) -> None:
        for name in (honest.USERS, honest.MANAGED):
            for page in told[name]:
                page["data"] = [row for row in page["data"] if not row["accountId"].startswith(f"712020:{_LEAVER:08x}")]
        _set_counts(told)

    def join(told: Answers) -> None:
        fresh = [honest.user(now, number, addedToOrg=moment(now, 0.001), productAccess=[]) for number in _JOINERS]
        told[honest.USERS][-1]["data"] += fresh
        told[honest.MANAGED][-1]["data"] += deepcopy(fresh)
        _set_counts(told)

    world.happens(honest.USERS, 1, leave)
    world.happens(honest.USERS, 2, join)


def readable(told: Answers) -> Answers:
    """Return the answers as somebody reads them who asks nothing else: each account once, in its better row."""
    made = deepcopy({name: pages for name, pages in told.items() if name != honest.ORGANIZATION})
    made[honest.ORGANIZATION] = [{"data": honest.organization()}]
    better = {
        row["accountId"]: row
        for page in made[honest.USERS]
        for row in reversed(page["data"])
        if row["status"] != "suspended"
    }
    rows = {row["accountId"]: row for page in made[honest.USERS] for row in page["data"]}
    made[honest.USERS] = honest.pages([better.get(key, row) for key, row in rows.items()], 1000)
    return made
