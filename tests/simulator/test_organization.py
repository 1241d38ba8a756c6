import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from simulator.local import Local, Row

ID = re.compile(r"(557058|712020):[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}|[0-9a-f]{24}")
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def large() -> Row:
    return Local(users=3000, seed=5).state()


def admins(state: Row) -> list[Row]:
    return [row for row in state["users"] if "atlassian/org-admin" in row["platformRoles"]]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(re.sub(r"\.(\d{6})\d*Z", r".\1Z", text))


@pytest.mark.parametrize(("users", "count"), [(0, 0), (1, 1), (4, 1), (10, 2), (100, 3), (1_000, 4)])
def test_the_number_of_org_admins_grows_with_the_organization(users: int, count: int) -> None:
    assert len(admins(Local(users=users).state())) == count


def test_the_only_user_is_the_org_admin() -> None:
    (user,) = Local(users=1).state()["users"]
    assert "atlassian/org-admin" in user["platformRoles"]


@pytest.mark.parametrize("users", [0, 1, 9])
def test_a_very_small_organization_has_nobody_outside_its_directories(users: int) -> None:
    assert len(Local(users=users).state()["users"]) == users


def test_most_seeds_have_an_unmanaged_org_admin_and_some_have_none() -> None:
    found = Counter(
        any(row["claimStatus"] == "unmanaged" for row in admins(Local(users=60, seed=seed).state()))
        for seed in range(30)
    )
    assert found[True] > found[False] > 0


def test_account_ids_and_mail_addresses_are_nobody_elses(large: Row) -> None:
    accounts = [row["accountId"] for row in large["users"]]
    assert len(set(accounts)) == len(accounts)
    assert all(ID.fullmatch(account) for account in accounts)
    assert {len(account.partition(":")[0]) for account in accounts} == {6, 24}
    assert len({row["email"] for row in large["users"]}) == len(accounts)


def test_namesakes_are_told_apart_by_their_addresses() -> None:
    local = Local(users=20_000)
    found = local.search({"limit": 100, "roleIds": ["atlassian/admin"]})
    namesakes = [row for row in found if row["email"].partition("@")[0][-1].isdigit()]
    assert len(namesakes) > 5
    for row in namesakes[:5]:
        assert local.search({"emails": [row["email"]]})[0]["accountId"] == row["accountId"]


def test_names_are_written_in_many_scripts_and_addresses_in_ascii(large: Row) -> None:
    assert any(ord(letter) > 0x3000 for row in large["users"] for letter in row["name"])
    assert any(0x600 <= ord(letter) < 0x700 for row in large["users"] for letter in row["name"])
    assert all(row["email"].isascii() for row in large["users"])


def test_four_in_five_accounts_are_managed(large: Row) -> None:
    managed = sum(row["claimStatus"] == "managed" for row in large["users"])
    assert 0.77 < managed / len(large["users"]) < 0.85


def test_every_state_occurs(large: Row) -> None:
    states = Counter(row["status"] for row in large["users"])
    assert states.keys() == {"active", "suspended", "not_invited", "deactivated", "for_deletion"}
    assert states["active"] > 2500


def test_managed_accounts_are_on_verified_domains(large: Row) -> None:
    verified = {
        row["attributes"]["name"] for row in large["domains"] if row["attributes"]["claim"]["status"] == "verified"
    }
    assert {row["email"].partition("@")[2] for row in large["users"] if row["claimStatus"] == "managed"} <= verified


def test_claims_have_several_states() -> None:
    states = {row["attributes"]["claim"]["status"] for seed in range(6) for row in Local(seed=seed).state()["domains"]}
    assert states == {"verified", "unverified", "missing_token", "superseded", "deleted"}


def test_two_step_verification_is_told_of_managed_accounts_only(large: Row) -> None:
    assert all(("mfaEnabled" in row) is (row["claimStatus"] == "managed") for row in large["users"])


