"""What will fail if nothing happens, for people at a terminal: day by day."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby

from orglint.model.forecast import Coming, ComingFinding, EndingStatement, Forecast
from orglint.model.neutralize import neutralize
from orglint.model.statement import to_day
from orglint.model.wording import format_count, format_time

_MARKS: Mapping[Coming, str] = {Coming.FAILS: "✗", Coming.WAIVER_ENDS: "~", Coming.UNDECIDED: "?"}


def render(forecast: Forecast, limit: int) -> str:
    """Return the text, with at most so many findings of a day."""
    return "".join(f"{neutralize(line)}\n" for line in _list_lines(forecast, limit))


def _list_lines(forecast: Forecast, limit: int) -> Iterator[str]:
    seen, today = forecast.result.snapshot, to_day(forecast.today)
    whose = seen.organization_name or seen.organization
    yield f"{whose} · {format_count(forecast.days, 'day')}, until {_end(forecast)}"
    yield f"{_describe(forecast)}, if it stays as it was at {format_time(seen.taken_at)}"
    for day, found in groupby(forecast.coming, key=lambda it: it.on):
        yield from ("", f"{day} ({_distance(day, today)})", *_list_day(list(found), limit))
    if forecast.ending:
        yield from ("", "Ending", *map(_describe_ending, forecast.ending))
    reasons = [f"  ? {doubt}" for doubt in forecast.result.doubts]
    reasons += [f"  ? {rule}: {reason}" for rule, reason in forecast.undecided.items()]
    if reasons:
        yield from ("", "Not known, now or then", *reasons)


def _end(forecast: Forecast) -> date:
    return to_day(forecast.today + timedelta(days=forecast.days))


def _describe(forecast: Forecast) -> str:
    counts = {kind: sum(it.kind is kind for it in forecast.coming) for kind in Coming}
    words = {
        Coming.FAILS: "will fail",
        Coming.WAIVER_ENDS: "will fail since a waiver ends",
        Coming.UNDECIDED: "will not be known any more",
    }
    told = [f"{format_count(number, 'row')} {words[kind]}" for kind, number in counts.items() if number]
    if told:
        return ", ".join(told)
    return "nothing more will fail" if forecast.can_tell else "nothing more is known to fail, and not all is known"


def _distance(day: date, today: date) -> str:
    days = (day - today).days
    return f"in {format_count(days, 'day')}" if days else "today"


def _list_day(found: list[ComingFinding], limit: int) -> Iterator[str]:
    found.sort(key=lambda it: (-it.rule.severity.rank, it.rule.id))
    for it in found[:limit]:
        yield f"  {_MARKS[it.kind]} {it.rule.severity} {it.rule.id}: {it.finding.message}"
    if len(found) > limit:
        yield f"    and {len(found) - limit:,} more"


def _describe_ending(ending: EndingStatement) -> str:
    about = " ".join(filter(None, (ending.rule, ending.subject)))
    excused = f", which excuses {format_count(ending.findings, 'finding')}" if ending.findings else ""
    left = "today" if not ending.days_left else f"in {format_count(ending.days_left, 'day')}"
    return f"  {ending.kind} for {about} of {ending.owner}: last day {ending.until} ({left}){excused}"
