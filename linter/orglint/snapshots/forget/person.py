"""Who is to be forgotten: the ids and addresses of one person, in all snapshots of a store."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orglint.engine.connection import Connection
from orglint.engine.sealing import open_sealing_engine
from orglint.model.snapshot import Snapshot, name_keys
from orglint.sql.quoting import quote_identifier, quote_pattern
from orglint.tables import known_tables
from orglint.tables.privacy import find_person_column

EMAIL = "email"
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])", re.ASCII)
_ADDRESS = re.compile(r"\w[^\s@\"<>()\[\],;:\\/|=]*@(?:[\w-]+\.)*[\w-]*\w")

# The engine's expressions (RE2) look neither ahead nor behind, and know letters by ranges.
_WORD = "0-9A-Za-z_\u00c0-\u024f\u0370-\u052f"
_INSIDE = rf"{_WORD}.+%\-"
_BEFORE = (
    rf"^|[^{_INSIDE}:']"
    rf"|(?:^|[^{_INSIDE}])'"  # a quotation mark, and not that of o'brien@example.com
    rf"|(?:^|[^{_INSIDE}:])(?:[A-Za-z]{{3,}})?:"  # "accountid:", and not the "712020:" of a longer id
)
_ESCAPED = r"|(?:^|[^\\])\\(?:[bfnrt]|u00[0-9a-f]{2})"  # the letters of a line break in JSON belong to no word
_AFTER = rf"$|[^{_WORD}\-@:.]|[:.](?:$|[^{_WORD}])"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, by the ids of their accounts and by their addresses (in lower case)."""

    ids: frozenset[str]
    addresses: frozenset[str]


def find_person(said: str, snapshots: Iterable[Snapshot], accounts: Collection[str], spill: Path) -> Person | None:
    """Return who is meant by a whole account id or address: with it, all that snapshots know of the same accounts.

    Of an address, the accounts that have it or had it; of an account, and of those, every address. None if it is no
    address, and neither a snapshot nor `accounts`, those that are known otherwise, have such an id. `spill` is a folder
    for temporary files.
    """
    seen, address = list(snapshots), _fold(said) if _is_address(said) else ""
    if address:
        said_so = ("{1} = ?", [address])
        ids = {identity for snapshot in seen for identity, _ in _list_accounts(snapshot, *said_so, spill) if identity}
    elif said in accounts or any(_has_account(it, said, spill) for it in seen):
        ids = {said}
    else:
        return None
    theirs = ("{0} IN (SELECT unnest(CAST(? AS VARCHAR[])))", [sorted(ids)])
    known = {it for snapshot in seen for _, it in _list_accounts(snapshot, *theirs, spill) if _is_address(it)}
    return Person(frozenset(ids), frozenset({*known, address} if address else known))


def make_pattern(person: Person, *, in_json: bool = False) -> str:
    """Return a regular expression, for Python and for the engine, that finds whoever is named in a text.

    A name that is a part of a longer id or address is another one. Addresses match in both cases, ids as they are.
    What stands before the name and after it are the groups 1 and 3. `in_json`: the text is written as JSON.
    """
    ids, addresses = (_list_names(it, in_json=in_json) for it in (person.ids, person.addresses))
    names = "|".join([*ids, *(f"(?i:{it})" for it in addresses)])
    return f"({_BEFORE}{_ESCAPED if in_json else ''})({names})({_AFTER})"


def make_striker(person: Person, word: str) -> Callable[[str], str]:
    """Return a function that puts a word in the place of whoever is named in a text."""
    pattern = re.compile(make_pattern(person))

    def strike(text: str) -> str:
        for _ in range(2):  # of two names with one sign between them the second is found later
            text = pattern.sub(rf"\g<1>{word}\g<3>", text)
        return text

    return strike


def _list_names(texts: Collection[str], *, in_json: bool) -> list[str]:
    """Return expressions for texts, the longest first, in each way in which they are written."""
    forms = {json.dumps(it, ensure_ascii=ascii_only)[1:-1] for it in texts for ascii_only in (True, False)}
    return [_PUNCTUATION.sub(r"\\\1", it) for it in sorted(forms if in_json else texts, key=lambda it: (-len(it), it))]


def _is_address(said: str) -> bool:
    return _ADDRESS.fullmatch(said) is not None


def _has_account(snapshot: Snapshot, said: str, spill: Path) -> bool:
    """Return whether a snapshot has an account with exactly this id: in a row, or among those that were asked for."""
    written = "|".join(_list_names([said], in_json=True))
    named = rf'(?i:account_?id)\\*"\s*:\s*\\*"(?:{written})\\*"'
    with open_sealing_engine(spill, snapshot.folder) as engine:
        for title, file in snapshot.files.items():
            rows = f"read_parquet({quote_pattern(snapshot.folder / file.name)})"
            table, column = title.removesuffix(name_keys("")), find_person_column(title)
            asked = "key" if table != title and find_person_column(table) else ""
            own = f"{quote_identifier(column or asked)} = ?" if column or asked else "? IS NULL"
            chosen = f"{own} OR regexp_matches(CAST(to_json(it) AS VARCHAR), ?)"
            if engine.execute(f"SELECT 1 FROM {rows} AS it WHERE {chosen} LIMIT 1", [said, named]).fetchall():
                return True
    return False


def _fold(address: str) -> str:
    return address.strip().lower()


def _list_accounts(snapshot: Snapshot, condition: str, values: Sequence[Any], spill: Path) -> Iterator[tuple[str, str]]:
    """Yield the id and the address of the accounts of a snapshot for which a condition is true.

    It has places for the two as SQL, and `values` are those of its parameters. Without an address it is empty.
    """
    with open_sealing_engine(spill, snapshot.folder) as engine:
        for name in known_tables():
            column = find_person_column(name)
            if not column or name not in snapshot.files:
                continue
            rows = f"read_parquet({quote_pattern(snapshot.folder / snapshot.files[name].name)})"
            address = f"coalesce(lower({EMAIL}), '')" if _has_column(engine, rows, EMAIL) else "''"
            identity = quote_identifier(column)
            chosen = f"SELECT DISTINCT {identity}, {address} FROM {rows} WHERE {condition.format(identity, address)}"
            yield from engine.execute(chosen, values).fetchall()


def _has_column(engine: Connection, rows: str, name: str) -> bool:
    return any(row[0] == name for row in engine.execute(f"DESCRIBE SELECT * FROM {rows}").fetchall())
