import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import Outcome, Result
from orglint.model.rule import Severity
from orglint.model.snapshot import ColumnLedger
from orglint.reports import FORMATS, Layout
from reports.hostile import HOSTILE, infested
from support import results, shown_results
from support.golden_files import Golden

COLOR = re.compile(r"\x1b\[[0-9;]*m")
FAILING = """
from orglint.reports import FORMATS, Layout
from support import results
for color in (True, False):
    sys.stdout.write(FORMATS["terminal"].render(results.failing(), Layout(color=color)))
"""


def rendered(result: Result, **layout: Any) -> str:
    return FORMATS["terminal"].render(result, Layout(**layout))


def section(text: str, title: str) -> str:
    return next(part for part in text.split("\n\n") if part.startswith(title))


def commands(text: str) -> Iterator[str]:
    """What build servers would take for a command: GitHub's two syntaxes and that of Azure Pipelines."""
    for line in text.splitlines():
        yield from re.findall(r"^\s*::[a-z-]+.*::", line, re.IGNORECASE)
        yield from re.findall(r"##(?:vso)?\[", line, re.IGNORECASE)


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("name", ["mixed", "clean", "failing"])
def test_a_result_reads_like_this(golden: Golden, name: str, width: int) -> None:
    golden(f"{name}.{width}.txt", rendered(getattr(results, name)(), width=width))


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("name", ["failing", "undecided", "waived"])
def test_findings_are_shown_like_this(golden: Golden, name: str, width: int) -> None:
    golden(f"shown.{name}.{width}.txt", rendered(getattr(shown_results, name)(), width=width))


def test_a_verbose_report_reads_like_this(golden: Golden) -> None:
    golden("shown.undecided.verbose.txt", rendered(shown_results.undecided(), width=100, verbose=True))


def test_a_result_in_color_reads_like_this(golden: Golden) -> None:
    golden("failing.color.txt", rendered(results.failing(), width=80, color=True))


@pytest.mark.parametrize("width", [40, 61, 80, 120, 200])
def test_no_line_is_wider_than_asked(width: int) -> None:
    names = [*HOSTILE, "山田太郎" * 60, "x" * 300, "👩🏽‍💻 " * 50]
    assert max(cell_len(line) for line in rendered(results.mixed(names), width=width, limit=99).splitlines()) <= width


def test_without_color_no_character_is_a_control_but_the_line_feed() -> None:
    text = rendered(results.mixed(), limit=99).replace("\n", "")
    assert [hex(ord(one)) for one in text if unicodedata.category(one) in {"Cc", "Cf", "Cs", "Zl", "Zp"}] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_from_anywhere_brings_a_control_or_a_command(text: str) -> None:
    page = rendered(infested(results.mixed(), text), limit=99)
    assert [hex(ord(one)) for one in page.replace("\n", "") if unicodedata.category(one) in {"Cc", "Cf", "Cs"}] == []
    assert list(commands(page)) == []


def test_in_color_the_only_escapes_are_our_colors() -> None:
    plain = COLOR.sub("", rendered(results.mixed(), color=True, limit=99))
    assert plain == rendered(results.mixed(), limit=99)
    assert "\x1b" not in plain


def test_color_and_width_come_from_the_arguments_and_not_from_the_environment() -> None:
    script = f"import sys; sys.path[:] = {sys.path!r}\n{FAILING}"
    loud = {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "20", "FORCE_COLOR": "1", "PYTHONUTF8": "1"}
    run = subprocess.run([sys.executable, "-c", script], env=loud, capture_output=True, check=True)
    assert run.stdout.decode() == rendered(results.failing(), color=True) + rendered(results.failing())


def test_a_color_ends_where_its_word_ends() -> None:
    assert "\x1b[1;31m✗ \x1b[0m\x1b[1mCRITICAL\x1b[0m \x1b[1madmins/managed-accounts\x1b[0m   " in rendered(
        results.failing(), color=True
    )


def test_markup_in_data_is_text() -> None:
    assert "[bold red]markup[/bold red] [/] [link=https://evil.test]x[/link] :smile:" in rendered(
        results.mixed(), width=200
    )


def test_a_name_reads_as_itself_with_its_controls_spelled_out() -> None:
    assert r"\x1b[31mred\x1b[0m \x1b]8;;https://evil.test\x07link" in rendered(results.mixed(), width=200, limit=99)


@pytest.mark.parametrize("width", [40, 57, 80])
def test_no_build_server_finds_a_command_in_data(width: int) -> None:
    names = [f"{'a' * length} ::error file=x::y ##vso[task.x]z ##[group]q" for length in range(40)]
    assert list(commands(rendered(results.mixed(names), width=width, limit=99))) == []


