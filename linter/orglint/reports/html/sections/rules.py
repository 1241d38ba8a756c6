"""The rules, the worst first: a line of the table, and a card, for each."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from orglint.model.changes import CAME
from orglint.model.controls import FRAMEWORKS
from orglint.model.result import Outcome, Result, Verdict
from orglint.model.rule import Rule
from orglint.model.since import Since
from orglint.model.summaries import format_caveat
from orglint.model.value_words import value_to_cel
from orglint.model.wording import format_count, join_lines
from orglint.reports.buckets import Bucket, find_bucket
from orglint.reports.html.expression import lay_out_expression
from orglint.reports.html.past import Past
from orglint.reports.html.sections.found import FindingTable, build_tables
from orglint.reports.html.words import OUTCOMES

_MOST_ROWS = 2_000
"""Findings that stand in the cards of one organization without a script."""
_ROWS = range(5, 21)
"""Of one rule, at least and at most."""
_OPEN = 2
"""Cards that are open when the page is."""


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A rule with what came of it."""

    number: int
    anchor: str
    verdict: Verdict
    bucket: Bucket
    family: str
    tally: str
    caveat: str
    tables: tuple[FindingTable, ...]
    open: bool
    new: int
    since: Since | None

    @property
    def rule(self) -> Rule:
        """The rule itself."""
        return self.verdict.rule

    @property
    def sign(self) -> Outcome:
        """The outcome whose sign it has."""
        return self.verdict.outcome

    @property
    def controls(self) -> Mapping[str, Sequence[str]]:
        """The controls by the names of their frameworks."""
        return {FRAMEWORKS.get(name, name): ids for name, ids in self.rule.controls.items() if ids}

    @property
    def frameworks(self) -> tuple[str, ...]:
        """The frameworks that have any."""
        return tuple(name for name, ids in self.rule.controls.items() if ids)

    @property
    def expressions(self) -> tuple[tuple[str, str], ...]:
        """What the rule evaluates, part by part."""
        return tuple(_list_expressions(self.rule))

    @property
    def parameters(self) -> tuple[tuple[str, str, str], ...]:
        """What the organization may set: name, value as the rule has it, meaning."""
        return tuple((it.name, value_to_cel(it.value), join_lines(it.meaning)) for it in self.rule.parameters.values())


def build_rules(result: Result, prefix: str, past: Past) -> tuple[RuleEntry, ...]:
    """Return the rules: those that fail first, critical ones on top, those with most findings first."""
    ordered = sorted(result.verdicts, key=_rank_verdict)
    most = _limit_rows(result)
    failing = [it.rule.id for it in ordered if it.outcome is Outcome.FAIL][:_OPEN]
    new = Counter(it.finding.rule for it in past.changes.select_kind(*CAME)) if past.changes else Counter[str]()
    return tuple(
        RuleEntry(
            number,
            f"{prefix}{verdict.rule.id}",
            verdict,
            find_bucket(verdict),
            verdict.rule.id.partition("/")[0],
            describe_tally(verdict),
            format_caveat(verdict),
            tuple(build_tables(verdict, result.as_of, most, past)),
            verdict.rule.id in failing,
            new[verdict.rule.id],
            past.find_oldest(verdict) if verdict.failed else None,
        )
        for number, verdict in enumerate(ordered)
    )


def describe_tally(verdict: Verdict) -> str:
    """Return how the rows fared in a few words."""
    if verdict.attested:
        return "attested"
    if not verdict.in_scope:
        return "waits for the organization" if verdict.not_set_up else "nothing in scope"
    parts = {"failed": verdict.failed, "unknown": verdict.unknown, "waived": verdict.waived, "passed": verdict.passed}
    return f"{', '.join(f'{number:,} {word}' for word, number in parts.items() if number)} of {verdict.in_scope:,}"


def _rank_verdict(verdict: Verdict) -> tuple[int, int, int, str]:
    return OUTCOMES.index(verdict.outcome), -verdict.rule.severity.rank, -verdict.failed, verdict.rule.id


def _limit_rows(result: Result) -> int:
    sharers = sum(bool(verdict.findings) for verdict in result.verdicts) or 1
    return min(max(_MOST_ROWS // sharers, _ROWS[0]), _ROWS[-1])


def _list_expressions(rule: Rule) -> Iterator[tuple[str, str]]:
    if rule.attest:
        return
    yield "applies to rows where", lay_out_expression(rule.where)
    yield "each of them must keep", lay_out_expression(rule.require)
    for name, text in rule.let.items():
        yield f"with {name}", lay_out_expression(text)


def group_rules(rules: Sequence[RuleEntry]) -> tuple[tuple[Bucket, str, tuple[RuleEntry, ...]], ...]:
    """Return the rules by bucket with a title for each, the worst first."""
    groups = {bucket: tuple(it for it in rules if it.bucket is bucket) for bucket in sorted(Bucket, key=_rank_bucket)}
    return tuple((bucket, _title_group(bucket, len(there)), there) for bucket, there in groups.items() if there)


def _rank_bucket(bucket: Bucket) -> bool:
    return bucket not in {Bucket.FAIL, Bucket.UNKNOWN, Bucket.WAIVED, Bucket.PASS}


def _title_group(bucket: Bucket, number: int) -> str:
    ending = _TITLES.get(bucket, ("", ""))[number != 1]
    return f"{format_count(number, 'rule')} {ending}"


_TITLES: Mapping[Bucket, tuple[str, str]] = {
    Bucket.PASS: ("that passes", "that pass"),
    Bucket.NOT_APPLICABLE: ("with nothing to judge", "with nothing to judge"),
    Bucket.NOT_SET_UP: ("not set up", "not set up"),
    Bucket.NOT_IN_PLAN: ("not in the plan", "not in the plan"),
}
