"""When one user was last active in each product (v1); a key with scopes is refused, as measured."""

from orglint_simulator.call import Call, Endpoint, Json, Reply, refuse_unknown
from orglint_simulator.endpoints.users import product_access
from orglint_simulator.organization import Organization, persons
from orglint_simulator.organization.lives import format_timestamp
from orglint_simulator.organization.people import is_in_directory
from orglint_simulator.organization.persons import Person
from orglint_simulator.pages import ListPage, of_url, reply_with_page

PATH = "/v1/orgs/{orgId}/directory/users/{accountId}/last-active-dates"
DATE, SECOND = len("2026-11-01"), len("2026-11-01T00:00:00")


def list_used_products(org: Organization, person: Person) -> list[dict[str, Json]]:
    """Return the products that a user has used, each with the day and the second."""
    return [
        {
            "id": access["id"],
            "key": access["key"],
            "last_active": access["lastActiveTimestamp"][:DATE],
            "last_active_timestamp": access["lastActiveTimestamp"][:SECOND] + "Z",
        }
        for access in product_access(org, person)
    ]


def get_last_active_dates(call: Call) -> Reply:
    """Answer the dates of one user; the only link is a bare cursor."""
    org = call.organization
    number = persons.find_by_account(org, call.path["accountId"])
    if number is None or not (is_in_directory(org.people, number) or org.people.managed[number]):
        refuse_unknown("ADMIN-404-8", "user")
    person = persons.build_person(org, number)
    added = format_timestamp(person.life.added, "000")

    def dialect(_: Call, page: ListPage) -> dict[str, Json]:
        data = {
            "product_access": page.rows,
            "added_to_org": added[:DATE],
            "added_to_org_timestamp": added[:SECOND] + "Z",
        }
        return {"data": data, "links": {"next": page.next} if page.next else {}}

    return reply_with_page(call, of_url(call), list_used_products(org, person), dict, dialect=dialect)


ENDPOINTS = (Endpoint("GET", PATH, None, get_last_active_dates, unscoped=True, a_minute=200),)
