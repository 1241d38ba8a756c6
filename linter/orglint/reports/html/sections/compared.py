"""Many snapshots side by side: how each stands, and the rules that do not pass everywhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from orglint.model.overview import UNDECIDED, Across, Overview, SnapshotLine
from orglint.model.result import Outcome
from orglint.model.summaries import list_left_out
from orglint.model.waiver_words import describe_use
from orglint.model.wording import format_count
from orglint.reports.html.sections.standing import VERDICTS
from orglint.reports.html.words import SEVERITIES
from orglint.reports.new_values import format_known_values, list_doubtful_values
from orglint.reports.remarks import name_acceptance

_ENDINGS: Mapping[int, str] = {
    0: "every rule was decided everywhere, and none fails at the severity that was asked for",
    1: "every rule was decided everywhere, and some fail",
    UNDECIDED: "not everything could be decided, so this is no success",
}


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One snapshot: where its part of the page is, how it stands, and what else there is to tell."""

    anchor: str
    line: SnapshotLine
    name: str
    verdict: str
    failed: tuple[int, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All snapshots, and the rules that fail or are unknown in any."""

    outcome: Outcome
    verdict: str
    ending: str
    lines: tuple[ComparedLine, ...]
    rules: tuple[Across, ...]
    judged: int
    notes: tuple[str, ...]


def build_comparison(overview: Overview) -> Comparison:
    """Return many snapshots side by side, in their order."""
    return Comparison(
        overview.outcome,
        _describe_standing(overview.outcome, overview.exit_code),
        f"Exit code {overview.exit_code}: {_ENDINGS[overview.exit_code]}.",
        tuple(map(_compare_line, overview.lines)),
        overview.rules,
        sum(not line.problem for line in overview.lines),
        tuple(_list_notes(overview)),
    )


def _compare_line(line: SnapshotLine) -> ComparedLine:
    return ComparedLine(
        "" if line.problem else f"{line.snapshot}/organization",
        line,
        line.name or line.organization or line.snapshot,
        _describe_standing(line.outcome, line.exit_code),
        tuple(line.failed.get(it, 0) for it in SEVERITIES),
        tuple(_list_remarks(line)),
    )


def _describe_standing(outcome: Outcome, exit_code: int) -> str:
    undecided = exit_code == UNDECIDED and outcome is not Outcome.UNKNOWN
    return f"{VERDICTS.get(outcome, VERDICTS[Outcome.UNKNOWN])}{', and not everything is decided' * undecided}"


def _list_remarks(line: SnapshotLine) -> Iterator[str]:
    if line.problem:
        yield line.problem
    yield from (f"in doubt: {doubt}" for doubt in line.doubts)
    for acceptance, there in line.accepted:
        name = name_acceptance(acceptance)
        yield f"accepted by {name}" if there else f"{name} meets nothing; leave it out"
    yield from map(describe_use, line.waivers)
    yield from (f"{new.place} unlisted: {text}" for new, text in list_doubtful_values(line.new_values))


def _list_notes(overview: Overview) -> Iterator[str]:
    yield from format_known_values(overview.known)
    yield from overview.choice.list_replaced()
    off = [f"off: {', '.join(rule.id for rule in overview.off)}"] if overview.off else []
    if not_run := [*list_left_out(overview.left_out, overview.choice), *off]:
        yield f"Rules that did not run: {'; '.join(not_run)}."
    if problems := sum(bool(line.problem) for line in overview.lines):
        yield f"{format_count(problems, 'snapshot')} could not be judged at all: see orglint verify."
