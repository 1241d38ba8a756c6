"""The organization itself: one row, and the proof that the key belongs to the organization that was asked for."""

from collections import Counter
from dataclasses import replace
from http import HTTPStatus

from orglint.collect.end import Expected, conclude_table
from orglint.collect.envelope import Envelope, read_answer
from orglint.collect.progress import Progress
from orglint.collect.requests import build_request
from orglint.collect.rows import PageRows, items_to_rows
from orglint.collect.tables.call import OperationCalls
from orglint.collect.walk import TableReader, Walk
from orglint.errors import CollectError
from orglint.snapshots import pages
from orglint.snapshots.collecting import TableWalk, ValueCounts
from orglint.tables import known_tables
from orglint.tables.endpoints import GET_ORGANIZATION

TABLE = "organization"
CALLS = (OperationCalls(GET_ORGANIZATION),)


def read(reader: TableReader) -> TableWalk:
    """Read the organization, and stop everything if another one answers.

    A key that may not read it can still read everything else: that the organization is there is known from its id.
    """
    before = reader.api.budget.requests
    try:
        members = reader.ask(GET_ORGANIZATION, build_request(GET_ORGANIZATION, reader.organization))
    except CollectError as refusal:
        if refusal.status == HTTPStatus.FORBIDDEN:
            return _conclude_denied_table(reader, refusal.message, before)
        raise _build_unknown_id_error(refusal) if refusal.status == HTTPStatus.NOT_FOUND else refusal from None
    found = items_to_rows(TABLE, [members.get("data")])
    if found.rows and found.rows[0]["id"] != reader.organization:
        raise CollectError(
            "nothing was collected: the API answered for another organization than the one that was asked for",
            "Check the organization id; it stands in the address of the organization's administration, after /o/.",
        )
    return conclude_table(reader, TABLE, [_write_page(reader, found, before, read_answer(GET_ORGANIZATION, members))])


def _conclude_denied_table(reader: TableReader, refusal: str, before: int) -> TableWalk:
    found = PageRows(({"id": reader.organization},), 0, Counter())
    others = [column for column in known_tables()[TABLE].columns if column != "id"]
    tallies = tuple(ValueCounts(column, "", None, problem=f"denied: {refusal}") for column in others)
    walks = [_write_page(reader, found, before, Envelope())]
    return conclude_table(
        reader, TABLE, walks, expected=Expected(tallies=tallies), notes=(f"only its id is known: {refusal}",)
    )


def _write_page(reader: TableReader, found: PageRows, before: int, around: Envelope) -> Walk:
    page = pages.Page(
        walk=1,
        number=1,
        cursor=None,
        rows=len(found.rows),
        requests=reader.api.budget.requests - before,
        **found.page_fields,
        doubts=around.doubts,
        drift=around.drift,
    )
    kept = pages.write_page(reader.collecting.pages(TABLE), page, found.rows)
    reader.report(Progress(TABLE, len(found.rows), 1))
    return Walk((kept,))


def _build_unknown_id_error(refusal: CollectError) -> CollectError:
    return replace(
        refusal,
        message=f"nothing was collected: the API knows no such organization. {refusal.message}",
        hint="Check the organization id, whether the key is one of its keys, and the base URL if one was given.",
    )
