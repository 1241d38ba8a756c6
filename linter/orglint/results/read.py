"""Read a result back from the JSON that it was written as, also from that of an older orglint."""

from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson

from orglint.documents.json_schema import first_misfit
from orglint.errors import ResultError
from orglint.model.acceptance import Acceptance
from orglint.model.choice import Choice
from orglint.model.digests import digest_rules
from orglint.model.findings import ListedFindings
from orglint.model.followed import Followed
from orglint.model.neutralize import neutralize
from orglint.model.packs import Packs, Replacement
from orglint.model.privacy import Privacy
from orglint.model.result import OffRule, Outcome, Result, Verdict
from orglint.model.rule import Profile, Severity
from orglint.model.snapshot import Snapshot
from orglint.model.values import NewValues
from orglint.results.findings import build_finding
from orglint.results.judged_by import dict_to_judged_by
from orglint.results.ledgers import build_snapshot
from orglint.results.lines import read_lines
from orglint.results.reasons import dict_to_reason
from orglint.results.rules import build_controls, build_rule
from orglint.results.spans import find_spans, replace_spans
from orglint.results.waivers import dict_to_attestation, dict_to_statement, dict_to_use
from orglint.results.write import FORMAT, build_totals

Members = Mapping[str, Any]

AGAIN = "Name a file that `orglint check --format json=FILE` wrote."


def read_result(content: bytes, name: str, rules: Container[str] | None = None) -> Result:
    """Return the result that a document holds, as reports need it: the snapshot's files are not part of it.

    `name` is what to call the document. Where `rules` are named, others may have no findings. Raises `ResultError`,
    which says what is wrong, and where, if it is no result.
    """
    return read_in_lines(content, name, rules) or members_to_result(parse_members(content, name), name)


def read_in_lines(content: bytes, name: str, rules: Container[str] | None = None) -> Result | None:
    """Return the result that a document holds if it is laid out as one is written: its findings stay in its lines.

    None if it is not, whatever the reason: who parses all of it finds that.
    """
    spans = list(find_spans(content))
    with suppress(ResultError, ValueError, OverflowError):
        numbers = [str(number).encode() for number in range(len(spans))]
        members = parse_members(replace_spans(content, spans, numbers), name)
        found = [number for rule in _list_rules(members) for number in rule["findings"]]
        if spans and found == [*range(len(spans))]:
            places = [spans[it["findings"].pop()] if it["findings"] else None for it in members["rules"]]
            result = members_to_result(members, name)
            verdicts = (
                replace(it, findings=read_lines(content, span, it.rule.id))
                if span and (rules is None or it.rule.id in rules)
                else it
                for it, span in zip(result.verdicts, places, strict=True)
            )
            return replace(result, verdicts=tuple(verdicts))
    return None


def _list_rules(members: Members) -> list[dict[str, Any]]:
    """Return the rules in the members of a result; none where these are members of something else."""
    rules = members.get("rules", ())
    whole = "chosen" not in members and all(
        isinstance(it, dict) and isinstance(it.get("findings"), list) for it in rules
    )
    return list(rules) if whole else []


def parse_members(content: bytes, name: str) -> Members:
    """Return the members of a JSON object whose format this orglint reads; raises `ResultError`."""
    try:
        members = orjson.loads(content)
    except ValueError as error:
        raise ResultError(f"{name} is not a result: it is not JSON ({error})", AGAIN) from None
    version = members.get("format") if isinstance(members, dict) else None
    if not isinstance(version, int):
        raise ResultError(f"{name} is not a result: it is other JSON", AGAIN)
    if version > FORMAT:
        message = f"{name} has format {version}; this orglint reads up to format {FORMAT}"
        raise ResultError(message, "Install a newer orglint.")
    return dict(members)


def members_to_result(members: Members, name: str, at: str = "") -> Result:
    """Return the result that members make; `at` is their place in the document, where they are a part of it."""
    place = first_misfit(members, "orglint.results", "result.schema.json")
    if place is not None:
        raise refuse_document(name, f"{at}{place}", "does not have the shape of a result")
    try:
        result = _build_result(members)
    except (ValueError, OverflowError) as error:
        raise refuse_document(name, at or "its top", f"holds a value that cannot be read ({error})") from None
    # no rule of an older result waits for a setting, is attested or in no profile: it counts none, nor those it has off
    totals = {"not_set_up": 0, "attested": 0, "off": len(result.off), "beyond_profile": 0, "not_in_plan": 0}
    totals |= members["totals"]
    said = {**members, "totals": {name: totals[name] for name in build_totals(result)}}
    for member, value in _list_conclusions(result):
        if said.get(member, value) != value:
            raise refuse_document(name, f"{at}{member}", "contradicts its rules")
    return result


