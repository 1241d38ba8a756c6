"""A rule as a page of Markdown, and an index of many: what `orglint rules docs` writes."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from orglint.model.rule import Profile
from orglint.model.table import Table
from orglint.model.wording import format_count
from orglint.rulebook.rule import CompiledRule

GENERATED = "<!-- Written by `orglint rules docs`; change the rule, not this page. -->"
_AIDS = (
    "References to control frameworks are aids for orientation, chosen by this project. A passing check does not show "
    "conformity, and a failing check does not by itself show nonconformity."
)
_OUTCOMES = ("pass", "fail", "unknown", "not-applicable")
_SETTERS = ("params", "settings", "now")


def render_page(rule: CompiledRule, written: Mapping[str, Any], tables: Mapping[str, Table]) -> str:
    """Return the page of a rule; `written` is what its file says."""
    parts = [
        f"# {rule.plain.title}\n{GENERATED}",
        _describe(rule),
        f"**Why.** {_join(rule.plain.why)}",
        f"**What to do.** {_join(rule.plain.fix)}",
        *_render_remediation(rule),
        *_render_promise(rule, written),
        *_render_reads(rule, tables),
        *_render_controls(written.get("controls", {})),
        *_render_examples(written.get("examples", {})),
        "## References\n\n" + "\n".join(f"- <{it}>" for it in rule.plain.references),
    ]
    return "\n\n".join(parts) + "\n"


def render_index(rules: Sequence[CompiledRule], first: Sequence[CompiledRule] = ()) -> str:
    """Return the page that names every rule, family by family; before them the `first` ones."""
    families = [(name, list(listed)) for name, listed in groupby(rules, lambda rule: rule.id.partition("/")[0])]
    sections = {**({"Begin with these": list(first)} if first else {}), **dict(families)}
    parts = [f"# The bundled rules\n{GENERATED}", count_rules(rules)]
    for name, listed in sections.items():
        head = f"## {name}\n\n| rule | severity | profile | promise |\n| --- | --- | --- | --- |\n"
        parts.append(head + "\n".join(map(_render_line, listed)))
    return "\n\n".join(parts) + "\n"


def count_rules(rules: Sequence[CompiledRule]) -> str:
    """Return how many rules there are, in words."""
    families = {rule.id.partition("/")[0] for rule in rules}
    sizes = (f"{sum(rule.plain.profile is it for rule in rules)} {it}" for it in Profile)
    attested = sum(rule.plain.attest for rule in rules)
    count = format_count(len(rules), "rule")
    return f"{count} in {len(families)} families: {', '.join(sizes)}; {attested} are decided by a statement."


def _render_line(rule: CompiledRule) -> str:
    plain = rule.plain
    return f"| [{rule.id}]({rule.id}.md) | {plain.severity} | {plain.profile} | {plain.title} |"


def _describe(rule: CompiledRule) -> str:
    plain = rule.plain
    about = "decided by a statement in the waiver file" if plain.attest else f"about the rows of `{rule.table}`"
    waits = ", ".join(f"`settings.{name}`" for name in rule.waits_for)
    return f"`{rule.id}` · {plain.severity} · {plain.profile} · {about}" + (f" · waits for {waits}" if waits else "")


def _join(prose: str) -> str:
    return " ".join(prose.split())


def _render_remediation(rule: CompiledRule) -> Iterator[str]:
    remediation = rule.plain.remediation
    if remediation is not None:
        body = f" with `{json.dumps(remediation.body)}`" if remediation.body else ""
        call = f"**The call.** `{remediation.operation}`{body}. {remediation.effect}"
        yield f"{call} `orglint fixes` writes it down for each finding; nothing sends it by itself."


def _render_promise(rule: CompiledRule, written: Mapping[str, Any]) -> Iterator[str]:
    if rule.plain.attest:
        return
    named = {**{f"let {name}": text for name, text in rule.plain.let.items()}, "where": written.get("where")}
    lines = [f"{name}:\n{text.rstrip()}" for name, text in {**named, "require": rule.plain.require}.items() if text]
    yield "## What it asks\n\n```text\n" + "\n\n".join(lines) + "\n```"
    if rule.plain.parameters:
        rows = (
            f"| `{it.name}` | {it.type} | `{json.dumps(it.default, ensure_ascii=False)}` | {it.meaning} |"
            for it in rule.plain.parameters.values()
        )
        yield "| parameter | type | default | meaning |\n| --- | --- | --- | --- |\n" + "\n".join(rows)


def _render_reads(rule: CompiledRule, tables: Mapping[str, Table]) -> Iterator[str]:
    if not rule.reads and not rule.counts:
        return
    read: dict[str, list[str]] = {name: [] for name in sorted({rule.table, *rule.counts})}
    for table, column in sorted(rule.reads):
        read.setdefault(table, []).append(f"`{column}`")
    named = {name: ", ".join(columns) or "which rows there are" for name, columns in sorted(read.items())}
    rows = (f"| {name} | {columns} | `{tables[name].scope}` |" for name, columns in named.items())
    yield "## What it reads\n\n| table | columns | scope of the key |\n| --- | --- | --- |\n" + "\n".join(rows)


def _render_controls(controls: Mapping[str, Iterable[Any]]) -> Iterator[str]:
    rows = [
        f"| {framework} | {', '.join(map(_name_control, listed))} |" for framework, listed in controls.items() if listed
    ]
    if rows:
        yield (
            "## Controls that it supports\n\n| framework | controls |\n| --- | --- |\n"
            + "\n".join(rows)
            + f"\n\n{_AIDS}"
        )


def _name_control(stated: Any) -> str:
    if not isinstance(stated, dict):
        return str(stated)
    bounds = " and ".join(f"`{name}` is at most {most}" for name, most in stated["at_most"].items())
    return f"{stated['id']} (while {bounds})"


def _render_examples(examples: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[str]:
    rows = [f"| {outcome} | {_render_example(it)} |" for outcome in _OUTCOMES for it in examples.get(outcome, ())]
    if rows:
        yield "## Examples\n\n| outcome | row | with |\n| --- | --- | --- |\n" + "\n".join(rows)


def _render_example(example: Mapping[str, Any]) -> str:
    row = {name: value for name, value in example.items() if name not in (*_SETTERS, "tables")}
    around = {name: example[name] for name in _SETTERS if name in example} | dict(example.get("tables", {}))
    return f"{_render_cell(row)} | {_render_cell(around)}"


def _render_cell(value: Mapping[str, Any]) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str).replace("|", "\\|")
    return f"`{text}`" if value else ""
