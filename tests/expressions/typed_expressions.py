"""Random typed expressions over the small table, as text: every overload that is supported can be reached."""

from hypothesis import strategies as st

Texts = st.SearchStrategy[str]

COMPARE = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
EQUAL = st.sampled_from(["==", "!="])
MACRO = st.sampled_from(["exists", "all", "exists_one"])
PATTERNS = [
    "a",
    "^a$",
    "a.b",
    "[a-z]+",
    "(?i)ACTIVE",
    "^$",
    "é|a",
    r"\\.",
    "a{2,3}",
    "(a|b)*c?",
    r"\\d+",
    "^b",
    "(?s)a.b",
]
ZONES = [
    "UTC",
    "America/New_York",
    "Asia/Kathmandu",
    "+05:45",
    "-08:00",
    "02:00",
    "Europe/Dublin",
    "Australia/Lord_Howe",
]
WORDS = [
    '"active"',
    '"a"',
    '""',
    '"é"',
    r'"a\'b"',
    '"%"',
    r'"\n"',
    r'"\\"',
    '"A"',
    '" a "',
    '"12"',
    '"-3"',
    '"1.5e3"',
    '"true"',
    '"T"',
]
NUMERALS = [
    '"9223372036854775807"',
    '"9223372036854775808"',
    '"+1"',
    '"0x1"',
    '"1e400"',
    '"-inf"',
    '"NaN"',
    '" 7"',
    '"1_0"',
    '"."',
]
INSTANTS = ['"2024-02-29T00:00:00Z"', '"2024-02-30T00:00:00Z"', '"2024-01-01T00:00:00.5+01:00"', '"2024-01-01"', '"x"']


def cell(row: str, *columns: str) -> Texts:
    """Return cells of a row."""
    return st.sampled_from([f"{row}.{column}" for column in columns])


def booleans(depth: int, row: str = "thing", *, tables: bool = True) -> Texts:
    """Return expressions of type bool, nested at most `depth` deep."""
    leaves = st.one_of(
        cell(row, "mfa"),
        st.sampled_from(["true", "false"]),
        st.builds("has({})".format, cell(row, "last", "n", "claim", "claim.status", "roles", "score")),
        *(st.builds("({} {} {})".format, values(row), COMPARE, values(row)) for values in SCALARS),
        _of_lists(row),
        _of_texts(row),
        st.builds("(type({}) == {})".format, ints(row, 0), st.sampled_from(["int", "string", "double"])),
        st.builds("bool({})".format, strings(row, 0)),
    )
    if depth <= 0:
        return leaves
    inner = booleans(depth - 1, row, tables=tables)
    grown = [
        st.builds("({} && {})".format, inner, inner),
        st.builds("({} || {})".format, inner, inner),
        st.builds("!({})".format, inner),
        st.builds("({} ? {} : {})".format, inner, inner, inner),
        st.builds("({} {} {})".format, inner, EQUAL, inner),
        _over_lists(row),
    ]
    if tables:
        grown.append(_over_tables(depth, row))
    return st.one_of(leaves, *grown)


def strings(row: str, depth: int = 1) -> Texts:
    """Return expressions of type string."""
    leaves = st.one_of(
        cell(row, "status", "email", "claim.status", "roles[0]", "access[0].key"), st.sampled_from(WORDS)
    )
    if depth <= 0:
        return leaves
    inner, at = strings(row, depth - 1), ints(row, 0)
    few = st.sampled_from(["-1", "0", "1", "2", f"{row}.m"])
    return st.one_of(
        leaves,
        st.builds("({} + {})".format, inner, inner),
        st.builds(
            "string({})".format,
            st.one_of(ints(row, 0), doubles(row, 1), times(row, 0), durations(row, 0), uints(row, 0)),
        ),
        st.builds("string({})".format, cell(row, "mfa")),
        st.builds("{}.{}()".format, inner, st.sampled_from(["lowerAscii", "upperAscii", "trim"])),
        st.builds("{}.charAt({})".format, inner, few),
        st.builds("{}.substring({})".format, inner, few),
        st.builds("{}.substring({}, {})".format, inner, few, at),
        st.builds("{}.replace({}, {})".format, inner, inner, inner),
        st.builds("{}.replace({}, {}, {})".format, inner, inner, inner, few),
        st.builds("{}.split({}).join({})".format, inner, inner, inner),
        st.builds("{}.split({}, {}).join()".format, inner, inner, few),
        st.builds("({} ? {} : {})".format, cell(row, "mfa"), inner, inner),
        st.builds("{{'a': {}, 'b': {}}}[{}]".format, inner, inner, inner),
    )


