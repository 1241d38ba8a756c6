"""What would clear the findings of a result: calls of the API that a person may send, and what is done by hand."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from orglint.model.findings import Finding, Outcome
from orglint.model.ordering import sort_by_severity
from orglint.model.result import Result
from orglint.model.rule import EVERY_DIRECTORY, ORGANIZATION, Remediation, Rule, list_parameters

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9:_|-]{0,127}")
_OPERATION = re.compile(r"(POST|PUT|DELETE) (/v[12]/orgs/\{orgId\}(?:/(?:[a-z][a-z-]*|\{[a-z][A-Za-z]*\}))+)")
_VALUE = re.compile(r"[A-Za-z0-9:_|/.-]{1,128}")
_NAME = re.compile(r"[a-z][A-Za-z]*")
_ADMIN_ROLE = "atlassian/org-admin"
_ADMIN_FAMILY = "admins"
_ACCOUNT_TABLES = frozenset({"users", "managed_accounts"})

SelectOrdinary: TypeAlias = Callable[[Collection[str]], frozenset[str]]


def select_nobody(keys: Collection[str]) -> frozenset[str]:
    """Return none of these accounts: of no one is it known that it is an ordinary one."""
    del keys
    return frozenset()


def is_id(text: str | None) -> bool:
    """Return whether a text is one that may stand in a command: an id as the API makes them, and nothing else."""
    return text is not None and _ID.fullmatch(text) is not None


class Call(NamedTuple):
    """One call: `path` has the parameters of the operation still in it, and `values` what they are."""

    method: str
    path: str
    values: Mapping[str, str]
    body: Mapping[str, str]


@dataclass(slots=True)
class Fix:
    """A call, what it does, and the findings that it clears: of one row, perhaps under several rules.

    One that is `about_admin` may take somebody's administration away: it is about an account that is not known to be
    neither an admin's nor one for emergencies. Nobody knows here whether an admin is left then.
    """

    call: Call
    effect: str
    finding: Finding
    rules: list[Rule] = field(default_factory=list)
    about_admin: bool = False


class ByHand(NamedTuple):
    """A rule that fails and has no call: how many of its rows do."""

    rule: Rule
    findings: int


class Refused(NamedTuple):
    """A finding of which no call is made, and why."""

    rule: Rule
    finding: Finding
    why: str


@dataclass(frozen=True, slots=True)
class FixPlan:
    """Calls, those that remove something last; rules to be fixed by hand; findings that get no call.

    `beyond` is the number of findings that no call was made for because there are too many.
    """

    result: Result
    fixes: tuple[Fix, ...]
    by_hand: tuple[ByHand, ...]
    refused: tuple[Refused, ...]
    beyond: int

    @property
    def unknown(self) -> int:
        """Rows whose outcome is unknown: nobody knows whether there is something to fix."""
        return self.result.unknown_rows

    @property
    def about_admins(self) -> int:
        """How many calls may take somebody's administration away."""
        return sum(it.about_admin for it in self.fixes)

    @property
    def waived(self) -> int:
        """Rows that are waived: they stay as they are."""
        return sum(it.waived for it in self.result.verdicts)


@dataclass(slots=True)
class _Draft:
    """Calls that are being collected, by what tells one from another."""

    organization: str
    limit: int
    fixes: dict[tuple[object, ...], Fix] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)

    def take_findings(self, rule: Rule, remediation: Remediation, findings: Iterator[Finding]) -> int:
        """Add the calls for findings, as long as there is room, and return for how many."""
        taken = 0
        for finding in findings:
            if len(self.fixes) + len(self.refused) >= self.limit:
                break
            taken += 1
            self._add_finding(rule, remediation, finding)
        return taken

    def _add_finding(self, rule: Rule, remediation: Remediation, finding: Finding) -> None:
        call = build_call(remediation, finding.key, self.organization)
        if isinstance(call, str):
            self.refused.append(Refused(rule, finding, call))
            return
        name = (call.method, call.path, *sorted(call.values.items()), *sorted(call.body.items()))
        self.fixes.setdefault(name, Fix(call, remediation.effect, finding)).rules.append(rule)


def plan_fixes(result: Result, limit: int, select_ordinary: SelectOrdinary = select_nobody) -> FixPlan:
    """Return what would clear the findings that fail, at most so many calls, those of critical rules first.

    `select_ordinary` says of accounts which are certainly neither an admin's nor one for emergencies.
    """
    draft = _Draft(result.snapshot.organization, limit)
    by_hand, beyond = list[ByHand](), 0
    for verdict in sort_by_severity(result.verdicts):
        rule = verdict.rule
        if rule.remediation is not None:
            beyond += verdict.failed
            beyond -= draft.take_findings(rule, rule.remediation, verdict.findings.select_outcome(Outcome.FAIL))
        elif verdict.failed:
            by_hand.append(ByHand(rule, verdict.failed))
    keys = {it.finding.key for it in draft.fixes.values()}
    about = [it.findings for it in result.verdicts if _is_about_admins(it.rule)]
    admins = {it.key for findings in about for it in findings.select_keys(keys)}  # waived and unknown ones too
    accounts = {it.finding.key for it in draft.fixes.values() if it.finding.table in _ACCOUNT_TABLES}
    held = admins | (accounts - select_ordinary(accounts) if accounts else set())
    for fix in draft.fixes.values():
        fix.about_admin = fix.call.body.get("role") == _ADMIN_ROLE or fix.finding.key in held
    # what was removed cannot be changed any more, and would answer 404
    ordered = sorted(draft.fixes.values(), key=lambda it: it.call.method == "DELETE")
    return FixPlan(result, tuple(ordered), tuple(by_hand), tuple(draft.refused), beyond)


def _is_about_admins(rule: Rule) -> bool:
    return rule.table in _ACCOUNT_TABLES and rule.id.split("/")[0] == _ADMIN_FAMILY


def build_call(remediation: Remediation, key: str | None, organization: str) -> Call | str:
    """Return the call for the row of a key, or why there is none.

    A stored result may have been written by anybody, so nothing of it is taken that cannot stand in a command.
    """
    operation = _OPERATION.fullmatch(remediation.operation)
    body = remediation.body.items()
    if not operation or not all(_NAME.fullmatch(name) and _VALUE.fullmatch(text) for name, text in body):
        return "its remediation is not one that orglint writes"
    if not is_id(organization):
        return "the organization's id is not one that the API makes"
    if not is_id(key):
        return "its key is not an id that the API makes"
    method, path = operation.groups()
    every = {name for name, value in remediation.path.items() if value == EVERY_DIRECTORY}
    values = {name: EVERY_DIRECTORY if name in every else str(key) for name in list_parameters(path)}
    return Call(method, path, {ORGANIZATION: organization, **values}, dict(remediation.body))


def fill_path(call: Call) -> str:
    """Return the path of a call below the API's base URL, as a URL has it."""
    path = call.path
    for name, value in call.values.items():
        path = path.replace(f"{{{name}}}", value.replace("|", "%7C"))
    return path
