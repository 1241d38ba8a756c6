"""Templates of typed expressions, by the kind of what they give.

A template has slots: `<int>` is an expression of that kind, `<int^>` one that does not
know the newest variable, `<@string>` a cell of the newest variable, `<+int>` a new variable, `<~int>` one that takes
the place of the newest, `<$list(int)>` a list that is known beforehand, `<+$int>` a new variable for its elements,
`<%compare>` one word of a list.

`levels` are maps of texts to whole numbers, `titles` of whole numbers to texts; `access` and `claim` are records of a
thing, `held` and `claimed` those of another one. An `age` is a text that may say a duration, none finer
than a microsecond, which is unknown here by design (so no two are joined); a `moment` one that may say a time, as
RFC 3339 writes it or not at all: the official evaluator takes years of three digits too. A `tail` is what is left of an
`age` without its beginning: it may say a longer time than any of those. No map has a key twice:
that is an error as any other, and the official evaluator ends there, even where `||` would absorb the error.

A `span` is a duration of any length, a `duration` one of at most 292 years: of longer ones the official evaluator makes
wrong sums and differences (it counts nanoseconds, and takes what they cannot count for the most that they can).
"""

from collections.abc import Iterator, Mapping

SCALARS = ("bool", "int", "uint", "double", "string", "timestamp", "duration")
ELEMENTS = ("string", "int", "double", "bool", "timestamp", "uint", "duration")
RECORDS = ("access", "held")
SINGLE = (*RECORDS, "claim", "claimed")
ROWS = {"things": "thing", "others": "other"}
_CONVERTED = {
    "int": ("int", "uint", "double", "string", "timestamp"),
    "uint": ("int", "uint", "double", "string"),
    "double": ("int", "uint", "double", "string"),
    "string": SCALARS,
    "timestamp": ("timestamp", "int", "moment"),
    "duration": ("duration",),
    "bool": ("bool", "string"),
}
_ARITHMETIC = {"int": "whole", "uint": "whole", "double": "real"}


def _of_every_kind(kind: str) -> tuple[str, ...]:
    converted = tuple(f"{kind}(<{other}>)" for other in _CONVERTED.get(kind, ()))
    sums = (f"(<{kind}> <%{_ARITHMETIC[kind]}> <{kind}>)",) if kind in _ARITHMETIC else ()
    return (
        *sums,
        *converted,
        f"(<bool> ? <{kind}> : <{kind}>)",
        f"<list({kind})>[<few>]",
        f"{{'a': <{kind}>, 'active': <{kind}>}}[<string>]",
        f"{{0: <{kind}>, 1: <{kind}>}}[<few>]",
        f"{{true: <{kind}>, false: <{kind}>}}[<bool>]",
    )


def _lists(kind: str) -> tuple[str, ...]:
    mapped = [
        template
        for other in (*ELEMENTS, *RECORDS)
        for template in (
            f"<list({other})>.map(<+{other}>, <{kind}>)",
            f"<list({other})>.map(<+{other}>, <bool>, <{kind}>)",
        )
        if kind not in RECORDS
    ]
    return (
        f"(<list({kind})> + <list({kind})>)",
        f"<list({kind})>.filter(<+{kind}>, <bool>)",
        f"(<bool> ? <list({kind})> : <list({kind})>)",
        f"[<{kind}>, <{kind}>]",
        f"[<{kind}>]",
        f"[<list({kind})>, <list({kind})>][<few>]",
        f"<list(string)>.map(<+string>, <list({kind})>)[<few^>]",
        *mapped,
        *(_of_rows(kind) if kind in ("string", "int", "timestamp") else ()),
    )


def _asked_of_lists() -> Iterator[str]:
    for kind in (*ELEMENTS, *RECORDS):
        yield f"<list({kind})>.exists(<+{kind}>, <bool>)"
        yield f"<list({kind})>.all(<+{kind}>, <bool>)"
        yield f"<list({kind})>.exists_one(<+{kind}>, <bool>)"
    for kind in ("string", "int"):
        yield f"<$list({kind})>.exists(<+${kind}>, <bool>)"
        yield f"<$list({kind})>.all(<+${kind}>, <bool>)"
        yield f"<$list({kind})>.exists_one(<+${kind}>, <bool>)"


def _equal() -> Iterator[str]:
    """Yield questions whether lists, records, and lists of those are equal, or in one another."""
    for kind in (*ELEMENTS, *RECORDS):
        yield f"(<list({kind})> <%equal> <list({kind})>)"
        yield f"(<list({kind})> in [<list({kind})>, <list({kind})>])"
        yield f"([<list({kind})>] <%equal> [<list({kind})>])"
    for kind in SINGLE:
        yield f"(<{kind}> <%equal> <{kind}>)"
        yield f"(<{kind}> in [<{kind}>, <{kind}>])"
        yield f"([<{kind}>, <{kind}>] <%equal> [<{kind}>, <{kind}>])"
    yield from (f"(<{kind}> in <list({kind})>)" for kind in RECORDS)


