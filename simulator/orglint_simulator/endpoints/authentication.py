"""Who is under which authentication policy (Control).

What the members of a row are called is not documented: they have the plainest names here.
"""

from collections.abc import Mapping

from orglint_simulator.call import Call, Endpoint, Json, Reply
from orglint_simulator.endpoints.control import word_refusal
from orglint_simulator.fields import RequestField, check_body, list_field, require_fields, text_field
from orglint_simulator.organization import Organization, persons
from orglint_simulator.organization.authentication import find_authentication_policy

PATH = "/control/v1/orgs/{orgId}/users/auth-policies/bulk-fetch"
BODY: Mapping[str, RequestField] = {"accountIds": list_field(text_field())}


def membership_to_row(org: Organization, number: int) -> dict[str, Json]:
    """Return which policy a managed account is under."""
    return {"email": persons.build_profile(org, number).email, "policyId": find_authentication_policy(org, number)}


def list_memberships(call: Call) -> Reply:
    """Answer the policies of the managed accounts that are asked for; others are left out."""
    org, asked = call.organization, require_fields(check_body(BODY, call.body), "accountIds")["accountIds"]
    numbers = [persons.find_by_account(org, account) for account in asked]
    return Reply(
        [membership_to_row(org, number) for number in numbers if number is not None and org.people.managed[number]]
    )


ENDPOINTS = (Endpoint("POST", PATH, None, list_memberships, word_refusal, body=True),)
