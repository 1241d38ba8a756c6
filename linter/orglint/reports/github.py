"""Render a result as commands of a GitHub workflow: annotations, the worst first, within what GitHub shows.

GitHub shows ten annotations of a kind for each step, in the order in which they are printed, and drops the others
without a word (zizmorcore/zizmor#634). So there is one for each rule that fails, and the tenth says how many more do.
"""

import re
from collections.abc import Iterator, Sequence

from orglint.model.ordering import by_outcome
from orglint.model.result import Outcome, Result, Verdict
from orglint.model.summaries import (
    describe_judging_time,
    describe_outcome,
    explain_exit_code,
    format_totals,
    format_verdict_counts,
)
from orglint.model.wording import format_count, format_time
from orglint.reports.facts import fact_to_text
from orglint.reports.inert import fit_text
from orglint.reports.told import fit_facts, tell_remarks, tell_undecided

_MOST = 10
"""Annotations of a kind that GitHub shows of a step."""
_SHOWN = 5
"""Findings, or reasons, that an annotation names."""
_LINE, _TITLE = 400, 200
# Runners of other build servers take these for commands wherever they stand in a line, and old ones of GitHub did.
_COMMAND = re.compile(r"#(?=#(?:vso)?\[)", re.IGNORECASE)


def render(result: Result) -> Iterator[str]:
    """Return the commands, each in a line of its own; no line begins with anything else."""
    failed = by_outcome(result)[Outcome.FAIL]
    breaching = [it for it in failed if it.rule.severity.rank >= result.fail_on.rank]
    below = [it for it in failed if it.rule.severity.rank < result.fail_on.rank]
    undecided = [*_render_undecided(result)]
    yield from undecided
    yield from _render_failed("error", breaching, _MOST - len(undecided))
    yield from _render_failed("warning", below, _MOST)
    yield from _render_notices(result)


def _render_undecided(result: Result) -> Iterator[str]:
    told = tell_undecided(result)
    if told:
        title = f"{format_count(len(told), 'reason')} why this is not decided"
        yield _write_command(
            "error", title, ["What is not known may hide a finding.", *_list_some([it.words for it in told])]
        )


def _render_failed(kind: str, verdicts: Sequence[Verdict], most: int) -> Iterator[str]:
    shown = verdicts if len(verdicts) <= most else verdicts[: most - 1]
    for verdict in shown:
        rule = verdict.rule
        messages = [it.message for it in verdict.findings.select_outcome(Outcome.FAIL, _SHOWN)]
        more = verdict.failed - len(messages)
        lines = [f"{rule.title}: {format_verdict_counts(verdict)}", *(f"- {it}" for it in messages)]
        lines += [f"- and {more:,} more"] * bool(more) + [f"Fix: {rule.fix}"] * bool(rule.fix)
        yield _write_command(kind, f"{rule.id} ({rule.severity})", lines)
    rest = verdicts[len(shown) :]
    if rest:
        number = format_count(sum(it.failed for it in rest), "finding")
        title = f"{format_count(len(rest), 'more rule')} with {number}"
        yield _write_command(kind, title, _list_some([f"{it.rule.id}: {format_verdict_counts(it)}" for it in rest]))


def _render_notices(result: Result) -> Iterator[str]:
    snapshot, found = result.snapshot, by_outcome(result)
    waived = [it for it in result.verdicts if it.waived]
    complete = "complete" if snapshot.holds_all else "not complete"
    lines = [
        format_totals(result),
        f"{explain_exit_code(result)} (exit code {result.exit_code})",
        f"snapshot {snapshot.id}, {complete}, taken {format_time(snapshot.taken_at)}",
        f"judged as of {describe_judging_time(result)}",
    ]
    yield _write_command("notice", f"{describe_outcome(result)} - {snapshot.organization_name}", lines)
    if waived:
        number = format_count(sum(it.waived for it in waived), "waived finding")
        yield _write_command("notice", number, _list_some([f"{it.rule.id}: {it.waived:,}" for it in waived]))
    if remarks := [*tell_remarks(result)]:
        yield _write_command("notice", format_count(len(remarks), "remark"), _list_some(remarks))
    facts = [f"{name}: {fact_to_text(fact)}" for name, fact in fit_facts(result).items()]
    passed = [f"passed: {', '.join(it.rule.id for it in found[Outcome.PASS])}"] * bool(found[Outcome.PASS])
    yield _write_command("notice", "Facts of this run", [*facts, *passed])


def _list_some(words: Sequence[str]) -> list[str]:
    rest = len(words) - _SHOWN
    return [*(f"- {it}" for it in words[:_SHOWN]), *([f"- and {rest:,} more"] if rest > 0 else [])]


def _write_command(kind: str, title: str, lines: Sequence[str]) -> str:
    """Return a command; its message has several lines, of which none can be one."""
    data = "\n".join(_fit(line, _LINE) for line in lines)
    return f"::{kind} title={_escape_property(f'orglint: {_fit(title, _TITLE)}')}::{_escape_data(data)}\n"


def _fit(text: str, most: int) -> str:
    return _COMMAND.sub(r"\\x23", fit_text(text, most))


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
