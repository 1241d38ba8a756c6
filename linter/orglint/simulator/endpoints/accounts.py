"""Managed accounts (v1): every account on a claimed domain, in a directory or not."""

from typing import Any

from orglint.simulator.call import Call, Endpoint, Reply
from orglint.simulator.endpoints.users import product_access
from orglint.simulator.organization import Organization, persons
from orglint.simulator.organization.lives import stamp
from orglint.simulator.organization.products import PRODUCTS
from orglint.simulator.pages import absent, address, of_url, urls, walk
from orglint.simulator.search import account, counted, mask_of

Row = dict[str, Any]
PATH = "/v1/orgs/{orgId}/users"
BY_KEY = {product.key: product for product in PRODUCTS}


def managed(org: Organization, number: int, link: str) -> Row:
    """Return a managed account as v1 shows it; a mail address is left out where its owner hides it."""
    throw, profile, when = org.throw(number), persons.profile(org, number), persons.life_of(org, number)
    account_id = persons.account_id(org, number)
    row: Row = {
        "account_id": account_id,
        "account_type": "atlassian",
        "account_status": account(org.people, number),
        "name": profile.name,
        "picture": f"https://avatars.example/{throw[:8].hex()}/128",
        "email": profile.email,
        "access_billable": bool(
            org.people.products[number] and when.deactivated is None and org.people.active_in[number]
        ),
        "product_access": _products(org, number),
        "links": {"self": f"{link}/{account_id}"},
    }
    if when.active is not None:
        row["last_active"] = stamp(when.active, f"{throw[0] * 3:03}")
    if throw[30] == 0:
        del row["email"]
    return row


def _products(org: Organization, number: int) -> list[Row]:
    host = org.company.directories[org.people.home[number]].host
    return [
        {
            "key": BY_KEY[used["key"]].v1_key,
            "name": BY_KEY[used["key"]].name,
            "url": f"https://{host}.atlassian.example",
            "last_active": used["lastActiveTimestamp"][:23] + "Z",
        }
        for used in product_access(org, number)
    ]


def every(call: Call) -> Reply:
    """Answer the managed accounts."""
    org, link = call.organization, address(call)
    numbers = counted(org, mask_of(org, range(len(org.company.directories)), {}), {"claimStatus": "managed"})
    dialect = urls(absent, lambda page: {"total": page.total})
    return walk(call, of_url(call), numbers, lambda number: managed(org, number, link), dialect=dialect)


ENDPOINTS = (Endpoint("GET", PATH, "read:accounts:admin", every),)
