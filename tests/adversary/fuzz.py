"""Whole answers, each with one change somewhere: no crash, no hang, and no pass where the untouched answer fails."""

import json
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from adversary import honest, oracle, ruined
from adversary.changes import NOW
from adversary.mutations import Mutation, mutated
from adversary.packs import Packs
from adversary.running import KEY, orglint
from adversary.serving import Raw, World
from adversary.unprovable import is_unprovable

BATCH = 20
_PATIENCE = 120
"""Seconds after which a command hangs."""
_GOOD = {"pass", "not-applicable", "waived"}
_BASES: tuple[Callable[..., honest.Answers], ...] = (
    ruined.in_every_way, ruined.in_other_ways, ruined.in_every_way, honest.answers, ruined.in_every_way,
)  # fmt: skip
_PEOPLE = ("accounts/dormant", "accounts/stale-suspended", "admins/count", "admins/managed-accounts", "people/factor",
           "people/groups", "people/products")  # fmt: skip
_RULES = {
    honest.POLICIES: ("policies/required", "policies/whole", "policies/open"),
    honest.DOMAINS: ("domains/verified", "places/claims"),
    honest.ORGANIZATION: ("places/name", "admins/count"),
    honest.ACCOUNTS: ("billing/billable", "billing/products"),
    honest.GROUPS: ("groups/closed", "groups/local"),
    honest.GROUP_COUNT: ("groups/closed", "groups/local"),
    honest.DIRECTORIES: ("places/directories",),
}
"""The rules that read a table; what is not named here is about users."""


@dataclass(slots=True)
class Try:
    """One changed organization: what was changed, what is true of it, and where its snapshot is."""

    number: int
    mutation: Mutation
    truth: dict[str, str]
    store: Path
    problems: list[str] = field(default_factory=list)

    @property
    def org(self) -> str:
        """Return the id of the organization, which no other try has."""
        return f"org-{self.number}"

    @property
    def rules(self) -> tuple[str, ...]:
        """Return the rules that read what was changed."""
        return _RULES.get(self.mutation.name, _PEOPLE)


def batch(numbers: range, place: tuple[World, str], packs: Packs, folder: Path) -> list[str]:
    """Try these numbers, and return what is wrong."""
    tries = [_collect(number, place, packs, folder) for number in numbers]
    for rules in sorted({one.rules for one in tries}):
        _judge([one for one in tries if one.rules == rules], packs.of(rules), folder)
    return [f"number {one.number}, {one.mutation}: {problem}" for one in tries for problem in one.problems]


def _collect(number: int, place: tuple[World, str], packs: Packs, folder: Path) -> Try:
    """Take a snapshot of the organization that has a number."""
    world, base = place
    untouched = _BASES[number % len(_BASES)](base, NOW)
    mutation, answers = mutated(number, untouched)
    is_same = number % 2 == 0 and not isinstance(answers[mutation.name][mutation.page], Raw)
    world.tell(answers, answers if is_same else untouched)
    made = Try(number, mutation, oracle.outcomes(untouched, NOW), folder / f"{number}")
    made.store.mkdir(parents=True)
    where = ("--org", made.org, "--base-url", base, "--store", made.store, "--only-rules", packs.of(made.rules))
    with _bounded():
        taken = orglint("snapshot", *where, ORGLINT_API_KEY=KEY)
    if taken.code not in {0, 3, 4} or "Traceback" in taken.err:
        made.problems.append(f"snapshot ended with {taken.code}: {taken.err[-300:]}")
    if taken.seconds > _PATIENCE / 2:
        made.problems.append(f"snapshot took {taken.seconds:.0f} s")
    if not any((made.store / "snapshots").glob("*")):
        shutil.rmtree(made.store)
    return made


def _judge(tries: list[Try], rules: Path, folder: Path) -> None:
    """Judge all snapshots that the same rules are for in one run."""
    collected = {one.org: one for one in tries if one.store.exists()}
    if not collected:
        return
    group = folder / rules.name
    group.mkdir()
    for one in collected.values():
        one.store.rename(group / one.store.name)
    report = folder / f"{rules.name}.json"
    words = (
        "check",
        "--across",
        "organizations",
        "--jobs",
        "1",  # to start others takes longer than to judge so few
        "--store",
        group,
        "--only-rules",
        rules,
        "--format",
        f"json={report}",
    )
    with _bounded():
        ended = orglint(*words)
    if ended.code not in {0, 1, 3} or not report.exists():
        for one in collected.values():
            one.problems.append(f"check of these ended with {ended.code}: {ended.err[-300:]}")
        return
    results = {result["organization"]: result for result in json.loads(report.read_text("utf-8"))["results"]}
    for org, one in collected.items():
        one.problems += _false(one, results[org]) if org in results else ["its snapshot was left out in silence"]


def _false(made: Try, result: dict[str, Any]) -> list[str]:
    """Return which rules pass that are broken, and cannot be excused."""
    fails = {rule for rule in made.rules if made.truth[rule] == "fail" and not is_unprovable(made.mutation, rule)}
    found = [
        f"{rule['id']} is {rule['outcome']}"
        for rule in result["rules"]
        if rule["id"] in fails and rule["outcome"] in _GOOD
    ]
    return found + (["it ends with 0"] if fails and result["exit_code"] == 0 else [])


@contextmanager
def _bounded() -> Iterator[None]:
    """Fail instead of hanging."""

    def fail(*_: object) -> None:
        raise TimeoutError(f"no end after {_PATIENCE} s")

    was = signal.signal(signal.SIGALRM, fail)
    signal.alarm(_PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, was)
