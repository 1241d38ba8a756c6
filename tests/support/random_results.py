"""Random results, with whatever a result may hold: every outcome, doubts, waivers, unlisted values, hostile text."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from orglint.model.acceptance import Acceptance
from orglint.model.attestation import Attestation, AttestationUse
from orglint.model.choice import Choice
from orglint.model.findings import ListedFindings
from orglint.model.followed import Followed
from orglint.model.judged_by import JudgedBy
from orglint.model.packs import Packs, Replacement
from orglint.model.privacy import Privacy
from orglint.model.reasons import Reason, ReasonCode, find_code
from orglint.model.result import Finding, OffRule, Outcome, Result, Verdict
from orglint.model.rule import Parameter, Profile, Remediation, Rule, Severity, ShownColumn
from orglint.model.since import Since
from orglint.model.snapshot import ColumnLedger, Doubt, DoubtKind, KeyLedger, Snapshot, TableLedger, TableState
from orglint.model.statement import Statement
from orglint.model.values import NewValues
from orglint.model.waiver import Waiver, WaiverState, WaiverUse
from reports.hostile import HOSTILE

TABLES = ("users", "groups", "domains", "policies")
COLUMNS = ("email", "status", "lastActive", "platformRoles")
FOUND = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WAIVED)

texts = st.sampled_from([it for it in HOSTILE if "\ud800" not in it]) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=12
)
words = st.text("abcxyz-", min_size=1, max_size=8)
numbers = st.integers(0, 10_000)
times = st.datetimes(datetime(2020, 1, 1), datetime(2039, 1, 1)).map(lambda it: it.replace(tzinfo=UTC))  # noqa: DTZ001 - UTC is put in
scalars = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | texts
evidence = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3), max_leaves=5
)
places = st.tuples(st.sampled_from(TABLES), st.sampled_from(COLUMNS))


def some(one: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, max_size=most).map(tuple)


columns = st.builds(ColumnLedger, numbers, numbers, numbers, texts | st.just("not asked for"), texts).map(
    lambda it: replace(it, code=find_code(it.unknown))
)
doubts = st.builds(Doubt, st.sampled_from(DoubtKind), texts, st.none() | numbers)
ledgers = st.builds(
    TableLedger,
    st.sampled_from(TableState),
    numbers,
    st.none() | numbers,
    numbers,
    numbers,
    texts,
    texts,
    st.none() | times,
    st.dictionaries(st.sampled_from(COLUMNS), columns),
    st.dictionaries(words, numbers, max_size=2),
    st.dictionaries(words, st.dictionaries(texts, numbers, max_size=2), max_size=2),
    some(doubts),
    some(texts),
    some(texts),
    st.none() | st.builds(KeyLedger, numbers, numbers),
)
snapshots = st.builds(
    Snapshot,
    words,
    words,
    texts,
    times,
    times,
    texts,
    words,
    words,
    st.just("") | words,
    st.just(Path("store")),
    st.dictionaries(st.sampled_from(TABLES), ledgers),
    st.just({}),
    some(texts),
    st.dictionaries(words, words, max_size=2),
)
kinds = st.sampled_from(
    [("int", st.integers(-5, 5)), ("double", st.floats()), ("string", texts), ("list(string)", st.lists(texts))]
)
parameters = kinds.flatmap(lambda it: st.builds(Parameter, st.just("max"), st.just(it[0]), it[1], texts, it[1]))
remediations = st.builds(
    Remediation,
    st.sampled_from(["DELETE /v2/orgs/{orgId}/groups/{groupId}", "POST /v1/orgs/{orgId}/users/{userId}/roles/revoke"]),
    texts,
    st.dictionaries(words, texts, max_size=2),
    st.dictionaries(words, st.sampled_from(["atlassian/org-admin", "a|b"]), max_size=2),
)
rules = st.builds(
    Rule,
    words,
    texts,
    st.sampled_from(Severity),
    st.sampled_from(TABLES),
    texts,
    texts,
    texts,
    texts,
    let=st.dictionaries(words, texts, max_size=2),
    parameters=st.dictionaries(st.just("max"), parameters),
    references=some(texts),
    controls=st.dictionaries(words, some(texts), max_size=3),
    reads=st.frozensets(places, max_size=4),
    counts=st.frozensets(st.sampled_from(TABLES), max_size=2),
    sha256=words,
    owner=st.just("") | words,
    profile=st.sampled_from(Profile),
    requires=st.just("") | words,
    columns=some(st.builds(ShownColumn, words, texts, st.sampled_from(["time", "text", "list"]), texts)),
    variable=st.just("") | words,
    attest=st.booleans(),
    deciding_sha256=st.just("") | words,
    remediation=st.none() | remediations,
)
codes, dotted = st.sampled_from(ReasonCode), places.map(".".join)
listed = st.lists(texts, min_size=1, max_size=2).map(tuple)
reasons = st.recursive(
    st.tuples(codes, dotted, st.just(""), texts, dotted, listed).map(lambda it: Reason(*it)),
    lambda inner: st.tuples(codes, st.just("") | words, st.just("") | words, some(inner)).map(
        lambda it: Reason(*it[:3], causes=it[3])
    ),
    max_leaves=4,
)
findings = st.builds(
    Finding,
    st.just(""),
    st.sampled_from(TABLES),
    texts,
    st.sampled_from(FOUND),
    texts,
    st.dictionaries(words, evidence, max_size=3),
    st.none() | reasons,
    st.none() | texts,
    st.just("") | texts,
    some(words),
    st.none() | st.builds(Since, times, st.none() | times),
)


days = st.dates(date(2020, 1, 1), date(2039, 1, 1))
statements = st.builds(Statement, texts, texts, days, texts, texts, texts)
attested = st.builds(
    AttestationUse,
    st.builds(Attestation, words, st.booleans(), statements.map(lambda it: replace(it, ticket="")), days, texts),
    st.integers(-99, 99),
)


@st.composite
def verdicts(draw: st.DrawFn) -> Verdict:
    """Draw a verdict; it counts its findings, and rows beyond them."""
    rule = draw(rules)
    found = tuple(it._replace(rule=rule.id) for it in draw(st.lists(findings, max_size=6)))
    failed, unknown, waived = (
        sum(it.outcome is outcome for it in found) + draw(st.sampled_from([0, 0, 7])) for outcome in FOUND
    )
    passed = draw(numbers)
    outcome, rows = draw(st.sampled_from(Outcome)), passed + failed + unknown + waived + draw(numbers)
    reason = draw(st.none() | reasons)
    decided_by = draw(
        st.none() | attested.map(lambda it: it._replace(attestation=replace(it.attestation, rule=rule.id)))
    )
    return Verdict(rule, outcome, rows, passed, failed, unknown, waived, reason, ListedFindings(found), decided_by)


acceptances = st.builds(Acceptance, st.sampled_from(TABLES), st.integers(1, 9)) | st.builds(
    Acceptance, st.sampled_from(TABLES), st.none(), words, st.none() | numbers
)
stated = st.builds(
    Acceptance,
    st.sampled_from(TABLES),
    st.integers(1, 9),
    statement=statements,
    days_left=st.integers(-99, 99),
)
waivers = st.builds(
    Waiver,
    words,
    texts,
    statements,
    st.none() | st.integers(1, 99),
    st.dictionaries(words, st.booleans() | texts | st.integers(-9, 9) | st.lists(texts, max_size=2), max_size=2),
    texts,
)
uses = st.builds(WaiverUse, waivers, st.sampled_from(WaiverState), numbers, numbers, st.integers(-999, 999))
packs = st.builds(Packs, some(texts), st.booleans(), some(texts))
replacements = st.builds(Replacement, words, texts, texts)
choices = st.builds(
    Choice,
    st.none() | st.sampled_from(Profile),
    some(words),
    some(texts),
    some(replacements),
    st.dictionaries(words, words, max_size=2),
)
followed = st.builds(Followed, *[st.frozensets(texts, max_size=2)] * 3)
new_values = st.builds(
    NewValues,
    st.sampled_from(TABLES),
    st.sampled_from(COLUMNS),
    st.booleans(),
    st.dictionaries(texts, st.integers(1, 99), min_size=1),
)


@st.composite
def results(draw: st.DrawFn) -> Result:
    """Draw a result; rules are in the order of their ids."""
    judged = {it.rule.id: it for it in draw(st.lists(verdicts(), max_size=4))}
    return Result(
        draw(snapshots),
        draw(times),
        draw(st.sampled_from(Severity)),
        tuple(judged[identity] for identity in sorted(judged)),
        draw(some(texts)),
        draw(words),
        draw(numbers),
        draw(packs),
        draw(st.dictionaries(places, st.lists(texts, min_size=1, max_size=2).map(tuple), max_size=2)),
        draw(some(new_values)),
        draw(some(acceptances | stated)),
        draw(some(st.builds(OffRule, words, reasons, st.dictionaries(words, some(texts), max_size=2)))),
        draw(some(uses)),
        draw(st.just("") | words),
        draw(choices),
        draw(st.sampled_from(Privacy)),
        draw(st.dictionaries(st.sampled_from(TABLES), followed, max_size=2)),
        draw(st.none() | st.builds(JudgedBy, words, some(texts), words)),
    )


def without_files(result: Result) -> Result:
    """Return a result without what its JSON does not hold: files, and cells of columns that nothing is told of."""
    tables = {name: replace(it, columns=_told(it)) for name, it in result.snapshot.tables.items()}
    return replace(result, snapshot=replace(result.snapshot, folder=Path(), files={}, tables=tables))


def _told(ledger: TableLedger) -> dict[str, ColumnLedger]:
    gaps = {name: it for name, it in ledger.columns.items() if it.unknown or it.invalid or it.note}
    return {name: replace(it, present=0, absent=0) for name, it in gaps.items()}
