"""What lint found, as compilers tell it: one line for each thing, with its place, and a summary at the end."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from orglint.model.lint import LintCode, LintReport, LintWarning
from orglint.model.neutralize import neutralize
from orglint.model.rule import Severity
from orglint.model.wording import format_count


def render(report: LintReport) -> str:
    """Return the whole text."""
    return render_warnings(report) + render_summary(report)


def render_warnings(report: LintReport) -> str:
    """Return each warning, with its place."""
    return _join_lines(line for warning in report.warnings for line in _render_warning(warning))


def render_summary(report: LintReport) -> str:
    """Return what is said of the whole."""
    waiting = (
        f"without settings.{name} these are not set up: {', '.join(ids)}" for name, ids in report.waiting.items()
    )
    return _join_lines((*waiting, *_summarize(report)))


def _join_lines(lines: Iterable[str]) -> str:
    return "".join(f"{neutralize(line)}\n" for line in lines)


def _render_warning(warning: LintWarning) -> list[str]:
    if warning.code is LintCode.MISTAKE:
        return str(warning.mistake).split("\n")
    word = "note" if warning.severity is Severity.INFO else "warning"
    text = f"{word}: {warning.mistake.text} [{warning.severity}, {warning.code}]"
    return str(replace(warning.mistake, text=text)).split("\n")


def _summarize(report: LintReport) -> Iterator[str]:
    if report.mistakes:
        yield format_count(len(report.mistakes), "mistake")
        return
    notes = sum(it.severity is Severity.INFO for it in report.warnings)
    counts = [(len(report.warnings) - notes, "warning"), (notes, "note")]
    told = "".join(f", {format_count(number, word)}" for number, word in counts if number)
    yield f"no mistakes{told}: {format_count(report.rules, 'rule')} with {format_count(report.examples, 'example')}"
