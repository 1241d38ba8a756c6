"""What stands around the rows of a page, met on the way of a whole collection."""

from pathlib import Path
from typing import Any

import pytest

from orglint import collect
from orglint.model.snapshot import DoubtKind, Snapshot, TableState
from support.collect.honest import Asked, Honest, Row, serving

EVERY = collect.plan_everything()
LISTS = {
    "users": "users/search",
    "groups": "groups/search",
    "managed_accounts": "v1 users",
    "domains": "domains",
    "policies": "policies",
    "directories": "directories",
}


def _collected(tmp_path: Path, honest: Honest, plan: collect.Plan = EVERY) -> Snapshot:
    with serving(honest) as place:
        return place.collect(tmp_path, plan)


def _merged(answer: Row, more: Row) -> Row:
    """Return an answer with more members, merged into the objects that are there."""
    objects = {name: {**answer[name], **more[name]} for name in more if isinstance(answer.get(name), dict)}
    return {**answer, **more, **objects}


def test_an_honest_organization_is_complete(tmp_path: Path) -> None:
    snapshot = _collected(tmp_path, Honest())
    assert {ledger.state for ledger in snapshot.tables.values()} == {TableState.COMPLETE}
    assert {name: ledger.rows for name, ledger in snapshot.tables.items()} == {
        "organization": 1,
        "directories": 1,
        "users": 12,
        "managed_accounts": 12,
        "groups": 3,
        "domains": 1,
        "policies": 3,
    }
    assert not any((ledger.doubts, ledger.drift, ledger.notes) != ((), (), ()) for ledger in snapshot.tables.values())


@pytest.mark.parametrize(
    ("table", "around"),
    [
        ("users", {"nextCursor": "c"}),
        ("users", {"partial": True}),
        ("groups", {"links": {"Next": "c"}}),
        ("groups", {"isLast": False}),
        ("managed_accounts", {"hasMore": True}),
        ("managed_accounts", {"meta": {"next": "c"}}),
        ("domains", {"errors": [{"code": "X"}]}),
        ("domains", {"meta": {"next": "c"}}),
        ("policies", {"meta": {"has_more": True}}),
        ("directories", {"pagination": {"next": "c"}}),
    ],
    ids=str,
)
def test_a_table_whose_pages_say_that_it_is_not_whole_is_doubtful(tmp_path: Path, table: str, around: Row) -> None:
    honest = Honest(size=100, change=lambda asked, it: _merged(it, around) if asked.what == LISTS[table] else it)
    ledger = _collected(tmp_path, honest).tables[table]
    assert ledger.state is TableState.DOUBTFUL
    assert {doubt.kind for doubt in ledger.doubts} == {DoubtKind.ENVELOPE}
    assert ledger.doubts[0].text in ledger.reason


def test_a_link_header_that_leads_on_makes_a_table_doubtful(tmp_path: Path) -> None:
    link = {"Link": '</admin/v1/orgs/org-1/domains?cursor=c>; rel="next"'}
    honest = Honest(headers=lambda asked: link if asked.what == "domains" else {})
    snapshot = _collected(tmp_path, honest)
    assert [name for name, ledger in snapshot.tables.items() if not ledger.complete] == ["domains"]


def test_errors_beside_the_one_row_of_the_organization_are_a_doubt(tmp_path: Path) -> None:
    honest = Honest(change=lambda asked, it: {**it, "errors": ["x"]} if asked.what == "organization" else it)
    assert _collected(tmp_path, honest).tables["organization"].state is TableState.DOUBTFUL


@pytest.mark.parametrize("rows", [True, False])
def test_errors_without_rows_are_no_empty_list(tmp_path: Path, *, rows: bool) -> None:
    def change(answer: Row) -> Row:
        failed = {**answer, "errors": [{"detail": "a shard did not answer"}]}
        return failed if rows else {**failed, "data": []}

    honest = Honest(change=lambda asked, it: change(it) if asked.what == "policies" else it)
    assert _collected(tmp_path, honest).tables["policies"].state is TableState.DOUBTFUL


def test_an_empty_text_ends_every_list(tmp_path: Path) -> None:
    def change(_: Asked, answer: Row) -> Row:
        ended = "links" in answer and not answer["links"]["next"]
        return {**answer, "links": {"next": ""}} if ended else answer

    assert _collected(tmp_path, Honest(change=change)).complete


