"""The digests of what an organization sets for itself, and of what decides by each rule."""

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from orglint.documents.json_text import encode_line
from orglint.evaluate.distribute.judging import Judging
from orglint.model.result import OffRule
from orglint.model.rule import Rule, Severity
from orglint.model.values import KnownValues

_SETTING = re.compile(r"\bsettings\s*\.\s*(\w+)")
_PLAN = "plan"


def digest_settings(judging: Judging) -> str:
    """Return one digest of everything that decides outcomes besides the snapshot and the files of the rules.

    It is about values, not about where they come from: a file, an option or a default.
    """
    plain = [it.plain for it in judging.rules]
    return digest_said(judging.settings, plain, judging.off, judging.known, judging.fail_on)


def digest_said(
    settings: Mapping[str, Any], judged: Iterable[Rule], off: Iterable[OffRule], known: KnownValues, fail_on: Severity
) -> str:
    """Return that digest from what a result tells as well, and the settings."""
    rules = {it.id: it for it in judged}
    said = {
        "settings": {name: settings[name] for name in sorted(settings)},
        "severities": {name: rules[name].severity for name in sorted(rules)},
        "parameters": {
            f"{name}.{parameter.name}": parameter.value
            for name in sorted(rules)
            for parameter in sorted(rules[name].parameters.values(), key=lambda it: it.name)
        },
        "off": sorted(it.id for it in off),
        "known_values": [[*place, *sorted(known[place])] for place in sorted(known)],
        "fail_on": fail_on,
    }
    return _digest_members(said)


def digest_deciding(rule: Rule, settings: Mapping[str, Any], known: KnownValues) -> str:
    """Return the digest of all that decides about a row besides the snapshot: what else a rule says makes none."""
    texts = (rule.where, rule.require, *rule.let.values())
    named = {name for text in texts for name in _SETTING.findall(text)} | ({_PLAN} if rule.requires else set())
    read = {rule.table, *(table for table, _ in rule.reads)}
    said = {
        "table": rule.table,
        "where": rule.where,
        "require": rule.require,
        "let": {name: rule.let[name] for name in sorted(rule.let)},
        "attest": rule.attest,
        "requires": rule.requires,
        "parameters": {name: rule.parameters[name].value for name in sorted(rule.parameters)},
        "settings": {name: settings.get(name) for name in sorted(named)},
        "known_values": [[*place, *sorted(known[place])] for place in sorted(known) if place[0] in read],
    }
    return _digest_members(said)


def _digest_members(members: Mapping[str, Any]) -> str:
    return sha256(encode_line(members).encode("ascii")).hexdigest()