def _asked_of_maps() -> Iterator[str]:
    for maps, key in (("levels", "string"), ("titles", "int")):
        yield from (f"<{maps}>.{macro}(<+{key}>, <bool>)" for macro in ("exists", "all", "exists_one"))
        yield f"(<{key}> in <{maps}>)"
    yield from ("has(<levels>.a)", "has(<levels>.b)", "has({'a': <levels>, 'c': <levels>}.a.active)")
    yield "(<string> in {'a': <titles>})"


def _maps(maps: str, key: str, value: str) -> tuple[str, ...]:
    return (
        f"{{<{key}>: <{value}>}}",
        f"(<bool> ? <{maps}> : <{maps}>)",
        f"{{'a': <{maps}>, 'active': <{maps}>}}[<string>]",
        f"{{'a': <{maps}>, ('b' + <string>): <{maps}>}}.a",
        f"{{0: <{maps}>}}[<few>]",
    )


def _lists_of_lists() -> Iterator[str]:
    for kind in ("string", "int", "double"):
        each = f"<+list({kind})>, <bool>"
        yield from (f"[<list({kind})>, <list({kind})>].{macro}({each})" for macro in ("exists", "all", "exists_one"))
        yield f"<list(string)>.map(<+string>, <list({kind})>).exists(<~list({kind})>, <bool>)"


_BY_KEY = (
    "(<@string> == <string^>)",
    "(<string^> == <@string>)",
    "(<@int> == <int^>)",
    "(<@string> == <string^> && <bool>)",
    "(<bool> && <int^> == <@int>)",
    "(<@string> == <string^> && <@int> == <int^>)",
    "(<@string> != <string^> || <bool>)",
    "(<string^> in <@list(string)>)",
    "(<@string> in <list(string)^>)",
)
_CONDITIONS = ("<bool>", *_BY_KEY)


def _of_rows(kind: str) -> Iterator[str]:
    """Yield lists of what is made of a table's rows."""
    for table, row in ROWS.items():
        yield f"{table}.map(<+{row}>, <{kind}>)"
        yield f"{table}.map(<+{row}>, <bool>, <{kind}>)"
        yield f"{table}.filter(<+{row}>, <bool>).map(<~{row}>, <{kind}>)"
        yield f"{table}.map(<+{row}>, <@{kind}>).filter(<~{kind}>, <bool>)"


def _asked_of_tables() -> Iterator[str]:
    for table, row in ROWS.items():
        for macro in ("exists", "all", "exists_one"):
            yield from (f"{table}.{macro}(<+{row}>, {condition})" for condition in _CONDITIONS)
            yield f"{table}.filter(<+{row}>, <bool>).{macro}(<~{row}>, <bool>)"
            yield f"{table}.filter(<+{row}>, (<@string> == <string^>)).{macro}(<~{row}>, <bool>)"
        yield f"{table}.filter(<+{row}>, <bool>).filter(<~{row}>, <bool>).exists(<~{row}>, <bool>)"
        yield f"{table}.map(<+{row}>, <@string>).exists(<~string>, <bool>)"
        yield f"(<string> in {table}.map(<+{row}>, <@string>))"
        yield f"(<int> in {table}.filter(<+{row}>, <bool>).map(<~{row}>, <@int>))"


def _counted() -> Iterator[str]:
    for table, row in ROWS.items():
        yield from (f"size({table})", f"{table}.size()")
        yield from (f"{table}.filter(<+{row}>, {condition}).size()" for condition in _CONDITIONS)
        yield f"size({table}.filter(<+{row}>, <bool>).filter(<~{row}>, <bool>))"


