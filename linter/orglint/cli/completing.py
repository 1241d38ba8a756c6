"""What shells complete arguments with: rules, tables, columns, formats and snapshots; nothing is judged."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

_MOST = 2_000
"""Files of rules that are looked at: a shell waits."""
_PACK = "pack.yaml"
LATEST = "latest"


def complete_rules(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the ids of the rules in the folders that the line names so far, or the settings."""
    del parameter
    ids = sorted({identity for folder in _list_folders(context) for identity in _list_ids(folder)})
    return _select(dict.fromkeys(ids, ""), incomplete)


def complete_tables(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the names of tables."""
    from orglint.tables.declared import DECLARATIONS

    del context, parameter
    return _select({it.name: it.meaning for it in DECLARATIONS}, incomplete)


def complete_columns(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the columns of the table that the line names, behind those that are named already."""
    from orglint.tables import known_tables

    del parameter
    # click leaves arguments unread where an option still waits for its value
    words = (str(context.params.get("table")), *context.args)
    table = next((known_tables()[word] for word in words if word in known_tables()), None)
    before, comma, last = incomplete.rpartition(",")
    named = before.split(",")
    columns = {it.name: it.meaning for it in table.columns.values()} if table else {}
    return [
        CompletionItem(f"{before}{comma}{name}", help=_cut(meaning))
        for name, meaning in columns.items()
        if name.startswith(last) and name not in named
    ]


def complete_frameworks(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the frameworks whose controls the bundled rules name."""
    from orglint.model.controls import FRAMEWORKS

    del context, parameter
    return _select(FRAMEWORKS, incomplete)


def complete_formats(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the names of the formats of reports; behind `=` the shell knows its files better."""
    from orglint.reports import FORMATS

    del context, parameter
    return _select({it.name: it.meaning for it in FORMATS.values()}, incomplete)


def complete_snapshots(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the snapshots of the store, the newest first, and whatever folders the shell knows."""
    del parameter
    found = sorted(_list_names(Path(context.params.get("store") or "orglint-store") / "snapshots"), reverse=True)
    items = _select(dict.fromkeys([LATEST, *found] if found else [], ""), incomplete)
    return items or [CompletionItem(incomplete, type="dir")]


def _select(words: Mapping[str, str], incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(word, help=_cut(meaning)) for word, meaning in words.items() if word.startswith(incomplete)]


def _cut(meaning: str) -> str:
    """Return the first sentence of a meaning, in one line."""
    return " ".join(meaning.split()).partition(". ")[0]


def _list_folders(context: click.Context) -> Iterator[Path]:
    """Yield the folders of rules that a line with these options would use."""
    from orglint.cli.config import find_loaded_config

    named: Mapping[str, Any] = context.params
    alone, added = named.get("alone") or (), named.get("added") or ()
    bundled, configured = find_loaded_config(context).packs
    if not (alone or added or named.get("no_bundled")):
        added = configured
    elif alone or named.get("no_bundled"):
        bundled = False
    else:
        bundled = True
    if bundled:
        from orglint.rulebook import find_bundled_rules

        yield find_bundled_rules()
    yield from (Path(it) for it in (*alone, *added))


def _list_ids(folder: Path) -> Iterator[str]:
    seen = 0
    for here, folders, files in os.walk(folder):
        folders[:] = [it for it in folders if not it.startswith(".")]
        for name in files:
            seen += 1
            if seen > _MOST:
                return
            path = Path(here, name)
            if name.endswith(".yaml") and not name.startswith(".") and path != folder / _PACK:
                yield path.relative_to(folder).with_suffix("").as_posix()


def _list_names(folder: Path) -> Iterable[str]:
    try:
        return [it.name for it in os.scandir(folder) if it.is_dir() and not it.name.startswith(".")]
    except OSError:
        return ()
