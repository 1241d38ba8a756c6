"""Compare what a result says of exceptions with the waiver file beside it."""

from collections.abc import Iterator, Mapping
from typing import Any

from orglint.documents.strict_yaml import parse_document
from orglint.errors import OrglintError
from orglint.history.evidence.members import RESULT, WAIVERS
from orglint.model.acceptance import has_matching_doubt
from orglint.model.privacy import Privacy
from orglint.model.result import Result
from orglint.model.statement import Statement
from orglint.model.wording import format_count


def compare_waivers(result: Result, members: Mapping[str, bytes], *, withheld: bool = False) -> Iterator[str]:
    """Yield which exceptions of the result the waiver file does not have, or that it is missing where some decided."""
    if WAIVERS not in members:
        decided = ", ".join(_list_decided(result))
        if decided and not (withheld and result.privacy is not Privacy.NAMES):
            yield f"{WAIVERS} is missing, by which {RESULT} was decided: {decided}"
        return
    try:
        written = parse_document(members[WAIVERS], WAIVERS).data or {}
        found = {("waiver", str(it["subject"]), *_name_end(it)) for it in written.get("waivers", ())}
        found |= {("accepted", str(it["table"]), *_name_end(it)) for it in written.get("accepted", ())}
        stated = written.get("attestations", {}).values()
        found |= {("attestation", f"{it['holds']} {it['on']}", *_name_end(it)) for it in stated}
    except (OrglintError, AttributeError, KeyError, TypeError):
        yield f"{WAIVERS} cannot be read"
        return
    yield from (
        f"{RESULT} has {said} that {WAIVERS} does not have" for said, name in _list_used(result) if name not in found
    )


def _list_decided(result: Result) -> Iterator[str]:
    """Yield what a waiver file decided; what options accept stands in no file."""
    if waived := sum(it.waived for it in result.verdicts):
        yield f"{format_count(waived, 'finding')} waived"
    if attested := sum(it.attestation is not None for it in result.verdicts):
        yield f"{format_count(attested, 'rule')} attested"
    if accepted := sum(
        it.statement is not None and has_matching_doubt(it, result.snapshot) for it in result.acceptances
    ):
        yield f"{format_count(accepted, 'difference')} accepted"


def _list_used(result: Result) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what a result says of each written exception, and what names it; rules may have another id by now."""
    for use in result.waivers:
        yield f"a waiver for {use.waiver.rule}", ("waiver", use.waiver.subject, *_name_statement(use.waiver.statement))
    for it in result.acceptances:
        if it.statement is not None:
            yield f"an accepted difference of {it.table}", ("accepted", it.table, *_name_statement(it.statement))
    for verdict in result.verdicts:
        if verdict.attestation is not None:
            made = verdict.attestation.attestation
            name = ("attestation", f"{made.holds} {made.on}", *_name_statement(made.statement))
            yield f"an attestation of {verdict.rule.id}", name


def _name_statement(statement: Statement) -> tuple[str, str]:
    return statement.owner, statement.until.isoformat()


def _name_end(written: Mapping[str, Any]) -> tuple[str, str]:
    return " ".join(str(written["owner"]).split()), str(written["until"])
