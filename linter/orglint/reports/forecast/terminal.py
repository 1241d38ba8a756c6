"""What will fail if nothing happens, for people at a terminal: rule by rule, each from its first day on."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from orglint.model.forecast import Coming, ComingFinding, EndingStatement, Forecast
from orglint.model.neutralize import neutralize
from orglint.model.statement import to_day
from orglint.model.wording import format_count, format_days_ahead, format_time

_MARKS: Mapping[Coming, str] = {Coming.FAILS: "✗", Coming.WAIVER_ENDS: "~", Coming.UNDECIDED: "?"}


def render(forecast: Forecast, limit: int) -> str:
    """Return the text, with at most so many findings of a rule."""
    return "".join(f"{neutralize(line)}\n" for line in _list_lines(forecast, limit))


def _list_lines(forecast: Forecast, limit: int) -> Iterator[str]:
    seen, today = forecast.result.snapshot, to_day(forecast.today)
    whose = seen.organization_name or seen.organization
    yield f"{whose} · {format_count(forecast.days, 'day')}, until {_end(forecast)}"
    yield f"{_describe(forecast)}, if it stays as it was at {format_time(seen.taken_at)}"
    for found in _group_rules(forecast.coming):
        yield from ("", *_list_rule(found, today, limit))
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


def _group_rules(coming: Iterable[ComingFinding]) -> list[list[ComingFinding]]:
    """Return the findings of each rule in their order, the most severe rule first."""
    found: dict[str, list[ComingFinding]] = {}
    for it in coming:
        found.setdefault(it.rule.id, []).append(it)
    return sorted(found.values(), key=lambda it: (-it[0].rule.severity.rank, it[0].on, it[0].rule.id))


def _list_rule(found: list[ComingFinding], today: date, limit: int) -> Iterator[str]:
    first, number = found[0], format_count(len(found), "row")
    on = f"on {first.on}" if first.on == found[-1].on else f"from {first.on} on"
    yield f"{first.rule.severity} {first.rule.id} · {number} {on} ({format_days_ahead((first.on - today).days)})"
    yield from (f"  {it.on}  {_MARKS[it.kind]} {it.finding.message}" for it in found[:limit])
    if len(found) > limit:
        yield f"  and {len(found) - limit:,} more, the last on {found[-1].on}"


def _describe_ending(ending: EndingStatement) -> str:
    about = " ".join(filter(None, (ending.rule, ending.subject)))
    excused = f", which excuses {format_count(ending.findings, 'finding')}" if ending.findings else ""
    left = format_days_ahead(ending.days_left)
    return f"  {ending.kind} for {about} of {ending.owner}: last day {ending.until} ({left}){excused}"
