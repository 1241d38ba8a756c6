"""What the page holds of all findings is read back, by what its script does, and is what the result has."""

import json
import re
import zlib
from base64 import b64decode
from collections import Counter
from dataclasses import replace
from datetime import datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from orglint.model.findings import ListedFindings
from orglint.model.result import Outcome, Result
from orglint.model.rule import Severity, ShownColumn
from orglint.model.shown_values import describe_shown_cell
from orglint.reports import FORMATS
from orglint.reports.html.packed import pack_findings
from orglint.reports.html.packing import Numbers, pack_value
from orglint.reports.html.page import build_page
from orglint.reports.html.values import make_inert, to_raw
from support import results, shown_results
from support.outputs import join_text

TABLE = json.loads((Path(__file__).parent / "shown_values.json").read_text("utf-8"))
NOW = datetime.fromisoformat(TABLE["now"])
OUTCOMES = ("fail", "unknown", "waived")


def read_packed(text: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(zlib.decompress(b64decode(text, validate=True)))
    return document


def unpack(result: Result) -> list[dict[str, Any]]:
    """Return the findings in a page, each with its values as text."""
    page = join_text(FORMATS["html"].render_outputs(result)[0])
    found = re.search(r'<script type="application/octet-stream" id="packed">(.*?)</script>', page)
    if not found:
        return []
    document = read_packed(found[1])
    keys = read_keys(document["keys"])
    return [one for block in document["blocks"] for one in read_block(document, keys, block)]


def read_keys(keys: dict[str, Any]) -> list[str]:
    made, at = [], 0
    for shape in accumulate(keys["used"]):
        key = ""
        for part in keys["shapes"][shape]:
            key += keys["digits"][at : at + part] if isinstance(part, int) else part
            at += part if isinstance(part, int) else 0
        made.append(key)
    return made


def read_block(document: dict[str, Any], keys: list[str], block: dict[str, Any]) -> list[dict[str, Any]]:
    rule, subjects = document["rules"][block["r"]], list(accumulate(block["s"]))
    return [
        {
            "rule": rule["id"],
            "outcome": OUTCOMES[block["o"]],
            "key": keys[subject],
            "name": document["names"][subject] or keys[subject],
            "note": block["n"][0][block["n"][1][row]] if "n" in block else "",
            "message": block["m"][row] if "m" in block else None,
        }
        for row, subject in enumerate(subjects)
    ]


def list_told(result: Result) -> Counter[tuple[str, ...]]:
    return Counter(
        (make_inert(it.rule), it.outcome.value, make_inert(it.key), make_inert(it.subject or it.message))
        for verdict in result.verdicts
        for it in verdict.findings
    )


@pytest.mark.parametrize("name", ["mixed", "clean", "failing", "undecided", "waived"])
def test_every_finding_is_in_the_page_once(name: str) -> None:
    result: Result = getattr(results if hasattr(results, name) and name != "waived" else shown_results, name)()
    found = unpack(result)
    assert Counter((it["rule"], it["outcome"], it["key"], it["name"]) for it in found) == list_told(result)


def test_an_unknown_finding_has_its_reason_and_a_waived_one_its_excuse() -> None:
    notes = {(it["outcome"], it["note"]) for it in unpack(results.mixed())}
    assert notes == {
        ("fail", ""),
        ("unknown", "users: partial, page 3 answered 503"),
        ("unknown", "user.lastActive is absent"),
        ("waived", "break-glass account, sealed; security team, until 2026-06-30"),
        ("waived", "migration of the directory; platform team, until 2026-04-01"),
    }


def test_a_page_holds_so_many_and_says_how_many_there_are() -> None:
    page = build_page(results.large(9_000))
    document = read_packed("".join(pack_findings(page, most=5_000)))
    assert [len(block["s"]) for block in document["blocks"]] == [4_000, 1_000]


def test_digits_of_keys_stand_in_one_run() -> None:
    keys = ["712020:0a1b2c3d-4b1d-4c7e-9a52-0c5d3c1e7f00", "ci token", "", "beef", "a#4b", "deadbeef x\ncafe00"]
    numbers = Numbers()
    assert numbers.number_all(keys[:3], keys[:3]) == [0, 1, 2]
    assert numbers.number_all((*keys[1:], keys[0]), (*keys[1:], keys[0])) == [1, 2, 3, 4, 5, 0]
    assert read_keys(json.loads(json.dumps(numbers.pack_keys()))) == keys


@pytest.mark.parametrize("at", range(len(TABLE["cases"])))
def test_a_value_is_told_in_these_words(at: int) -> None:
    case = TABLE["cases"][at]
    column = ShownColumn("user.x", "x", case["kind"], case["absent"])
    finding = results.finding("a/b", "k", "m", {"user.x": make_inert(case["value"])})
    assert describe_shown_cell(column, finding, NOW) == case["words"]
    assert to_raw(make_inert(case["value"])) == case["raw"]


@pytest.mark.parametrize("at", range(len(TABLE["cases"])))
def test_what_a_script_cannot_say_exactly_comes_with_its_words(at: int) -> None:
    case = TABLE["cases"][at]
    packed = pack_value(case["value"], case["kind"], NOW)
    if isinstance(packed, dict):
        assert packed == {"raw": case["raw"], "say": case["words"]}
    else:
        assert json.dumps(packed, ensure_ascii=False, separators=(",", ":")) == case["raw"]
        assert "e" not in case["raw"] or not isinstance(packed, float)


def test_times_come_back_letter_by_letter() -> None:
    rule = replace(results.rule("a/b", Severity.LOW, "t"), columns=(ShownColumn("user.at", "at", "time", "never"),))
    times = ["2026-03-01T00:00:00Z", None, "2026-01-01T00:00:00.000001Z", "1969-12-31T23:59:59Z"]
    found = [results.finding(rule.id, str(at), "m", {"user.at": time}, subject="s") for at, time in enumerate(times)]
    verdict = replace(results.verdict(rule, Outcome.FAIL, (4, 0, 4, 0, 0)), findings=ListedFindings(found))
    (block,) = read_packed("".join(pack_findings(build_page(results.result(verdict)))))["blocks"]
    assert block["v"] == [{"t": [1772323200000000, None, -5097599999999, -1767225601000001], "u": 1}]


def test_a_value_that_is_not_known_is_not_one_that_is_absent() -> None:
    columns = (ShownColumn("user.at", "at", "time", "never"), ShownColumn("user.x", "x", "text", "none"))
    rule = replace(results.rule("a/b", Severity.LOW, "t"), columns=columns)
    values = {"user.at": None, "user.x": None}
    found = [
        results.finding(rule.id, "1", "m", values, subject="s", unknown_values=("user.at", "user.x")),
        results.finding(rule.id, "2", "m", values, subject="s"),
        results.finding(rule.id, "3", "m", {}, subject="s"),
    ]
    verdict = replace(results.verdict(rule, Outcome.FAIL, (3, 0, 3, 0, 0)), findings=ListedFindings(found))
    (block,) = read_packed("".join(pack_findings(build_page(results.result(verdict)))))["blocks"]
    assert block["v"] == [{"t": ["?", None, "?"], "u": 1_000_000}, [{}, None, {}]]


def test_a_column_of_the_keys_is_not_there_twice() -> None:
    columns = (ShownColumn("user.id", "id", "text", "none"), ShownColumn("user.x", "x", "text", "none"))
    rule = replace(results.rule("a/b", Severity.LOW, "t"), columns=columns)
    found = [
        results.finding(rule.id, key, "m", {"user.id": key, "user.x": other}, subject=f"name of {key}")
        for key, other in (("k1", "k1"), ("k2", "k1"))
    ]
    verdict = replace(results.verdict(rule, Outcome.FAIL, (2, 0, 2, 0, 0)), findings=ListedFindings(found))
    (block,) = read_packed("".join(pack_findings(build_page(results.result(verdict)))))["blocks"]
    assert block["v"] == [{"keys": 1}, {"all": "k1"}]
