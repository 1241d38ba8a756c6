"""Managed accounts (v1): every account on a claimed domain, in a directory or not."""

from orglint.simulator.call import Call, Endpoint, Json, Reply
from orglint.simulator.endpoints.users import product_access
from orglint.simulator.organization import Organization, persons
from orglint.simulator.organization.persons import Person
from orglint.simulator.organization.products import PRODUCTS
from orglint.simulator.pages import absent, address, of_url, urls, walk
from orglint.simulator.search import account, counted, mask_of

Row = dict[str, Json]
PATH = "/v1/orgs/{orgId}/users"
MILLISECONDS = len("2026-11-01T00:00:00.000")
BY_KEY = {product.key: product for product in PRODUCTS}


def managed(org: Organization, person: Person, link: str) -> Row:
    """Return a managed account as v1 shows it; a mail address is left out where its owner hides it."""
    number, when, products = person.number, person.life, product_access(org, person)
    working = when.deactivated is None and bool(org.people.active_in[number])
    shown: Row = {
        "account_id": person.account,
        "account_type": "atlassian",
        "account_status": account(org.people, number),
        "name": person.profile.name,
        "picture": f"https://avatars.example/{person.throw[:8].hex()}/128",
        "email": person.profile.email,
        "access_billable": working and bool(products),
        "product_access": [_product(org, number, used) for used in products],
        "links": {"self": f"{link}/{person.account}"},
    }
    if products:
        shown["last_active"] = shown["product_access"][0]["last_active"]
    if not person.throw[30]:
        del shown["email"]
    return shown


def _product(org: Organization, number: int, used: Row) -> Row:
    product, host = BY_KEY[used["key"]], org.company.directories[org.people.home[number]].host
    moment = used["lastActiveTimestamp"][:MILLISECONDS] + "Z"
    return {"key": product.v1_key, "name": product.name, "url": f"https://{host}.wiki.example", "last_active": moment}


def every(call: Call) -> Reply:
    """Answer the managed accounts."""
    org, link = call.organization, address(call)
    numbers = counted(org, mask_of(org, range(len(org.company.directories)), {}), {"claimStatus": "managed"})
    dialect = urls(absent, lambda page: {"total": page.total})
    return walk(
        call, of_url(call), numbers, lambda number: managed(org, persons.meet(org, number), link), dialect=dialect
    )


ENDPOINTS = (Endpoint("GET", PATH, "read:accounts:admin", every),)
