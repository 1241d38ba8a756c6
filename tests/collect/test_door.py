"""What a socket can send: drips, bombs, half bodies, foreign encodings, and JSON that is none."""

import gzip
import time
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import httpx
import pytest

from orglint import collect
from orglint.collect.client import ApiClient, open_api
from orglint.errors import CollectError
from orglint.http.connection import ConnectionSettings, Secret
from orglint.http.decode import NotAPageError
from orglint.http.retry import Budget
from orglint.model.snapshot import Snapshot, TableState
from orglint.tables.apis import ORGANIZATIONS
from support.collect.world import KEY, Answer, Clock, Place, cells, reply, server

DOMAINS = collect.plan_collection([("domains", "name")])
ORGANIZATION = b'{"data": {"id": "org-1", "type": "orgs", "attributes": {"name": "Acme"}}}'


def _answering(answer: Answer) -> tuple[AbstractContextManager[Place], list[str]]:
    """Answer for the organization as it should be, and for its domains as the test says."""
    calls: list[str] = []

    def answer_all(handler: BaseHTTPRequestHandler) -> None:
        if handler.path.endswith("/domains"):
            calls.append(handler.path)
            answer(handler)
        else:
            reply(handler, ORGANIZATION)

    return server(answer_all), calls


def _page(*names: str) -> bytes:
    rows = [f'{{"id": "{name}", "attributes": {{"name": "{name}.example"}}}}' for name in names]
    return f'{{"data": [{", ".join(rows)}]}}'.encode()


def _snapshot(tmp_path: Path, answer: Answer, **limits: Any) -> tuple[Snapshot, list[str]]:
    serving, calls = _answering(answer)
    with serving as place:
        return place.collect(tmp_path / "store", DOMAINS, **limits), calls


def _drip(body: bytes) -> Answer:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        try:
            for letter in body:
                handler.wfile.write(bytes([letter]))
                time.sleep(0.05)
        except OSError:
            pass  # whoever asked has gone

    return drip


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
BODY = HEAD + b" " * 60


def test_N_4_an_answer_that_drips_ends_at_the_deadline_of_the_request() -> None:
    began = time.monotonic()
    with server(_drip(BODY)) as place, pytest.raises(httpx.ReadTimeout, match=r"longer than its deadline of 0\.4 s"):
        _send(place, request=0.4, read=0.3)
    assert time.monotonic() - began < 2


def test_N_4_a_body_that_drips_ends_at_the_deadline_of_the_request(tmp_path: Path) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(HEAD)
        _drip(b" " * 60)(handler)

    with pytest.raises(CollectError, match="longer than its deadline"):
        _snapshot(tmp_path, drip, request=0.4, read=0.3, attempts=2)


def test_N_4_silence_ends_at_the_read_timeout() -> None:
    with server(lambda _: time.sleep(0.6)) as place, pytest.raises(httpx.ReadTimeout, match=r"nothing came for 0\.2 s"):
        _send(place, read=0.2)


def _answered(body: bytes, **headers: str) -> bytes:
    with server(lambda handler: reply(handler, body, **headers)) as place:
        return _send(place, largest_body=1 << 20).content


def test_a_compressed_page_is_read() -> None:
    assert _answered(gzip.compress(b"{}"), Content_Encoding="gzip") == b"{}"


MEMBERS = {
    "two members": (gzip.compress(b'{"a"') + gzip.compress(b": 1}"), b'{"a": 1}'),
    "many members": (b"".join(gzip.compress(bytes([code])) for code in b'{"a": 1}'), b'{"a": 1}'),
    "empty members": (gzip.compress(b"") * 500 + gzip.compress(b"{}") + gzip.compress(b"") * 500, b"{}"),
    "no member": (b"", b""),
}


@pytest.mark.parametrize(("sent", "meant"), MEMBERS.values(), ids=MEMBERS)
def test_every_member_of_a_compressed_page_is_read(sent: bytes, meant: bytes) -> None:
    assert _answered(sent, Content_Encoding="gzip") == meant


@pytest.mark.parametrize("encoding", ["GZIP", "x-gzip", " gzip , identity", "identity\r\nContent-Encoding: gzip"])
def test_gzip_has_several_names(encoding: str) -> None:
    assert _answered(gzip.compress(b"{}"), Content_Encoding=encoding) == b"{}"


BROKEN = {
    "garbage behind": (gzip.compress(b"{}") + b"garbage", "claims to be gzip"),
    "zeros behind": (gzip.compress(b"{}") + bytes(512), "claims to be gzip"),
    "a second member that is cut": (gzip.compress(b"{}") + gzip.compress(_page("a", "b"))[:-6], "cut short"),
    "a second member that has only begun": (gzip.compress(b"{}") + gzip.compress(b"{}")[:3], "cut short"),
    "a wrong checksum": (gzip.compress(b"{}")[:-8] + bytes(8), "claims to be gzip"),
    "a bomb of two members": (gzip.compress(b" " * (700 << 10)) * 2, "larger than 1 MiB"),
    "members without end": (gzip.compress(b"") * 11_000, "more pieces"),
}


