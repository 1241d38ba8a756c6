"""Limits of collecting that no honest organization is expected to reach."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read or asked for before collecting goes on without the rest, and says so.

    `pages` are those of one list, `keys` those of one table whose rows are asked for once more or compared one by one,
    `roles` the platform roles whose holders are asked for (at most four: `collect/holders.py`), `role_pages` the pages
    of each of them. `key_pages` are the pages of one key, where a table is asked row by row; `refusals` how often in a
    row its requests may be refused, `failures` how many keys in a row may fail for any other reason, and `at_once` how
    many requests are under way at a time.
    """

    pages: int = 1_000_000
    keys: int = 1000
    roles: int = 4
    role_pages: int = 10
    key_pages: int = 1000
    refusals: int = 5
    failures: int = 50
    at_once: int = 4


USUAL = Limits()
