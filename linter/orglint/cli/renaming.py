"""Ids that rules had before: they keep working, and are told once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import click

from orglint.cli.set_values import SetValues
from orglint.model.attestation import Attestation
from orglint.model.neutralize import neutralize
from orglint.model.waiver import Exceptions, Waiver
from orglint.settings import Config

T = TypeVar("T", Waiver, Attestation)


@dataclass(frozen=True, slots=True)
class FormerIds:
    """What rules are called now, by the ids that they had before (`renamed` in a `pack.yaml`)."""

    renamed: Mapping[str, str] = field(default_factory=dict)
    told: set[str] = field(default_factory=set, compare=False)

    def resolve(self, identity: str, place: str = "") -> str:
        """Return the present id; that another was written is said, the first time with its place."""
        new = self.renamed.get(identity)
        if new is None:
            return identity
        if identity not in self.told:
            self.told.add(identity)
            where = f"{place}: " if place else ""
            click.echo(neutralize(f"orglint: {where}{identity} is called {new} now; the old id still works"), err=True)
        return new

    def resolve_all(self, written: Sequence[str]) -> tuple[str, ...]:
        """Return ids and patterns, with those that are an old id renamed."""
        return tuple(self.resolve(it) for it in written)

    def resolve_subject(self, asked: str) -> str:
        """Return RULE[:KEY] with the present id of its rule."""
        old = max((it for it in self.renamed if asked == it or asked.startswith(f"{it}:")), key=len, default="")
        return self.resolve(old) + asked[len(old) :] if old else asked

    def resolve_overrides(self, config: Config) -> Config:
        """Return settings whose overrides are about the present ids."""
        overrides = (
            replace(it, pattern=self.resolve(it.pattern, f"{config.file}:{it.line}"), written=it.pattern)
            for it in config.overrides
        )
        return replace(config, overrides=tuple(overrides)) if config.overrides else config

    def resolve_sets(self, sets: SetValues) -> SetValues:
        """Return the values of parameters by the present ids of their rules."""
        found: dict[str, Mapping[str, object]] = {}
        for identity, given in sets.values.items():
            name = self.resolve(identity, "--set")
            found[name] = {**found.get(name, {}), **given}
        return SetValues(found)

    def resolve_exceptions(self, found: Exceptions) -> Exceptions:
        """Return what a waiver file says, about the present ids."""
        return replace(
            found,
            waivers=tuple(self._resolve_entry(it) for it in found.waivers),
            attestations=tuple(self._resolve_entry(it) for it in found.attestations),
        )

    def _resolve_entry(self, entry: T) -> T:
        return replace(entry, rule=self.resolve(entry.rule, entry.statement.place))