def ints(row: str, depth: int = 1) -> Texts:
    """Return expressions of type int."""
    leaves = st.one_of(
        cell(row, "n", "m", "claim.level", "sizes[1]", "roles.size()", "email.size()", "access.size()"),
        st.builds("size({})".format, cell(row, "sizes", "status")),
        st.sampled_from(["0", "1", "-1", "3", "9223372036854775807", "-9223372036854775808"]),
        st.sampled_from([f"{row}.sizes[{row}.m]", f"{row}.roles.filter(r, r != 'a').size()"]),
    )
    if depth <= 0:
        return leaves
    inner, text = ints(row, depth - 1), strings(row, 0)
    zone = st.sampled_from(["", *(f"'{zone}'" for zone in ZONES)])
    return st.one_of(
        leaves,
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/%"), inner),
        st.builds("(-({}))".format, inner),
        st.builds(
            "int({})".format, st.one_of(doubles(row, 0), uints(row, 0), times(row, 0), text, st.sampled_from(NUMERALS))
        ),
        st.builds("{}.{}({})".format, times(row, 0), st.sampled_from(PARTS), zone),
        st.builds("{}.{}()".format, durations(row, 0), st.sampled_from(PARTS[-4:])),
        st.builds("{}.{}({})".format, text, st.sampled_from(["indexOf", "lastIndexOf"]), text),
        st.builds("{}.indexOf({}, {})".format, text, text, st.sampled_from(["-1", "0", "1", "9"])),
        st.builds("{{1: {}, 2: 5}}[{}]".format, inner, inner),
    )


PARTS = [
    "getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear",
    "getHours", "getMinutes", "getSeconds", "getMilliseconds",
]  # fmt: skip


def uints(row: str, depth: int = 1) -> Texts:
    """Return expressions of type uint."""
    leaves = st.one_of(
        st.sampled_from(["0u", "1u", "18446744073709551615u"]),
        st.builds("uint({})".format, cell(row, "n", "m", "score")),
    )
    if depth <= 0:
        return leaves
    inner = uints(row, depth - 1)
    return st.one_of(
        leaves,
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/%"), inner),
        st.builds("uint({})".format, st.one_of(strings(row, 0), st.sampled_from(NUMERALS))),
    )


def doubles(row: str, depth: int = 1) -> Texts:
    """Return expressions of type double."""
    leaves = st.one_of(
        cell(row, "score"), st.sampled_from(["0.0", "1.5", "-2.25", "1e308", "-0.0", "9223372036854775807.0"])
    )
    if depth <= 0:
        return leaves
    inner = doubles(row, depth - 1)
    return st.one_of(
        leaves,
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
        st.builds("(-({}))".format, inner),
        st.builds(
            "double({})".format, st.one_of(ints(row, 0), uints(row, 0), strings(row, 0), st.sampled_from(NUMERALS))
        ),
    )


def durations(row: str, depth: int = 1) -> Texts:
    """Return expressions of type duration."""
    leaves = st.one_of(
        st.sampled_from(
            ["duration('2160h')", "duration('0s')", "duration('-1s')", "duration('1.5s')", "duration('-90m1.25s')"]
        ),
        st.builds("days({})".format, ints(row, 0)),
        st.builds("({} - {})".format, cell(row, "last", "since"), st.just("now")),
    )
    if depth <= 0:
        return leaves
    inner = durations(row, depth - 1)
    apart = st.builds("({} - {})".format, times(row, 0), times(row, 0))
    return st.one_of(leaves, apart, st.builds("({} {} {})".format, inner, st.sampled_from("+-"), inner))


def times(row: str, depth: int = 1) -> Texts:
    """Return expressions of type timestamp."""
    leaves = st.one_of(
        cell(row, "last", "since", "access[0].seen"), st.sampled_from(["now", "timestamp('2024-02-29T00:00:00Z')"])
    )
    if depth <= 0:
        return leaves
    inner, span = times(row, depth - 1), durations(row, depth - 1)
    return st.one_of(
        leaves,
        st.builds("({} {} {})".format, inner, st.sampled_from("+-"), span),
        st.builds("({} + {})".format, span, inner),
        st.builds("timestamp({})".format, st.one_of(ints(row, 0), strings(row, 0), st.sampled_from(INSTANTS))),
    )


SCALARS = (strings, ints, uints, doubles, durations, times)