@pytest.mark.parametrize(("sent", "said"), BROKEN.values(), ids=BROKEN)
def test_a_compressed_page_that_is_not_whole_is_no_page(sent: bytes, said: str) -> None:
    with pytest.raises(NotAPageError, match=said):
        _answered(sent, Content_Encoding="gzip")


def test_a_body_that_cannot_be_unpacked_makes_the_table_partial(tmp_path: Path) -> None:
    sent, said = BROKEN["a bomb of two members"]
    limits = {"largest_body": 1 << 20}
    snapshot, calls = _snapshot(tmp_path, lambda handler: reply(handler, sent, Content_Encoding="gzip"), **limits)
    assert snapshot.tables["domains"].state is TableState.PARTIAL
    assert said in snapshot.tables["domains"].reason
    assert len(calls) == 2


def test_a_status_counts_though_its_body_cannot_be_unpacked(tmp_path: Path) -> None:
    def deny(handler: BaseHTTPRequestHandler) -> None:
        reply(handler, b"none", 403, Content_Encoding="gzip")

    snapshot, _ = _snapshot(tmp_path, deny)
    assert snapshot.tables["domains"].state is TableState.DENIED


def test_N_3_a_compressed_body_that_was_cut_is_not_taken_for_whole() -> None:
    with pytest.raises(NotAPageError, match="cut short"):
        _answered(gzip.compress(_page("a", "b"))[:-6], Content_Encoding="gzip")


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip", "x", "gzip\r\nContent-Encoding: gzip"])
def test_N_17_an_encoding_that_was_not_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(NotAPageError, match="encoding"):
        _answered(zlib.compress(_page("a")), Content_Encoding=encoding)


def test_N_17_gzip_that_is_none_is_refused() -> None:
    with pytest.raises(NotAPageError, match="claims to be gzip"):
        _answered(_page("a"), Content_Encoding="gzip")


def test_TM_28_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(b" " * (32 << 20))
    assert len(bomb) < 64 << 10
    with pytest.raises(NotAPageError, match="larger than 1 MiB"):
        _answered(bomb, Content_Encoding="gzip")


def test_TM_28_a_body_that_is_too_large_is_not_read() -> None:
    with pytest.raises(NotAPageError, match="larger than 1 MiB"):
        _answered(b" " * (2 << 20))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"7",
        b'"text"',
        b"{",
        b'{"data": []} x',
        _page("a").decode().encode("utf-16"),
        b'{"data": [{"id": "\xff"}]}',
        b'{"data": [NaN]}',
        b'{"data": [{"id": "a", "attributes": {"x": Infinity}}]}',
        b'{"data": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
    ids=range(12),
)
def test_N_17_N_18_what_is_no_object_of_json_is_no_page(body: bytes) -> None:
    with server(lambda handler: reply(handler, body)) as place, _opened(place) as api, pytest.raises(NotAPageError):
        api.page("GET /x", {"method": "get", "url": "/v1/orgs"})


@pytest.mark.parametrize("data", [b"null", b'{"id": "a"}', b'"a"'])
def test_N_13_data_that_is_no_list_makes_the_table_partial(tmp_path: Path, data: bytes) -> None:
    snapshot, calls = _snapshot(tmp_path, lambda handler: reply(handler, b'{"data": ' + data + b"}"))
    assert calls
    assert snapshot.tables["domains"].state is TableState.PARTIAL


def test_N_13_items_that_are_no_rows_are_counted(tmp_path: Path) -> None:
    items = b'null, 7, "a", [], {}, {"id": ""}, {"id": null}, {"id": ["a"]}'
    snapshot, _ = _snapshot(tmp_path, lambda handler: reply(handler, b'{"data": [{"id": "a"}, ' + items + b"]}"))
    domains = snapshot.tables["domains"]
    assert (domains.state, domains.rows) == (TableState.PARTIAL, 1)
    assert "8 rows without a valid identity" in domains.reason


def test_N_18_half_characters_and_nul_are_kept_in_a_readable_form(tmp_path: Path) -> None:
    names = b'"x\\ud800y"', b'"p\\u0000q"'
    body = b'{"data": [{"id": "a", "attributes": {"name": %b}}, {"id": "b", "attributes": {"name": %b}}]}' % names
    snapshot, _ = _snapshot(tmp_path, lambda handler: reply(handler, body))
    assert cells(snapshot, "domains", "id, name") == [("a", "x\\ud800y"), ("b", "p\0q")]


def test_N_18_a_number_beyond_all_bounds_never_becomes_a_value(tmp_path: Path) -> None:
    body = b'{"data": [{"id": "a", "attributes": {"name": 1e999}}, {"id": "b", "attributes": {"name": "b"}}]}'
    snapshot, _ = _snapshot(tmp_path, lambda handler: reply(handler, body))
    assert snapshot.tables["domains"].columns["name"].invalid == 1


