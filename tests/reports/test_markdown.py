"""Markdown, read back by markdown-it: within its limits, and inert."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from orglint.model.result import Outcome, Result, Verdict
from orglint.model.rule import Severity
from orglint.reports import FORMATS
from orglint.reports.markdown.result import LARGEST
from orglint.reports.markdown.text import quote_cell, quote_code, quote_text
from reports.hostile import HOSTILE, infested
from support import results
from support.golden_files import Golden

MIXED = results.mixed()
READER = MarkdownIt("gfm-like", {"linkify": False})
STRUCTURE = {"heading_open", "table_open", "tr_open", "td_open", "bullet_list_open", "list_item_open", "paragraph_open"}
ACTS = {
    "html_block",
    "html_inline",
    "link_open",
    "image",
    "em_open",
    "s_open",
    "fence",
    "code_block",
    "hr",
    "blockquote_open",
}
BITBUCKET, GITHUB = 32_768, 65_536


def tokens(text: str) -> list[Token]:
    return [it for token in READER.parse(text) for it in (token, *(token.children or []))]


def text(result: Result) -> str:
    return FORMATS["markdown"].render(result)


def kinds(result: Result) -> Counter[str]:
    return Counter(it.type for it in tokens(text(result)) if it.type in STRUCTURE)


def said(markdown: str) -> str:
    return "".join(it.content for it in tokens(markdown) if it.type in {"text", "code_inline"})


def test_a_result_reads_like_this(golden: Golden) -> None:
    golden("summary.md", text(MIXED))


def test_the_outcome_and_every_number_come_first() -> None:
    first = text(MIXED)[:1_500]
    assert first.startswith("## orglint: FAIL, and not everything is decided\n")
    assert "| number | 3 | 2 | 1 | 0 | 0 | 1 | 2 | 0 | 0 | 0 |" in first
    assert "16 rows of unknown outcome, 2 waived" in first
    assert "in doubt: the snapshot is 2 hours 30 minutes old" in first


def test_rules_come_worst_first() -> None:
    headings = re.findall(r"^### (\S+): (\S+) `(\S+)`$", text(MIXED), re.MULTILINE)
    assert headings[:2] == [("fail", "critical", "admins/managed-accounts"), ("fail", "medium", "accounts/dormant")]
    assert [it[0] for it in headings] == ["fail", "fail", "fail", "unknown", "unknown", "waived"]


def many(rules: int, rows: int, name: str) -> Result:
    verdicts = [named(number, rows, name) for number in range(rules)]
    return results.result(*verdicts, snapshot=results.whole())


def named(number: int, rows: int, name: str) -> Verdict:
    rule = results.rule(f"family/{number:05}-{name}", Severity.HIGH, f"Rule {number} {name}")
    found = [results.finding(rule.id, f"{n}{name}", f"{name} {n}", {}) for n in range(rows)]
    return results.verdict(rule, Outcome.FAIL, (rows, 0, rows, 0, 0), *found)


@pytest.mark.parametrize("name", ["x", "ü" * 300, "\U000e0041" * 300, "`|" * 200])
@pytest.mark.parametrize(("rules", "rows"), [(1, 3_000), (1_500, 1)])
def test_it_fits_a_comment_whatever_there_is_to_tell(name: str, rules: int, rows: int) -> None:
    page = text(many(rules, rows, name))
    assert len(page.encode()) <= LARGEST <= BITBUCKET < GITHUB
    assert f"{rules * rows:,} findings ({rules * rows:,} high)" in page
    assert f"| number | {rules:,} | 0 |" in page
    assert "| snapshot.id |" in page


def test_a_part_says_how_much_is_left() -> None:
    assert "- and 2,990 more\n" in text(many(1, 3_000, "x"))
    cut = text(many(1_500, 1, "x"))
    tabled = len(re.findall(r"^\| fail \|", cut, re.MULTILINE))
    assert f"{1_500 - tabled:,} more rules of these are in the JSON report." in cut
    assert f"Details of {1_500 - cut.count('### fail'):,} more rules are in the JSON report." in cut


ACTING = ("@everyone", "#1", "GH-12", "https://evil.test", "www.evil.test", "a" * 40, "1. x", "- x", "***", "![x](y)")


@pytest.mark.parametrize("hostile", [*HOSTILE, *ACTING, "|", "\\"])
def test_text_from_anywhere_is_text(hostile: str) -> None:
    bad = infested(MIXED, hostile)
    assert not ACTS & {it.type for it in tokens(text(bad))}
    assert kinds(bad) == kinds(MIXED) or "in the JSON report" in text(bad)


@pytest.mark.parametrize("plain", ["@ada", "see #12", "a//b", "deadbeef1", "_x_", "*x*", "<b>", "[x](y)", *ACTING])
def test_what_a_site_would_make_a_mention_or_a_link_of_is_code(plain: str) -> None:
    assert quote_text(plain, 100) == f"`{plain}`"


@pytest.mark.parametrize("plain", ["Zoë is no admin (90%).", "Claim the account's domain; then revoke it", "山田太郎"])
def test_plain_words_stay_words(plain: str) -> None:
    assert quote_text(plain, 100) == plain


@pytest.mark.parametrize("code", ["`", "``", "a`b", "`` ` ``", " ", "", "x`", "\\", "a\\"])
def test_code_is_one_span_whatever_backticks_it_holds(code: str) -> None:
    for span in (quote_code(code, 100), quote_cell(code, 100)):
        (line,) = [it for it in READER.parse(f"- {span}\n") if it.type == "inline"]
        assert [it.type for it in line.children or []] == ["code_inline"]
        assert line.children is not None
        assert line.children[0].content == (code.strip() or "(empty)")


def test_a_run_that_is_not_decided_never_reads_as_a_pass() -> None:
    unsure = replace(results.clean(), doubts=("the snapshot is 3 days old",))
    assert text(unsure).startswith("## orglint: UNKNOWN\n")
    assert "in doubt: the snapshot is 3 days old" in said(text(unsure))


def test_rows_of_an_unknown_outcome_are_under_their_reasons() -> None:
    assert "Unknown for 12 rows: users: partial, page 3 answered 503" in said(text(MIXED))
