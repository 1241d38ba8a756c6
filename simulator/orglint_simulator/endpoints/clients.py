"""OAuth clients of the organization (API Access)."""

from orglint_simulator.call import Call, Endpoint, Json, Reply, refuse_unknown
from orglint_simulator.endpoints.access import BASE, PAGED, answer_page, refusal_to_gateway
from orglint_simulator.organization import Organization
from orglint_simulator.organization.keys import Client, build_clients

Row = dict[str, Json]
SCOPE = "read:service-accounts-tokens:admin"


def client_to_row(client: Client) -> Row:
    """Return an OAuth client as the API shows it; its times are milliseconds of the epoch."""
    return {
        "clientId": client.id,
        "name": client.name,
        "createdAt": client.created * 1000,
        "updatedAt": client.updated * 1000,
        "status": "ACTIVE",
    }


def client_rows(org: Organization) -> list[Row]:
    """Return all OAuth clients."""
    return [client_to_row(client) for client in build_clients(org)]


def list_clients(call: Call) -> Reply:
    """Answer the OAuth clients."""
    return answer_page(call, PAGED, lambda call, _: client_rows(call.organization), lambda _, row: dict(row))


def count_clients(call: Call) -> Reply:
    """Answer how many OAuth clients there are: a bare number."""
    return Reply(len(build_clients(call.organization)))


def get_client(call: Call) -> Reply:
    """Answer one OAuth client; in which form is not documented."""
    wanted = call.path["clientId"]
    found = next((row for row in client_rows(call.organization) if row["clientId"] == wanted), None)
    return Reply(found) if found else refuse_unknown("ADMIN-404-1", "client")


ENDPOINTS = (
    Endpoint("GET", f"{BASE}/oauth-clients", SCOPE, list_clients, refusal_to_gateway, stranger=403),
    Endpoint("POST", f"{BASE}/oauth-clients/count", SCOPE, count_clients, refusal_to_gateway, stranger=403),
    Endpoint("GET", f"{BASE}/oauth-clients/{{clientId}}", SCOPE, get_client, refusal_to_gateway, stranger=403),
)
