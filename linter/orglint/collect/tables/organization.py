"""The organization itself: one row, and the proof that the key belongs to the organization that was asked for."""

from dataclasses import replace
from http import HTTPStatus

from atlassian_admin.api.organizations import get_org_by_id
from orglint.collect.client import built
from orglint.collect.end import ended
from orglint.collect.envelope import read_answer
from orglint.collect.progress import Progress
from orglint.collect.rows import rows
from orglint.collect.tables.call import Call
from orglint.collect.walk import Reader, Walk
from orglint.errors import CollectError
from orglint.snapshots import pages
from orglint.snapshots.collecting import Walked

TABLE = "organization"
CALLS = (Call("getOrgById"),)


def read(reader: Reader) -> Walked:
    """Read the organization, and stop everything if another one answers."""
    before = reader.api.budget.requests
    try:
        members = reader.ask("getOrgById", built(get_org_by_id, reader.organization))
    except CollectError as refusal:
        raise _unknown(refusal) if refusal.status == HTTPStatus.NOT_FOUND else refusal from None
    item = members.get("data")
    found = rows(TABLE, [item])
    if found.rows and found.rows[0]["id"] != reader.organization:
        raise CollectError(
            "nothing was collected: the API answered for another organization than the one that was asked for",
            "Check the organization id; it stands in the address of the organization's administration, after /o/.",
        )
    requests = reader.api.budget.requests - before
    around = read_answer("getOrgById", members)
    page = pages.Page(
        walk=1,
        number=1,
        cursor=None,
        rows=len(found.rows),
        requests=requests,
        **found.remembered,
        doubts=around.doubts,
        drift=around.drift,
    )
    kept = pages.write(reader.collecting.pages(TABLE), page, found.rows)
    reader.report(Progress(TABLE, len(found.rows), 1))
    return ended(reader, TABLE, [Walk((kept,))])


def _unknown(refusal: CollectError) -> CollectError:
    return replace(
        refusal,
        message=f"nothing was collected: the API knows no such organization. {refusal.message}",
        hint="Check the organization id, whether the key is one of its keys, and the base URL if one was given.",
    )
