"""What the page says of one organization, section by section, in the order in which it stands there."""

from collections.abc import Mapping
from dataclasses import dataclass

from orglint.model.controls import FRAMEWORKS
from orglint.model.result import Result
from orglint.model.wording import format_time
from orglint.reports.buckets import Bucket
from orglint.reports.html.past import NO_PAST, Past
from orglint.reports.html.sections.changed import Changed, build_changed
from orglint.reports.html.sections.exceptions import ExceptionLists, build_exceptions
from orglint.reports.html.sections.first import Task, build_tasks
from orglint.reports.html.sections.frameworks import FrameworkTable, build_frameworks
from orglint.reports.html.sections.provenance import Origin, build_origin
from orglint.reports.html.sections.rules import RuleEntry, build_rules, group_rules
from orglint.reports.html.sections.seen import Seen, build_seen
from orglint.reports.html.sections.standing import Standing, build_standing
from orglint.reports.html.sections.trend import Trend, build_trend
from orglint.reports.html.words import OUTCOMES, WORDS
from orglint.reports.walking import count_findings


@dataclass(frozen=True, slots=True)
class OrganizationPage:
    """One organization; `prefix` comes before the ids of its elements, as a page may hold several."""

    prefix: str
    result: Result
    name: str
    standing: Standing
    changed: Changed | None
    tasks: tuple[Task, ...]
    trend: Trend | None
    rules: tuple[RuleEntry, ...]
    groups: tuple[tuple[Bucket, str, tuple[RuleEntry, ...]], ...]
    findings: int
    frameworks: tuple[FrameworkTable, ...]
    exceptions: ExceptionLists
    seen: Seen
    origin: Origin
    past: Past

    @property
    def waived(self) -> int:
        """How many findings are waived."""
        return sum(verdict.waived for verdict in self.result.verdicts)

    @property
    def as_of(self) -> str:
        """The moment that counted as now, to the minute."""
        return format_time(self.result.as_of)

    @property
    def outcomes(self) -> tuple[tuple[str, str], ...]:
        """The outcomes of rules, in words."""
        return tuple((cell.bucket, WORDS[cell.bucket]) for cell in self.standing.matrix[-1].cells if cell.rules)

    @property
    def found_outcomes(self) -> tuple[tuple[str, str], ...]:
        """The outcomes of findings, in words."""
        return tuple((it, WORDS[it]) for it in OUTCOMES if count_findings(self.result, [it]))

    @property
    def severities(self) -> tuple[tuple[str, str], ...]:
        """The severities of rules, in words."""
        return tuple((it.severity, it.severity.capitalize()) for it in self.standing.matrix if it.severity and it.rules)

    @property
    def choices(self) -> Mapping[str, Mapping[str, str]]:
        """What the table of rules can be filtered by: values with their words."""
        rules = self.rules
        return {
            "family": {it: it for it in sorted({rule.family for rule in rules})},
            "framework": {it: FRAMEWORKS.get(it, it) for rule in rules for it in sorted(rule.frameworks)},
            "owner": {it: it for it in sorted({rule.rule.owner for rule in rules if rule.rule.owner})},
        }


def build_page(result: Result, prefix: str = "", past: Past = NO_PAST) -> OrganizationPage:
    """Return what the page says of an organization, with what is known from before."""
    past = past.look_at_dates(result)
    rules = build_rules(result, prefix, past)
    return OrganizationPage(
        prefix,
        result,
        result.snapshot.organization_name or result.snapshot.organization,
        build_standing(result, rules),
        build_changed(past.changes, rules) if past.changes else None,
        build_tasks(result, rules),
        build_trend(past.days) if len(past.days) > 1 else None,
        rules,
        group_rules(rules),
        count_findings(result),
        build_frameworks(result, rules),
        build_exceptions(result, rules),
        build_seen(result, rules),
        build_origin(result),
        past,
    )
