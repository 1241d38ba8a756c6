"""What is done to honest answers: to one person in every walk, a policy, a domain, a page, its very text."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from adversary import honest
from adversary.honest import ADMIN, Answers, Row
from adversary.serving import Raw

Change = Callable[[Answers], Any]
NOW = datetime.now(UTC)
GUEST = 11
"""The one whose account is not managed."""
MANAGED = "admins/managed-accounts"
COUNT = "admins/count"
DORMANT, STALE = "accounts/dormant", "accounts/stale-suspended"
REQUIRED, VERIFIED = "policies/required", "domains/verified"
PEOPLE = (MANAGED, COUNT, DORMANT, STALE)
WHOLE = "policies/whole"


@dataclass(frozen=True, slots=True)
class Case:
    """One attack: what is done to the answers, and what must be true of the result."""

    name: str
    change: Change
    withheld: tuple[str, ...] = ()
    decided: bool = False
    fails: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    """Rules whose tables are collected too, and of which nothing is asked."""
    searched: Change | None = None
    """What is done to the rows that searches by role or by account look through; as in the walks if left out."""

    @property
    def rules(self) -> tuple[str, ...]:
        """Return the rules that are to be judged; all if none is named."""
        return self.withheld + self.beside

    def answers(self, base: str) -> tuple[Answers, Answers]:
        """Return what walks are told, and what searches look through."""
        walked = honest.answers(base, NOW)
        self.change(walked)
        if self.searched is None:
            return walked, walked
        found = honest.answers(base, NOW)
        self.searched(found)
        return walked, found


def withheld(name: str, rules: str | tuple[str, ...], change: Change, **more: Any) -> Case:
    """Return a case in which these rules must not pass, nor the run be a success."""
    return Case(name, change, withheld=(rules,) if isinstance(rules, str) else rules, **more)


def decided(name: str, change: Change, *fails: str, **more: Any) -> Case:
    """Return a case in which every rule is decided: these fail, all others pass."""
    return Case(name, change, decided=True, fails=fails, **more)


def survived(name: str, change: Change) -> Case:
    """Return a case in which all that counts is a decent end."""
    return Case(name, change, beside=(COUNT, VERIFIED, WHOLE, "billing/billable"))


def together(*changes: Change) -> Change:
    """Return what does one change after the other."""

    def change(answers: Answers) -> None:
        for one in changes:
            one(answers)

    return change


def rows_of(answers: Answers, name: str) -> list[Row]:
    """Return the rows of every page."""
    return [row for page in answers[name] if isinstance(page, dict) for row in page["data"]]


def person(answers: Answers, number: int) -> list[Row]:
    """Return one user in each walk that has the user."""
    named = f"user{number:02}"
    return [
        row for name in (honest.USERS, honest.MANAGED) for row in rows_of(answers, name) if row["nickname"] == named
    ]


def user(number: int, **fields: Any) -> Change:
    """Return what gives a user other fields, wherever the user stands."""

    def change(answers: Answers) -> None:
        for row in person(answers, number):
            row.update(fields)

    return change


def less_user(number: int, *fields: str) -> Change:
    """Return what takes fields of a user away."""

    def change(answers: Answers) -> None:
        for row in person(answers, number):
            for name in fields:
                del row[name]

    return change


def guest(*roles: Any) -> Change:
    """Return what gives the unmanaged one these roles."""
    return user(GUEST, platformRoles=list(roles))


def guest_admin(answers: Answers) -> None:
    """Make the unmanaged one an organization admin, and let statistics agree."""
    guest(ADMIN)(answers)
    agree(answers)


def agree(answers: Answers) -> None:
    """Let the statistics say what the rows say."""
    rows = rows_of(answers, honest.USERS)
    roles = [role for row in rows for role in (row.get("platformRoles") or []) if isinstance(role, str)]
    counts = [{"roleId": role, "count": roles.count(role)} for role in sorted(set(roles))]
    answers[honest.STATISTICS][0]["roles"] = counts


def silent(answers: Answers) -> None:
    """Let the statistics say nothing of roles."""
    answers[honest.STATISTICS][0]["roles"] = []


def dormant(number: int = 4, **fields: Any) -> Change:
    """Return what makes a user one who was added long ago and last seen a year ago."""
    access = [{"id": honest.SITE, "key": "jira-software", "lastActiveTimestamp": honest.moment(NOW, 365)}]
    return user(number, **{"productAccess": access, **fields})


def seen(number: int, *times: Any) -> Change:
    """Return what says when a user last used each product."""
    access = [
        {"id": f"{honest.SITE}{at}", "key": f"product{at}", "lastActiveTimestamp": one} for at, one in enumerate(times)
    ]
    return user(number, productAccess=access)


def stale(**fields: Any) -> Change:
    """Return what makes the suspended user one who was last seen a year ago."""
    access = [{"id": honest.SITE, "key": "jira-software", "lastActiveTimestamp": honest.moment(NOW, 365)}]
    return user(10, **{"productAccess": access, **fields})


def policy(number: int, **attributes: Any) -> Change:
    """Return what gives a policy other attributes."""
    return lambda answers: rows_of(answers, honest.POLICIES)[number]["attributes"].update(attributes)


def resources(number: int, *states: Any, **more: Any) -> Change:
    """Return what applies a policy to resources in these states; a state that is a record is the resource."""
    made = [
        one if isinstance(one, dict) else {"id": f"r-{at}", "applicationStatus": one} for at, one in enumerate(states)
    ]
    return policy(number, resources=made, **more)


def domain(number: int, **claim: Any) -> Change:
    """Return what changes the claim on a domain."""
    return lambda answers: rows_of(answers, honest.DOMAINS)[number]["attributes"]["claim"].update(claim)


def page(name: str, number: int = -1, **members: Any) -> Change:
    """Return what gives a page other members."""
    return lambda answers: answers[name][number].update(members)


def link(name: str, number: int = -1, **members: Any) -> Change:
    """Return what gives a page's links other members."""
    return lambda answers: answers[name][number].setdefault("links", {}).update(members)


