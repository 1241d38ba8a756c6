"""What a waiver file says, and every mistake in one at once, each at its place."""

import json
import random
import time
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from orglint.errors import RuleError
from orglint.model.acceptance import Acceptance
from orglint.model.attestation import Attestation
from orglint.model.statement import Statement
from orglint.model.waiver import Waiver
from orglint.settings.waivers_shape import load_waivers_schema
from settings.waiver_files import GOOD, TODAY, read


def mistakes_of(folder: Path, text: str, today: datetime = TODAY) -> list[str]:
    with pytest.raises(RuleError) as caught:
        read(folder, text, today)
    return str(caught.value).replace(f"{folder}/", "").splitlines()


def test_a_good_file_is_read_whole(tmp_path: Path) -> None:
    file, march, year = tmp_path / "waivers.yaml", date(2027, 3, 31), date(2027, 11, 28)
    january, may = date(2027, 1, 31), date(2027, 5, 1)
    found = read(tmp_path, GOOD)
    migration = Statement("The migration ends in March.", "it-ops", march, "SEC-12", place=f"{file}:3")
    robots = Statement("Robots", "it-ops", date(2026, 12, 1), place=f"{file}:12")
    merger = Statement("Seven until the merger", "ciso", year, organization="org-1", place=f"{file}:13")
    assert found.waivers == (
        Waiver("admins/managed-accounts", "712020:aa", migration, email="pat@agency.example"),
        Waiver("accounts/dormant", "service-*", robots, 3),
        Waiver("admins/count", "org-1", merger, when={"admins": 7}),
    )
    bots = Statement("Bots are counted", "it-ops", january, place=f"{file}:21")
    cleaned = Statement("Cleaned up", "it-ops", january, place=f"{file}:22")
    assert found.accepted == (
        Acceptance("users", 3, statement=bots),
        Acceptance("groups", snapshot="20261101T120000Z-1a2b3c", statement=cleaned),
    )
    said = Attestation(
        "recovery/tried",
        True,  # noqa: FBT003 - as the file has it
        Statement("Seen by two", "ciso", may, place=f"{file}:25"),
        date(2026, 11, 1),
    )
    assert found.attestations == (said,)


@pytest.mark.parametrize("text", ["waivers: []", "{}", "accepted: []\nattestations: {}"])
def test_a_file_may_excuse_nothing(tmp_path: Path, text: str) -> None:
    assert not any((read(tmp_path, text).waivers, read(tmp_path, text).accepted, read(tmp_path, text).attestations))


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("", "10:11: waivers.0.until must be text, it is null"),
        ("null", "10:12: waivers.0.until must be text, it is null"),
        ("''", '10:13: waivers.0.until must be a day such as 2027-03-31, without a time, it is ""'),
        ("soon", '10:12: waivers.0.until must be a day such as 2027-03-31, without a time, it is "soon"'),
        ("20270331", "10:12: waivers.0.until must be text, it is 20270331"),
        ("2027-02-30", "10:12: waivers.0.until is not a day of the calendar, written such as 2027-03-31"),
        ("0000-01-01", "10:12: waivers.0.until is not a day of the calendar, written such as 2027-03-31"),
        ('"2027-03-31\\n"', "10:13: waivers.0.until must be a day such as 2027-03-31, without a time"),
        ("2027-03-31T00:00:00Z", "must be a day such as 2027-03-31, without a time"),
        ("2027-03-31 00:00:00", "must be a day such as 2027-03-31, without a time"),
        ("2027-W13-3", "must be a day such as 2027-03-31"),
        ("[2027-03-31]", "10:12: waivers.0.until must be text"),
    ],
)
def test_W_1_an_end_that_is_no_day_is_refused(tmp_path: Path, until: str, said: str) -> None:
    found = mistakes_of(tmp_path, GOOD.replace("until: 2027-03-31", f"until: {until}"))
    assert len(found) == 1
    assert said in found[0]


def test_W_1_an_end_that_is_missing_is_refused(tmp_path: Path) -> None:
    assert mistakes_of(tmp_path, GOOD.replace("    until: 2027-03-31\n", "")) == [
        "waivers.yaml:3:5: waivers.0 needs until"
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("until: 2027-03-31", "until: 2027-11-30", "10:12: waivers.0.until is more than a year ahead: 2027-11-29 is"),
        (
            "until: 2027-01-31}\n  - {table: groups",
            "until: 2028-01-31}\n  - {table: groups",
            "accepted.0.until is more",
        ),
        ("until: 2027-05-01", "until: 2028-05-01", "attestations.recovery/tried.until is more than a year ahead"),
        ("    owner: it-ops\n", "", "3:5: waivers.0 needs owner"),
        ("    owner: it-ops", "    owner: ' '", '9:13: waivers.0.owner must be some text, it is " "'),
        ("reason: Robots", "reason: ''", '12:69: waivers.1.reason must be some text, it is ""'),
        ("reason: Robots, ", "", "12:5: waivers.1 needs reason"),
    ],
)
def test_W_9_no_owner_no_reason_or_an_end_too_far_away_is_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    broken = GOOD.replace(old, new)
    assert broken != GOOD
    found = mistakes_of(tmp_path, broken)
    assert len(found) == 1
    assert said in found[0]


