"""The sections of the report, worst first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from regen.impact.columns import ADDED, Content, Shift
from regen.impact.losses import Impact, Loss
from regen.impact.rules import StoppedRule
from regen.report import operations
from regen.report.answers import list_changed_answers


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one kind under a title; one that is not `shown` stands in the file alone."""

    title: str
    lines: Sequence[str]
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """All that changed for an API, and what to do next."""

    api: str
    sections: Sequence[Section]
    next_steps: Sequence[str] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Whether nothing that is shown has changed."""
        return not any(section.lines for section in self.sections if section.shown)


def list_sections(before: Content, after: Content, impact: Impact) -> Iterator[Section]:
    """Yield what differs between the schemas of two clients, worst first; sections may be empty."""
    lost = {shift for shift in impact.shifts if shift.what != ADDED}
    used = {loss.name for loss in impact.losses}
    yield Section("Rules that stop", [_tell_rule(rule, impact) for rule in impact.stopped])
    yield Section("Tables and columns that orglint uses and would lose", [_tell_loss(loss) for loss in impact.losses])
    others = [shift for shift in impact.shifts if shift in lost and f"{shift.table}.{shift.column}" not in used]
    yield Section("Other columns lost or of another type", list(map(str, others)))
    yield Section("Operations gone", operations.list_gone(before, after))
    yield Section("Operations that are to end", operations.list_deprecated(before, after))
    yield Section("Operations that are called otherwise", operations.list_changed(before, after))
    yield Section("Operations new", operations.list_new(before, after))
    yield Section("Columns new", [str(shift) for shift in impact.shifts if shift.what == ADDED])
    yield Section("Answers, place by place", list_changed_answers(before, after), shown=False)


def _tell_rule(rule: StoppedRule, impact: Impact) -> str:
    reasons = [f"{loss.name} would be lost" for loss in impact.losses if loss.name in {read[0] for read in rule.reads}]
    reasons += [str(shift) for shift in impact.shifts if _is_read(shift, rule)]
    return f"{rule.id}: {'; '.join(reasons or [_shorten(rule.mistake)])}"


def _is_read(shift: Shift, rule: StoppedRule) -> bool:
    return shift.what != ADDED and (shift.table, shift.column) in rule.reads


def _shorten(mistake: str) -> str:
    return mistake.splitlines()[0]


def _tell_loss(loss: Loss) -> str:
    needed = f"; needed by {', '.join(loss.rules)}" if loss.rules else ""
    return f"{loss.name}: {loss.why}{needed}"
