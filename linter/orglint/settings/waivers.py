"""Read a waiver file: what it says, or every mistake in it at once, each at its place."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any

from orglint.documents import strict_yaml
from orglint.documents.strict_yaml import At, Document
from orglint.errors import MOST_TOLD, Mistake, RuleError
from orglint.model.acceptance import Acceptance
from orglint.model.attestation import Attestation
from orglint.model.nearest import Nearest
from orglint.model.statement import HORIZON, Statement, to_day
from orglint.model.waiver import Exceptions, Waivable, Waiver, is_pattern
from orglint.settings.waivers_shape import waivers_schema_check

NO_NAMES: Mapping[str, str] = {}
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_Entry = Mapping[str, Any]


def read_waivers(
    path: Path,
    rules: Mapping[str, Waivable],
    tables: Collection[str],
    today: datetime,
    organizations: Mapping[str, str] = NO_NAMES,
) -> Exceptions:
    """Return what a waiver file says; `RuleError` holds every mistake in it.

    `rules` are all the rules there are, by id, `tables` the names of all tables, and `today` is the present: an end
    that is more than a year ahead of it is a mistake. An exception is for one of `organizations` by its name or its id;
    for any id where none have names.
    """
    document = strict_yaml.read_document(path, str(path))
    reading = _Reading(document, rules, tables, to_day(today), organizations)
    found = (waivers_schema_check().mistakes(document), reading.find_mistakes())
    mistakes = dict.fromkeys(chain.from_iterable(islice(some, MOST_TOLD) for some in found))
    if mistakes:
        raise RuleError(tuple(sorted(mistakes, key=lambda it: (it.line, it.column))))
    return reading.build_exceptions()


@dataclass(frozen=True)
class _Reading:
    """A waiver file as data, which may have any shape while mistakes are looked for, and what it may name."""

    document: Document
    rules: Mapping[str, Waivable]
    tables: Collection[str]
    today: date
    organizations: Mapping[str, str] = field(default_factory=dict)
    nearest: Nearest = field(default_factory=Nearest)

    def find_mistakes(self) -> Iterator[Mistake]:
        """Yield what the schema cannot see."""
        for section, find in _FIND.items():
            for at, entry in self._list_entries(section):
                yield from find(self, at, entry)

    def build_exceptions(self) -> Exceptions:
        """Return what the file says, which has no mistake."""
        return Exceptions(
            tuple(self._build_waiver(at, entry) for at, entry in self._list_entries("waivers")),
            tuple(self._build_acceptance(at, entry) for at, entry in self._list_entries("accepted")),
            tuple(self._build_attestation(at, entry) for at, entry in self._list_entries("attestations")),
        )

    def _list_entries(self, section: str) -> list[tuple[At, _Entry]]:
        held = self.document.data.get(section) if isinstance(self.document.data, dict) else None
        if isinstance(held, dict):
            numbered: Any = held.items()
        else:
            numbered = enumerate(held) if isinstance(held, list) else ()
        return [((section, name), entry) for name, entry in numbered if isinstance(entry, dict)]

    def find_waiver_mistakes(self, at: At, entry: _Entry) -> Iterator[Mistake]:
        """Yield what is wrong with a waiver."""
        yield from self._find_end_mistakes(at, entry)
        yield from self._find_name_mistakes((*at, "rule"), entry.get("rule"), "rule", self.rules)
        subject = entry.get("subject")
        if isinstance(subject, str) and is_pattern(subject) and "max" not in entry:
            yield self.document.mistake(
                (*at, "subject"), "a subject with * or ? needs max: how many findings it matches"
            )
        elif isinstance(subject, str) and not is_pattern(subject) and "max" in entry:
            yield self.document.mistake((*at, "max"), "max is for a subject that is a pattern, with * or ?")
        if (rule := self.rules.get(_to_text(entry.get("rule")))) is not None:
            yield from self._find_pin_mistakes(at, entry, rule)

    def _find_pin_mistakes(self, at: At, entry: _Entry, rule: Waivable) -> Iterator[Mistake]:
        pinned = entry.get("when", {})
        if not isinstance(pinned, dict):
            return
        if pinned and is_pattern(_to_text(entry.get("subject"))):
            yield self.document.mistake((*at, "when"), "when is for a subject that is one key, without * or ?")
        for name in pinned:
            yield from self._find_name_mistakes((*at, "when", name), name, f"evidence of {entry['rule']}", rule.names)
        if rule.pinned and not rule.pinned & set(pinned):
            names = " or ".join(sorted(rule.pinned))
            what = f"{entry['rule']} is about the whole organization: its waiver needs when, with the value of {names}"
            yield self.document.mistake(at, what)

    def find_acceptance_mistakes(self, at: At, entry: _Entry) -> Iterator[Mistake]:
        """Yield what is wrong with an accepted doubt about a table."""
        yield from self._find_end_mistakes(at, entry)
        yield from self._find_name_mistakes((*at, "table"), entry.get("table"), "table", self.tables)
        if ("difference" in entry) == ("snapshot" in entry):
            yield self.document.mistake(at, f"{_join_place(at)} needs either difference or snapshot")

    def find_attestation_mistakes(self, at: At, entry: _Entry) -> Iterator[Mistake]:
        """Yield what is wrong with an attestation."""
        yield from self._find_end_mistakes(at, entry)
        yield from self._find_name_mistakes(at, at[-1], "rule", self.rules)
        if (rule := self.rules.get(str(at[-1]))) is not None and not rule.attested:
            yield self.document.mistake(
                at, f"{at[-1]} reads the API, and takes no attestation; waivers excuse findings"
            )
        if (said := _parse_day(entry.get("on"))) is not None and said > self.today:
            yield self.document.mistake((*at, "on"), f"{_join_place((*at, 'on'))} is in the future: {said}")

    def _find_end_mistakes(self, at: At, entry: _Entry) -> Iterator[Mistake]:
        for member in ("on", "until"):
            text = entry.get(member)
            if isinstance(text, str) and _DAY.fullmatch(text) and _parse_day(text) is None:
                what = f"{_join_place((*at, member))} is not a day of the calendar, written such as 2027-03-31"
                yield self.document.mistake((*at, member), what)
        until = _parse_day(entry.get("until"))
        if until is not None and until - self.today > HORIZON:
            last = self.today + HORIZON
            what = f"{_join_place((*at, 'until'))} is more than a year ahead: {last} is the latest day today"
            yield self.document.mistake((*at, "until"), what)
        if self.organizations:
            known = {*self.organizations, *self.organizations.values()}
            yield from self._find_name_mistakes((*at, "organization"), entry.get("organization"), "organization", known)

    def _find_name_mistakes(self, at: At, name: Any, kind: str, known: Collection[str]) -> Iterator[Mistake]:
        if isinstance(name, str) and name and name not in known:
            yield self.document.mistake(at, f"there is no {kind} {name}{self.nearest.suggest(name, known)}")

    def _build_waiver(self, at: At, entry: _Entry) -> Waiver:
        most = int(entry["max"]) if "max" in entry else None
        about = (entry["rule"], entry["subject"], self._build_statement(at, entry))
        return Waiver(*about, most, dict(entry.get("when", {})), entry.get("email", ""))

    def _build_acceptance(self, at: At, entry: _Entry) -> Acceptance:
        difference = int(entry["difference"]) if "difference" in entry else None
        statement = self._build_statement(at, entry)
        return Acceptance(entry["table"], difference, entry.get("snapshot", ""), statement=statement)

    def _build_attestation(self, at: At, entry: _Entry) -> Attestation:
        statement = self._build_statement(at, {**entry, "reason": entry["statement"]})
        on, evidence = date.fromisoformat(entry["on"]), _to_line(entry.get("evidence", ""))
        return Attestation(str(at[-1]), entry["holds"], statement, on, evidence)

    def _build_statement(self, at: At, entry: _Entry) -> Statement:
        stated = (_to_line(entry["reason"]), _to_line(entry["owner"]), date.fromisoformat(entry["until"]))
        organization = entry.get("organization", "")
        where = (entry.get("ticket", ""), self.organizations.get(organization, organization))
        return Statement(*stated, *where, self._locate_entry(at))

    def _locate_entry(self, at: At) -> str:
        return f"{self.document.file}:{self.document.places[at].line}"


_FIND: Mapping[str, Callable[[_Reading, At, _Entry], Iterator[Mistake]]] = {
    "waivers": _Reading.find_waiver_mistakes,
    "accepted": _Reading.find_acceptance_mistakes,
    "attestations": _Reading.find_attestation_mistakes,
}


def _parse_day(text: Any) -> date | None:
    """Return the day that a text names, None if it names none."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) and _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _join_place(at: Sequence[str | int]) -> str:
    return ".".join(map(str, at))


def _to_text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _to_line(text: str) -> str:
    return " ".join(text.split())
