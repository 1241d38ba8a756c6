"""What JSON can hold: whatever it is, it becomes a value, an invalid cell or a partial table, and never a crash."""

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orglint import collect
from orglint.http.decode import DEEPEST, DoubledError, NotAPageError, decode_answer
from orglint.http.echo import Echo
from orglint.http.unreadable import Unreadable
from orglint.model.snapshot import Snapshot, TableState
from support.collect.world import KEY, Place, cells, reply, server

DOMAINS = collect.plan_collection([("domains", "name")])
ORGANIZATION = b'{"data": {"id": "org-1", "type": "orgs", "attributes": {"name": "Acme"}}}'
ECHO = Echo(KEY)


def _read(body: str | bytes) -> dict[str, Any]:
    return decode_answer(body.encode("utf-8") if isinstance(body, str) else body, ECHO)


@pytest.mark.parametrize(
    "body",
    [
        '{"data": []}',
        ' {"data" : [ {"a":\t1} ],\r\n"b": "x: y" } ',
        '{"data": ["a\\"b: c", "\\u003a", "\\u003A", ":", "\\\\u003a", "\\/"]}',
        '{"data": [{"at": "2026-01-01T00:00:00Z", "url": "https://a.example/?q=%3A%2F"}]}',
        '{"data": [1.50, 1e3, -0, 0.1, 9007199254740993, "ü", "\\u00fc", "\\ud83d\\ude00", "\\u0000"]}',
        '{"": {"": {"": null}}}',
    ],
)
def test_what_is_plain_comes_out_as_any_decoder_reads_it(body: str) -> None:
    assert _read(body) == json.loads(body)


def test_a_byte_order_mark_before_the_json_is_skipped() -> None:
    assert _read(b'\xef\xbb\xbf{"data": [1]}') == {"data": [1]}


DOUBLED = {
    '{"data": [{"a": 1, "a": 2}]}': "a",
    '{"data": [{"a": 1, "a": 1}]}': "a",
    '{"data": [], "data": [1]}': "data",
    '{"data": [{"a" : 1, "a"\n:2}]}': "a",
    '{"data": [{"a": 1, "\\u0061": 2}]}': "a",
    '{"data": [{"a\\\\": 1, "a\\\\": 2}]}': "a\\",
    '{"data": [{"a:": 1, "a:": 2}]}': "a:",
    '{"data": [{"x": [{"y": {"a": 1, "b": 2, "a": 3}}]}]}': "a",
    '{"data": [{"": 1, "": 2}]}': "",
    # Texts with colons that are written in another way are no member that makes up for the one that is lost.
    '{"data": [{"a": "\\u003a", "a": 2}]}': "a",
    '{"data": [{"a": 1, "a": 2, "b": "\\u0022:"}]}': "a",
    '{"data": [{"a": 1, "a": 2, "b": "\\u003a"}]}': "a",
    '{"data": [{"a": 1, "a": 2, "b": "\\u003A\\u0020:"}]}': "a",
    '{"data": [{"a": 1, "a": 2, "b": "\\\\u003a"}]}': "a",
    '{"data": [{"a": 1, "a": 2, "b": 1e400, "c": "\\ud800"}]}': "a",
}


@pytest.mark.parametrize(("body", "name"), DOUBLED.items(), ids=range(len(DOUBLED)))
def test_a_member_that_comes_twice_is_found_wherever_it_is(body: str, name: str) -> None:
    with pytest.raises(DoubledError) as doubled:
        _read(body)
    assert str(doubled.value) == name


def test_a_member_that_comes_twice_among_many_is_found_in_no_time() -> None:
    many = ", ".join(f'"{place}": 1' for place in range(100_000))
    with pytest.raises(DoubledError, match="99999"):
        _read(f'{{{many}, "99999": 2}}')


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"7",
        b"NaN",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": -Infinity}',
        b'{"a": 1}'.decode().encode("utf-16"),
        b'{"a": 1}'.decode().encode("utf-16-le"),
        b'{"a": "\xff"}',
        b'{"a": "\xed\xa0\x80"}',
        b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b"\xef\xbb\xbf" * 2 + b"{}",
        b'{"a": "\x01"}',
    ],
    ids=range(14),
)
def test_what_is_no_object_of_json_is_no_page(body: bytes) -> None:
    with pytest.raises(NotAPageError):
        _read(body)