TEMPLATES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "bool": (
        ("(<bool> && <bool>)", "(<bool> || <bool>)", "!(<bool>)"),
        tuple(f"(<{kind}> <%order> <{kind}>)" for kind in (*SCALARS, "span")),
        tuple(f"(<{kind}> <%equal> <{kind}>)" for kind in (*SCALARS, "span")),
        (*_of_every_kind("bool"), *(f"(type(<{kind}>) <%equal> <%type>)" for kind in SCALARS)),
        (
            *(f"(<{kind}> in <list({kind})>)" for kind in ELEMENTS),
            *_asked_of_maps(),
            "(<string> in {})",
        ),
        tuple(_equal()),
        (
            *(f"<string>.{test}(<string>)" for test in ("contains", "startsWith", "endsWith")),
            "<string>.matches(<%pattern>)",
            "matches(<string>, <%pattern>)",
            "isCidr(<net>)",
            "cidrIsEverything(<net>)",
            "cidrContains(<net>, <net>)",
            "cidrContains(<nets>, <net>)",
        ),
        (*_asked_of_lists(), *_lists_of_lists()),
        tuple(_asked_of_tables()),
    ),
    "int": (
        (*_of_every_kind("int"), "(-(<int>))", "<levels>[<string>]", "<levels>.a", "{'a': <levels>}.a.active"),
        ("(<int> <%whole> <int>)",),
        ("<timestamp>.<%part>()", "<timestamp>.<%part>(<%zone>)"),
        (
            "<duration>.<%span>()",
            "<span>.<%span>()",
            "<string>.indexOf(<string>)",
            "<string>.indexOf(<string>, <few>)",
            "<string>.lastIndexOf(<string>)",
            "<string>.lastIndexOf(<string>, <few>)",
            "<string>.indexOf(<string>, <int>)",
            "<string>.lastIndexOf(<string>, <int>)",
            "<string>.size()",
            "size(<string>)",
            "cidrPrefix(<net>)",
        ),
        (
            *(f"<list({kind})>.size()" for kind in (*ELEMENTS, *RECORDS)),
            *(f"size(<list({kind})>)" for kind in (*ELEMENTS, *RECORDS)),
            *(asked for maps in ("levels", "titles") for asked in (f"size(<{maps}>)", f"<{maps}>.size()")),
        ),
        tuple(_counted()),
    ),
    "moment": (
        ("(<bool> ? <moment> : <moment>)", "[<moment>, <moment>][<few>]", "<moment>.trim()"),
        ("string(<timestamp>)", "string(<timestamp>).upperAscii()"),
    ),
    "net": (("(<bool> ? <net> : <net>)", "<nets>[<few>]"),),
    "nets": (("[<net>, <net>]", "<nets>.filter(<+net>, <bool>)"),),
    "few": (("(<few> + 1)", "<string>.indexOf(<string>)", "<list(string)>.size()"),),
    "uint": (_of_every_kind("uint"),),
    "double": ((*_of_every_kind("double"), "(-(<double>))"),),
    "string": (
        _of_every_kind("string"),
        (
            "string(<span>)",
            "string(<duration>)",
            "<titles>[<int>]",
            "(<string> + <string>)",
            "<string>.<%folded>()",
            "<string>.reverse()",
            "<string>.charAt(<few>)",
            "<string>.substring(<few>)",
            "<string>.substring(<few>, <few>)",
            "<string>.replace(<string>, <string>)",
            "<string>.replace(<string>, <string>, <few>)",
            "<string>.substring(<int>, <int>)",
            "<string>.charAt(<int>)",
            "<string>.replace(<string>, <string>, <int>)",
            "domain(<string>)",
            "<list(string)>.join()",
            "<list(string)>.join(<string>)",
        ),
    ),
    "timestamp": (
        _of_every_kind("timestamp"),
        ("(<timestamp> <%sum> <duration>)", "(<timestamp> + <span>)", "(<duration> + <timestamp>)"),
    ),
    "duration": (
        _of_every_kind("duration"),
        ("(<duration> <%sum> <duration>)", "(<timestamp> - <timestamp>)", "days(<few>)"),
        ("duration(<age>)", "duration(string(<duration>))"),
    ),
    "span": (
        ("days(<int>)", "(<bool> ? <span> : <span>)", "{0: <span>, 1: <duration>}[<few>]"),
        ("duration(<age>)", "duration(<tail>)", "duration(<string>)", "duration(string(<span>))"),
    ),
    "age": (("(<bool> ? <age> : <age>)", "<age>.trim()", "[<age>, <age>][<few>]"),),
    "tail": (("<age>.substring(<few>)", "<tail>.substring(<few>)", "(<bool> ? <age> : <tail>)"),),
    "levels": (
        (*_maps("levels", "string", "int"), "{'a': <int>, 'active': <int>}", "{'a': <int>, ('b' + <string>): <int>}"),
    ),
    "titles": ((*_maps("titles", "int", "string"), "{0: <string>, 7: <string>}"),),
    **{kind: ((f"(<bool> ? <{kind}> : <{kind}>)", f"[<{kind}>, <{kind}>][<few>]"),) for kind in SINGLE},
    "list(string)": (
        _lists("string"),
        (
            "<string>.split(<string>)",
            "<string>.split(<string>, <few>)",
            "<string>.split(<string>, <int>)",
            "<$list(string)>.filter(<+$string>, <bool>)",
            "<$list(string)>.map(<+$string>, <string>)",
        ),
    ),
    **{f"list({kind})": (_lists(kind),) for kind in (*ELEMENTS[1:], *RECORDS)},
}
"""What an expression of a kind may be made of, in groups: each group is chosen as often as another."""
