"""What every report says of a run as a whole: facts under the names that they have in the JSON, and written remarks."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from orglint.model.attestation_words import list_ending_attestations
from orglint.model.digests import digest_rules
from orglint.model.result import Result
from orglint.model.wording import format_time, format_timestamp
from orglint.reports.new_values import format_known_values
from orglint.reports.remarks import format_acceptances
from orglint.results.write import build_totals

Fact: TypeAlias = str | int | bool
_SHORT = 12
"""Characters of a digest that people compare."""


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


def describe_origin(result: Result) -> str:
    """Return in a line for people what made a result: the version, how whole the data is, the digests in short."""
    complete = "complete" if result.snapshot.holds_all else "not complete"
    sealed = f"snapshot {complete}, sealed {format_time(result.snapshot.sealed_at)}"
    rules = digest_rules(verdict.rule for verdict in result.verdicts)
    digests = f"rules {rules[:_SHORT]}, settings {result.settings_sha256[:_SHORT]}"
    return f"orglint {result.orglint}; {sealed}; {digests}"


def list_notes(result: Result) -> tuple[str, ...]:
    """Return what else every report says of a run: doubts about it, what somebody declares, accepts or attests."""
    return (
        *(f"in doubt: {doubt}" for doubt in result.doubts),
        *format_known_values(result.known),
        *format_acceptances(result.acceptances, result.snapshot),
        *([result.packs.description] if result.packs.description else []),
        *([result.choice.description] if result.choice.description else []),
        *(f"{verdict.rule.id}: {verdict.reason}" for verdict in result.verdicts if verdict.attested),
        *(f"attestation to look at: {words}" for words in list_ending_attestations(result)),
        *result.choice.list_replaced(),
    )
