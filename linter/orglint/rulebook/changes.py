"""Compare two folders of rules, member by member of each file."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from orglint.documents.strict_yaml import Document
from orglint.model.rule import Severity
from orglint.model.rules_diff import MemberChange, RuleChange, RuleChangeKind

_EXAMPLES = "examples"
Documents = Mapping[str, Document]
"""The files of rules, by the ids of these."""


def compare_rules(before: Documents, after: Documents) -> tuple[RuleChange, ...]:
    """Return the rules that differ, in the order of their ids; how a file is laid out makes no difference.

    A rule that is there under another id and says the same is renamed.
    """
    gone = {id_: it for id_, it in before.items() if id_ not in after}
    renamed = dict(_find_renamed(gone, {id_: it for id_, it in after.items() if id_ not in before}))
    changes = [
        *(_describe(RuleChangeKind.RENAMED, id_, after[id_], renamed[id_]) for id_ in renamed),
        *(_describe(RuleChangeKind.REMOVED, id_, it, id_) for id_, it in gone.items() if id_ not in renamed.values()),
        *(_describe(RuleChangeKind.ADDED, id_, it, "") for id_, it in after.items() if id_ not in {*before, *renamed}),
        *(_compare_rule(id_, before[id_], after[id_]) for id_ in before.keys() & after.keys()),
    ]
    return tuple(sorted((it for it in changes if it), key=lambda it: it.id))


def _find_renamed(gone: Documents, new: Documents) -> Iterator[tuple[str, str]]:
    """Yield the later and the earlier id of rules whose files say the same."""
    left = {id_: json.dumps(it.data, sort_keys=True) for id_, it in gone.items()}
    for id_, document in new.items():
        said = json.dumps(document.data, sort_keys=True)
        earlier = next((it for it, text in left.items() if text == said), None)
        if earlier is not None:
            del left[earlier]
            yield id_, earlier


def _describe(kind: RuleChangeKind, id_: str, document: Document, before: str) -> RuleChange:
    return RuleChange(kind, id_, before, document.data["title"], Severity(document.data["severity"]))


def _compare_rule(id_: str, before: Document, after: Document) -> RuleChange | None:
    one, other = (dict(_flatten(it.data)) for it in (before, after))
    names = dict.fromkeys((*one, *other))
    members = [
        MemberChange(name, one.get(name, ""), other.get(name, "")) for name in names if one.get(name) != other.get(name)
    ]
    if before.data.get(_EXAMPLES) != after.data.get(_EXAMPLES):
        members.append(MemberChange(_EXAMPLES, _count_examples(before), _count_examples(after)))
    if not members:
        return None
    data = after.data
    return RuleChange(RuleChangeKind.CHANGED, id_, id_, data["title"], Severity(data["severity"]), tuple(members))


def _flatten(data: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield each member with its text; those of a mapping one by one. Blanks are one blank, as in an expression."""
    for name, value in data.items():
        if isinstance(value, Mapping) and not (prefix == "" and name == _EXAMPLES):
            yield from _flatten(value, f"{prefix}{name}.")
        elif name != _EXAMPLES or prefix:
            yield f"{prefix}{name}", " ".join(value.split()) if isinstance(value, str) else json.dumps(value)


def _count_examples(document: Document) -> str:
    counts = {outcome: len(rows) for outcome, rows in document.data.get(_EXAMPLES, {}).items()}
    return ", ".join(f"{number} {outcome}" for outcome, number in counts.items())
