"""Rows of a table as they may be shown."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from orglint.model.privacy import Privacy
from orglint.model.rows import Rows
from orglint.reports.privacy.evidence import replace_ids
from orglint.reports.privacy.pseudonyms import PseudonymKey, Pseudonyms, choose_pseudonyms
from orglint.reports.privacy.texts import HIDDEN, conceal_text, rewrite_texts
from orglint.tables.privacy import Says, classify_column

_Conceal = Callable[[Any], Any]


def conceal_rows(
    rows: Rows, table: str, privacy: Privacy, key: PseudonymKey | None = None, *, organization: str
) -> Rows:
    """Return rows of a table of an organization as they may be shown; what is absent or unknown stays so."""
    if privacy is Privacy.NAMES:
        return rows
    pseudonyms = choose_pseudonyms(privacy, key, organization)
    shown = {name: _choose_shown(table, name, pseudonyms) for name in rows.columns}
    values = tuple({name: shown[name](it) for name, it in row.items() if name in shown} for row in rows.values)
    return replace(rows, values=values)


def _choose_shown(table: str, column: str, pseudonyms: Pseudonyms | None) -> _Conceal:
    """Return what makes of a cell of a column what may be shown of it."""
    says = classify_column(table, column)
    if says is Says.WHO:
        return _hide_value
    if says is Says.WHICH and pseudonyms and table != "organization":
        return partial(replace_ids, replace_id=pseudonyms.replace_id)
    return partial(rewrite_texts, rewrite=partial(conceal_text, pseudonyms=pseudonyms))


def _hide_value(value: Any) -> str | None:
    return None if value is None else HIDDEN
