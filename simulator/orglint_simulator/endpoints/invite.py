"""Inviting users (v2): each address gets its own result, and 206 says that some of it failed."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from orglint_simulator.call import (
    Call,
    Endpoint,
    Json,
    Refused,
    Reply,
    build_refusal,
    refuse_bad,
    refuse_conflict,
    refuse_unknown,
)
from orglint_simulator.endpoints.writing import build_user_access_wording, record_write
from orglint_simulator.fields import (
    RequestField,
    boolean_field,
    check_body,
    list_field,
    object_field,
    require_fields,
    text_field,
)
from orglint_simulator.organization import Organization, persons
from orglint_simulator.organization.actions import INVITED
from orglint_simulator.organization.belonging import is_group_member
from orglint_simulator.organization.grants import (
    PLATFORM_ONLY,
    GrantPlace,
    give_role,
    is_role_available,
    locate_resource,
)
from orglint_simulator.organization.groups import Group
from orglint_simulator.organization.membership import admit_to_group, create_account, enter_directory
from orglint_simulator.organization.people import ACTIVE, is_in_directory, list_population

PATH = "/v2/orgs/{orgId}/users/invite"
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
FIELDS: Mapping[str, RequestField] = {
    "emails": list_field(text_field(), least=1, most=25),
    "permissionRules": list_field(object_field({"resource": text_field(), "role": text_field()}, "resource", "role")),
    "additionalGroups": list_field(text_field()),
    "sendNotification": boolean_field(),
    "notificationText": text_field(),
}
InviteRule = tuple[str, str, GrantPlace]


def invite_users(call: Call) -> Reply:
    """Make every address a member with the roles and groups asked for."""
    org, given = call.organization, require_fields(check_body(FIELDS, call.body), "emails")
    emails = list(dict.fromkeys(email.lower() for email in given["emails"]))
    if bad := [email for email in emails if not ADDRESS.fullmatch(email)]:
        refuse_bad("ADMIN-UAM-400-1", f"{len(bad)} of the addresses are none.")
    rules, groups = (
        _resolve_rules(org, given.get("permissionRules", ())),
        _resolve_groups(org, given.get("additionalGroups", ())),
    )
    _check_seats(call, emails)
    directories = [place.directory for _, _, place in rules if place.directory is not None]
    home = (directories + [group.directory for group in groups] + [0])[0]
    closed = [
        number
        for email in emails
        if (number := persons.find_by_email(org, email)) is not None and _is_account_closed(org, number)
    ]
    if len(closed) == len(emails):
        refuse_bad("ADMIN-UAM-400-2", "None of the accounts is active.")
    results = [_invite_address(call, email, rules, groups, home=home) for email in emails]
    whole = not closed and all("ERROR" not in _result_statuses(result) for result in results)
    return Reply({"data": results}, 200 if whole else 206)


def _resolve_rules(org: Organization, given: Sequence[Mapping[str, str]]) -> list[InviteRule]:
    rules = []
    for rule in given:
        place = locate_resource(org, rule["resource"])
        if place is None:
            refuse_unknown("ADMIN-UAM-404-1", "resource")
        rules.append((rule["resource"], rule["role"], place))
    return rules


def _resolve_groups(org: Organization, given: Sequence[str]) -> list[Group]:
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


def _check_seats(call: Call, emails: Sequence[str]) -> None:
    """Refuse more members than the licences suffice for."""
    org, seats = call.organization, call.settings.seats
    known = [persons.find_by_email(org, email) for email in emails]
    new = sum(number is None or not is_in_directory(org.people, number) for number in known)
    if seats is not None and len(list_population(org.people, outside=False)) + new > seats:
        raise Refused(build_refusal(402, "ADMIN-UAM-402-1", "Payment required", "There are no licences left."))


def _is_account_closed(org: Organization, number: int) -> bool:
    return org.people.account[number] != ACTIVE


def _invite_address(call: Call, email: str, rules: Sequence[InviteRule], groups: Sequence[Group], *, home: int) -> Json:
    org = call.organization
    found = persons.find_by_email(org, email)
    number = create_account(org, email, call.present) if found is None else found
    active = not _is_account_closed(org, number)
    if active:
        _enter_home_directory(call, number, home)
    result = {
        "groupAssignmentResult": [_assign_group(org, number, group, active=active) for group in groups],
        "roleAssignmentResult": [_assign_role(org, number, rule, active=active) for rule in rules],
    }
    return {"id": persons.account_id(org, number), "email": email, "results": [result]}


def _enter_home_directory(call: Call, number: int, home: int) -> None:
    """Make somebody a member who is in no directory; a suspended member stays suspended."""
    org = call.organization
    if not is_in_directory(org.people, number):
        org.people.home[number] = home if number >= org.people.members else org.people.home[number]
        enter_directory(org, number, home)
    record_write(call, INVITED, number)


def _assign_group(org: Organization, number: int, group: Group, *, active: bool) -> dict[str, Any]:
    reason = "" if active else "The account is not active."
    if group.synced:
        reason = "The group comes from an identity provider."
    elif any(PLATFORM_ONLY & set(grant[2]) for grant in group.grants):
        reason = "The group makes admins."
    if not reason and not is_group_member(org.people, org.groups, group, number):
        admit_to_group(org, group, number)
    return {"group": group.id, **_reason_to_status(reason)}


def _assign_role(org: Organization, number: int, rule: InviteRule, *, active: bool) -> dict[str, Any]:
    resource, role, place = rule
    reason = "" if active else "The account is not active."
    if not is_role_available(place, role):
        reason = "The role does not exist on this resource."
    if not reason:
        give_role(org, number, resource, role)
    return {"role": role, "resource": resource, **_reason_to_status(reason)}


def _reason_to_status(reason: str) -> dict[str, str | None]:
    return {"status": "ERROR" if reason else "INVITED", "statusReason": reason or None}


def _result_statuses(result: Mapping[str, Any]) -> set[str]:
    return {part["status"] for parts in result["results"] for held in parts.values() for part in held}


ENDPOINTS = (Endpoint("POST", PATH, None, invite_users, build_user_access_wording(), body=True, unscoped=True),)
