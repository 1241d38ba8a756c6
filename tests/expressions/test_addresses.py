"""Our functions on addresses, against Python's own ipaddress and against the derived column of users."""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orglint import expressions
from orglint.errors import ExpressionError
from orglint.evaluate import expression as evaluator
from orglint.snapshots.derive import DerivationInputs, derive_column
from orglint.tables.derived import USERS
from support.expressions.small import NOW, TEXTS

FOUR = st.integers(0, 2**32 - 1).map(IPv4Address)
SIX = st.one_of(st.integers(0, 2**128 - 1), st.integers(0, 2**20), st.integers(0, 15).map(lambda n: n << 124)).map(
    IPv6Address
)
SPELLED = st.one_of(
    FOUR.map(str),
    SIX.map(str),
    SIX.map(lambda it: it.exploded.upper()),
    st.builds("{}:{}".format, st.sampled_from(["::", ":", "::ffff", "1:2:3:4:5:6", "1::2"]), FOUR),
)
RANGES = st.one_of(SPELLED, st.builds("{}/{}".format, SPELLED, st.integers(0, 130)))
NASTY = st.one_of(
    st.text("0123456789abcdefF:::...//% -", max_size=14),
    st.builds("{}{}{}".format, RANGES, st.sampled_from([" ", "\n", "%eth0", "/8", ".", ":", "0"]), st.just("")),
    st.sampled_from(
        [*TEXTS, "\u0663.2.3.4", "1.2.3.4/\u0668", "01.2.3.4", "1.2.3.4/08", "::/", "a" * 5, "1.2.3.4/0x8"]
    ),
)
MANY = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def oracle(text: str) -> IPv4Network | IPv6Network | None:
    """Return what ipaddress makes of a text, without what it allows beside CIDR: zones, netmasks, 08."""
    if "%" in text or ("/" in text and not re.search(r"/(0|[1-9][0-9]*)\Z", text, re.ASCII)):
        return None
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


def subnet(outer: IPv4Network | IPv6Network | None, inner: IPv4Network | IPv6Network | None) -> bool | None:
    if outer is None or inner is None:
        return None
    return outer.version == inner.version and inner.subnet_of(outer)  # type: ignore[arg-type]


def ours(engine: evaluator.Engine, source: str, **variables: Any) -> Any:
    stage = expressions.build_activation(variables, {}, source)
    return evaluator.evaluate_expression(
        engine, expressions.compile_value(source, stage.scope).compiled, stage, now=NOW
    )


@MANY
@given(texts=st.lists(st.one_of(RANGES, NASTY), min_size=20, max_size=60))
def test_a_text_is_a_range_where_ipaddress_says_so(engine: evaluator.Engine, texts: list[str]) -> None:
    known = [oracle(text) is not None for text in texts]
    assert ours(engine, "l.map(t, isCidr(t))", l=texts) == known


@MANY
@given(texts=st.lists(RANGES, min_size=20, max_size=60))
def test_a_prefix_has_the_length_that_ipaddress_says(engine: evaluator.Engine, texts: list[str]) -> None:
    networks = {text: network for text in texts if (network := oracle(text))}
    found = ours(engine, "l.map(t, cidrPrefix(t))", l=["::/0", *networks])
    assert found == [0, *(network.prefixlen for network in networks.values())]
    found = ours(engine, "l.map(t, cidrIsEverything(t))", l=["::/0", *networks])
    assert found == [True, *(network.prefixlen == 0 for network in networks.values())]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a range, and an address or range that lies in it, just beside it, or anywhere."""
    outer = draw(RANGES)
    network = oracle(outer)
    if network is None or draw(st.booleans()):
        return outer, draw(RANGES)
    first, size = int(network.network_address), network.num_addresses
    place = first + draw(st.sampled_from([-1, 0, 1, size // 2, size - 1, size]))
    kind = IPv4Address if network.version == 4 else IPv6Address
    inside = kind(min(max(place, 0), 2**network.max_prefixlen - 1))
    return outer, f"{inside}/{draw(st.integers(network.prefixlen, network.max_prefixlen))}"


@MANY
@given(asked=st.lists(pairs(), min_size=10, max_size=30))
def test_a_range_contains_what_ipaddress_says(engine: evaluator.Engine, asked: list[tuple[str, str]]) -> None:
    known = [("::/0", "::"), *(pair for pair in asked if all(map(oracle, pair)))]
    found = ours(engine, "l.map(p, cidrContains(p.outer, p.inner))", l=[{"outer": a, "inner": b} for a, b in known])
    assert found == [subnet(oracle(outer), oracle(inner)) for outer, inner in known]


@MANY
@given(pair=pairs())
def test_a_range_that_is_known_beforehand_contains_the_same(engine: evaluator.Engine, pair: tuple[str, str]) -> None:
    outer, inner = pair
    if oracle(outer) is None:
        with pytest.raises(ExpressionError):
            ours(engine, f"cidrContains('{outer}', t)", t=inner)
    else:
        assert ours(engine, f"cidrContains('{outer}', t)", t=inner) is subnet(oracle(outer), oracle(inner))


@MANY
@given(ranges=st.lists(st.one_of(RANGES, NASTY), min_size=1, max_size=4), pair=pairs())
def test_a_list_contains_what_one_of_its_ranges_does(
    engine: evaluator.Engine, ranges: list[str], pair: tuple[str, str]
) -> None:
    outer, inner = pair
    answers = [subnet(oracle(each), oracle(inner)) for each in [*ranges, outer]]
    expected = None if oracle(inner) is None else True if True in answers else None if None in answers else False
    assert ours(engine, "cidrContains(l, t)", l=[*ranges, outer], t=inner) is expected


@pytest.mark.parametrize("source", ["cidrContains('10.0.0.0/33', s)", "cidrContains(['::', 'x'], s)", "cidrPrefix('')"])
def test_a_malformed_range_that_is_known_beforehand_is_a_mistake(source: str) -> None:
    stage = expressions.build_activation({"s": "10.0.0.1"}, {}, source)
    with pytest.raises(ExpressionError, match=r"neither an IP address nor a range"):
        expressions.compile_value(source, stage.scope)


EMAILS = ["Ann@Example.COM", "a@b@C.d", '"x@y"@z.org', "a@b", "A+b@xn--Bcher-kva.example", "a @ b", "a@\u00e9.com"]


def test_a_domain_is_what_the_column_of_users_says(engine: evaluator.Engine) -> None:
    inputs = DerivationInputs("users", {"email": "false"}, NOW)
    column = next(it for it in USERS if it.name == "emailDomain")
    derived = derive_column(column, inputs).value
    listed = ", ".join(f"('{email}')" for email in EMAILS)
    rows = engine.fetch(f"SELECT {derived} FROM (VALUES {listed}) AS users(email)", {})
    assert ours(engine, "l.map(e, domain(e))", l=EMAILS) == [row[0] for row in rows]