def meta(name: str, number: int = -1, **members: Any) -> Change:
    """Return what gives a page's meta other members."""
    return lambda answers: answers[name][number].setdefault("meta", {}).update(members)


def body(name: str, given: Any, number: int = 0) -> Change:
    """Return what puts something else in a page's place."""
    return lambda answers: answers[name].__setitem__(number, given)


def headers(name: str, *given: tuple[str, str], number: int = -1) -> Change:
    """Return what sends a page with headers of its own."""

    def change(answers: Answers) -> None:
        answers[name][number] = Raw(json.dumps(answers[name][number]).encode(), 200, given)

    return change


def written(name: str, before: bytes = b"", after: bytes = b"", status: int = 200, number: int = -1) -> Change:
    """Return what sends a page with something before and after it, and a status of its own."""

    def change(answers: Answers) -> None:
        answers[name][number] = Raw(before + json.dumps(answers[name][number]).encode() + after, status)

    return change


def text(names: str | tuple[str, ...], old: str, new: str, number: int | None = None) -> Change:
    """Return what writes something else in the very text of pages; it must stand in one of them."""

    def change(answers: Answers) -> None:
        changed = 0
        for name in (names,) if isinstance(names, str) else names:
            for at, one in enumerate(answers[name]):
                raw = one if isinstance(one, Raw) else Raw(json.dumps(one).encode())
                if old.encode() in raw.body and number in {None, at}:
                    answers[name][at] = Raw(raw.body.replace(old.encode(), new.encode()), raw.status, raw.headers)
                    changed += 1
        assert changed, f"{old!r} stands nowhere"

    return change


def placed(value: Any, written: str) -> Change:
    """Return what writes a text where a value that stands for it has been put before."""
    every = (
        honest.USERS,
        honest.MANAGED,
        honest.DOMAINS,
        honest.POLICIES,
        honest.ORGANIZATION,
        honest.COUNT,
        honest.STATISTICS,
        honest.ACCOUNTS,
        honest.GROUPS,
        honest.DIRECTORIES,
        honest.GROUP_COUNT,
    )
    return text(every, json.dumps(value), written)


EVERYBODY = (honest.USERS, honest.MANAGED)
