"""The rules of a result that is read back."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from orglint.model.rule import Parameter, Profile, Remediation, Rule, Severity, ShownColumn
from orglint.model.snapshot import Snapshot

Members = Mapping[str, Any]

_COLUMN = ("name", "label", "kind", "absent")
_WORD = re.compile(r"\w+")
_ASKED = re.compile(r"(?<![\w.)\]])([a-z_]+)\.(?:all|exists|exists_one|filter|map|size)\(")
_NOT_FINITE = frozenset({"inf", "-inf", "nan"})
_TYPES: Mapping[type, str] = {bool: "bool", int: "int", float: "double", str: "string"}


def build_rule(members: Members, snapshot: Snapshot) -> Rule:
    """Return the rule of a verdict; what an older result does not say of it is taken from its expressions."""
    declared = members.get("declared", {})
    reads = members.get("reads")
    return Rule(
        id=members["id"],
        title=members["title"],
        severity=Severity(members["severity"]),
        table=members["table"],
        where=members["where"],
        require=members["require"],
        why=members["why"],
        fix=members["fix"],
        let=members["let"],
        parameters={
            name: _build_parameter(name, value, declared.get(name)) for name, value in members["parameters"].items()
        },
        references=tuple(members["references"]),
        controls=build_controls(members["controls"]),
        reads=_find_named_columns(members, snapshot) if reads is None else frozenset(map(_split_column, reads)),
        counts=_find_asked_tables(members) if reads is None else frozenset(members.get("counts", ())),
        sha256=members.get("sha256", ""),
        owner=members.get("owner") or "",
        requires=members.get("requires") or "",
        profile=Profile(members.get("profile", Profile.RECOMMENDED)),
        columns=tuple(ShownColumn(**{member: it[member] for member in _COLUMN}) for it in members.get("columns", ())),
        variable=members.get("variable") or "",
        attest=members.get("attest", False),
        deciding_sha256=members.get("deciding_sha256") or "",
        remediation=_build_remediation(members.get("remediation")),
    )


def _build_remediation(members: Members | None) -> Remediation | None:
    if members is None:
        return None
    return Remediation(members["operation"], members["effect"], dict(members["path"]), dict(members["body"]))


def build_controls(members: Members) -> dict[str, tuple[str, ...]]:
    """Return the ids of controls by framework."""
    return {framework: tuple(ids) for framework, ids in members.items()}


def _build_parameter(name: str, value: Any, declared: Members | None) -> Parameter:
    if declared is None:
        return Parameter(name, _name_type(value), value, "", value)
    default, value = (_read_numbers(it, declared["type"]) for it in (declared["default"], value))
    return Parameter(name, declared["type"], default, declared["meaning"], value)


def _read_numbers(value: Any, kind: str) -> Any:
    """Return a value of a type; JSON has no number for what is not finite, and a result has its text instead."""
    if isinstance(value, list):
        return [_read_numbers(item, kind) for item in value]
    return float(value) if "double" in kind and isinstance(value, str) and value in _NOT_FINITE else value


def _name_type(value: Any) -> str:
    if isinstance(value, list):
        return f"list({_name_type(value[0])})" if value else "list(string)"
    return _TYPES.get(type(value), "string")


def _split_column(place: str) -> tuple[str, str]:
    table, _, column = place.partition(".")
    return table, column


def _find_named_columns(members: Members, snapshot: Snapshot) -> frozenset[tuple[str, str]]:
    """Return the columns in the ledger that a rule names: those of its own table, and of tables that it names."""
    words = _list_words([members["where"], members["require"], *members["let"].values()])
    tables = {name: ledger for name, ledger in snapshot.tables.items() if name in words | {members["table"]}}
    return frozenset((name, column) for name, ledger in tables.items() for column in ledger.columns if column in words)


def _find_asked_tables(members: Members) -> frozenset[str]:
    """Return the tables that a rule asks as a whole: what a macro goes through, if it is no part of something else."""
    texts = (members["where"], members["require"], *members["let"].values())
    return frozenset(name for text in texts for name in _ASKED.findall(text)) - frozenset(members["let"])


def _list_words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in _WORD.findall(text)}
