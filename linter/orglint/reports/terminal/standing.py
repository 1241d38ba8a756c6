"""How it stands, in four lines: name and verdict, rules, findings, what was seen and when."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from orglint.model.result import Result
from orglint.model.rule import Severity
from orglint.model.summaries import describe_outcome, list_left_out
from orglint.model.wording import format_count, format_largest_unit, format_time
from orglint.reports.buckets import Bucket, count_buckets
from orglint.reports.ledger_gaps import list_missing_tables, list_unknown_columns, list_unspecified_tables
from orglint.reports.new_values import format_known_values
from orglint.reports.remarks import format_acceptances
from orglint.reports.terminal.paragraphs import Block, Paragraph, indent_text, make_headline, paint_text

_APART = frozenset({Bucket.OFF, Bucket.LEFT_OUT, Bucket.BEYOND_PROFILE})
_FIRST = (Bucket.UNKNOWN, Bucket.FAIL, Bucket.PASS)
_ORDER = (*_FIRST, *(it for it in Bucket if it not in {*_FIRST, *_APART}))


def render_standing(result: Result) -> Iterator[Block]:
    """Return the first lines, which never move, and below them what the run is judged by and doubted for."""
    snapshot = result.snapshot
    name = snapshot.organization_name or snapshot.organization
    title = make_headline(f"orglint · {name}")
    title.body.append_text(paint_text(" · ")).append_text(paint_text(describe_outcome(result), result.outcome.value))
    yield title
    for line in (count_rules(result), count_findings(result), describe_snapshot(result)):
        yield Paragraph(paint_text(line), rest="  ")
    yield from (indent_text(paint_text(line), "  ") for line in _list_declared(result))
    for doubt in result.doubts:
        yield indent_text(paint_text("in doubt: ", "unknown") + paint_text(doubt), "  ", sign="! ")


def count_rules(result: Result) -> str:
    """Return how many rules came out how: `75 rules: 8 fail, 61 pass, 2 off`."""
    counts = count_buckets(result)
    parts = _join_counts((counts[it], it.words) for it in _ORDER)
    attested = sum(verdict.attested for verdict in result.verdicts)
    others = ((counts[Bucket.OFF], "off"),)
    stated = f"{format_count(attested, 'rule')} passed by attestation" if attested else ""
    more = ", ".join(filter(None, [_join_counts(others), stated, *list_left_out(result.left_out, result.choice)]))
    rules = format_count(len(result.verdicts), "rule")
    return f"{rules}{': ' * bool(parts)}{parts}{'; ' * bool(more)}{more}"


def count_findings(result: Result) -> str:
    """Return how many findings there are by severity, how many rows are unknown, and how many findings are waived."""
    failed = sum(verdict.failed for verdict in result.verdicts)
    waived = sum(verdict.waived for verdict in result.verdicts)
    worst = _join_counts((result.count_failed(severity), severity.value) for severity in reversed(Severity))
    at_least = "" if result.decided else "at least "
    found = f"{at_least}{format_count(failed, 'finding')}{': ' * bool(worst)}{worst}"
    unknown = f"{format_count(result.unknown_rows, 'row')} unknown" if result.unknown_rows else ""
    return "; ".join(filter(None, [found, unknown, f"{waived:,} waived" if waived else ""]))


def describe_snapshot(result: Result) -> str:
    """Return when the snapshot was taken, how much of it was seen, and how old it was when it was judged."""
    ledgers = result.snapshot.tables.values()
    missing = len(list_missing_tables(result)) + len(list_unspecified_tables(result))
    whole, every = sum(it.as_asked for it in ledgers), len(ledgers) + missing
    seen = "every table whole" if whole == every else f"{whole} of {every} tables whole"
    if unseen := len(list_unknown_columns(result)):
        seen += f", {format_count(unseen, 'column')} not seen"
    return f"snapshot {format_time(result.snapshot.taken_at)}, {seen}, {_describe_age(result)}"


def _describe_age(result: Result) -> str:
    length = result.as_of - result.snapshot.taken_at
    if not length:
        return "judged as of that time"
    if length < timedelta():
        return f"judged as of {format_time(result.as_of)}, before it was taken"
    return f"judged {format_largest_unit(length)} later"


def _list_declared(result: Result) -> Iterator[str]:
    if result.packs.description:
        yield result.packs.description
    yield from result.choice.list_replaced()
    yield from format_known_values(result.known)
    yield from format_acceptances(result.acceptances, result.snapshot)


def _join_counts(parts: Iterable[tuple[int, str]]) -> str:
    return ", ".join(f"{number:,} {word}" for number, word in parts if number)
