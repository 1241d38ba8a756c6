"""What else an organization says that shows that something cannot be missing, or empty, where its table says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RowsOf:
    """Rows of a table that say something.

    In the `place`, a column or something in it (`counts.users`, `productAccess[].key`), they have one of the `values`
    or, without values, anything: elements, a number above 0, any other value. Without a place every row says something.
    `only` rows count in which each of these columns has one of its values.
    """

    table: str
    place: str = ""
    values: tuple[str, ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def columns(self) -> frozenset[str]:
        """The columns that show it."""
        return frozenset(name.partition(".")[0].partition("[")[0] for name in (self.place, *self.only) if name)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that a table cannot be empty; `text` says so of one that is.

    It is `rows` of another table; without them the organization itself shows it.
    """

    text: str
    rows: RowsOf | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """A column that certainly says nothing in any row, and what shows that it should: it is unknown as a whole then.

    `said` is what at least one row should say. `rows` of any table show it; without them the organization itself does.
    Rows of the same table contradict themselves: each one that shows it and does not say it is enough.
    """

    text: str
    said: RowsOf
    rows: RowsOf | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Rows of another table that name rows of this one, which must be there; `text` says what is not.

    In `column` they hold what rows of this one have as `target`. With `domains` both are names of domains: what lies
    below one that is listed need not be listed, and nothing is compared that can be written in two ways.
    """

    text: str
    rows: RowsOf
    column: str
    target: str
    domains: bool = False
