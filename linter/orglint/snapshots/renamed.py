"""Members that may have been renamed, decided over all pages of a table.

A pair is a declared member, by its path, and a member of the same record that nobody specified.
"""

from collections.abc import Iterable

from orglint.snapshots.pages import Page
from orglint.sql.quoting import quote_text

_LONGEST = 100
_GAP = "\t"


def format_pair(path: str, new: str) -> str:
    """Return a pair as text; a name may hold anything, so it is spelt out."""
    return f"{path}|{ascii(new)[:_LONGEST]}"


def format_entry(both: str, path: str) -> str:
    """Return what a row remembers: the pair, and the exact path of what is unknown if it is a renaming."""
    return f"{both}{_GAP}{path}"


def find_possible_pairs(pages: Iterable[Page]) -> tuple[str, ...]:
    """Return the pairs of which some value fits and that no row refutes."""
    fitting: set[str] = set()
    refuted: set[str] = set()
    for page in pages:
        fitting.update(page.fitting)
        refuted.update(page.refuted)
    return tuple(sorted(fitting - refuted))


def unknown_paths(entries: str, pairs: Iterable[str]) -> str:
    """Return as SQL the paths of those entries of a row whose pair is possible."""
    chosen = ", ".join(map(quote_text, pairs))
    gap = quote_text(_GAP)
    listed = f"list_filter(coalesce({entries}, []), lambda one: split_part(one, {gap}, 1) IN ({chosen}))"
    return f"list_distinct(list_transform({listed}, lambda one: split_part(one, {gap}, 2)))"


def other_names(pairs: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return for each member, by its path, the names that it may stand under."""
    found: dict[str, list[str]] = {}
    for both in pairs:
        path, _, new = both.partition("|")
        found.setdefault(path, []).append(new.strip("'\""))
    return {path: tuple(names) for path, names in found.items()}
