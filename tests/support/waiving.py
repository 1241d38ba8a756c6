"""What waivers do, thought out naively: one finding and one waiver after the other, in plain Python."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from orglint.model.result import Finding, Outcome, Verdict
from orglint.model.waiver import Waiver


def text_matches(text: str, pattern: str) -> bool:
    """Return whether a text matches a pattern, letter by letter."""
    if not pattern:
        return not text
    if pattern[0] == "*":
        return text_matches(text, pattern[1:]) or (text != "" and text_matches(text[1:], pattern))
    return text != "" and pattern[0] in {"?", text[0]} and text_matches(text[1:], pattern[1:])


def matched(waiver: Waiver, verdict: Verdict) -> list[Finding]:
    wild = any(it in waiver.subject for it in "*?")
    found = [it for it in verdict.findings if it.key is not None and it.rule == waiver.rule]
    return [it for it in found if (text_matches(it.key, waiver.subject) if wild else it.key == waiver.subject)]


def has_ended(waiver: Waiver, at: datetime) -> bool:
    """Return whether the first moment after the last day, in UTC, has come."""
    until = waiver.statement.until
    return at >= datetime(until.year, until.month, until.day, tzinfo=UTC) + timedelta(days=1)


def state(waiver: Waiver, verdict: Verdict | None, organization: str, at: datetime) -> str:
    if waiver.statement.organization not in {"", organization}:
        return "elsewhere"
    if verdict is None:
        return "not-judged"
    if has_ended(waiver, at):
        return "expired"
    found = matched(waiver, verdict)
    failed = [it for it in found if it.outcome is Outcome.FAIL]
    if waiver.most is not None and len(found) > waiver.most:
        return "over-max"
    pinned: Mapping[str, Any] = waiver.when
    if any(repr(it.evidence.get(name)) != repr(value) for it in failed for name, value in pinned.items()):
        return "changed"
    if failed:
        return "applied"
    return "undecided" if verdict.unknown or verdict.reason else "unused"


def outcomes(verdict: Verdict, waivers: Sequence[Waiver], organization: str, at: datetime) -> list[tuple[str, Outcome]]:
    """Return the outcome of each finding in its order."""
    applied = [it for it in waivers if it.rule == verdict.rule.id and state(it, verdict, organization, at) == "applied"]
    excused = {id(found) for waiver in applied for found in matched(waiver, verdict) if found.outcome is Outcome.FAIL}
    return [(it.key, Outcome.WAIVED if id(it) in excused else it.outcome) for it in verdict.findings]
