"""Render a result as an action plan: a row for each thing to do, with empty columns for who does it and until when."""

from collections.abc import Iterator, Sequence

from orglint.model.dated_findings import is_dated
from orglint.model.result import Outcome, Result, Verdict
from orglint.model.waiver_words import describe_use
from orglint.model.wording import format_count, join_lines
from orglint.reports.buckets import Bucket, find_bucket
from orglint.reports.csv.cells import Cell, guard_text, write_table
from orglint.reports.csv.dated import DATED, describe_since, fill_rows
from orglint.reports.csv.rules import describe_rule, list_controls
from orglint.reports.csv.run import write_run
from orglint.reports.walking import list_undecided, walk_findings

COLUMNS = (
    "severity",
    "rule",
    "title",
    "what",
    "key",
    "subject",
    "state",
    "fix",
    "references",
    "controls",
    "rule_owner",
    "owner",
    "due",
    "status",
    "comment",
    "fingerprint",
)
_TO_FILL_IN = ("", "", "", "")
_DECIDE = "Find out what is not known, then check again. Should it fail: "
_SET_UP = {
    False: "Say it under settings in orglint.yaml, then check again.",
    True: "State it under attestations in the waiver file, then check again.",
}
"""What to do about a rule that is not set up, by whether it asks for a statement."""


def render(result: Result) -> tuple[Iterator[str], Iterator[str]]:
    """Return the plan, the worst first, and the run that it is made of."""
    rows = _list_rows(result)
    if not any(is_dated(it.findings) for it in result.verdicts):
        return write_table(COLUMNS, rows), write_run(result)
    return write_table((*COLUMNS, *DATED), fill_rows(rows, len(COLUMNS) + len(DATED))), write_run(result)


def _list_rows(result: Result) -> Iterator[Sequence[Cell]]:
    yield from _list_findings(result)
    for doubt in result.doubts:
        yield _build_row("", guard_text(doubt), state=Outcome.UNKNOWN, fix="Take a snapshot without this doubt.")
    yield from _list_undecided_rules(result)
    yield from _list_waiting_rules(result)
    yield from _list_waivers(result)


def _list_findings(result: Result) -> Iterator[Sequence[Cell]]:
    seen, before, after = None, [""], [""]
    for verdict, finding in walk_findings(result, [Outcome.FAIL]):
        if verdict is not seen:
            seen, before, after = verdict, describe_rule(verdict.rule), _describe_fix(verdict)
        about = [guard_text(finding.message), guard_text(finding.key), guard_text(finding.subject), Outcome.FAIL.value]
        dated = describe_since(finding, result)
        yield [*before, *about, *after, *_TO_FILL_IN, finding.fingerprint, *dated]


def _describe_fix(verdict: Verdict, start: str = "") -> list[str]:
    rule = verdict.rule
    texts = (start + join_lines(rule.fix), " ".join(rule.references), list_controls(verdict), rule.owner)
    return [guard_text(text) for text in texts]


def _list_undecided_rules(result: Result) -> Iterator[Sequence[Cell]]:
    for verdict, rows, why in list_undecided(result):
        what = guard_text(f"{format_count(rows, 'row')} of unknown outcome: {why}" if rows else why)
        about = [what, "", "", Outcome.UNKNOWN.value]
        yield [*describe_rule(verdict.rule), *about, *_describe_fix(verdict, _DECIDE), *_TO_FILL_IN, ""]


def _list_waiting_rules(result: Result) -> Iterator[Sequence[Cell]]:
    for verdict in result.verdicts:
        if find_bucket(verdict) is Bucket.NOT_SET_UP:
            about = [guard_text(str(verdict.reason)), "", "", Bucket.NOT_SET_UP.value]
            _, *after = _describe_fix(verdict)
            yield [*describe_rule(verdict.rule), *about, _SET_UP[verdict.rule.attest], *after, *_TO_FILL_IN, ""]


def _list_waivers(result: Result) -> Iterator[Sequence[Cell]]:
    for use in result.waivers:
        if use.needs_attention:
            state = f"waiver {use.state.value}"
            fix = "Renew or remove the waiver."
            yield _build_row(guard_text(use.waiver.rule), guard_text(describe_use(use)), state=state, fix=fix)


def _build_row(rule: str, what: str, *, state: str, fix: str) -> list[Cell]:
    return ["", rule, "", what, "", "", str(state), fix, "", "", "", *_TO_FILL_IN, ""]
