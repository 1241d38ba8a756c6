"""Random typed expressions over the small table, as text: every overload that is supported can be reached."""

from collections.abc import Callable

from hypothesis import strategies as st

Texts = st.SearchStrategy[str]

COMPARE = ("==", "!=", "<", "<=", ">", ">=")


def booleans(depth: int, row: str = "thing", *, tables: bool = True) -> Texts:
    """Return expressions of type bool, nested at most `depth` deep."""
    leaves = st.one_of(
        st.sampled_from([f"{row}.mfa", "true", "false", f"has({row}.last)", f"has({row}.n)", f"has({row}.claim)"]),
        st.sampled_from([f"has({row}.claim.status)", f"has({row}.roles)"]),
        _compared(strings(row), row),
        _compared(ints(row, 1), row),
        _compared(times(row, 1), row),
        _compared(durations(row, 1), row),
        _compared(doubles(row), row),
        _membership(row),
        _called(row),
    )
    if depth <= 0:
        return leaves
    inner = booleans(depth - 1, row, tables=tables)
    grown = [
        st.builds("({} && {})".format, inner, inner),
        st.builds("({} || {})".format, inner, inner),
        st.builds("!({})".format, inner),
        st.builds("({} ? {} : {})".format, inner, inner, inner),
        _over_lists(depth, row),
    ]
    if tables:
        grown.append(_over_tables(depth, row))
    return st.one_of(leaves, *grown)


def _compared(values: Texts, row: str) -> Texts:
    del row
    return st.builds("({} {} {})".format, values, st.sampled_from(COMPARE), values)


def strings(row: str) -> Texts:
    cells = st.sampled_from(
        [f"{row}.status", f"{row}.email", f"{row}.claim.status", f"{row}.roles[0]", f"{row}.access[0].key"]
    )
    words = st.sampled_from(['"active"', '"a"', '""', '"é"', r'"a\'b"', '"%"', r'"\n"', r'"\\"', '"A"'])
    return st.one_of(
        cells, words, st.builds("({} + {})".format, cells, words), st.builds("string({})".format, ints(row, 0))
    )


def ints(row: str, depth: int) -> Texts:
    leaves = st.one_of(
        st.sampled_from([f"{row}.n", f"{row}.m", f"{row}.claim.level", f"{row}.sizes[1]", f"{row}.roles.size()"]),
        st.sampled_from([f"size({row}.sizes)", f"{row}.email.size()", f"size({row}.status)", f"{row}.access.size()"]),
        st.sampled_from(["0", "1", "-1", "3", "9223372036854775807", "-9223372036854775807"]),
        st.sampled_from([f"{row}.sizes[{row}.m]", f"{row}.roles.filter(r, r != 'a').size()"]),
    )
    if depth <= 0:
        return leaves
    inner = ints(row, depth - 1)
    grown = st.builds("({} {} {})".format, inner, st.sampled_from("+-*"), inner)
    return st.one_of(leaves, grown, st.builds("(-({}))".format, inner))


def doubles(row: str) -> Texts:
    return st.sampled_from([f"{row}.score", "0.0", "1.5", "-2.25", "1e308", "-0.0"])


def durations(row: str, depth: int) -> Texts:
    leaves = st.one_of(
        st.sampled_from(["duration('2160h')", "duration('0s')", "duration('-1s')", "duration('1.5s')"]),
        st.builds("days({})".format, ints(row, 0)),
        st.builds("({} - {})".format, times(row, 0), times(row, 0)),
    )
    if depth <= 0:
        return leaves
    inner = durations(row, depth - 1)
    return st.one_of(leaves, st.builds("({} {} {})".format, inner, st.sampled_from("+-"), inner))


def times(row: str, depth: int) -> Texts:
    leaves = st.sampled_from(
        [f"{row}.last", f"{row}.since", "now", "timestamp('2024-02-29T00:00:00Z')", f"{row}.access[0].seen"]
    )
    if depth <= 0:
        return leaves
    inner, span = times(row, depth - 1), durations(row, depth - 1)
    return st.one_of(
        leaves,
        st.builds("({} {} {})".format, inner, st.sampled_from("+-"), span),
        st.builds("({} + {})".format, span, inner),
    )


def _membership(row: str) -> Texts:
    return st.one_of(
        st.builds(
            "({} in {})".format,
            strings(row),
            st.sampled_from([f"{row}.roles", "['a', 'active']", f"[{row}.email, 'a']"]),
        ),
        st.builds("({} in {})".format, ints(row, 0), st.sampled_from([f"{row}.sizes", "[1, 2]", f"[{row}.m, 3]"])),
        st.builds("({} in {}.access.map(a, a.key))".format, strings(row), st.just(row)),
        st.builds("({} in {}.sizes.map(s, s > 0, s - 1))".format, ints(row, 0), st.just(row)),
    )


def _called(row: str) -> Texts:
    name = st.sampled_from(["contains", "startsWith", "endsWith"])
    return st.builds("{}.{}({})".format, strings(row), name, strings(row))


def _over_lists(depth: int, row: str) -> Texts:
    macro = st.sampled_from(["exists", "all", "exists_one"])
    elements: list[tuple[str, str, Callable[[], Texts]]] = [
        ("roles", "r", lambda: st.sampled_from(["r == 'a'", "r != 'active'", f"r == {row}.status", "r.contains('a')"])),
        ("sizes", "s", lambda: st.sampled_from(["s > 0", f"s == {row}.n", f"s + {row}.m > 1", "s in [1, 7]"])),
        (
            "access",
            "a",
            lambda: st.sampled_from(
                [
                    "a.key == 'a'",
                    "now - a.seen > days(30)",
                    "a.count > 1 && has(a.seen)",
                    "!has(a.key)",
                    f"a.key == {row}.status || {row}.mfa",
                    f"{row}.roles.exists(r, r == a.key)",
                ]
            ),
        ),
    ]
    plain = [
        st.builds(f"{row}.{column}.{{}}({name}, {{}})".format, macro, bodies()) for column, name, bodies in elements
    ]
    kept = [
        st.builds(f"{row}.{column}.filter({name}, {{}}).{{}}({name}, {{}})".format, bodies(), macro, bodies())
        for column, name, bodies in elements
    ]
    known = st.builds(
        "['a', 'active', 'é'].{}(w, {})".format,
        st.sampled_from(["exists", "all"]),
        st.sampled_from([f"w == {row}.status", f"{row}.roles.exists(r, r == w)"]),
    )
    few = st.builds(
        "['a', 'active', 'é'].filter(w, {}).size() {} 1".format,
        st.sampled_from([f"w == {row}.status", f"{row}.roles.exists(r, r == w)", f"w < {row}.email"]),
        st.sampled_from(COMPARE),
    )
    del depth
    return st.one_of(*plain, *kept, known, few)


def _over_tables(depth: int, row: str) -> Texts:
    bodies = booleans(min(depth - 1, 1), "o", tables=False)
    joined = st.builds(f"o.status == {row}.status && {{}}".format, bodies)
    body = st.one_of(bodies, joined)
    return st.one_of(
        st.builds("others.{}(o, {})".format, st.sampled_from(["exists", "all", "exists_one"]), body),
        st.builds(
            "others.filter(o, {}).{}(o, {})".format, bodies, st.sampled_from(["exists", "all", "exists_one"]), body
        ),
        st.builds(
            "others.filter(o, {}).size() {} {}".format,
            bodies,
            st.sampled_from(COMPARE),
            st.sampled_from(["0", "1", "2"]),
        ),
        st.builds("size(others) > {}".format, st.sampled_from(["0", "5"])),
    )