def test_nothing_happens_after_now_or_before_somebody_joined(large: Row) -> None:
    for row in large["users"]:
        used = [moment(entry["lastActiveTimestamp"]) for entry in row["productAccess"]]
        added, left = moment(row["addedToOrg"]), row["deactivatedOn"] and moment(row["deactivatedOn"])
        assert all(added <= moment_ < NOW for moment_ in used)
        assert added < NOW
        assert left is None or added <= left < NOW
        assert left is None or all(moment_ < left + timedelta(seconds=1) for moment_ in used)


def test_deactivation_has_a_time_and_deletion_is_within_its_days_of_grace(large: Row) -> None:
    assert all((row["deactivatedOn"] is not None) is (row["accountStatus"] != "active") for row in large["users"])
    leaving = [moment(row["deactivatedOn"]) for row in large["users"] if row["forDeletion"]]
    assert leaving
    assert min(leaving) > NOW - timedelta(days=15)


def test_accounts_were_deactivated_at_all_times(large: Row) -> None:
    left = sorted(moment(row["deactivatedOn"]) for row in large["users"] if row["status"] == "deactivated")
    assert left[0] < NOW - timedelta(days=400)
    assert NOW - timedelta(days=100) < left[-1] < NOW - timedelta(days=19)


def test_suspended_users_were_active_lately_long_ago_or_never(large: Row) -> None:
    suspended = [row for row in large["users"] if row["status"] == "suspended"]
    last = [
        max((moment(entry["lastActiveTimestamp"]) for entry in row["productAccess"]), default=None) for row in suspended
    ]
    assert last.count(None) > 20
    assert sum(at is not None and at > NOW - timedelta(days=61) for at in last) > 20
    assert sum(at is not None and at < NOW - timedelta(days=119) for at in last) > 20


def test_v1_and_v2_agree_on_the_last_activity(large: Row) -> None:
    by_id = {row["accountId"]: row for row in large["users"]}
    for row in large["managed_accounts"]:
        used = [entry["lastActiveTimestamp"][:23] + "Z" for entry in by_id[row["account_id"]]["productAccess"]]
        assert row.get("last_active") == max(used, default=None)
        assert row["account_status"] == by_id[row["account_id"]]["accountStatus"]


def test_a_few_v1_accounts_hide_their_mail_address(large: Row) -> None:
    hidden = sum("email" not in row for row in large["managed_accounts"])
    assert 0 < hidden < 50


def test_timestamps_of_products_have_nine_digits_after_the_second(large: Row) -> None:
    stamps = [entry["lastActiveTimestamp"] for row in large["users"] for entry in row["productAccess"]]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z", stamp) for stamp in stamps)


def test_policies_reach_resources_in_every_state_and_have_rules_of_every_shape() -> None:
    attributes = [row["attributes"] for seed in range(8) for row in Local(seed=seed).state()["policies"]]
    states = {resource["applicationStatus"] for policy in attributes for resource in policy["resources"]}
    assert states == {"applying", "removing", "applied", "failed", "scheduled"}
    assert {type(policy["rule"]) for policy in attributes} == {dict, list}
    assert {policy["status"] for policy in attributes} == {"enabled", "disabled"}
    assert {"ip-allowlist", "data-residency", "data-security", "generative-ai", "hipaa"} <= {
        p["type"] for p in attributes
    }
    assert None in {policy["updatedAt"] for policy in attributes}


def test_the_management_source_is_not_always_known(large: Row) -> None:
    assert {row["managementSource"] for row in large["users"]} == {"synced", "invited", None}


def test_the_same_seed_gives_the_same_organization_and_another_seed_another() -> None:
    assert Local(users=50, seed=4).state() == Local(users=50, seed=4).state()
    assert Local(users=50, seed=4).state() != Local(users=50, seed=5).state()


def test_another_present_moves_every_time() -> None:
    later = datetime(2027, 1, 1, 12, 30, tzinfo=UTC)
    before, after = Local(users=50), Local(users=50, now=later)
    for old, new in zip(before.state()["users"], after.state()["users"], strict=True):
        assert moment(new["addedToOrg"]) - moment(old["addedToOrg"]) == later - NOW
