"""What every report says of a run as a whole: facts under the names that they have in the JSON, and written remarks."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from orglint.model.digests import digest_rules
from orglint.model.result import Result
from orglint.model.wording import format_timestamp
from orglint.reports.new_values import format_known_values
from orglint.reports.remarks import format_acceptances
from orglint.results.write import build_totals

Fact: TypeAlias = str | int | bool


def list_facts(result: Result) -> dict[str, Fact]:
    """Return the facts that no report leaves out, by their paths in the JSON (`snapshot.id`, `totals.rules.fail`).

    Texts are as they came: whoever writes one makes it harmless for its format.
    """
    snapshot = result.snapshot
    return {
        "orglint": result.orglint,
        "organization": snapshot.organization,
        "organization_name": snapshot.organization_name,
        "outcome": result.outcome.value,
        "exit_code": result.exit_code,
        "decided": result.decided,
        "fail_on": result.fail_on.value,
        "as_of": format_timestamp(result.as_of),
        "snapshot.id": snapshot.id,
        "snapshot.taken_at": format_timestamp(snapshot.taken_at),
        "snapshot.sealed_at": format_timestamp(snapshot.sealed_at),
        "snapshot.complete": snapshot.holds_all,
        "rules_sha256": digest_rules(verdict.rule for verdict in result.verdicts),
        "settings_sha256": result.settings_sha256,
        "left_out": result.left_out,
        **({"choice.profile": result.choice.profile.value} if result.choice.profile else {}),
        **dict(_flatten(build_totals(result), "totals")),
    }


def _flatten(members: Mapping[str, Any], path: str) -> Iterator[tuple[str, Fact]]:
    for name, value in members.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{path}.{name}")
        else:
            yield f"{path}.{name}", value


def fact_to_text(fact: Fact) -> str:
    """Return a fact as text: `true` and `false` as in the JSON."""
    return str(fact).lower() if isinstance(fact, bool) else str(fact)


def list_notes(result: Result) -> tuple[str, ...]:
    """Return what else every report says of a run: doubts about it, what somebody declares or accepts, other packs."""
    return (
        *(f"in doubt: {doubt}" for doubt in result.doubts),
        *format_known_values(result.known),
        *format_acceptances(result.acceptances, result.snapshot),
        *([result.packs.description] if result.packs.description else []),
        *([result.choice.description] if result.choice.description else []),
    )
