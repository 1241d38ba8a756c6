"""Every call that a bundled rule names clears what it was written for, sent by the script of `orglint fixes`."""

import json
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from orglint.cli import demo_settings
from support.bundled import load_bundled_rules
from support.local import Local, local, orglint

NAMED = sorted(rule.id for rule in load_bundled_rules() if rule.plain.remediation)
ONLY = tuple(word for identity in NAMED for word in ("--only", identity))
USERS, SEED = 150, 5
OVERRIDES = """\
overrides:
  accounts/consumer-mail: {params: {providers: [freemail.example, inbox.example]}}
  admins/used: {params: {max_days: 1, grace_days: 0}}
"""


def send(organization: Local, method: str, path: str, body: Any) -> Any:
    """Send a call as somebody would who breaks a rule."""
    request = Request(
        f"{organization.base_url}{path.replace('ORG', organization.org_id)}",
        json.dumps(body).encode(),
        {"Authorization": f"Bearer {organization.api_key}", "Content-Type": "application/json"},
        method=method,
    )
    with urlopen(request) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def break_what_is_whole(organization: Local) -> None:
    """Make a policy that covers nothing, and two groups that give a role: an empty one, and one of a suspended user."""
    rule = {"type": "ip-allowlist", "name": "Nothing yet", "status": "enabled", "rule": {"in": ["203.0.113.0/24"]}}
    send(organization, "POST", "/v1/orgs/ORG/policies", {"data": {"type": "policy", "attributes": rule}})
    state = organization.state()
    home = f"/v2/orgs/ORG/directories/{state['directories'][0]['directoryId']}/groups"
    resource = next(it["id"] for it in state["workspaces"] if it["attributes"]["typeKey"] == "confluence")
    sleeping = next(it["accountId"] for it in state["users"] if it["membershipStatus"] == "suspended")
    for name in ("old-project", "older-project"):
        send(organization, "POST", home, {"name": name})
    made = {it["name"]: it["id"] for it in organization.state()["groups"]}
    for name in ("old-project", "older-project"):
        role = {"resourceId": resource, "roleId": "atlassian/user"}
        send(organization, "POST", f"{home}/{made[name]}/role-assignments/assign", role)
    send(organization, "POST", f"{home}/{made['older-project']}/memberships", {"accountId": sleeping})


def appoint_admin(organization: Local, found: frozenset[str]) -> None:
    """Make somebody an admin of whom no rule found anything: all others lost the role, and no organization has none."""
    active = (it for it in organization.state()["users"] if it["membershipStatus"] == "active")
    somebody = next(it["accountId"] for it in active if it["accountId"] not in found)
    send(organization, "POST", f"/v1/orgs/ORG/users/{somebody}/roles/assign", {"role": "atlassian/org-admin"})


def judge(organization: Local, settings: Path) -> dict[str, set[str]]:
    """Return the keys of the rows that fail in a new snapshot, rule by rule."""
    where = ("--config", settings, "--store", "store", *ONLY, "--profile", "strict")
    collected = organization.snapshot(*where)
    assert collected.code == 0, collected.err
    ended = orglint("check", *where, "--format", "json=r.json", at=organization.folder)
    assert ended.code in {0, 1}, ended
    report = json.loads((organization.folder / "r.json").read_text())
    return {rule["id"]: {it["key"] for it in rule["findings"] if it["outcome"] == "fail"} for rule in report["rules"]}


def test_every_call_clears_the_finding_that_it_was_written_for(tmp_path: Path) -> None:
    present = datetime.now(UTC).replace(microsecond=0)
    settings = demo_settings.write_settings(tmp_path, users=USERS, seed=SEED, present=present)
    settings.write_text(settings.read_text() + OVERRIDES)
    words = ("--users", str(USERS), "--seed", str(SEED), "--now", f"{present:%Y-%m-%dT%H:%M:%SZ}")
    with local(tmp_path, *words) as organization:
        break_what_is_whole(organization)
        before = judge(organization, settings)
        assert {identity for identity, keys in before.items() if keys} == set(NAMED)
        where = ("--config", settings, "--store", "store")
        written = orglint("fixes", "r.json", *where, "--format", "script", "--limit", "1000", at=tmp_path)
        assert (written.code, written.err) == (0, "")
        assert organization.api_key not in written.out
        (tmp_path / "fixes.sh").write_text(written.out)
        writes = len([it for it in organization.requests() if it["method"] in {"PUT", "DELETE"}])
        assert "nothing was sent" in apply(organization)
        assert len([it for it in organization.requests() if it["method"] in {"PUT", "DELETE"}]) == writes
        assert apply(organization, APPLY="1", ADMINS="1").endswith(" sent, 0 failed\n")
        appoint_admin(organization, frozenset().union(*before.values()))
        after = judge(organization, settings)
    assert {identity: keys & after[identity] for identity, keys in before.items() if keys & after[identity]} == {}


def apply(organization: Local, **variables: str) -> str:
    """Run the script in bash, and return what it says; it must end well."""
    env = {"PATH": os.environ["PATH"], "ORGLINT_BASE_URL": organization.base_url, **variables}
    env |= {"ORGLINT_API_KEY": organization.api_key}
    ended = subprocess.run(
        ["bash", "fixes.sh"], cwd=organization.folder, env=env, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout
