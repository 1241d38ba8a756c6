"""Granting and revoking roles of users (v1): accepted at once, visible a little later."""

from collections.abc import Callable, Mapping

from orglint.simulator.call import (
    Call,
    Endpoint,
    Reply,
    done,
    refuse_bad,
    refuse_conflict,
    refuse_forbidden,
    refuse_unknown,
)
from orglint.simulator.endpoints.writing import worded, wrote
from orglint.simulator.fields import Field, checked, needed, one, text
from orglint.simulator.organization import persons
from orglint.simulator.organization.actions import GRANTED, REVOKED
from orglint.simulator.organization.grants import ORG_ADMIN, fits, give, holds, locate, organization_ari, take
from orglint.simulator.organization.people import ACTIVE, inside
from orglint.simulator.organization.products import BIT, ROLES

USER = "/v1/orgs/{orgId}/users/{userId}"
ANY: Mapping[str, Field] = {"role": one(*(role for role in ROLES if role != "atlassian/ai-access")), "resource": text()}
WHOLE: Mapping[str, Field] = {"role": one(ORG_ADMIN)}


def _member(call: Call) -> int:
    number = persons.by_account(call.organization, call.path["userId"])
    if number is None or not inside(call.organization.people, number):
        refuse_unknown("ADMIN-UAM-404-1", "user")
    return number


def _meant(call: Call, fields: Mapping[str, Field]) -> tuple[str, str]:
    """Return resource and role of a request; the role of org admins needs no resource, and takes no notice of one."""
    given = checked(fields, call.body)
    needed(given, "role")
    role = given["role"]
    resource = organization_ari(call.organization) if role == ORG_ADMIN else given.get("resource")
    if resource is None:
        refuse_bad("ADMIN-UAM-400-1", f"The role {role} needs a resource.")
    place = locate(call.organization, resource)
    if place is None:
        refuse_unknown("ADMIN-UAM-404-1", "resource")
    if not fits(place, role):
        refuse_bad("ADMIN-UAM-400-3", f"The role {role} does not exist on this resource.")
    return resource, role


def assign(fields: Mapping[str, Field]) -> Callable[[Call], Reply]:
    """Return the operation that grants a role; granting it twice is no mistake."""

    def respond(call: Call) -> Reply:
        number, (resource, role) = _member(call), _meant(call, fields)
        org = call.organization
        if org.people.account[number] != ACTIVE:
            refuse_bad("ADMIN-UAM-400-2", "The account is not active.")
        call.work.postpone(call.settings.role_seconds, lambda: give(org, number, resource, role))
        wrote(call, GRANTED, number, ("roles", resource, role))
        return done()

    return respond


def revoke(fields: Mapping[str, Field], *, strict: bool) -> Callable[[Call], Reply]:
    """Return the operation that revokes a role; a strict one refuses roles that come from a group alone."""

    def respond(call: Call) -> Reply:
        number, (resource, role) = _member(call), _meant(call, fields)
        org = call.organization
        ways = holds(org, number, resource, role)
        if strict and ways and "direct" not in ways:
            refuse_conflict("ADMIN-UAM-409-1", "The role comes from a group.")
        if role == ORG_ADMIN and ways and sum(bool(held & BIT["org-admin"]) for held in org.people.roles) == 1:
            refuse_forbidden("ADMIN-UAM-403-2", "The last organization admin stays.")
        call.work.postpone(call.settings.role_seconds, lambda: take(org, number, resource, role))
        wrote(call, REVOKED, number, ("roles", resource, role))
        return done()

    return respond


def _endpoint(path: str, respond: Callable[[Call], Reply]) -> Endpoint:
    return Endpoint("POST", f"{USER}/{path}", None, respond, worded(), body=True, unscoped=True)


ENDPOINTS = (
    _endpoint("roles/assign", assign(ANY)),
    _endpoint("roles/revoke", revoke(ANY, strict=True)),
    _endpoint("role-assignments/assign", assign(WHOLE)),
    _endpoint("role-assignments/revoke", revoke(WHOLE, strict=False)),
)