def test_N_14_a_row_that_comes_twice_is_kept_once(tmp_path: Path) -> None:
    snapshot, _ = _snapshot(tmp_path, lambda handler: reply(handler, _page("a", "b", "a")))
    assert cells(snapshot, "domains", "id, name") == [("a", "a.example"), ("b", "b.example")]
    assert snapshot.tables["domains"].reason == "1 row came more than once while the organization was read"


SHAPES = {
    b'{"code": 403, "message": "said"}': ("403", "said"),
    b'{"errors": [{"id": "r-1", "status": "403", "code": "ADMIN-403-3", "title": "t", "detail": "said"}]}': (
        "ADMIN-403-3",
        "said",
    ),
    b'{"errors": [{"code": "ADMIN-UAM-403-1", "title": "said", "detail": null}]}': ("ADMIN-UAM-403-1", "said"),
    b'{"id": "r-1", "status": "403", "code": "ADMIN-403-1", "detail": "said"}': ("ADMIN-403-1", "said"),
    b'{"timestamp": "t", "path": "/", "status": 403, "error": "e", "message": "said", "requestId": "r-1"}': (
        "",
        "said",
    ),
    b'{"key": "error.forbidden", "context": {}}': ("error.forbidden", ""),
    b"<html>said</html>": ("", ""),
    b"": ("", ""),
    b"[]": ("", ""),
    b'{"errors": "x"}': ("", ""),
    b'{"code": {"a": 1}, "message": ["x"]}': ("", ""),
    b'{"errors": [{"status": 403}, {"code": "C-1"}], "message": "said"}': ("C-1", "said"),
    b'{"error": {"code": "C-1", "message": "said"}}': ("C-1", "said"),
    b'{"errors": {"code": "C-1", "detail": "said"}}': ("C-1", "said"),
    b'{"message": "said", "code": ' + b"9" * 5000 + b"}": ("", ""),
    b'{"message": "said", "code": 1e999}': ("", "said"),
    b'{"message": "\\ud800said", "code": true}': ("", "said"),
    b'{"message": ' + b"[" * 100_000: ("", ""),
    b"\xff\xfe{}": ("", ""),
}


@pytest.mark.parametrize(("body", "told"), SHAPES.items(), ids=range(len(SHAPES)))
def test_every_shape_of_error_becomes_one_typed_error(body: bytes, told: tuple[str, str]) -> None:
    with server(lambda handler: reply(handler, body, 403)) as place, pytest.raises(CollectError) as failure:
        _send(place, "GET", f"/v1/orgs/{place.org_id}/domains")
    error = failure.value
    assert (error.status, error.code, error.endpoint) == (403, told[0], "GET /v1/orgs/{orgId}/domains")
    assert told[1] in error.message
    assert error.request_id == ("r-1" if b"r-1" in body else "")


def test_TM_9_an_error_that_echoes_the_key_or_steers_a_terminal_is_made_harmless() -> None:
    body = f'{{"message": "{KEY} \\u001b[31m\\u202e {"x" * 500}"}}'.encode()
    with server(lambda handler: reply(handler, body, 500)) as place, pytest.raises(CollectError) as failure:
        _send(place, "GET", f"/v1/orgs/{place.org_id}/domains")
    text = f"{failure.value} {failure.value!r}"
    assert KEY not in text
    assert text.isprintable() or set(text) - {"\n"} == {letter for letter in text if letter.isprintable()}
    assert len(failure.value.message) < 300


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("DELETE", "/v1/orgs/org-1"),
        ("PUT", "/v1/orgs/org-1/policies/p"),
        ("PATCH", "/v1/orgs/org-1"),
        ("POST", "/v1/orgs/org-1/policies"),
        ("POST", "/v2/orgs/org-1/directories/-/users/invite"),
        ("POST", "/v2/orgs/org-1/directories/-/users/search/../invite"),
        ("POST", "/v2/orgs/org-1/directories/-/users/a/search"),
        ("GET", "https://elsewhere.example/admin/v1/orgs"),
        ("GET", "http://127.0.0.1:1/admin/v1/orgs"),
        ("OPTIONS", "/v1/orgs/org-1"),
    ],
)
def test_TM_5_nothing_that_could_change_an_organization_or_goes_elsewhere_is_sent(method: str, path: str) -> None:
    sent: list[BaseHTTPRequestHandler] = []
    with server(sent.append) as place, pytest.raises(RuntimeError, match="refused to send"):
        _send(place, method, path)
    assert sent == []


@contextmanager
def _opened(place: Place, **limits: Any) -> Iterator[ApiClient]:
    clock = Clock()
    budget = Budget(clock.now.replace(year=2027), clock=clock, sleep=clock.sleep, chance=lambda: 0.0)
    connection = ConnectionSettings(place.org_id, Secret(KEY), place.base_url, **{"attempts": 1, **limits})
    with open_api(ORGANIZATIONS, connection, budget) as api:
        yield api


def _send(place: Place, method: str = "GET", path: str = "/v1/orgs", **limits: Any) -> httpx.Response:
    with _opened(place, **limits) as api:
        return api.client.get_httpx_client().request(method, path)
