"""Organizations in which promises are broken, each by one witness alone: hiding it would make a false pass."""

from datetime import datetime
from typing import Any

from adversary import honest
from adversary.honest import ADMIN, SITE, Answers, Row, moment

_TRELLO = [{"id": SITE, "key": "trello"}]
_ROOT = [{"id": "ari:cloud:identity::group/g-root", "name": "root", "description": None}]


def in_every_way(base: str, now: datetime) -> Answers:
    """Return an organization that breaks every rule: too many admins, one of them unmanaged, and so on."""
    rows = honest.users(now)
    for number in (5, 6, 11):
        rows[number - 1]["platformRoles"] = [ADMIN]
    _used(rows[3], now, 365)
    _used(rows[9], now, 365)
    rows[6]["groups"] = _ROOT
    rows[7]["mfaEnabled"] = False
    rows[5]["productAccess"] += _TRELLO
    failed = [{"id": SITE, "applicationStatus": "applied"}, {"id": f"{SITE}2", "applicationStatus": "failed"}]
    policies = [
        honest.policy(1, "ip-allowlist", status="disabled"),
        honest.policy(2, "data-residency", resources=failed),
        honest.policy(3, "data-security"),
    ]
    lapsed = honest.domain(2, "fell.example", "unverified")
    by_file = honest.domain(3, "file.example")
    by_file["attributes"]["claim"]["type"] = "http"
    answers = honest.answers(base, now, rows, policies, [honest.domain(1, "fjord.example"), lapsed, by_file])
    _last(answers, honest.ACCOUNTS)["access_billable"] = False
    _last(answers, honest.ACCOUNTS)["product_access"].append({"key": "trello", "name": "Trello", "url": None})
    _last(answers, honest.GROUPS).update(managedBy="open")
    answers[honest.GROUPS][0]["data"][0].update(externalSynced=True)
    answers[honest.DIRECTORIES][0]["data"].append({"directoryId": "old", "name": "legacy", "icon": None})
    answers[honest.ORGANIZATION][0]["data"]["attributes"]["name"] = "Untitled"
    return answers


def in_other_ways(base: str, now: datetime) -> Answers:
    """Return an organization that breaks rules the other way: too few admins, users never seen, what failed."""
    rows = honest.users(now)
    for number in (2, 3):
        rows[number - 1]["platformRoles"] = []
    rows[10].update(platformRoles=[ADMIN, "atlassian/ai-access"], status="suspended", membershipStatus="suspended")
    rows[10]["productAccess"] = []
    rows[3].update(productAccess=[], addedToOrg=moment(now, 400))
    rows[9].update(productAccess=[], addedToOrg=moment(now, 30))
    failed = [{"id": f"{SITE}{number}", "applicationStatus": "applied"} for number in range(4)]
    failed[2]["applicationStatus"] = "failed"
    policies = [honest.policy(1, "hipaa"), honest.policy(2, "ip-allowlist", resources=failed)]
    domains = [honest.domain(number, f"d{number}.example" if number else "fjord.example") for number in range(25)]
    domains[23]["attributes"]["claim"]["status"] = "missing_token"
    return honest.answers(base, now, rows, policies, domains)


def _used(row: Row, now: datetime, days: float) -> None:
    access: list[dict[str, Any]] = row["productAccess"]
    access[0]["lastActiveTimestamp"] = moment(now, days)


def _last(answers: Answers, name: str) -> Row:
    row: Row = answers[name][-1]["data"][-1]
    return row
