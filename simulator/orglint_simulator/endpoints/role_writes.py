"""Granting and revoking roles of users (v1): accepted at once, visible a little later."""

from collections.abc import Callable, Mapping

from orglint_simulator.call import (
    Call,
    Endpoint,
    Reply,
    refuse_bad,
    refuse_conflict,
    refuse_forbidden,
    refuse_unknown,
    reply_without_body,
)
from orglint_simulator.endpoints.writing import build_user_access_wording, record_write
from orglint_simulator.fields import RequestField, check_body, choice_field, require_fields, text_field
from orglint_simulator.organization import persons
from orglint_simulator.organization.actions import GRANTED, REVOKED
from orglint_simulator.organization.grants import (
    ORG_ADMIN,
    build_organization_ari,
    find_role_methods,
    give_role,
    is_role_available,
    locate_resource,
    take_role,
)
from orglint_simulator.organization.people import ACTIVE, is_in_directory
from orglint_simulator.organization.products import BIT, ROLES

USER = "/v1/orgs/{orgId}/users/{userId}"
ANY: Mapping[str, RequestField] = {
    "role": choice_field(*(role for role in ROLES if role != "atlassian/ai-access")),
    "resource": text_field(),
}
WHOLE: Mapping[str, RequestField] = {"role": choice_field(ORG_ADMIN)}


def _resolve_path_member(call: Call) -> int:
    number = persons.find_by_account(call.organization, call.path["userId"])
    if number is None or not is_in_directory(call.organization.people, number):
        refuse_unknown("ADMIN-UAM-404-1", "user")
    return number


def _parse_role(call: Call, fields: Mapping[str, RequestField]) -> tuple[str, str]:
    """Return resource and role of a request; the role of org admins needs no resource, and takes no notice of one."""
    given = check_body(fields, call.body)
    require_fields(given, "role")
    role = given["role"]
    resource = build_organization_ari(call.organization) if role == ORG_ADMIN else given.get("resource")
    if resource is None:
        refuse_bad("ADMIN-UAM-400-1", f"The role {role} needs a resource.")
    place = locate_resource(call.organization, resource)
    if place is None:
        refuse_unknown("ADMIN-UAM-404-1", "resource")
    if not is_role_available(place, role):
        refuse_bad("ADMIN-UAM-400-3", f"The role {role} does not exist on this resource.")
    return resource, role


def build_assign_operation(fields: Mapping[str, RequestField]) -> Callable[[Call], Reply]:
    """Return the operation that grants a role; granting it twice is no mistake."""

    def respond(call: Call) -> Reply:
        number, (resource, role) = _resolve_path_member(call), _parse_role(call, fields)
        org = call.organization
        if org.people.account[number] != ACTIVE:
            refuse_bad("ADMIN-UAM-400-2", "The account is not active.")
        call.work.postpone_action(call.settings.role_seconds, lambda: give_role(org, number, resource, role))
        record_write(call, GRANTED, number, ("roles", resource, role))
        return reply_without_body()

    return respond


def build_revoke_operation(fields: Mapping[str, RequestField], *, strict: bool) -> Callable[[Call], Reply]:
    """Return the operation that revokes a role; a strict one refuses roles that come from a group alone."""

    def respond(call: Call) -> Reply:
        number, (resource, role) = _resolve_path_member(call), _parse_role(call, fields)
        org = call.organization
        ways = find_role_methods(org, number, resource, role)
        if strict and ways and "direct" not in ways:
            refuse_conflict("ADMIN-UAM-409-1", "The role comes from a group.")
        if role == ORG_ADMIN and ways and sum(bool(held & BIT["org-admin"]) for held in org.people.roles) == 1:
            refuse_forbidden("ADMIN-UAM-403-2", "The last organization admin stays.")
        call.work.postpone_action(call.settings.role_seconds, lambda: take_role(org, number, resource, role))
        record_write(call, REVOKED, number, ("roles", resource, role))
        return reply_without_body()

    return respond


def _build_endpoint(path: str, respond: Callable[[Call], Reply]) -> Endpoint:
    return Endpoint("POST", f"{USER}/{path}", None, respond, build_user_access_wording(), body=True, unscoped=True)


ENDPOINTS = (
    _build_endpoint("roles/assign", build_assign_operation(ANY)),
    _build_endpoint("roles/revoke", build_revoke_operation(ANY, strict=True)),
    _build_endpoint("role-assignments/assign", build_assign_operation(WHOLE)),
    _build_endpoint("role-assignments/revoke", build_revoke_operation(WHOLE, strict=False)),
)
