"""Managed accounts (v1): every account on a claimed domain, in a directory or not."""

from orglint_simulator.call import Call, Endpoint, Json, Reply
from orglint_simulator.endpoints.users import product_access
from orglint_simulator.organization import Organization, persons
from orglint_simulator.organization.persons import Person
from orglint_simulator.organization.products import PRODUCTS
from orglint_simulator.pages import build_url, build_url_dialect, of_url, omit_next_link, reply_with_page
from orglint_simulator.search import account_status, find_counted_people, mask_of

Row = dict[str, Json]
PATH = "/v1/orgs/{orgId}/users"
MILLISECONDS = len("2026-11-01T00:00:00.000")
BY_KEY = {product.key: product for product in PRODUCTS}


def managed_account_to_row(org: Organization, person: Person, link: str) -> Row:
    """Return a managed account as v1 shows it; a mail address is left out where its owner hides it."""
    number, when, products = person.number, person.life, product_access(org, person)
    working = when.deactivated is None and bool(org.people.active_in[number])
    shown: Row = {
        "account_id": person.account,
        "account_type": "atlassian",
        "account_status": account_status(org.people, number),
        "name": person.profile.name,
        "picture": f"https://avatars.example/{person.throw[:8].hex()}/128",
        "email": person.profile.email,
        "access_billable": working and bool(products),
        "product_access": [_product_access_to_row(org, number, used) for used in products],
        "links": {"self": f"{link}/{person.account}"},
    }
    if products:
        shown["last_active"] = shown["product_access"][0]["last_active"]
    if not person.throw[30]:
        del shown["email"]
    return shown


def _product_access_to_row(org: Organization, number: int, used: Row) -> Row:
    product, host = BY_KEY[used["key"]], org.company.directories[org.people.home[number]].host
    moment = used["lastActiveTimestamp"][:MILLISECONDS] + "Z"
    return {"key": product.v1_key, "name": product.name, "url": f"https://{host}.wiki.example", "last_active": moment}


def list_managed_accounts(call: Call) -> Reply:
    """Answer the managed accounts."""
    org, link = call.organization, build_url(call)
    numbers = find_counted_people(
        org, mask_of(org, range(len(org.company.directories)), {}), {"claimStatus": "managed"}
    )
    dialect = build_url_dialect(omit_next_link, lambda page: {"total": page.total})
    return reply_with_page(
        call,
        of_url(call),
        numbers,
        lambda number: managed_account_to_row(org, persons.build_person(org, number), link),
        dialect=dialect,
    )


ENDPOINTS = (Endpoint("GET", PATH, "read:accounts:admin", list_managed_accounts),)
