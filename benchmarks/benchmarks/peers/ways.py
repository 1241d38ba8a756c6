"""Each peer's way to decide one row: a condition in its words → a function of the row."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import jsonschema_rs

Test = Callable[[Any], Any]


def _json_schema(schema: Any) -> Test:
    return jsonschema_rs.validator_for(schema).is_valid


def _c7n(filter_: Any) -> Test:
    if isinstance(filter_, dict) and "type" not in filter_:
        (word, parts), tests = next(iter(filter_.items())), []
        tests = [_c7n(part) for part in parts]
        return {
            "and": lambda row: all(test(row) for test in tests),
            "or": lambda row: any(test(row) for test in tests),
            "not": lambda row: not any(test(row) for test in tests),
        }[word]
    return import_module("c7n.filters.core").ValueFilter(filter_).match


def _jmespath(expression: str) -> Test:
    return import_module("jmespath").compile(expression).search


WAYS: Mapping[str, Callable[[Any], Test]] = {
    "json schema": _json_schema,
    "c7n": _c7n,
    "jmespath": _jmespath,
    "python": lambda function: function,
}
NAMES: Mapping[str, str] = {
    "official": "official CEL",
    "json schema": "jsonschema-rs",
    "c7n": "Cloud Custodian's value filters",
    "jmespath": "jmespath",
    "python": "plain Python",
}


def missing(peer: str) -> str:
    """Return which package a peer lacks here; empty if none."""
    if peer not in {"c7n", "jmespath"}:
        return ""
    try:
        import_module(peer)
    except ImportError:
        return peer
    return ""
