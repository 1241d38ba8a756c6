"""Directories (v2)."""

from typing import Any

from orglint.simulator.call import Call, Endpoint, Reply
from orglint.simulator.fields import text, texts, whole
from orglint.simulator.organization import persons
from orglint.simulator.organization.company import Directory
from orglint.simulator.pages import bare, null, of_query, walk

FIELDS = {
    "accountId": text(),
    "directoryIds": texts(10),
    "searchTerm": text(),
    "cursor": text(),
    "limit": whole(1, 100),
}


def row(directory: Directory) -> dict[str, Any]:
    """Return a directory as v2 shows it."""
    return {
        "directoryId": directory.id,
        "name": directory.name,
        "icon": f"https://avatars.example/{directory.site}/icon",
    }


def every(call: Call) -> Reply:
    """Answer the directories that the request asks for."""
    position = of_query(call, FIELDS, limit=20)
    query, people = position.query, call.organization.people
    mask = ~0
    if "accountId" in query:
        number = persons.by_account(call.organization, query["accountId"])
        mask = 0 if number is None else people.active_in[number] | people.suspended_in[number]
    found = [
        directory
        for at, directory in enumerate(call.organization.company.directories)
        if mask >> at & 1
        and directory.id in query.get("directoryIds", [directory.id])
        and query.get("searchTerm", "").casefold() in directory.name.casefold()
    ]
    return walk(call, position, found, row, dialect=bare(null))


ENDPOINTS = (Endpoint("GET", "/v2/orgs/{orgId}/directories", "read:directories:admin", every),)