def refuse_document(name: str, place: str, what: str) -> ResultError:
    """Return the error for a document in which something is wrong at a place."""
    return ResultError(f"{name} is damaged, or not a result: at {neutralize(place)} it {what}", AGAIN)


def _list_conclusions(result: Result) -> Iterator[tuple[str, Any]]:
    """Yield what follows from the verdicts, by member: a document that says otherwise was changed."""
    yield "totals", build_totals(result)
    yield "rules_sha256", digest_rules(verdict.rule for verdict in result.verdicts)  # not in an older one
    yield "outcome", result.outcome
    yield "decided", result.decided
    yield "exit_code", result.exit_code


def _build_result(members: Members) -> Result:
    snapshot = build_snapshot(members)
    return Result(
        snapshot,
        datetime.fromisoformat(members["as_of"]),
        Severity(members["fail_on"]),
        tuple(_build_verdict(rule, snapshot) for rule in members["rules"]),
        tuple(members["doubts"]),
        members["orglint"],
        members["left_out"],
        _build_packs(members.get("packs", {"bundled": True, "folders": []})),
        {_split_place(place): tuple(values) for place, values in members.get("known_values", {}).items()},
        tuple(_build_new_values(new) for new in members.get("unlisted", ())),
        tuple(_build_acceptance(it, snapshot) for it in members.get("acceptances", ())),
        tuple(_build_off_rule(it) for it in members.get("off", ())),
        tuple(dict_to_use(use) for use in members.get("waivers", ())),
        members.get("settings_sha256", ""),
        _build_choice(members.get("choice", {"profile": None, "beyond_profile": [], "options": []})),
        Privacy(members.get("privacy", Privacy.NAMES)),
        {table: _build_followed(it) for table, it in members.get("followed", {}).items()},
        dict_to_judged_by(members),
    )


def _build_off_rule(members: Members) -> OffRule:
    return OffRule(members["id"], dict_to_reason(members), build_controls(members.get("controls", {})))


def _build_choice(choice: Members) -> Choice:
    profile = choice["profile"]
    replaced = (Replacement(it["id"], it["pack"], it["instead_of"]) for it in choice.get("replaced", ()))
    chosen = (tuple(choice["beyond_profile"]), tuple(choice["options"]))
    return Choice(profile and Profile(profile), *chosen, tuple(replaced), choice.get("renamed", {}))


def _build_followed(followed: Members) -> Followed:
    return Followed(*(frozenset(followed[name]) for name in ("there", "gone", "open")))


def _build_packs(packs: Members) -> Packs:
    """Return the packs; the options that chose them follow from them where an older result does not name them."""
    folders, bundled = tuple(packs["folders"]), packs["bundled"]
    option = "--rules" if bundled else "--only-rules"
    return Packs(folders, bundled, tuple(packs.get("options", [word for it in folders for word in (option, it)])))


def _build_new_values(new: Members) -> NewValues:
    return NewValues(*_split_place(new["place"]), closed=new["closed"], rows=new["rows"])


def _split_place(place: str) -> tuple[str, str]:
    table, _, path = place.partition(".")
    return table, path


def _build_acceptance(accepted: Members, snapshot: Snapshot) -> Acceptance:
    """Return an acceptance; an older result that calls it met was measured by a snapshot that had lost no less."""
    table, lost_in = accepted["table"], accepted["snapshot"] or ""
    ledger = snapshot.tables.get(table)
    earlier = ledger.rows if ledger and accepted["met"] and lost_in not in {"", snapshot.id} else None
    measure, stated = accepted.get("measure", earlier), accepted.get("statement")
    statement = dict_to_statement(stated) if stated else None
    return Acceptance(table, accepted["difference"], lost_in, measure, statement, accepted.get("days_left"))


def _build_verdict(members: Members, snapshot: Snapshot) -> Verdict:
    identity, attested = members["id"], members.get("attestation")
    return Verdict(
        build_rule(members, snapshot),
        Outcome(members["outcome"]),
        members["rows"],
        members["passed"],
        members["failed"],
        members["unknown"],
        members["waived"],
        dict_to_reason(members),
        ListedFindings(build_finding(identity, finding) for finding in members["findings"]),
        dict_to_attestation(identity, attested) if attested else None,
    )