def _of_lists(row: str) -> Texts:
    words = st.sampled_from(
        [f"{row}.roles", "['a', 'active']", f"[{row}.email, 'a']", f"({row}.roles + ['a'])", f"{row}.status.split('')"]
    )
    whole = st.sampled_from([f"{row}.sizes", "[1, 2]", f"[{row}.m, 3]", f"({row}.sizes + {row}.sizes)"])
    return st.one_of(
        st.builds("({} in {})".format, strings(row, 0), words),
        st.builds("({} in {})".format, ints(row, 0), whole),
        st.builds("({} in [1.5, {}])".format, doubles(row, 1), doubles(row, 1)),
        st.builds("({} in {}.access.map(a, a.key))".format, strings(row, 0), st.just(row)),
        st.builds("({} in {}.sizes.map(s, s > 0, s - 1))".format, ints(row, 0), st.just(row)),
        st.builds("({} {} {})".format, words, EQUAL, words),
        st.builds("({} {} {})".format, whole, EQUAL, whole),
        st.builds("({} in {{'a': 1, 'active': {}}})".format, strings(row, 0), ints(row, 0)),
    )


def _of_texts(row: str) -> Texts:
    name = st.sampled_from(["contains", "startsWith", "endsWith"])
    return st.one_of(
        st.builds("{}.{}({})".format, strings(row, 1), name, strings(row, 0)),
        st.builds("{}.matches('{}')".format, strings(row, 1), st.sampled_from(PATTERNS)),
        st.builds("matches({}, '{}')".format, strings(row, 0), st.sampled_from(PATTERNS)),
    )


def _over_lists(row: str) -> Texts:
    of_roles = st.sampled_from(["r == 'a'", "r != 'active'", f"r == {row}.status", "r.contains('a')", "r.size() > 1"])
    of_sizes = st.sampled_from(["s > 0", f"s == {row}.n", f"s + {row}.m > 1", "s in [1, 7]", "s % 2 == 1"])
    of_access = st.sampled_from(
        [
            "a.key == 'a'",
            "now - a.seen > days(30)",
            "a.count > 1 && has(a.seen)",
            "!has(a.key)",
            f"a.key == {row}.status || {row}.mfa",
            f"{row}.roles.exists(r, r == a.key)",
            f"{row}.sizes.all(s, s > a.count || {row}.roles.exists(r, r == a.key))",
        ]
    )
    asked = [("roles", "r", of_roles), ("sizes", "s", of_sizes), ("access", "a", of_access)]
    plain = [st.builds(f"{row}.{column}.{{}}({name}, {{}})".format, MACRO, bodies) for column, name, bodies in asked]
    kept = [
        st.builds(f"{row}.{column}.filter({name}, {{}}).{{}}({name}, {{}})".format, bodies, MACRO, bodies)
        for column, name, bodies in asked
    ]
    of_known = st.sampled_from([f"w == {row}.status", f"{row}.roles.exists(r, r == w)", f"w < {row}.email"])
    known = st.builds("['a', 'active', 'é'].{}(w, {})".format, st.sampled_from(["exists", "all"]), of_known)
    few = st.builds("( ['a', 'active', 'é'].filter(w, {}).size() {} 1 )".format, of_known, COMPARE)
    return st.one_of(*plain, *kept, known, few)


def _over_tables(depth: int, row: str) -> Texts:
    bodies = booleans(min(depth - 1, 1), "o", tables=False)
    key = st.sampled_from(
        [
            ("status", "status"),
            ("n", "m"),
            ("email", "claim.status"),
            ("claim.status", "email"),
            ("status", "status + 'x'"),
        ]
    )
    joined = st.builds(lambda keys, body: f"o.{keys[0]} == {row}.{keys[1]} && {body}", key, bodies)
    turned = st.builds(lambda keys, body: f"{row}.{keys[1]} == o.{keys[0]} && {body}", key, bodies)
    alone = st.builds(lambda keys: f"o.{keys[0]} == {row}.{keys[1]}", key)
    body = st.one_of(bodies, joined, turned, alone)
    over_elements = st.builds(
        f"{row}.roles.{{}}(r, others.{{}}(o, {{}}))".format, st.sampled_from(["exists", "all"]), MACRO,
        st.one_of(st.just("o.status == r"), st.builds("o.status == r && {}".format, bodies), st.just("r in o.roles")),
    )  # fmt: skip
    return st.one_of(
        st.builds("others.{}(o, {})".format, MACRO, body),
        st.builds("others.filter(o, {}).{}(o, {})".format, body, MACRO, bodies),
        st.builds("(others.filter(o, {}).size() {} {})".format, body, COMPARE, st.sampled_from(["0", "1", "2"])),
        st.builds("(size(others) > {})".format, st.sampled_from(["0", "5"])),
        over_elements,
    )
