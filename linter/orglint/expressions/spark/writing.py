"""One query on its way to Spark: what its names have become, and how any part of it is written."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from sqlglot import exp

_SHORT = 60
"""Characters that may be written twice; what is longer is worked out once and then has a name."""
_PLACE = re.compile(r"\{(\d)\}")


@dataclass(frozen=True, slots=True)
class Writing:
    """The state of a translation; `dispatch` is the function that writes any node."""

    dispatch: Callable[["Writing", exp.Expr], str]
    names: Mapping[str, str] = field(default_factory=dict)
    fresh: "count[int]" = field(default_factory=lambda: count(1))

    def sql(self, node: exp.Expr) -> str:
        """Return a node in Spark's SQL, or raise `RefusedError`."""
        return self.dispatch(self, node)

    def fresh_name(self) -> str:
        """Return a name for the variable of a lambda that nothing else has."""
        return f"`#{next(self.fresh)}`"

    def inside(self, names: Mapping[str, str]) -> "Writing":
        """Return the writing of a lambda's body, in which some names are its variables."""
        return replace(self, names={**self.names, **names})

    def filled(self, template: str, values: Sequence[str], lambdas: Collection[int] = ()) -> str:
        """Return a template with its `{0}`, `{1}` replaced; what is long and stands twice is worked out once.

        `lambdas` are the places of values that are no values but lambdas, which cannot be worked out.
        """
        if all(len(value) <= _SHORT or template.count(f"{{{at}}}") <= 1 for at, value in enumerate(values)):
            return _replaced(template, values)
        it = self.fresh_name()
        long = [at for at, value in enumerate(values) if len(value) > _SHORT and at not in lambdas]
        named = [f"{it}.`c{at}`" if at in long else value for at, value in enumerate(values)]
        parts = ", ".join(f"'c{at}', {values[at]}" for at in long)
        return f"get(transform(array(named_struct({parts})), {it} -> {_replaced(template, named)}), 0)"


def _replaced(template: str, values: Sequence[str]) -> str:
    return _PLACE.sub(lambda place: values[int(place[1])], template)
