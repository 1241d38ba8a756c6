"""OAuth clients and service accounts of the organization (API Access)."""

from orglint_simulator.call import Call, Endpoint, Json, Reply
from orglint_simulator.endpoints.access import BASE, PAGED, answer_page, refusal_to_gateway
from orglint_simulator.organization import Organization, persons
from orglint_simulator.organization.keys import build_clients, build_robots

Row = dict[str, Json]
SCOPE = "read:service-accounts-tokens:admin"


def client_rows(org: Organization) -> list[Row]:
    """Return all OAuth clients; their times are milliseconds of the epoch."""
    return [
        {
            "clientId": client.id,
            "name": client.name,
            "createdAt": client.created * 1000,
            "updatedAt": client.updated * 1000,
            "status": "ACTIVE",
        }
        for client in build_clients(org)
    ]


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


def list_clients(call: Call) -> Reply:
    """Answer the OAuth clients."""
    return answer_page(call, PAGED, lambda call, _: client_rows(call.organization), lambda _, row: dict(row))


def count_clients(call: Call) -> Reply:
    """Answer how many OAuth clients there are: a bare number."""
    return Reply(len(build_clients(call.organization)))


def list_service_accounts(call: Call) -> Reply:
    """Answer the service accounts, all at once: no parameter takes a cursor."""
    found = robot_rows(call.organization)
    return Reply({"items": found, "links": {"self": None, "prev": None, "next": None}, "total": len(found)})


ENDPOINTS = (
    Endpoint("GET", f"{BASE}/oauth-clients", SCOPE, list_clients, refusal_to_gateway, stranger=403),
    Endpoint("POST", f"{BASE}/oauth-clients/count", SCOPE, count_clients, refusal_to_gateway, stranger=403),
    Endpoint(
        "GET",
        f"{BASE}/service-accounts",
        "read:service-accounts:admin",
        list_service_accounts,
        refusal_to_gateway,
        stranger=403,
    ),
)
