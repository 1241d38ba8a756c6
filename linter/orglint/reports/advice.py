"""What the user should do next, from a result."""

from collections.abc import Iterator, Mapping

from orglint.model.acceptance import Acceptance
from orglint.model.result import Outcome, Result
from orglint.model.snapshot import TableLedger, TableState
from orglint.model.wording import format_count
from orglint.reports.ledger_gaps import list_missing_tables, list_unasked_columns

_MOST = 5
_BROKEN = (TableState.PARTIAL, TableState.DOUBTFUL)


def advise_next_steps(result: Result) -> tuple[str, ...]:
    """Return the next steps, the most urgent first; never none, and not many.

    What is not known is repaired first: findings rest on it.
    """
    findings = tuple(_advise_on_findings(result))
    others = (*findings, *_advise_on_waivers(result))
    steps = (*list_repairs(result)[: _MOST - len(others)], *others)
    return steps or ("Nothing to fix. Run this on a schedule, so that you hear of it when that changes.",)


def list_repairs(result: Result) -> tuple[str, ...]:
    """Return what to do about what is not known, the most urgent first."""
    repairs = (*_advise_on_tables(result), *_advise_on_new_values(result), *_advise_on_whole_run(result))
    return repairs or _advise_on_unknowns(result)


def _advise_on_findings(result: Result) -> Iterator[str]:
    failed = [verdict for verdict in result.verdicts if verdict.outcome is Outcome.FAIL]
    if failed:
        worst = max(failed, key=lambda verdict: (verdict.rule.severity.rank, verdict.failed)).rule.id
        number = format_count(sum(verdict.failed for verdict in failed), "finding")
        show = f"orglint rules show {worst}{result.packs.options}"
        yield f"Fix {number}, {worst} first ({show}), then take a new snapshot and check again."


def _advise_on_tables(result: Result) -> Iterator[str]:
    absent = ", ".join((*list_missing_tables(result), *list_unasked_columns(result)))
    tables = dict(sorted(result.snapshot.tables.items()))
    forgotten = {name: ledger for name, ledger in tables.items() if ledger.was_complete and not ledger.complete}
    denied = _name_tables(tables, TableState.DENIED)
    broken = _name_tables({it: tables[it] for it in tables if it not in forgotten}, *_BROKEN)
    command = f"orglint snapshot --org {result.snapshot.organization}{result.packs.options}{result.choice.options}"
    if absent:
        yield f"Collect {absent} too: {command} asks for all that the rules read."
    if denied:
        yield f"Give the API key the scope that it lacks for {denied} (orglint tables names it), then collect again."
    if broken:
        yield f"Collect {broken} again: {command}."
    if forgotten:
        accepted = " ".join(Acceptance(it, one.rows_then - one.rows).option for it, one in forgotten.items())
        names = ", ".join(forgotten)
        yield f"Check a newer snapshot, or this one without the people who were forgotten in {names}: {accepted}."


def _advise_on_new_values(result: Result) -> Iterator[str]:
    closed = [new for new in result.new_values if new.closed]
    if closed:
        places = ", ".join(new.place for new in closed)
        yield f"Look up what the new values of {places} mean, and declare those that you know: check --known-value."


def _advise_on_unknowns(result: Result) -> tuple[str, ...]:
    unknown = result.counts[Outcome.UNKNOWN] or result.unknown_rows
    told = "Read the reason beside each unknown outcome: what is not known may hide a finding, so it never passes."
    return (told,) if unknown else ()


def _advise_on_whole_run(result: Result) -> Iterator[str]:
    if result.doubts:
        yield "Take a new snapshot that is free of the doubts above, then check that."
    elif partly := [it for it in result.verdicts if it.lacks_rows]:
        yield f"More rows than are named may break {partly[0].rule.id}, since {partly[0].reason}."
    elif not result.decided and not result.counts[Outcome.UNKNOWN] and not result.unknown_rows:
        yield "No rule found anything to decide about: choose more rules, or look at what the snapshot holds."


def _advise_on_waivers(result: Result) -> Iterator[str]:
    number = sum(use.needs_attention for use in result.waivers)
    if number:
        yield f"Look after {format_count(number, 'waiver')}, named above: orglint waivers list tells when each ends."


def _name_tables(tables: Mapping[str, TableLedger], *states: TableState) -> str:
    return ", ".join(name for name, ledger in tables.items() if ledger.state in states)
