"""OAuth clients and service accounts of the organization (API Access)."""

from orglint.simulator.call import Call, Endpoint, Json, Reply
from orglint.simulator.endpoints.access import BASE, PAGED, ROWS, refuse
from orglint.simulator.organization import Organization, persons
from orglint.simulator.organization.keys import clients, robots
from orglint.simulator.pages import bare, null, of_query, walk

Row = dict[str, Json]
SCOPE = "read:service-accounts-tokens:admin"


def rows(org: Organization) -> list[Row]:
    """Return all OAuth clients; their times are milliseconds of the epoch."""
    return [
        {
            "clientId": client.id,
            "name": client.name,
            "createdAt": client.created * 1000,
            "updatedAt": client.updated * 1000,
            "status": "ACTIVE",
        }
        for client in clients(org)
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
        for robot in robots(org)
    ]


def every(call: Call) -> Reply:
    """Answer the OAuth clients."""
    position = of_query(call, PAGED, limit=ROWS, size="pageSize")
    return walk(call, position, rows(call.organization), dict, dialect=bare(null))


def count(call: Call) -> Reply:
    """Answer how many OAuth clients there are: a bare number."""
    return Reply(len(clients(call.organization)))


def accounts(call: Call) -> Reply:
    """Answer the service accounts, all at once: no parameter takes a cursor."""
    found = robot_rows(call.organization)
    return Reply({"items": found, "links": {"self": None, "prev": None, "next": None}, "total": len(found)})


ENDPOINTS = (
    Endpoint("GET", f"{BASE}/oauth-clients", SCOPE, every, refuse, stranger=403),
    Endpoint("POST", f"{BASE}/oauth-clients/count", SCOPE, count, refuse, stranger=403),
    Endpoint("GET", f"{BASE}/service-accounts", "read:service-accounts:admin", accounts, refuse, stranger=403),
)
