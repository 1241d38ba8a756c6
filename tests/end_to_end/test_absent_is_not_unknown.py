"""What the API leaves out may be known to be nothing; what got lost never makes a rule pass.

In the organization of seed 8 the rules about admins and policies truly pass, and so do those about accounts if they are
patient: whatever makes them anything else is the loss. In that of seed 12 two unmanaged admins and a
managed one are on three different pages.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from end_to_end import oracle
from support.faults import COUNT, DOMAINS, POLICIES, SEARCH, STATS, answered, denied, fault, fired, lost
from support.local import Local, Row, check, local, outcomes

PASSING, FAILING = "8", "12"
BUNDLED = Path(__file__).parents[2] / "rules"
ADMINS = {"admins/count", "admins/managed-accounts"}
ACCOUNTS = {"accounts/dormant", "accounts/stale-suspended"}
ABOUT_USERS = ADMINS | ACCOUNTS
POLICY, DOMAIN = {"policies/required"}, {"domains/verified"}
PAGES_WITH_ROLES = (1, 2, 3, 4)
ADMIN_PAGES = (2, 3, 4)
REST = {"from": 2}
SUCCESS = {"pass", "not-applicable", "waived"}


@contextmanager
def faulty(folder: Path, seed: str, faults: list[Row], *words: str, only: str = "*") -> Iterator[Local]:
    """Serve 350 users with faults, collect what some rules need, and make sure that the faults struck."""
    with local(folder, "--users", "350", "--seed", seed, *words, faults=faults) as organization:
        collected = organization.snapshot("--only", only)
        assert collected.code in {0, 3}, collected
        assert fired(organization, faults)
        yield organization


def patient(folder: Path) -> tuple[str | Path, ...]:
    """Write the rules about users so that they wait for a century; return the options that take those alone."""
    for rule in ABOUT_USERS:
        file = folder / "patient" / f"{rule}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = (BUNDLED / f"{rule}.yaml").read_text()
        file.write_text(re.sub(r"(_days: \{type: int, default: )\d+", r"\g<1>36500", text))
    return ("--only-rules", folder / "patient")


def found(report: Row) -> dict[str, set[str]]:
    return {rule["id"]: {finding["key"] for finding in rule["findings"]} for rule in report["rules"]}


@pytest.mark.parametrize("seed", [PASSING, FAILING])
def test_rules_decide_when_empty_lists_are_left_out(seed: str, tmp_path: Path) -> None:
    with faulty(tmp_path, seed, [], "--omit-empty") as organization:
        seen = oracle.see(organization.base_url, organization.org_id, organization.api_key)
    assert any("platformRoles" not in user for user in seen.users)
    code, report = check(tmp_path)
    judged = oracle.judge(seen, datetime.fromisoformat(report["as_of"]))
    assert (code, outcomes(report)) == (1, {rule: one.outcome for rule, one in judged.items()})
    assert found(report) == {rule: set(one.failed) for rule, one in judged.items()}


@pytest.mark.parametrize("loss", lost("platformRoles"), ids=lambda loss: loss["kind"])
def test_roles_lost_in_every_answer_leave_rules_about_admins_unknown(loss: Row, tmp_path: Path) -> None:
    with faulty(tmp_path, PASSING, [loss], only="admins/*"):
        code, report = check(tmp_path, "--only", "admins/*")
    assert (code, set(outcomes(report).values())) == (3, {"unknown"})


@pytest.mark.parametrize("page", PAGES_WITH_ROLES)
@pytest.mark.parametrize("way", range(2), ids=["rename", "null"])
def test_roles_lost_on_one_page_leave_rules_about_admins_unknown(way: int, page: int, tmp_path: Path) -> None:
    with faulty(tmp_path, PASSING, [lost("platformRoles", [page])[way]], only="admins/*"):
        code, report = check(tmp_path, "--only", "admins/*")
    assert (code, set(outcomes(report).values())) == (3, {"unknown"})


@pytest.mark.parametrize("page", PAGES_WITH_ROLES)
def test_roles_left_out_on_one_page_are_known_from_who_is_found_by_role(page: int, tmp_path: Path) -> None:
    with faulty(tmp_path, PASSING, [lost("platformRoles", [page])[2]], only="admins/*"):
        code, report = check(tmp_path, "--only", "admins/*")
    assert (code, set(outcomes(report).values())) == (0, {"pass"})


def test_roles_lost_on_a_page_of_people_without_roles_change_nothing(tmp_path: Path) -> None:
    losses = [lost("platformRoles", [5])[2]]
    with faulty(tmp_path, PASSING, losses, only="admins/*") as organization:
        seen = oracle.see(organization.base_url, organization.org_id, organization.api_key)
        _, report = check(tmp_path, "--only", "admins/*")
    assert not any(user["platformRoles"] for user in seen.users[350:])
    assert set(outcomes(report).values()) == {"pass"}


@pytest.mark.parametrize("page", ADMIN_PAGES)
def test_a_failing_admin_who_gets_lost_never_makes_the_rule_pass(page: int, tmp_path: Path) -> None:
    with faulty(tmp_path, FAILING, [lost("platformRoles", [page])[2]], only="admins/managed-accounts"):
        code, report = check(tmp_path, "--only", "admins/managed-accounts")
    assert code in {1, 3}
    assert not SUCCESS & set(outcomes(report).values())


UNPROVEN = {
    "denied": denied(STATS),
    "renamed": fault(STATS, "rename", field="roles", to="counts"),
    "empty": fault(STATS, "set", field="roles", value=[]),
    "not-json": fault(STATS, "not-json"),
}


@pytest.mark.parametrize("stats", UNPROVEN)
def test_without_statistics_roles_left_out_are_known_from_who_is_found_by_role_or_unknown(
    stats: str, tmp_path: Path
) -> None:
    faults = [lost("platformRoles", [page])[2] for page in ADMIN_PAGES]
    honest = tmp_path / "honest"
    honest.mkdir()
    with faulty(honest, FAILING, [], only="admins/*"):
        _, truth = check(honest, "--only", "admins/*")
    with faulty(tmp_path, FAILING, [*faults, UNPROVEN[stats]], only="admins/*"):
        code, report = check(tmp_path, "--only", "admins/*")
    assert code in {1, 3}
    assert outcomes(truth)["admins/managed-accounts"] == "fail"
    assert all(outcome in {"unknown", outcomes(truth)[rule]} for rule, outcome in outcomes(report).items())


def test_roles_that_are_all_there_need_no_statistics(tmp_path: Path) -> None:
    with faulty(tmp_path, PASSING, [denied(STATS)], only="admins/*"):
        _, report = check(tmp_path, "--only", "admins/*")
    assert set(outcomes(report).values()) == {"pass"}


WRONG_TYPES = {"text": "atlassian/org-admin", "objects": [{"id": "atlassian/org-admin"}], "number": 1}


@pytest.mark.parametrize("value", WRONG_TYPES.values(), ids=WRONG_TYPES)
def test_roles_of_a_wrong_type_leave_rules_about_admins_unknown(value: object, tmp_path: Path) -> None:
    with faulty(tmp_path, PASSING, [fault(SEARCH, "set", [2], field="platformRoles", value=value)], only="admins/*"):
        code, report = check(tmp_path, "--only", "admins/*")
    assert (code, set(outcomes(report).values())) == (3, {"unknown"})


NEEDS = {
    "claimStatus": ("admins/managed-accounts", "accounts/dormant"),
    "status": ("admins/count", "accounts/dormant", "accounts/stale-suspended"),
    "accountStatus": ("admins/managed-accounts",),
    "addedToOrg": ("accounts/dormant",),
    "productAccess": ("accounts/dormant", "accounts/stale-suspended"),
}


@pytest.mark.parametrize("field", NEEDS)
def test_a_column_that_was_renamed_leaves_its_rules_unknown(field: str, tmp_path: Path) -> None:
    with faulty(tmp_path, FAILING, lost(field)[:1]):
        code, report = check(tmp_path)
    assert code == 3
    assert {outcomes(report)[rule] for rule in NEEDS[field]} == {"unknown"}


def test_rules_about_users_truly_pass_where_nothing_is_lost(tmp_path: Path) -> None:
    with faulty(tmp_path, PASSING, []):
        code, report = check(tmp_path, *patient(tmp_path))
    assert (code, outcomes(report)) == (0, dict.fromkeys(ABOUT_USERS, "pass"))


LOST_ROWS = {
    "search denied": [denied(SEARCH)],
    "count and statistics denied": [denied(COUNT), denied(STATS)],
    "count renamed, statistics denied": [fault(COUNT, "rename", field="count", to="total"), denied(STATS)],
    "second page denied": [denied(SEARCH, REST)],
    "people outside directories denied": [denied(SEARCH, {"from": 5})],
    "cursor repeated": [fault(SEARCH, "repeat-cursor", REST)],
    "no data": [fault(SEARCH, "missing-data", REST)],
    "empty pages": [fault(SEARCH, "empty-page", REST)],
    "no JSON": [fault(SEARCH, "not-json", REST)],
    "nobody has an id": [fault(SEARCH, "null", [2], field="accountId")],
    "all have one id": [fault(SEARCH, "set", [2], field="accountId", value="712020:one")],
    "early end": [answered(SEARCH, {"data": [], "links": {}}, REST)],
    "early end, count denied": [answered(SEARCH, {"data": [], "links": {}}, REST), denied(COUNT)],
    "early end, nothing to compare with": [
        answered(SEARCH, {"data": [], "links": {}}, REST),
        denied(COUNT),
        denied(STATS),
    ],
    "every tenth row dropped": [fault(SEARCH, "drop-row", every=10)],
}


@pytest.mark.parametrize("faults", LOST_ROWS.values(), ids=LOST_ROWS)
def test_users_who_may_be_missing_leave_rules_about_users_unknown(faults: list[Row], tmp_path: Path) -> None:
    with faulty(tmp_path, PASSING, faults):
        code, report = check(tmp_path, *patient(tmp_path))
    assert (code, outcomes(report)) == (3, dict.fromkeys(ABOUT_USERS, "unknown"))


def test_a_next_page_whose_address_leads_elsewhere_is_asked_for_here(tmp_path: Path) -> None:
    with faulty(tmp_path, PASSING, [fault(SEARCH, "foreign-host", REST)]):
        code, report = check(tmp_path, *patient(tmp_path))
    assert (code, outcomes(report)) == (0, dict.fromkeys(ABOUT_USERS, "pass"))


@pytest.mark.parametrize(
    "lost", [denied(COUNT), fault(COUNT, "rename", field="count", to="total")], ids=["denied", "renamed"]
)
def test_without_a_count_the_statistics_prove_that_everybody_was_seen(lost: Row, tmp_path: Path) -> None:
    with faulty(tmp_path, PASSING, [lost]):
        code, report = check(tmp_path, *patient(tmp_path))
    assert (code, outcomes(report)) == (0, dict.fromkeys(ABOUT_USERS, "pass"))
    assert report["snapshot"]["tables"]["users"]["expected_by"] == "users/stats"


NOT_A_LIST = {
    "denied": denied(DOMAINS),
    "null": answered(DOMAINS, "null"),
    "list": answered(DOMAINS, []),
    "null data": answered(DOMAINS, {"data": None}),
    "null row": answered(DOMAINS, {"data": [None]}),
    "renamed attributes": fault(DOMAINS, "rename", field="attributes", to="properties"),
    "renamed claim": fault(DOMAINS, "rename", field="attributes.claim", to="ownership"),
    "renamed status": fault(DOMAINS, "rename", field="attributes.claim.status", to="state"),
}


@pytest.mark.parametrize("lack", NOT_A_LIST.values(), ids=NOT_A_LIST)
def test_domains_that_cannot_be_read_leave_their_rule_unknown(lack: Row, tmp_path: Path) -> None:
    with faulty(tmp_path, PASSING, [lack], "--users", "1", only="domains/*"):
        code, report = check(tmp_path, "--only", "domains/*")
    assert (code, outcomes(report)) == (3, dict.fromkeys(DOMAIN, "unknown"))


NO_POLICIES = {
    "denied": denied(POLICIES),
    "cursor repeated": fault(POLICIES, "repeat-cursor"),
    "no data": fault(POLICIES, "missing-data"),
    "no JSON": fault(POLICIES, "not-json"),
    "renamed type": fault(POLICIES, "rename", field="attributes.type", to="kind"),
    "renamed status": fault(POLICIES, "rename", field="attributes.status", to="state"),
    "resources without status": fault(POLICIES, "set", field="attributes.resources", value=[{"id": "ari:one"}]),
    "resources of a wrong type": fault(POLICIES, "set", field="attributes.resources", value="all"),
}


@pytest.mark.parametrize("lack", NO_POLICIES.values(), ids=NO_POLICIES)
def test_policies_that_cannot_be_read_leave_their_rule_unknown(lack: Row, tmp_path: Path) -> None:
    with faulty(tmp_path, PASSING, [lack], "--users", "1", only="policies/*"):
        code, report = check(tmp_path, "--only", "policies/*")
    assert (code, outcomes(report)) == (3, dict.fromkeys(POLICY, "unknown"))


def test_rules_that_do_not_need_what_is_missing_still_decide(tmp_path: Path) -> None:
    with faulty(tmp_path, PASSING, [denied(DOMAINS)]):
        code, report = check(tmp_path)
    assert code == 3
    assert {rule for rule, outcome in outcomes(report).items() if outcome == "unknown"} == DOMAIN


def test_a_snapshot_that_was_collected_for_other_rules_leaves_the_rest_unknown(tmp_path: Path) -> None:
    with faulty(tmp_path, PASSING, [], only="admins/count"):
        code, report = check(tmp_path)
    told = outcomes(report)
    assert code == 3
    assert {rule for rule, outcome in told.items() if outcome == "unknown"} == ACCOUNTS | POLICY | DOMAIN
    assert told["admins/count"] == "pass"


def test_a_status_that_nobody_knows_takes_no_row_out_of_scope(tmp_path: Path) -> None:
    with faulty(tmp_path, PASSING, [fault(SEARCH, "set", field="status", value="enabled")]):
        code, report = check(tmp_path, "--only", "accounts/*")
    assert (code, set(outcomes(report).values())) == (3, {"unknown"})