@settings(deadline=None)  # the first one imports the library
@given(st.text(st.characters(), max_size=60), st.integers(40, 90))
def test_no_data_starts_a_line(name: str, width: int) -> None:
    opening = re.compile(
        r"orglint |organization\b|[│ ] |[✗?~!] | [1-5]  |(PASS|NEXT|NOT SEEN|NEW|NOTED|NOT APPLICABLE)\b|Exit code |"
        r"snapshot |1 rule|(at least )?[0-9]+ findings|$"
    )
    text = rendered(results.result(results.hostile([name, name])), width=width, limit=2)
    text += rendered(shown_results.hostile([name]), width=width, limit=2)
    assert [line for line in text.split("\n") if not opening.match(line)] == []


def test_ten_subjects_are_shown_and_the_rest_is_counted() -> None:
    block = section(rendered(results.result(results.dormant())), "✗ MEDIUM")
    assert block.count("was last active on") == 10
    assert "… and 4 more: orglint check --only accounts/dormant --limit 14" in block


def test_the_limit_of_subjects_can_be_lifted() -> None:
    text = rendered(results.result(results.dormant()), limit=100)
    assert text.count("was last active on") == 14
    assert " more:" not in text


def test_rows_that_were_not_listed_are_counted_all_the_same() -> None:
    *_, last = results.dormant().findings
    verdict = results.verdict(results.dormant().rule, Outcome.FAIL, (900, 0, 900, 0, 0), last)
    assert "and 899 more" in rendered(results.result(verdict))


def test_critical_rules_come_first() -> None:
    text = rendered(results.mixed())
    places = [text.index(f"✗ {word}") for word in ("CRITICAL", "MEDIUM", "LOW")]
    assert places == sorted(places)


def test_severity_is_a_word_before_the_rule() -> None:
    assert "✗ CRITICAL admins/managed-accounts  " in rendered(results.failing())


def test_every_rule_is_named() -> None:
    text, short = (rendered(results.mixed(), verbose=verbose) for verbose in (True, False))
    assert [one.rule.id for one in results.mixed().verdicts if one.rule.id not in text] == []
    quiet = {"accounts/bots", "domains/verified", "groups/owners"}
    assert {one.rule.id for one in results.mixed().verdicts if one.rule.id not in short} == quiet


def test_unknown_rows_stand_under_their_reason_with_their_number() -> None:
    text = rendered(results.result(results.suspended()), verbose=True)
    assert "? 12 rows unknown: users: partial, page 3 answered 503\n    • former00@corp.example\n" in text
    assert "? 1 row unknown: user.lastActive is absent\n" in text
    table = section(rendered(results.result(results.suspended())), "? UNKNOWN · 1 rule")
    assert "HIGH      accounts/stale-suspended  12    users: partial, page 3 answered 503\n" in table
    assert "                                        1     user.lastActive is absent" in table


def test_a_reason_that_the_rows_tell_is_not_told_twice() -> None:
    verdict = replace(results.suspended(), reason=next(iter(results.suspended().findings)).reason)
    assert rendered(results.result(verdict)).count(str(verdict.reason)) == 1


def test_a_failed_rule_on_a_table_with_gaps_says_that_more_may_fail() -> None:
    verdict = replace(results.admins(), reason=Reason(ReasonCode.PARTIAL, table="users", said="page 3 answered 503"))
    assert "    more may fail: users: partial, page 3 answered 503\n" in rendered(results.result(verdict))


def test_the_fix_stands_once_a_rule() -> None:
    assert rendered(results.result(results.dormant()), width=200).count(results.dormant().rule.fix) == 1


def test_a_waived_finding_is_shown_with_its_excuse() -> None:
    assert "(waived: migration of the directory; platform team, until 2026-04-01)" in rendered(
        results.mixed(), width=200
    )


@pytest.mark.parametrize(
    "gap",
    [
        "policies denied: 0 rows read: 403, the key lacks the scope read:policies:admin",
        "users partial: 214 of 230 rows read: page 3 answered 503 after 5 tries",
        "groups doubtful: 41 of 43 rows read: 43 expected, 41 read",
        "users.platformRoles unknown: absent in every row, which a renamed field would be too",
        "users.email invalid: 2 values that cannot be used, read as unknown",
        "users.productAccess in part: left out although empty lists are sent elsewhere",
        "users unread: 7 columns that no rule reads: spare0, spare1, spare2 and 4 more: absent in every row",
        "users unread: 1 column that no rule reads: picture: not asked for",
    ],
)
def test_a_gap_of_the_ledger_is_told_with_its_reason(gap: str) -> None:
    assert gap in section(rendered(results.mixed(), width=200, verbose=True), "NOT SEEN")
    assert (gap in rendered(results.mixed(), width=200)) == ("that no rule reads" not in gap)