@pytest.mark.parametrize("leap", [date(2027, 11, 28), date(2028, 2, 29), date(2027, 2, 28)])
def test_W_9_the_same_day_a_year_later_is_never_too_far_away(tmp_path: Path, leap: date) -> None:
    today = datetime(leap.year - 1, leap.month, min(leap.day, 28), 23, 59, tzinfo=UTC)
    text = f"waivers: [{{rule: admins/count, subject: o, when: {{admins: 1}}, reason: r, owner: o, until: {leap}}}]"
    assert read(tmp_path, text, today).waivers[0].statement.until == leap
    with pytest.raises(RuleError):
        read(tmp_path, text, today - timedelta(days=2))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("rule: admins/managed-accounts", "rule: admins/managed-account", "did you mean admins/managed-accounts?"),
        ("rule: accounts/dormant", "rule: dormant", "12:12: there is no rule dormant; did you mean accounts/dormant?"),
        ("  recovery/tried:\n", "  recovery/tired:\n", "no rule recovery/tired; did you mean recovery/tried?"),
        ("table: users", "table: user", "21:13: there is no table user; did you mean users?"),
        ("when: {admins: 7}", "when: {admin: 7}", "there is no evidence of admins/count admin; did you mean admins?"),
        ("    when: {admins: 7}\n", "", "13:5: admins/count is about the whole organization: its waiver needs when"),
        ("when: {admins: 7}", "when: {}", "when is empty: it needs at least 1"),
        ("when: {admins: 7}", "when: {admins: null}", "when.admins must be text, a number, true or false or a list"),
        ("max: 3, ", "", "a subject with * or ? needs max"),
        ("max: 3, ", "max: 1000000001, ", "waivers.1.max must be 1,000,000,000 or less"),
        ("max: 3, ", "max: 1e400, ", "is larger than any number that can be reckoned with"),
        ("difference: 3", f"difference: {10**40}", "accepted.0.difference must be 1,000,000,000 or less"),
        ("max: 3, ", "max: 0, ", "waivers.1.max must be 1 or more"),
        ("max: 3, ", "max: many, ", 'waivers.1.max must be a whole number, it is "many"'),
        ("subject: 712020:aa", "subject: 712020:aa\n    max: 1", "5:10: max is for a subject that is a pattern"),
        ("subject: 712020:aa", "subject: ''", "waivers.0.subject is empty: it needs some text"),
        ("subject: 712020:aa\n", "subjct: 712020:aa\n", "there is no key subjct; did you mean subject?"),
        ("difference: 3, ", "", "21:5: accepted.0 needs either difference or snapshot"),
        ("difference: 3, ", "difference: 3, snapshot: s, ", "21:5: accepted.0 needs either difference or snapshot"),
        ("on: 2026-11-01", "on: 2026-11-29", "attestations.recovery/tried.on is in the future: 2026-11-29"),
        ("holds: true", "holds: perhaps", "holds must be true or false"),
        ("waivers:\n", "waiver:\n", "there is no key waiver; did you mean waivers?"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_the_nearest_right_name(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    broken = GOOD.replace(old, new)
    assert broken != GOOD
    assert any(said in line for line in mistakes_of(tmp_path, broken)), mistakes_of(tmp_path, broken)


def test_all_mistakes_of_a_file_are_told_at_once_in_its_order(tmp_path: Path) -> None:
    broken = GOOD.replace("managed-accounts", "manged-accounts").replace("2026-12-01", "2026-13-01")
    broken = broken.replace("owner: ciso", "ownr: ciso", 1).replace("table: groups", "table: group")
    places = [line.split(": ")[0] for line in mistakes_of(tmp_path, broken)]
    assert places == [f"waivers.yaml:{it}" for it in ("3:11", "12:98", "13:5", "17:11", "22:13")]


def test_mutated_files_are_read_or_refused_soon_and_never_end_in_a_traceback(tmp_path: Path) -> None:
    draw, refused = random.Random(13), 0
    pieces = [*GOOD.split(), "&a", "*a", "!!x", "{", "]", "\x00", "é", "2027-02-30", "null", "[" * 40, "9" * 400, "? "]
    for _ in range(1000):
        text = GOOD
        for _ in range(draw.randint(1, 3)):
            at, length = draw.randrange(len(text) + 1), draw.choice([0, 1, 5, 30])
            text = f"{text[:at]}{draw.choice(['', *pieces])}{text[at + length :]}"
        began = time.process_time()
        with suppress(RuleError):
            read(tmp_path, text)
            refused -= 1
        refused += 1
        assert time.process_time() - began < 2
    assert 500 < refused < 1000


@pytest.mark.parametrize(
    "one", ["rule: x{0}, subject: a", "rule: admins/count, sub{0}: a", "rule: '{0}', subject: '*'"]
)
def test_a_file_with_a_mistake_in_every_line_is_refused_soon(tmp_path: Path, one: str) -> None:
    entries = "\n".join(f"- {{{one.format(number)}, reason: r, owner: o, until: soon}}" for number in range(3_000))
    began = time.process_time()
    found = mistakes_of(tmp_path, f"waivers:\n{entries}")
    assert time.process_time() - began < 10
    assert 200 <= len(found) <= 400


def test_the_schema_is_one_and_describes_every_member() -> None:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - only here

    schema = json.loads(json.dumps(load_waivers_schema()))
    Draft202012Validator.check_schema(schema)
    for shape in (schema, *(it for it in schema["$defs"].values() if "properties" in it)):
        assert all("description" in member for member in shape["properties"].values())
