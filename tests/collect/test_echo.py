"""The API key in what the API answers: found in every spelling, and never kept."""

import base64
import json
import random
from pathlib import Path
from typing import Any

import pytest

from orglint import collect
from orglint.collect.progress import Progress
from orglint.errors import CollectError
from orglint.http.decode import decode_answer
from orglint.http.echo import Echo
from orglint.http.unreadable import Unreadable
from orglint.model.snapshot import Snapshot, TableState
from support.collect.world import KEY, reply, server

ECHO = Echo(KEY)
LONG = "ATCTT3xFfGN0" + "".join(random.Random(7).choices("ABCDEFabcdef0123456789-_=", k=180))


def _spelt(key: str) -> dict[str, str]:
    raw = key.encode()
    encoded = {f"base64 behind {n}": base64.b64encode(b"x" * n + raw + b"yz").decode() for n in range(3)}
    return {
        "as it is": key,
        "upper case": key.upper(),
        "cut after 20": key[:20],
        "only 12": key[-12:],
        "from the middle": key[5:18],
        "split by a line feed": f"{key[:14]}\n{key[14:]}",
        "spread out": " ".join(key),
        "tabs and hard blanks": f"{key[:4]}\t{key[4:8]}\u00a0{key[8:13]}\u2028{key[13:]}",
        "percent": "".join(f"%{code:02X}" for code in raw),
        "percent twice": "".join(f"%25{code:02x}" for code in raw),
        "partly percent": key.replace("a", "%61").replace("-", "%2d"),
        "JSON-escaped": "".join(f"\\u{code:04x}" for code in raw),
        "JSON-escaped twice": "".join(f"\\\\u{code:04X}" for code in raw),
        "an escaped line feed": f"{key[:9]}\\n{key[9:]}",
        "hex": raw.hex(),
        "upper hex": raw[:13].hex().upper(),
        "hex in groups": raw.hex(" ", 2),
        **encoded,
        "base64 for URLs": base64.urlsafe_b64encode(b"\xff\xfe" + raw).decode().rstrip("="),
        "base64 in lines": "\n".join(
            base64.encodebytes(b"Bearer " + raw).decode()[i : i + 20] for i in range(0, 60, 20)
        ),
        "base64 of 12": base64.b64encode(raw[3:15]).decode(),
        "percent base64": base64.b64encode(b"u:" + raw).decode().replace("=", "%3D").replace("a", "%61"),
    }


@pytest.mark.parametrize("key", [KEY, LONG], ids=["short", "long"])
@pytest.mark.parametrize("spelling", _spelt(KEY))
def test_A12_a_key_is_found_in_every_spelling(key: str, spelling: str) -> None:
    echo, spelt = Echo(key), _spelt(key)[spelling]
    for text in (spelt, f"before {spelt} after", f"é{spelt}é", f'"{spelt}"'):
        scrubbed = echo.blot_out_key(text)
        assert "[key]" in scrubbed
        assert echo.blot_out_key(scrubbed) == scrubbed
        assert not any(text[place : place + 16] in scrubbed for place in range(10, len(text) - 26))


@pytest.mark.parametrize("begin", range(len(KEY) - 11))
def test_A12_no_twelve_characters_are_missed(begin: int) -> None:
    piece = KEY[begin : begin + 12]
    forms = [piece, piece.encode().hex(), *(base64.b64encode(b"x" * n + piece.encode()).decode() for n in range(3))]
    assert [ECHO.blot_out_key(form).count("[key]") for form in forms] == [1] * 5


@pytest.mark.parametrize("text", [KEY[:11], f"{KEY[:11]}é{KEY[11:22]}", KEY[::-1], "", "canary", "%" * 50, "\\u" * 50])
def test_what_is_not_twelve_characters_of_the_key_stays(text: str) -> None:
    assert ECHO.blot_out_key(text) == text


def test_only_the_key_is_blotted_out() -> None:
    assert ECHO.blot_out_key(f"Bearer {KEY}, twice: {KEY}.") == "Bearer [key], twice: [key]."


def test_a_text_that_is_huge_is_blotted_out_as_a_whole() -> None:
    assert ECHO.blot_out_key("x" * (2 << 20) + KEY) == "[key]"


def test_the_forms_of_a_key_do_not_show() -> None:
    assert KEY not in f"{ECHO!r}"


DOMAINS = collect.plan_collection([("domains", "name")])
ATTRIBUTES = {"name": "a.example", "type": "domain"}
ROW = {"id": "a", "attributes": ATTRIBUTES}


def _collected(
    folder: Path, domains: Any, *, organization: str = "Acme", status: int = 200, **headers: str
) -> tuple[Snapshot, list[str]]:
    """Collect from an API that answers so, and find the key in nothing that was stored or said."""
    said: list[Progress] = []

    def answer(handler: Any) -> None:
        if handler.path.partition("?")[0].endswith("/domains"):
            reply(handler, json.dumps(domains).encode(), status, **headers)
        else:
            reply(handler, json.dumps({"data": {"id": "org-1", "attributes": {"name": organization}}}).encode())

    with server(answer) as place:
        snapshot = place.collect(folder / "store", DOMAINS, said=said)
    stored = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for text in (f"{snapshot!r} {said!r}", stored.decode("latin-1")):
        assert Echo(KEY).blot_out_key(text) == text
    return snapshot, [step.note for step in said if "repeats the API key" in step.note]