def test_a_table_that_rules_need_and_that_was_not_collected_is_told_and_asked_for() -> None:
    bare = replace(results.snapshot(), tables={})
    text = rendered(replace(results.failing(), snapshot=bare), width=200)
    assert "  ? domains missing: rules read it, and it was not collected\n" in text
    assert "Collect domains, groups, users too: orglint snapshot --org 9f1b2c34" in text


def test_a_whole_snapshot_has_no_section_of_gaps() -> None:
    assert "NOT SEEN" not in rendered(results.clean())


def test_a_doubt_is_told_at_the_top() -> None:
    assert "in doubt: the snapshot is 2 hours 30 minutes old" in rendered(results.mixed()).partition("NOT SEEN")[0]


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (results.clean(), "Exit code 0: every rule was decided, and none fails at severity low or above."),
        (results.failing(), "Exit code 1: every rule was decided, and 1 rule fails at severity low or above."),
        (results.mixed(), "Exit code 3: not everything could be decided, so this is no success; 3 rules fail at"),
        (results.result(), "Exit code 3: not everything could be decided, so this is no success; no rules fail at"),
    ],
)
def test_the_exit_code_is_explained(result: Result, told: str) -> None:
    assert told in rendered(result, width=200)


def test_a_failure_below_the_threshold_does_not_change_the_exit_code() -> None:
    lenient = results.result(*results.passed(), results.hostile(), snapshot=results.whole(), fail_on=Severity.HIGH)
    assert "Exit code 0: every rule was decided, and none fails at severity high or above." in rendered(lenient)


def test_a_column_that_rules_read_and_nobody_saw_stands_beside_tables_that_are_whole() -> None:
    result = results.failing()
    verdict = replace(result.verdicts[0], rule=replace(result.verdicts[0].rule, reads=frozenset({("users", "mfa")})))
    unseen = ColumnLedger(0, 0, 0, unknown="it may be called otherwise now")
    users = replace(result.snapshot.tables["users"], columns={"mfa": unseen, "unread": unseen})
    snapshot = replace(result.snapshot, tables={**result.snapshot.tables, "users": users})
    shown = rendered(replace(result, verdicts=(verdict, *result.verdicts[1:]), snapshot=snapshot))
    assert "every table whole, 1 column not seen, judged" in shown


def partly() -> Result:
    """Return a result whose rule fails for rows that were seen, and may fail for more."""
    *others, failing = sorted(results.failing().verdicts, key=lambda it: it.outcome is Outcome.FAIL)
    reason = Reason(ReasonCode.NOT_USABLE, told="3 of 5 groups were not asked for")
    return replace(results.failing(), verdicts=(*others, replace(failing, reason=reason)))


@pytest.mark.parametrize(
    ("result", "step"),
    [
        (
            results.failing(),
            "Fix 2 findings, admins/managed-accounts first (orglint rules show admins/managed-accounts)",
        ),
        (results.mixed(), "Give the API key the scope that it lacks for policies"),
        (results.mixed(), "Collect groups, users again: orglint snapshot --org 9f1b2c34-0d7e-4f5a-8b6c-1a2b3c4d5e6f."),
        (results.mixed(), "1  Give the API key the scope that it lacks for policies"),
        (
            results.result(*results.passed(), results.dormant(), snapshot=results.whole()),
            "Read the reason beside each unknown outcome",
        ),
        (shown_results.waived(), "Look after 2 waivers, named above: orglint waivers list"),
        (results.result(doubts=("x",)), "Take a new snapshot that is free of the doubts above"),
        (results.result(), "No rule found anything to decide about"),
        (
            partly(),
            "More rows than are named may break admins/managed-accounts, since 3 of 5 groups were not asked for.",
        ),
        (results.clean(), "Nothing to fix."),
    ],
)
def test_the_report_says_what_to_do_next(result: Result, step: str) -> None:
    assert step in section(rendered(result, width=200), "NEXT")


@pytest.mark.parametrize(
    ("hours", "told"),
    [(0, "judged as of that time"), (0.01, "judged less than a minute later"), (1.0, "judged 1 hour later"),
     (2.5, "judged 2 hours later"), (80, "judged 3 days later"),
     (-24, "judged as of 2026-03-01 06:00 UTC, before it was taken")],
)  # fmt: skip
def test_the_age_of_the_snapshot_is_told(hours: float, told: str) -> None:
    as_of = results.TAKEN.fromtimestamp(results.TAKEN.timestamp() + hours * 3600, results.TAKEN.tzinfo)
    assert f"snapshot 2026-03-02 06:00 UTC, every table whole, {told}\n" in rendered(
        replace(results.clean(), as_of=as_of), width=120
    )