@pytest.mark.parametrize(
    "form", ["{path}?cursor={cursor}", "?cursor={cursor}", "ftp://elsewhere.example:21/x?cursor={cursor}"]
)
def test_an_address_of_another_form_is_followed_and_told(tmp_path: Path, form: str) -> None:
    def change(asked: Asked, answer: Row) -> Row:
        following = answer.get("links", {}).get("next")
        if asked.what != "v1 users" or not following:
            return answer
        path, _, cursor = following.partition("?cursor=")
        return {**answer, "links": {"next": form.format(path=path.partition("8")[2], cursor=cursor)}}

    snapshot = _collected(tmp_path, Honest(change=change))
    ledger = snapshot.tables["managed_accounts"]
    assert (ledger.state, ledger.rows) == (TableState.COMPLETE, 12)
    assert ledger.drift == ("links.next is an address of another kind than specified",)


def test_places_that_name_different_cursors_never_make_a_complete_table(tmp_path: Path) -> None:
    def change(asked: Asked, answer: Row) -> Row:
        following = answer.get("links", {}).get("next")
        return {**answer, "meta": {"next": "1"}} if asked.what == "policies" and following else answer

    ledger = _collected(tmp_path, Honest(size=2, change=change)).tables["policies"]
    assert ledger.state is not TableState.COMPLETE
    assert "name different cursors" in ledger.reason


@pytest.mark.parametrize("table", ["managed_accounts", "domains", "policies", "directories", "users", "groups"])
def test_a_total_that_is_higher_than_the_rows_is_a_doubt_with_its_difference(tmp_path: Path, table: str) -> None:
    def change(asked: Asked, answer: Row) -> Row:
        return _merged(answer, {"meta": {"total": 15}}) if asked.what == LISTS[table] else answer

    ledger = _collected(tmp_path, Honest(size=100, change=change)).tables[table]
    assert ledger.state is TableState.DOUBTFUL
    assert {doubt.kind for doubt in ledger.doubts} == {DoubtKind.COUNT}
    if table not in {"users", "groups"}:
        assert ledger.doubts[0].difference == 15 - ledger.rows


def test_a_total_in_an_unknown_place_that_is_higher_than_the_rows_is_a_doubt_too(tmp_path: Path) -> None:
    honest = Honest(change=lambda asked, it: {**it, "totalCount": 15} if asked.what == "domains" else it)
    ledger = _collected(tmp_path, honest).tables["domains"]
    assert ledger.state is TableState.DOUBTFUL
    assert [(doubt.kind, doubt.difference) for doubt in ledger.doubts] == [(DoubtKind.COUNT, 14)]


def test_an_empty_page_that_leads_on_does_not_end_a_list(tmp_path: Path) -> None:
    def change(asked: Asked, answer: Row) -> Row:
        return {**answer, "data": []} if asked.what == "policies" and asked.times == 0 else answer

    assert _collected(tmp_path, Honest(size=2, change=change)).tables["policies"].rows == 1


def test_a_total_that_is_lower_than_the_rows_is_told(tmp_path: Path) -> None:
    honest = Honest(change=lambda asked, it: {**it, "meta": {"total": 11}} if asked.what == "v1 users" else it)
    ledger = _collected(tmp_path, honest).tables["managed_accounts"]
    assert ledger.state is TableState.COMPLETE
    assert ledger.notes == ("meta.total says 11, 12 were read",)


@pytest.mark.parametrize("total", ["1e400", "1000000000000000000000000000000", "12.5", '"12"', "-1", "true"])
def test_a_total_that_is_none_is_a_doubt_and_no_crash(tmp_path: Path, total: str) -> None:
    def change(asked: Asked, answer: Row) -> Any:
        if asked.what != "v1 users":
            return answer
        return (b'{"data": [], "meta": {"total": ' + total.encode() + b"}}") if asked.times == 0 else answer

    ledger = _collected(tmp_path, Honest(size=100, change=change)).tables["managed_accounts"]
    assert ledger.state is not TableState.COMPLETE
    assert not ledger.complete


def test_everything_else_around_the_rows_is_drift(tmp_path: Path) -> None:
    honest = Honest(change=lambda asked, it: {**it, "requestId": "x"} if asked.what == "domains" else it)
    snapshot = _collected(tmp_path, honest)
    assert snapshot.complete
    assert snapshot.tables["domains"].drift == ("requestId is not in the specification",)


@pytest.mark.parametrize("table", LISTS)
def test_a_cursor_that_repeats_is_a_failure_of_its_table(tmp_path: Path, table: str) -> None:
    def change(asked: Asked, answer: Row) -> Row:
        return {**answer, "links": {"next": "?cursor=1"}} if asked.what == LISTS[table] else answer

    snapshot = _collected(tmp_path, Honest(size=2, change=change))
    assert [name for name, ledger in snapshot.tables.items() if ledger.state is TableState.PARTIAL] == [table]
    assert "repeats itself" in snapshot.tables[table].reason
