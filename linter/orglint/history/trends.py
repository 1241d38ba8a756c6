"""Outcomes over time, from the results that a store keeps: each is read, counted and forgotten again."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from orglint.errors import ResultError
from orglint.history.counting import describe_why_not, does_count
from orglint.model.result import Result, Verdict
from orglint.model.trends import RulePoint, Trend, TrendPoint
from orglint.model.wording import format_count
from orglint.results.counts import read_counts
from orglint.results.kept import KeptResult

_NAMED = 3
"""Rules that a mark names."""


class _Seen(NamedTuple):
    """What a kept result counted; what it says without its findings, if it can be read."""

    point: TrendPoint
    counts: Result | None = None


def build_trends(
    kept: Iterable[KeptResult], wanted: Collection[str] | None = None, *, since: datetime | None = None
) -> tuple[Trend, ...]:
    """Return the history of each organization, or of those that are wanted, from kept results in their order.

    Those of snapshots before `since` are left out.
    A rule that was renamed has its present name throughout. A result that cannot be read is a point that says so; of
    which organization it is, its snapshot's other results say.
    """
    seen = [_read_point(it) for it in kept if since is None or it.kept_at >= since]  # none was kept before it was taken
    read = [it.counts for it in seen if it.counts]
    whose = {it.snapshot.id: (it.snapshot.organization, it.snapshot.organization_name) for it in read}
    counting: dict[str, Result] = {}
    grouped: dict[str, list[TrendPoint]] = defaultdict(list)
    names: dict[str, str] = {}
    renamed: dict[str, dict[str, str]] = defaultdict(dict)
    for point, counts in seen:
        id_, called = whose.get(point.snapshot, ("", ""))
        if counts and does_count(counts, counting.get(id_)):
            counting[id_] = counts
        elif counts:
            point = replace(point, gap=point.gap or f"it does not count: {describe_why_not(counts)}", narrowed=True)  # noqa: PLW2901
        old = since is not None and (point.taken_at or point.kept_at) < since
        if not old and (wanted is None or not id_ or id_ in wanted):
            grouped[id_].append(point)
            names[id_] = called
            renamed[id_] |= counts.choice.renamed if counts else {}
    return tuple(
        Trend(id_, names[id_], tuple(_mark_changes(_rename(points, renamed[id_])))) for id_, points in grouped.items()
    )


def build_point(result: Result, kept_at: datetime) -> TrendPoint:
    """Return what a result counted."""
    left_out = f"{format_count(result.left_out, 'rule')} left out" if result.left_out else ""
    return TrendPoint(
        result.snapshot.id,
        result.snapshot.taken_at,
        kept_at,
        result.outcome,
        result.exit_code,
        result.decided and not left_out,
        "; ".join(filter(None, (*result.doubts, left_out))),
        {verdict.rule.id: _count_verdict(verdict) for verdict in result.verdicts},
        result.left_out > 0,
    )


def _read_point(kept: KeptResult) -> _Seen:
    try:
        counts = read_counts(kept)
    except ResultError as error:
        return _Seen(TrendPoint(kept.snapshot, None, kept.kept_at, gap=error.message))
    return _Seen(build_point(counts, kept.kept_at), counts)


def _count_verdict(verdict: Verdict) -> RulePoint:
    return RulePoint(
        verdict.rule.title,
        verdict.rule.severity,
        verdict.outcome,
        verdict.failed,
        verdict.waived,
        verdict.unknown,
        not verdict.undecided,
        verdict.was_judged,
        verdict.rule.deciding_sha256 or verdict.rule.sha256,
    )


def _rename(points: Iterable[TrendPoint], renamed: Mapping[str, str]) -> list[TrendPoint]:
    return [replace(it, rules={renamed.get(id_, id_): rule for id_, rule in it.rules.items()}) for it in points]


def _mark_changes(points: Iterable[TrendPoint]) -> Iterator[TrendPoint]:
    """Yield the points with what changed in the rules; those that leave rules out, or cannot be read, are skipped."""
    before: TrendPoint | None = None
    for point in points:
        whole = bool(point.rules) and not point.narrowed
        yield replace(point, marks=tuple(_compare_rules(before, point))) if before and whole else point
        before = point if whole else before


def _compare_rules(before: TrendPoint, after: TrendPoint) -> Iterator[str]:
    one, other = before.rules, after.rules
    both = sorted(one.keys() & other.keys())
    found = {
        "added": sorted(other.keys() - one.keys()),
        "removed": sorted(one.keys() - other.keys()),
        "changed": [it for it in both if one[it].digest != other[it].digest],
        "given another severity": [it for it in both if one[it].severity is not other[it].severity],
        "set up": [it for it in both if other[it].judged and not one[it].judged],
        "not set up any more": [it for it in both if one[it].judged and not other[it].judged],
    }
    for words, ids in found.items():
        if ids:
            more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
            yield f"{format_count(len(ids), 'rule')} {words}: {', '.join(ids[:_NAMED])}{more}"
