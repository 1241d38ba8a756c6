"""Render a result as metrics for the textfile collector of Prometheus' node_exporter.

There is a line for each rule and none for a row, so that the number of series does not grow with the organization.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from orglint.model.neutralize import shorten_text
from orglint.model.result import Outcome, Result, Verdict
from orglint.model.rule import Severity
from orglint.reports.buckets import count_buckets
from orglint.reports.facts import list_facts, list_notes
from orglint.reports.run_metrics import keep_run_metrics, write_label
from orglint.reports.walking import list_undecided

_LONGEST = 200
"""Characters of a note."""
_LAST = "orglint_last_decided_timestamp_seconds"
_DECIDED = re.compile(rf'^{_LAST}\{{organization="((?:[^"\\]|\\.)*)"\}} (\d{{1,12}}(?:\.\d{{1,6}})?)$', re.MULTILINE)

_INFO = {
    "organization_name": "organization_name",
    "snapshot": "snapshot.id",
    "version": "orglint",
    "outcome": "outcome",
    "fail_on": "fail_on",
    "rules_sha256": "rules_sha256",
    "settings_sha256": "settings_sha256",
}
"""The facts that are texts, by their labels."""

Labels: TypeAlias = Mapping[str, str]


class Metric(NamedTuple):
    """A gauge with its samples."""

    name: str
    meaning: str
    samples: list[tuple[Labels, float]]


def render(result: Result, earlier: str) -> str:
    """Return the metrics; `earlier` is the report that this one replaces: it may know of earlier runs."""
    metrics = (*_list_run_metrics(result, earlier), *_list_totals(result), *_list_rule_metrics(result))
    notes = "".join(f"# note: {shorten_text(note, _LONGEST)}\n" for note in list_notes(result))
    organization = result.snapshot.organization
    written = "".join(_write_metric(metric, organization) for metric in metrics)
    return notes + written + keep_run_metrics(earlier, organization)


def _list_run_metrics(result: Result, earlier: str) -> Iterator[Metric]:
    facts, snapshot = list_facts(result), result.snapshot
    labels = {label: str(facts[name]) for label, name in _INFO.items()}
    yield _make("info", "What was judged, and by what: the value is always 1.", (labels, 1))
    yield _make("exit_code", "Exit code of the check: 0 clean, 1 findings, 3 undecided.", ({}, result.exit_code))
    yield _make("decided", "Whether everything was decided; if not, nothing here is a success.", ({}, result.decided))
    yield _make("doubts", "Doubts about the run as a whole.", ({}, len(result.doubts)))
    yield _make("judged_timestamp_seconds", "The time that counted as now.", ({}, result.as_of.timestamp()))
    last = result.as_of.timestamp() if result.decided else _find_last_decided(earlier, snapshot.organization)
    if last is not None:
        meaning = "The time as of which everything was decided last."
        yield Metric(_LAST, meaning, [({}, last)])
    yield _make("snapshot_taken_timestamp_seconds", "When the snapshot was taken.", ({}, snapshot.taken_at.timestamp()))
    yield _make(
        "snapshot_sealed_timestamp_seconds", "When the snapshot was sealed.", ({}, snapshot.sealed_at.timestamp())
    )
    yield _make("snapshot_complete", "Whether every table that was asked for is there whole.", ({}, snapshot.holds_all))


def _find_last_decided(earlier: str, organization: str) -> float | None:
    times = [float(time) for named, time in _DECIDED.findall(earlier) if named == write_label(organization)]
    return max(times, default=None)


def _list_totals(result: Result) -> Iterator[Metric]:
    buckets = [({"bucket": bucket.value}, number) for bucket, number in count_buckets(result).items()]
    yield _make("rules", "Rules by what came of them, those that did not run included.", *buckets)
    failed = [({"severity": it.value}, result.count_failed(it)) for it in reversed(Severity)]
    yield _make("failed_rows", "Rows that fail, over all rules of a severity.", *failed)
    yield _make("unknown_rows", "Rows whose outcome cannot be known, over all rules.", ({}, result.unknown_rows))
    waived = sum(verdict.waived for verdict in result.verdicts)
    yield _make("waived_rows", "Rows whose failure a waiver excuses, over all rules.", ({}, waived))
    yield _make(
        "breaches", "Rules that fail at the severity that counts, or above.", ({}, len(result.breaching_verdicts))
    )


def _list_rule_metrics(result: Result) -> Iterator[Metric]:
    undecided = {it.verdict.rule.id for it in list_undecided(result)}
    labels = [(_label_rule(verdict), verdict) for verdict in result.verdicts]
    yield _make("rule_findings", "Rows that fail a rule.", *((rule, it.failed) for rule, it in labels))
    yield _make(
        "rule_undecided",
        "Whether anything about a rule is not known.",
        *((rule, it.rule.id in undecided) for rule, it in labels),
    )
    yield _make("rule_unknown", "Rows whose outcome cannot be known.", *((rule, it.unknown) for rule, it in labels))
    yield _make("rule_waived", "Rows whose failure a waiver excuses.", *((rule, it.waived) for rule, it in labels))
    yield _make("rule_rows", "Rows that a rule is about.", *((rule, it.in_scope) for rule, it in labels))
    waits = ((rule, it.outcome is Outcome.NOT_APPLICABLE and it.not_set_up) for rule, it in labels)
    yield _make("rule_not_set_up", "Whether a rule waits for something that the organization does not say.", *waits)


def _label_rule(verdict: Verdict) -> Labels:
    return {"rule": verdict.rule.id, "severity": verdict.rule.severity.value}


def _make(name: str, meaning: str, *samples: tuple[Labels, float]) -> Metric:
    return Metric(f"orglint_{name}", meaning, list(samples))


def _write_metric(metric: Metric, organization: str) -> str:
    lines = [
        f"{metric.name}{_write_labels({'organization': organization, **labels})} {_write_number(value)}"
        for labels, value in metric.samples
    ]
    head = f"# HELP {metric.name} {metric.meaning}\n# TYPE {metric.name} gauge\n"
    return head + "".join(f"{line}\n" for line in lines) if lines else ""


def _write_labels(labels: Labels) -> str:
    return "{" + ",".join(f'{name}="{write_label(value)}"' for name, value in labels.items()) + "}"


def _write_number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))
