"""From an odd answer of the API to the exit code of a check: nothing passes that is not known, and nothing crashes."""

import base64
import gzip
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import orglint
from support.collect.world import KEY, reply, server

GOOD = b'{"id": "d-1", "attributes": {"name": "a.example", "claim": {"type": "dns", "status": "verified"}}}'
BAD = GOOD.replace(b"d-1", b"d-2").replace(b'"verified"', b'"unverified"')


def _page(*rows: bytes, more: bytes = b"") -> bytes:
    return b'{"data": [' + b", ".join(rows) + b"]" + more + b"}"


def _row(claim: bytes) -> bytes:
    return b'{"id": "d-1", "attributes": {"name": "a.example", "claim": ' + claim + b"}}"


def _judged(folder: Path, domains: bytes, **headers: str) -> tuple[int, int, Mapping[str, Any]]:
    """Collect and judge an organization with these domains; return both exit codes, and the JSON report."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.path.partition("?")[0].endswith("/domains"):
            reply(handler, domains, **headers)
        else:
            date = {name: value for name, value in headers.items() if name == "Date"}
            reply(handler, b'{"data": {"id": "org-1", "attributes": {"name": "Acme"}}}', **date)

    store = ("--store", str(folder / "store"))
    with server(answer) as place:
        where = ("--org", place.org_id, "--base-url", place.base_url, *store, "--only", "domains/verified")
        collected = orglint("snapshot", *where, ORGLINT_API_KEY=KEY)
    report, page = folder / "report.json", folder / "report.html"
    formats = ("--format", "terminal", "--format", f"json={report}", "--format", f"html={page}")
    checked = orglint("check", *store, "--only", "domains/verified", *formats)
    shown = [collected.stdout, collected.stderr, checked.stdout, checked.stderr, report.read_text(), page.read_text()]
    for text in shown:
        assert not any(secret in text.lower() for secret in _forms(KEY)), text
    return collected.returncode, checked.returncode, json.loads(report.read_text())


def _forms(key: str) -> list[str]:
    raw = key.encode()
    inner = [base64.b64encode(bytes(n) + raw).decode()[4:24] for n in range(3)]
    return [form.lower() for form in (key[:12], key[-12:], raw.hex()[:24], *inner)]


def test_what_is_good_passes_and_what_is_bad_fails(tmp_path: Path) -> None:
    assert _judged(tmp_path / "good", _page(GOOD))[:2] == (0, 0)
    assert _judged(tmp_path / "bad", _page(GOOD, BAD))[:2] == (0, 1)


DECIDED = {
    "a byte order mark": (b"\xef\xbb\xbf" + _page(GOOD), {}, 0),
    "two members of gzip": (
        gzip.compress(_page(GOOD, BAD)[:60]) + gzip.compress(_page(GOOD, BAD)[60:]),
        {"Content_Encoding": "gzip"},
        1,
    ),
    "a bomb beside the rows": (_page(GOOD, more=b', "x": ' + b"[" * 700 + b"]" * 700), {}, 0),
    "a clock that is two hours ahead": (_page(GOOD), {"Date": (2, "hours")}, 0),
    "a clock that is two hours behind": (_page(GOOD), {"Date": (-2, "hours")}, 0),
    "no clock": (_page(GOOD), {"Date": "soon"}, 0),
}
UNDECIDED = {
    "a member twice": (_page(_row(b'{"type": "dns", "status": "unverified", "status": "verified"}')), {}),
    "the rows twice": (_page(BAD)[:-1] + b', "data": [' + GOOD + b"]}", {}),
    "garbage behind gzip": (gzip.compress(_page(GOOD)) + b"x", {"Content_Encoding": "gzip"}),
    "gzip that is cut": (gzip.compress(_page(GOOD))[:-3], {"Content_Encoding": "gzip"}),
    "an encoding that nobody asked for": (_page(GOOD), {"Content_Encoding": "br"}),
    "no JSON": (b"<html>", {}),
    "UTF-16": (_page(GOOD).decode().encode("utf-16"), {}),
    "NaN": (_page(GOOD, more=b', "x": NaN'), {}),
    "a number for a status": (_page(_row(b'{"type": "dns", "status": 1e400}')), {}),
    "half a character": (_page(_row(b'{"type": "dns", "status": "verified\\ud800"}')), {}),
    "a deep status": (_page(_row(b'{"type": "dns", "status": ' + b"[" * 700 + b"]" * 700 + b"}")), {}),
    "the key for a status": (_page(_row(b'{"type": "dns", "status": "' + KEY.encode() + b'"}')), {}),
    "half a character for a cursor": (_page(GOOD, more=b', "links": {"next": "\\ud800"}'), {}),
    "the key for a cursor": (_page(GOOD, more=b', "links": {"next": "' + base64.b64encode(KEY.encode()) + b'"}'), {}),
    "a clock that is a year ahead": (_page(GOOD), {"Date": (365, "days")}),
    "a clock that is a year behind": (_page(GOOD), {"Date": (-365, "days")}),
}


def _headers(given: Mapping[str, Any]) -> dict[str, str]:
    """Return headers, with times as they are now: an amount and its unit stand for a date that is that far away."""
    now = datetime.now(UTC)
    return {
        name: value if isinstance(value, str) else format_datetime(now + timedelta(**{value[1]: value[0]}), usegmt=True)
        for name, value in given.items()
    }


@pytest.mark.parametrize(("domains", "headers", "code"), DECIDED.values(), ids=DECIDED)
def test_C_what_is_odd_and_clear_is_decided(tmp_path: Path, domains: bytes, headers: dict[str, Any], code: int) -> None:
    assert _judged(tmp_path, domains, **_headers(headers))[:2] == (0, code)


@pytest.mark.parametrize(("domains", "headers"), UNDECIDED.values(), ids=UNDECIDED)
def test_A_B_what_is_not_known_is_undecided(tmp_path: Path, domains: bytes, headers: dict[str, Any]) -> None:
    collected, checked, report = _judged(tmp_path, domains, **_headers(headers))
    assert collected in {0, 3}
    assert checked == 3
    assert report["outcome"] != "pass"


def test_A9_both_clocks_are_told_by_snapshot_and_by_check(tmp_path: Path) -> None:
    collected, checked, report = _judged(tmp_path, _page(GOOD), **_headers({"Date": (365, "days")}))
    assert (collected, checked) == (3, 3)
    here, there = datetime.now(UTC), datetime.now(UTC) + timedelta(days=365)
    told = json.dumps(report)
    assert f"{here:%Y-%m-%d}" in told
    assert f"{there:%Y-%m-%d}" in told
    assert "neither can be believed" in told