@pytest.mark.parametrize("number", ["1e400", "-1e400", "9" * 400, "-" + "9" * 400, "9" * 5000, "1" * 310 + ".5"])
def test_a_number_beyond_all_bounds_is_of_no_type(number: str) -> None:
    assert _read(f'{{"data": [{number}], "meta": {{"total": {number}}}}}') == {
        "data": [Unreadable("[a number beyond all bounds]")],
        "meta": {"total": Unreadable("[a number beyond all bounds]")},
    }


@pytest.mark.parametrize("number", ["1" + "0" * 30, "-" + "9" * 40, "18446744073709551616", "1e308"])
def test_a_number_beyond_an_integer_is_near(number: str) -> None:
    assert _read(f'{{"data": [{number}]}}') == {"data": [float(number)]}


def test_half_a_character_is_spelt_out_in_a_row_and_is_no_text_beside_it() -> None:
    body = '{"data": [{"\\ud800": "x\\udfffy"}], "links": {"next": "c\\ud800"}, "meta": [{"\\udc00": 1}]}'
    assert _read(body) == {
        "data": [{"\\ud800": "x\\udfffy"}],
        "links": {"next": Unreadable("[a text with half a character]")},
        "meta": [{"\\udc00": 1}],
    }


@pytest.mark.parametrize("depth", [300, 500, 700])
def test_what_is_nested_too_deeply_is_cut(depth: int) -> None:
    found = _read(f'{{"data": [{{"id": "a", "x": {"[" * depth}{"]" * depth}}}]}}')["data"][0]
    assert found["id"] == "a"
    inner, depth_kept = found["x"], 0
    while isinstance(inner, list):
        inner, depth_kept = inner[0], depth_kept + 1
    assert inner == Unreadable("[nested too deeply]")
    assert depth_kept < DEEPEST


def _collected(tmp_path: Path, body: Callable[[int], bytes]) -> tuple[Snapshot, int]:
    """Collect domains, of which each request is answered by what the function says for its number."""
    calls, turn = [0], threading.Lock()

    def answer(handler: Any) -> None:
        if not handler.path.partition("?")[0].endswith("/domains"):
            return reply(handler, ORGANIZATION)
        with turn:
            calls[0] += 1
        return reply(handler, body(calls[0]))

    with server(answer) as place:
        assert isinstance(place, Place)
        return place.collect(tmp_path / "store", DOMAINS), calls[0]


GOOD_ORGANIZATION = b'{"data": {"id": "org-1", "attributes": {"name": "Acme"}}}'
TWICE_ORGANIZATION = b'{"data": {"id": "org-2", "id": "org-1", "attributes": {"name": "Acme"}}}'
ROW = b'{"id": "a", "attributes": {"name": "a.example"}}'
GOOD = b'{"data": [' + ROW + b"]}"
TWICE = b'{"data": [{"id": "a", "attributes": {"name": "a.example", "name": "b.example"}}]}'


def test_a_page_with_a_member_twice_is_asked_for_again(tmp_path: Path) -> None:
    snapshot, calls = _collected(tmp_path, lambda call: TWICE if call == 1 else GOOD)
    assert (calls, snapshot.complete) == (2, True)
    assert cells(snapshot, "domains", "name") == [("a.example",)]


def test_a_table_whose_page_has_a_member_twice_again_is_partial_and_says_which(tmp_path: Path) -> None:
    snapshot, calls = _collected(tmp_path, lambda _: TWICE)
    domains = snapshot.tables["domains"]
    assert (calls, domains.state, domains.rows) == (2, TableState.PARTIAL, 0)
    assert domains.reason == "GET /v1/orgs/{orgId}/domains answered an object that has name twice"


