"""What `orglint.yaml` changes about rules: values of parameters, severity, owner, and whether they run."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import Any

from orglint import rulebook
from orglint.cli.set_values import SetValues
from orglint.documents.strict_yaml import At
from orglint.errors import Mistake, RuleError
from orglint.model.nearest import Nearest
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import OffRule
from orglint.rulebook.rule import CompiledRule
from orglint.settings import Config, Override


def build_setting_values(config: Config) -> rulebook.SettingValues:
    """Return what the file says of the organization; what is wrong with it is a mistake at its place."""
    written = config.values.get("settings", {})
    return rulebook.SettingValues(written, lambda at, text: config.build_mistake(("settings", *at), text))


@dataclass(frozen=True, slots=True)
class Adjustments:
    """The overrides of a file as they apply to the rules of these ids; a later one beats an earlier one.

    What options set (`sets`) beats all of them.

    Unless it is `partial`, each override has to be about a rule: the ids are those of all packs that the file names.
    """

    config: Config
    ids: tuple[str, ...]
    partial: bool = False
    sets: SetValues = field(default_factory=SetValues)

    def parameter_values(self) -> rulebook.ParameterValues:
        """Return the values of parameters; raises `RuleError` if an override is about no rule."""
        mistakes = () if self.partial else tuple(self._find_unmatched())
        if mistakes:
            raise RuleError(mistakes)
        values: dict[str, dict[str, Any]] = {}
        for override in self.config.overrides:
            for identity in self._match(override):
                values.setdefault(identity, {}).update(override.params)
        for identity, given in self.sets.values.items():
            values.setdefault(identity, {}).update(given)
        return rulebook.ParameterValues(
            {identity: given for identity, given in values.items() if given}, self._build_mistake
        )

    def apply(self, rules: Sequence[CompiledRule]) -> tuple[CompiledRule, ...]:
        """Return the rules with the severities and owners of this organization."""
        return tuple(self._apply_to(rule) for rule in rules)

    def list_off(self) -> tuple[OffRule, ...]:
        """Return the rules that this organization does not run, each with its reason and where that stands."""
        return tuple(
            OffRule(identity, Reason(ReasonCode.OFF, said=f"{said.off} ({self.config.file}:{said.line})"))
            for identity in self.ids
            if (said := self._find_off(identity))
        )

    def _apply_to(self, rule: CompiledRule) -> CompiledRule:
        changed: dict[str, Any] = {}
        for override in self._about(rule.id):
            changed |= {"severity": override.severity} if override.severity else {}
            changed |= {"owner": override.owner} if override.owner else {}
        return replace(rule, plain=replace(rule.plain, **changed)) if changed else rule

    def _find_off(self, identity: str) -> Override | None:
        return next((it for it in reversed(self._about(identity)) if it.off), None)

    def _about(self, identity: str) -> list[Override]:
        return [it for it in self.config.overrides if fnmatchcase(identity, it.pattern)]

    def _match(self, override: Override) -> list[str]:
        return [identity for identity in self.ids if fnmatchcase(identity, override.pattern)]

    def _find_unmatched(self) -> Iterator[Mistake]:
        nearest = Nearest()
        for override in self.config.overrides:
            if not self._match(override):
                near = nearest.suggest(override.pattern, self.ids, "there are")
                text = f"no rule's id matches {override.pattern}{near}"
                yield self.config.build_mistake(("overrides", override.key), text)

    def _build_mistake(self, identity: str, at: At, text: str) -> Mistake:
        """Return a mistake about a value of a parameter at its place in the file."""
        name = at[0]
        if name in self.sets.values.get(identity, {}):
            return self.sets.build_mistake(identity, at, text)
        last = next(it for it in reversed(self._about(identity)) if name in it.params)
        return self.config.build_mistake(("overrides", last.key, "params", *at), text)
