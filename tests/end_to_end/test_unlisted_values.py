"""A value that the specification does not list, from the API's answer to the exit code: told, and never a pass."""

from pathlib import Path

import pytest

from support.faults import POLICIES, SEARCH, STATS, answered, denied, fault, fired
from support.local import Row, check, local, orglint, outcomes

USERS, ROWS = 40, 41  # one managed account is in no directory
ROLE = "atlassian/organization-admin"
PLACE = "policies.resources[].applicationStatus"
RESOURCES = [{"id": "a", "applicationStatus": "applied"}, {"id": "b", "applicationStatus": "partially_failed"}]
AGREEING = {"accountStatus": [], "roles": [{"roleId": ROLE, "count": ROWS}]}


@pytest.mark.parametrize("statistics", [answered(STATS, AGREEING), denied(STATS)], ids=["agreeing", "none"])
def test_a_role_that_nobody_knows_may_be_that_of_an_admin(statistics: Row, tmp_path: Path) -> None:
    faults = [fault(SEARCH, "set", field="platformRoles", value=[ROLE]), statistics]
    with local(tmp_path, "--users", str(USERS), "--seed", "8", faults=faults) as organization:
        collected = organization.snapshot("--only", "admins/*")
        assert fired(organization, faults)
    assert collected.code in {0, 3}
    assert f"users.platformRoles[]: '{ROLE}' in {ROWS} rows is no value that the specification lists" in collected.err
    code, report = check(tmp_path, "--only", "admins/*")
    assert (code, set(outcomes(report).values())) == (3, {"unknown"})


def test_a_state_that_nobody_knows_is_undecided_until_the_user_knows_it(tmp_path: Path) -> None:
    faults = [fault(POLICIES, "set", field="attributes.resources", value=RESOURCES)]
    with local(tmp_path, "--users", str(USERS), "--seed", "8", faults=faults) as organization:
        collected = organization.snapshot("--only", "policies/*")
        assert fired(organization, faults)
    assert "check with --known-value policies.resources[].applicationStatus=partially_failed" in collected.err
    code, report = check(tmp_path, "--only", "policies/*")
    assert (code, outcomes(report)) == (3, {"policies/required": "unknown"})
    assert [new["place"] for new in report["unlisted"] if new["closed"]] == [PLACE]
    code, report = check(tmp_path, "--only", "policies/*", "--known-value", f"{PLACE}=partially_failed")
    assert (code, outcomes(report)) == (0, {"policies/required": "pass"})
    assert report["known_values"] == {PLACE: ["partially_failed"]}
    asked = ("query", "policies", "policy.resources.exists(r, r.applicationStatus == 'failed')")
    assert orglint(*asked, at=tmp_path).code == 3
    assert orglint(*asked, "--known-value", f"{PLACE}=partially_failed", at=tmp_path).code == 0
