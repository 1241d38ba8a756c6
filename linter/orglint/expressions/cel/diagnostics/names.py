"""Unknown names: which known name may be meant, and what other languages' words are called in CEL."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from orglint.expressions.cel.functions import FUNCTIONS


def _format_signatures() -> dict[str, str]:
    """Return how each function of ours is written, all its forms together."""
    forms: dict[str, list[str]] = {}
    for it in FUNCTIONS:
        kinds = ", ".join(str(kind).lower().replace("<", "(").replace(">", ")") for kind in it.parameters)
        forms.setdefault(it.name, []).append(f"{it.name}({kinds})")
    return {name: " or ".join(found) for name, found in forms.items()}


USES: Mapping[str, str] = {
    "all": "list.all(x, condition on x)",
    "bool": "bool(text)",
    "charAt": "text.charAt(place)",
    "contains": "text.contains(part)",
    "double": "double(value)",
    "duration": "duration('36h')",
    "endsWith": "text.endsWith(part)",
    "exists": "list.exists(x, condition on x)",
    "exists_one": "list.exists_one(x, condition on x)",
    "filter": "list.filter(x, condition on x)",
    "getDate": "time.getDate()",
    "getDayOfMonth": "time.getDayOfMonth()",
    "getDayOfWeek": "time.getDayOfWeek()",
    "getDayOfYear": "time.getDayOfYear()",
    "getFullYear": "time.getFullYear()",
    "getHours": "time.getHours()",
    "getMinutes": "time.getMinutes()",
    "getMonth": "time.getMonth()",
    "getSeconds": "time.getSeconds()",
    "has": "has(row.field)",
    "indexOf": "text.indexOf(part)",
    "int": "int(value)",
    "join": "list.join(', ')",
    "lowerAscii": "text.lowerAscii()",
    "map": "list.map(x, value made of x)",
    "matches": "text.matches(pattern)",
    "replace": "text.replace(old, new)",
    "size": "list.size()",
    "split": "text.split(', ')",
    "startsWith": "text.startsWith(part)",
    "string": "string(value)",
    "substring": "text.substring(start, end)",
    "timestamp": "timestamp('2026-01-31T00:00:00Z')",
    "trim": "text.trim()",
    "type": "type(value) == int",
    "uint": "uint(value)",
    "upperAscii": "text.upperAscii()",
    **_format_signatures(),
}
"""How each function and macro is written."""

_ELSEWHERE: Mapping[str, str] = {
    "any": "exists",
    "casefold": "lowerAscii",
    "count": "size",
    "every": "all",
    "find": "indexOf",
    "includes": "contains",
    "index": "indexOf",
    "len": "size",
    "length": "size",
    "lower": "lowerAscii",
    "lowercase": "lowerAscii",
    "match": "matches",
    "regex": "matches",
    "search": "matches",
    "select": "filter",
    "some": "exists",
    "str": "string",
    "strip": "trim",
    "substr": "substring",
    "tolower": "lowerAscii",
    "tolowercase": "lowerAscii",
    "tostring": "string",
    "toupper": "upperAscii",
    "touppercase": "upperAscii",
    "upper": "upperAscii",
    "uppercase": "upperAscii",
    "where": "filter",
    "year": "getFullYear",
}
"""Functions of other languages, in small letters: what does the same here."""

_CONSTANTS: Mapping[str, str] = {
    "true": "true is written in small letters",
    "false": "false is written in small letters",
    "none": "there is no None; ask has(...) whether a field is there",
    "null": "null cannot be compared; ask has(...) whether a field is there",
    "nil": "there is no nil; ask has(...) whether a field is there",
    "undefined": "there is no undefined; ask has(...) whether a field is there",
    "today": "now is the time of the snapshot, without brackets",
    "now": "now is the time of the snapshot, without brackets",
    "not": "write ! before what it turns round: !(...)",
    "equals": "write ==",
    "isnull": "ask !has(...) whether a field is not there",
    "isempty": "ask list.size() == 0",
    "date": "a time is written timestamp('2026-01-31T00:00:00Z')",
    "datetime": "a time is written timestamp('2026-01-31T00:00:00Z')",
}
_LINE = 12
"""Names that are listed where none comes near."""


@dataclass(frozen=True, slots=True)
class Known:
    """Every name that an expression may use: the fields of each record type, and each variable with its type."""

    fields: Mapping[str, Iterable[str]]
    variables: Mapping[str, str]

    @property
    def rows(self) -> dict[str, str]:
        """The variables that are one row, by name the type of the row."""
        return {name: kind for name, kind in self.variables.items() if kind in self.fields}

    @property
    def tables(self) -> dict[str, str]:
        """The tables, by the type of their rows."""
        lists = [(kind[5:-1], name) for name, kind in self.variables.items() if kind.startswith("LIST<")]
        return {kind: name for kind, name in lists if kind in self.fields}


def explain_function(name: str, *, member: bool) -> str:
    """Return why a function does not exist, or does not take these arguments."""
    if name in USES:
        return f"{name} is written {USES[name]}"
    plain = name.lower().replace("_", "")
    by_letters = {known.lower(): known for known in USES}
    meant = _ELSEWHERE.get(plain) or by_letters.get(plain)
    if meant:
        return f"there is no function {name}: write {USES[meant]}"
    if plain in _CONSTANTS:
        return f"there is no function {name}: {_CONSTANTS[plain]}"
    close = get_close_matches(name, USES, n=1, cutoff=0.75)
    what = "no function that is called with a dot and is named" if member else "no function"
    hint = f"; did you mean {USES[close[0]]}?" if close else "; docs/language.md names those that there are"
    return f"there is {what} {name}{hint}"


def explain_variable(name: str, known: Known, *, compared: bool) -> str:
    """Return what is wrong with an unknown name; `compared` says that it is next to a `==`."""
    first, _, rest = name.partition(".")
    if first == "params":
        return f"there is no parameter {rest}{_suggest_parameter(rest, known)}"
    return (
        _explain_other_row(first, rest, known)
        or _explain_constant(name)
        or _suggest_field(name, known)
        or _suggest_variable(first, rest, known)
        or _explain_unknown_name(name, known, compared=compared)
    )


def suggest_nearest(name: str, known: Iterable[str]) -> str:
    """Return the nearest of the known names as the end of a sentence, else some of them."""
    names = sorted(set(known))
    close = get_close_matches(name, names, n=1, cutoff=0.6)
    by_letters = {it.lower(): it for it in names}
    meant = by_letters.get(name.lower()) or next(iter(close), "")
    return f"; did you mean {meant}?" if meant else _list_some_names(names)


def _list_some_names(names: list[str]) -> str:
    return f"; it has {_join_some(names)}" if names else ""


def _join_some(names: list[str]) -> str:
    return f"{', '.join(names[:_LINE])}{' ...' if len(names) > _LINE else ''}"


def _suggest_parameter(name: str, known: Known) -> str:
    declared = [it.removeprefix("params.") for it in known.variables if it.startswith("params.")]
    if not declared:
        return "; this rule declares none (params:)"
    close = get_close_matches(name, declared, n=1)
    return f"; did you mean params.{close[0]}?" if close else f"; there are {', '.join(sorted(declared))}"


def _explain_other_row(name: str, rest: str, known: Known) -> str:
    """Return what to do about the row variable of a table that the rule is not about."""
    kind = f"orglint.{name}"
    if kind not in known.fields or name in known.variables:
        return ""
    if kind not in known.tables:
        return f"{name} is a row of another table than the one that this is about"
    table = known.tables[kind]
    about = f", and this is about {' and '.join(known.rows)}" if known.rows else ""
    return f"{name} is a row of {table}{about}: ask {table}.exists({name}, {name}.{rest or '...'} ...)"


def _explain_constant(name: str) -> str:
    return _CONSTANTS.get(name.lower(), "")


def _suggest_field(name: str, known: Known) -> str:
    """Return the row that has a field of this name, or nearly."""
    for row, kind in known.rows.items():
        if close := get_close_matches(name, list(known.fields[kind]), n=1, cutoff=0.8):
            return f"there is nothing called {name}; did you mean {row}.{close[0]}?"
    return ""


def _suggest_variable(first: str, rest: str, known: Known) -> str:
    close = get_close_matches(first.lower(), known.variables, n=1, cutoff=0.6)
    dotted = f".{rest}" * bool(rest)
    return f"there is nothing called {first}; did you mean {close[0]}{dotted}?" if close else ""


def _explain_unknown_name(name: str, known: Known, *, compared: bool) -> str:
    if compared and name.isidentifier() and len(name) > 1:
        return f"there is nothing called {name}; a text stands in quotes: '{name}'"
    return f"there is nothing called {name}; known here: {_join_some(sorted(known.variables))}"
