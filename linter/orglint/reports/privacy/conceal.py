"""A result, and an overview, as they may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from orglint.model.acceptance import Acceptance
from orglint.model.attestation import AttestationUse
from orglint.model.findings import NO_FINDINGS, Finding
from orglint.model.followed import Followed
from orglint.model.overview import Overview, SnapshotLine
from orglint.model.privacy import Privacy
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import Result, Verdict
from orglint.model.rule import Parameter, Rule
from orglint.model.statement import Statement
from orglint.model.value_words import describe_value
from orglint.model.waiver import WaiverUse
from orglint.reports.privacy.evidence import conceal_evidence, is_shown
from orglint.reports.privacy.findings import ConcealedFindings
from orglint.reports.privacy.pseudonyms import PseudonymKey, Pseudonyms, choose_pseudonyms
from orglint.reports.privacy.texts import HIDDEN, conceal_text, rewrite_texts
from orglint.tables.privacy import Says, classify_column, has_named_rows

_FACTS = 4
"""Facts that a message names."""
_WRITTEN = frozenset({ReasonCode.OFF, ReasonCode.ATTESTED, ReasonCode.NOT_ATTESTED})
"""Reasons in the words of somebody in the organization."""


def conceal_result(result: Result, privacy: Privacy, key: PseudonymKey | None = None) -> Result:
    """Return a result as it may be shown; one that was stored with less of people stays as it is."""
    if privacy.rank <= result.privacy.rank:
        return result
    shown = _choose_shown(privacy, key, result.snapshot.organization)
    told = rewrite_texts(replace(result, verdicts=()), shown.text)
    return replace(
        told,
        verdicts=tuple(map(shown.verdict, result.verdicts)),
        off=tuple(it._replace(reason=shown.reason(it.reason)) for it in told.off),
        waivers=tuple(map(shown.waiver, result.waivers)),
        acceptances=tuple(map(shown.acceptance, result.acceptances)),
        settings_sha256=shown.digest(result.settings_sha256),
        judged_by=result.judged_by and result.judged_by._replace(sha256=shown.digest(result.judged_by.sha256)),
        followed={table: shown.followed(table, it) for table, it in result.followed.items()},
        privacy=privacy,
    )


def conceal_verdict(
    verdict: Verdict, privacy: Privacy, key: PseudonymKey | None = None, *, organization: str = ""
) -> Verdict:
    """Return what one rule concluded of an organization as it may be shown."""
    return verdict if privacy is Privacy.NAMES else _choose_shown(privacy, key, organization).verdict(verdict)


def conceal_overview(overview: Overview, privacy: Privacy, key: PseudonymKey | None = None) -> Overview:
    """Return an overview as it may be shown."""
    if privacy is Privacy.NAMES:
        return overview
    shown = _choose_shown(privacy, key, "")
    told = rewrite_texts(replace(overview, lines=()), shown.text)
    lines = tuple(_conceal_line(it, _choose_shown(privacy, key, it.organization)) for it in overview.lines)
    return replace(told, lines=lines, off=tuple(it._replace(reason=shown.reason(it.reason)) for it in told.off))


def _conceal_line(line: SnapshotLine, shown: "_Shown") -> SnapshotLine:
    accepted = tuple((shown.acceptance(it), met) for it, met in line.accepted)
    told = rewrite_texts(replace(line, waivers=(), accepted=()), shown.text)
    return replace(told, waivers=tuple(map(shown.waiver, line.waivers)), accepted=accepted)


def _choose_shown(privacy: Privacy, key: PseudonymKey | None, organization: str) -> "_Shown":
    return _Shown(choose_pseudonyms(privacy, key, organization))


@dataclass(frozen=True, slots=True)
class _Shown:
    """What may be shown of each part: ids without `pseudonyms`, else these."""

    pseudonyms: Pseudonyms | None

    def text(self, text: str) -> str:
        """Return a text that anybody may have written."""
        return conceal_text(text, self.pseudonyms)

    def identity(self, text: str) -> str:
        return self.pseudonyms.replace_id(text) if self.pseudonyms else text

    def key(self, table: str, key: str) -> str:
        """Return what identifies a row; an organization is no person."""
        return key if table == "organization" else self.identity(key)

    def followed(self, table: str, followed: Followed) -> Followed:
        lists = (followed.there, followed.gone, followed.open)
        return Followed(*(frozenset(self.key(table, it) for it in keys) for keys in lists))

    def digest(self, text: str) -> str:
        """Return a digest of what may name people: whoever knows all of it but one address could guess that."""
        return self.pseudonyms.replace_digest(text) if self.pseudonyms else text

    def person(self, text: str) -> str:
        """Return who answers for something."""
        return self.identity(text) if text and self.pseudonyms else self.text(text)

    def words(self, text: str) -> str:
        """Return what somebody in the organization wrote."""
        return HIDDEN if text and self.pseudonyms else self.text(text)

    def verdict(self, verdict: Verdict) -> Verdict:
        told = rewrite_texts(replace(verdict, findings=NO_FINDINGS), self.text)
        rule = self.rule(verdict.rule, told.rule)
        keep = self._tells_nobody(verdict.rule)

        named = has_named_rows(verdict.rule.table)
        conceal_reason = lru_cache(maxsize=1000)(self.reason)  # many rows have the same

        def conceal(finding: Finding) -> Finding:
            shown = self.finding(finding, verdict.rule, rule, keep=keep, named=named)
            return shown._replace(reason=conceal_reason(finding.reason)) if finding.reason else shown

        return replace(
            told,
            rule=rule,
            reason=self.reason(told.reason),
            findings=ConcealedFindings(verdict.findings, conceal, conceal_reason, self.key),
            attestation=self.attestation(verdict.attestation),
        )

    def rule(self, rule: Rule, told: Rule) -> Rule:
        return replace(
            told,
            owner=self.person(rule.owner),
            deciding_sha256=self.digest(rule.deciding_sha256),
            parameters={name: self.parameter(it) for name, it in told.parameters.items()},
            columns=tuple(it for it in told.columns if is_shown(rule, it.name, it.kind)),
        )

    def parameter(self, parameter: Parameter) -> Parameter:
        """Return a parameter; text that the organization sets may be the id of somebody."""
        if self.pseudonyms is None or parameter.value == parameter.default or "string" not in parameter.type:
            return parameter
        return replace(parameter, value=[HIDDEN] if isinstance(parameter.value, list) else HIDDEN)

    def finding(self, finding: Finding, rule: Rule, told: Rule, *, keep: bool, named: bool) -> Finding:
        evidence = conceal_evidence(rule, finding.evidence, self.identity, self.text)
        key = finding.key if finding.key is None else self.key(finding.table, finding.key)
        return finding._replace(
            key=key,
            message=self.text(finding.message) if keep else _describe_finding(told, key, evidence, finding),
            evidence=evidence,
            waiver=finding.waiver and self.words(finding.waiver),
            subject="" if named or not finding.subject else self.text(finding.subject),
            unknown_values=tuple(name for name in finding.unknown_values if name in evidence),
        )

    def reason(self, reason: Reason | None) -> Reason | None:
        if reason is None:
            return None
        told = rewrite_texts(reason, self.text)
        if reason.code not in _WRITTEN:
            return told._replace(causes=tuple(it for it in map(self.reason, reason.causes) if it))
        return told._replace(said=self.words(reason.said), told=self.words(reason.told))

    def statement(self, statement: Statement) -> Statement:
        told = rewrite_texts(statement, self.text)
        ticket = self.words(statement.ticket)
        return replace(told, reason=self.words(statement.reason), owner=self.person(statement.owner), ticket=ticket)

    def acceptance(self, accepted: Acceptance) -> Acceptance:
        return replace(accepted, statement=accepted.statement and self.statement(accepted.statement))

    def waiver(self, use: WaiverUse) -> WaiverUse:
        waiver = use.waiver
        told = replace(
            waiver,
            subject=self.identity(waiver.subject),
            statement=self.statement(waiver.statement),
            when={name: self.pinned(value) for name, value in waiver.when.items()},
            email="",
        )
        return use._replace(waiver=told)

    def pinned(self, value: Any) -> Any:
        """Return a value that a waiver pins."""
        return HIDDEN if isinstance(value, str | list | Mapping) else value

    def attestation(self, use: AttestationUse | None) -> AttestationUse | None:
        if use is None:
            return None
        stated = use.attestation
        statement = self.statement(stated.statement)
        return use._replace(attestation=replace(stated, statement=statement, evidence=self.words(stated.evidence)))

    def _tells_nobody(self, rule: Rule) -> bool:
        """Return whether the messages of a rule can name nobody, by what they may depend on."""
        if rule.attest:
            return self.pseudonyms is None
        if has_named_rows(rule.table) or not rule.reads:
            return False
        said = {classify_column(table, column) for table, column in rule.reads}
        return Says.WHO not in said and not (self.pseudonyms and Says.WHICH in said)


def _describe_finding(rule: Rule, key: str | None, evidence: Mapping[str, Any], finding: Finding) -> str:
    """Return a message that names nobody: the row by its key, and facts about it."""
    known = {name: value for name, value in evidence.items() if name not in finding.unknown_values}
    facts = [f"{name.rpartition('.')[2]} {describe_value(value)}" for name, value in known.items()][:_FACTS]
    row = " ".join(filter(None, (rule.variable or rule.table, key)))
    return f"{row}: {', '.join(facts)}" if facts else row
