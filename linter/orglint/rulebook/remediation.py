"""The call that clears a finding of a rule, as its file states it."""

from collections.abc import Callable, Mapping
from typing import Any

from orglint.documents.strict_yaml import At
from orglint.model.rule import EVERY_DIRECTORY, Remediation, list_parameters
from orglint.model.table import Table


def build_remediation(stated: Mapping[str, Any] | None) -> Remediation | None:
    """Return the call that a rule states; None if it states none."""
    if stated is None:
        return None
    return Remediation(
        stated["operation"], stated["effect"].strip(), dict(stated.get("path", {})), dict(stated.get("body", {}))
    )


def check_remediation(stated: Mapping[str, Any] | None, table: Table, note: Callable[[At, str], None]) -> None:
    """Note each parameter of the path of which the rule does not say what it is, or something that it cannot be."""
    if stated is None:
        return
    named = list_parameters(stated["operation"])
    given = stated.get("path", {})
    for name in named:
        if name not in given:
            note(("remediation", "operation"), f"path does not say what {{{name}}} is")
    key = f"{table.variable}.{table.key}"
    for name, value in given.items():
        at = ("remediation", "path", name)
        if name not in named:
            note(at, f"the operation has no {{{name}}}")
        elif value not in (key, EVERY_DIRECTORY):
            note(at, f"{{{name}}} can be {key}, the key of the row, or {EVERY_DIRECTORY}, every directory")
