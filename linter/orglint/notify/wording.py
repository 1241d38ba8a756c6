"""A message in words: what a channel is told of a change, of the first result, and of a run without a result."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from orglint.model.changes import Change, ChangedFinding, ChangedRule, RuleEvent
from orglint.model.findings import Finding, Outcome
from orglint.model.ordering import sort_by_severity
from orglint.model.result import Result, Verdict
from orglint.model.rule import Severity
from orglint.model.summaries import format_totals, format_verdict_counts, outcome_to_words
from orglint.model.waiver import WaiverUse
from orglint.model.wording import format_count, format_days_ahead, format_time
from orglint.notify.message import Message, Mood, disarm
from orglint.notify.news import Ending, News, RuleNews, StillFailing

_NAMED = 3
"""Findings of a rule that are named; the report has the others."""
_LONGEST = 160
"""Characters of what is said of a finding."""
_HOW: Mapping[Change, str] = {
    Change.REOPENED: " (found again)",
    Change.WAIVER_ENDED: " (its waiver has ended)",
    Change.GONE: " (left the organization)",
    Change.NO_LONGER_FOUND: " (fixed, or left the organization)",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """The later result as it may be shown to people, and what may be said of a finding of either result."""

    result: Result
    finding: Callable[[Finding], str]

    @property
    def name(self) -> str:
        """What the organization is called."""
        return disarm(self.result.snapshot.organization_name or self.result.snapshot.organization)


def identify_message(*parts: str) -> str:
    """Return the id of a message: the same for the same channel and the same news."""
    return sha256("\0".join(parts).encode()).hexdigest()[:16]


def write_news(identity: str, news: News, shown: Shown, *, recovered: bool) -> Message:
    """Return the message about a change; `recovered` says that the runs before it had no result."""
    lines = [*_list_news(news, shown), "", *_describe_result(shown.result)]
    parts = ["results again"] * recovered + list(_count_news(news))
    title = f"orglint: {shown.name}: {', '.join(parts)}"
    return Message(identity, title, tuple(lines), _choose_mood(news))


def write_summary(identity: str, shown: Shown, verdicts: tuple[Verdict, ...]) -> Message:
    """Return the message about the first result that a channel knows of; `verdicts` are of its rules."""
    failing = sort_by_severity(it for it in verdicts if it.outcome is Outcome.FAIL)
    title = f"orglint: {shown.name}: from now on you are told what changes"
    lines = [f"- {_name_rule(it)}: {format_verdict_counts(it)}" for it in failing]
    return Message(identity, title, (*_describe_result(shown.result), *lines))


def write_broken(identity: str, organization: str, problem: str) -> Message:
    """Return the message about a run that has no result; `problem` is what the run says of it."""
    title = f"orglint: {disarm(organization)}: no result"
    lines = [disarm(line.strip()) for line in problem.splitlines() if line.strip()]
    last = "Nothing is known of the organization since the last result. You are told when there is one again."
    return Message(identity, title, (*lines, last), Mood.FAILED)


def write_test(identity: str, organization: str, channel: Sequence[str]) -> Message:
    """Return the message that shows that messages arrive; `channel` is its address's place, events and rules."""
    name = f" {disarm(organization)}:" if organization else ""
    _, events, rules = map(disarm, channel)
    lines = (
        "This is a test: nothing has happened. If you can read it, messages of `orglint run` arrive here.",
        f"Told here are these events: {events}. Of these rules: {rules}.",
    )
    return Message(identity, f"orglint:{name} test message", lines)


def _choose_mood(news: News) -> Mood:
    if any(it.verdict.rule.severity.rank >= Severity.HIGH.rank for it in news.came):
        return Mood.FAILED
    if news.came or news.undecided or news.not_looked_for or news.doubts or news.failing:
        return Mood.WORSE
    # a rule that was loosened finds less, and nothing is better
    return Mood.PLAIN if news.ending or news.other_rule else Mood.GOOD


def _count_news(news: News) -> Iterator[str]:
    came = sum(len(it.changes) for it in news.came)
    if came:
        yield format_count(came, "new finding")
    if news.undecided:
        yield f"{format_count(len(news.undecided), 'rule')} undecided"
    yield from _count_missed(news)
    if news.doubts:
        yield "in doubt"
    still = sum(it.number for it in news.failing)
    if still:
        yield f"{still:,} still failing"
    left = [change.kind for it in news.left for change in it.changes]
    if left.count(Change.FIXED):
        yield f"{left.count(Change.FIXED):,} fixed"
    if len(left) > left.count(Change.FIXED):
        yield f"{len(left) - left.count(Change.FIXED):,} gone"
    if news.decided:
        yield f"{format_count(len(news.decided), 'rule')} decided again"
    if news.ending:
        yield f"{format_count(len(news.ending), 'exception')} about to end"


