"""What snapshots are judged by: data that goes to another process, or to another machine, as it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from orglint import snapshots
from orglint.engine.queries import Watch, run_unwatched
from orglint.model.acceptance import Acceptance, accept_doubts
from orglint.model.attestation import Attestation
from orglint.model.choice import Choice
from orglint.model.judged_by import JudgedBy
from orglint.model.packs import Packs
from orglint.model.result import OffRule
from orglint.model.rule import Severity
from orglint.model.snapshot import Snapshot
from orglint.model.values import KnownValues
from orglint.model.waiver import Waiver, WaiverState, WaiverUse
from orglint.model.wording import format_age, format_count
from orglint.rulebook.rule import CompiledRule

_FUTURE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Judging:
    """By which rules, at which time, and what makes a result a bad one.

    `today` is the present; `as_of` the time that rules see as `now`, each snapshot's own if None; `max_age` how old
    a snapshot may be, None where any age will do; `known` values count as listed; `off` are rules that do not run,
    `choice` says which ones the profile leaves out;
    with `require_set_up` a rule that waits for a setting is a doubt.
    `watch` runs each query within its limits, and `threads` are those of one engine: as many as there are processors
    if None. `attestations` decide the rules that ask for a statement. `waivers` excuse findings; with `refuse_unused`
    one that matches nothing makes a result doubtful. `settings` are what the organization says about itself, as it is
    written: rules have the values already. `follow` are keys of earlier findings, by their table: whether these rows
    are still there is part of a result. `judged_by` is the command that asks for it, with its options.
    """

    rules: Sequence[CompiledRule]
    left_out: int
    fail_on: Severity
    today: datetime
    as_of: datetime | None
    max_age: timedelta | None
    packs: Packs = field(default_factory=Packs)
    known: KnownValues = field(default_factory=dict)
    acceptances: Sequence[Acceptance] = ()
    watch: Watch = run_unwatched
    off: tuple[OffRule, ...] = ()
    require_set_up: bool = False
    threads: int | None = None
    waivers: Sequence[Waiver] = ()
    refuse_unused: bool = False
    choice: Choice = field(default_factory=Choice)
    settings: Mapping[str, Any] = field(default_factory=dict)
    attestations: Sequence[Attestation] = ()
    follow: Mapping[str, frozenset[str]] = field(default_factory=dict)
    judged_by: JudgedBy | None = None

    def apply_acceptances(self, snapshot: Snapshot) -> tuple[Snapshot, tuple[Acceptance, ...]]:
        """Return the snapshot as it is to be judged, and the acceptances with what they are measured by."""
        accepted = tuple(_measure_acceptance(acceptance, snapshot) for acceptance in self._list_acceptances(snapshot))
        return accept_doubts(snapshot, accepted), accepted

    def _list_acceptances(self, snapshot: Snapshot) -> Iterator[Acceptance]:
        """Yield the acceptances that are for the snapshot's organization, with the days that each has left."""
        for it in self.acceptances:
            if it.statement is None:
                yield it
            elif it.statement.is_for(snapshot.organization):
                yield replace(it, days_left=it.statement.count_days(self.today_of(snapshot)))

    def today_of(self, snapshot: Snapshot) -> datetime:
        """Return the time at which exceptions must not have ended: never one before that of the API's own clock."""
        return self.as_of or max(self.today, snapshot.taken_at)

    def now(self, snapshot: Snapshot) -> datetime:
        """Return the time that counts as now for a snapshot."""
        return self.as_of or snapshot.taken_at

    def doubts(self, snapshot: Snapshot) -> tuple[str, ...]:
        """Return why the snapshot, or its age, makes its result doubtful."""
        ages = find_age_doubts(snapshot, self.as_of or self.today, self.max_age)
        return (*snapshot.doubts, *ages, *self._find_waiting_doubts(snapshot.organization))

    def _find_waiting_doubts(self, organization: str) -> Iterator[str]:
        waiting = [rule for rule in self.rules if rule.waits_for]
        if waiting and self.require_set_up:
            names = ", ".join(sorted({f"settings.{name}" for rule in waiting for name in rule.waits_for}))
            yield f"{format_count(len(waiting), 'rule')} not set up, which --require-set-up forbids: {names} not set"
        stated = {it.rule for it in self.attestations if it.statement.is_for(organization)}
        missing = sorted(rule.id for rule in self.rules if rule.plain.attest and rule.id not in stated)
        if missing and self.require_set_up:
            number = format_count(len(missing), "rule")
            yield f"{number} not attested, which --require-set-up forbids: {', '.join(missing)}"

    def unused_doubts(self, uses: Sequence[WaiverUse]) -> tuple[str, ...]:
        """Return that waivers match nothing, if that is asked for."""
        unused = [use.waiver.statement.place for use in uses if use.state is WaiverState.UNUSED]
        if not unused or not self.refuse_unused:
            return ()
        word = "matches" if len(unused) == 1 else "match"
        return (f"{format_count(len(unused), 'waiver')} {word} no finding: {', '.join(unused[:5])}",)


def _measure_acceptance(acceptance: Acceptance, snapshot: Snapshot) -> Acceptance:
    """Return an acceptance with the number of rows in the snapshot that it names, where that is an earlier one."""
    if not acceptance.snapshot or acceptance.snapshot == snapshot.id:
        return acceptance
    return replace(acceptance, measure=snapshots.rows_before(snapshot, acceptance.snapshot, acceptance.table))


def find_age_doubts(snapshot: Snapshot, today: datetime, max_age: timedelta | None) -> Iterator[str]:
    """Yield why the age of a snapshot makes doubtful what is concluded from it: too old, or from the future."""
    age = today - snapshot.taken_at
    if max_age is not None and age > max_age:
        yield f"the snapshot is {format_age(age)} old, older than the {format_age(max_age)} that --max-age allows"
    elif today < min(snapshot.taken_at, snapshot.sealed_at) - _FUTURE:
        # The time of sealing is one of this machine's clock, which may be behind the API's that the snapshot carries.
        yield f"the snapshot was taken {format_age(-age)} after the time that it is judged at: is a clock wrong?"
