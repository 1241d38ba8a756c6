"""A SARIF log of one run: the tool with its rules, how the run ended, and its results, the worst first."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from orglint.documents.json_text import encode_line, encode_members
from orglint.model.result import Outcome, Result, Verdict
from orglint.model.wording import format_count
from orglint.reports.inert import end_sentence, fit_text
from orglint.reports.sarif.findings import build_finding, build_undecided
from orglint.reports.sarif.rules import MOST_RULES, build_rule, build_undecided_rule
from orglint.reports.sarif.texts import MESSAGE, NAME, to_message
from orglint.reports.told import fit_facts, tell_remarks, tell_undecided
from orglint.reports.walking import count_findings, list_verdicts, walk_findings

Members = Mapping[str, Any]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_VERSION = re.compile(r"\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?")
"""What a semantic version looks like."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a log holds for its readers: at most so many results, of findings of some outcomes.

    `unknown` are the members that mark a result as unknown. `undecided_results` says that readers see results alone, so
    that what is undecided must be among them.
    """

    most: int
    outcomes: tuple[Outcome, ...]
    unknown: Members
    undecided_results: bool = False


def encode_log(result: Result, kind: Kind) -> Iterator[str]:
    """Yield a log in ASCII in pieces, each rule and each result on a line of its own."""
    verdicts = list_verdicts(result)[: MOST_RULES - 1]
    rules = [*map(build_rule, verdicts), *([build_undecided_rule()] if kind.undecided_results else [])]
    yield f'{{\n "$schema": "{SCHEMA}",\n "version": "2.1.0",\n "runs": [{{\n'
    yield from _encode_list(f'  "tool": {{"driver": {_open_driver(result)}, "rules": [\n', iter(rules), "\n  ]}},\n")
    yield f'  "automationDetails": {encode_line({"id": _name_category(result)})},\n'
    yield from _encode_list('  "invocations": [\n', iter([_build_invocation(result, kind)]), "\n  ],\n")
    yield f'  "properties": {encode_line({"orglint": fit_facts(result), **_count_results(result, kind)})},\n'
    yield from _encode_list('  "results": [\n', islice(_list_results(result, kind, verdicts), kind.most), "\n  ]\n")
    yield " }]\n}\n"


def _encode_list(start: str, members: Iterator[Members], end: str) -> Iterator[str]:
    yield start
    yield from encode_members(members, "   ")
    yield end


def _open_driver(result: Result) -> str:
    version = to_message(result.orglint, MESSAGE)
    names = ("version", "semanticVersion") if _VERSION.fullmatch(version) else ("version",)
    return encode_line({"name": "orglint", **dict.fromkeys(names, version or "unknown")}).removesuffix("}")


def _name_category(result: Result) -> str:
    """Return what keeps two organizations apart: a log replaces the one before it of the same category."""
    return f"orglint/{fit_text(result.snapshot.organization, NAME)}/"


def _list_results(result: Result, kind: Kind, verdicts: list[Verdict]) -> Iterator[Members]:
    """Yield the results, those first that say that the run is not decided."""
    index = {verdict.rule.id: number for number, verdict in enumerate(verdicts)}
    again: Counter[str] = Counter()
    told = tell_undecided(result) if kind.undecided_results else ()
    yield from (build_undecided(result, it, len(verdicts)) for it in told)
    for walked in walk_findings(result, kind.outcomes):
        if walked.verdict.rule.id in index:
            yield build_finding(result, walked, index[walked.verdict.rule.id], again, kind.unknown)


def _count_results(result: Result, kind: Kind) -> dict[str, int]:
    told = len(tell_undecided(result)) if kind.undecided_results else 0
    there = count_findings(result, kind.outcomes) + told
    return {"resultsInTotal": there, "resultsLeftOut": max(0, there - kind.most)}


def _build_invocation(result: Result, kind: Kind) -> Members:
    undecided = (_notify("error", it.words, it.rule.id if it.rule else "") for it in tell_undecided(result))
    return {
        "executionSuccessful": result.decided,
        "exitCode": result.exit_code,
        "toolExecutionNotifications": [*chain(undecided, _notify_cuts(result, kind))],
        "toolConfigurationNotifications": [_notify("note", words) for words in tell_remarks(result)],
    }


def _notify_cuts(result: Result, kind: Kind) -> Iterator[Members]:
    counts = _count_results(result, kind)
    if counts["resultsLeftOut"]:
        there = format_count(counts["resultsInTotal"], "result")
        yield _notify("warning", f"there are {there}, of which the worst {kind.most:,} are listed")
    if len(result.verdicts) >= MOST_RULES:
        yield _notify("warning", f"there are {len(result.verdicts):,} rules, of which {MOST_RULES - 1:,} are listed")
    waived = count_findings(result, (Outcome.WAIVED,))
    if waived and Outcome.WAIVED not in kind.outcomes:
        yield _notify("note", f"{format_count(waived, 'waived finding')} left out")


def _notify(level: str, words: str, rule: str = "") -> Members:
    about = {"associatedRule": {"id": to_message(rule, MESSAGE)}} if rule else {}
    return {"level": level, "message": {"text": end_sentence(to_message(words, MESSAGE))}, **about}