@pytest.mark.parametrize("spelling", ["as it is", "split by a line feed", "base64 behind 1", "cut after 20"])
def test_A12_a_cell_that_holds_the_key_is_invalid_and_that_is_said_once(tmp_path: Path, spelling: str) -> None:
    attributes = {**ATTRIBUTES, "name": f"x {_spelt(KEY)[spelling]}"}
    page = {"data": [ROW, {"id": "b", "attributes": attributes}, {"id": "c", "attributes": attributes}]}
    snapshot, said = _collected(tmp_path, page, organization=_spelt(KEY)[spelling])
    domains = snapshot.tables["domains"]
    assert (domains.rows, domains.columns["name"].invalid, len(said)) == (3, 2, 1)
    assert snapshot.organization_name == ""
    for table in ("domains", "organization"):
        assert snapshot.tables[table].notes == ("the API repeated the API key, which was blotted out",)


@pytest.mark.parametrize("spelling", _spelt(KEY))
def test_A12_a_page_is_searched_as_well_as_a_text(spelling: str) -> None:
    for text in (_spelt(KEY)[spelling], f"ü\ud800 {_spelt(KEY)[spelling]}"):  # the second goes another way
        members = decode_answer(json.dumps({"data": [{"a": text}], "links": {"next": text}}).encode(), Echo(KEY))
        assert isinstance(members["data"][0]["a"], Unreadable)
        assert isinstance(members["links"]["next"], Unreadable)
        assert "[key]" in str(members["data"][0]["a"])


HELD = {
    "a field's name": {"data": [{**ROW, KEY: 1, "attributes": {**ATTRIBUTES, KEY.upper(): {KEY: [KEY]}}}]},
    "an identity": {"data": [ROW, {"id": KEY}]},
    "an unknown field": {"data": [{**ROW, "new": {"deep": [f"a{KEY}"]}}]},
    "a member beside the rows": {"data": [ROW], "meta": {KEY: KEY}, KEY: []},
}


@pytest.mark.parametrize("page", HELD.values(), ids=HELD)
def test_A12_the_key_is_kept_nowhere(tmp_path: Path, page: Any) -> None:
    snapshot, said = _collected(tmp_path, page)
    assert snapshot.tables["domains"].rows == 1
    assert len(said) == (KEY in json.dumps(page))


@pytest.mark.parametrize("cursor", [KEY, f"https://a.example/?cursor={KEY}", base64.b64encode(KEY.encode()).decode()])
def test_A12_a_cursor_that_holds_the_key_makes_the_table_partial(tmp_path: Path, cursor: str) -> None:
    snapshot, said = _collected(tmp_path, {"data": [ROW], "links": {"next": cursor}})
    assert snapshot.tables["domains"].state is TableState.PARTIAL
    assert len(said) == 1


def test_A12_an_error_that_holds_the_key_is_told_without_it(tmp_path: Path) -> None:
    error = {"message": f"no {_spelt(KEY)['hex']}", "code": KEY, "requestId": KEY[:12]}
    snapshot, said = _collected(tmp_path, error, status=403, X_Request_Id=KEY)
    assert snapshot.tables["domains"].state is TableState.DENIED
    assert "answered 403 ([key]): no [key]" in snapshot.tables["domains"].reason
    assert len(said) == 1


def test_A12_a_header_that_holds_the_key_is_not_kept(tmp_path: Path) -> None:
    link = f'<https://a.example/?cursor={KEY}>; rel="next"'
    _collected(tmp_path, {"data": [ROW]}, Link=link, Set_Cookie=f"a={KEY}", Date=KEY)


def test_A12_what_is_kept_of_a_run_that_was_stopped_holds_no_key(tmp_path: Path) -> None:
    rows = [{**ROW, KEY: KEY}, {"id": "b", "attributes": {"name": KEY}}]

    def answer(handler: Any) -> None:
        path, _, query = handler.path.partition("?")
        if not path.endswith("/domains"):
            return reply(handler, b'{"data": {"id": "org-1"}}')
        next_ = f"http://{handler.headers['Host']}{path}?cursor=c2"
        body = json.dumps({"data": rows, "links": {"next": next_}, "message": KEY}).encode()
        return reply(handler, body, 401 if query else 200)

    with server(answer) as place, pytest.raises(CollectError) as failure:
        place.collect(tmp_path, DOMAINS)
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*.json*"))
    assert b'"b"' in kept
    for text in (kept.decode(), f"{failure.value} {failure.value!r}"):
        assert Echo(KEY).blot_out_key(text) == text
