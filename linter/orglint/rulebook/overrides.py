"""Values that are given to parameters of rules from outside of the rules' files."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from orglint.documents.strict_yaml import At
from orglint.errors import Mistake
from orglint.model.nearest import suggest_names
from orglint.rulebook.rule import CompiledRule

BuildMistake = Callable[[str, At, str], Mistake]
"""Makes a mistake of a rule's id, the place of a value below the rule (`("max", 0)`), and what is wrong with it."""


def _build_without_place(identity: str, at: At, text: str) -> Mistake:
    del at
    return Mistake(f"parameters are set for {identity}: {text}")


@dataclass(frozen=True, slots=True)
class ParameterValues:
    """The values, as they were written, by the id of the rule and the name of the parameter."""

    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    build_mistake: BuildMistake = _build_without_place

    def find_unused(self, rules: Iterable[CompiledRule]) -> Iterator[Mistake]:
        """Yield a mistake for each value that no rule has a parameter for."""
        known = {rule.id: rule.plain.parameters for rule in rules}
        for identity, values in self.values.items():
            for name in values:
                if identity not in known:
                    yield self.build_mistake(identity, (name,), "there is no such rule")
                elif name not in known[identity]:
                    near = suggest_names(name, known[identity]) if known[identity] else ""
                    text = f"{identity} has no parameter {name}{near}: there is no such parameter"
                    yield self.build_mistake(identity, (name,), text)
