"""Service accounts of the organization, with their tokens and OAuth clients (API Access).

What the lists of tokens and clients look like, and what the body of the count is called, is not documented. The local
organization shows tokens and clients as the other lists of this API show them, all at once, and counts for whatever
ids a body holds.
"""

from collections.abc import Iterable, Mapping

from orglint_simulator.call import Call, Endpoint, Json, Reply, refuse_unknown
from orglint_simulator.endpoints.access import BASE, refusal_to_gateway
from orglint_simulator.endpoints.clients import SCOPE, client_to_row
from orglint_simulator.endpoints.credentials import times_to_members
from orglint_simulator.fields import RequestField, parse_query, text_field
from orglint_simulator.organization import Organization, persons
from orglint_simulator.organization.robots import RobotToken, build_robot_tokens, build_robots, list_robot_clients

Row = dict[str, Json]
PATH = f"{BASE}/service-accounts"
LABEL: Mapping[str, RequestField] = {"tokenLabel": text_field()}
NAME: Mapping[str, RequestField] = {"clientName": text_field()}


def robot_rows(org: Organization) -> list[Row]:
    """Return all service accounts."""
    return [
        {
            "atlassianId": robot.account,
            "id": robot.id,
            "email": f"{robot.id}@serviceaccount.example",
            "displayName": robot.name,
            "picture": None,
            "container": f"ari:cloud:platform::org/{org.id}",
            "updatedAt": robot.updated * 1000,
            "status": "ACTIVE",
            "createdById": None if robot.maker is None else persons.account_id(org, robot.maker),
            "description": None,
        }
        for robot in build_robots(org)
    ]


def token_to_row(token: RobotToken) -> Row:
    """Return a token of a service account."""
    return {
        "id": token.id,
        "label": token.label,
        "status": "ALLOWED",
        **times_to_members(token),
        "serviceAccountId": token.robot,
    }


def token_rows(org: Organization) -> list[Row]:
    """Return the tokens of all service accounts."""
    return [token_to_row(token) for token in build_robot_tokens(org)]


def list_service_accounts(call: Call) -> Reply:
    """Answer the service accounts, all at once: no parameter takes a cursor."""
    found = robot_rows(call.organization)
    return Reply({"items": found, "links": {"self": None, "prev": None, "next": None}, "total": len(found)})


def _list_meant_robots(call: Call) -> list[str]:
    """Return the ids of the service accounts that the path means: one, or all."""
    known = [robot.id for robot in build_robots(call.organization)]
    wanted = call.path.get("serviceAccountId")
    if wanted is not None and wanted not in known:
        refuse_unknown("ADMIN-404-1", "service account")
    return known if wanted is None else [wanted]


def _reply_with_all(rows: Iterable[Row]) -> Reply:
    return Reply({"data": list(rows), "links": {"self": None, "prev": None, "next": None}})


def list_tokens(call: Call) -> Reply:
    """Answer the tokens of one service account or of all, with a part of their label if asked so."""
    term, robots = parse_query(LABEL, call.query).get("tokenLabel", ""), _list_meant_robots(call)
    found = [token for token in build_robot_tokens(call.organization) if token.robot in robots]
    return _reply_with_all(token_to_row(token) for token in found if term.casefold() in token.label.casefold())


def list_clients(call: Call) -> Reply:
    """Answer the OAuth clients of one service account or of all, with a part of their name if asked so."""
    term = parse_query(NAME, call.query).get("clientName", "")
    found = [client for robot in _list_meant_robots(call) for client in list_robot_clients(call.organization, robot)]
    return _reply_with_all(client_to_row(client) for client in found if term.casefold() in client.name.casefold())


def count_tokens(call: Call) -> Reply:
    """Answer how many tokens the service accounts in the body have: a bare number."""
    asked = {each for value in call.body.values() if isinstance(value, list) for each in value if isinstance(each, str)}
    return Reply(sum(token.robot in asked for token in build_robot_tokens(call.organization)))


ENDPOINTS = (
    Endpoint("GET", PATH, "read:service-accounts:admin", list_service_accounts, refusal_to_gateway, stranger=403),
    Endpoint("GET", f"{PATH}/api-tokens", SCOPE, list_tokens, refusal_to_gateway, stranger=403),
    Endpoint("GET", f"{PATH}/oauth-clients", SCOPE, list_clients, refusal_to_gateway, stranger=403),
    Endpoint("POST", f"{PATH}/count", SCOPE, count_tokens, refusal_to_gateway, body=True, stranger=403),
    Endpoint("GET", f"{PATH}/{{serviceAccountId}}/api-tokens", SCOPE, list_tokens, refusal_to_gateway, stranger=403),
    Endpoint(
        "GET", f"{PATH}/{{serviceAccountId}}/oauth-clients", SCOPE, list_clients, refusal_to_gateway, stranger=403
    ),
)
