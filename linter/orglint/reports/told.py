"""What formats of machines have to tell besides findings: what is undecided, and what did not run or is declared."""

from collections.abc import Iterator
from typing import NamedTuple

from orglint.model.result import Finding, Outcome, Result
from orglint.model.rule import Rule
from orglint.model.waiver_words import describe_use
from orglint.model.wording import format_count
from orglint.reports.facts import Fact, list_facts, list_notes
from orglint.reports.inert import fit_text
from orglint.reports.walking import list_undecided

_LONGEST = 1_000
"""Characters of a fact, such as the name of an organization."""


class Told(NamedTuple):
    """Something that is told in a sentence: about a rule, or about a run as a whole."""

    rule: Rule | None
    words: str


def fit_facts(result: Result) -> dict[str, Fact]:
    """Return the facts that no report leaves out, with texts that are inert and not too long."""
    return {
        name: fit_text(fact, _LONGEST) if isinstance(fact, str) else fact for name, fact in list_facts(result).items()
    }


def tell_finding(finding: Finding) -> str:
    """Return what a finding says, and since when it is there; of one whose outcome is unknown also that, and why."""
    if finding.outcome is not Outcome.UNKNOWN:
        # not for how long: the words stay the same from day to day
        return f"{finding.message} ({finding.since.describe_start()})" if finding.since else finding.message
    return f"Not known whether this holds, {finding.reason or 'no reason was recorded'}: {finding.message}"


def tell_undecided(result: Result) -> tuple[Told, ...]:
    """Return why a run is not decided: what is doubted of all of it, then rule by rule, critical ones first.

    It is empty only if the run is decided.
    """
    told = (
        *(Told(None, f"the run is in doubt: {doubt}") for doubt in dict.fromkeys(result.doubts)),
        *(
            Told(it.verdict.rule, f"{it.verdict.rule.id} could not be decided{_count_rows(it.rows)}: {it.why}")
            for it in list_undecided(result)
        ),
    )
    if told or result.decided:
        return told
    return (Told(None, "nothing was decided: no rule found anything to decide about"),)


def tell_remarks(result: Result) -> Iterator[str]:
    """Yield what somebody declares or accepts, first since some formats have little room; what did not run; waivers."""
    yield from (it for it in list_notes(result) if not it.startswith("in doubt: "))
    if result.left_out:
        yield f"{format_count(result.left_out, 'rule')} left out by --only or --skip"
    yield from (f"{it.id} is off{f': {it.reason}' if it.reason else ''}" for it in result.off)
    yield from (f"{it.rule.id} is {it.reason}" for it in result.verdicts if it.not_set_up)
    yield from (f"{it.rule.id} {it.reason}" for it in result.verdicts if it.not_in_plan)
    yield from (describe_use(it) for it in result.waivers if it.needs_attention)


def _count_rows(rows: int) -> str:
    return f" for {format_count(rows, 'row')}" if rows else ""
