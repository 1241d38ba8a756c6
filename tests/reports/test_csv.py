"""Tables for spreadsheets, read back by the csv module: complete, and without anything that a spreadsheet would run."""

import csv
import unicodedata
from collections import Counter
from dataclasses import replace
from io import StringIO

import pytest

from orglint.model.findings import Outcome
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import OffRule, Result
from orglint.model.rule import Severity
from orglint.reports import FORMATS
from orglint.reports.csv.cells import LONGEST, guard_text
from reports.hostile import HOSTILE
from support import results
from support.golden_files import Golden
from support.outputs import join_text

MIXED = results.mixed()
LARGEST_CELL = 32_767


def texts(result: Result, name: str = "csv") -> dict[str, str]:
    return {output.name: join_text(output) for output in FORMATS[name].render_outputs(result)}


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def tables(result: Result, name: str = "csv") -> dict[str, list[dict[str, str]]]:
    return {file: rows(text) for file, text in texts(result, name).items()}


def waiting() -> Result:
    rule = results.rule("own/partners", Severity.HIGH, "Guests come from partners")
    reason = Reason(ReasonCode.NOT_SET_UP, values=("settings.partners",))
    off = OffRule("own/other", Reason(ReasonCode.OFF, said="decided in SEC-12"))
    one = results.verdict(rule, Outcome.NOT_APPLICABLE, (0, 0, 0, 0, 0), reason=reason)
    return results.result(one, results.admins(), off=(off,))


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet might take a cell for a formula, by what Unicode says of its first character."""
    shown = text.lstrip(' \t\r\n"`')
    return unicodedata.normalize("NFKC", shown[:1])[:1] in set("=+-@")


@pytest.mark.parametrize("name", ["csv", "action-plan"])
def test_the_tables_read_like_this(golden: Golden, name: str) -> None:
    for file, text in texts(MIXED, name).items():
        golden(f"{name}.{file or 'csv'}", text)


def test_every_row_that_is_found_is_a_line_worst_first() -> None:
    lines = [line for line in tables(MIXED)[""] if line["about"] == "row"]
    assert Counter(line["outcome"] for line in lines) == {"fail": 34, "unknown": 16, "waived": 2}
    assert [line["severity"] for line in lines[:3]] == ["critical", "critical", "medium"]
    assert len({line["fingerprint"] for line in lines}) == len(lines)


def test_what_is_undecided_as_a_whole_is_a_line_too() -> None:
    others = [line for line in tables(MIXED)[""] if line["about"] != "row"]
    assert [(line["about"], line["outcome"], line["rule"]) for line in others] == [
        ("run", "unknown", ""),
        ("rule", "unknown", "policies/required"),
    ]
    assert all(line["reason"] for line in others)


def test_rules_are_in_buckets_with_those_that_did_not_run() -> None:
    lines = tables(waiting())["rules.csv"]
    assert {line["rule"]: line["bucket"] for line in lines} == {
        "admins/managed-accounts": "fail",
        "own/partners": "not-set-up",
        "own/other": "off",
    }
    assert [line["reason"] for line in lines if line["bucket"] == "off"] == ["decided in SEC-12"]
    assert [line["outcome"] for line in lines if line["bucket"] == "not-set-up"] == ["not-applicable"]


def test_the_plan_has_a_line_for_each_thing_to_do_and_columns_to_fill_in() -> None:
    lines = tables(MIXED, "action-plan")[""]
    assert Counter(line["state"] for line in lines) == {"fail": 34, "unknown": 4}
    assert {line[name] for line in lines for name in ("owner", "due", "status", "comment")} == {""}
    assert all(line["fix"] for line in lines)
    assert "nist-800-53 AC-2 AC-6" in lines[0]["controls"]
    assert "CIS 5.1" in lines[0]["references"]


def test_the_plan_says_what_to_set_up() -> None:
    (line,) = [it for it in tables(waiting(), "action-plan")[""] if it["state"] == "not-set-up"]
    assert (line["rule"], line["fix"]) == ("own/partners", "Say it under settings in orglint.yaml, then check again.")


def test_whatever_unicode_takes_for_the_sign_of_a_formula_is_guarded() -> None:
    signs = [it for it in map(chr, range(0x110000)) if is_formula(it)]
    assert len(signs) >= 19
    assert [
        hex(ord(it))
        for it in signs
        for text in (it, f" {it}", f'"{it}', f"\t{it}")
        if is_formula(guard_text(text + "1"))
    ] == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_no_cell_is_a_formula_whatever_separator_somebody_chooses(delimiter: str) -> None:
    names = [
        f"{start}{text}" for text in (*HOSTILE, "=1+1", "@SUM(A1)") for start in ("", "x;", "x|", 'x";"', "x\t", "x\n")
    ]
    bad = replace(MIXED, verdicts=(results.hostile(names),))
    for text in texts(bad).values():
        for line in csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter):
            assert not [cell for cell in line if is_formula(cell)]


def test_a_cell_is_one_line_that_a_spreadsheet_takes_whole() -> None:
    long = results.hostile(["x" * 100_000, "\U000e0041" * 100_000])
    for line in tables(results.result(long))[""]:
        assert max(map(len, line.values())) < LARGEST_CELL
        assert not [cell for cell in line.values() if len(cell.splitlines()) > 1]
    assert "characters, sha256" in guard_text("x" * (LONGEST + 1))


def test_what_is_no_formula_stays_as_it_is() -> None:
    plain = "Zoë Ångström, 山田太郎 (mail@corp.example); 5 - 3 = 2 'quoted' \"too\""
    assert guard_text(plain) == plain


def test_an_empty_result_is_no_empty_table() -> None:
    assert [line["value"] for line in tables(results.result())["run.csv"] if line["name"] == "outcome"] == ["unknown"]
