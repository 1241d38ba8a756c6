"""Directories (v2)."""

from typing import Any

from orglint_simulator.call import Call, Endpoint, Reply
from orglint_simulator.fields import integer_field, text_field, text_list_field
from orglint_simulator.organization import persons
from orglint_simulator.organization.company import Directory
from orglint_simulator.pages import build_cursor_dialect, keep_null_next, of_query, reply_with_page

FIELDS = {
    "accountId": text_field(),
    "directoryIds": text_list_field(10),
    "searchTerm": text_field(),
    "cursor": text_field(),
    "limit": integer_field(1, 100),
}


def directory_to_row(directory: Directory) -> dict[str, Any]:
    """Return a directory as v2 shows it."""
    return {
        "directoryId": directory.id,
        "name": directory.name,
        "icon": f"https://avatars.example/{directory.site}/icon",
    }


def list_directories(call: Call) -> Reply:
    """Answer the directories that the request asks for."""
    position = of_query(call, FIELDS, limit=20)
    query, people = position.query, call.organization.people
    mask = ~0
    if "accountId" in query:
        number = persons.find_by_account(call.organization, query["accountId"])
        mask = 0 if number is None else people.active_in[number] | people.suspended_in[number]
    found = [
        directory
        for at, directory in enumerate(call.organization.company.directories)
        if mask >> at & 1
        and directory.id in query.get("directoryIds", [directory.id])
        and query.get("searchTerm", "").casefold() in directory.name.casefold()
    ]
    return reply_with_page(call, position, found, directory_to_row, dialect=build_cursor_dialect(keep_null_next))


ENDPOINTS = (Endpoint("GET", "/v2/orgs/{orgId}/directories", "read:directories:admin", list_directories),)
