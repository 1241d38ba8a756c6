"""Where the page comes from: enough to make it again, and to notice if anything was altered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from orglint.model.digests import digest_rules
from orglint.model.privacy import Privacy
from orglint.model.result import Result
from orglint.model.wording import format_second
from orglint.reports.facts import fact_to_text, list_facts

_PEOPLE: Mapping[Privacy, str] = {
    Privacy.NAMES: "people are named",
    Privacy.IDS: "people are not named, only their ids",
    Privacy.PSEUDONYMS: "people have pseudonyms",
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Digests, versions, scope and period in words, and all facts under the names that they have in the JSON."""

    lines: tuple[tuple[str, str], ...]
    facts: Mapping[str, str]


def build_origin(result: Result) -> Origin:
    """Return where the page comes from."""
    facts = {name: fact_to_text(fact) for name, fact in list_facts(result).items()}
    return Origin(tuple((name, value) for name, value in _list_lines(result) if value), facts)


def _list_lines(result: Result) -> Iterator[tuple[str, str]]:
    snapshot, choice = result.snapshot, result.choice
    yield "Organization", snapshot.organization
    yield "Read from", snapshot.base_url
    yield "Period", f"collecting began {format_second(snapshot.taken_at)}, sealed {format_second(snapshot.sealed_at)}"
    yield "Judged as of", format_second(result.as_of)
    yield "Snapshot", snapshot.id
    yield "Snapshot before", snapshot.previous
    yield "Scope", ", ".join(_list_scope(result))
    yield "Rules from", result.packs.description or "the bundled rules"
    yield "Replaced rules", "; ".join(choice.list_replaced())
    yield "Rules, sha256", digest_rules(verdict.rule for verdict in result.verdicts)
    yield "Settings, sha256", result.settings_sha256
    for name, digest in (snapshot.specifications or {"organizations": snapshot.spec_sha256}).items():
        yield f"API description {name}, sha256", digest
    yield "Collected by", f"orglint {snapshot.orglint}"
    yield "Judged by", f"orglint {result.orglint}"


def _list_scope(result: Result) -> Iterator[str]:
    yield f"{len(result.verdicts):,} rules judged"
    if result.choice.profile:
        yield f"profile {result.choice.profile.value}"
    if result.choice.words:
        yield f"chosen by {result.choice.options.strip()}"
    yield _PEOPLE[result.privacy]
