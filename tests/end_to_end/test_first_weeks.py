"""The first weeks with orglint, step by step: each held against the truth, and read back in every format."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import Request, urlopen

import pytest

from orglint.reports import FORMATS
from reports.readers import READERS, flatten
from reports.test_every_format import REQUIRED, is_same
from support.local import Local, local, orglint

ADMIN = "atlassian/org-admin"
DOMAINS = ["isobar.example", "isobar-group.example"]
OWN, MANAGED, COUNT = "accounts/own-domains", "admins/managed-accounts", "admins/count"
LATER = "2099-01-01T00:00:00Z"

Row = Mapping[str, Any]


def is_admin(user: Row) -> bool:
    return ADMIN in user["platformRoles"]


def find_broken(state: Mapping[str, Any]) -> dict[str, set[str]]:
    """Return, by rule, the accounts that break what it promises, from what the organization says of itself."""
    users: list[Row] = [it for it in state["users"] if it["accountStatus"] == "active"]
    return {
        MANAGED: {it["accountId"] for it in users if is_admin(it) and it["claimStatus"] == "unmanaged"},
        OWN: {it["accountId"] for it in users if it["email"].partition("@")[2].lower() not in DOMAINS},
    }


def count_admins(state: Mapping[str, Any]) -> int:
    return sum(is_admin(it) and it["status"] == "active" for it in state["users"])


class Checked(NamedTuple):
    """How a check ended: its exit code, the rules by their ids, and the whole result."""

    code: int
    rules: dict[str, dict[str, Any]]
    result: dict[str, Any]

    def keys(self, rule: str, outcome: str) -> set[str]:
        return {it["key"] for it in self.rules[rule]["findings"] if it["outcome"] == outcome}


class Story:
    """A repository that somebody begins with, for a local organization."""

    def __init__(self, organization: Local, folder: Path) -> None:
        self.organization, self.folder = organization, folder
        assert orglint("init", at=folder).code == 0
        self.change("# organization: 9f1b2c34-0d7e-4f5a-8b6c-1a2b3c4d5e6f  ", f"organization: {organization.org_id}")

    def change(self, before: str, after: str) -> None:
        file = self.folder / "orglint.yaml"
        text = file.read_text()
        assert before in text
        file.write_text(text.replace(before, after))

    def snapshot(self) -> None:
        where = ("--base-url", self.organization.base_url)
        ended = orglint("snapshot", *where, at=self.folder, env={"ORGLINT_API_KEY": self.organization.api_key})
        assert ended.code == 0, ended.err

    def check(self, *words: str) -> Checked:
        """Check in every format, of which each must say of the run what the JSON says."""
        folder = self.folder / "reports"
        folder.mkdir(exist_ok=True)
        files = {name: folder / f"{name}.{it.ending}" for name, it in FORMATS.items()}
        named = [word for name, file in files.items() for word in ("--format", f"{name}={file}")]
        ended = orglint("check", "--privacy", "names", "--max-age", "9999d", *named, *words, at=self.folder)
        assert files["json"].exists(), ended.err
        result = json.loads(files["json"].read_text())
        assert ended.code == result["exit_code"]
        wanted = dict(flatten(result))
        for name, file in files.items():
            told = READERS[name](_read_outputs(name, file)).facts
            assert set(told) >= REQUIRED, name
            assert {it: told[it] for it in REQUIRED if not is_same(told[it], wanted[it])} == {}, name
        return Checked(ended.code, {rule["id"]: rule for rule in result["rules"]}, result)

    def refuse(self, *words: str) -> str:
        """Return what a command says that does nothing, because a file is wrong."""
        ended = orglint(*words, at=self.folder, env={"ORGLINT_API_KEY": self.organization.api_key})
        assert (ended.code, ended.out) == (2, "")
        return ended.err


def _read_outputs(name: str, file: Path) -> dict[str, str]:
    beside = {it: file.with_suffix(f".{it}") for it in FORMATS[name].beside}
    return {it: path.read_bytes().decode() for it, path in {"": file, **beside}.items()}


def make_admin(organization: Local, account: str) -> None:
    """Give somebody the role of an organization admin, over the API."""
    url = f"{organization.base_url}/v1/orgs/{organization.org_id}/users/{account}/roles/assign"
    heads = {"Authorization": f"Bearer {organization.api_key}", "Content-Type": "application/json"}
    with urlopen(Request(url, json.dumps({"role": ADMIN}).encode(), heads)) as answer:
        assert answer.status < 300


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("first-weeks")
    (folder / "ours").mkdir()
    with local(folder / "local", "--users", "600", "--seed", "5") as organization:
        yield Story(organization, folder / "ours")


def test_an_organization_lives_through_its_first_weeks(story: Story) -> None:
    state = story.organization.state
    story.snapshot()

    # day one: hundreds of findings, and a rule that waits for a setting is not said to pass
    first = story.check()
    assert (first.code, first.rules[OWN]["reason_code"]) == (1, "not-set-up")
    assert first.result["totals"]["failed"] >= 200
    assert first.keys(MANAGED, "fail") == find_broken(state())[MANAGED]
    assert story.check("--require-set-up").code == 3

    # a misspelt setting is refused; set, it decides as the truth says
    story.change("  # domains: [acme.example]", f"  domain: [{', '.join(DOMAINS)}] #")
    assert "there is no setting domain; did you mean domains?" in story.refuse("check", "--max-age", "9999d")
    story.change("  domain: [", "  domains: [")
    told = story.check()
    assert told.keys(OWN, "fail") == find_broken(state())[OWN] != set()
    assert told.result["totals"]["not_set_up"] < first.result["totals"]["not_set_up"]

    # a parameter is set to what is so, and rules are off, with a reason that every report counts
    admins = count_admins(state())
    params = f"{{min: {admins}, max: {admins}}}"
    story.change("# overrides:\n", f"overrides:\n  {COUNT}: {{params: {params}}}\n  'domains/*': {{off: decided}}\n")
    tuned = story.check()
    assert tuned.rules[COUNT]["outcome"] == "pass"
    assert {(it["id"].partition("/")[0], it["reason_code"]) for it in tuned.result["off"]} == {("domains", "off")}

    # what fails today is accepted for a time: green, and nothing is lost
    accepted = orglint("waivers", "accept", "--reason", "found on day one", "--owner", "it-ops", at=story.folder)
    assert accepted.code == 0, accepted.err
    green = story.check()
    assert (green.code, green.result["outcome"], green.result["totals"]["failed"]) == (0, "waived", 0)
    assert green.result["totals"]["waived"] == tuned.result["totals"]["failed"]
    assert green.keys(OWN, "waived") == find_broken(state())[OWN]

    # somebody becomes an admin on an unmanaged account: red, for this one alone
    before = find_broken(state())[MANAGED]
    account = next(
        it["accountId"]
        for it in state()["users"]
        if it["accountStatus"] == "active" and it["claimStatus"] == "unmanaged" and not is_admin(it)
    )
    make_admin(story.organization, account)
    story.snapshot()
    red = story.check()
    assert red.code == 1
    assert find_broken(state())[MANAGED] == before | {account}
    assert (red.keys(MANAGED, "fail"), red.keys(MANAGED, "waived")) == ({account}, before)
    assert red.rules[COUNT]["outcome"] == "fail", "the number of admins that was agreed on has changed"

    # the waivers end: what they excused fails again
    ended = story.check("--as-of", LATER)
    assert ended.result["totals"]["waived"] == 0
    assert ended.keys(OWN, "fail") == find_broken(state())[OWN]

    # the setting is deleted: not set up again, which is no pass
    story.change("  domains: [", "  # domains: [")
    deleted = story.check()
    assert (deleted.rules[OWN]["outcome"], deleted.rules[OWN]["reason_code"]) == ("not-applicable", "not-set-up")
    assert story.check("--require-set-up").code == 3

    # a pull request tries to have the key sent elsewhere
    asked = len(story.organization.requests())
    story.change("fail_on: low", "base_url: https://elsewhere.example\nfail_on: low")
    assert "could send the API key elsewhere" in story.refuse("snapshot")
    assert len(story.organization.requests()) == asked
