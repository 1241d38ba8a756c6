"""Compile the data of a rule file to a rule; all mistakes are reported together."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, TypeVar

from orglint import expressions
from orglint.documents import templates
from orglint.documents.strict_yaml import At, Document
from orglint.errors import ExpressionError, Mistake, RuleError
from orglint.expressions import NamedExpression, Scope
from orglint.expressions.cel.row_types import cel_type
from orglint.expressions.compiled import Compiled
from orglint.expressions.scope import NOTHING
from orglint.model.nearest import suggest_names
from orglint.model.rule import Parameter, Profile, Rule, Severity
from orglint.model.table import ColumnType, Table
from orglint.model.waiver_entry import WHOLE
from orglint.rulebook import examples
from orglint.rulebook.controls import find_unknown_bounds, select_controls
from orglint.rulebook.conversion import Note, ValuePath, setting_of
from orglint.rulebook.examples import SETTINGS
from orglint.rulebook.overrides import ParameterValues
from orglint.rulebook.pack import parse_type
from orglint.rulebook.plan import PLAN
from orglint.rulebook.remediation import build_remediation, check_remediation
from orglint.rulebook.rule import CompiledRule, Message
from orglint.rulebook.shown import compile_shown, describe_shown, list_deciding, list_subject_names

T = TypeVar("T", Compiled, NamedExpression)


@dataclass(slots=True)
class _RuleDraft:
    """One rule file that is being compiled: its document, its scope, and the mistakes found so far."""

    identity: str
    document: Document
    tables: Mapping[str, Table]
    scope: Scope
    overrides: ParameterValues
    mistakes: list[Mistake] = field(default_factory=list)
    doubts: list[Mistake] = field(default_factory=list)

    def note(self, at: At, text: str) -> None:
        """Note a mistake at a place of the document."""
        self.mistakes.append(self.document.mistake(at, text))

    def compiled(self, at: At, compile_: Callable[[str, Scope], T], source: str) -> T | None:
        """Return a compiled expression; None, and mistakes noted, if it has any."""
        try:
            made = compile_(source, self.scope)
        except ExpressionError as error:
            self.mistakes += (self.document.inside(at, mistake) for mistake in error.mistakes)
            return None
        compiled = made.compiled if isinstance(made, NamedExpression) else made
        self.doubts += (self.document.inside(at, doubt) for doubt in compiled.doubts)
        return made

    def compile_column(self, source: str) -> Compiled:
        """Return a compiled column of the row, which is there."""
        return expressions.compile_value(source, self.scope).compiled


def compile_rule(
    identity: str,
    document: Document,
    tables: Mapping[str, Table],
    scope: Scope,
    *,
    overrides: ParameterValues,
    setting: Mapping[str, Any] | None = None,
) -> CompiledRule:
    """Return the rule that a document of the right shape describes, or raise `RuleError` with all its mistakes.

    `overrides` sets parameters. `setting` sets more of them, as some examples do: the rule then has these examples, and
    those that set none if it is left out.
    """
    draft = _RuleDraft(identity, document, tables, scope, overrides)
    data = document.data
    if "attest" in data:
        return _describe_attested(draft)
    table = _find_table(draft, data["table"])
    if table is None:
        raise RuleError(tuple(draft.mistakes))
    given = setting or {}
    values = {name.removeprefix(SETTINGS): it for name, it in given.items() if name.startswith(SETTINGS)}
    draft.scope = draft.scope.with_row(table).with_settings(values)
    parameters = dict(_read_parameters(draft, data.get("params", {}), given))
    let = dict(_compile_lets(draft, data.get("let", {})))
    where = draft.compiled(("where",), expressions.compile_condition, data.get("where", "true"))
    require = draft.compiled(("require",), expressions.compile_condition, data["require"])
    message = _compile_message(draft, data["message"], table)
    lets = {name: named.compiled for name, named in let.items()}
    shown = compile_shown(data.get("show", ()), table, lets, compile_column=draft.compile_column, note=draft.note)
    examples = _read_examples(document, tables, scope.settings.kinds, note=draft.note)
    find_unknown_bounds(data.get("controls", {}), parameters, draft.note)
    check_remediation(data.get("remediation"), table, draft.note)
    if draft.mistakes or where is None or require is None:
        raise RuleError(tuple(sorted(draft.mistakes, key=lambda mistake: (mistake.line, mistake.column))))
    compiled = CompiledRule(
        _describe_rule(identity, document, table, parameters),
        where,
        require,
        lets,
        message,
        source=document.file,
        examples=tuple(it.example for it in examples if it.setting == (setting or {})),
        doubts=tuple(draft.doubts),
        required_at=_locate_key(document, ("require",)),
        shown=shown,
        plan=draft.scope.settings.values.get(PLAN),
        subject=expressions.compile_first(list_subject_names(table), draft.scope),
    )
    columns = [describe_shown(name, it.type) for name, it in shown.items()] or list_deciding(table, compiled)
    plain = replace(compiled.plain, reads=compiled.reads, counts=compiled.counts, columns=tuple(columns))
    return replace(compiled, plain=plain)


def _describe_attested(draft: _RuleDraft) -> CompiledRule:
    """Return a rule that a statement decides: it is about the whole organization, and its conditions read nothing."""
    table = draft.tables[WHOLE]
    nothing = expressions.compile_condition("true", draft.scope.with_row(table))
    plain = _describe_rule(draft.identity, draft.document, table, {})
    return CompiledRule(plain, nothing, nothing, source=draft.document.file)


def compile_rule_alone(
    identity: str, document: Document, tables: Mapping[str, Table], scope: Scope, *, overrides: ParameterValues
) -> tuple[CompiledRule, ...]:
    """Return the rule, as its file and the organization have it."""
    return (compile_rule(identity, document, tables, scope, overrides=overrides),)


def _describe_rule(identity: str, document: Document, table: Table, parameters: Mapping[str, Parameter]) -> Rule:
    """Return what the file says, apart from what only the compiled expressions know."""
    data, attest = document.data, "attest" in document.data
    return Rule(
        id=identity,
        title=data["title"],
        severity=Severity(data["severity"]),
        table=table.name,
        where="" if attest else data.get("where", "true"),
        require="" if attest else data["require"],
        why=data["why"].strip(),
        fix=data["fix"].strip(),
        let=data.get("let", {}),
        parameters=parameters,
        references=tuple(data.get("references", ())),
        controls=select_controls(data.get("controls", {}), parameters),
        sha256=sha256(document.text.encode()).hexdigest(),
        attest=attest,
        profile=Profile(data.get("profile", Profile.RECOMMENDED)),
        requires=data.get("requires", ""),
        variable=table.variable,
        remediation=build_remediation(data.get("remediation")),
    )


def _locate_key(document: Document, at: At) -> tuple[int, int]:
    return document.places[at].line, document.places[at].column


def compile_rule_per_setting(
    identity: str, document: Document, tables: Mapping[str, Table], scope: Scope, *, overrides: ParameterValues
) -> tuple[CompiledRule, ...]:
    """Return the rule, and once more for each setting of parameters that its examples have; each with its examples."""
    found = [compile_rule(identity, document, tables, scope, overrides=overrides)]
    if found[0].plain.attest:
        return tuple(found)
    mistakes: list[Mistake] = []
    for example in examples.select_distinct_settings(
        _read_examples(document, tables, scope.settings.kinds, note=_read_already)
    ):
        try:
            found.append(compile_rule(identity, document, tables, scope, overrides=overrides, setting=example.setting))
        except RuleError as error:
            whose = f"with the params of the example in line {example.example.line}"
            mistakes += (replace(mistake, text=f"{mistake.text} ({whose})") for mistake in error.mistakes)
    if mistakes:
        raise RuleError(tuple(mistakes))
    return tuple(found)


def _read_already(at: At, text: str) -> None:
    raise AssertionError(at, text)


def _read_examples(
    document: Document, tables: Mapping[str, Table], settings: Mapping[str, ColumnType], *, note: Note
) -> list[examples.ExampleWithParams]:
    kinds = {name: parse_type(it["type"]) for name, it in document.data.get("params", {}).items()}
    kinds |= {f"{SETTINGS}{name}": kind for name, kind in settings.items()}
    return examples.read_examples(document, tables[document.data["table"]], tables, kinds, note=note)


def _find_table(draft: _RuleDraft, name: str) -> Table | None:
    if name in draft.tables:
        return draft.tables[name]
    draft.note(("table",), f"there is no table {name}{suggest_names(name, draft.tables, 'there are')}")
    return None


def _read_parameters(
    draft: _RuleDraft, written: Mapping[str, Any], setting: Mapping[str, Any]
) -> Iterator[tuple[str, Parameter]]:
    for name, it in written.items():
        kind = parse_type(it["type"])
        mistakes = len(draft.mistakes)
        default = setting_of(kind, it["default"], ValuePath(("params", name, "default"), f"params.{name}", draft.note))
        if len(draft.mistakes) > mistakes:
            # it exists; that only its default is wrong is not a second mistake
            draft.scope = draft.scope.having(f"params.{name}", cel_type(kind), NOTHING)
            continue
        usual = _read_setting(draft, ("params", name, "setting"), it.get("setting"), kind, default)
        value = setting[name] if name in setting else _read_override(draft, name, kind, usual)
        draft.scope = draft.scope.with_parameter(name, kind, value)
        yield name, Parameter(name, it["type"], default, it["meaning"], value)


def _read_setting(draft: _RuleDraft, at: At, name: str | None, kind: ColumnType, default: Any) -> Any:
    """Return the value of the setting that a parameter takes its value from; its default where that has none."""
    settings = draft.scope.settings
    if name is None:
        return default
    if name not in settings.kinds:
        near = suggest_names(name, settings.kinds, "there are") if settings.kinds else ": no pack declares one"
        draft.note(at, f"there is no setting {name}{near}")
    elif settings.kinds[name] != kind:
        draft.note(at, f"the setting {name} has another type than the parameter")
    return settings.values.get(name, default)


def _read_override(draft: _RuleDraft, name: str, kind: ColumnType, default: Any) -> Any:
    """Return the value that was given to a parameter from outside; its default if there is none, or it is wrong."""
    given = draft.overrides.values.get(draft.identity, {})
    if name not in given:
        return default

    def note(at: At, text: str) -> None:
        draft.mistakes.append(draft.overrides.build_mistake(draft.identity, at, text))

    mistakes = len(draft.mistakes)
    value = setting_of(kind, given[name], ValuePath((name,), f"params.{name}", note))
    return default if len(draft.mistakes) > mistakes else value


def _compile_lets(draft: _RuleDraft, written: Mapping[str, str]) -> Iterator[tuple[str, NamedExpression]]:
    for name, source in written.items():
        at = ("let", name)
        if name in {*draft.scope.bindings, "params"}:
            draft.note(at, f"{name} is the name of something else already")
            continue
        named = draft.compiled(at, expressions.compile_value, source)
        if named is not None:
            draft.scope = draft.scope.with_let(name, named)
            yield name, named


def _compile_message(draft: _RuleDraft, text: str, table: Table) -> Message:
    parts: list[str | int] = []
    values: list[Compiled] = []
    try:
        for piece in templates.split_template(text):
            if not piece.is_expression:
                parts.append(piece.text)
                continue
            value = _compile_placeholder(draft, piece, table)
            if value is not None:
                parts.append(len(values))
                values.append(value)
    except templates.TemplateError as error:
        draft.note(("message",), f"a brace stands alone at column {error}: write it twice to mean itself")
    return Message(text, tuple(parts), tuple(values))


def _compile_placeholder(draft: _RuleDraft, piece: templates.Piece, table: Table) -> Compiled | None:
    try:
        compiled = expressions.compile_value(piece.text, draft.scope).compiled
        names = _list_row_names(table, piece.text.strip())
        return expressions.compile_first(names, draft.scope) if names else compiled
    except ExpressionError as error:
        for mistake in error.mistakes:
            moved = replace(mistake, column=mistake.column + piece.column - 1)
            draft.mistakes.append(draft.document.inside(("message",), moved))
        return None


def _list_row_names(table: Table, source: str) -> list[str]:
    """Return columns that name a row, best first, if the placeholder is its e-mail address or name; else nothing.

    A message about somebody whose address is hidden would otherwise name nobody.
    """
    called = table.called
    own = source.removeprefix(f"{table.variable}.")
    if own == source or own not in called:
        return []
    others = (name for name in called[called.index(own) + 1 :] if name != table.key)
    return [source, *(f"{table.variable}.{name}" for name in (*others, table.key))]