def rows_of(text: str) -> list[str]:
    return [line.strip() for line in section(text, "✗ MEDIUM").splitlines() if "@corp.example" in line]


def test_what_was_never_stands_first_then_the_oldest_and_what_is_unknown_last() -> None:
    rows = rows_of(rendered(shown_results.failing(), limit=12, width=100))
    days = [row.split("  ")[1] for row in rows]
    assert (days[:2], days[-1]) == (["never", "never"], "unknown")
    ago = [int(it.removesuffix(" days ago").replace(",", "")) for it in days[2:-1]]
    assert ago == sorted(ago, reverse=True)
    assert rows[-1].startswith("person08@corp.example  unknown  ")


def test_a_column_that_is_alike_in_every_row_is_shown_on_request() -> None:
    assert "claim status" not in rendered(shown_results.failing())
    text = rendered(shown_results.failing(), verbose=True, width=120)
    assert "claim status" in text
    assert all("managed" in row for row in rows_of(text))


def test_columns_are_left_out_from_the_right_and_never_the_subject() -> None:
    heads = [
        next(it for it in section(text, "✗ MEDIUM").splitlines() if it.startswith("    user ")).split("  ")
        for text in (rendered(shown_results.failing(), width=width) for width in (100, 60, 46))
    ]
    shown = [[it.strip() for it in head if it.strip()] for head in heads]
    assert shown == [
        ["user", "last active", "added to org", "job title", "unused"],
        ["user", "last active", "added to org"],
        ["user", "last active"],
    ]


@pytest.mark.parametrize("width", [40, 60, 80])
def test_off_a_terminal_nothing_is_wrapped_or_left_out(width: int) -> None:
    text = rendered(shown_results.hostile(["x" * 200 + "@corp.example"]), width=width, wrap=False)
    assert text == rendered(shown_results.hostile(["x" * 200 + "@corp.example"]), width=300, wrap=False)
    assert all("x" * 200 in row and " days" in row for row in rows_of(text))
    assert "Exit code 1: every rule was decided, and 1 rule fails at severity low or above.\n" in text or "3:" in text


WIDE = [
    "山田太郎@corp.example",
    "김철@corp.example",
    "e\u0301le\u0300ne@corp.example",
    "👩🏽@corp.example",
    "ann@corp.example",
]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_columns_are_aligned_whatever_cells_a_character_takes(width: int) -> None:
    rows = rows_of(rendered(shown_results.hostile(WIDE), width=width))
    ends = [cell_len(row[: re.search("never|unknown|[0-9,]+ days ago", row).start()]) for row in rows]  # type: ignore[union-attr]
    assert len(set(ends)) == 1


@pytest.mark.parametrize("name", ["::error file=x::y", "::warning::", "a ::error::b", "##[error]x"])
def test_no_subject_begins_a_line_as_a_command(name: str) -> None:
    for layout in ({"width": 60}, {"wrap": False}, {"verbose": True}):
        assert list(commands(rendered(shown_results.hostile([name]), **layout))) == []


def test_every_rule_is_counted_once_whatever_became_of_it() -> None:
    waiting = [
        replace(results.not_applicable(), rule=replace(results.not_applicable().rule, id=code), reason=Reason(code))
        for code in (ReasonCode.NOT_SET_UP, ReasonCode.NOT_IN_PLAN)
    ]
    line = rendered(results.result(*results.mixed().verdicts, *waiting)).splitlines()[1]
    assert line == "11 rules: 2 unknown, 3 fail, 2 pass, 1 waived, 1 not set up, 1 not in the plan, 1 not applicable"


LINK = re.compile(r"\x1b\]8;(?:id=[0-9-]+)?;([^\x1b]*)\x1b\\")


def test_a_rule_is_a_link_to_what_it_refers_to_where_the_terminal_has_links() -> None:
    text = rendered(shown_results.failing(), color=True, links=True)
    address = "https://support.atlassian.com/user-management/docs/what-are-managed-accounts/"
    assert set(LINK.findall(text)) == {address, ""}
    assert COLOR.sub("", LINK.sub("", text)) == rendered(shown_results.failing())
    assert "\x1b]8" not in rendered(shown_results.failing(), color=True)


@pytest.mark.parametrize("address", ["https://a/\x1b]8;;\x07x", "javascript:x", "file:///etc", "https://a b", ""])
def test_an_address_that_could_do_something_else_is_no_link(address: str) -> None:
    admins = shown_results.admins()
    bad = replace(admins, rule=replace(admins.rule, references=(address,)))
    assert LINK.findall(rendered(results.result(bad), color=True, links=True)) == []
