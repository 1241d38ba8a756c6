"""Inviting users (v2): each address gets its own result, and 206 says that some of it failed."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from orglint.simulator.call import (
    Call,
    Endpoint,
    Json,
    Refused,
    Reply,
    refusal,
    refuse_bad,
    refuse_conflict,
    refuse_unknown,
)
from orglint.simulator.endpoints.writing import worded, wrote
from orglint.simulator.fields import Field, checked, flag, many, needed, nested, text
from orglint.simulator.organization import Organization, persons
from orglint.simulator.organization.actions import INVITED
from orglint.simulator.organization.belonging import belongs
from orglint.simulator.organization.grants import PLATFORM_ONLY, Place, fits, give, locate
from orglint.simulator.organization.groups import Group
from orglint.simulator.organization.membership import admit, arrive, enter
from orglint.simulator.organization.people import ACTIVE, inside, population

PATH = "/v2/orgs/{orgId}/users/invite"
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
FIELDS: Mapping[str, Field] = {
    "emails": many(text(), least=1, most=25),
    "permissionRules": many(nested({"resource": text(), "role": text()}, "resource", "role")),
    "additionalGroups": many(text()),
    "sendNotification": flag(),
    "notificationText": text(),
}
Rule = tuple[str, str, Place]


def invite(call: Call) -> Reply:
    """Make every address a member with the roles and groups asked for."""
    org, given = call.organization, needed(checked(FIELDS, call.body), "emails")
    emails = list(dict.fromkeys(email.lower() for email in given["emails"]))
    if bad := [email for email in emails if not ADDRESS.fullmatch(email)]:
        refuse_bad("ADMIN-UAM-400-1", f"{len(bad)} of the addresses are none.")
    rules, groups = _rules(org, given.get("permissionRules", ())), _groups(org, given.get("additionalGroups", ()))
    _seats(call, emails)
    directories = [place.directory for _, _, place in rules if place.directory is not None]
    home = (directories + [group.directory for group in groups] + [0])[0]
    closed = [
        number for email in emails if (number := persons.by_email(org, email)) is not None and _closed(org, number)
    ]
    if len(closed) == len(emails):
        refuse_bad("ADMIN-UAM-400-2", "None of the accounts is active.")
    results = [_invited(call, email, rules, groups, home=home) for email in emails]
    whole = not closed and all("ERROR" not in _states(result) for result in results)
    return Reply({"data": results}, 200 if whole else 206)


def _rules(org: Organization, given: Sequence[Mapping[str, str]]) -> list[Rule]:
    rules = []
    for rule in given:
        place = locate(org, rule["resource"])
        if place is None:
            refuse_unknown("ADMIN-UAM-404-1", "resource")
        rules.append((rule["resource"], rule["role"], place))
    return rules


def _groups(org: Organization, given: Sequence[str]) -> list[Group]:
    """Return the groups asked for; those that products give by default cannot be asked for."""
    groups = []
    for group_id in given:
        group = org.groups.by_id.get(group_id)
        if group is None:
            refuse_unknown("ADMIN-UAM-404-3", "group")
        if any(grant[3] for grant in group.grants):
            refuse_conflict("ADMIN-UAM-409-1", "The group is the default group of a product.")
        groups.append(group)
    return groups


def _seats(call: Call, emails: Sequence[str]) -> None:
    """Refuse more members than the licences suffice for."""
    org, seats = call.organization, call.settings.seats
    known = [persons.by_email(org, email) for email in emails]
    new = sum(number is None or not inside(org.people, number) for number in known)
    if seats is not None and len(population(org.people, outside=False)) + new > seats:
        raise Refused(refusal(402, "ADMIN-UAM-402-1", "Payment required", "There are no licences left."))


def _closed(org: Organization, number: int) -> bool:
    return org.people.account[number] != ACTIVE


def _invited(call: Call, email: str, rules: Sequence[Rule], groups: Sequence[Group], *, home: int) -> Json:
    org = call.organization
    found = persons.by_email(org, email)
    number = arrive(org, email, call.present) if found is None else found
    active = not _closed(org, number)
    if active:
        _enter(call, number, home)
    result = {
        "groupAssignmentResult": [_group(org, number, group, active=active) for group in groups],
        "roleAssignmentResult": [_role(org, number, rule, active=active) for rule in rules],
    }
    return {"id": persons.account_id(org, number), "email": email, "results": [result]}


def _enter(call: Call, number: int, home: int) -> None:
    """Make somebody a member who is in no directory; a suspended member stays suspended."""
    org = call.organization
    if not inside(org.people, number):
        org.people.home[number] = home if number >= org.people.members else org.people.home[number]
        enter(org, number, home)
    wrote(call, INVITED, number)


def _group(org: Organization, number: int, group: Group, *, active: bool) -> dict[str, Any]:
    reason = "" if active else "The account is not active."
    if group.synced:
        reason = "The group comes from an identity provider."
    elif any(PLATFORM_ONLY & set(grant[2]) for grant in group.grants):
        reason = "The group makes admins."
    if not reason and not belongs(org.people, org.groups, group, number):
        admit(org, group, number)
    return {"group": group.id, **_state(reason)}


def _role(org: Organization, number: int, rule: Rule, *, active: bool) -> dict[str, Any]:
    resource, role, place = rule
    reason = "" if active else "The account is not active."
    if not fits(place, role):
        reason = "The role does not exist on this resource."
    if not reason:
        give(org, number, resource, role)
    return {"role": role, "resource": resource, **_state(reason)}


def _state(reason: str) -> dict[str, str | None]:
    return {"status": "ERROR" if reason else "INVITED", "statusReason": reason or None}


def _states(result: Mapping[str, Any]) -> set[str]:
    return {part["status"] for parts in result["results"] for held in parts.values() for part in held}


ENDPOINTS = (Endpoint("POST", PATH, None, invite, worded(), body=True, unscoped=True),)