def _count_missed(news: News) -> Iterator[str]:
    """Yield how many findings are not there because their rules were not asked, or asked something else."""
    missed = ((news.not_looked_for, "not looked for any more"), (news.other_rule, "not found by changed rules"))
    for rules, words in missed:
        if rules:
            yield f"{sum(len(it.changes) for it in rules):,} {words}"


def _list_news(news: News, shown: Shown) -> Iterator[str]:
    """Yield the lines of a change: first that rules changed, which may be why, then what came, worst first."""
    yield from _list_rules(news)
    for rule in news.came:
        yield f"NEW {_name_rule(rule.verdict)}: {len(rule.changes):,} new, {rule.verdict.failed:,} in all"
        yield from _list_findings(rule, shown)
    yield from (f"IN DOUBT {disarm(it)}" for it in news.doubts)
    by_rule = {it.rule.id: it for it in shown.result.verdicts}
    for verdict in news.undecided:
        yield f"UNDECIDED {_name_rule(verdict)}{_explain_open(by_rule[verdict.rule.id])}"
    for rule in news.not_looked_for:
        count = format_count(len(rule.changes), "finding")
        yield f"NOT LOOKED FOR {_name_rule(rule.verdict)}: its rule did not run, and had {count} before"
    for rule in news.other_rule:
        count = format_count(len(rule.changes), "finding")
        yield f"NOT FOUND BY THE CHANGED RULE {_name_rule(rule.verdict)}: {count}, {rule.verdict.failed:,} left"
    yield from map(_describe_failing, news.failing)
    yield from map(_describe_ending, news.ending)
    for rule in news.left:
        yield f"FIXED {_name_rule(rule.verdict)}: {_count_left(rule)}"
        yield from _list_findings(rule, shown)
    for verdict in news.decided:
        yield f"DECIDED AGAIN {_name_rule(verdict)}: {format_verdict_counts(verdict)}"


def _list_rules(news: News) -> Iterator[str]:
    told = [it for it in news.rules if it.event is not RuleEvent.RENAMED]
    if told:
        named = ", ".join(f"{disarm(it.id)} {_name_event(it)}" for it in told[:_NAMED])
        more = f" and {len(told) - _NAMED:,} more" if len(told) > _NAMED else ""
        yield f"RULES CHANGED, which may be why: {named}{more}"


def _name_event(rule: ChangedRule) -> str:
    """Return what happened to a rule; only one that no pack has any more was removed."""
    if rule.event is RuleEvent.REMOVED and rule.cause != "not in the packs":
        return "switched off" if rule.cause.startswith("off") else "left out"
    return rule.event.replace("-", " ")


def _list_findings(rule: RuleNews, shown: Shown) -> Iterator[str]:
    for change in rule.changes[:_NAMED]:
        yield f"  - {_cut_text(disarm(shown.finding(change.finding)))}{_HOW.get(change.kind, '')}"
    if len(rule.changes) > _NAMED:
        yield f"  - and {len(rule.changes) - _NAMED:,} more"


def _cut_text(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _count_left(rule: RuleNews) -> str:
    fixed = sum(_is_fixed(it) for it in rule.changes)
    parts = [f"{fixed:,} fixed"] * bool(fixed)
    parts += [f"{len(rule.changes) - fixed:,} gone"] * (fixed < len(rule.changes))
    return f"{', '.join(parts)}, {rule.verdict.failed:,} left"


def _is_fixed(change: ChangedFinding) -> bool:
    return change.kind is Change.FIXED


def _explain_open(verdict: Verdict) -> str:
    reason = verdict.reason or next(iter(verdict.findings.reasons), None)
    return f": {disarm(str(reason))}" if reason else f": {format_verdict_counts(verdict)}"


def _describe_failing(still: StillFailing) -> str:
    number = format_count(still.number, "finding")
    return f"STILL FAILING {_name_rule(still.verdict)}: {number}, the oldest since {format_time(still.oldest)}"


def _describe_ending(ending: Ending) -> str:
    what = "waiver" if isinstance(ending.use, WaiverUse) else "attestation"
    return f"ENDS SOON {what} for {disarm(ending.rule)}: {format_days_ahead(ending.use.days_left)}"


def _name_rule(verdict: Verdict) -> str:
    rule = verdict.rule
    return f"{rule.severity} {disarm(rule.id)} ({disarm(rule.title)})"


def _describe_result(result: Result) -> Iterator[str]:
    outcome = outcome_to_words(result.outcome)
    yield f"Now: {outcome}, as of {format_time(result.as_of)}. {disarm(format_totals(result))}"
