"""The overview of many snapshots: a line for each, and counts for each rule; findings are not kept."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from orglint.model.acceptance import Acceptance, has_matching_doubt
from orglint.model.choice import Choice
from orglint.model.result import OffRule, Outcome, Result
from orglint.model.rule import Severity
from orglint.model.values import KnownValues, NewValues
from orglint.model.waiver import WaiverUse

UNDECIDED = 3


@dataclass(frozen=True, slots=True)
class SnapshotLine:
    """One snapshot among many; `problem` says why it could not be judged, if so.

    `new_values` are its unlisted values, `accepted` the doubts that the user accepts, each with whether the snapshot
    has it, `waivers` those that there is something to tell of. The `id` is that of a snapshot that was judged.
    """

    folder: Path
    organization: str = ""
    name: str = ""
    taken_at: datetime | None = None
    outcome: Outcome = Outcome.UNKNOWN
    exit_code: int = UNDECIDED
    failed: Mapping[Severity, int] = field(default_factory=dict)
    unknown: int = 0
    doubts: tuple[str, ...] = ()
    problem: str = ""
    new_values: tuple[NewValues, ...] = ()
    accepted: tuple[tuple[Acceptance, bool], ...] = ()
    waived: int = 0
    waivers: tuple[WaiverUse, ...] = ()
    id: str = ""

    @property
    def snapshot(self) -> str:
        """What the snapshot is called: its id, or the name of its folder where it could not be read."""
        return self.id or self.folder.name


@dataclass(frozen=True, slots=True)
class Across:
    """One rule over many snapshots: in how many it fails, and in how many it is unknown."""

    id: str
    title: str
    severity: Severity
    failed: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What came of many snapshots, in their order, and the rules that fail or are unknown anywhere.

    `known` are the values that the user declares to be listed. `off`, `left_out` and `choice` say which rules did not
    run, as in each result.
    """

    lines: tuple[SnapshotLine, ...]
    rules: tuple[Across, ...]
    known: KnownValues = field(default_factory=dict)
    off: tuple[OffRule, ...] = ()
    left_out: int = 0
    choice: Choice = field(default_factory=Choice)

    @property
    def exit_code(self) -> int:
        """The highest of the snapshots' exit codes; one that could not be judged is undecided."""
        return max((line.exit_code for line in self.lines), default=UNDECIDED)

    @property
    def outcome(self) -> Outcome:
        """The worst of the snapshots' outcomes."""
        return min((line.outcome for line in self.lines), key=_WORST.index, default=Outcome.UNKNOWN)


_WORST = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WAIVED, Outcome.PASS, Outcome.NOT_APPLICABLE)


class OverviewBuilder:
    """Adds up results one by one, so that none has to be kept."""

    def __init__(self) -> None:
        self._lines: list[SnapshotLine] = []
        self._rules: dict[str, tuple[str, Severity]] = {}
        self._counts: Counter[tuple[str, Outcome]] = Counter()
        self._last: Result | None = None

    def add(self, one: Result | SnapshotLine) -> None:
        """Add one more snapshot's result, or the line of a snapshot that has none."""
        self._lines.append(one if isinstance(one, SnapshotLine) else result_to_line(one))
        self._last = one if isinstance(one, Result) else self._last
        for verdict in one.verdicts if isinstance(one, Result) else ():
            self._rules[verdict.rule.id] = (verdict.rule.title, verdict.rule.severity)
            self._counts[verdict.rule.id, verdict.outcome] += 1

    def pass_results(self, ones: Iterable[Result | SnapshotLine]) -> Iterator[Result]:
        """Add every one as it comes, and yield those that are results."""
        for one in ones:
            self.add(one)
            if isinstance(one, Result):
                yield one

    def build_overview(self) -> Overview:
        """Return what there is until now: critical rules first, those that fail most often on top."""
        rules = (
            Across(name, *about, self._counts[name, Outcome.FAIL], self._counts[name, Outcome.UNKNOWN])
            for name, about in self._rules.items()
        )
        found = Overview(tuple(self._lines), tuple(sorted(_select_troubled_rules(rules), key=_build_sort_key)))
        if (last := self._last) is None:
            return found
        return replace(found, known=last.known, off=last.off, left_out=last.left_out, choice=last.choice)


def result_to_line(result: Result) -> SnapshotLine:
    """Return the line of a result."""
    failed = {severity: result.count_failed(severity) for severity in Severity}
    seen = result.snapshot
    return SnapshotLine(
        seen.folder,
        seen.organization,
        seen.organization_name,
        seen.taken_at,
        result.outcome,
        result.exit_code,
        {severity: number for severity, number in failed.items() if number},
        result.unknown_rows,
        result.doubts,
        new_values=result.new_values,
        accepted=tuple((it, has_matching_doubt(it, result.snapshot)) for it in result.acceptances),
        waived=sum(verdict.waived for verdict in result.verdicts),
        waivers=tuple(use for use in result.waivers if use.needs_attention),
        id=seen.id,
    )


def _select_troubled_rules(rules: Iterable[Across]) -> Iterable[Across]:
    return (rule for rule in rules if rule.failed or rule.unknown)


def _build_sort_key(rule: Across) -> tuple[int, int, int, str]:
    return (-rule.severity.rank, -rule.failed, -rule.unknown, rule.id)
