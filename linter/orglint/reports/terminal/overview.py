"""Many results at a terminal: a line a snapshot, then the rules that fail or are unknown anywhere."""

from collections.abc import Iterator

from rich.text import Text

from orglint.model.overview import Across, Line, Overview
from orglint.model.result import Outcome, Result
from orglint.model.rule import Severity
from orglint.reports.news import declared, doubtful
from orglint.reports.terminal.paper import BLANK, Paragraph, headline, noted, paint, typeset
from orglint.reports.wording import counted, heading, moment

HEAD = ""
_ENDINGS = {
    0: "every rule was decided in every snapshot, and none fails at the severity that was asked for",
    1: "every rule was decided in every snapshot, and some fail",
    3: "not everything could be decided, so this is no success",
}


def part(result: Result, *, first: bool) -> str:
    """Return nothing: the lines stand together at the end."""
    del result, first
    return ""


def rest(overview: Overview, *, width: int, color: bool) -> str:
    """Return the whole page."""
    parts = (_lines(overview), _rules(overview), _footer(overview))
    return typeset((paragraph for part in parts for paragraph in part), width=width, color=color)


def _lines(overview: Overview) -> Iterator[Paragraph]:
    number = counted(len(overview.lines), "snapshot")
    yield Paragraph(
        paint(f"orglint · {number} · ", "bold") + paint(heading(overview.outcome).upper(), overview.outcome)
    )
    yield from (noted(told) for told in declared(overview.known))
    wide = max((len(line.name or line.organization) for line in overview.lines), default=0)
    for line in overview.lines:
        yield Paragraph(_told(line, min(wide, 30)), first="│ ", rest="│     ")
        yield from (Paragraph(paint("in doubt: ", "unknown") + paint(it), first="│     ") for it in line.doubts)
        for acceptance, there in line.accepted:
            told = f"accepted by {acceptance.option}" if there else f"{acceptance.option} meets nothing; leave it out"
            yield Paragraph(paint(told), first="│     ")
        for new, told in doubtful(line.news):
            yield Paragraph(paint(f"{new.place} ") + paint("unlisted", "unknown") + paint(f": {told}"), first="│     ")


def _told(line: Line, wide: int) -> Text:
    """Return whose, when, what came of it, and how many rows fail by severity."""
    if line.problem:
        return paint("UNKNOWN ", "unknown") + paint(f"{line.folder.name}: {line.problem}")
    assert line.taken_at
    whose = paint(f"{line.name or line.organization:<{wide}}  ", "bold") + paint(f"{moment(line.taken_at)}  ")
    failed = [f"{line.failed[severity]:,} {severity}" for severity in reversed(Severity) if severity in line.failed]
    unknown = [f"{counted(line.unknown, 'row')} unknown"] if line.unknown else []
    undecided = line.exit_code == max(_ENDINGS) and line.outcome is not Outcome.UNKNOWN
    state = heading(line.outcome).upper() + ", not all decided" * undecided
    said = ", ".join((*failed, *unknown)) or "no findings"
    return whose + paint(state, line.outcome) + paint(f"  {said} · {line.organization}")


def _rules(overview: Overview) -> Iterator[Paragraph]:
    if not overview.rules:
        return
    yield BLANK
    yield headline(f"RULES · {counted(len(overview.rules), 'rule')} that did not pass everywhere", "bold")
    for rule in overview.rules:
        yield Paragraph(paint(f"{rule.severity} ", rule.severity) + paint(rule.id, "bold") + _where(rule, overview))


def _where(rule: Across, overview: Overview) -> Text:
    judged = sum(not line.problem for line in overview.lines)
    parts = [(rule.failed, "fails", "fail"), (rule.unknown, "unknown", "unknown")]
    told = [paint(f"{word} in {number:,}", style) for number, word, style in parts if number]
    return paint("  ") + paint(", ").join(told) + paint(f" of {judged:,}: {rule.title}")


def _footer(overview: Overview) -> Iterator[Paragraph]:
    unreadable = sum(bool(line.problem) for line in overview.lines)
    yield BLANK
    if unreadable:
        yield noted(f"{counted(unreadable, 'snapshot')} could not be judged at all: see `orglint verify`.")
    code = overview.exit_code
    yield Paragraph(paint(f"Exit code {code}: ", "bold") + paint(_ENDINGS[code]) + paint("."))
