"""Write a result as JSON, in a versioned format with keys of its own."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from orglint.documents.json_text import encode_document, encode_line, encode_members
from orglint.model.acceptance import Acceptance, has_matching_doubt
from orglint.model.attestation import AttestationUse
from orglint.model.choice import Choice
from orglint.model.digests import digest_rules
from orglint.model.followed import Followed
from orglint.model.ordering import in_order
from orglint.model.packs import Packs
from orglint.model.result import Finding, OffRule, Outcome, Result, Verdict
from orglint.model.rule import Parameter, Remediation, Rule, Severity, ShownColumn
from orglint.model.snapshot import Snapshot, TableLedger, TableState
from orglint.model.statement import Statement
from orglint.model.values import KnownValues, NewValues
from orglint.model.waiver import WaiverUse
from orglint.results.judged_by import judged_by_to_dict
from orglint.results.reasons import reason_to_dict

FORMAT = 1


def write_result(result: Result) -> str:
    """Return the result as an ASCII document that `result.schema.json` describes, each finding on a line of its own."""
    return "".join(encode_result(result))


def encode_result(result: Result) -> Iterator[str]:
    """Yield that document in pieces, so that nobody has to hold more than one of them."""
    yield encode_document(_build_header(result)).removesuffix("\n}\n") + ',\n "rules": [\n'
    for number, verdict in enumerate(result.verdicts):
        yield ",\n" if number else ""
        yield from _encode_rule(verdict)
    yield "\n ]\n}\n"


def _encode_rule(verdict: Verdict) -> Iterator[str]:
    concluded = encode_line(_rule_to_dict(verdict.rule) | verdict_to_dict(verdict)).removesuffix("}")
    yield f'  {concluded}, "findings": ['
    found = encode_members(map(_finding_to_dict, in_order(verdict.findings)), "   ")
    first = next(found, "")
    yield f"\n{first}" if first else ""
    yield from found
    yield "\n  ]}" if first else "]}"


def _build_header(result: Result) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "orglint": result.orglint,
        "organization": result.snapshot.organization,
        "organization_name": result.snapshot.organization_name,
        "as_of": result.as_of,
        "fail_on": result.fail_on,
        "outcome": result.outcome,
        "exit_code": result.exit_code,
        "decided": result.decided,
        "doubts": list(result.doubts),
        "rules_sha256": digest_rules(verdict.rule for verdict in result.verdicts),
        "settings_sha256": result.settings_sha256,
        **judged_by_to_dict(result.judged_by),
        "privacy": result.privacy,
        "left_out": result.left_out,
        "off": [_off_to_dict(rule) for rule in result.off],
        "choice": _choice_to_dict(result.choice),
        "packs": _packs_to_dict(result.packs),
        "known_values": known_values_to_dict(result.known),
        "unlisted": [_new_values_to_dict(new) for new in result.new_values],
        "acceptances": [acceptance_to_dict(acceptance, result.snapshot) for acceptance in result.acceptances],
        "waivers": [_use_to_dict(use) for use in result.waivers],
        "followed": {table: _followed_to_dict(it) for table, it in sorted(result.followed.items())},
        "totals": build_totals(result),
        "snapshot": snapshot_to_dict(result.snapshot),
    }


def _off_to_dict(rule: OffRule) -> dict[str, Any]:
    return {"id": rule.id, **reason_to_dict(rule.reason), "controls": _controls_to_dict(rule.controls)}


def _controls_to_dict(controls: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {framework: list(ids) for framework, ids in controls.items()}


def _choice_to_dict(choice: Choice) -> dict[str, Any]:
    return {
        "profile": choice.profile,
        "beyond_profile": list(choice.beyond),
        "options": list(choice.words),
        "replaced": [{"id": it.id, "pack": it.pack, "instead_of": it.instead_of} for it in choice.replaced],
        "renamed": dict(sorted(choice.renamed.items())),
    }


def _followed_to_dict(followed: Followed) -> dict[str, Any]:
    return {"there": sorted(followed.there), "gone": sorted(followed.gone), "open": sorted(followed.open)}


def _packs_to_dict(packs: Packs) -> dict[str, Any]:
    return {"bundled": packs.bundled, "folders": list(packs.folders), "options": list(packs.words)}


def known_values_to_dict(known: KnownValues) -> dict[str, list[str]]:
    """Return the values that the user declares to be listed, by their place."""
    return {f"{table}.{path}": list(values) for (table, path), values in sorted(known.items())}


def _new_values_to_dict(new: NewValues) -> dict[str, Any]:
    return {"place": new.place, "closed": new.closed, "rows": new.rows}


def acceptance_to_dict(acceptance: Acceptance, snapshot: Snapshot) -> dict[str, Any]:
    """Return a doubt that the user accepts, and whether there is one like it."""
    return {
        "table": acceptance.table,
        "difference": acceptance.difference,
        "snapshot": acceptance.snapshot or None,
        "measure": acceptance.measure,
        "met": has_matching_doubt(acceptance, snapshot),
        "days_left": acceptance.days_left,
        "statement": _statement_to_dict(acceptance.statement) if acceptance.statement else None,
    }


def _statement_to_dict(statement: Statement) -> dict[str, Any]:
    return {
        "reason": statement.reason,
        "owner": statement.owner,
        "until": statement.until,
        "ticket": statement.ticket or None,
        "organization": statement.organization or None,
        "place": statement.place,
    }


def _use_to_dict(use: WaiverUse) -> dict[str, Any]:
    waiver = use.waiver
    return {
        "rule": waiver.rule,
        "subject": waiver.subject,
        "email": waiver.email or None,
        "max": waiver.most,
        "when": dict(waiver.when),
        **_statement_to_dict(waiver.statement),
        "days_left": use.days_left,
        "state": use.state,
        "findings": use.findings,
        "unknown": use.unknown,
    }


def build_totals(result: Result) -> dict[str, Any]:
    """Return the sums over all rules."""
    return {
        "rules": {outcome: result.counts[outcome] for outcome in Outcome},
        "failed_by_severity": {severity: result.count_failed(severity) for severity in reversed(Severity)},
        "failed": sum(verdict.failed for verdict in result.verdicts),
        "unknown": result.unknown_rows,
        "waived": sum(verdict.waived for verdict in result.verdicts),
        "breaches": len(result.breaching_verdicts),
        "not_set_up": sum(verdict.not_set_up for verdict in result.verdicts),
        "not_in_plan": sum(verdict.not_in_plan for verdict in result.verdicts),
        "off": len(result.off),
        "attested": sum(verdict.attested for verdict in result.verdicts),
        "beyond_profile": len(result.choice.beyond),
    }


def snapshot_to_dict(snapshot: Snapshot) -> dict[str, Any]:
    """Return what a result tells of its snapshot: what the ledger says."""
    return {
        "id": snapshot.id,
        "taken_at": snapshot.taken_at,
        "sealed_at": snapshot.sealed_at,
        "complete": snapshot.holds_all,
        "base_url": snapshot.base_url,
        "spec_sha256": snapshot.spec_sha256,
        "specifications": dict(snapshot.specifications),
        "orglint": snapshot.orglint,
        "previous": snapshot.previous or None,
        "doubts": list(snapshot.doubts),
        "tables": {name: _ledger_to_dict(ledger) for name, ledger in sorted(snapshot.tables.items())},
    }


def _ledger_to_dict(ledger: TableLedger) -> dict[str, Any]:
    columns = sorted(ledger.columns.items())
    return {
        "state": TableState.DOUBTFUL if ledger.state is TableState.ACCEPTED else ledger.state,
        "accepted": ledger.state is TableState.ACCEPTED,
        "reason": ledger.reason or None,
        "rows": ledger.rows,
        "expected": ledger.expected,
        "expected_by": ledger.expected_by or None,
        "pages": ledger.pages,
        "requests": ledger.requests,
        "read_at": ledger.read_at,
        "unknown_columns": {name: column.unknown for name, column in columns if column.unknown},
        "unknown_codes": {name: reason.code for name, column in columns if (reason := column.reason)},
        "invalid": {name: column.invalid for name, column in columns if column.invalid},
        "notes": {name: column.note for name, column in columns if column.note},
        "new_fields": ledger.new_fields,
        "new_values": ledger.new_values,
        "doubts": [{"kind": doubt.kind, "text": doubt.text, "difference": doubt.difference} for doubt in ledger.doubts],
        "drift": list(ledger.drift),
        "remarks": list(ledger.notes),
        "keys": {"chosen": ledger.keys.chosen, "answered": ledger.keys.answered} if ledger.keys else None,
    }


def verdict_to_dict(verdict: Verdict) -> dict[str, Any]:
    """Return what a rule concluded, without its findings."""
    return {
        "outcome": verdict.outcome,
        **reason_to_dict(verdict.reason),
        "rows": verdict.rows,
        "in_scope": verdict.in_scope,
        "passed": verdict.passed,
        "failed": verdict.failed,
        "unknown": verdict.unknown,
        "waived": verdict.waived,
        "attestation": _attestation_to_dict(verdict.attestation) if verdict.attestation else None,
    }


def _attestation_to_dict(use: AttestationUse) -> dict[str, Any]:
    stated = _statement_to_dict(use.attestation.statement)
    return {
        "holds": use.attestation.holds,
        "statement": stated["reason"],
        **{name: stated[name] for name in ("owner", "until", "organization", "place")},
        "on": use.attestation.on,
        "evidence": use.attestation.evidence or None,
        "days_left": use.days_left,
    }


def _rule_to_dict(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "title": rule.title,
        "severity": rule.severity,
        "profile": rule.profile,
        "requires": rule.requires or None,
        "table": rule.table,
        "let": dict(rule.let),
        "where": rule.where,
        "require": rule.require,
        "parameters": {name: parameter.value for name, parameter in rule.parameters.items()},
        "declared": {name: _declaration_to_dict(parameter) for name, parameter in rule.parameters.items()},
        "reads": sorted(f"{table}.{column}" for table, column in rule.reads),
        "counts": sorted(rule.counts),
        "sha256": rule.sha256,
        "deciding_sha256": rule.deciding_sha256 or None,
        "owner": rule.owner or None,
        "variable": rule.variable or None,
        "columns": [_column_to_dict(column) for column in rule.columns],
        "attest": rule.attest,
        "why": rule.why,
        "fix": rule.fix,
        "remediation": _remediation_to_dict(rule.remediation) if rule.remediation else None,
        "references": list(rule.references),
        "controls": _controls_to_dict(rule.controls),
    }


def _remediation_to_dict(remediation: Remediation) -> dict[str, Any]:
    return {
        "operation": remediation.operation,
        "path": dict(remediation.path),
        "body": dict(remediation.body),
        "effect": remediation.effect,
    }


def _declaration_to_dict(parameter: Parameter) -> dict[str, Any]:
    return {"type": parameter.type, "default": parameter.default, "meaning": parameter.meaning}


def _column_to_dict(column: ShownColumn) -> dict[str, Any]:
    return {"name": column.name, "label": column.label, "kind": column.kind, "absent": column.absent}


def _finding_to_dict(finding: Finding) -> dict[str, Any]:
    return {
        "table": finding.table,
        "key": finding.key,
        "outcome": finding.outcome,
        "fingerprint": finding.fingerprint,
        "message": finding.message,
        **reason_to_dict(finding.reason),
        "evidence": finding.evidence,
        "waiver": finding.waiver,
        "subject": finding.subject or None,
        "unknown_values": finding.unknown_values,
        **({"since": finding.since.at, "not_before": finding.since.not_before} if finding.since else {}),
    }
