"""Reasons are values: what they say in words, and which code the words of before had."""

import pytest

from orglint.model.reasons import Reason, ReasonCode, explain_column, find_code, join_reasons
from orglint.model.snapshot import ColumnLedger, TableLedger, TableState
from orglint.model.values import explain_unlisted_values

VALUE = Reason(ReasonCode.UNLISTED, "policy.status", column="policies.status", values=("paused",))


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason(ReasonCode.NOT_ASKED, "user.groups"), "user.groups is unknown: not asked for"),
        (Reason(ReasonCode.ABSENT, "user.email"), "user.email is absent"),
        (Reason(ReasonCode.NOT_COLLECTED, table="policies"), "policies: not collected into this snapshot"),
        (Reason(ReasonCode.PARTIAL, table="users", said="page 3 answered 503"), "users: partial, page 3 answered 503"),
        (Reason(ReasonCode.NOT_EVALUATED, said="too large"), "could not be evaluated: too large"),
        (Reason(ReasonCode.NO_VALUE), "an expression has no value for this row"),
        (
            VALUE,
            "policy.status is unknown: " + explain_unlisted_values("policies", "status", ["paused"]),
        ),
        (Reason(ReasonCode.UNLISTED, "policy.on", causes=(VALUE,)), f"policy.on is unknown as {VALUE}"),
        (Reason(ReasonCode.UNLISTED), "unlisted"),
        (Reason(ReasonCode.NOT_ASKED, told="nobody asked"), "nobody asked"),
    ],
)
def test_a_reason_says(reason: Reason, words: str) -> None:
    assert str(reason) == words


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("", None),
        ("not asked for", ReasonCode.NOT_ASKED),
        ("platformRoles is unknown: not asked for", ReasonCode.NOT_ASKED),
        ("the specification does not have it", ReasonCode.NOT_SPECIFIED),
        ("not collected into this snapshot", ReasonCode.NOT_COLLECTED),
        ("absent in every row", ReasonCode.IN_DOUBT),
        ("users/stats counts 2 inactive, the rows show 0", ReasonCode.IN_DOUBT),
    ],
)
def test_words_of_a_manifest_have_a_code_and_stay_as_they_are(words: str, code: ReasonCode | None) -> None:
    assert find_code(words) is code
    assert str(explain_column(code, words) or "") == words


def test_whether_a_column_was_asked_for_is_what_its_code_says() -> None:
    assert ColumnLedger(0, 9, 0, "not asked for", code=ReasonCode.NOT_ASKED).is_unasked
    assert not ColumnLedger(0, 9, 0, "not asked for", code=ReasonCode.IN_DOUBT).is_unasked


def test_several_reasons_are_one_that_names_them_all() -> None:
    one, other = Reason(ReasonCode.DENIED, table="groups", said="403"), Reason(ReasonCode.NOT_GIVEN, table="users")
    joined = join_reasons([one, other])
    assert (joined and joined.code, str(joined)) == (ReasonCode.SEVERAL, "groups: denied, 403; users: not given")
    assert join_reasons([one]) == one
    assert join_reasons([]) is None


@pytest.mark.parametrize("state", TableState)
def test_only_a_table_that_is_not_whole_has_a_gap(state: TableState) -> None:
    ledger = TableLedger(state, 1, 2, 1, 1, "why")
    words = "why" if state is TableState.BY_KEY else f"{state}, why"  # that it was asked by key stands in the why
    assert (str(ledger.gap) == words) is not ledger.complete
    assert (ledger.gap is None) is ledger.complete
