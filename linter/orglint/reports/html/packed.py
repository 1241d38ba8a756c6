"""All findings of an organization, compressed: what the script of the page searches, sorts and shows.

They are read and written by column, some at a time; only the name and the key of each subject are kept until the end.
"""

import json
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from orglint.history.standing import Row
from orglint.model.found_columns import FoundColumns
from orglint.model.ordering import choose_order
from orglint.model.result import Outcome
from orglint.model.rule import ShownColumn
from orglint.model.wording import join_lines
from orglint.reports.html.packing import KEYS, Numbers, pack_column, pack_steps
from orglint.reports.html.page import OrganizationPage
from orglint.reports.html.past import Past
from orglint.reports.html.sections.changed import CHANGES
from orglint.reports.html.sections.found import NO_REASON, choose_columns, label_column, tells_messages
from orglint.reports.html.sections.rules import RuleEntry
from orglint.reports.html.values import make_inert, make_texts_inert
from orglint.reports.html.words import OUTCOMES, SEVERITIES

MOST = 200_000
"""Findings that a page holds; those beyond are counted."""
_LARGEST = 1 << 18
"""Characters that are compressed at once."""
_DAY = 86_400
_CHANGES = list(CHANGES)
_FOUND = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WAIVED)


def pack_findings(page: OrganizationPage, most: int = MOST) -> Iterator[str]:
    """Yield the findings of an organization in pieces of base64: JSON under zlib."""
    return _encode(_write_document(page, most))


def _write_document(page: OrganizationPage, most: int) -> Iterator[str]:
    """Yield the document in pieces; its last members are known when all findings have been read."""
    as_of, subjects = page.result.as_of, Numbers()
    rules = [_describe_rule(entry) for entry in page.rules]
    changes = [[kind.value, words, sign.value] for kind, (sign, words) in CHANGES.items()]
    head = {"now": int(as_of.timestamp() * 1_000_000), "rules": rules, "changes": changes}
    yield f'{_to_json(head).removesuffix("}")},"blocks":['
    between = ""
    for block in _list_blocks(page, subjects, most):
        yield between + _to_json(block)
        between = ","
    yield f'],"names":{_to_json(subjects.list_names())},"keys":{_to_json(subjects.pack_keys())}}}'


def _describe_rule(entry: RuleEntry) -> dict[str, Any]:
    rule, order = entry.rule, choose_order(entry.rule)
    columns = choose_columns(rule) if entry.verdict.findings else ()
    names = [it.name for it in columns]
    return {
        "id": make_inert(rule.id),
        "title": make_inert(join_lines(rule.title)),
        "severity": SEVERITIES.index(rule.severity),
        "family": make_inert(entry.family),
        "owner": make_inert(rule.owner),
        "anchor": make_inert(entry.anchor),
        "columns": [[make_inert(it) for it in (label_column(c, rule), c.kind, c.absent, c.name)] for c in columns],
        "order": [names.index(order.name), order.largest_first] if order and order.name in names else None,
    }


def _list_blocks(page: OrganizationPage, subjects: Numbers, most: int) -> Iterator[dict[str, Any]]:
    for entry in page.rules:
        names = [it.name for it in choose_columns(entry.rule)]
        for outcome in _FOUND:
            number = entry.verdict.findings.count_outcome(outcome)
            if not number or not most:
                continue
            for found in entry.verdict.findings.select_columns(outcome, names, most if most < number else None):
                most -= len(found.keys)
                block = _pack_block(entry, found, subjects, page.result.as_of)
                yield block | _pack_reasons(found, outcome) | _pack_past(entry.rule.id, found, page.past)


def _pack_block(entry: RuleEntry, found: FoundColumns, subjects: Numbers, as_of: datetime) -> dict[str, Any]:
    """Return whose findings they are, and their values; columns that say the subject again are left out."""
    rule, keys = entry.rule, [it or "" for it in found.keys]
    names = [
        subject or message or key for subject, message, key in zip(found.subjects, found.messages, keys, strict=True)
    ]
    columns = choose_columns(rule)
    shown = [at for at, column in enumerate(columns) if list(found.values[column.name]) != names]
    numbers = subjects.number_all(make_texts_inert(names), make_texts_inert(keys))
    values = [_pack_column(columns[at], found.values[columns[at].name], keys, as_of) for at in shown]
    block = {"r": entry.number, "s": pack_steps(numbers), "c": shown, "v": values}
    if tells_messages(rule) and list(found.messages) != names:
        block["m"] = make_texts_inert(found.messages)
    return block


def _pack_column(column: ShownColumn, values: Sequence[Any], keys: Sequence[str], as_of: datetime) -> Any:
    """Return the values of a column; where each is the key of its subject, they are not there twice."""
    return KEYS if column.kind == "text" and list(values) == keys else pack_column(values, column.kind, as_of)


def _pack_reasons(found: FoundColumns, outcome: Outcome) -> dict[str, Any]:
    """Return the outcome, and why each is unknown or waived."""
    packed: dict[str, Any] = {"o": OUTCOMES.index(outcome)}
    if outcome is Outcome.UNKNOWN:
        packed["n"] = _list_once(found.reasons, lambda it: str(it or NO_REASON))
    elif outcome is Outcome.WAIVED:
        packed["n"] = _list_once(found.waivers, lambda it: it or "")
    return packed


def _pack_past(rule: str, found: FoundColumns, past: Past) -> dict[str, Any]:
    """Return what happened to each since the earlier result, and since when it is there, as far as that is known."""
    packed: dict[str, Any] = {}
    if not past.changes and not past.knows_since:
        return packed
    rows = [Row(table, key) for table, key in zip(found.tables, found.keys, strict=True)]
    if past.changes:
        kinds = [past.find_change(rule, row) for row in rows]
        packed["h"] = [0 if kind is None else 1 + _CHANGES.index(kind) for kind in kinds]
    if past.knows_since:
        since = [past.find_since(rule, row, own) for row, own in zip(rows, found.sinces, strict=True)]
        packed["d"] = [it and int(it.at.timestamp() // _DAY) for it in since]
        packed["b"] = [int(it is not None and it.not_before is None) for it in since]
    return packed


def _list_once(values: Sequence[Any], describe: Callable[[Any], str]) -> list[Any]:
    """Return the texts of values, each once, and which of them each finding has."""
    texts = {it: describe(it) for it in dict.fromkeys(values)}
    once = {text: at for at, text in enumerate(dict.fromkeys(texts.values()))}
    places = {it: once[text] for it, text in texts.items()}
    return [make_texts_inert(once), [places[it] for it in values]]


def _to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _split(pieces: Iterable[str]) -> Iterator[str]:
    return (piece[at : at + _LARGEST] for piece in pieces for at in range(0, len(piece), _LARGEST))


def _encode(pieces: Iterable[str]) -> Iterator[str]:
    """Yield base64 of what zlib makes of the pieces; each piece of it ends where a group of bytes does."""
    packer, left = zlib.compressobj(), b""
    for part in _split(pieces):
        left += packer.compress(part.encode())
        whole = len(left) // 3 * 3
        if whole:
            yield b64encode(left[:whole]).decode()
            left = left[whole:]
    yield b64encode(left + packer.flush()).decode()
