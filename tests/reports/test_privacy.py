"""What may be shown of results: built by hand, and any."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from orglint.model.findings import Finding, ListedFindings, Outcome
from orglint.model.privacy import Privacy
from orglint.model.result import Result
from orglint.model.rule import Severity
from orglint.model.statement import Statement
from orglint.model.waiver import Waiver, WaiverState, WaiverUse
from orglint.reports import FORMATS, Format
from orglint.reports.privacy import PseudonymKey, conceal_result
from orglint.reports.privacy.texts import hide_mails, replace_accounts
from orglint.results import read_result, write_result
from orglint.tables import known_tables
from orglint.tables.privacy import Says, classify_column, has_named_rows
from support import random_results, results
from support.outputs import join_text
from support.searching import at_full

KEY = PseudonymKey("k" * 32)


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("users.email", Says.WHO),
        ("users.name", Says.WHO),
        ("users.picture", Says.WHO),
        ("users.jobTitle", Says.WHO),
        ("users.accountId", Says.WHICH),
        ("users.status", Says.NOTHING),
        ("users.lastActive", Says.NOTHING),
        ("user_roles.accountId", Says.WHICH),
        ("managed_accounts.account_id", Says.WHICH),
        ("managed_accounts.email", Says.WHO),
        ("groups.name", Says.NOTHING),
        ("policies.type", Says.NOTHING),
        ("users.aColumnOfTomorrow", Says.WHO),
        ("aTableOfTomorrow.name", Says.WHO),
    ],
)
def test_a_column_says_who_somebody_is_unless_it_is_declared_not_to(place: str, says: Says) -> None:
    assert classify_column(*place.split(".")) is says


def test_what_is_declared_is_there() -> None:
    from orglint.tables.privacy import _OF_NOBODY  # noqa: PLC0415 - a misspelt name would declare nothing

    tables = known_tables()
    assert {
        (table, it) for table, columns in _OF_NOBODY.items() for it in columns - tables[table].columns.keys()
    } == set()
    assert {name for name in tables if has_named_rows(name)} >= {"users", "managed_accounts"}
    assert not has_named_rows("groups")


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("ask ada@example.com, please", "ask (not shown), please"),
        ("<ada.l+x@sub.exämple.org>", "<(not shown)>"),
        ("'ada@x'|bob@y", "'(not shown)'|(not shown)"),
        ("user.email.endsWith('@acme.example')", "user.email.endsWith('@acme.example')"),
        ("none @ all", "none @ all"),
    ],
)
def test_mail_addresses_are_hidden_wherever_they_stand(text: str, hidden: str) -> None:
    assert hide_mails(text) == hidden


def test_ids_of_accounts_are_replaced_and_digests_are_not() -> None:
    new, old, digest = "712020:0000002a-4b1d-4c7e-9a52-0c5d3c1e7f00", "5f" + "0" * 22, "5f" * 32
    assert replace_accounts(f"{new}, {old} {digest}", lambda _: "p") == f"p, p {digest}"


@pytest.mark.parametrize("format_", FORMATS.values(), ids=lambda it: it.name)
def test_no_format_names_anybody_of_a_result_by_id(format_: Format) -> None:
    shown = conceal_result(results.mixed(), Privacy.IDS)
    text = "".join(map(join_text, format_.render_outputs(shown)))
    for name in ("mara.lindqvist", "user00@corp", "break-glass@"):
        assert name not in text


def test_the_digest_of_settings_is_keyed_as_ids_are() -> None:
    result, others = results.mixed(), PseudonymKey("o" * 32)
    shown = [conceal_result(result, Privacy.PSEUDONYMS, key).settings_sha256 for key in (KEY, KEY, others)]
    assert shown[0] == shown[1]
    assert len({result.settings_sha256, *shown}) == 3
    assert {len(it) for it in shown} == {64}
    assert conceal_result(replace(result, settings_sha256=""), Privacy.PSEUDONYMS, KEY).settings_sha256 == ""
    assert conceal_result(result, Privacy.IDS).settings_sha256 == result.settings_sha256


@pytest.mark.parametrize("privacy", [Privacy.IDS, Privacy.PSEUDONYMS])
def test_what_anybody_may_have_written_names_nobody_wherever_it_stands(privacy: Privacy) -> None:
    named = "ask ada@example.com of 000ade96fc868ec3e0747167"
    rule = replace(results.rule("groups/named", Severity.LOW, "Groups have names"), table="groups", variable="group")
    evidence = {"group.name": named, "group.managedBy": [named], "group.counts": {"users": 1, "who": named}}
    found = Finding(rule.id, "groups", "g1", Outcome.FAIL, named, evidence, subject=named)
    verdict = replace(results.verdict(rule, Outcome.FAIL, (1, 0, 1, 0, 0)), findings=ListedFindings((found,)))
    shown = conceal_result(replace(results.mixed(), verdicts=(verdict,)), privacy, KEY)
    text = write_result(shown)
    assert "ada@" not in text
    assert ("000ade96" in text) is (privacy is Privacy.IDS)


def test_a_ticket_is_shown_as_a_reason_is() -> None:
    statement = Statement("a reason", "it-ops", date(2026, 12, 1), ticket="of Ada Example")
    use = WaiverUse(Waiver("groups/named", "g1", statement), WaiverState.APPLIED, 1, 0, 10)
    shown = conceal_result(replace(results.mixed(), waivers=(use,)), Privacy.PSEUDONYMS, KEY)
    assert "Ada" not in write_result(shown)


def test_names_are_what_they_were() -> None:
    result = results.mixed()
    assert conceal_result(result, Privacy.NAMES) is result


SEARCH = settings(
    deadline=None,
    max_examples=at_full(40),
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


@SEARCH
@given(random_results.results(), st.sampled_from([Privacy.IDS, Privacy.PSEUDONYMS]))
def test_nothing_but_people_changes(result: Result, privacy: Privacy) -> None:
    shown = conceal_result(result, privacy, KEY)
    assert (shown.exit_code, shown.outcome, shown.decided) == (result.exit_code, result.outcome, result.decided)
    assert shown.privacy.rank == max(privacy.rank, result.privacy.rank)
    for before, after in zip(result.verdicts, shown.verdicts, strict=True):
        assert (
            len(before.findings) == len(after.findings) == sum(after.findings.counts.values()) == len([*after.findings])
        )
        for outcome in (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WAIVED):
            assert before.findings.count_outcome(outcome) == after.findings.count_outcome(outcome)
        read = after.findings.read_unknown(
            {reason: 2 for outcome, reason in after.findings.counts if outcome is Outcome.UNKNOWN}
        )
        for reason, found in read.items():
            assert 1 <= len(found) <= 2
            assert {it.reason for it in found} == {reason}
    again = read_result(write_result(shown).encode("ascii"), "result.json")
    assert again.privacy is shown.privacy
    for format_ in FORMATS.values():
        format_.render_outputs(shown)


@SEARCH
@given(random_results.results())
def test_to_conceal_what_is_concealed_changes_nothing(result: Result) -> None:
    once = conceal_result(result, Privacy.PSEUDONYMS, KEY)
    assert conceal_result(once, Privacy.IDS) is once
    assert conceal_result(once, Privacy.PSEUDONYMS, KEY) is once