def test_a_count_with_a_member_twice_is_asked_for_again_and_then_is_none(tmp_path: Path) -> None:
    def answer(handler: Any) -> None:
        handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        path = handler.path.partition("?")[0]
        asked.append(path)
        bodies = {"search": b'{"data": [], "links": {}}', "org-1": ORGANIZATION}
        reply(handler, bodies.get(path.rpartition("/")[2], b'{"count": 3, "count": 0, "totals": {"all": 0}}'))

    asked: list[str] = []
    with server(answer) as place:
        snapshot = place.collect(tmp_path, collect.plan_collection([("groups", "name")]))
    groups = snapshot.tables["groups"]
    assert not groups.complete
    assert "GET /v2/orgs/{orgId}/directories/{directoryId}/groups/count answered an object that has count twice" in (
        groups.reason + str(groups.doubts)
    )
    assert sum(path.endswith("/groups/count") for path in asked) % 2 == 0


@pytest.mark.parametrize("again", [GOOD_ORGANIZATION, TWICE_ORGANIZATION])
def test_an_organization_with_a_member_twice_is_asked_for_again(tmp_path: Path, again: bytes) -> None:
    answers = iter([TWICE_ORGANIZATION, again])
    with server(lambda handler: reply(handler, next(answers))) as place:
        snapshot = place.collect(tmp_path, collect.plan_collection([]))
    assert snapshot.complete == (again == GOOD_ORGANIZATION)


@pytest.mark.parametrize("cursor", [b'"c\\ud800"', b"1e400"])
def test_a_cursor_that_is_none_makes_the_table_partial(tmp_path: Path, cursor: bytes) -> None:
    body = b'{"data": [' + ROW + b'], "links": {"next": ' + cursor + b"}}"
    snapshot, _ = _collected(tmp_path, lambda _: body)
    assert snapshot.tables["domains"].state is TableState.PARTIAL


VALUES = [
    b'"x\\ud800y"',
    b"1e400",
    b"9" * 400,
    b"9" * 5000,
    b"1" + b"0" * 30,
    b"[" * 200 + b"]" * 200,
    b"[" * 700 + b"]" * 700,
    b'{"a":' * 200 + b"1" + b"}" * 200,
    b'{"\\ud800": "\\u0000"}',
]


ROWS = {
    "name": b'{"id": "%d", "attributes": {"name": %b}}',
    "unknown": b'{"id": "%d", "attributes": {"name": "b.example", "new": %b}}',
    "beside": b'{"id": "%d", "new": [%b], "attributes": {"name": "b.example"}}',
    "attributes": b'{"id": "%d", "attributes": %b}',
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_B_whatever_a_row_holds_leaves_a_snapshot(tmp_path: Path, row: bytes) -> None:
    odd = b", ".join(row % (number, value) for number, value in enumerate(VALUES))
    snapshot, _ = _collected(tmp_path, lambda _: b'{"data": [%b, %b]}' % (ROW, odd))
    assert ("a", "a.example") in cells(snapshot, "domains", "id, name")
    assert snapshot.tables["domains"].rows == len(VALUES) + 1


def test_B_whatever_stands_for_an_identity_leaves_a_snapshot(tmp_path: Path) -> None:
    odd = b", ".join(b'{"id": %b}' % value for value in VALUES)
    snapshot, _ = _collected(tmp_path, lambda _: b'{"data": [%b, %b]}' % (ROW, odd))
    assert cells(snapshot, "domains", "id") == [("a",), ("x\\ud800y",)]
    assert snapshot.tables["domains"].state is TableState.PARTIAL


def test_B_whatever_stands_beside_the_rows_leaves_a_snapshot(tmp_path: Path) -> None:
    odd = b", ".join(b'"%d": %b' % (number, value) for number, value in enumerate(VALUES))
    snapshot, _ = _collected(tmp_path, lambda _: b'{"meta": {%b}, "more": [{%b}], "data": [%b]}' % (odd, odd, ROW))
    assert cells(snapshot, "domains", "id, name") == [("a", "a.example")]
